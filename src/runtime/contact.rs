//! A contact and its conversation.

use serde::{Deserialize, Serialize};

use crate::base::{Instant, Name, Table, Value};

/// A contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Its id.
    pub id: Name,
    /// When it was first heard of.
    pub created_at: Instant,
    /// The agent who owns it.
    pub owner: Option<Name>,
    /// In the order in which they were added.
    pub tags: Vec<Name>,
    /// Standard and declared fields that have a value, by name.
    pub fields: Table<Value>,
    /// Its conversation.
    pub conversation: Conversation,
}

/// The one conversation of a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// How often it was opened; 0 is never.
    pub opened: u32,
    /// Whether it is open.
    pub is_open: bool,
    /// Who opened it last: `contact`, `user`, `workflow`, `api`, `ad`.
    pub source: Option<Name>,
    /// The channel of the last interaction.
    pub channel: Option<Name>,
    /// When it was opened last.
    pub opened_at: Option<Instant>,
    /// What the contact wrote last, and when.
    pub incoming: Option<(Instant, Name)>,
    /// What was last sent to the contact, and when.
    pub outgoing: Option<(Instant, Name)>,
    /// Who sent it: `user` or `workflow`.
    pub outgoing_source: Option<Name>,
}

impl Contact {
    /// A contact that was first heard of at `at`.
    #[must_use]
    pub fn new(id: Name, at: Instant) -> Self {
        Self { id, created_at: at, ..Self::default() }
    }

    /// First and last name, as far as they are known.
    #[must_use]
    pub fn full_name(&self) -> Option<Name> {
        match (self.text("first_name"), self.text("last_name")) {
            (Some(first), Some(last)) => Some(Name::from(format!("{first} {last}"))),
            (Some(one), None) | (None, Some(one)) => Some(one.clone()),
            (None, None) => None,
        }
    }

    /// The code of its country.
    #[must_use]
    pub fn country(&self) -> Option<&Name> {
        self.text("country")
    }

    /// The stage of its lifecycle.
    #[must_use]
    pub fn lifecycle(&self) -> Option<&Name> {
        self.text("lifecycle")
    }

    /// A field that is a text.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&Name> {
        match self.fields.get(field) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The value of a field, standard or declared.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<Value> {
        match name {
            "id" => Some(Value::Text(self.id.clone())),
            "name" => self.full_name().map(Value::Text),
            "created_at" => Some(Value::DateTime(self.created_at)),
            "tags" => Some(Value::List(self.tags.iter().cloned().map(Value::Tag).collect())),
            "owner" => self.owner.clone().map(Value::Agent),
            stored => self.fields.get(stored).cloned(),
        }
    }

    /// Stores a field. Gives whether it is different now.
    pub(super) fn set_field(&mut self, field: &Name, value: Option<Value>) -> bool {
        match value {
            Some(value) if self.fields.get(field) == Some(&value) => false,
            Some(value) => {
                self.fields.insert(field.clone(), value);
                true
            }
            None => self.fields.remove(field).is_some(),
        }
    }

    /// Takes down a message to the contact.
    pub(super) fn was_sent(&mut self, text: &Name, at: Instant, source: &'static str) {
        self.conversation.outgoing = Some((at, text.clone()));
        self.conversation.outgoing_source = Some(Name::new_static(source));
    }
}
