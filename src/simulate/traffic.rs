//! What reaches the nodes from outside: people who write, agents who come and go.

use super::chance::Chance;
use crate::base::{Duration, Instant, Name, Value};
use crate::plan::WorkspacePlan;
use crate::routing::Status;
use crate::runtime::{Arrival, Incoming, Message};
use crate::store::{AgentChange, Inbound, Inward};

/// When everything begins.
pub(super) const BEGINNING: Instant = Instant { millis: 1_772_442_000_000 };
/// For how long things happen.
const LENGTH: i64 = 900;

/// Something that somebody sends, with an id of its own.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) id: Name,
    pub(super) at: Instant,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Contact(Name, Arrival),
    Agent(Name, AgentChange),
}

impl Sent {
    /// As a node takes it in at a moment.
    pub(super) fn taken_at(&self, at: Instant) -> Inbound {
        let id = self.id.clone();
        match &self.what {
            What::Contact(contact, arrival) => {
                let (contact, arrival) = (contact.clone(), arrival.clone());
                Inbound::new(Incoming { id, at, contact, known: Vec::new(), arrival })
            }
            What::Agent(agent, change) => {
                let event = Inward::Agent { id, at, agent: agent.clone(), change: change.clone() };
                Inbound { line: None, decision: None, event }
            }
        }
    }
}

/// Everything that is sent in one play, by moment.
pub(super) fn draw(chance: &mut Chance, plan: &WorkspacePlan) -> Vec<Sent> {
    let mut all = Vec::new();
    let length = chance.between(LENGTH / 3, LENGTH);
    for agent in &plan.agents {
        // Somebody is there from the beginning, as a rule.
        if !chance.once_in(3) {
            let change = AgentChange { status: Some(Status::Online), ..AgentChange::default() };
            put(&mut all, 0, What::Agent(agent.name.clone(), change));
        }
    }
    let contacts = chance.between(2, 7);
    for number in 0..contacts {
        let contact = Name::from(format!("c{number}"));
        let opened = Arrival::Opened { channel: channel(chance, plan), source: "contact".into() };
        put(&mut all, chance.between(1, length / 2), What::Contact(contact.clone(), opened));
        for _ in 0..chance.between(1, 5) {
            let arrival = arrival(chance, plan);
            put(&mut all, chance.between(1, length), What::Contact(contact.clone(), arrival));
        }
    }
    for _ in 0..chance.between(2, 9) {
        let Some(agent) = chance.one_of(&plan.agents) else { continue };
        let change = change(chance, plan);
        put(&mut all, chance.between(1, length), What::Agent(agent.name.clone(), change));
    }
    all.sort_by_key(|sent| sent.at);
    all
}

fn put(all: &mut Vec<Sent>, second: i64, what: What) {
    let id = Name::from(format!("e{}", all.len()));
    all.push(Sent { id, at: BEGINNING.plus(Duration::seconds(second)), what });
}

fn channel(chance: &mut Chance, plan: &WorkspacePlan) -> Option<Name> {
    chance.one_of(&plan.channels).map(|channel| channel.name.clone())
}

fn agent(chance: &mut Chance, plan: &WorkspacePlan) -> Name {
    chance.one_of(&plan.agents).map(|agent| agent.name.clone()).unwrap_or_default()
}

fn arrival(chance: &mut Chance, plan: &WorkspacePlan) -> Arrival {
    match chance.below(16) {
        0..=3 => Arrival::Wrote(message(chance, plan)),
        4 | 5 => Arrival::Closed { by: Some(agent(chance, plan)), category: None },
        6 | 7 => Arrival::Opened { channel: channel(chance, plan), source: "contact".into() },
        8 => Arrival::AssignedByHand { agent: agent(chance, plan) },
        9 => Arrival::UnassignedByHand,
        10 | 11 => {
            let tag = chance.one_of(&["vip", "late", "fresh"]).copied().unwrap_or_default();
            Arrival::Tag { tag: tag.into(), added: !chance.once_in(4) }
        }
        12 => {
            let topic = chance.one_of(&["sales", "care"]).copied().unwrap_or_default();
            Arrival::Field { field: "topic".into(), value: Some(Value::Text(topic.into())) }
        }
        13 | 14 => Arrival::Accepted { agent: agent(chance, plan) },
        _ => Arrival::AgentWrote { agent: agent(chance, plan), message: message(chance, plan) },
    }
}

fn message(chance: &mut Chance, plan: &WorkspacePlan) -> Message {
    let texts = ["1", "2", "sales", "Care", "hello"];
    let text = chance.one_of(&texts).map(|text| Name::new_static(text));
    Message { text, kind: Name::new_static("text"), channel: channel(chance, plan) }
}

fn change(chance: &mut Chance, plan: &WorkspacePlan) -> AgentChange {
    let mut change = AgentChange::default();
    match chance.below(10) {
        0..=5 => {
            let all = [Status::Online, Status::Online, Status::Busy, Status::Offline];
            change.status = chance.one_of(&all).copied();
        }
        6 | 7 => change.limit = chance.one_of(&[None, Some(0), Some(1), Some(2)]).copied(),
        8 => change.enabled = Some(!chance.once_in(3)),
        _ => {
            let teams = plan.teams.iter().filter(|_| chance.once_in(2));
            change.teams = Some(teams.map(|team| team.name.clone()).collect());
        }
    }
    change
}
