//! A request for an owner.

use serde::{Deserialize, Serialize};

use crate::base::{Instant, Key, Name};

/// The key of a request: the effect that asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestId(pub Key);

/// Among whom an owner is looked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pool {
    /// Every agent of the workspace.
    Workspace,
    /// The members of a team.
    Team(Name),
    /// One agent.
    Agent(Name),
}

/// Whose turn it is among those who may be chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Whoever was given a turn in this pool longest ago.
    #[default]
    RoundRobin,
    /// Whoever owns the fewest open conversations; among equals, as in round robin.
    LeastOpen,
}

/// What an agent must be to be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filters {
    /// Only agents who are online.
    pub only_online: bool,
    /// Only agents who own fewer open conversations than this.
    pub below: Option<u32>,
    /// Only agents with all of these skills.
    pub skills: Vec<Name>,
}

/// A contact in search of an owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Its key.
    pub id: RequestId,
    /// For whom.
    pub contact: Name,
    /// Among whom.
    pub pool: Pool,
    /// In which order.
    pub by: Order,
    /// Who qualifies.
    pub filters: Filters,
    /// Whether the present owner is preferred.
    pub keep_owner: bool,
    /// Higher ones are served first.
    pub priority: i64,
    /// Agents who were given the contact and did not accept it in time. The last of them is taken
    /// off it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed: Vec<Name>,
    /// Since when it exists.
    pub since: Instant,
}

impl Request {
    /// A request in turn, for whoever of the pool may be assigned to.
    #[must_use]
    pub fn new(id: RequestId, contact: Name, pool: Pool, since: Instant) -> Self {
        Self {
            id,
            contact,
            pool,
            by: Order::RoundRobin,
            filters: Filters::default(),
            keep_owner: false,
            priority: 0,
            passed: Vec::new(),
            since,
        }
    }
}
