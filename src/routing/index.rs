//! The pools of a roster, each kept in the orders that requests ask for.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::ordered::Ordered;
use super::roster::{AgentIx, AgentState, PoolIx, Standings};
use super::{Filters, Order, Request, Roster, Status};
use crate::base::{Map, Name};
use crate::plan::WorkspacePlan;

/// Sorts the members of a pool: by load where it counts, by turn, by place in declared order, all in
/// one number that ends in the place.
pub(super) type SortKey = u128;

/// Kinds of request for which a pool keeps an order. Programs have few; those of more kinds look at
/// everybody in the pool.
const MOST_ORDERS: usize = 16;

/// The members who qualify for requests of one kind, in the order in which they are chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ranking {
    by: Order,
    filters: Filters,
    ready: Ordered,
}

/// The members of a pool and their turns.
#[derive(Clone, Debug, Default)]
pub(super) struct PoolState {
    /// In declared order.
    members: Vec<Seat>,
    /// The turns of those who left, in case that they come back.
    left: Map<AgentIx, u64>,
    /// Each is made when a request of its kind comes for the first time, and kept right from then
    /// on; those that are not made yet are behind those that are.
    orders: [OnceLock<Box<Ranking>>; MOST_ORDERS],
}

/// The orders are made of the rest.
impl PartialEq for PoolState {
    fn eq(&self, other: &Self) -> bool {
        self.members == other.members && self.left == other.left
    }
}

impl Eq for PoolState {}

/// A member of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seat {
    pub(super) agent: AgentIx,
    /// The place in declared order, from 0.
    pub(super) rank: u32,
    /// When the agent was last given a turn; 0 is never.
    pub(super) turn: u64,
}

impl Seat {
    pub(super) const fn key(self, by: Order, load: u32) -> SortKey {
        let load = match by {
            Order::RoundRobin => 0,
            Order::LeastOpen => load,
        };
        (load as u128) << 96 | (self.turn as u128) << 32 | self.rank as u128
    }

    /// The load that a key was made of, where the order counts it.
    pub(super) const fn load_in(key: SortKey, by: Order) -> Option<u32> {
        match by {
            Order::RoundRobin => None,
            Order::LeastOpen => Some((key >> 96) as u32),
        }
    }
}

impl PoolState {
    /// Everybody in it, in declared order.
    pub(super) fn members(&self) -> &[Seat] {
        &self.members
    }

    /// Who qualifies for requests of a kind; none where too many other kinds were asked for before.
    pub(super) fn ranking(&self, agents: &[AgentState], request: &Request) -> Option<&Ranking> {
        let made = self.orders.iter().map(|one| one.get_or_init(|| self.rank(agents, request)));
        made.map(Box::as_ref).find(|one| one.by == request.by && one.filters == request.filters)
    }

    fn rank(&self, agents: &[AgentState], request: &Request) -> Box<Ranking> {
        let Request { by, filters, .. } = request;
        let all = self.members.iter();
        let all = all.filter_map(|seat| Some((seat, agents.get(seat.agent as usize)?)));
        let ready = all.filter(|(_, state)| filters.admit(state.now, &state.skills));
        let ready = ready.map(|(seat, state)| seat.key(*by, state.now.load));
        Box::new(Ranking { by: *by, filters: filters.clone(), ready: ready.collect() })
    }

    /// Looks at the members of a ranking in its order, each with what placed them there, as long as
    /// that is wanted.
    pub(super) fn each_in_order(
        &self,
        ranking: &Ranking,
        mut goes_on: impl FnMut(SortKey, Seat) -> bool,
    ) {
        ranking.ready.each(|key| {
            let seat = self.members.get((key & SortKey::from(u32::MAX)) as usize);
            seat.is_none_or(|seat| goes_on(key, *seat))
        });
    }

    /// A member stands differently now, and may have been given a turn.
    pub(super) fn moved(
        &mut self,
        rank: u32,
        skills: &[Name],
        (then, now): (Standings, Standings),
        turn: Option<u64>,
    ) {
        let Some(seat) = self.members.get_mut(rank as usize) else { return };
        let before = *seat;
        seat.turn = turn.unwrap_or(seat.turn);
        let after = *seat;
        for order in &mut self.orders {
            let Some(Ranking { by, filters, ready }) = order.get_mut().map(Box::as_mut) else {
                break;
            };
            let key = |seat: Seat, now: Standings| {
                filters.admit(now, skills).then(|| seat.key(*by, now.load))
            };
            let (old, new) = (key(before, then), key(after, now));
            if old == new {
                continue;
            }
            if let Some(old) = old {
                ready.remove(old);
            }
            if let Some(new) = new {
                ready.insert(new);
            }
        }
    }

    /// Somebody who is no member any more was given a turn.
    pub(super) fn give_turn_to_former(&mut self, agent: AgentIx, turn: u64) {
        self.left.insert(agent, turn);
    }

    #[cfg(feature = "planted")]
    pub(super) fn forget_turns(&mut self) {
        self.members.iter_mut().for_each(|seat| seat.turn = 0);
        self.left.clear();
        self.orders = Default::default();
    }

    /// The same, with every order still to be made.
    #[cfg(test)]
    pub(super) fn without_orders(&self) -> Self {
        Self { orders: Default::default(), ..self.clone() }
    }

    /// Sets who is in it, in declared order. Turns stay with the agents.
    fn set_members(&mut self, agents: impl IntoIterator<Item = AgentIx>) {
        let seats = std::mem::take(&mut self.members).into_iter();
        self.left.extend(seats.filter(|seat| seat.turn > 0).map(|seat| (seat.agent, seat.turn)));
        let mut known = HashSet::new();
        for agent in agents {
            if !known.insert(agent) {
                continue;
            }
            let rank = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
            let turn = self.left.remove(&agent).unwrap_or_default();
            self.members.push(Seat { agent, rank, turn });
        }
        self.orders = Default::default();
    }
}

impl Request {
    /// Whether an agent was given the contact before and did not accept it.
    pub(super) fn has_passed(&self, roster: &Roster, agent: AgentIx) -> bool {
        !self.passed.is_empty() && roster.name(agent).is_some_and(|name| self.passed.contains(name))
    }
}

impl Filters {
    /// Whether an agent who stands so and has these skills may be given one more conversation.
    pub(super) fn admit(&self, now: Standings, skills: &[Name]) -> bool {
        now.is_ready()
            && (!self.only_online || now.status == Status::Online)
            && self.below.is_none_or(|below| now.load < below)
            && self.skills.iter().all(|skill| skills.contains(skill))
    }
}

impl Roster {
    /// Takes over a workspace: agents and teams may come, go and move; turns, owners, loads and
    /// what people set by hand stay.
    pub(super) fn publish(&mut self, workspace: &WorkspacePlan) {
        self.workspace = Some(Box::new(workspace.clone()));
        let mut called = self.called.to_vec();
        for state in &mut self.agents {
            state.declared = false;
            state.assignable = false;
            state.now.enabled = false;
        }
        for agent in &workspace.agents {
            let known =
                self.names.get(&agent.name).and_then(|ix| self.agents.get_mut(*ix as usize));
            if let Some(state) = known {
                state.skills.clone_from(&agent.skills);
                state.declared = true;
                state.assignable = !agent.unassignable;
                state.now.enabled = !agent.unassignable;
                state.now.limit = agent.limit;
                continue;
            }
            let index = u32::try_from(self.agents.len()).unwrap_or(u32::MAX);
            self.names.insert(agent.name.clone(), index);
            let enabled = !agent.unassignable;
            let now = Standings { enabled, limit: agent.limit, ..Standings::default() };
            called.push(agent.name.clone());
            self.agents.push(AgentState {
                skills: agent.skills.clone(),
                assignable: enabled,
                declared: true,
                now,
                pools: Box::default(),
            });
        }
        if called.len() > self.called.len() {
            self.called = called.into();
        }
        self.set_members(0, workspace.agents.iter().map(|agent| &agent.name));
        for name in self.team_names() {
            if !workspace.teams.iter().any(|team| team.name == name) {
                self.teams.remove(&name);
            }
        }
        for team in &workspace.teams {
            let next = u32::try_from(self.pools.len()).unwrap_or(u32::MAX);
            let index = *self.teams.entry(team.name.clone()).or_insert(next);
            if index == next {
                self.pools.push(PoolState::default());
            }
            self.set_members(index, &team.members);
        }
        self.tell_agents();
    }

    /// Moves an agent into exactly these teams, behind those who are there already.
    pub(super) fn change_teams(&mut self, agent: &str, teams: &[Name]) {
        let Some(index) = self.names.get(agent).copied() else { return };
        for name in self.team_names() {
            let Some(pool) = self.teams.get(&name) else { continue };
            let Some(pool) = self.pools.get_mut(*pool as usize) else { continue };
            let wanted = teams.contains(&name);
            if wanted == pool.members.iter().any(|seat| seat.agent == index) {
                continue;
            }
            let others = pool.members.iter().map(|seat| seat.agent).filter(|one| *one != index);
            let members: Vec<AgentIx> = others.chain(wanted.then_some(index)).collect();
            pool.set_members(members);
        }
        self.tell_agents();
    }

    pub(super) fn team_names(&self) -> Vec<Name> {
        let mut names: Vec<Name> = self.teams.keys().cloned().collect();
        names.sort();
        names
    }

    fn set_members<'a>(&mut self, pool: PoolIx, names: impl IntoIterator<Item = &'a Name>) {
        let members: Vec<AgentIx> =
            names.into_iter().filter_map(|name| self.names.get(name)).copied().collect();
        if let Some(pool) = self.pools.get_mut(pool as usize) {
            pool.set_members(members);
        }
    }

    /// Tells every agent which pools they are in.
    fn tell_agents(&mut self) {
        let mut pools = vec![Vec::new(); self.agents.len()];
        for (place, pool) in (0..).zip(&self.pools) {
            for seat in &pool.members {
                if let Some(of_agent) = pools.get_mut(seat.agent as usize) {
                    of_agent.push((place, seat.rank));
                }
            }
        }
        for (state, pools) in self.agents.iter_mut().zip(pools) {
            state.pools = pools.into();
        }
    }
}
