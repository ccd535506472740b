//! A roster with the changes of one command on top, before anybody applied them.

use super::candidates::Looked;
use super::few::Few;
use super::index::{PoolState, Seat, SortKey};
use super::roster::{AgentIx, AgentState, Holding, PoolIx, Standings};
use super::{Request, RequestId, Roster, RosterChange};
use crate::base::Name;

/// Reads like the roster it stands on, changed as the recorded changes say.
pub(super) struct Draft<'a> {
    pub(super) roster: &'a Roster,
    pub(super) changes: Vec<RosterChange>,
    touched: Few<AgentIx, Standings, 3>,
    turns: Few<(PoolIx, AgentIx), u64, 1>,
    holdings: Few<Name, Holding, 1>,
    gone: Vec<RequestId>,
    last_turn: u64,
    place: u64,
    /// Whether more is decided on it, because somebody waits: only then has it to read like the roster
    /// behind the recorded changes, and not just behind those that a decision itself rests on.
    goes_on: bool,
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
            goes_on: !roster.waiting.is_empty(),
        }
    }

    pub(super) fn now(&self, agent: AgentIx) -> Standings {
        let base = || self.roster.agent(agent).map(|state| state.now);
        self.touched.get(&agent).copied().or_else(base).unwrap_or_default()
    }

    /// The same, of an agent who is known.
    pub(super) fn now_of<'b>(&'b self, agent: AgentIx, state: &'b AgentState) -> &'b Standings {
        self.touched.get(&agent).unwrap_or(&state.now)
    }

    /// A member of a pool, with the turn that this command has given.
    pub(super) fn seat(&self, pool: PoolIx, seat: Seat) -> Seat {
        match self.turns.get(&(pool, seat.agent)) {
            Some(turn) => Seat { turn: *turn, ..seat },
            None => seat,
        }
    }

    /// Who owns a contact.
    pub(super) fn holding(&self, contact: &Name) -> Holding {
        let changed = self.holdings.get(contact);
        changed.or_else(|| self.roster.holdings.get(contact)).copied().unwrap_or_default()
    }

    pub(super) fn name(&self, agent: AgentIx) -> Name {
        self.roster.name(agent).cloned().unwrap_or_default()
    }

    /// Changes an agent without recording it: for what follows from a recorded change.
    pub(super) fn touch(&mut self, agent: AgentIx, change: impl FnOnce(&mut Standings)) {
        let base = || self.roster.agent(agent).map(|state| state.now).unwrap_or_default();
        change(self.touched.entry(agent, base));
    }

    /// Adds to, or takes from, an agent's load.
    pub(super) fn add_load(&mut self, agent: Option<AgentIx>, by: i32) {
        if let Some(agent) = agent {
            self.touch(agent, |now| now.load = now.load.saturating_add_signed(by));
        }
    }

    pub(super) fn set_owner(&mut self, contact: &Name, owner: Option<AgentIx>) {
        let before = self.holding(contact);
        self.pass_on(contact, before, owner);
    }

    /// Sets the owner of a contact of which it is known how it is held.
    pub(super) fn pass_on(&mut self, contact: &Name, before: Holding, owner: Option<AgentIx>) {
        if self.goes_on {
            self.hold(contact, before, Holding { owner, ..before });
        }
        let owner = owner.map(|agent| self.name(agent));
        self.changes.push(RosterChange::Owner { contact: contact.clone(), owner });
    }

    /// Takes a contact off its owner before it is decided who gets it.
    pub(super) fn take_off(&mut self, contact: &Name, before: Holding) {
        self.hold(contact, before, Holding { owner: None, ..before });
        self.changes.push(RosterChange::Owner { contact: contact.clone(), owner: None });
    }

    pub(super) fn set_open(&mut self, contact: &Name, open: bool) {
        if self.goes_on {
            let before = self.holding(contact);
            self.hold(contact, before, Holding { open, ..before });
        }
        self.changes.push(RosterChange::Open { contact: contact.clone(), open });
    }

    /// A contact is held otherwise, which follows from a recorded change.
    fn hold(&mut self, contact: &Name, before: Holding, after: Holding) {
        self.add_load(before.counts_for(), -1);
        self.add_load(after.counts_for(), 1);
        self.holdings.insert(contact, after);
    }

    pub(super) fn give_turn(&mut self, pool: PoolIx, request: &Request, agent: AgentIx) {
        self.last_turn += 1;
        if self.goes_on {
            self.turns.insert(&(pool, agent), self.last_turn);
            self.touch(agent, |_| {});
        }
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

    /// The first of the members of a pool who qualify for a request, in the order in which they are
    /// chosen; none where the pool keeps no order for requests of its kind.
    pub(super) fn first(
        &self,
        index: PoolIx,
        pool: &PoolState,
        request: &Request,
        most: usize,
    ) -> Option<Vec<Looked>> {
        let ranking = pool.ranking(&self.roster.agents, request)?;
        let mut first = Vec::with_capacity(most);
        let mut add = |seat: Seat, load: u32| {
            if !request.has_passed(self.roster, seat.agent) {
                first.push(Looked::eligible(seat, load));
            }
            first.len() < most
        };
        let mut fresh = self.touched_behind(None, index, request);
        let mut goes_on = true;
        pool.each_in_order(ranking, |key, seat| {
            while let Some((other, seat, load)) = &fresh
                && *other < key
            {
                goes_on = add(*seat, *load);
                fresh = self.touched_behind(Some(*other), index, request);
                if !goes_on {
                    return false;
                }
            }
            if !self.touched.contains(&seat.agent) {
                let of_agent = || self.roster.agent(seat.agent).map_or(0, |state| state.now.load);
                goes_on = add(seat, Seat::load_in(key, request.by).unwrap_or_else(of_agent));
            }
            goes_on
        });
        while goes_on && let Some((other, seat, load)) = fresh {
            goes_on = add(seat, load);
            fresh = self.touched_behind(Some(other), index, request);
        }
        Some(first)
    }

    /// The first of those whom this command touched, behind the one with a key. They are so few
    /// that looking at all of them costs less than sorting them.
    fn touched_behind(
        &self,
        behind: Option<SortKey>,
        index: PoolIx,
        request: &Request,
    ) -> Option<(SortKey, Seat, u32)> {
        let mut next: Option<(SortKey, Seat, u32)> = None;
        self.touched.each(|agent, now| {
            let Some(state) = self.roster.agent(*agent) else { return };
            if !request.filters.admit(*now, &state.skills) {
                return;
            }
            let Some(seat) = self.roster.seat_of(index, state) else { return };
            let seat = self.seat(index, seat);
            let key = seat.key(request.by, now.load);
            let is_next = next.is_none_or(|(other, ..)| key < other);
            if is_next && behind.is_none_or(|behind| key > behind) {
                next = Some((key, seat, now.load));
            }
        });
        next
    }
}
