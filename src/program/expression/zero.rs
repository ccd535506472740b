//! What surely is not zero, so that one may divide by it.

use rust_decimal::Decimal;

use crate::base::{Binary, Literal, Logic, Name, Place};
use crate::program::{Expr, ExprKind};

/// Stands among places for this one not being zero: ways prove and lose that as they do a value.
/// No place is called so.
#[must_use]
pub fn not_zero(place: &Place) -> Place {
    Place { which: Some(Box::new(Name::new_static("not zero"))), ..place.clone() }
}

/// The places that are not zero where a condition came out as `truth`, as [`not_zero`] names them;
/// they may have no value at all.
#[must_use]
pub fn beyond_zero(cond: &Expr, truth: bool) -> Vec<Place> {
    if let ExprKind::Not(of) = &cond.kind {
        return beyond_zero(of, !truth);
    }
    if let ExprKind::Logic(logic, sides) = &cond.kind {
        let each = sides.iter().map(|side| beyond_zero(side, truth));
        if (*logic == Logic::And) == truth {
            return each.flatten().collect();
        }
        let both = each.reduce(|mut one, other| {
            one.retain(|place| other.contains(place));
            one
        });
        return both.unwrap_or_default();
    }
    let place = if let ExprKind::Between(sides) = &cond.kind {
        between(sides, truth)
    } else if let ExprKind::Binary(operator, left, right) = &cond.kind {
        compared(*operator, left, right, truth)
    } else {
        None
    };
    place.map(not_zero).into_iter().collect()
}

fn between(sides: &[Expr; 3], truth: bool) -> Option<&Place> {
    let [of, least, most] = sides;
    let beyond = number(least).is_some_and(|least| least > Decimal::ZERO)
        || number(most).is_some_and(|most| most < Decimal::ZERO);
    (truth && beyond).then(|| read(of))?
}

/// The place that a comparison with a fixed number keeps from being zero: the one that zero itself
/// would not compare so.
fn compared<'e>(
    operator: Binary,
    left: &'e Expr,
    right: &'e Expr,
    truth: bool,
) -> Option<&'e Place> {
    let (place, one, other) = match (number(left), number(right)) {
        (None, Some(bound)) => (read(left)?, Decimal::ZERO, bound),
        (Some(bound), None) => (read(right)?, bound, Decimal::ZERO),
        (Some(_), Some(_)) | (None, None) => return None,
    };
    let compares = [
        (Binary::Equal, one == other),
        (Binary::NotEqual, one != other),
        (Binary::Less, one < other),
        (Binary::AtMost, one <= other),
        (Binary::Greater, one > other),
        (Binary::AtLeast, one >= other),
    ];
    let zero = compares.iter().find(|(known, _)| *known == operator)?.1;
    (zero != truth).then_some(place)
}

fn read(expr: &Expr) -> Option<&Place> {
    let ExprKind::Read(place, _) = &expr.kind else { return None };
    Some(place)
}

fn number(expr: &Expr) -> Option<Decimal> {
    let ExprKind::Literal(Literal::Number(number)) = &expr.kind else { return None };
    Some(*number)
}
