//! Which triggers can have fired where a condition on `trigger.event` came out one way or the
//! other, and what those surely bring.

use crate::base::{Binary, Literal, Logic, Name, Place, Root, same_folded};
use crate::program::{Expr, ExprKind, Trigger};

/// The triggers of a workflow that can have fired, as far as conditions tell.
#[derive(Clone, Debug)]
pub(super) struct Fired<'p> {
    triggers: &'p [Trigger],
    possible: Vec<bool>,
}

impl<'p> Fired<'p> {
    /// Any of them.
    pub(super) fn any(triggers: &'p [Trigger]) -> Self {
        Self { triggers, possible: vec![true; triggers.len()] }
    }

    /// Leaves out those that cannot have fired where a condition came out as `truth`.
    pub(super) fn narrow(&mut self, condition: &Expr, truth: bool) {
        let (triggers, possible) = (self.triggers, &mut self.possible);
        for (trigger, possible) in triggers.iter().zip(possible) {
            *possible &= can(trigger, condition, truth);
        }
    }

    /// The places that have a value whichever of them fired; none where nothing was left out.
    pub(super) fn brings(&self) -> Vec<Place> {
        if self.possible.iter().all(|possible| *possible) {
            return Vec::new();
        }
        let fired = self.triggers.iter().zip(&self.possible).filter(|(_, possible)| **possible);
        let each = fired.map(|(trigger, _)| {
            let sure = trigger.brings.iter().filter(|(_, ty)| !ty.maybe);
            sure.map(|(name, _)| name.clone()).collect::<Vec<Name>>()
        });
        let common = each.reduce(|mut one, other| {
            one.retain(|name| other.contains(name));
            one
        });
        let place = |name| Place { of: Root::Trigger, name, which: None };
        common.unwrap_or_default().into_iter().map(place).collect()
    }
}

/// Whether a condition can come out as `truth` where this trigger fired. Whatever says nothing of
/// the event can.
fn can(trigger: &Trigger, condition: &Expr, truth: bool) -> bool {
    if let ExprKind::Not(of) = &condition.kind {
        return can(trigger, of, !truth);
    }
    if let ExprKind::Logic(logic, sides) = &condition.kind {
        let mut each = sides.iter().map(|side| can(trigger, side, truth));
        let all = (*logic == Logic::And) == truth;
        return if all { each.all(|can| can) } else { each.any(|can| can) };
    }
    let ExprKind::Binary(operator, left, right) = &condition.kind else { return true };
    let (event, other) = if is_event(left) { (left, right) } else { (right, left) };
    if !is_event(event) {
        return true;
    }
    let holds = if *operator == Binary::Equal {
        is_of(trigger, other)
    } else if *operator == Binary::NotEqual {
        is_of(trigger, other).map(|equal| !equal)
    } else if *operator == Binary::In {
        is_among(trigger, other)
    } else {
        None
    };
    holds.is_none_or(|holds| holds == truth)
}

fn is_event(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Read(place, _) if place.of == Root::Trigger && place.name == "event")
}

/// Whether a fixed text is the event of a trigger; none where it is not fixed.
fn is_of(trigger: &Trigger, text: &Expr) -> Option<bool> {
    let ExprKind::Literal(Literal::Text(text)) = &text.kind else { return None };
    Some(same_folded(text, trigger.decl.event))
}

/// Whether the event of a trigger is in a fixed list; none where that is not fixed.
fn is_among(trigger: &Trigger, list: &Expr) -> Option<bool> {
    let ExprKind::List(items) = &list.kind else { return None };
    let each: Option<Vec<bool>> = items.iter().map(|item| is_of(trigger, item)).collect();
    each.map(|each| each.contains(&true))
}
