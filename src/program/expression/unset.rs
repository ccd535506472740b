//! What may leave an expression without a value, and where values are used as if they were set.

use crate::base::{Binary, Literal, Place};
use crate::program::{Expr, ExprKind, Piece};

use super::narrows;

/// The first part of an expression that can leave all of it unset; none where it always has a
/// value.
///
/// `proved` says which places have a value on the way here. Tests, comparisons, texts, lists and
/// records always have one. Members, indexes and functions that read a text may have none
/// whatever is proved, and so may a division by anything but a fixed number other than zero.
/// Overflow is left out: every sum could.
pub fn maybe_unset<'a>(expr: &'a Expr, proved: &impl Fn(&Place) -> bool) -> Option<&'a Expr> {
    match &expr.kind {
        ExprKind::Read(place, maybe) => (*maybe && !proved(place)).then_some(expr),
        ExprKind::Literal(Literal::None) | ExprKind::Member(..) | ExprKind::Index(..) => Some(expr),
        ExprKind::Call(function, args) => {
            let inner = args.iter().find_map(|arg| maybe_unset(arg, proved));
            inner.or_else(|| function.gives.ends_with('?').then_some(expr))
        }
        ExprKind::Minus(of) => maybe_unset(of, proved),
        ExprKind::Binary(operator, left, right) if operator.is_arithmetic() => {
            let inner = maybe_unset(left, proved).or_else(|| maybe_unset(right, proved));
            let divides = matches!(operator, Binary::Divide | Binary::Remainder);
            inner.or_else(|| (divides && may_be_zero(right)).then_some(expr))
        }
        ExprKind::Fallback(left, right) => {
            maybe_unset(left, proved).and_then(|_| maybe_unset(right, proved))
        }
        ExprKind::Literal(_)
        | ExprKind::Template(_)
        | ExprKind::List(_)
        | ExprKind::Record(_)
        | ExprKind::Not(_)
        | ExprKind::Binary(..)
        | ExprKind::Logic(..)
        | ExprKind::Between(_)
        | ExprKind::IsSet(..)
        | ExprKind::Unknown => None,
    }
}

fn may_be_zero(divisor: &Expr) -> bool {
    match &divisor.kind {
        ExprKind::Literal(Literal::Number(number)) => number.is_zero(),
        ExprKind::Literal(Literal::Duration(length)) => length.seconds == 0,
        ExprKind::Unknown => false,
        ExprKind::Literal(_)
        | ExprKind::Template(_)
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
        | ExprKind::Fallback(..) => true,
    }
}

/// A value that a text renders as if it were set.
#[derive(Clone, Debug)]
pub struct Sink<'a> {
    /// The interpolated value.
    pub value: &'a Expr,
    /// Places that the expression around has proved before it comes to this one: in
    /// `x is set and lower("${x}") == "a"`, `x`.
    pub proved: Vec<Place>,
}

/// Every interpolation inside an expression, however deep, in order of the source.
#[must_use]
pub fn sinks(expr: &Expr) -> Vec<Sink<'_>> {
    let mut found = Vec::new();
    collect(expr, &mut Vec::new(), &mut found);
    found
}

fn collect<'a>(expr: &'a Expr, proved: &mut Vec<Place>, found: &mut Vec<Sink<'a>>) {
    match &expr.kind {
        ExprKind::Template(pieces) => {
            for piece in pieces {
                if let Piece::Value(value) = piece {
                    found.push(Sink { value, proved: proved.clone() });
                    collect(value, proved, found);
                }
            }
        }
        ExprKind::List(parts) | ExprKind::Call(_, parts) => {
            parts.iter().for_each(|part| collect(part, proved, found));
        }
        ExprKind::Record(entries) => {
            entries.iter().for_each(|(_, value)| collect(value, proved, found));
        }
        ExprKind::Logic(logic, sides) => {
            let before = proved.len();
            for side in sides {
                collect(side, proved, found);
                // The next side is only looked at where this one was true (or, of `or`, false).
                proved.extend(narrows(side, *logic == crate::base::Logic::And));
            }
            proved.truncate(before);
        }
        ExprKind::Between(sides) => {
            sides.iter().for_each(|side| collect(side, proved, found));
        }
        ExprKind::Index(left, right)
        | ExprKind::Binary(_, left, right)
        | ExprKind::Fallback(left, right) => {
            collect(left, proved, found);
            collect(right, proved, found);
        }
        ExprKind::Member(of, _)
        | ExprKind::Not(of)
        | ExprKind::Minus(of)
        | ExprKind::IsSet(of, _) => collect(of, proved, found),
        ExprKind::Literal(_) | ExprKind::Read(..) | ExprKind::Unknown => {}
    }
}
