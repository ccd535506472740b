//! A workspace in a store, and what a case does with it.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::base::{Key, Name};
use crate::plan::{Agent, Team, WorkspacePlan};
use crate::routing::{
    Decision, Failure, Pool, Request, RequestId, RosterCommand, RosterReply, RosterSnapshot,
    Status, Verdict,
};
use crate::store::conformance::AT;
use crate::store::{AgentStore, CommandKey, WorkspaceId, wait};

/// One workspace of a store.
pub(super) struct Desk<'a, S> {
    pub(super) store: &'a S,
    pub(super) here: WorkspaceId,
    /// What is asked for a contact; cases change it.
    pub(super) request: Request,
    given: AtomicU64,
}

/// An agent without limits.
pub(super) fn agent(name: &str) -> Agent {
    Agent::new(name, name)
}

/// An agent who takes so many at once.
pub(super) fn limited(name: &str, limit: u32) -> Agent {
    Agent { limit: Some(limit), ..agent(name) }
}

/// A workspace of these agents, with all of them in the team `sales`.
pub(super) fn plan(agents: Vec<Agent>) -> WorkspacePlan {
    let members = agents.iter().map(|agent| agent.name.clone()).collect();
    let sales = Team { name: "sales".into(), title: "Sales".into(), members };
    WorkspacePlan { agents, teams: vec![sales], ..WorkspacePlan::default() }
}

/// A workspace of agents without limits.
pub(super) fn plain(names: &[&str]) -> WorkspacePlan {
    plan(names.iter().map(|name| agent(name)).collect())
}

/// What is asked for a contact where nothing else is said: in turn, among `sales`.
pub(super) fn request(contact: &str) -> Request {
    Request::new(
        RequestId(Key::of_text(&format!("request/{contact}"))),
        contact.into(),
        Pool::Team("sales".into()),
        AT,
    )
}

pub(super) fn key(text: &str) -> CommandKey {
    CommandKey(Key::of_text(text))
}

pub(super) fn opened(contact: &str) -> RosterCommand {
    RosterCommand::Opened { contact: contact.into() }
}

pub(super) fn closed(contact: &str) -> RosterCommand {
    RosterCommand::Closed { contact: contact.into() }
}

pub(super) fn by_hand(contact: &str, agent: &str) -> RosterCommand {
    RosterCommand::AssignByHand { contact: contact.into(), agent: agent.into() }
}

pub(super) fn status(agent: &str, status: Status) -> RosterCommand {
    RosterCommand::Status { agent: agent.into(), status }
}

/// The owner, `waits`, or why nobody can be.
pub(super) fn word(decision: Option<&Decision>) -> String {
    match decision.map(|decision| &decision.verdict) {
        Some(Verdict::Assigned(agent) | Verdict::Kept(agent)) => agent.to_string(),
        Some(Verdict::Wait) => "waits".to_owned(),
        Some(Verdict::Failed(why)) => match why {
            Failure::Gone => "gone",
            Failure::EmptyPool => "empty",
            Failure::NobodyEnabled => "nobody enabled",
            Failure::NobodySkilled => "nobody skilled",
            Failure::BelowZero => "below zero",
        }
        .to_owned(),
        None => "no decision".to_owned(),
    }
}

/// Who of those who waited got whom: `c1:ana`.
pub(super) fn served(reply: &RosterReply) -> Vec<String> {
    let one = |served: &crate::routing::Served| {
        format!("{}:{}", served.request.contact, word(Some(&served.decision)))
    };
    reply.served.iter().map(one).collect()
}

impl<'a, S: AgentStore> Desk<'a, S> {
    /// A workspace of these agents without limits.
    pub(super) fn of(store: &'a S, names: &[&str]) -> Result<Self, String> {
        Self::with(store, "here", plain(names))
    }

    /// A workspace that is made known.
    pub(super) fn with(store: &'a S, name: &str, plan: WorkspacePlan) -> Result<Self, String> {
        let here = WorkspaceId(name.into());
        let desk = Self { store, here, request: request(""), given: AtomicU64::new(0) };
        desk.tell(RosterCommand::Publish(Box::new(plan)))?;
        Ok(desk)
    }

    /// Gives a command under a key of its own.
    pub(super) fn tell(&self, command: RosterCommand) -> Result<RosterReply, String> {
        let number = self.given.fetch_add(1, Ordering::Relaxed);
        self.tell_as(&format!("command/{number}"), command)
    }

    /// Gives a command under this key.
    pub(super) fn tell_as(&self, by: &str, command: RosterCommand) -> Result<RosterReply, String> {
        let said = format!("{command:?}");
        let reply = wait(self.store.apply(&self.here, &key(by), command, AT));
        reply.map_err(|error| format!("{said}: {error}"))
    }

    /// Gives several commands together.
    pub(super) fn tell_many(
        &self,
        commands: Vec<(CommandKey, RosterCommand)>,
    ) -> Result<Vec<RosterReply>, String> {
        let replies = wait(self.store.apply_many(&self.here, commands, AT));
        replies.map_err(|error| format!("several commands: {error}"))
    }

    pub(super) fn snapshot(&self) -> Result<RosterSnapshot, String> {
        wait(self.store.snapshot(&self.here)).map_err(|error| format!("snapshot: {error}"))
    }

    /// What is asked for a contact here.
    pub(super) fn request_for(&self, contact: &str) -> Request {
        let Request { id, contact, .. } = request(contact);
        Request { id, contact, ..self.request.clone() }
    }

    /// Asks for an owner. Gives them, `waits`, or why there is none.
    pub(super) fn ask(&self, contact: &str) -> Result<String, String> {
        let reply = self.tell(RosterCommand::Assign(self.request_for(contact)))?;
        Ok(word(reply.decision.as_deref()))
    }

    /// Opens a contact's conversation and asks for an owner.
    pub(super) fn arrive(&self, contact: &str) -> Result<String, String> {
        self.tell(opened(contact))?;
        self.ask(contact)
    }

    /// Has contacts arrive one after the other, and gives who got each.
    pub(super) fn arrive_all(&self, contacts: &[&str]) -> Result<Vec<String>, String> {
        contacts.iter().map(|contact| self.arrive(contact)).collect()
    }

    /// Gives an agent so many open conversations: `ana-1`, `ana-2`.
    pub(super) fn owns(&self, agent: &str, count: usize) -> Result<(), String> {
        for number in 1..=count {
            let contact = format!("{agent}-{number}");
            self.tell(opened(&contact))?;
            self.tell(by_hand(&contact, agent))?;
        }
        Ok(())
    }

    /// Sets a status; gives who was served.
    pub(super) fn comes(&self, agent: &str, now: Status) -> Result<Vec<String>, String> {
        Ok(served(&self.tell(status(agent, now))?))
    }

    /// How many open conversations each agent owns, in declared order.
    pub(super) fn loads(&self) -> Result<Vec<u32>, String> {
        Ok(self.snapshot()?.agents.iter().map(|agent| agent.load).collect())
    }

    /// Who waits, in order.
    pub(super) fn waiting(&self) -> Result<Vec<String>, String> {
        let waiting = self.snapshot()?.waiting;
        Ok(waiting.iter().map(|request| request.contact.to_string()).collect())
    }

    /// The members of a team, or of the workspace, with their turns.
    pub(super) fn turns(&self, team: Option<&str>) -> Result<Vec<(Name, u64)>, String> {
        let pools = self.snapshot()?.pools;
        let pool = pools.into_iter().find(|pool| pool.team.as_deref() == team);
        pool.map(|pool| pool.members).ok_or_else(|| format!("no pool {team:?} in the snapshot"))
    }

    /// The number of the turn of each member of `sales`.
    pub(super) fn turn_numbers(&self) -> Result<Vec<u64>, String> {
        Ok(self.turns(Some("sales"))?.into_iter().map(|(_, turn)| turn).collect())
    }
}
