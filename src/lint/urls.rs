//! The web addresses of a step, as far as the text of the program tells them.

use super::expressions::operands;
use super::facts::Flow;
use crate::base::{Binary, GAP, Literal, Location, Root, Sources, Span};
use crate::graph::StepIx;
use crate::program::{ArgValue, Expr, ExprKind, Kind, Line, Piece};
use crate::vocabulary::Want;

/// A web address: its text, in which [`GAP`] stands for what is computed, and where it is written.
#[derive(Debug)]
pub(super) struct Address {
    /// The step that it is given to.
    pub(super) step: StepIx,
    pub(super) text: String,
    pub(super) location: Location,
}

/// Every web address that steps of a workflow are given, in order of the source.
pub(super) fn addresses(flow: &Flow<'_, '_>) -> Vec<Address> {
    let mut found = Vec::new();
    for (step, given) in flow.steps() {
        operands(given, &mut |expr, need| {
            if need.want() == Some(Want::Url) {
                for part in alternatives(expr) {
                    let mut text = String::new();
                    spell(flow, part, &mut text);
                    found.push(Address { step, text, location: flow.location(part.span) });
                }
            }
        });
    }
    found
}

/// An expression, or both sides of each `else` in it.
fn alternatives(expr: &Expr) -> Vec<&Expr> {
    if let ExprKind::Fallback(one, other) = &expr.kind {
        return [alternatives(one), alternatives(other)].concat();
    }
    vec![expr]
}

/// Writes what an expression is sure to be, with a gap for whatever is not sure.
pub(super) fn spell(flow: &Flow<'_, '_>, expr: &Expr, out: &mut String) {
    match &expr.kind {
        ExprKind::Literal(Literal::Text(text)) => out.push_str(text),
        ExprKind::Template(pieces) => {
            for piece in pieces {
                match piece {
                    Piece::Raw(text) => out.push_str(text),
                    Piece::Value(value) => spell(flow, value, out),
                }
            }
        }
        ExprKind::Binary(Binary::Add, left, right) => {
            spell(flow, left, out);
            spell(flow, right, out);
        }
        ExprKind::Read(place, _) if place.of == Root::Var => match constant(flow, &place.name) {
            Some(text) => out.push_str(text),
            None => out.push(GAP),
        },
        ExprKind::Literal(_)
        | ExprKind::List(_)
        | ExprKind::Record(_)
        | ExprKind::Read(..)
        | ExprKind::Member(..)
        | ExprKind::Index(..)
        | ExprKind::Call(..)
        | ExprKind::Not(_)
        | ExprKind::Minus(_)
        | ExprKind::Binary(..)
        | ExprKind::Logic(..)
        | ExprKind::Between(_)
        | ExprKind::IsSet(..)
        | ExprKind::Fallback(..)
        | ExprKind::Unknown => out.push(GAP),
    }
}

/// The text of a variable that the workflow stores once, and then a fixed one.
fn constant<'p>(flow: &Flow<'_, 'p>, name: &str) -> Option<&'p str> {
    let mut fixed = None;
    for (_, step) in flow.steps() {
        let stores = stores(&step.line, name)
            + step.outcomes.iter().map(|handled| stores(&handled.line, name)).sum::<usize>();
        if stores == 0 {
            continue;
        }
        let Kind::Set { value: Some(value), .. } = &step.kind else { return None };
        let ExprKind::Literal(Literal::Text(text)) = &value.kind else { return None };
        if fixed.replace(text.as_str()).is_some() {
            return None;
        }
    }
    fixed
}

/// How often a line stores into a variable.
fn stores(line: &Line, name: &str) -> usize {
    let own = line.args.iter().filter(|arg| {
        matches!(&arg.value, ArgValue::Place(place, _) if place.of == Root::Var && place.name == name)
    });
    own.count() + line.settings.iter().map(|setting| stores(setting, name)).sum::<usize>()
}

/// The place of a part of an address, where the source writes it as it is; otherwise all of it.
pub(super) fn narrow(sources: &Sources, whole: Location, part: &str) -> Location {
    let found = sources.slice(whole).find(part).and_then(|at| u32::try_from(at).ok());
    let (Some(at), Ok(length)) = (found, u32::try_from(part.len())) else { return whole };
    let start = whole.span.start + at;
    Location { file: whole.file, span: Span::new(start, start + length) }
}
