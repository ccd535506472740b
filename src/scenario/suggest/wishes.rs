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
    if let ExprKind::Not(of) = &condition.kind {
        return collect(stage, of, !truth, wishes);
    }
    if let ExprKind::Logic(logic, sides) = &condition.kind {
        let all = (*logic == Logic::And) == truth;
        let needed = if all { sides.len() } else { 1 };
        return sides.iter().take(needed).for_each(|side| collect(stage, side, truth, wishes));
    }
    if let ExprKind::Read(place, _) = &condition.kind
        && place.of == Root::Hours
    {
        wishes.push(Wish::Hours(place.which.as_deref().cloned().unwrap_or_default(), truth));
        return;
    }
    if let ExprKind::Binary(operator, left, right) = &condition.kind {
        if let (Binary::During, ExprKind::Literal(Literal::Hours(hours))) = (operator, &right.kind)
        {
            wishes.push(Wish::Hours(hours.clone(), truth));
            return;
        }
        if let Some((place, text)) = part(*operator, left, right) {
            let held = if truth { Held::only(&text) } else { Held::only(&text).not() };
            wishes.push(Wish::Value(Subject::Value(place), Values::set(held)));
            return;
        }
    }
    solved(&stage.fixed(condition), truth, wishes);
}

/// A text that has a part, and the part: the whole text will do.
fn part(operator: Binary, left: &Expr, right: &Expr) -> Option<(Place, Name)> {
    let (ExprKind::Read(place, _), ExprKind::Literal(Literal::Text(text))) =
        (inner(left), &right.kind)
    else {
        return None;
    };
    let is_part = matches!(operator, Binary::Contains | Binary::StartsWith | Binary::EndsWith);
    let text = if is_part {
        text.clone()
    } else if operator == Binary::Matches {
        example(text)?.into()
    } else {
        return None;
    };
    left.ty.is_textual().then(|| (place.clone(), text))
}

/// A value without its fallback, and without what only changes its letters.
fn inner(expr: &Expr) -> &ExprKind {
    if let ExprKind::Fallback(of, _) = &expr.kind {
        return inner(of);
    }
    if let ExprKind::Call(function, arguments) = &expr.kind
        && matches!(function.name, "lower" | "upper" | "trim")
    {
        return arguments.first().map_or(&expr.kind, inner);
    }
    &expr.kind
}

fn solved(condition: &Expr, truth: bool, wishes: &mut Vec<Wish>) {
    let solved = solve(condition, truth);
    if let Some(case) = solved.cases.iter().next() {
        let each = case.iter().map(|(subject, values)| (subject.clone(), values.clone()));
        wishes.extend(each.map(|(subject, values)| Wish::Value(subject, values)));
    }
}
