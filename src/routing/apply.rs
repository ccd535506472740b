//! Making changes of a roster true.

use std::collections::BTreeSet;

use super::roster::{AgentIx, Holding, PoolIx, Standings};
use super::{Pool, Request, RequestId, Roster, RosterChange};
use crate::base::Name;
#[cfg(feature = "planted")]
use crate::base::planted::{self, Plant};

/// A turn in a pool.
#[derive(Clone, Copy)]
struct Turn {
    pool: PoolIx,
    turn: u64,
}

impl Roster {
    /// Makes changes true that [`roster_step`](super::roster_step) gave.
    pub fn apply(&mut self, changes: &[RosterChange]) {
        let mut rest = changes;
        loop {
            rest = match rest {
                [] => break,
                // An agent who is given a turn is given a contact: one change of their place.
                [
                    RosterChange::Turn { pool, agent, turn },
                    RosterChange::Owner { contact, owner: Some(owner) },
                    rest @ ..,
                ] if agent == owner => {
                    let agent = self.names.get(agent).copied();
                    let turn = self.turn(pool, *turn);
                    self.hold(contact, turn.zip(agent), |holding| holding.owner = agent);
                    rest
                }
                [change, rest @ ..] => {
                    self.apply_one(change);
                    rest
                }
            }
        }
        self.version += u64::from(!changes.is_empty());
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
                self.hold(contact, None, |holding| holding.owner = owner);
            }
            RosterChange::Open { contact, open } => {
                self.hold(contact, None, |holding| holding.open = *open);
            }
            RosterChange::Turn { pool, agent, turn } => {
                let turn = self.turn(pool, *turn);
                let Some(agent) = self.names.get(agent).copied() else { return };
                self.reindex(agent, turn, |_| {});
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
        self.reindex(index, None, change);
    }

    /// Counts a turn. Gives where it is given.
    fn turn(&mut self, pool: &Pool, turn: u64) -> Option<Turn> {
        self.last_turn = self.last_turn.max(turn);
        self.pool_of(pool).map(|pool| Turn { pool, turn })
    }

    /// Changes who owns a contact; an agent may be given a turn at the same time.
    fn hold(
        &mut self,
        contact: &Name,
        turn: Option<(Turn, AgentIx)>,
        change: impl FnOnce(&mut Holding),
    ) {
        let kept = self.holdings.get_mut(contact);
        let before = kept.as_deref().copied().unwrap_or_default();
        let mut after = before;
        change(&mut after);
        match kept {
            // Who is owned by nobody and not open need not be remembered.
            Some(_) if after == Holding::default() => {
                self.holdings.remove(contact);
            }
            Some(kept) => *kept = after,
            None if after == Holding::default() => {}
            None => {
                self.holdings.insert(contact.clone(), after);
            }
        }
        let (old, new) = (before.counts_for(), after.counts_for());
        let counts_anew = old != new;
        if let Some(old) = old.filter(|_| counts_anew) {
            self.reindex(old, None, |now| now.load = now.load.saturating_sub(1));
        }
        let new = new.filter(|_| counts_anew);
        let more = |now: &mut Standings| now.load = now.load.saturating_add(1);
        match (turn, new) {
            (Some((turn, agent)), Some(new)) if agent == new => {
                self.reindex(new, Some(turn), more);
            }
            (turn, new) => {
                if let Some((turn, agent)) = turn {
                    self.reindex(agent, Some(turn), |_| {});
                }
                if let Some(new) = new {
                    self.reindex(new, None, more);
                }
            }
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
    fn reindex(&mut self, index: AgentIx, turn: Option<Turn>, change: impl FnOnce(&mut Standings)) {
        let Some(state) = self.agents.get_mut(index as usize) else { return };
        let before = state.now;
        change(&mut state.now);
        let mut turn = turn;
        for (place, rank) in &state.pools {
            if let Some(pool) = self.pools.get_mut(*place as usize) {
                let turn = turn.take_if(|turn| turn.pool == *place).map(|turn| turn.turn);
                pool.moved(*rank, &state.skills, (before, state.now), turn);
            }
        }
        // Whoever left the pool keeps the turn, in case that they come back.
        if let Some(Turn { pool, turn }) = turn
            && let Some(pool) = self.pools.get_mut(pool as usize)
        {
            pool.give_turn_to_former(index, turn);
        }
    }
}
