//! Whether a value is what its place wants.

use super::types::noun;
use super::value::unknown;
use super::{address, advice, faults};
use crate::base::Type;
use crate::program::Expr;
use crate::program::scope::Scope;
use crate::syntax;
use crate::vocabulary::Want;

/// The value where it fits; otherwise it is reported and becomes unknown.
pub(super) fn check(
    found: &syntax::Expr,
    lowered: Expr,
    want: Want,
    scope: &mut Scope<'_>,
) -> Expr {
    if fits(&lowered.ty, want) {
        if want == Want::Url {
            address::check(&lowered, &Type::Url, scope);
        }
        return lowered;
    }
    let report = faults::expected(wanted(want), &lowered, scope);
    let report = match model(want) {
        Some(ty) => advice::convert(report, &ty, found, &lowered, scope),
        None => report,
    };
    scope.report(report);
    unknown(lowered.span)
}

fn fits(ty: &Type, want: Want) -> bool {
    if *ty == Type::Unknown {
        return true;
    }
    match want {
        Want::Any | Want::Shown | Want::OfPlace(_) | Want::LikePlace(_) => *ty != Type::Hours,
        Want::Bool => *ty == Type::Bool,
        Want::Number => *ty == Type::Number,
        Want::Text => ty.is_textual() || *ty == Type::Secret,
        Want::Body => ty.is_textual() || matches!(ty, Type::Secret | Type::Record),
        Want::Url => matches!(ty, Type::Url | Type::Text | Type::Secret),
        Want::Duration => *ty == Type::Duration,
        Want::Moment => matches!(ty, Type::DateTime | Type::Date),
        Want::Bound => {
            matches!(ty, Type::Number | Type::Date | Type::Time | Type::DateTime | Type::Duration)
        }
    }
}

const fn wanted(want: Want) -> &'static str {
    match want {
        Want::Any | Want::Shown | Want::OfPlace(_) | Want::LikePlace(_) => "a value",
        Want::Bool => "a condition",
        Want::Number => "a number",
        Want::Text => "a text",
        Want::Body => "a record or a text",
        Want::Url => "a web address",
        Want::Duration => "a duration",
        Want::Moment => "a moment or a day",
        Want::Bound => "a number or a date",
    }
}

/// The type that best stands for a want, to say how to come to it.
const fn model(want: Want) -> Option<Type> {
    match want {
        Want::Any | Want::Shown | Want::OfPlace(_) | Want::LikePlace(_) => None,
        Want::Bool => Some(Type::Bool),
        Want::Number | Want::Bound => Some(Type::Number),
        Want::Text | Want::Body => Some(Type::Text),
        Want::Url => Some(Type::Url),
        Want::Duration => Some(Type::Duration),
        Want::Moment => Some(Type::DateTime),
    }
}

/// What a condition that is none should have been.
pub(super) fn condition(ty: &Type, spelled: &str) -> String {
    match ty {
        Type::List(_) => {
            format!("ask what is in it: `{spelled} contains …`, or `{spelled} is set`")
        }
        Type::Number => format!("compare it: `{spelled} > 0`, or ask `{spelled} is set`"),
        Type::Choice(choices) => match choices.options.first() {
            Some(option) => {
                format!("compare it: `{spelled} == \"{option}\"`, or ask `{spelled} is set`")
            }
            None => format!("compare it, or ask `{spelled} is set`"),
        },
        Type::Text
        | Type::Bool
        | Type::Date
        | Type::Time
        | Type::DateTime
        | Type::Duration
        | Type::Email
        | Type::Phone
        | Type::Url
        | Type::Location
        | Type::Record
        | Type::Agent
        | Type::Team
        | Type::Channel
        | Type::Tag
        | Type::Hours
        | Type::Secret
        | Type::Unknown => format!("write `{spelled} is set` to ask whether there is {}", noun(ty)),
    }
}
