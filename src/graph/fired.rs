//! Which triggers can have fired where a condition on `trigger.event` came out one way or the
//! other, and what those surely bring.

use crate::base::{Binary, Literal, Logic, Name, Place, Root, fold};
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

/// Whether a condition can come out as `truth` where this trigger fired.
fn can(trigger: &Trigger, condition: &Expr, truth: bool) -> bool {
    match &condition.kind {
        ExprKind::Not(of) => can(trigger, of, !truth),
        ExprKind::Logic(logic, sides) => {
            let mut each = sides.iter().map(|side| can(trigger, side, truth));
            if (*logic == Logic::And) == truth { each.all(|can| can) } else { each.any(|can| can) }
        }
        ExprKind::Binary(operator @ (Binary::Equal | Binary::NotEqual), left, right) => {
            let equal = match (is_event(left), is_event(right)) {
                (true, _) => is_of(trigger, right),
                (false, true) => is_of(trigger, left),
                (false, false) => None,
            };
            equal.is_none_or(|equal| (equal == (*operator == Binary::Equal)) == truth)
        }
        ExprKind::Binary(Binary::In, left, right) if is_event(left) => {
            let ExprKind::List(items) = &right.kind else { return true };
            let each: Option<Vec<bool>> = items.iter().map(|item| is_of(trigger, item)).collect();
            each.is_none_or(|each| each.contains(&true) == truth)
        }
        ExprKind::Binary(..)
        | ExprKind::Literal(_)
        | ExprKind::Template(_)
        | ExprKind::List(_)
        | ExprKind::Record(_)
        | ExprKind::Read(..)
        | ExprKind::Member(..)
        | ExprKind::Index(..)
        | ExprKind::Call(..)
        | ExprKind::Minus(_)
        | ExprKind::Between(_)
        | ExprKind::IsSet(..)
        | ExprKind::Fallback(..)
        | ExprKind::Unknown => true,
    }
}

fn is_event(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Read(place, _) if place.of == Root::Trigger && place.name == "event")
}

/// Whether a fixed text is the event of a trigger; none where it is not fixed.
fn is_of(trigger: &Trigger, text: &Expr) -> Option<bool> {
    let ExprKind::Literal(Literal::Text(text)) = &text.kind else { return None };
    Some(fold(text) == fold(trigger.decl.event))
}
