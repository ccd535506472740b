//! A shop on a store.

use std::sync::atomic::{AtomicU64, Ordering};

use rondel::base::{Instant, Key};
use rondel::plan::{Agent, Team, WorkspacePlan};
use rondel::routing::{
    Decision, Pool, Request, RequestId, RosterCommand, RosterReply, RosterSnapshot, Served, Status,
    Verdict,
};
use rondel::store::{AgentStore, CommandKey, MemoryAgents, WorkspaceId, wait};

pub(super) fn agent(name: &str) -> Agent {
    Agent::new(name, name)
}

pub(super) fn limited(name: &str, limit: u32) -> Agent {
    Agent { limit: Some(limit), ..agent(name) }
}

/// All of them are in the team `sales`, in order of turn.
pub(super) fn plan(agents: Vec<Agent>) -> WorkspacePlan {
    let members = agents.iter().map(|agent| agent.name.clone()).collect();
    let sales = Team { name: "sales".into(), title: "Sales".into(), members };
    WorkspacePlan { agents, teams: vec![sales], ..WorkspacePlan::default() }
}

pub(super) fn plain(names: &[&str]) -> WorkspacePlan {
    plan(names.iter().map(|name| agent(name)).collect())
}

pub(super) struct Desk<S> {
    store: S,
    here: WorkspaceId,
    /// What is asked for a contact.
    pub(super) request: Request,
    given: AtomicU64,
}

impl Desk<MemoryAgents> {
    pub(super) fn of(names: &[&str]) -> Self {
        Self::with(plain(names))
    }

    pub(super) fn with(plan: WorkspacePlan) -> Self {
        Self::on(MemoryAgents::default(), plan)
    }
}

impl<S: AgentStore> Desk<S> {
    pub(super) fn on(store: S, plan: WorkspacePlan) -> Self {
        let request = Request::new(
            RequestId(Key::default()),
            "".into(),
            Pool::Team("sales".into()),
            Instant::default(),
        );
        let here = WorkspaceId("here".into());
        let version = wait(store.snapshot(&here)).map_or(0, |snapshot| snapshot.version);
        // Keys of a store that was opened again go on where it was.
        let given = AtomicU64::new(version * 1_000);
        let desk = Self { store, here, request, given };
        desk.publish(plan);
        desk
    }

    pub(super) fn tell(&self, command: RosterCommand) -> RosterReply {
        let number = self.given.fetch_add(1, Ordering::Relaxed);
        let key = CommandKey(Key::of_text(&number.to_string()));
        wait(self.store.apply(&self.here, &key, command, Instant::default())).unwrap()
    }

    pub(super) fn publish(&self, plan: WorkspacePlan) {
        self.tell(RosterCommand::Publish(Box::new(plan)));
    }

    pub(super) fn decide(&self, contact: &str) -> Decision {
        self.tell(RosterCommand::Opened { contact: contact.into() });
        let id = RequestId(Key::of_text(contact));
        let request = Request { id, contact: contact.into(), ..self.request.clone() };
        self.tell(RosterCommand::Assign(request)).decision.unwrap().as_ref().clone()
    }

    /// Opens and asks; who got it, or `waits`, or `fails`.
    pub(super) fn arrive(&self, contact: &str) -> String {
        match self.decide(contact).verdict {
            Verdict::Assigned(agent) | Verdict::Kept(agent) => agent.to_string(),
            Verdict::Wait => "waits".to_owned(),
            Verdict::Failed(_) => "fails".to_owned(),
        }
    }

    pub(super) fn arrive_all(&self, contacts: &[&str]) -> Vec<String> {
        contacts.iter().map(|contact| self.arrive(contact)).collect()
    }

    /// Gives an agent so many open conversations by hand.
    pub(super) fn owns(&self, agent: &str, count: usize) {
        for number in 1..=count {
            let contact = format!("{agent}-{number}");
            self.tell(RosterCommand::Opened { contact: contact.as_str().into() });
            self.by_hand(&contact, agent);
        }
    }

    pub(super) fn by_hand(&self, contact: &str, agent: &str) {
        let (contact, agent) = (contact.into(), agent.into());
        self.tell(RosterCommand::AssignByHand { contact, agent });
    }

    /// Closes; who of those who waited was served.
    pub(super) fn close(&self, contact: &str) -> Vec<String> {
        served(&self.tell(RosterCommand::Closed { contact: contact.into() }))
    }

    pub(super) fn comes(&self, agent: &str, status: Status) -> Vec<String> {
        served(&self.tell(RosterCommand::Status { agent: agent.into(), status }))
    }

    pub(super) fn sweep(&self) -> Vec<String> {
        served(&self.tell(RosterCommand::Sweep))
    }

    pub(super) fn snapshot(&self) -> RosterSnapshot {
        wait(self.store.snapshot(&self.here)).unwrap()
    }

    pub(super) fn loads(&self) -> Vec<u32> {
        self.snapshot().agents.iter().map(|agent| agent.load).collect()
    }

    /// The members of the team, whoever is next first.
    pub(super) fn rotation(&self) -> Vec<String> {
        let pools = self.snapshot().pools;
        let mut members = pools.into_iter().find(|pool| pool.team.is_some()).unwrap().members;
        members.sort_by_key(|(_, turn)| *turn);
        members.into_iter().map(|(name, _)| name.to_string()).collect()
    }
}

fn served(reply: &RosterReply) -> Vec<String> {
    let one = |served: &Served| {
        let owner = served.decision.owner().map(ToString::to_string).unwrap_or_default();
        format!("{}:{owner}", served.request.contact)
    };
    reply.served.iter().map(one).collect()
}
