//! What a condition proves.

use crate::base::{Binary, Literal, Logic, Name, Place, Root};
use crate::program::{Expr, ExprKind};

/// The places that certainly have a value where a condition came out as `truth` (an unset
/// condition comes out as false), in order, none twice.
#[must_use]
pub fn narrows(cond: &Expr, truth: bool) -> Vec<Place> {
    let mut places = proves(cond, truth);
    places.sort();
    places.dedup();
    places
}

/// The places of an owner that have a value whenever one of them has: whoever is there has a
/// name.
#[must_use]
pub fn owner_places() -> Vec<Place> {
    ["", "id", "name", "first_name", "status"]
        .map(|name| Place { of: Root::Assignee, name: Name::new_static(name), which: None })
        .to_vec()
}

fn proves(cond: &Expr, truth: bool) -> Vec<Place> {
    match &cond.kind {
        ExprKind::IsSet(of, set) if *set == truth => needs(of),
        ExprKind::Binary(operator, left, right) if !operator.is_arithmetic() => {
            // `!=` and `has_none` are true of an unset side, every other test is false of it.
            let counter = matches!(operator, Binary::NotEqual | Binary::HasNone);
            if truth == counter { Vec::new() } else { both(needs(left), needs(right)) }
        }
        ExprKind::Between(sides) if truth => sides.iter().flat_map(needs).collect(),
        ExprKind::Not(of) => proves(of, !truth),
        ExprKind::Logic(logic, sides) => {
            let each = sides.iter().map(|side| proves(side, truth));
            if (*logic == Logic::And) == truth {
                each.flatten().collect()
            } else {
                each.reduce(common).unwrap_or_default()
            }
        }
        ExprKind::Fallback(left, right) => {
            // Where the fallback would have come out the other way, the value itself was there.
            if matches!(right.kind, ExprKind::Literal(Literal::Bool(value)) if value != truth) {
                return both(needs(left), proves(left, truth));
            }
            common(proves(left, truth), proves(right, truth))
        }
        ExprKind::Read(..) | ExprKind::Call(..) | ExprKind::Member(..) | ExprKind::Index(..)
            if truth =>
        {
            needs(cond)
        }
        ExprKind::Read(..)
        | ExprKind::Call(..)
        | ExprKind::Member(..)
        | ExprKind::Index(..)
        | ExprKind::IsSet(..)
        | ExprKind::Binary(..)
        | ExprKind::Between(_)
        | ExprKind::Literal(_)
        | ExprKind::Template(_)
        | ExprKind::List(_)
        | ExprKind::Record(_)
        | ExprKind::Minus(_)
        | ExprKind::Unknown => Vec::new(),
    }
}

/// The places that have a value whenever the expression has one.
#[must_use]
pub fn needs(expr: &Expr) -> Vec<Place> {
    match &expr.kind {
        ExprKind::Read(place, _) if place.of == Root::Assignee => {
            let mut places = owner_places();
            places.push(place.clone());
            places
        }
        ExprKind::Read(place, _) => vec![place.clone()],
        ExprKind::Member(of, _) | ExprKind::Minus(of) => needs(of),
        ExprKind::Index(left, right) => both(needs(left), needs(right)),
        ExprKind::Binary(operator, left, right) if operator.is_arithmetic() => {
            both(needs(left), needs(right))
        }
        ExprKind::Call(_, args) => args.iter().flat_map(needs).collect(),
        ExprKind::Fallback(left, right) => common(needs(left), needs(right)),
        ExprKind::Literal(_)
        | ExprKind::Template(_)
        | ExprKind::List(_)
        | ExprKind::Record(_)
        | ExprKind::Not(_)
        | ExprKind::Binary(..)
        | ExprKind::Logic(..)
        | ExprKind::Between(_)
        | ExprKind::IsSet(..)
        | ExprKind::Unknown => Vec::new(),
    }
}

fn both(mut one: Vec<Place>, other: Vec<Place>) -> Vec<Place> {
    one.extend(other);
    one
}

fn common(mut one: Vec<Place>, other: Vec<Place>) -> Vec<Place> {
    one.retain(|place| other.contains(place));
    one
}
