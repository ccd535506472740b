//! The pools of a roster, each kept in the orders that requests ask for.

use std::collections::{BTreeMap, BTreeSet};

use super::roster::{AgentIx, AgentState, PoolIx, Standings};
use super::{Order, Roster, Status};
use crate::base::Name;
use crate::plan::WorkspacePlan;

/// Sorts the members of a pool: what counts first, what counts next, declared order.
pub(super) type SortKey = (u64, u64, u32);

/// The members of a pool and their turns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PoolState {
    pub(super) members: Vec<AgentIx>,
    /// When each was last given a turn; who left keeps theirs.
    pub(super) turns: BTreeMap<AgentIx, u64>,
    ranks: BTreeMap<AgentIx, u32>,
    /// Members who are ready, by order and by whether they are online.
    orders: [BTreeSet<(SortKey, AgentIx)>; 4],
}

impl PoolState {
    /// Who is ready, in order of turn.
    pub(super) fn ready(&self, by: Order, online: bool) -> &BTreeSet<(SortKey, AgentIx)> {
        let [turn_any, turn_online, load_any, load_online] = &self.orders;
        match (by, online) {
            (Order::RoundRobin, false) => turn_any,
            (Order::RoundRobin, true) => turn_online,
            (Order::LeastOpen, false) => load_any,
            (Order::LeastOpen, true) => load_online,
        }
    }

    /// The sort key of a member with this load and turn.
    pub(super) fn key(&self, agent: AgentIx, by: Order, load: u32, turn: u64) -> SortKey {
        let rank = self.ranks.get(&agent).copied().unwrap_or(u32::MAX);
        match by {
            Order::RoundRobin => (turn, 0, rank),
            Order::LeastOpen => (u64::from(load), turn, rank),
        }
    }

    pub(super) fn turn(&self, agent: AgentIx) -> u64 {
        self.turns.get(&agent).copied().unwrap_or_default()
    }

    pub(super) fn has(&self, agent: AgentIx) -> bool {
        self.ranks.contains_key(&agent)
    }

    pub(super) fn learn(&mut self, agent: AgentIx, now: Standings) {
        if now.is_ready() && self.has(agent) {
            let online = now.status == Status::Online;
            let [by_turn, by_load] = self.keys(agent, now);
            let [turn_any, turn_online, load_any, load_online] = &mut self.orders;
            turn_any.insert(by_turn);
            load_any.insert(by_load);
            if online {
                turn_online.insert(by_turn);
                load_online.insert(by_load);
            }
        }
    }

    pub(super) fn forget(&mut self, agent: AgentIx, before: Standings) {
        let [by_turn, by_load] = self.keys(agent, before);
        let [turn_any, turn_online, load_any, load_online] = &mut self.orders;
        turn_any.remove(&by_turn);
        turn_online.remove(&by_turn);
        load_any.remove(&by_load);
        load_online.remove(&by_load);
    }

    fn keys(&self, agent: AgentIx, now: Standings) -> [(SortKey, AgentIx); 2] {
        let turn = self.turn(agent);
        [Order::RoundRobin, Order::LeastOpen].map(|by| (self.key(agent, by, now.load, turn), agent))
    }

    fn rebuild(&mut self, agents: &[AgentState]) {
        self.ranks = (0..).zip(&self.members).map(|(rank, agent)| (*agent, rank)).collect();
        self.orders = Default::default();
        for agent in self.members.clone() {
            if let Some(state) = agents.get(agent as usize) {
                self.learn(agent, state.now);
            }
        }
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
        let everybody = workspace.agents.iter().map(|agent| &agent.name);
        self.set_members(0, everybody.cloned().collect());
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
            self.set_members(index, team.members.clone());
        }
        self.rebuild();
    }

    /// Moves an agent into exactly these teams, behind those who are there already.
    pub(super) fn change_teams(&mut self, agent: &str, teams: &[Name]) {
        let Some(index) = self.names.get(agent).copied() else { return };
        for name in self.team_names() {
            let Some(pool) = self.teams.get(&name) else { continue };
            let Some(pool) = self.pools.get_mut(*pool as usize) else { continue };
            let wanted = teams.contains(&name);
            if !wanted {
                pool.members.retain(|member| *member != index);
            } else if !pool.has(index) {
                pool.members.push(index);
            }
        }
        self.rebuild();
    }

    pub(super) fn team_names(&self) -> Vec<Name> {
        let mut names: Vec<Name> = self.teams.keys().cloned().collect();
        names.sort();
        names
    }

    fn set_members(&mut self, pool: PoolIx, names: Vec<Name>) {
        let members = names.iter().filter_map(|name| self.names.get(name)).copied().collect();
        if let Some(pool) = self.pools.get_mut(pool as usize) {
            pool.members = members;
        }
    }

    pub(super) fn rebuild(&mut self) {
        for pool in &mut self.pools {
            pool.rebuild(&self.agents);
        }
        let pools = &self.pools;
        for (index, state) in (0..).zip(&mut self.agents) {
            let member = |(_, pool): &(PoolIx, &PoolState)| pool.has(index);
            state.pools = (0..).zip(pools).filter(member).map(|(place, _)| place).collect();
        }
    }
}
