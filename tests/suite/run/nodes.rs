//! Several engines on one store, and engines that find it out of reach half-way.

use std::future::{self, Future};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rondel::Engine;
use rondel::base::{Duration, Instant, Name, Sources};
use rondel::compile::compile;
use rondel::runtime::{Arrival, Incoming, Outbound, Published};
use rondel::store::{
    AgentStore, Claim, Inbound, MemoryAgents, MemoryRuns, RunStore, StoreError, WorkerId, wait,
};
use rondel::world::{Performed, World};

use crate::suite::store::faults::{AgentFault, BrokenAgents, BrokenRuns, RunFault};

const SHOP: &str = r#"
workspace shop "Shop" {
  agent ana "Ana"
  agent bo "Bo"
  team sales "Sales" ana
  channel web webchat
}

workflow leads "Leads" {
  on conversation_opened
  send "Hi."
  assign to team sales by round_robin {
    accept within 1m
    timeout 1h {}
  }
}
"#;

const NOON: Instant = Instant { millis: 1_772_442_000_000 };

/// Takes messages, and does not recognise one that it was given before.
#[derive(Default)]
struct Forgetful(AtomicU32);

impl World for Forgetful {
    fn perform(&self, _: &Outbound) -> impl Future<Output = Performed> + Send {
        self.0.fetch_add(1, Ordering::Relaxed);
        future::ready(Performed::Done)
    }

    fn recognises(&self, _: &Outbound) -> bool {
        false
    }
}

/// What the engines share.
#[derive(Default)]
struct Shop {
    agents: Arc<MemoryAgents>,
    runs: Arc<MemoryRuns>,
    sent: AtomicU32,
}

type Node = Engine<BrokenAgents, BrokenRuns, Forgetful>;

impl Shop {
    /// An engine that works under a name, and reaches the roster or does not.
    fn node(&self, name: &str, reaches: bool) -> Node {
        let fault = if reaches { AgentFault::None } else { AgentFault::OutOfReach };
        self.node_with(SHOP, name, fault, RunFault::None)
    }

    fn node_with(&self, program: &str, name: &str, agents: AgentFault, runs: RunFault) -> Node {
        let mut sources = Sources::default();
        sources.add("shop.rondel", program);
        let published = Published::load(compile(&sources).0.unwrap()).unwrap();
        let agents = BrokenAgents::on(agents, self.agents.clone());
        let runs = BrokenRuns::on(runs, self.runs.clone());
        let node = Engine::new(published, agents, runs, Forgetful::default());
        node.working_as(WorkerId(name.into()))
    }

    fn started(&self, name: &str, reaches: bool) -> Node {
        let mut node = self.node(name, reaches);
        wait(node.recover(NOON)).unwrap();
        node
    }

    /// Takes an event in, and applies it.
    fn brings(&self, node: &mut Node, id: &str, arrival: Arrival) -> Result<(), StoreError> {
        self.brings_to("c1", node, id, arrival)
    }

    fn brings_to(
        &self,
        contact: &str,
        node: &mut Node,
        id: &str,
        arrival: Arrival,
    ) -> Result<(), StoreError> {
        let (contact, known) = (contact.into(), Vec::new());
        let incoming = Incoming { id: id.into(), at: NOON, contact, known, arrival };
        wait(node.accept(vec![Inbound::new(incoming)])).unwrap();
        let worked = wait(node.work(NOON));
        self.sent.fetch_add(node.world().0.swap(0, Ordering::Relaxed), Ordering::Relaxed);
        worked
    }

    fn load(&self, node: &Node, agent: &str) -> u32 {
        self.agents.look(node.here(), |roster| roster.load(agent)).unwrap()
    }

    fn waiting(&self, node: &Node) -> usize {
        self.agents.look(node.here(), |roster| roster.waiting()).unwrap()
    }
}

fn opened() -> Arrival {
    Arrival::Opened { channel: Some("web".into()), source: "contact".into() }
}

fn closed() -> Arrival {
    Arrival::Closed { by: None, category: None }
}

fn by_hand(agent: &str) -> Arrival {
    Arrival::AssignedByHand { agent: agent.into() }
}

#[test]
fn the_roster_hears_of_a_contact_in_order_also_when_a_node_stopped_in_between() {
    let shop = Shop::default();
    let mut other = shop.started("other", true);
    let mut stops = shop.started("stops", false);
    shop.brings(&mut other, "e1", by_hand("bo")).unwrap();
    assert!(shop.brings(&mut stops, "e2", opened()).is_err(), "opened, and not told");
    drop(stops);
    shop.brings(&mut other, "e3", closed()).unwrap();
    shop.started("stops", true);
    assert_eq!((shop.load(&other, "ana"), shop.load(&other, "bo")), (0, 0));
}

#[test]
fn an_engine_takes_up_what_it_could_not_finish() {
    let shop = Shop::default();
    let mut node = shop.started("node", false);
    assert!(shop.brings(&mut node, "e1", opened()).is_err());
    let mut again = shop.started("node", true);
    assert_eq!(shop.load(&again, "ana"), 1);
    assert!(shop.brings(&mut node, "e2", by_hand("bo")).is_err(), "the roster is out of reach");
    wait(again.work(NOON)).unwrap();
    drop(node);
    shop.started("node", true);
    assert_eq!((shop.load(&again, "ana"), shop.load(&again, "bo")), (0, 1));
}

#[test]
fn a_message_that_may_have_been_sent_is_in_doubt_and_not_sent_again() {
    let shop = Shop::default();
    let mut node = shop.started("node", false);
    assert!(shop.brings(&mut node, "e1", opened()).is_err(), "before the message");
    drop(node);
    let mut node = shop.started("node", true);
    shop.brings(&mut node, "e2", by_hand("bo")).unwrap();
    assert_eq!(shop.sent.load(Ordering::Relaxed), 0);
    let left = wait(shop.runs.unfinished(node.here(), None)).unwrap();
    let claims: Vec<Claim> = left.into_iter().map(|(_, claim)| claim).collect();
    assert_eq!(claims, [Claim::InDoubt]);
}

/// The request is made after the person has chosen, and before the run hears of that.
#[test]
fn nobody_waits_in_a_queue_for_a_run_that_went_on() {
    let shop = Shop::default();
    let mut node = shop.started("node", true);
    shop.brings(&mut node, "e1", opened()).unwrap();
    assert_eq!(shop.load(&node, "ana"), 1, "she has a minute to accept");
    let mut far = shop.node("far", false);
    assert!(shop.brings(&mut far, "e2", by_hand("bo")).is_err());
    wait(node.fire_due(NOON.plus(Duration::minutes(2)))).unwrap();
    let state = wait(shop.runs.contact(node.here(), "c1")).unwrap().unwrap();
    assert_eq!(state.contact.owner, Some(Name::from("bo")));
    assert_eq!((state.runs.len(), shop.waiting(&node)), (0, 0));
    assert_eq!((shop.load(&node, "ana"), shop.load(&node, "bo")), (0, 1));
}

#[test]
fn a_node_that_starts_leaves_the_others_at_their_work() {
    let shop = Shop::default();
    let mut node = shop.started("node", false);
    assert!(shop.brings(&mut node, "e1", opened()).is_err(), "the message is this node's to send");
    let other = shop.started("other", true);
    let left = wait(shop.runs.unfinished(other.here(), Some(node.worker()))).unwrap();
    assert!(left.iter().all(|(_, claim)| *claim == Claim::Claimed));
    assert_eq!(left.len(), 3);
    let snapshot = wait(other.agents().snapshot(other.here())).unwrap();
    assert_eq!(snapshot.waiting.len(), 0);
}

/// A new plan lets somebody be served who waits, and the node stops before the run hears of it.
#[test]
fn whoever_is_served_when_a_plan_is_published_hears_of_it() {
    let shop = Shop::default();
    let small = SHOP.replace("agent ana \"Ana\"", "agent ana \"Ana\" { limit 1 }");
    let mut node = shop.node_with(&small, "node", AgentFault::None, RunFault::None);
    wait(node.recover(NOON)).unwrap();
    for contact in ["c1", "c2"] {
        shop.brings_to(contact, &mut node, &format!("opened {contact}"), opened()).unwrap();
    }
    assert_eq!((shop.load(&node, "ana"), shop.waiting(&node)), (1, 1));
    drop(node);
    let mut stops = shop.node_with(SHOP, "node", AgentFault::None, RunFault::RefusesServed);
    assert!(wait(stops.recover(NOON)).is_err());
    assert_eq!((shop.load(&stops, "ana"), shop.waiting(&stops)), (2, 0), "the roster has served");
    drop(stops);
    let node = shop.started("node", true);
    let state = wait(shop.runs.contact(node.here(), "c2")).unwrap().unwrap();
    assert_eq!(state.contact.owner, Some(Name::from("ana")), "and the contact has heard");
}
