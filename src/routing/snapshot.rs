//! The roster as plain data to look at.

use serde::{Deserialize, Serialize};

use super::index::{PoolState, Seat};
use super::{Request, Roster, Status};
use crate::base::Name;

/// Everybody, every pool and everything that waits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterSnapshot {
    /// How often the roster was changed.
    pub version: u64,
    /// In declared order.
    pub agents: Vec<AgentSnapshot>,
    /// The workspace first, then the teams by name.
    pub pools: Vec<PoolSnapshot>,
    /// In the order in which they would be served.
    pub waiting: Vec<Request>,
}

/// An agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentSnapshot {
    /// Who.
    pub name: Name,
    /// Online, busy or offline.
    pub status: Status,
    /// Whether they may be assigned to.
    pub enabled: bool,
    /// Most open conversations.
    pub limit: Option<u32>,
    /// Open conversations they own.
    pub load: u32,
}

/// A pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolSnapshot {
    /// The team; none is the whole workspace.
    pub team: Option<Name>,
    /// Who is in it, in declared order, and when each was last given a turn (0: never).
    pub members: Vec<(Name, u64)>,
}

impl Roster {
    /// The roster as plain data.
    #[must_use]
    pub fn snapshot(&self) -> RosterSnapshot {
        // The pool of the workspace is in the order of the newest one; agents keep their places.
        let everybody = self.pool(0).map(PoolState::members).unwrap_or_default();
        let declared = everybody.iter().map(|seat| seat.agent);
        let declared = declared.filter_map(|agent| Some((self.agent(agent)?, self.name(agent)?)));
        let agents = declared.map(|(state, name)| AgentSnapshot {
            name: name.clone(),
            status: state.now.status,
            enabled: state.now.enabled,
            limit: state.now.limit,
            load: state.now.load,
        });
        let teams = self.team_names().into_iter().map(Some);
        let pools = std::iter::once(None).chain(teams).filter_map(|team| self.pool_snapshot(team));
        let mut waiting: Vec<_> = self.queues.values().flatten().collect();
        waiting.sort_unstable_by_key(|(key, _)| **key);
        RosterSnapshot {
            version: self.version,
            agents: agents.collect(),
            pools: pools.collect(),
            waiting: waiting.into_iter().map(|(_, request)| request.clone()).collect(),
        }
    }

    fn pool_snapshot(&self, team: Option<Name>) -> Option<PoolSnapshot> {
        let index = match &team {
            Some(name) => *self.teams.get(name)?,
            None => 0,
        };
        let pool = self.pool(index)?;
        let member = |seat: &Seat| Some((self.name(seat.agent)?.clone(), seat.turn));
        Some(PoolSnapshot { team, members: pool.members().iter().filter_map(member).collect() })
    }
}
