//! A contact as workflows see it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::base::{Instant, Name, Value};

/// A person on the other end of a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Its id.
    pub id: Name,
    /// First name.
    pub first_name: Option<Name>,
    /// Last name.
    pub last_name: Option<Name>,
    /// Phone number in E.164.
    pub phone: Option<Name>,
    /// E-mail address.
    pub email: Option<Name>,
    /// Language code.
    pub language: Option<Name>,
    /// Country code.
    pub country: Option<Name>,
    /// When it was first heard of.
    pub created_at: Instant,
    /// In the order in which they were added.
    pub tags: Vec<Name>,
    /// Stage of the lifecycle.
    pub lifecycle: Option<Name>,
    /// The agent who owns it.
    pub owner: Option<Name>,
    /// Declared fields.
    pub fields: BTreeMap<Name, Value>,
    /// Its conversation.
    pub conversation: Conversation,
    /// Workflows it was ever in.
    pub enrolled: BTreeSet<Name>,
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
        match (&self.first_name, &self.last_name) {
            (Some(first), Some(last)) => Some(Name::from(format!("{first} {last}"))),
            (Some(one), None) | (None, Some(one)) => Some(one.clone()),
            (None, None) => None,
        }
    }
}
