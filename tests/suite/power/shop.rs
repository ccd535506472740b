//! A shop, what happens there in a day, and the channels outside of it.

use std::sync::{Arc, Mutex};

use rondel::base::{Instant, Key, Name, Sources};
use rondel::compile;
use rondel::routing::Status;
use rondel::runtime::{Act, Answer, Arrival, Incoming, Message, Outbound, Published, Report};
use rondel::store::{AgentChange, Inbound, Inward, WorkspaceId};
use rondel::world::{Performed, World};

use super::super::numbers::Numbers;
use super::disk::{Eye, Look as _};

/// The moment at which everything happens.
pub(crate) const NOW: Instant = Instant { millis: 1_772_442_000_000 };
/// A channel that recognises what it was given before.
const WITH_KEYS: &str = "web";

const CONTACTS: usize = 9;
const AGENTS: [&str; 3] = ["ana", "bo", "chen"];

const PROGRAM: &str = r#"
workspace shop "Shop" {
  agent ana "Ana"
  agent bo "Bo" { limit 2 }
  agent chen "Chen"
  team sales "Sales" ana, bo, chen
  channel web webchat
  channel text sms
}

workflow leads "Leads" {
  on conversation_opened
  stop when conversation_closed
  send "Hi!"
  ask "What can we help with?" as choice into topic {
    option "Sales" { set team = "sales" }
    option "Care" { set team = "care" }
  } else { stop }
  assign to team sales by round_robin { only online }
  send "Hello, ${assignee.first_name else "somebody"} here, for ${team else "whoever writes"}."
}
"#;

/// A shop and its day.
pub(crate) struct Shop {
    pub(crate) published: Published,
    pub(crate) events: Vec<Inbound>,
}

impl Shop {
    pub(crate) fn new(seed: u64) -> Self {
        let mut sources = Sources::default();
        sources.add("shop.rondel", PROGRAM);
        let (plans, reports) = compile(&sources);
        let found: Vec<_> = reports.iter().map(|report| report.message.clone()).collect();
        let published = Published::load(plans.unwrap_or_else(|| panic!("{found:?}"))).unwrap();
        Self { published, events: events(&mut Numbers::new(seed)) }
    }

    pub(crate) fn here(&self) -> WorkspaceId {
        WorkspaceId(self.published.workspace().plan().name.clone())
    }
}

/// Everything that happens: what a contact does in order, all contacts and agents mixed.
fn events(chance: &mut Numbers) -> Vec<Inbound> {
    let mut waiting: Vec<Vec<Inbound>> = (0..CONTACTS).map(|i| of_contact(i, chance)).collect();
    waiting.extend(AGENTS.iter().map(|agent| of_agent(agent, chance)));
    let mut all = Vec::new();
    while !waiting.is_empty() {
        let place = chance.below(waiting.len());
        match waiting[place].pop() {
            Some(event) => all.push(event),
            None => drop(waiting.swap_remove(place)),
        }
    }
    all
}

/// What a contact does, the last thing first.
fn of_contact(i: usize, chance: &mut Numbers) -> Vec<Inbound> {
    let channel = Some(Name::from(if i.is_multiple_of(2) { WITH_KEYS } else { "text" }));
    let event = |word: &str, arrival: Arrival| {
        let (id, contact) = (format!("{word}{i}").into(), format!("c{i}").into());
        Inbound::new(Incoming { id, at: NOW, contact, known: Vec::new(), arrival })
    };
    let said = ["Sales", "Care", "neither"][chance.below(3)];
    let message =
        Message { text: Some(said.into()), kind: "text".into(), channel: channel.clone() };
    let mut all = vec![
        event("m", Arrival::Wrote(message)),
        event("o", Arrival::Opened { channel, source: "contact".into() }),
    ];
    if chance.below(2) == 0 {
        all.insert(0, event("x", Arrival::Closed { by: None, category: None }));
    }
    all
}

/// An agent comes, goes, and comes again.
fn of_agent(agent: &str, chance: &mut Numbers) -> Vec<Inbound> {
    let statuses = [Status::Online, Status::Offline, Status::Online];
    let event = |number: usize| {
        let change = AgentChange { status: Some(statuses[number]), ..AgentChange::default() };
        let (id, agent) = (format!("{agent}{number}").into(), agent.into());
        Inbound { line: None, decision: None, event: Inward::Agent { id, at: NOW, agent, change } }
    };
    (0..1 + 2 * chance.below(2)).rev().map(event).collect()
}

/// Channels that take every message down.
pub(crate) struct Outside {
    eye: Arc<Mutex<Eye>>,
}

impl Outside {
    /// With what left before.
    pub(crate) fn on(eye: &Arc<Mutex<Eye>>, left: Vec<(Key, String, bool)>) -> Self {
        eye.lock().unwrap().left = left;
        Self { eye: eye.clone() }
    }

    pub(crate) fn left(&self) -> Vec<(Key, String, bool)> {
        self.eye.lock().unwrap().left.clone()
    }
}

impl World for Outside {
    async fn perform(&self, outbound: &Outbound) -> Performed {
        let Act::Send(message) = &outbound.effect.act else { return Performed::Done };
        let text = format!("{} for {}", message.text, outbound.contact);
        let mut eye = self.eye.lock().unwrap();
        eye.left.push((outbound.effect.key, text, self.recognises(outbound)));
        eye.look();
        match message.report {
            Report::Never => Performed::Done,
            Report::Refusal | Report::Always => Performed::Answered(Answer::Taken),
        }
    }

    fn recognises(&self, outbound: &Outbound) -> bool {
        matches!(&outbound.effect.act, Act::Send(message) if message.channel == WITH_KEYS)
    }
}
