//! The types of the language.

use std::fmt;
use std::sync::Arc;

use smol_str::SmolStr;

/// A closed list of texts, with what it is called in messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// What the list belongs to, for messages: `contact.plan`.
    pub of: SmolStr,
    /// The allowed texts, in declared order.
    pub options: Arc<[SmolStr]>,
}

/// What kind of value something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Any text.
    Text,
    /// An exact decimal.
    Number,
    /// Yes or no.
    Bool,
    /// A calendar day.
    Date,
    /// A time of day.
    Time,
    /// A moment.
    DateTime,
    /// A length of time.
    Duration,
    /// An e-mail address.
    Email,
    /// A phone number in E.164.
    Phone,
    /// A web address.
    Url,
    /// One of a closed list of texts.
    Choice(Arc<Choices>),
    /// A place on earth.
    Location,
    /// Many of one type.
    List(Box<Type>),
    /// Named values.
    Record,
    /// A declared agent.
    Agent,
    /// A declared team.
    Team,
    /// A declared channel.
    Channel,
    /// A declared tag.
    Tag,
    /// Declared opening hours.
    Hours,
    /// The text of a secret, which may only leave in an HTTP request.
    Secret,
    /// Not known, because of a fault that was reported or a name outside the program. It fits
    /// everywhere, so that one fault stays one report.
    Unknown,
}

impl Type {
    /// A list of `item`.
    #[must_use]
    pub fn list(item: Self) -> Self {
        Self::List(Box::new(item))
    }

    /// Whether the values are texts underneath and compare as texts do.
    #[must_use]
    pub const fn is_textual(&self) -> bool {
        matches!(
            self,
            Self::Text | Self::Email | Self::Phone | Self::Url | Self::Choice(_) | Self::Unknown
        )
    }

    /// Whether values of the two types can meaningfully be compared with `==`.
    #[must_use]
    pub fn compares_with(&self, other: &Self) -> bool {
        let pair = (self, other);
        if matches!(pair, (Self::Unknown, _) | (_, Self::Unknown)) {
            return true;
        }
        if self.is_textual() && other.is_textual() {
            return true;
        }
        match pair {
            (Self::Tag | Self::Channel, other) if other.is_textual() => true,
            (one, Self::Tag | Self::Channel) if one.is_textual() => true,
            (Self::Date, Self::DateTime) | (Self::DateTime, Self::Date) => true,
            (Self::List(one), Self::List(other)) => one.compares_with(other),
            (one, other) => one == other,
        }
    }

    /// Whether a value of type `value` may be stored where `self` is wanted.
    #[must_use]
    pub fn accepts(&self, value: &Self) -> bool {
        match (self, value) {
            (Self::Unknown, _) | (_, Self::Unknown) => true,
            (Self::Text, value) => value.is_textual(),
            (Self::Email | Self::Phone | Self::Url | Self::Choice(_), value) => value.is_textual(),
            (Self::List(one), Self::List(other)) => one.accepts(other),
            (one, other) => one == other,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Bool => "bool",
            Self::Date => "date",
            Self::Time => "time",
            Self::DateTime => "datetime",
            Self::Duration => "duration",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Url => "url",
            Self::Choice(_) => "choice",
            Self::Location => "location",
            Self::List(item) => return write!(f, "list of {item}"),
            Self::Record => "record",
            Self::Agent => "agent",
            Self::Team => "team",
            Self::Channel => "channel",
            Self::Tag => "tag",
            Self::Hours => "hours",
            Self::Secret => "secret",
            Self::Unknown => "unknown",
        };
        f.write_str(word)
    }
}

/// A type, and whether the value may be missing: `number?`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ty {
    /// The type of the value when there is one.
    pub base: Type,
    /// Whether there may be none.
    pub maybe: bool,
}

impl Ty {
    /// Always there.
    #[must_use]
    pub const fn sure(base: Type) -> Self {
        Self { base, maybe: false }
    }

    /// Perhaps missing.
    #[must_use]
    pub const fn maybe(base: Type) -> Self {
        Self { base, maybe: true }
    }

    /// Of a type nobody knows; fits everywhere and is not reported again.
    #[must_use]
    pub const fn unknown() -> Self {
        Self::sure(Type::Unknown)
    }
}

impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.base, if self.maybe { "?" } else { "" })
    }
}
