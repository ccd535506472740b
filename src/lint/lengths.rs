//! How long a text is.

use crate::base::Literal;
use crate::program::{Expr, ExprKind, Piece};

/// The fewest characters that a text has, whatever its values are, and whether it always has as
/// many. *Units*: Unicode scalars.
pub(super) fn least(text: &Expr) -> (usize, bool) {
    match &text.kind {
        ExprKind::Literal(Literal::Text(text)) => (letters(text), true),
        ExprKind::Template(pieces) => {
            let each = pieces.iter().map(|piece| match piece {
                Piece::Raw(raw) => (letters(raw), true),
                Piece::Value(value) => least(value),
            });
            each.fold((0, true), |(one, exact), (more, known)| (one + more, exact && known))
        }
        ExprKind::Fallback(one, other) => {
            let ((one, known), (other, also)) = (least(one), least(other));
            (one.min(other), known && also && one == other)
        }
        ExprKind::Literal(_)
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
        | ExprKind::Unknown => (0, false),
    }
}

/// Characters of a fixed text.
pub(super) fn letters(text: &str) -> usize {
    text.chars().count()
}

/// A number as people read it: `1,600`.
pub(super) fn counted(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
