//! Values: what literals say, and what runs compute with.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Duration, Instant};

/// A value of the language. A missing value is `None` of an `Option<Value>`, never a variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum Value {
    /// Text; also e-mail addresses, phone numbers, web addresses and choices.
    Text(SmolStr),
    /// An exact decimal of at most 28 digits.
    Number(Decimal),
    /// Yes or no.
    Bool(bool),
    /// A calendar day.
    Date(jiff::civil::Date),
    /// A time of day.
    Time(jiff::civil::Time),
    /// A moment.
    DateTime(Instant),
    /// A length of time.
    Duration(Duration),
    /// Values in order.
    List(Vec<Value>),
    /// Named values, in the order they were written.
    Record(Vec<(SmolStr, Value)>),
    /// A declared agent, by name.
    Agent(SmolStr),
    /// A declared team, by name.
    Team(SmolStr),
    /// A declared channel, by name.
    Channel(SmolStr),
    /// A declared tag, by name.
    Tag(SmolStr),
}

impl Value {
    /// Bytes that it takes, about: those of its texts, and 16 for each value.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let inside = match self {
            Self::Text(text)
            | Self::Agent(text)
            | Self::Team(text)
            | Self::Channel(text)
            | Self::Tag(text) => text.len(),
            Self::List(items) => items.iter().map(Self::bytes).sum(),
            Self::Record(entries) => {
                entries.iter().map(|(key, value)| key.len() + value.bytes()).sum()
            }
            Self::Number(_)
            | Self::Bool(_)
            | Self::Date(_)
            | Self::Time(_)
            | Self::DateTime(_)
            | Self::Duration(_) => 0,
        };
        inside + 16
    }
}

/// A number as people write it: without trailing zeros and without an exponent.
#[must_use]
pub fn plain_number(number: Decimal) -> String {
    number.normalize().to_string()
}
