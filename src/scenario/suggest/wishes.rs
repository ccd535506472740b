//! What has to be so for a condition to come out one way, where that cannot be known for certain.

use super::pattern::example;
use super::stage::Stage;
use crate::base::{Binary, Literal, Logic, Name, Place, Root};
use crate::program::{Expr, ExprKind};
use crate::solve::{Held, Subject, Values, solve};

/// Something that would help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// Something holds one of these values.
    Value(Subject, Values),
    /// These hours are open, or closed.
    Hours(Name, bool),
}

/// What would make a condition come out as it should.
pub(super) fn wishes(stage: Stage<'_, '_>, condition: &Expr, truth: bool) -> Vec<Wish> {
    let mut wishes = Vec::new();
    collect(stage, condition, truth, &mut wishes);
    wishes
}

fn collect(stage: Stage<'_, '_>, condition: &Expr, truth: bool, wishes: &mut Vec<Wish>) {
    match &condition.kind {
        ExprKind::Not(of) => collect(stage, of, !truth, wishes),
        ExprKind::Logic(logic, sides) => {
            let all = (*logic == Logic::And) == truth;
            let needed = if all { sides.len() } else { 1 };
            sides.iter().take(needed).for_each(|side| collect(stage, side, truth, wishes));
        }
        ExprKind::Read(place, _) if place.of == Root::Hours => {
            wishes.push(Wish::Hours(place.which.clone().unwrap_or_default(), truth));
        }
        ExprKind::Binary(Binary::During, _, right) => {
            if let ExprKind::Literal(Literal::Hours(hours)) = &right.kind {
                wishes.push(Wish::Hours(hours.clone(), truth));
            }
        }
        ExprKind::Binary(operator, left, right) => match part(*operator, left, right) {
            Some((place, text)) => {
                let held = if truth { Held::only(&text) } else { Held::only(&text).not() };
                wishes.push(Wish::Value(Subject::Value(place), Values::set(held)));
            }
            None => solved(&stage.fixed(condition), truth, wishes),
        },
        _ => solved(&stage.fixed(condition), truth, wishes),
    }
}

/// A text that has a part, and the part: the whole text will do.
fn part(operator: Binary, left: &Expr, right: &Expr) -> Option<(Place, Name)> {
    let (ExprKind::Read(place, _), ExprKind::Literal(Literal::Text(text))) =
        (inner(left), &right.kind)
    else {
        return None;
    };
    let text = match operator {
        Binary::Contains | Binary::StartsWith | Binary::EndsWith => text.clone(),
        Binary::Matches => example(text)?.into(),
        _ => return None,
    };
    left.ty.is_textual().then(|| (place.clone(), text))
}

/// A value without its fallback, and without what only changes its letters.
fn inner(expr: &Expr) -> &ExprKind {
    match &expr.kind {
        ExprKind::Fallback(of, _) => inner(of),
        ExprKind::Call(function, arguments)
            if matches!(function.name, "lower" | "upper" | "trim") =>
        {
            arguments.first().map_or(&expr.kind, inner)
        }
        kind => kind,
    }
}

fn solved(condition: &Expr, truth: bool, wishes: &mut Vec<Wish>) {
    let solved = solve(condition, truth);
    if let Some(case) = solved.cases.iter().next() {
        let each = case.iter().map(|(subject, values)| (subject.clone(), values.clone()));
        wishes.extend(each.map(|(subject, values)| Wish::Value(subject, values)));
    }
}
