//! Checked expressions, without their places and types.

use crate::base::{Literal, Name};
use crate::plan::{Expr, Piece};
use crate::program::{self, ExprKind};

/// The expression as the runtime evaluates it. What could not be read is `none`: only a sketch,
/// whose unknown names are warnings, has such a thing when it is compiled.
pub(crate) fn expression(from: &program::Expr) -> Expr {
    let pair = |one: &program::Expr, other: &program::Expr| {
        (Box::new(expression(one)), Box::new(expression(other)))
    };
    match &from.kind {
        ExprKind::Literal(literal) => Expr::Literal(literal.clone()),
        ExprKind::Template(pieces) => Expr::Template(pieces.iter().map(piece).collect()),
        ExprKind::List(items) => Expr::List(expressions(items)),
        ExprKind::Record(entries) => Expr::Record(record(entries)),
        ExprKind::Read(place, _) => Expr::Read(place.clone()),
        ExprKind::Member(of, name) => Expr::Member(Box::new(expression(of)), name.clone()),
        ExprKind::Index(of, at) => {
            let (of, at) = pair(of, at);
            Expr::Index(of, at)
        }
        ExprKind::Call(function, args) => {
            Expr::Call(Name::new_static(function.name), expressions(args))
        }
        ExprKind::Not(of) => Expr::Not(Box::new(expression(of))),
        ExprKind::Minus(of) => Expr::Minus(Box::new(expression(of))),
        ExprKind::Binary(operator, one, other) => {
            let (one, other) = pair(one, other);
            Expr::Binary(*operator, one, other)
        }
        ExprKind::Logic(logic, sides) => Expr::Logic(*logic, expressions(sides)),
        ExprKind::Between(sides) => {
            let [value, from, to] = sides.as_ref();
            Expr::Between(Box::new([expression(value), expression(from), expression(to)]))
        }
        ExprKind::IsSet(of, true) => Expr::IsSet(Box::new(expression(of))),
        ExprKind::IsSet(of, false) => Expr::Not(Box::new(Expr::IsSet(Box::new(expression(of))))),
        ExprKind::Fallback(one, other) => {
            let (one, other) = pair(one, other);
            Expr::Fallback(one, other)
        }
        ExprKind::Unknown => Expr::Literal(Literal::None),
    }
}

/// Several, in order.
pub(super) fn expressions(from: &[program::Expr]) -> Vec<Expr> {
    from.iter().map(expression).collect()
}

/// The entries of a record.
pub(super) fn record(entries: &[(Name, program::Expr)]) -> Vec<(Name, Expr)> {
    entries.iter().map(|(name, value)| (name.clone(), expression(value))).collect()
}

fn piece(from: &program::Piece) -> Piece {
    match from {
        program::Piece::Raw(text) => Piece::Raw(text.clone()),
        program::Piece::Value(value) => Piece::Value(expression(value)),
    }
}
