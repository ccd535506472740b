//! One line of an event file: a JSON object.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value as Json;

use super::misfit::{self, Misfit};
use super::moment;
use crate::base::{Instant, Name};
use crate::routing::Status;

/// Bytes of one line. Far above any message a channel carries.
const MAX_LINE_BYTES: usize = 1024 * 1024;

macro_rules! lines {
    ($($(#[$about:meta])* $variant:ident { $($(#[$field_about:meta])* $field:ident: $kind:ty,)* })*) => {
        /// What an event says, by its `type`.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
        pub enum Line {
            $($(#[$about])* $variant {
                /// Unique: seen again, it changes nothing.
                id: Name,
                /// When; moves the clock, never back.
                #[serde(with = "moment")]
                #[cfg_attr(
                    feature = "schema",
                    schemars(with = "String", extend("format" = "date-time"))
                )]
                at: Instant,
                $($(#[$field_about])* $field: $kind,)*
            },)*
        }

        impl Line {
            /// Its id.
            #[must_use]
            pub const fn id(&self) -> &Name {
                match self {
                    $(Self::$variant { id, .. } => id,)*
                }
            }

            /// Its moment.
            #[must_use]
            pub const fn at(&self) -> Instant {
                match self {
                    $(Self::$variant { at, .. } => *at,)*
                }
            }
        }
    };
}

lines! {
    /// A conversation was opened.
    ConversationOpened {
        /// Whose.
        contact: Who,
        /// On which channel.
        #[serde(default)]
        channel: Option<Name>,
        /// Who opened it: `contact` (default), `user`, `workflow`, `api`, `ad`.
        #[serde(default)]
        source: Option<Name>,
    }
    /// A conversation was closed.
    ConversationClosed {
        /// Whose.
        contact: Who,
        /// The agent who closed it.
        #[serde(default)]
        by: Option<Name>,
        /// The category of the closing note.
        #[serde(default)]
        category: Option<Name>,
    }
    /// The contact wrote, or an agent wrote to the contact.
    Message {
        /// Whose conversation.
        contact: Who,
        /// The agent who wrote; without, the contact did.
        #[serde(default)]
        agent: Option<Name>,
        /// What it says.
        #[serde(default)]
        text: Option<Name>,
        /// `text` (default), `image`, `video`, `audio`, `file`, `location`.
        #[serde(default)]
        kind: Option<Name>,
        /// On which channel.
        #[serde(default)]
        channel: Option<Name>,
    }
    /// An agent comes, goes or is busy.
    AgentStatus {
        /// Who.
        agent: Name,
        /// From now on.
        status: Status,
    }
    /// An agent's settings changed.
    AgentChanged {
        /// Who.
        agent: Name,
        /// Most open conversations; `null` is no limit.
        #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
        limit: Option<Option<u32>>,
        /// Whether they may be assigned to.
        #[serde(default)]
        enabled: Option<bool>,
        /// All of their teams.
        #[serde(default)]
        teams: Option<Vec<Name>>,
    }
    /// A person gave the contact an owner.
    AssignedByHand {
        /// The contact.
        contact: Who,
        /// The owner.
        agent: Name,
    }
    /// A person took the owner off.
    UnassignedByHand {
        /// The contact.
        contact: Who,
    }
    /// An agent accepted the contact.
    Accepted {
        /// The contact.
        contact: Who,
        /// The agent.
        agent: Name,
    }
    /// A person put a tag on the contact.
    TagAdded {
        /// The contact.
        contact: Who,
        /// The tag.
        tag: Name,
    }
    /// A person took a tag off.
    TagRemoved {
        /// The contact.
        contact: Who,
        /// The tag.
        tag: Name,
    }
    /// A person changed a field.
    FieldChanged {
        /// The contact.
        contact: Who,
        /// The field.
        field: Name,
        /// What it holds now; `null` is nothing.
        value: Json,
    }
    /// A person moved the contact to another stage.
    LifecycleChanged {
        /// The contact.
        contact: Who,
        /// The stage; `null` is none.
        lifecycle: Option<Name>,
    }
    /// A program posted to a webhook.
    Webhook {
        /// Which.
        name: Name,
        /// What.
        body: Json,
        /// The contact, where the body does not identify it.
        #[serde(default)]
        contact: Option<Who>,
    }
    /// An agent pressed a shortcut.
    Shortcut {
        /// The contact.
        contact: Who,
        /// Its title.
        title: Name,
        /// Who.
        #[serde(default)]
        agent: Option<Name>,
        /// What they filled in.
        #[serde(default)]
        form: BTreeMap<Name, Json>,
    }
    /// The contact clicked an advertisement.
    AdClicked {
        /// The contact.
        contact: Who,
        /// The platform's id of the advertisement.
        ad_id: Name,
        /// Its name.
        #[serde(default)]
        ad_name: Option<Name>,
        /// `meta` or `tiktok`.
        platform: Name,
    }
    /// Somebody started a workflow.
    Started {
        /// Which.
        workflow: Name,
        /// For whom.
        contact: Who,
        /// With what.
        #[serde(default)]
        with: BTreeMap<Name, Json>,
    }
    /// Time passed.
    Time {}
    /// A channel's answer to the message just sent. Where another event follows, it was accepted.
    SendResult {
        /// To whom it was sent.
        contact: Who,
        /// Whether the channel took it.
        accepted: bool,
        /// Why not.
        #[serde(default)]
        reason: Option<Name>,
    }
    /// Another system's answer to a request. Without one within a minute, or before something else
    /// happens to the contact, the request fails.
    HttpResult {
        /// For whom it was asked.
        contact: Who,
        /// The status of the answer; without, there was no usable answer.
        #[serde(default)]
        status: Option<u16>,
        /// The body of the answer.
        #[serde(default)]
        body: Option<Json>,
    }
    /// What an assistant says or comes to. Without it within a minute, or before something else
    /// happens to the contact, the assistant fails.
    AiTurn {
        /// With whom it talks.
        contact: Who,
        /// What it writes to the contact.
        #[serde(default)]
        says: Option<Name>,
        /// How it ends: `done`, `handoff`, `unable`.
        #[serde(default)]
        outcome: Option<Name>,
        /// What it collected, by place.
        #[serde(default)]
        collected: BTreeMap<Name, Json>,
    }
    /// A sheet's answer to a row. Where another event follows, it was added.
    SheetResult {
        /// For whom the row was added.
        contact: Who,
        /// Whether the sheet took it.
        accepted: bool,
        /// Why not.
        #[serde(default)]
        reason: Option<Name>,
    }
}

/// A contact: its id, or what is known of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Who {
    /// By id.
    Id(Name),
    /// With what is known; it is remembered.
    Card(Box<Card>),
}

/// What is known of a contact.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Its id.
    pub id: Name,
    /// First name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<Name>,
    /// Last name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<Name>,
    /// Phone number in E.164.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Name>,
    /// E-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Name>,
    /// Language code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Name>,
    /// Country code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Name>,
    /// Stage of the lifecycle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<Name>,
    /// Tags to add.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Name>,
    /// Declared fields.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<Name, Json>,
}

impl Who {
    /// The contact's id.
    #[must_use]
    pub fn id(&self) -> &Name {
        match self {
            Self::Id(id) => id,
            Self::Card(card) => &card.id,
        }
    }
}

impl<'de> Deserialize<'de> for Who {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Who;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the id of a contact, or an object with its `id`")
            }

            fn visit_str<E>(self, id: &str) -> Result<Who, E> {
                Ok(Who::Id(id.into()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Who, A::Error> {
                let card = Card::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Who::Card(Box::new(card)))
            }
        }
        from.deserialize_any(Either)
    }
}

/// Tells a key that is there with `null` from one that is not there.
fn present<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<u32>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// Reads one line.
///
/// # Errors
/// When it is no JSON object, has a key nobody knows, lacks one, or holds a wrong value.
pub fn read_line(text: &str) -> Result<Line, Misfit> {
    if text.len() > MAX_LINE_BYTES {
        return Err(Misfit::new(format!("the line is longer than {MAX_LINE_BYTES} bytes")));
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    let line: Line = serde_json::from_str(text).map_err(|error| misfit::explain(text, &error))?;
    if line.id().is_empty() {
        return Err(Misfit::new("`id` is empty"));
    }
    Ok(line)
}

/// The published form of a line, as JSON Schema.
#[cfg(feature = "schema")]
#[must_use]
pub fn schema() -> Json {
    schemars::schema_for!(Line).to_value()
}
