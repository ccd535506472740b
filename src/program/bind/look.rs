//! What an expression of the tree is, by its looks.

use jiff::civil;
use rust_decimal::Decimal;

use crate::base::{Binary, Duration, Name, Span};
use crate::syntax::{Expr, ExprKind, Operand, Piece, Statement, Text, Unary};

/// The bare word.
pub(crate) fn word(found: &Expr) -> Option<&Name> {
    if let ExprKind::Word(word) = &found.kind { Some(word) } else { None }
}

/// The text, with what it interpolates.
pub(crate) fn text(found: &Expr) -> Option<&Text> {
    if let ExprKind::Text(text) = &found.kind { Some(text) } else { None }
}

/// The content of a text that interpolates nothing.
pub(crate) fn plain_text(found: &Expr) -> Option<Name> {
    match text(found)?.pieces.as_slice() {
        [] => Some(Name::default()),
        [Piece::Raw(raw)] => Some(raw.clone()),
        [_, ..] => None,
    }
}

/// The number, perhaps with a minus before it.
pub(crate) fn number(found: &Expr) -> Option<Decimal> {
    if let ExprKind::Number(number) = found.kind {
        return Some(number);
    }
    if let ExprKind::Unary(Unary::Minus, inner) = &found.kind
        && let ExprKind::Number(number) = inner.kind
    {
        return Some(-number);
    }
    None
}

/// The length of time.
pub(crate) fn duration(found: &Expr) -> Option<Duration> {
    if let ExprKind::Duration(duration) = found.kind { Some(duration) } else { None }
}

/// The day.
pub(crate) fn date(found: &Expr) -> Option<civil::Date> {
    if let ExprKind::Date(date) = found.kind { Some(date) } else { None }
}

/// The time of day, in minutes since midnight.
pub(crate) fn time(found: &Expr) -> Option<u16> {
    if let ExprKind::Time(time) = found.kind { Some(time) } else { None }
}

/// Both sides of a range.
pub(crate) fn range(found: &Expr) -> Option<(&Expr, &Expr)> {
    if let ExprKind::Range(from, to) = &found.kind { Some((from, to)) } else { None }
}

/// Whether it is two words with a hyphen between them, which the reader of texts has reported where
/// a name was wanted.
pub(crate) fn hyphenated(found: &Expr) -> bool {
    subtraction(found).is_some_and(|(one, other)| {
        word(other).is_some() && (word(one).is_some() || hyphenated(one))
    })
}

/// Both sides of a minus.
pub(crate) fn subtraction(found: &Expr) -> Option<(&Expr, &Expr)> {
    if let ExprKind::Binary(Binary::Subtract, one, other) = &found.kind {
        return Some((one, other));
    }
    None
}

/// The type before a `?`.
pub(crate) fn optional(found: &Expr) -> Option<&Expr> {
    if let ExprKind::Optional(inner) = &found.kind { Some(inner) } else { None }
}

/// The bare word that a line's operands begin with, and its place.
pub(crate) fn first_word(line: &Statement) -> Option<(Name, Span)> {
    if let Some(Operand::One(one)) = line.operands.first() {
        return word(one).map(|word| (word.clone(), one.at.0));
    }
    None
}
