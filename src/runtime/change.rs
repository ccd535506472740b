//! Changes of a contact.

use serde::{Deserialize, Serialize};

use super::Contact;
use crate::base::{Instant, Name, Value};

/// One change of a contact. Turns give them as effects; the engine makes them true in the commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// A tag is there now.
    TagAdded {
        /// Which.
        tag: Name,
    },
    /// A tag is gone.
    TagRemoved {
        /// Which.
        tag: Name,
    },
    /// A field holds another value, or none.
    Field {
        /// Which, standard or declared.
        field: Name,
        /// What.
        value: Option<Value>,
    },
    /// The stage of the lifecycle is another.
    Lifecycle {
        /// Which.
        stage: Option<Name>,
    },
    /// The owner is another.
    Owner {
        /// Who.
        agent: Option<Name>,
    },
    /// The conversation is open.
    Opened {
        /// Who opened it.
        source: Name,
        /// Where.
        channel: Option<Name>,
    },
    /// The conversation is closed.
    Closed {
        /// The category of the closing note.
        category: Option<Name>,
        /// Its text.
        summary: Option<Name>,
    },
    /// A message from the contact.
    Received {
        /// Its text, or its kind where it has none.
        text: Name,
        /// Where it came in.
        channel: Option<Name>,
    },
    /// A message to the contact.
    Sent {
        /// Its text.
        text: Name,
        /// `user` or `workflow`.
        source: Name,
    },
}

impl Contact {
    /// Makes a change true. Gives whether anything is different now.
    pub fn apply(&mut self, change: &Change, at: Instant) -> bool {
        match change {
            Change::TagAdded { tag } => {
                let new = !self.tags.contains(tag);
                if new {
                    self.tags.push(tag.clone());
                }
                new
            }
            Change::TagRemoved { tag } => {
                let before = self.tags.len();
                self.tags.retain(|one| one != tag);
                before != self.tags.len()
            }
            Change::Field { field, value } => self.set_field(field, value.clone()),
            Change::Lifecycle { stage } => replace(&mut self.lifecycle, stage.clone()),
            Change::Owner { agent } => replace(&mut self.owner, agent.clone()),
            Change::Opened { source, channel } => self.open(source, channel.as_ref(), at),
            Change::Closed { .. } => std::mem::replace(&mut self.conversation.is_open, false),
            Change::Received { text, channel } => {
                self.conversation.incoming = Some((at, text.clone()));
                if channel.is_some() {
                    self.conversation.channel.clone_from(channel);
                }
                true
            }
            Change::Sent { text, source } => {
                self.conversation.outgoing = Some((at, text.clone()));
                self.conversation.outgoing_source = Some(source.clone());
                true
            }
        }
    }

    /// The value of a field, standard or declared.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<Value> {
        let text = |value: &Option<Name>| value.clone().map(Value::Text);
        match name {
            "id" => Some(Value::Text(self.id.clone())),
            "name" => self.full_name().map(Value::Text),
            "first_name" => text(&self.first_name),
            "last_name" => text(&self.last_name),
            "phone" => text(&self.phone),
            "email" => text(&self.email),
            "language" => text(&self.language),
            "country" => text(&self.country),
            "lifecycle" => text(&self.lifecycle),
            "created_at" => Some(Value::DateTime(self.created_at)),
            "tags" => Some(Value::List(self.tags.iter().cloned().map(Value::Tag).collect())),
            "owner" => self.owner.clone().map(Value::Agent),
            declared => self.fields.get(declared).cloned(),
        }
    }

    fn set_field(&mut self, field: &Name, value: Option<Value>) -> bool {
        let standard = match field.as_str() {
            "first_name" => &mut self.first_name,
            "last_name" => &mut self.last_name,
            "phone" => &mut self.phone,
            "email" => &mut self.email,
            "language" => &mut self.language,
            "country" => &mut self.country,
            "lifecycle" => &mut self.lifecycle,
            _ => {
                let before = self.fields.get(field);
                let new = before != value.as_ref();
                match value {
                    Some(value) => self.fields.insert(field.clone(), value),
                    None => self.fields.remove(field),
                };
                return new;
            }
        };
        let text = match value {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        };
        replace(standard, text)
    }

    fn open(&mut self, source: &Name, channel: Option<&Name>, at: Instant) -> bool {
        if self.conversation.is_open {
            return false;
        }
        self.conversation.is_open = true;
        self.conversation.opened += 1;
        self.conversation.opened_at = Some(at);
        self.conversation.source = Some(source.clone());
        if let Some(channel) = channel {
            self.conversation.channel = Some(channel.clone());
        }
        true
    }
}

fn replace<T: PartialEq>(place: &mut T, value: T) -> bool {
    let new = *place != value;
    *place = value;
    new
}
