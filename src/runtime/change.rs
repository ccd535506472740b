//! Changes of a contact.

use serde::{Deserialize, Serialize};

use super::{Contact, Happening};
use crate::base::{Instant, Name, Value};

/// One change of a contact.
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
}

impl Contact {
    /// Makes a change true. Gives what that means to triggers, or none where nothing is different.
    pub(super) fn apply(&mut self, change: &Change, at: Instant) -> Option<Happening> {
        match change {
            Change::TagAdded { tag } => {
                let new = !self.tags.contains(tag);
                if new {
                    self.tags.push(tag.clone());
                }
                new.then(|| Happening::TagUpdated { tag: tag.clone(), added: true })
            }
            Change::TagRemoved { tag } => {
                let before = self.tags.len();
                self.tags.retain(|one| one != tag);
                let gone = before != self.tags.len();
                gone.then(|| Happening::TagUpdated { tag: tag.clone(), added: false })
            }
            Change::Field { field, value } => {
                let from = self.field(field);
                let new = self.set_field(field, value.clone());
                let to = value.clone();
                new.then(|| Happening::FieldUpdated { field: field.clone(), from, to })
            }
            Change::Lifecycle { stage } => {
                let from = self.lifecycle().cloned();
                let value = stage.clone().map(Value::Text);
                let new = self.set_field(&Name::new_static("lifecycle"), value);
                new.then(|| Happening::LifecycleUpdated { from, to: stage.clone() })
            }
            Change::Opened { source, channel } => self.open(source, channel.as_ref(), at),
            Change::Closed { category, .. } => {
                let was_open = std::mem::replace(&mut self.conversation.is_open, false);
                was_open.then(|| Happening::ConversationClosed {
                    source: Name::new_static("workflow"),
                    category: category.clone(),
                    agent: None,
                })
            }
        }
    }

    fn open(&mut self, source: &Name, channel: Option<&Name>, at: Instant) -> Option<Happening> {
        if self.conversation.is_open {
            return None;
        }
        self.conversation.is_open = true;
        self.conversation.opened += 1;
        self.conversation.opened_at = Some(at);
        self.conversation.source = Some(source.clone());
        if let Some(channel) = channel {
            self.conversation.channel = Some(channel.clone());
        }
        Some(Happening::ConversationOpened {
            source: source.clone(),
            channel: self.conversation.channel.clone(),
            first_time: self.conversation.opened <= 1,
        })
    }
}
