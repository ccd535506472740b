//! The pools of a roster, each kept in the orders that requests ask for.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::roster::{AgentIx, AgentState, PoolIx, Standings};
use super::{Filters, Order, Request, Roster, Status};
use crate::base::{Map, Name};
use crate::plan::WorkspacePlan;

/// Sorts the members of a pool: what counts first, what counts next, declared order.
pub(super) type SortKey = (u64, u64, u32);

/// Kinds of request for which a pool keeps an order. Programs have few; those of more kinds look at
/// everybody in the pool.
const MOST_ORDERS: usize = 16;

/// The members who qualify for requests of one kind, in the order in which they are chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ranking {
    by: Order,
    filters: Filters,
    pub(super) ready: BTreeSet<(SortKey, AgentIx)>,
}

/// The members of a pool and their turns.
#[derive(Clone, Debug, Default)]
pub(super) struct PoolState {
    /// In declared order.
    members: Vec<Seat>,
    /// The places of the members.
    ranks: Map<AgentIx, u32>,
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
        match by {
            Order::RoundRobin => (self.turn, 0, self.rank),
            Order::LeastOpen => (load as u64, self.turn, self.rank),
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
        let ready = ready.map(|(seat, state)| (seat.key(*by, state.now.load), seat.agent));
        Box::new(Ranking { by: *by, filters: filters.clone(), ready: ready.collect() })
    }

    /// The seat of a member.
    pub(super) fn seat(&self, agent: AgentIx) -> Option<Seat> {
        self.members.get(*self.ranks.get(&agent)? as usize).copied()
    }

    pub(super) fn has(&self, agent: AgentIx) -> bool {
        self.ranks.contains_key(&agent)
    }

    /// An agent stands differently now.
    pub(super) fn moved(
        &mut self,
        agent: AgentIx,
        skills: &[Name],
        before: Standings,
        after: Standings,
    ) {
        if let Some(seat) = self.seat(agent) {
            self.reorder(skills, (seat, before), (seat, after));
        }
    }

    /// An agent was given a turn.
    pub(super) fn give_turn(&mut self, agent: AgentIx, skills: &[Name], now: Standings, turn: u64) {
        let rank = self.ranks.get(&agent);
        let Some(seat) = rank.and_then(|rank| self.members.get_mut(*rank as usize)) else {
            self.left.insert(agent, turn);
            return;
        };
        let before = *seat;
        seat.turn = turn;
        let after = *seat;
        self.reorder(skills, (before, now), (after, now));
    }

    fn reorder(&mut self, skills: &[Name], before: (Seat, Standings), after: (Seat, Standings)) {
        for order in &mut self.orders {
            let Some(Ranking { by, filters, ready }) = order.get_mut().map(Box::as_mut) else {
                break;
            };
            let key = |(seat, now): (Seat, Standings)| {
                filters.admit(now, skills).then(|| (seat.key(*by, now.load), seat.agent))
            };
            let (old, new) = (key(before), key(after));
            if old == new {
                continue;
            }
            if let Some(old) = old {
                ready.remove(&old);
            }
            ready.extend(new);
        }
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
        self.ranks.clear();
        for agent in agents {
            if self.ranks.contains_key(&agent) {
                continue;
            }
            let rank = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
            let turn = self.left.remove(&agent).unwrap_or_default();
            self.members.push(Seat { agent, rank, turn });
            self.ranks.insert(agent, rank);
        }
        self.orders = Default::default();
    }
}

impl Request {
    /// Whether an agent who stands so may be given the contact.
    pub(super) fn admits(&self, now: Standings, state: &AgentState) -> bool {
        self.filters.admit(now, &state.skills)
            && (self.passed.is_empty() || !self.passed.contains(&state.name))
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
            self.agents.push(AgentState {
                name: agent.name.clone(),
                skills: agent.skills.clone(),
                assignable: enabled,
                declared: true,
                now,
                pools: Vec::new(),
            });
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
            if wanted == pool.has(index) {
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
        let pools = &self.pools;
        for (index, state) in (0..).zip(&mut self.agents) {
            let member = |(_, pool): &(PoolIx, &PoolState)| pool.has(index);
            state.pools = (0..).zip(pools).filter(member).map(|(place, _)| place).collect();
        }
    }
}
