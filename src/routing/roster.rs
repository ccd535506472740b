//! The agents of a workspace as routing sees them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::index::{PoolState, Seat};
use super::{Pool, Request, RequestId};
use crate::base::{Map, Name};
use crate::plan::WorkspacePlan;

/// Whether an agent is at work. Only `online` counts as online.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// At work and free to take conversations.
    Online,
    /// At work, but not to be disturbed.
    Busy,
    /// Not at work.
    #[default]
    Offline,
}

impl Status {
    /// As it is written.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Busy => "busy",
            Self::Offline => "offline",
        }
    }
}

/// Place of an agent in the roster. Agents who leave keep theirs.
pub(super) type AgentIx = u32;
/// Place of a pool: 0 is the workspace.
pub(super) type PoolIx = u32;
/// Place in the queues: falling priority, then order of arrival.
pub(super) type QueueKey = (i64, u64);

/// What changes about an agent from event to event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Standings {
    pub(super) status: Status,
    pub(super) enabled: bool,
    pub(super) limit: Option<u32>,
    pub(super) load: u32,
}

impl Standings {
    /// Whether the agent may be given one more conversation by a request without filters.
    pub(super) fn is_ready(self) -> bool {
        self.enabled && self.limit.is_none_or(|limit| self.load < limit)
    }
}

/// An agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AgentState {
    pub(super) skills: Vec<Name>,
    /// Whether the newest workspace still declares the agent and allows to assign to them.
    pub(super) assignable: bool,
    pub(super) declared: bool,
    pub(super) now: Standings,
    /// The pools that the agent is in, each with the agent's place among its members.
    pub(super) pools: Box<[(PoolIx, u32)]>,
}

/// Who owns a contact, and whether its conversation is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Holding {
    pub(super) owner: Option<AgentIx>,
    pub(super) open: bool,
}

impl Holding {
    /// The agent for whom it counts as an open conversation.
    pub(super) fn counts_for(self) -> Option<AgentIx> {
        self.owner.filter(|_| self.open)
    }
}

/// The agents, pools, owners and queues of one workspace. Changed only by [`Roster::apply`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    pub(super) version: u64,
    pub(super) last_turn: u64,
    pub(super) sequence: u64,
    pub(super) agents: Vec<AgentState>,
    pub(super) names: Map<Name, AgentIx>,
    /// The names of the agents. Decisions share them.
    pub(super) called: Arc<[Name]>,
    pub(super) pools: Vec<PoolState>,
    pub(super) teams: Map<Name, PoolIx>,
    pub(super) holdings: Map<Name, Holding>,
    pub(super) queues: BTreeMap<Pool, BTreeMap<QueueKey, Request>>,
    pub(super) waiting: BTreeMap<RequestId, (Pool, QueueKey)>,
    pub(super) of_contact: BTreeMap<Name, BTreeSet<RequestId>>,
    /// How many requests wait whose contact the agent owns already; only those who own some.
    pub(super) own_waiting: BTreeMap<AgentIx, usize>,
    pub(super) workspace: Option<Box<WorkspacePlan>>,
}

/// What a roster has counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// How often it was changed.
    pub version: u64,
    /// The number of the last turn that was given.
    pub last_turn: u64,
    /// The number of the last request that waited.
    pub sequence: u64,
}

impl Roster {
    /// The roster of a workspace in which nothing has happened yet: everybody is offline.
    #[must_use]
    pub fn new(workspace: &WorkspacePlan) -> Self {
        let mut roster = Self { pools: vec![PoolState::default()], ..Self::default() };
        roster.publish(workspace);
        roster
    }

    /// How often it was changed.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// What it has counted.
    #[must_use]
    pub const fn counters(&self) -> Counters {
        let Self { version, last_turn, sequence, .. } = self;
        Counters { version: *version, last_turn: *last_turn, sequence: *sequence }
    }

    /// Goes on counting where another roster was, of which this one holds all that counts.
    pub const fn restore(&mut self, counters: Counters) {
        let Counters { version, last_turn, sequence } = counters;
        self.version = version;
        self.last_turn = last_turn;
        self.sequence = sequence;
    }

    /// The workspace that was published last.
    #[must_use]
    pub fn workspace(&self) -> Option<&WorkspacePlan> {
        self.workspace.as_deref()
    }

    /// Whether an agent of this name is declared.
    #[must_use]
    pub fn knows(&self, agent: &str) -> bool {
        self.find(agent).is_some_and(|(_, state)| state.declared)
    }

    /// The status of an agent.
    #[must_use]
    pub fn status(&self, agent: &str) -> Option<Status> {
        self.find(agent).map(|(_, state)| state.now.status)
    }

    /// How many open conversations an agent owns.
    #[must_use]
    pub fn load(&self, agent: &str) -> u32 {
        self.find(agent).map_or(0, |(_, state)| state.now.load)
    }

    /// Who owns a contact.
    #[must_use]
    pub fn owner(&self, contact: &str) -> Option<&Name> {
        let owner = self.holdings.get(contact)?.owner?;
        self.name(owner)
    }

    /// How many requests wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// The place, from 1, of a waiting request in the queue of its pool.
    #[must_use]
    pub fn place_in_queue(&self, request: &RequestId) -> Option<usize> {
        let (pool, key) = self.waiting.get(request)?;
        let queue = self.queues.get(pool)?;
        // A newcomer is last, as a rule; counting everybody before each would cost a square.
        let is_last = queue.last_key_value().is_some_and(|(last, _)| last == key);
        Some(if is_last { queue.len() } else { queue.range(..=*key).count() })
    }

    pub(super) fn find(&self, agent: &str) -> Option<(AgentIx, &AgentState)> {
        let index = *self.names.get(agent)?;
        self.agent(index).map(|state| (index, state))
    }

    pub(super) fn agent(&self, index: AgentIx) -> Option<&AgentState> {
        self.agents.get(index as usize)
    }

    pub(super) fn name(&self, index: AgentIx) -> Option<&Name> {
        self.called.get(index as usize)
    }

    /// The seat of an agent in a pool.
    pub(super) fn seat(&self, pool: PoolIx, agent: AgentIx) -> Option<Seat> {
        self.seat_of(pool, self.agent(agent)?)
    }

    /// The same, of an agent who is known.
    pub(super) fn seat_of(&self, pool: PoolIx, state: &AgentState) -> Option<Seat> {
        let place = state.pools.binary_search_by_key(&pool, |(pool, _)| *pool).ok()?;
        let (_, rank) = state.pools.get(place)?;
        self.pool(pool)?.members().get(*rank as usize).copied()
    }

    pub(super) fn pool(&self, index: PoolIx) -> Option<&PoolState> {
        self.pools.get(index as usize)
    }

    pub(super) fn pool_of(&self, pool: &Pool) -> Option<PoolIx> {
        match pool {
            Pool::Workspace => Some(0),
            Pool::Team(name) => self.teams.get(name).copied(),
            Pool::Agent(_) => None,
        }
    }
}
