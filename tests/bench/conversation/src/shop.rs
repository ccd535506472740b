//! Every use of the library that holding conversations needs.

use std::error::Error;
use std::ops::Range;

use bench_measure::triage::{self, Fingerprint};
use rondel::base::{Instant, Name, Sources, Value};
use rondel::engine::Engine;
use rondel::report::Severity;
use rondel::routing::Status;
use rondel::runtime::{Arrival, Change, Incoming, Message, Published};
use rondel::store::{AgentChange, AgentStore, Inbound, Inward, RunStore, wait};
use rondel::world::World;

use crate::channel::Channel;
use crate::further::{self, Listening};

/// The moment at which everything happens.
pub const NOW: Instant = Instant { millis: 1_772_442_000_000 };

const WORKFLOW: &str = r#"
workflow triage "Triage" {
  on conversation_opened
  send "Hi ${contact.first_name else ""}, welcome to Acme!"
  ask "What can we help with?" as choice into topic {
    option "Sales" { set team = "sales" }
    option "Support" { set team = "support" }
    option "Billing" { set team = "billing" }
  } else { stop }
  branch { when contact.plan == "enterprise" { send "You are a priority customer." } }
  assign to workspace by round_robin { only online }
  send "You are now talking to ${assignee.name} from ${team else ""}."
}
"#;

/// The program, ready to run, with further workflows besides the one that everybody enters.
///
/// # Errors
/// When it has errors.
pub fn program(further: usize, listening: Listening) -> Result<Published, Box<dyn Error>> {
    let agents: String =
        (0..triage::AGENTS).map(|k| format!("  agent a{k} \"Agent{k}\"\n")).collect();
    let fields = "  field plan choice \"free\", \"pro\", \"enterprise\"\n  channel web webchat\n";
    let further = further::workflows(further, listening);
    let mut sources = Sources::default();
    sources.add(
        "triage.rondel",
        &format!("workspace acme \"Acme\" {{\n{agents}{fields}}}\n{WORKFLOW}{further}"),
    );
    let (plans, reports) = rondel::compile(&sources);
    let error = reports.iter().find(|report| report.severity == Severity::Error);
    match (plans, error) {
        (Some(plans), None) => Ok(Published::load(plans)?),
        (_, error) => Err(error.map_or("no plans", |report| report.message.as_str()).into()),
    }
}

/// The workspace at work on two stores, with its agents in their places.
///
/// # Errors
/// When a store fails.
pub fn engine<A: AgentStore, R: RunStore, W: World>(
    published: Published,
    agents: A,
    runs: R,
    world: W,
) -> Result<Engine<A, R, W>, Box<dyn Error>> {
    let mut engine = Engine::new(published, agents, runs, world);
    wait(engine.recover(NOW))?;
    let online = (0..triage::AGENTS).filter(|k| !triage::OFFLINE.contains(k)).map(come).collect();
    wait(engine.accept(online))?;
    wait(engine.work(NOW))?;
    Ok(engine)
}

fn come(agent: usize) -> Inbound {
    let change = AgentChange { status: Some(Status::Online), ..AgentChange::default() };
    let (id, agent) = (format!("online{agent}").into(), format!("a{agent}").into());
    Inbound { line: None, decision: None, event: Inward::Agent { id, at: NOW, agent, change } }
}

/// Contact `i` opens a conversation.
pub fn opened(i: usize) -> Inbound {
    let field = |field, value: &str| Change::Field {
        field: Name::new_static(field),
        value: Some(Value::Text(value.into())),
    };
    let known = vec![field("first_name", &triage::name(i)), field("plan", triage::plan(i))];
    let (channel, source) = (Some(Name::new_static("web")), Name::new_static("contact"));
    inbound(format!("o{i}"), i, known, Arrival::Opened { channel, source })
}

/// Contact `i` answers.
pub fn answered(i: usize) -> Inbound {
    let text = Some(Name::new_static(triage::answer(i)));
    let message = Message { text, kind: Name::new_static("text"), channel: None };
    inbound(format!("m{i}"), i, Vec::new(), Arrival::Wrote(message))
}

fn inbound(id: String, i: usize, known: Vec<Change>, arrival: Arrival) -> Inbound {
    let (id, contact) = (id.into(), format!("c{i}").into());
    Inbound::new(Incoming { id, at: NOW, contact, known, arrival })
}

/// Holds the conversations of some contacts, one after the other.
///
/// # Errors
/// When a store fails.
pub fn converse<A: AgentStore, R: RunStore, W: World>(
    engine: &mut Engine<A, R, W>,
    contacts: Range<usize>,
) -> Result<(), Box<dyn Error>> {
    for i in contacts {
        for event in [opened, answered] {
            wait(engine.accept(vec![event(i)]))?;
            wait(engine.work(NOW))?;
        }
    }
    Ok(())
}

/// The hash of everything that was sent.
pub fn fingerprint<A: AgentStore, R: RunStore>(engine: &Engine<A, R, Channel>) -> Fingerprint {
    engine.world().fingerprint()
}
