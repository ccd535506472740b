//! Whether two conditions can be true of one contact at once, as far as simple comparisons tell.

use rust_decimal::Decimal;

use super::changes::{is_tags, tags};
use super::conditions::same;
use crate::base::{Binary, Literal, Logic, Name, Place};
use crate::program::{Expr, ExprKind};

/// A simple test of one place.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// It is one of these values.
    Among(Place, Vec<Literal>),
    /// It is none of these values.
    NotAmong(Place, Vec<Literal>),
    /// It is a number from here on, and up to there; an end may be out.
    Between(Place, Bound, Bound),
    /// It has a value, or none.
    Set(Place, bool),
    /// The contact carries a tag, or does not.
    Tag(Name, bool),
}

/// An end of a range: none is open; whether the end itself is in.
pub(super) type Bound = Option<(Decimal, bool)>;

/// Tests all of which are true.
pub(super) type All = Vec<Test>;

/// More ways to be true than this are not looked at.
const MOST: usize = 32;

/// The ways in which a condition can come out as `truth`; what is not understood is left out of
/// them.
pub(super) fn ways(cond: &Expr, truth: bool) -> Vec<All> {
    if let ExprKind::Not(of) = &cond.kind {
        return ways(of, !truth);
    }
    if let ExprKind::Logic(logic, sides) = &cond.kind {
        let each = sides.iter().map(|side| ways(side, truth));
        if (*logic == Logic::And) == truth {
            return each.fold(vec![Vec::new()], |one, other| both(&one, &other));
        }
        let found: Vec<All> = each.flatten().collect();
        return if found.len() > MOST { vec![Vec::new()] } else { found };
    }
    if let ExprKind::Binary(operator, left, right) = &cond.kind
        && is_tags(left)
    {
        return of_tags(*operator, right, truth).unwrap_or_else(|| vec![Vec::new()]);
    }
    vec![simple(cond, truth).unwrap_or_default()]
}

/// The ways in which a test of the contact's tags can come out.
fn of_tags(operator: Binary, asked: &Expr, truth: bool) -> Option<Vec<All>> {
    let asked = tags(asked)?;
    let each = |yes: bool| asked.iter().map(move |tag| Test::Tag(tag.clone(), yes));
    let (all, yes) = match (operator, truth) {
        (Binary::Contains | Binary::HasAll, true) => (true, true),
        (Binary::HasNone, true) | (Binary::HasAny, false) => (true, false),
        (Binary::HasAny, true) | (Binary::HasNone, false) => (false, true),
        (Binary::Contains | Binary::HasAll, false) => (false, false),
        _ => return None,
    };
    Some(if all { vec![each(yes).collect()] } else { each(yes).map(|one| vec![one]).collect() })
}

/// Every way of one thing with every way of another.
pub(super) fn both(one: &[All], other: &[All]) -> Vec<All> {
    if one.len() * other.len() > MOST {
        return if one.len() > other.len() { other.to_vec() } else { one.to_vec() };
    }
    let pairs =
        one.iter().flat_map(|one| other.iter().map(move |other| [&**one, &**other].concat()));
    pairs.collect()
}

/// Whether no way of one goes together with any way of the other.
pub(super) fn exclude(one: &[All], other: &[All]) -> bool {
    one.iter().all(|one| other.iter().all(|other| contradict(one, other)))
}

/// Whether some test of one list cannot be true where one of the other is.
fn contradict(one: &[Test], other: &[Test]) -> bool {
    one.iter().any(|one| other.iter().any(|other| against(one, other)))
}

fn simple(cond: &Expr, truth: bool) -> Option<All> {
    if let ExprKind::Read(place, _) = &cond.kind {
        return Some(vec![Test::Among(place.clone(), vec![Literal::Bool(truth)])]);
    }
    if let ExprKind::IsSet(of, set) = &cond.kind {
        let ExprKind::Read(place, _) = &of.kind else { return None };
        return Some(vec![Test::Set(place.clone(), *set == truth)]);
    }
    if let ExprKind::Between(sides) = &cond.kind {
        let [of, low, high] = &**sides;
        let ExprKind::Read(place, _) = &of.kind else { return None };
        let (low, high) = (number(low)?, number(high)?);
        let inside = Test::Between(place.clone(), Some((low, true)), Some((high, true)));
        return truth.then(|| vec![inside]);
    }
    let ExprKind::Binary(operator, left, right) = &cond.kind else { return None };
    let (place, value, turned) = match (&left.kind, &right.kind) {
        (ExprKind::Read(place, _), _) => (place, right, false),
        (_, ExprKind::Read(place, _)) => (place, left, true),
        _ => return None,
    };
    binary(*operator, place, value, turned, truth).map(|test| vec![test])
}

fn binary(
    operator: Binary,
    place: &Place,
    value: &Expr,
    turned: bool,
    truth: bool,
) -> Option<Test> {
    let fixed = |expr: &Expr| {
        let ExprKind::Literal(literal) = &expr.kind else { return None };
        Some(literal.clone())
    };
    let among = |values: Vec<Literal>, yes: bool| {
        if yes { Test::Among(place.clone(), values) } else { Test::NotAmong(place.clone(), values) }
    };
    if operator == Binary::Equal || operator == Binary::NotEqual {
        return Some(among(vec![fixed(value)?], truth == (operator == Binary::Equal)));
    }
    if operator == Binary::In && !turned {
        let ExprKind::List(items) = &value.kind else { return None };
        let items: Option<Vec<Literal>> = items.iter().map(fixed).collect();
        return Some(among(items?, truth));
    }
    let number = number(value)?;
    let orders = [
        (Binary::Less, false, false),
        (Binary::AtMost, false, true),
        (Binary::Greater, true, false),
        (Binary::AtLeast, true, true),
    ];
    let (_, above, with_end) = orders.into_iter().find(|(one, ..)| *one == operator)?;
    let bound = Some((number, with_end == truth));
    let above = (above != turned) == truth;
    let (low, high) = if above { (bound, None) } else { (None, bound) };
    Some(Test::Between(place.clone(), low, high))
}

fn number(expr: &Expr) -> Option<Decimal> {
    let ExprKind::Literal(Literal::Number(number)) = &expr.kind else { return None };
    Some(*number)
}

/// Whether two tests cannot be true at once.
fn against(one: &Test, other: &Test) -> bool {
    against_in_order(one, other) || against_in_order(other, one)
}

fn against_in_order(one: &Test, other: &Test) -> bool {
    match (one, other) {
        (Test::Tag(one, yes), Test::Tag(other, also)) => one == other && yes != also,
        (Test::Set(one, set), Test::Set(other, also)) => one == other && set != also,
        // A value that is compared with is there.
        (Test::Set(one, false), Test::Among(other, _) | Test::Between(other, ..)) => one == other,
        (Test::Among(one, values), Test::Among(other, others)) => {
            let meets = |value: &Literal| others.iter().any(|one| same(value, one) != Some(false));
            one == other && !values.iter().any(meets)
        }
        (Test::Among(one, values), Test::NotAmong(other, others)) => {
            let out = |value: &Literal| others.iter().any(|one| same(value, one) == Some(true));
            one == other && values.iter().all(out)
        }
        (Test::Among(one, values), Test::Between(other, low, high)) => {
            let inside = |value: &Literal| {
                let Literal::Number(number) = value else { return true };
                is_above(*number, *low) && is_below(*number, *high)
            };
            one == other && !values.iter().any(inside)
        }
        (Test::Between(one, low, _), Test::Between(other, _, high)) => {
            let (Some((low, with_low)), Some((high, with_high))) = (low, high) else {
                return false;
            };
            one == other && (low > high || (low == high && !(*with_low && *with_high)))
        }
        _ => false,
    }
}

fn is_above(number: Decimal, low: Bound) -> bool {
    low.is_none_or(|(low, with_end)| number > low || (with_end && number == low))
}

fn is_below(number: Decimal, high: Bound) -> bool {
    high.is_none_or(|(high, with_end)| number < high || (with_end && number == high))
}
