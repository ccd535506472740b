//! Events on their way in, as a store keeps them until they are applied.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};

use crate::base::{Instant, Name};
use crate::routing::{Decision, Status};
use crate::runtime::Incoming;

/// An event that was let in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inbound {
    /// The line of the file it stood on, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The decision it tells of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Arc<Decision>>,
    /// What.
    pub event: Inward,
}

/// What an event concerns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inward {
    /// A contact.
    Contact(Incoming),
    /// An agent.
    Agent {
        /// Unique: seen again, it changes nothing.
        id: Name,
        /// When.
        at: Instant,
        /// Who.
        agent: Name,
        /// What is different now.
        change: AgentChange,
    },
    /// Nothing but the clock.
    Clock {
        /// Unique: seen again, it changes nothing.
        id: Name,
        /// When.
        at: Instant,
    },
}

/// What is different about an agent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentChange {
    /// From now on.
    pub status: Option<Status>,
    /// Most open conversations; none inside is no limit.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub limit: Option<Option<u32>>,
    /// Whether they may be assigned to.
    pub enabled: Option<bool>,
    /// All of their teams.
    pub teams: Option<Vec<Name>>,
}

/// What is written is there, also where it is nothing: a limit that was taken away.
fn present<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<u32>>, D::Error> {
    Option::deserialize(from).map(Some)
}

impl Inbound {
    /// An event for a contact.
    #[must_use]
    pub const fn new(incoming: Incoming) -> Self {
        Self { line: None, decision: None, event: Inward::Contact(incoming) }
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &Name {
        match &self.event {
            Inward::Contact(incoming) => &incoming.id,
            Inward::Agent { id, .. } | Inward::Clock { id, .. } => id,
        }
    }

    /// Its moment.
    #[must_use]
    pub const fn at(&self) -> Instant {
        match &self.event {
            Inward::Contact(incoming) => incoming.at,
            Inward::Agent { at, .. } | Inward::Clock { at, .. } => *at,
        }
    }

    /// The contact it concerns.
    #[must_use]
    pub const fn contact(&self) -> Option<&Name> {
        match &self.event {
            Inward::Contact(incoming) => Some(&incoming.contact),
            Inward::Agent { .. } | Inward::Clock { .. } => None,
        }
    }

    /// The agent it is about.
    #[must_use]
    pub const fn agent(&self) -> Option<&Name> {
        match &self.event {
            Inward::Agent { agent, .. } => Some(agent),
            Inward::Contact(_) | Inward::Clock { .. } => None,
        }
    }
}
