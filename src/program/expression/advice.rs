//! How to come from the value that stands there to the one that is wanted.

use rust_decimal::Decimal;

use super::spell::{spell, spell_inside};
use super::want;
use crate::base::{Duration, Literal, Name, Type};
use crate::program::scope::Scope;
use crate::program::{Expr, ExprKind};
use crate::report::Report;
use crate::syntax;
use crate::vocabulary::Sort;

/// Adds to a finding what to write where a value of type `wanted` should stand.
pub(super) fn convert(
    report: Report,
    wanted: &Type,
    source: &syntax::Expr,
    found: &Expr,
    scope: &Scope<'_>,
) -> Report {
    if let ExprKind::Literal(Literal::Text(text)) = &found.kind
        && let Some((what, bare)) = without_quotes(text, wanted, scope)
    {
        return report.help(format!("write the {what} without quotes: `{bare}`")).fix(
            "take the quotes away",
            scope.location(found.span),
            bare,
        );
    }
    report.maybe_help(by_type(wanted, source, found))
}

/// What a text says when its quotes are taken away, if that is of the wanted type.
fn without_quotes(text: &Name, wanted: &Type, scope: &Scope<'_>) -> Option<(&'static str, String)> {
    let trimmed = text.trim();
    let named = |sort: Sort| {
        let name = Name::from(trimmed);
        scope.names.get(sort, &name).is_some().then(|| trimmed.to_owned())
    };
    match wanted {
        Type::Number => {
            let number = trimmed.replace([',', '_'], "");
            let number: Decimal = number.parse().ok()?;
            Some(("number", number.to_string()))
        }
        Type::Date => {
            trimmed.parse::<jiff::civil::Date>().ok().map(|day| ("date", day.to_string()))
        }
        Type::Time => {
            let time: jiff::civil::Time = trimmed.parse().ok()?;
            Some(("time", time.strftime("%H:%M").to_string()))
        }
        Type::Duration => trimmed.parse::<Duration>().ok().map(|one| ("duration", one.to_string())),
        Type::DateTime => {
            let moment: jiff::civil::DateTime = trimmed.parse().ok()?;
            Some(("datetime", moment.strftime("%Y-%m-%dT%H:%M").to_string()))
        }
        Type::Bool => match trimmed {
            "true" | "yes" => Some(("word", "true".to_owned())),
            "false" | "no" => Some(("word", "false".to_owned())),
            _ => None,
        },
        Type::Agent => named(Sort::Agent).map(|name| ("name", name)),
        Type::Team => named(Sort::Team).map(|name| ("name", name)),
        Type::Text
        | Type::Email
        | Type::Phone
        | Type::Url
        | Type::Choice(_)
        | Type::Location
        | Type::List(_)
        | Type::Record
        | Type::Channel
        | Type::Tag
        | Type::Hours
        | Type::Secret
        | Type::Unknown => None,
    }
}

fn by_type(wanted: &Type, source: &syntax::Expr, found: &Expr) -> Option<String> {
    let spelled = spell(source);
    let it = spelled.as_deref().unwrap_or("…");
    let textual = found.ty.is_textual();
    let named = matches!(found.ty, Type::Agent | Type::Team | Type::Channel | Type::Tag);
    let is_literal = !named && matches!(found.kind, ExprKind::Literal(_));
    match wanted {
        Type::Bool if is_literal => {
            Some("write `true`, `false`, or a comparison like `contact.language == \"fr\"`".into())
        }
        Type::Bool => Some(want::condition(&found.ty, spelled.as_deref().unwrap_or("x"))),
        Type::Number if textual && is_literal => Some("write a number, like `5` or `12.50`".into()),
        Type::Number if textual => Some(format!("read the number out of the text: `number({it})`")),
        Type::Date if textual || found.ty == Type::DateTime => Some(if textual && is_literal {
            "write a date like `2026-12-25`".to_owned()
        } else {
            format!("take the day of it: `date({it})`")
        }),
        Type::Time if textual || found.ty == Type::DateTime => Some(if textual && is_literal {
            "write a time like `09:00`".to_owned()
        } else {
            format!("take the time of it: `time({it})`")
        }),
        Type::DateTime => Some("write a moment like `2026-12-25T09:00`, or `now + 2h`".to_owned()),
        Type::Duration if found.ty == Type::Number => {
            Some(format!("write a unit after it, like `{}m`", spelled.as_deref().unwrap_or("10")))
        }
        Type::Duration => Some("write a duration like `10m` or `1h30m`".to_owned()),
        Type::Agent | Type::Team | Type::Channel | Type::Tag => {
            let quotes = if textual && is_literal { ", without quotes" } else { "" };
            Some(format!("write the name of a declared {wanted}{quotes}"))
        }
        Type::Text | Type::Email | Type::Phone | Type::Url | Type::Choice(_) if is_literal => {
            spelled.map(|it| format!("write it in quotes: `\"{it}\"`"))
        }
        Type::Text | Type::Email | Type::Phone | Type::Url | Type::Choice(_) => {
            let inside = spell_inside(source)?;
            Some(format!("make a text of it: `\"{inside}\"`"))
        }
        Type::List(_) => spelled.map(|it| format!("write a list: `[{it}]`")),
        Type::Number
        | Type::Date
        | Type::Time
        | Type::Location
        | Type::Record
        | Type::Hours
        | Type::Secret
        | Type::Unknown => None,
    }
}
