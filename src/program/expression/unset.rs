//! What may leave an expression without a value, and where values are used as if they were set.

use crate::base::{Binary, Literal, Logic, Place};
use crate::program::{Expr, ExprKind, Piece};

use super::narrows;
use super::zero::{beyond_zero, not_zero};

/// The first part of an expression that can leave all of it unset; none where it always has a
/// value.
///
/// `proved` says which places have a value on the way here. Tests, comparisons, texts, lists and
/// records always have one. Members, indexes and functions that read a text may have none
/// whatever is proved, and so may a division by anything that is not known to be other than zero
/// ([`not_zero`]). Overflow is left out: every sum could.
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
            inner.or_else(|| (divides && may_be_zero(right, proved)).then_some(expr))
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

fn may_be_zero(divisor: &Expr, proved: &impl Fn(&Place) -> bool) -> bool {
    if let ExprKind::Read(place, _) = &divisor.kind {
        return !proved(&not_zero(place));
    }
    if let ExprKind::Literal(Literal::Number(number)) = &divisor.kind {
        return number.is_zero();
    }
    if let ExprKind::Literal(Literal::Duration(length)) = &divisor.kind {
        return length.seconds == 0;
    }
    !matches!(divisor.kind, ExprKind::Unknown)
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
    if let ExprKind::Template(pieces) = &expr.kind {
        for piece in pieces {
            if let Piece::Value(value) = piece {
                found.push(Sink { value, proved: proved.clone() });
            }
        }
    }
    let before = proved.len();
    expr.each_part(|part| {
        collect(part, proved, found);
        if let ExprKind::Logic(logic, _) = &expr.kind {
            // The next side is only looked at where this one was true (or, of `or`, false).
            proved.extend(narrows(part, *logic == Logic::And));
            proved.extend(beyond_zero(part, *logic == Logic::And));
        }
    });
    proved.truncate(before);
}
