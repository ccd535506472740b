//! What a condition comes out as where some of what it reads is known.

use std::cmp::Ordering;

use crate::base::{Binary, Literal, Logic, Place, same_folded};
use crate::program::{Expr, ExprKind};

/// Yes, no, or none where that does not tell. `test` answers for the tests that conditions are made
/// of.
pub(super) fn holds(cond: &Expr, test: &dyn Fn(&Expr) -> Option<bool>) -> Option<bool> {
    match &cond.kind {
        ExprKind::Literal(Literal::Bool(yes)) => Some(*yes),
        ExprKind::Not(of) => holds(of, test).map(|yes| !yes),
        ExprKind::Logic(logic, sides) => {
            // One `false` settles an `and`, one `true` an `or`, whatever the others are.
            let settles = *logic == Logic::Or;
            let mut all = Some(!settles);
            for side in sides {
                match holds(side, test) {
                    Some(yes) if yes == settles => return Some(settles),
                    Some(_) => {}
                    None => all = None,
                }
            }
            all
        }
        ExprKind::Literal(_)
        | ExprKind::Template(_)
        | ExprKind::List(_)
        | ExprKind::Record(_)
        | ExprKind::Read(..)
        | ExprKind::Member(..)
        | ExprKind::Index(..)
        | ExprKind::Call(..)
        | ExprKind::Minus(_)
        | ExprKind::Binary(..)
        | ExprKind::Between(_)
        | ExprKind::IsSet(..)
        | ExprKind::Fallback(..)
        | ExprKind::Unknown => test(cond),
    }
}

/// A test of places against fixed values, where `value` knows what some places hold.
pub(super) fn compared(test: &Expr, value: &dyn Fn(&Place) -> Option<Literal>) -> Option<bool> {
    let known = |expr: &Expr| {
        if let ExprKind::Read(place, _) = &expr.kind {
            return value(place);
        }
        let ExprKind::Literal(literal) = &expr.kind else { return None };
        Some(literal.clone())
    };
    if let ExprKind::IsSet(of, set) = &test.kind {
        return known(of).map(|found| (found != Literal::None) == *set);
    }
    let ExprKind::Binary(operator, left, right) = &test.kind else { return None };
    let left = known(left)?;
    if *operator == Binary::In {
        let ExprKind::List(items) = &right.kind else { return None };
        let each: Option<Vec<bool>> = items.iter().map(|item| same(&left, &known(item)?)).collect();
        return each.map(|each| each.contains(&true));
    }
    let right = known(right)?;
    match operator {
        Binary::Equal => same(&left, &right),
        Binary::NotEqual => same(&left, &right).map(|same| !same),
        Binary::Less => ordered(&left, &right).map(Ordering::is_lt),
        Binary::AtMost => ordered(&left, &right).map(Ordering::is_le),
        Binary::Greater => ordered(&left, &right).map(Ordering::is_gt),
        Binary::AtLeast => ordered(&left, &right).map(Ordering::is_ge),
        Binary::Contains
        | Binary::StartsWith
        | Binary::EndsWith
        | Binary::Matches
        | Binary::In
        | Binary::During
        | Binary::HasAny
        | Binary::HasAll
        | Binary::HasNone
        | Binary::Add
        | Binary::Subtract
        | Binary::Multiply
        | Binary::Divide
        | Binary::Remainder => None,
    }
}

/// Whether two fixed values are the same to `==`; none where their kinds do not compare.
pub(super) fn same(one: &Literal, other: &Literal) -> Option<bool> {
    if let (Some(one), Some(other)) = (one.text(), other.text()) {
        return Some(same_folded(one, other));
    }
    // An unset side is equal to nothing.
    if matches!(one, Literal::None) || matches!(other, Literal::None) {
        return Some(false);
    }
    let alike = std::mem::discriminant(one) == std::mem::discriminant(other);
    alike.then_some(one == other)
}

fn ordered(one: &Literal, other: &Literal) -> Option<Ordering> {
    match (one, other) {
        (Literal::Number(one), Literal::Number(other)) => Some(one.cmp(other)),
        (Literal::Date(one), Literal::Date(other)) => Some(one.cmp(other)),
        (Literal::Duration(one), Literal::Duration(other)) => Some(one.cmp(other)),
        _ => None,
    }
}
