//! Fixed values and the places that hold values: what both towers call by the same name.

use std::fmt;

use jiff::civil;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Duration, Name};

/// A fixed value. Declared things are named by their ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Literal {
    /// `none`.
    None,
    /// A text without interpolations.
    Text(Name),
    /// An exact decimal, as a string.
    Number(#[cfg_attr(feature = "schema", schemars(with = "String"))] Decimal),
    /// `true`, `false`.
    Bool(bool),
    /// `2026-12-25`.
    Date(#[cfg_attr(feature = "schema", schemars(with = "String"))] civil::Date),
    /// `09:00`.
    Time(#[cfg_attr(feature = "schema", schemars(with = "String"))] civil::Time),
    /// `2026-12-25T09:00`, in the workspace's zone.
    DateTime(#[cfg_attr(feature = "schema", schemars(with = "String"))] civil::DateTime),
    /// `1h30m`.
    Duration(#[cfg_attr(feature = "schema", schemars(with = "String"))] Duration),
    /// A declared agent.
    Agent(Name),
    /// A declared team.
    Team(Name),
    /// A declared channel.
    Channel(Name),
    /// A declared tag.
    Tag(Name),
    /// Declared hours.
    Hours(Name),
}

impl Literal {
    /// The text of a value that compares as texts do.
    #[must_use]
    pub const fn text(&self) -> Option<&Name> {
        match self {
            Self::Text(text)
            | Self::Agent(text)
            | Self::Team(text)
            | Self::Channel(text)
            | Self::Tag(text) => Some(text),
            Self::None
            | Self::Number(_)
            | Self::Bool(_)
            | Self::Date(_)
            | Self::Time(_)
            | Self::DateTime(_)
            | Self::Duration(_)
            | Self::Hours(_) => None,
        }
    }
}

/// A place that holds a value: `contact.budget`, `trigger.order.total`, `var.answer`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Whose value.
    pub of: Root,
    /// Which of its values; empty for `now` and `today`.
    #[serde(default, skip_serializing_if = "Name::is_empty")]
    pub name: Name,
    // Apart, for there are many places and few of hours.
    /// For hours: which hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub which: Option<Box<Name>>,
}

impl fmt::Display for Place {
    /// As it is written in programs: `contact.budget`, `office.is_open`, `secret(crm_token)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = match self.of {
            Root::Contact => "contact",
            Root::Assignee => "assignee",
            Root::Conversation => "conversation",
            Root::Message => "message",
            Root::Trigger => "trigger",
            Root::Workspace => "workspace",
            Root::Now => "now",
            Root::Today => "today",
            Root::Hours => self.which.as_deref().map_or("hours", Name::as_str),
            Root::Var => return f.write_str(&self.name),
            Root::Secret => return write!(f, "secret({})", self.name),
        };
        f.write_str(root)?;
        if self.name.is_empty() { Ok(()) } else { write!(f, ".{}", self.name) }
    }
}

/// Whose value a place holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Root {
    /// The contact's fields, standard and declared; `tags`, `lifecycle`.
    Contact,
    /// The owner's.
    Assignee,
    /// The conversation's.
    Conversation,
    /// The message that started or resumed the run.
    Message,
    /// What the trigger brought; a dotted name for nested body fields.
    Trigger,
    /// The workspace's.
    Workspace,
    /// The present moment.
    Now,
    /// The present day, in the workspace's zone.
    Today,
    /// `next_opening`, `is_open` of the hours `which`.
    Hours,
    /// A variable of the run.
    Var,
    /// A secret; only in HTTP headers, bodies and URLs.
    Secret,
}

/// One part of a path into an HTTP answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PathPart {
    /// `.name`, `["any key"]`.
    Key(Name),
    /// `[0]`.
    Index(u32),
    /// `[*]`.
    Every,
}
