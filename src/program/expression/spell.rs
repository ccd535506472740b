//! Short expressions as they are written, for the examples of help texts.

use crate::base::plain_number;
use crate::syntax::{Expr, ExprKind, Piece};

/// Letters up to which an expression is short enough to be shown in a help text.
const LONGEST: usize = 60;

/// The text of an expression; none where it is long or of many parts.
pub(super) fn spell(expr: &Expr) -> Option<String> {
    let text = match &expr.kind {
        ExprKind::Word(word) => word.to_string(),
        ExprKind::Number(number) => plain_number(*number),
        ExprKind::Duration(length) => length.to_string(),
        ExprKind::Date(date) => date.to_string(),
        ExprKind::Time(minutes) => format!("{:02}:{:02}", minutes / 60, minutes % 60),
        ExprKind::Bool(yes) => yes.to_string(),
        ExprKind::Member(of, name) => format!("{}.{}", spell(of)?, name.text),
        ExprKind::Index(of, index) => format!("{}[{}]", spell(of)?, spell(index)?),
        ExprKind::Call(name, args) => {
            let args: Option<Vec<String>> = args.iter().map(spell).collect();
            format!("{}({})", name.text, args?.join(", "))
        }
        ExprKind::Text(text) => format!("\"{}\"", inside(&text.pieces)?),
        ExprKind::Paren(inner) => spell(inner)?,
        ExprKind::DateTime(_)
        | ExprKind::StatusClass(_)
        | ExprKind::None
        | ExprKind::List(_)
        | ExprKind::Record(_)
        | ExprKind::Every(_)
        | ExprKind::Optional(_)
        | ExprKind::Unary(..)
        | ExprKind::Binary(..)
        | ExprKind::Logic(..)
        | ExprKind::Between(_)
        | ExprKind::IsSet(..)
        | ExprKind::Fallback(..)
        | ExprKind::Range(..)
        | ExprKind::Poison => return None,
    };
    (text.chars().count() <= LONGEST).then_some(text)
}

/// An expression as it stands inside a text: a text's own letters, or an interpolation.
pub(super) fn spell_inside(expr: &Expr) -> Option<String> {
    if let ExprKind::Paren(inner) = &expr.kind {
        return spell_inside(inner);
    }
    if let ExprKind::Text(text) = &expr.kind {
        return inside(&text.pieces);
    }
    spell(expr).map(|text| format!("${{{text}}}"))
}

fn inside(pieces: &[Piece]) -> Option<String> {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Raw(raw) if raw.contains(['"', '\\', '\n', '\r', '\t']) => return None,
            Piece::Raw(raw) => text.push_str(&raw.replace('$', "\\$")),
            Piece::Value(value) => {
                text.push_str("${");
                text.push_str(&spell(value)?);
                text.push('}');
            }
        }
    }
    Some(text)
}
