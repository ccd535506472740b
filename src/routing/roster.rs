//! The agents of a workspace as routing sees them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::index::PoolState;
use super::{Pool, Request, RequestId, RosterChange};
#[cfg(feature = "planted")]
use crate::base::planted::{self, Plant};
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
    pub(super) name: Name,
    pub(super) skills: Vec<Name>,
    /// Whether the newest workspace still declares the agent and allows to assign to them.
    pub(super) assignable: bool,
    pub(super) declared: bool,
    pub(super) now: Standings,
    pub(super) pools: Vec<PoolIx>,
}

/// Who owns a contact, and whether its conversation is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Holding {
    pub(super) owner: Option<AgentIx>,
    pub(super) open: bool,
}

/// The agents, pools, owners and queues of one workspace. Changed only by [`Roster::apply`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    pub(super) version: u64,
    pub(super) last_turn: u64,
    pub(super) sequence: u64,
    pub(super) agents: Vec<AgentState>,
    pub(super) names: Map<Name, AgentIx>,
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
        self.agent(owner).map(|state| &state.name)
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

    /// Makes changes true that [`roster_step`](super::roster_step) gave.
    pub fn apply(&mut self, changes: &[RosterChange]) {
        for change in changes {
            self.apply_one(change);
        }
        self.version += u64::from(!changes.is_empty());
    }

    pub(super) fn find(&self, agent: &str) -> Option<(AgentIx, &AgentState)> {
        let index = *self.names.get(agent)?;
        self.agent(index).map(|state| (index, state))
    }

    pub(super) fn agent(&self, index: AgentIx) -> Option<&AgentState> {
        self.agents.get(index as usize)
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

    fn apply_one(&mut self, change: &RosterChange) {
        match change {
            RosterChange::Status { agent, status } => {
                #[cfg(feature = "planted")]
                if planted::is(Plant::PointerReset) {
                    self.pools.iter_mut().for_each(super::index::PoolState::forget_turns);
                }
                self.change_agent(agent, |now| now.status = *status);
            }
            RosterChange::Enabled { agent, enabled } => {
                self.change_agent(agent, |now| now.enabled = *enabled);
            }
            RosterChange::Limit { agent, limit } => {
                self.change_agent(agent, |now| now.limit = *limit);
            }
            RosterChange::Teams { agent, teams } => self.change_teams(agent, teams),
            RosterChange::Owner { contact, owner } => {
                let owner = owner.as_ref().and_then(|name| self.names.get(name)).copied();
                self.hold(contact, |holding| holding.owner = owner);
            }
            RosterChange::Open { contact, open } => {
                self.hold(contact, |holding| holding.open = *open);
            }
            RosterChange::Turn { pool, agent, turn } => {
                self.last_turn = self.last_turn.max(*turn);
                let place = self.pool_of(pool);
                let pool = place.and_then(|place| self.pools.get_mut(place as usize));
                let Some(agent) = self.names.get(agent) else { return };
                if let (Some(pool), Some(state)) = (pool, self.agents.get(*agent as usize)) {
                    pool.give_turn(*agent, &state.skills, state.now, *turn);
                }
            }
            RosterChange::Queued { request, place } => {
                self.enqueue(Request::clone(request), *place)
            }
            RosterChange::Unqueued { request } => self.dequeue(request),
            RosterChange::Published { workspace } => self.publish(workspace),
        }
    }

    fn change_agent(&mut self, agent: &str, change: impl FnOnce(&mut Standings)) {
        let Some(index) = self.names.get(agent).copied() else { return };
        self.reindex(index, change);
    }

    fn hold(&mut self, contact: &Name, change: impl FnOnce(&mut Holding)) {
        let before = self.holdings.get(contact).copied().unwrap_or_default();
        let mut after = before;
        change(&mut after);
        if after == Holding::default() {
            // Who is owned by nobody and not open need not be remembered.
            self.holdings.remove(contact);
        } else if let Some(kept) = self.holdings.get_mut(contact) {
            *kept = after;
        } else {
            self.holdings.insert(contact.clone(), after);
        }
        let loads = |holding: Holding| holding.owner.filter(|_| holding.open);
        if loads(before) != loads(after) {
            self.add_load(loads(before), -1);
            self.add_load(loads(after), 1);
        }
        let waiting = self.of_contact.get(contact).map_or(0, BTreeSet::len);
        if before.owner != after.owner && waiting > 0 {
            self.add_own(before.owner, waiting, false);
            self.add_own(after.owner, waiting, true);
        }
    }

    /// So many more, or fewer, requests wait for contacts of an agent.
    fn add_own(&mut self, agent: Option<AgentIx>, count: usize, more: bool) {
        let Some(agent) = agent else { return };
        let own = self.own_waiting.entry(agent).or_default();
        *own = if more { own.saturating_add(count) } else { own.saturating_sub(count) };
        if *own == 0 {
            self.own_waiting.remove(&agent);
        }
    }

    fn add_load(&mut self, agent: Option<AgentIx>, by: i32) {
        let Some(index) = agent else { return };
        self.reindex(index, |now| now.load = now.load.saturating_add_signed(by));
    }

    fn enqueue(&mut self, request: Request, place: u64) {
        self.sequence = self.sequence.max(place);
        let key = (request.priority.saturating_neg(), place);
        #[cfg(feature = "planted")]
        let key = if planted::is(Plant::NewcomerFirst) { (key.0, u64::MAX - place) } else { key };
        self.add_own(self.holdings.get(&request.contact).and_then(|one| one.owner), 1, true);
        self.waiting.insert(request.id, (request.pool.clone(), key));
        self.of_contact.entry(request.contact.clone()).or_default().insert(request.id);
        self.queues.entry(request.pool.clone()).or_default().insert(key, request);
    }

    fn dequeue(&mut self, id: &RequestId) {
        let Some((pool, key)) = self.waiting.remove(id) else { return };
        let Some(queue) = self.queues.get_mut(&pool) else { return };
        let Some(request) = queue.remove(&key) else { return };
        if queue.is_empty() {
            self.queues.remove(&pool);
        }
        self.add_own(self.holdings.get(&request.contact).and_then(|one| one.owner), 1, false);
        if let Some(requests) = self.of_contact.get_mut(&request.contact) {
            requests.remove(id);
            if requests.is_empty() {
                self.of_contact.remove(&request.contact);
            }
        }
    }

    /// Changes an agent, and the agent's place in the orders of all pools.
    fn reindex(&mut self, index: AgentIx, change: impl FnOnce(&mut Standings)) {
        let Some(state) = self.agents.get_mut(index as usize) else { return };
        let before = state.now;
        change(&mut state.now);
        for pool in &state.pools {
            if let Some(pool) = self.pools.get_mut(*pool as usize) {
                pool.moved(index, &state.skills, before, state.now);
            }
        }
    }
}
