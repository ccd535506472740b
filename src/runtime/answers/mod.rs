//! What people and other systems answer, as values: read as people mean it, or refused with what
//! was expected.

mod choice;
mod date;
mod number;
#[cfg(feature = "phone")]
mod phone;
#[cfg(test)]
mod tests;
mod typed;

pub(super) use choice::choice;
pub(super) use date::date;
pub(super) use number::number;
pub use typed::{to_json, typed};

use rust_decimal::Decimal;

#[cfg(not(feature = "phone"))]
use crate::base::is_phone;
use crate::base::{Name, RATINGS, Value, is_email, is_url};

/// A value, or what was expected.
pub(super) type Answered = Result<Value, Name>;

/// What a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Choice,
    Number,
    Date,
    Phone,
    Email,
    Url,
    Rating,
    Location,
}

impl Kind {
    /// By its word.
    pub(super) fn named(word: &str) -> Option<Self> {
        Some(match word {
            "text" => Self::Text,
            "choice" => Self::Choice,
            "number" => Self::Number,
            "date" => Self::Date,
            "phone" => Self::Phone,
            "email" => Self::Email,
            "url" => Self::Url,
            "rating" => Self::Rating,
            "location" => Self::Location,
            _ => return None,
        })
    }

    /// An answer of a kind that needs nothing but its text.
    pub(super) fn plain(self, text: &str) -> Answered {
        let trimmed = text.trim();
        let kept = |fits: bool, what: &'static str| match fits {
            true => Ok(Value::Text(trimmed.into())),
            false => Err(Name::new_static(what)),
        };
        match self {
            Self::Number => number(trimmed),
            Self::Rating => rating(trimmed),
            Self::Email => kept(is_email(trimmed), "expected an e-mail address"),
            Self::Url => url(trimmed),
            Self::Location => Err(Name::new_static("expected a location, not a text")),
            Self::Phone => phone(trimmed, None),
            Self::Text | Self::Choice | Self::Date => {
                kept(!trimmed.is_empty(), "expected a text, found nothing")
            }
        }
    }
}

/// `4`, `4/5`, `★★★★`.
fn rating(text: &str) -> Answered {
    let (low, high) = RATINGS;
    let stars = text.chars().filter(|letter| matches!(letter, '★' | '⭐')).count();
    let only_stars =
        stars > 0 && text.chars().all(|letter| matches!(letter, '★' | '⭐' | '☆' | '\u{fe0f}'));
    let digits = text.split_once('/').map_or(text, |(given, _)| given).trim();
    let given = match only_stars {
        true => i64::try_from(stars).ok(),
        false => digits.parse().ok(),
    };
    let fits = given.filter(|given| (low..=high).contains(given));
    let fits = fits.map(|given| Value::Number(Decimal::from(given)));
    fits.ok_or_else(|| Name::from(format!("expected a number from {low} to {high}")))
}

/// An address, with the scheme people leave out.
fn url(text: &str) -> Answered {
    let whole = match text.contains("://") {
        true => text.to_owned(),
        false => format!("https://{text}"),
    };
    let host = whole.split_once("://").map(|(_, rest)| rest.split(['/', '?', '#']).next());
    let dotted = host.flatten().is_some_and(|host| host.contains('.') && !host.starts_with('.'));
    match is_url(&whole) && dotted {
        true => Ok(Value::Text(whole.into())),
        false => Err(Name::new_static("expected a web address")),
    }
}

/// A phone number in E.164; one without a country code is read as one of the country.
#[cfg(feature = "phone")]
pub(super) fn phone(text: &str, country: Option<&str>) -> Answered {
    phone::read(text, country)
}

/// A phone number in E.164. This build does not know the numbering plans of countries.
#[cfg(not(feature = "phone"))]
pub(super) fn phone(text: &str, _: Option<&str>) -> Answered {
    let digits: String =
        text.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    match is_phone(&digits) {
        true => Ok(Value::Text(digits.into())),
        false => Err(Name::new_static(PHONE)),
    }
}

/// What is expected where a phone number is asked for.
const PHONE: &str = "expected a phone number, like +447400123456";
