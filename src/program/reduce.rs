//! Bound steps shaped down to the core kinds.

use super::bind::head_of;
use super::scope::Scope;
use super::{ArgValue, Arm, Block, Expr, ExprKind, Kind, Line, Step};
use crate::base::{Binary, DEFAULT_JUMPS, Literal, Name, Place, Root, Span, Type};
use crate::syntax::Statement;
use crate::vocabulary::{Body, Core};

/// An arm before its step is shaped: the statement, its condition and its steps.
pub(crate) type LooseArm<'a> = (&'a Statement, Option<Expr>, Block);

/// The core kind of a bound step.
pub(crate) fn shape(step: &Step, arms: Vec<LooseArm<'_>>, scope: &mut Scope<'_>) -> Kind {
    match step.decl.core {
        Core::Act => Kind::Act,
        Core::End => Kind::End,
        Core::Set => match place_of(&step.line) {
            Some(place) => Kind::Set { place, value: value_of(&step.line).map(Box::new) },
            None => Kind::Act,
        },
        Core::Jump => Kind::Jump { to: name_of(&step.line, "label"), at_most: at_most(&step.line) },
        Core::Start => Kind::Start { workflow: name_of(&step.line, "workflow") },
        Core::Branch => {
            let mut shaped = Vec::with_capacity(arms.len());
            for (statement, when, block) in arms {
                let head = head_of(statement);
                let when = match when {
                    Some(when) => when,
                    None if step.decl.body == Body::Steps => during(&step.line, head, scope),
                    None => Expr { span: head, ty: Type::Bool, kind: ExprKind::Unknown },
                };
                shaped.push(Arm { head, when, block });
            }
            Kind::Branch { arms: shaped }
        }
    }
}

fn place_of(line: &Line) -> Option<Place> {
    line.args.iter().find_map(|arg| {
        if let ArgValue::Place(place, _) = &arg.value { Some(place.clone()) } else { None }
    })
}

fn value_of(line: &Line) -> Option<Expr> {
    line.args.iter().find_map(|arg| {
        if let ArgValue::Expr(value) = &arg.value { Some(value.clone()) } else { None }
    })
}

fn name_of(line: &Line, operand: &str) -> (Name, Span) {
    let found = line.args.iter().find(|arg| arg.name == operand);
    match found.map(|arg| (&arg.value, arg.span)) {
        Some((ArgValue::Name(name), span)) => (name.clone(), span),
        Some(_) | None => (Name::default(), line.head.span),
    }
}

fn at_most(line: &Line) -> u32 {
    let setting = line.settings.iter().flat_map(|setting| &setting.args);
    let count = setting.filter_map(|arg| {
        if let ArgValue::Count(count) = arg.value { u32::try_from(count).ok() } else { None }
    });
    count.reduce(|_, last| last).unwrap_or(DEFAULT_JUMPS)
}

/// `now during HOURS`, `today between FROM and TO`.
fn during(line: &Line, span: Span, _: &Scope<'_>) -> Expr {
    let literal = |literal: Literal, ty: Type| Expr { span, ty, kind: ExprKind::Literal(literal) };
    let read = |of: Root, ty: Type| {
        let place = Place { of, name: Name::default(), which: None };
        Box::new(Expr { span, ty, kind: ExprKind::Read(place, false) })
    };
    let kind = match line.args.first().map(|arg| &arg.value) {
        Some(ArgValue::Name(hours)) => ExprKind::Binary(
            Binary::During,
            read(Root::Now, Type::DateTime),
            Box::new(literal(Literal::Hours(hours.clone()), Type::Hours)),
        ),
        Some(ArgValue::Dates(from, to)) => {
            let days = [*from, *to].map(|day| literal(Literal::Date(day), Type::Date));
            let list = ExprKind::List(days.into());
            ExprKind::Binary(
                Binary::During,
                read(Root::Now, Type::DateTime),
                Box::new(Expr { span, ty: Type::list(Type::Date), kind: list }),
            )
        }
        Some(_) | None => ExprKind::Unknown,
    };
    Expr { span, ty: Type::Bool, kind }
}
