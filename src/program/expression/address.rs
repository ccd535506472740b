//! Fixed texts that are stored or used as addresses.

use crate::base::{Literal, Name, Type, is_email, is_phone, is_url};
use crate::program::scope::Scope;
use crate::program::{Expr, ExprKind, Piece};
use crate::report::Report;
use crate::vocabulary::codes;

/// Reports a fixed text that is no address of the type; what is computed is looked at when it runs.
pub(super) fn check(value: &Expr, ty: &Type, scope: &mut Scope<'_>) {
    let Some(text) = beginning(value, *ty == Type::Url) else { return };
    let (fits, what, help) = if *ty == Type::Email {
        (is_email(text), "an e-mail address", "write one like `ada@example.com`")
    } else if *ty == Type::Phone {
        let help = "write `+`, the code of the country and the number, like `+447400123456`";
        (is_phone(text), "a phone number", help)
    } else if *ty == Type::Url {
        (is_url(text), "a web address", "write one like `https://example.com`")
    } else {
        return;
    };
    if !fits {
        let place = scope.location(value.span);
        let message = format!("this text is not {what}");
        scope.report(Report::error(codes::WRONG_TYPE, place, message).help(help));
    }
}

/// The text of a fixed value; of one that begins with fixed text that text, where that is enough.
fn beginning(value: &Expr, enough: bool) -> Option<&Name> {
    if let ExprKind::Literal(Literal::Text(text)) = &value.kind {
        return Some(text);
    }
    let ExprKind::Template(pieces) = &value.kind else { return None };
    let Some(Piece::Raw(text)) = pieces.first() else { return None };
    enough.then_some(text)
}
