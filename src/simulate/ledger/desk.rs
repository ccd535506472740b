//! The roster as it must be: agents, owners, loads, turns and who waits, kept in the plainest way.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Key, Name};
use crate::plan::WorkspacePlan;
use crate::routing::{
    Decision, Order, Pool, Request, RequestId, RosterCommand, RosterReply, Status, Verdict,
};
use crate::simulate::invariant::Invariant;

use super::{Ledger, Looks};

/// An agent.
#[derive(Clone, Debug)]
pub(super) struct Agent {
    pub(super) name: Name,
    pub(super) skills: Vec<Name>,
    pub(super) assignable: bool,
    pub(super) enabled: bool,
    pub(super) status: Status,
    pub(super) limit: Option<u32>,
}

/// Who owns a contact, and whether its conversation is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Owned {
    pub(super) owner: Option<Name>,
    pub(super) open: bool,
}

/// Everything the roster knows.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) agents: Vec<Agent>,
    /// Members in order, by team; nothing is the workspace.
    pub(super) teams: BTreeMap<Name, Vec<Name>>,
    pub(super) owned: BTreeMap<Name, Owned>,
    turns: BTreeMap<(Option<Name>, Name), u64>,
    last_turn: u64,
    /// In order of arrival.
    pub(super) queue: Vec<Request>,
    replies: BTreeMap<Key, RosterReply>,
    decided: BTreeSet<(RequestId, usize)>,
    version: u64,
}

impl Desk {
    pub(super) fn new(plan: &WorkspacePlan) -> Self {
        let agents = plan.agents.iter().map(|agent| Agent {
            name: agent.name.clone(),
            skills: agent.skills.clone(),
            assignable: !agent.unassignable,
            enabled: !agent.unassignable,
            status: Status::Offline,
            limit: agent.limit,
        });
        let teams = plan.teams.iter().map(|team| (team.name.clone(), team.members.clone()));
        Self {
            agents: agents.collect(),
            teams: teams.collect(),
            owned: BTreeMap::new(),
            turns: BTreeMap::new(),
            last_turn: 0,
            queue: Vec::new(),
            replies: BTreeMap::new(),
            decided: BTreeSet::new(),
            version: 0,
        }
    }

    /// What the roster replied to a command.
    pub(super) fn reply(&self, key: Key) -> Option<&RosterReply> {
        self.replies.get(&key)
    }

    /// Open conversations that an agent owns.
    pub(super) fn load(&self, agent: &Name) -> u32 {
        let mine = self.owned.values().filter(|one| one.open && one.owner.as_ref() == Some(agent));
        u32::try_from(mine.count()).unwrap_or(u32::MAX)
    }

    /// When an agent was last given a turn.
    pub(super) fn turn(&self, team: Option<&Name>, agent: &Name) -> u64 {
        self.turns.get(&(team.cloned(), agent.clone())).copied().unwrap_or_default()
    }

    /// Who is in a pool, in declared order.
    fn members(&self, pool: &Pool) -> Vec<&Agent> {
        let find = |name: &Name| self.agents.iter().find(|agent| agent.name == *name);
        match pool {
            Pool::Workspace => self.agents.iter().collect(),
            Pool::Agent(name) => find(name).into_iter().collect(),
            Pool::Team(name) => {
                self.teams.get(name).into_iter().flatten().filter_map(find).collect()
            }
        }
    }

    /// An agent's load as a request counts it: without the contact that it is about.
    fn load_for(&self, request: &Request, agent: &Name) -> u32 {
        let owned = self.owned.get(&request.contact);
        let own = owned.is_some_and(|one| one.open && one.owner.as_ref() == Some(agent));
        self.load(agent).saturating_sub(u32::from(own))
    }

    /// Whether an agent may be given the contact of a request.
    fn may_take(&self, request: &Request, agent: &Agent) -> bool {
        let load = self.load_for(request, &agent.name);
        agent.enabled
            && (!request.filters.only_online || agent.status == Status::Online)
            && agent.limit.is_none_or(|limit| load < limit)
            && request.filters.below.is_none_or(|below| load < below)
            && request.filters.skills.iter().all(|skill| agent.skills.contains(skill))
            && !request.passed.contains(&agent.name)
    }

    /// Everybody who may be given the contact of a request, whose turn it is first.
    fn in_turn(&self, request: &Request) -> Vec<Name> {
        let team = match &request.pool {
            Pool::Team(name) => Some(name),
            Pool::Workspace | Pool::Agent(_) => None,
        };
        let members = self.members(&request.pool);
        let able = (0_usize..).zip(members).filter(|(_, agent)| self.may_take(request, agent));
        let key = |(place, agent): (usize, &Agent)| {
            let turn = self.turn(team, &agent.name);
            let load = self.load_for(request, &agent.name);
            let first = if request.by == Order::LeastOpen { u64::from(load) } else { 0 };
            ((first, turn, place), agent.name.clone())
        };
        let mut able: Vec<_> = able.map(key).collect();
        able.sort_unstable();
        able.into_iter().map(|(_, name)| name).collect()
    }

    /// Takes down a decision that was made, and whether it was right.
    fn decide(&mut self, request: &Request, decision: &Decision, looks: &mut Looks) {
        let contact = &request.contact;
        if let Some(last) = request.passed.last() {
            let owned = self.owned.entry(contact.clone()).or_default();
            if owned.owner.as_ref() == Some(last) {
                owned.owner = None;
            }
        }
        let able = self.in_turn(request);
        let owner = self.owned.get(contact).and_then(|one| one.owner.clone());
        let kept = owner.filter(|_| request.keep_owner && !matches!(request.pool, Pool::Agent(_)));
        let kept = kept.filter(|owner| able.contains(owner));
        match &decision.verdict {
            Verdict::Assigned(agent) | Verdict::Kept(agent) => {
                let once = self.decided.insert((request.id, request.passed.len()));
                looks.at(Invariant::OneOwner, once, || {
                    format!("{contact} was given an owner twice by one request")
                });
                looks.at(Invariant::Eligible, able.contains(agent), || {
                    format!("{agent} does not qualify for {contact}: {able:?} do")
                });
                let wanted = kept.as_ref().or_else(|| able.first());
                looks.at(Invariant::InTurn, wanted == Some(agent), || {
                    format!("{contact} went to {agent}, and it was the turn of {wanted:?}")
                });
                let overtaken = self.queue.iter().find(|other| {
                    other.id != request.id
                        && other.pool == request.pool
                        && self.goes_before(other, request)
                        && self
                            .agents
                            .iter()
                            .any(|one| one.name == *agent && self.may_take(other, one))
                });
                looks.at(Invariant::FirstCome, overtaken.is_none(), || {
                    let other = overtaken.map(|one| one.contact.clone());
                    format!("{contact} was given {agent} before {other:?}, who waits longer")
                });
                self.queue.retain(|one| one.id != request.id);
                self.give(request, agent, matches!(decision.verdict, Verdict::Kept(_)));
                let load = self.load(agent);
                let limit = self.agents.iter().find(|one| one.name == *agent);
                let limit = limit.and_then(|one| one.limit);
                let most = limit.into_iter().chain(request.filters.below).min();
                looks.at(Invariant::Limits, most.is_none_or(|most| load <= most), || {
                    format!("{agent} has {load} open with {contact}, above {most:?}")
                });
            }
            Verdict::Wait | Verdict::Failed(_) => {
                looks.at(Invariant::FirstCome, able.is_empty(), || {
                    format!("{contact} was given nobody although {able:?} can")
                });
                self.queue.retain(|one| one.id != request.id);
                if decision.verdict == Verdict::Wait {
                    self.queue.push(request.clone());
                }
            }
        }
        self.same_loads(decision, looks);
    }

    /// The loads that a decision saw are counts of open conversations.
    fn same_loads(&self, decision: &Decision, looks: &mut Looks) {
        if decision.owner().is_some() {
            return;
        }
        for one in &decision.candidates {
            let owned = self.owned.get(&decision.contact);
            let own = owned.is_some_and(|it| it.open && it.owner.as_ref() == Some(&one.agent));
            let load = self.load(&one.agent).saturating_sub(u32::from(own));
            looks.at(Invariant::Limits, one.load == load, || {
                format!("{} counts as {} open instead of {load}", one.agent, one.load)
            });
        }
    }

    /// Whether somebody who waits is before a request: a newcomer is behind all of its priority.
    fn goes_before(&self, other: &Request, request: &Request) -> bool {
        let place = |id: RequestId| self.queue.iter().position(|one| one.id == id);
        match place(request.id) {
            None => other.priority >= request.priority,
            Some(own) => {
                other.priority > request.priority
                    || (other.priority == request.priority
                        && place(other.id).is_some_and(|place| place < own))
            }
        }
    }

    fn give(&mut self, request: &Request, agent: &Name, kept: bool) {
        if !kept {
            let team = match &request.pool {
                Pool::Team(name) => Some(Some(name.clone())),
                Pool::Workspace => Some(None),
                Pool::Agent(_) => None,
            };
            if let Some(team) = team {
                self.last_turn += 1;
                self.turns.insert((team, agent.clone()), self.last_turn);
            }
        }
        self.owned.entry(request.contact.clone()).or_default().owner = Some(agent.clone());
    }

    fn agent(&mut self, name: &Name) -> Option<&mut Agent> {
        self.agents.iter_mut().find(|agent| agent.name == *name)
    }

    /// Takes out whatever waits and is meant.
    fn take_out(&mut self, meant: impl Fn(&Request) -> bool) -> Vec<RequestId> {
        let out: Vec<RequestId> =
            self.queue.iter().filter(|one| meant(one)).map(|one| one.id).collect();
        self.queue.retain(|one| !meant(one));
        out
    }

    fn command(&mut self, command: &RosterCommand) -> Vec<RequestId> {
        match command {
            RosterCommand::Assign(_) | RosterCommand::Publish(_) | RosterCommand::Sweep => {}
            RosterCommand::Withdraw(id) => return self.take_out(|one| one.id == *id),
            RosterCommand::AssignByHand { contact, agent } => {
                if self.agent(agent).is_some() {
                    self.owned.entry(contact.clone()).or_default().owner = Some(agent.clone());
                    return self.take_out(|one| one.contact == *contact);
                }
            }
            RosterCommand::Unassign { contact } => {
                self.owned.entry(contact.clone()).or_default().owner = None;
            }
            RosterCommand::Opened { contact } => {
                self.owned.entry(contact.clone()).or_default().open = true;
            }
            RosterCommand::Closed { contact } => {
                self.owned.entry(contact.clone()).or_default().open = false;
                return self.take_out(|one| one.contact == *contact);
            }
            RosterCommand::Status { agent, status } => {
                if let Some(agent) = self.agent(agent) {
                    agent.status = *status;
                }
            }
            RosterCommand::Limit { agent, limit } => {
                if let Some(agent) = self.agent(agent) {
                    agent.limit = *limit;
                }
            }
            RosterCommand::Enabled { agent, enabled } => {
                if let Some(agent) = self.agent(agent) {
                    agent.enabled = *enabled && agent.assignable;
                }
            }
            RosterCommand::Teams { agent, teams } => {
                for (team, members) in &mut self.teams {
                    if !teams.contains(team) {
                        members.retain(|member| member != agent);
                    } else if !members.contains(agent) {
                        members.push(agent.clone());
                    }
                }
            }
        }
        Vec::new()
    }
}

impl Ledger {
    /// The roster was given a command, and replied.
    pub(crate) fn commanded(&mut self, key: Key, command: &RosterCommand, reply: &RosterReply) {
        if of_an_effect(command) {
            let asked = self.effects.contains_key(&key);
            self.looks.at(Invariant::EffectsOnce, asked, || {
                format!("effect {key} reached the roster before its commit")
            });
        }
        let (desk, looks) = (&mut self.desk, &mut self.looks);
        if let Some(first) = desk.replies.get(&key) {
            looks.at(Invariant::OneOwner, first == reply, || {
                format!("the command {key} was given twice, and the replies differ")
            });
            return;
        }
        looks.at(Invariant::OneOwner, reply.version >= desk.version, || {
            format!("version {} behind version {}", reply.version, desk.version)
        });
        desk.version = reply.version;
        desk.replies.insert(key, reply.clone());
        let withdrawn = desk.command(command);
        let told = reply.withdrawn.iter().map(|one| one.id);
        let same = told.collect::<BTreeSet<_>>() == withdrawn.into_iter().collect();
        looks.at(Invariant::NobodyLost, same, || {
            format!("others were withdrawn than waited, by {command:?}")
        });
        if let RosterCommand::Assign(request) = command {
            // Another attempt takes the place of the one before.
            desk.queue.retain(|one| one.id != request.id);
            match &reply.decision {
                Some(decision) => desk.decide(request, decision, looks),
                None => looks.at(Invariant::NobodyLost, false, || {
                    format!("nothing was decided for {}", request.contact)
                }),
            }
        }
        for served in &reply.served {
            let waited = desk.queue.iter().any(|one| one.id == served.request.id);
            looks.at(Invariant::FirstCome, waited, || {
                format!("{} was served and did not wait", served.request.contact)
            });
            desk.decide(&served.request, &served.decision, looks);
        }
        let idle = desk.queue.iter().find(|request| !desk.in_turn(request).is_empty());
        if !desk.queue.is_empty() {
            looks.at(Invariant::FirstCome, idle.is_none(), || {
                format!("{:?} waits although somebody can", idle.map(|one| one.contact.clone()))
            });
        }
    }
}

/// Whether a command is what an effect asks for.
const fn of_an_effect(command: &RosterCommand) -> bool {
    match command {
        RosterCommand::Assign(_)
        | RosterCommand::Withdraw(_)
        | RosterCommand::AssignByHand { .. }
        | RosterCommand::Unassign { .. }
        | RosterCommand::Opened { .. }
        | RosterCommand::Closed { .. } => true,
        RosterCommand::Status { .. }
        | RosterCommand::Limit { .. }
        | RosterCommand::Enabled { .. }
        | RosterCommand::Teams { .. }
        | RosterCommand::Publish(_)
        | RosterCommand::Sweep => false,
    }
}
