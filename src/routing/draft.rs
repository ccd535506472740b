//! A roster with the changes of one command on top, before anybody applied them.

use super::few::Few;
use super::index::{PoolState, Seat, SortKey};
use super::roster::{AgentIx, Holding, PoolIx, Standings};
use super::{Order, Request, RequestId, Roster, RosterChange, Status};
use crate::base::Name;

/// Reads like the roster it stands on, changed as the recorded changes say.
pub(super) struct Draft<'a> {
    pub(super) roster: &'a Roster,
    pub(super) changes: Vec<RosterChange>,
    touched: Few<AgentIx, Standings>,
    turns: Few<(PoolIx, AgentIx), u64>,
    holdings: Few<Name, Holding>,
    gone: Vec<RequestId>,
    last_turn: u64,
    place: u64,
}

impl<'a> Draft<'a> {
    pub(super) fn new(roster: &'a Roster) -> Self {
        Self {
            roster,
            changes: Vec::new(),
            touched: Few::default(),
            turns: Few::default(),
            holdings: Few::default(),
            gone: Vec::new(),
            last_turn: roster.last_turn,
            place: roster.sequence,
        }
    }

    pub(super) fn now(&self, agent: AgentIx) -> Standings {
        let base = || self.roster.agent(agent).map(|state| state.now);
        self.touched.get(&agent).copied().or_else(base).unwrap_or_default()
    }

    /// A member of a pool, with the turn that this command has given.
    pub(super) fn seat(&self, pool: PoolIx, seat: Seat) -> Seat {
        match self.turns.get(&(pool, seat.agent)) {
            Some(turn) => Seat { turn: *turn, ..seat },
            None => seat,
        }
    }

    /// Who owns a contact, looked up in the roster once.
    pub(super) fn holding(&mut self, contact: &Name) -> Holding {
        if let Some(known) = self.holdings.get(contact) {
            return *known;
        }
        let holding = self.roster.holdings.get(contact).copied().unwrap_or_default();
        self.holdings.insert(contact.clone(), holding);
        holding
    }

    pub(super) fn name(&self, agent: AgentIx) -> Name {
        self.roster.agent(agent).map(|state| state.name.clone()).unwrap_or_default()
    }

    /// Changes an agent without recording it: for what follows from a recorded change.
    pub(super) fn touch(&mut self, agent: AgentIx, change: impl FnOnce(&mut Standings)) {
        let mut now = self.now(agent);
        change(&mut now);
        self.touched.insert(agent, now);
    }

    /// Adds to, or takes from, an agent's load.
    pub(super) fn add_load(&mut self, agent: Option<AgentIx>, by: i32) {
        if let Some(agent) = agent {
            self.touch(agent, |now| now.load = now.load.saturating_add_signed(by));
        }
    }

    pub(super) fn set_owner(&mut self, contact: &Name, owner: Option<AgentIx>) {
        let before = self.holding(contact);
        if before.open {
            self.add_load(before.owner, -1);
            self.add_load(owner, 1);
        }
        self.holdings.insert(contact.clone(), Holding { owner, ..before });
        let owner = owner.map(|agent| self.name(agent));
        self.changes.push(RosterChange::Owner { contact: contact.clone(), owner });
    }

    pub(super) fn set_open(&mut self, contact: &Name, open: bool) {
        let before = self.holding(contact);
        if before.open != open {
            self.add_load(before.owner, if open { 1 } else { -1 });
        }
        self.holdings.insert(contact.clone(), Holding { open, ..before });
        self.changes.push(RosterChange::Open { contact: contact.clone(), open });
    }

    pub(super) fn give_turn(&mut self, pool: PoolIx, request: &Request, agent: AgentIx) {
        self.last_turn += 1;
        self.turns.insert((pool, agent), self.last_turn);
        self.touch(agent, |_| {});
        self.changes.push(RosterChange::Turn {
            pool: request.pool.clone(),
            agent: self.name(agent),
            turn: self.last_turn,
        });
    }

    pub(super) fn enqueue(&mut self, request: &Request) {
        self.place += 1;
        self.changes
            .push(RosterChange::Queued { request: Box::new(request.clone()), place: self.place });
    }

    /// The place, from 1, that a newcomer gets in the queue of its pool.
    pub(super) fn place_of(&self, request: &Request) -> u32 {
        let Some(queue) = self.roster.queues.get(&request.pool) else { return 1 };
        let key = (request.priority.saturating_neg(), self.place + 1);
        // A newcomer is last, as a rule; counting everybody before each would cost a square.
        let is_last = queue.last_key_value().is_none_or(|(last, _)| *last < key);
        let before = if is_last { queue.len() } else { queue.range(..key).count() };
        u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
    }

    pub(super) fn dequeue(&mut self, request: &RequestId) {
        self.gone.push(*request);
        self.changes.push(RosterChange::Unqueued { request: *request });
    }

    pub(super) fn still_waits(&self, request: &RequestId) -> bool {
        !self.gone.contains(request) && self.roster.waiting.contains_key(request)
    }

    /// The members of a pool who are ready, in the order in which they are chosen.
    pub(super) fn ready(
        &self,
        index: PoolIx,
        by: Order,
        online: bool,
    ) -> impl Iterator<Item = AgentIx> {
        let pool = self.roster.pool(index);
        let fresh = pool.map(|pool| self.touched_in(pool, index, by, online)).unwrap_or_default();
        let settled = pool.and_then(|pool| pool.ready(&self.roster.agents, by, online));
        let settled = settled.into_iter().flatten();
        let mut settled =
            settled.filter(|(_, agent)| !self.touched.contains(agent)).copied().peekable();
        let mut fresh = fresh.into_iter().peekable();
        std::iter::from_fn(move || match (settled.peek(), fresh.peek()) {
            (Some(one), Some(other)) if other < one => fresh.next(),
            (Some(_), _) => settled.next(),
            (None, _) => fresh.next(),
        })
        .map(|(_, agent)| agent)
    }

    fn touched_in(
        &self,
        pool: &PoolState,
        index: PoolIx,
        by: Order,
        online: bool,
    ) -> Vec<(SortKey, AgentIx)> {
        let touched = self.touched.iter();
        let ready = touched
            .filter(|(_, now)| now.is_ready() && (!online || now.status == Status::Online))
            .filter_map(|(agent, now)| Some((self.seat(index, pool.seat(*agent)?), now)));
        let mut keys: Vec<(SortKey, AgentIx)> =
            ready.map(|(seat, now)| (seat.key(by, now.load), seat.agent)).collect();
        keys.sort_unstable();
        keys
    }
}
