//! One value out of many.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::days::FIRST_DAY;
use super::{Held, Values};
use crate::base::{Duration, Instant, Name, Type, Value};

/// A day that serves where any does, counted from the first.
const ANY_DAY: i64 = 20_500;
/// Seconds of a day.
const DAY: i64 = 86_400;
/// Seconds before ten o'clock.
const TEN: i64 = 36_000;

impl Values {
    /// One of the values, as far as a type has it; none where only no value will do.
    ///
    /// Texts are folded, but for options of a choice, which are as they are declared. Moments are
    /// those of a clock in UTC.
    #[must_use]
    pub fn one_of(&self, ty: &Type) -> Option<Value> {
        if self.held.is_empty() {
            return None;
        }
        let number = |plain: i64| match &self.held {
            Held::Numbers(ranges) => ranges.any().unwrap_or_default(),
            Held::Among(_) | Held::Except(_) => Decimal::from(plain),
        };
        Some(match ty {
            Type::Number => Value::Number(number(5)),
            Type::Duration => Value::Duration(Duration::seconds(number(60).to_i64()?)),
            Type::Bool => Value::Bool(self.held.and(&Held::only("true")) == Held::only("true")),
            Type::Date => {
                let days = jiff::Span::new().try_days(number(ANY_DAY).to_i64()?).ok()?;
                Value::Date(FIRST_DAY.checked_add(days).ok()?)
            }
            Type::Choice(choices) => {
                let fits = |option: &&Name| !self.held.and(&Held::only(option)).is_empty();
                Value::Text(choices.options.iter().find(fits)?.clone())
            }
            Type::Time => {
                let seconds = jiff::Span::new().try_seconds(number(TEN).to_i64()?).ok()?;
                Value::Time(jiff::civil::Time::midnight().checked_add(seconds).ok()?)
            }
            Type::DateTime => {
                let seconds = number(ANY_DAY * DAY + TEN).to_i64()?;
                Value::DateTime(Instant { millis: seconds.checked_mul(1000)? })
            }
            Type::List(item) => {
                let item = Self::set(Held::all()).one_of(item)?;
                Value::List(vec![item])
            }
            Type::Record => Value::Record(Vec::new()),
            Type::Text
            | Type::Email
            | Type::Phone
            | Type::Url
            | Type::Location
            | Type::Agent
            | Type::Team
            | Type::Channel
            | Type::Tag
            | Type::Hours
            | Type::Secret
            | Type::Unknown => Value::Text(match &self.held {
                Held::Among(texts) => texts.iter().next()?.clone(),
                Held::Except(_) | Held::Numbers(_) => plain(ty, &self.held)?,
            }),
        })
    }
}

/// A text of a type that is not among excluded ones.
fn plain(ty: &Type, held: &Held) -> Option<Name> {
    let texts = if *ty == Type::Email {
        ["ada@example.com", "bo@example.com", "chen@example.com"]
    } else if *ty == Type::Phone {
        ["+447400123456", "+447400654321", "+447400112233"]
    } else if *ty == Type::Url {
        ["https://example.com", "https://example.org", "https://example.net"]
    } else {
        ["hello", "zebra", "quite another text"]
    };
    let fits = |text: &&str| !held.and(&Held::only(text)).is_empty();
    texts.into_iter().find(fits).map(Name::new_static)
}
