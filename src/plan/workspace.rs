//! The compiled workspace: who and what the workflows may name.

use jiff::civil;
use serde::{Deserialize, Serialize};

use crate::base::Name;

/// A workspace as the runtime knows it. The newest one applies to every run at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WorkspacePlan {
    /// Its name.
    pub name: Name,
    /// What people read.
    pub title: Name,
    /// An IANA zone name.
    pub timezone: Name,
    /// In declared order, which breaks ties of routing.
    pub agents: Vec<Agent>,
    /// In declared order.
    pub teams: Vec<Team>,
    /// Declared fields of contacts.
    pub fields: Vec<Field>,
    /// Declared tags; when there are none, any may be used.
    pub tags: Vec<Tag>,
    /// In declared order; the first is the default of scenarios.
    pub channels: Vec<Channel>,
    /// Message templates.
    pub templates: Vec<Template>,
    /// Stages of the lifecycle.
    pub lifecycle: Vec<Name>,
    /// Categories of closing.
    pub closing_notes: Vec<Name>,
    /// Names of secrets; their texts come from outside.
    pub secrets: Vec<Name>,
    /// Sheets.
    pub sheets: Vec<Sheet>,
    /// Opening hours.
    pub hours: Vec<Hours>,
}

/// An agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Agent {
    /// Its id.
    pub name: Name,
    /// The full name; its first word is the first name.
    pub title: Name,
    /// E-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Name>,
    /// Skills.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<Name>,
    /// Most open conversations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Never assigned automatically.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unassignable: bool,
}

impl Agent {
    /// An agent of whom nothing but the name is said.
    #[must_use]
    pub fn new(name: &str, title: &str) -> Self {
        Self {
            name: name.into(),
            title: title.into(),
            email: None,
            skills: Vec::new(),
            limit: None,
            unassignable: false,
        }
    }
}

/// A team and its members, in order of turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Its id.
    pub name: Name,
    /// What people read.
    pub title: Name,
    /// Agents by id.
    pub members: Vec<Name>,
}

/// A declared field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type as written.
    pub r#type: Name,
    /// The options of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Name>,
}

/// A declared tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Tag {
    /// Its name.
    pub name: Name,
}

/// A channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Its id.
    pub name: Name,
    /// `whatsapp`, `telegram`, …
    pub kind: Name,
    /// Whether a message in doubt is sent again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub resend: bool,
}

/// A message template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its id.
    pub name: Name,
    /// Its channel.
    pub channel: Name,
    /// Its text, with `{{1}}` for the first of `with`.
    pub text: Name,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Its id.
    pub name: Name,
    /// The document.
    pub title: Name,
}

/// Opening hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// Their id.
    pub name: Name,
    /// Their zone; the workspace's where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timezone: Option<Name>,
    /// When they are open.
    pub open: Vec<Opening>,
    /// Days on which they are not, whatever `open` says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Closed>,
}

/// Ranges of the wall clock on some days of the week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Days on which a range begins, 1 for Monday to 7 for Sunday, rising.
    pub days: Vec<u8>,
    /// First minute and the minute behind the last, since midnight; where the second is not
    /// higher, the range ends on the next day.
    pub ranges: Vec<(u16, u16)>,
}

/// A range of days, both in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Closed {
    /// First day.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub from: civil::Date,
    /// Last day.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub to: civil::Date,
}
