//! One play: two nodes, one store, people who write, and everything that goes wrong.

mod happen;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{Duration, Instant, Name};
use crate::runtime::Published;
use crate::simulate::chance::Chance;
use crate::simulate::fault::{Fault, Faults};
use crate::simulate::hub::{Clock, Hub, NODES, Shared, Trace};
use crate::simulate::invariant::Invariant;
use crate::simulate::keepers::Keepers;
use crate::simulate::ledger::{Held, Ledger};
use crate::simulate::node::{Done, Node, Parcel, Stores, Task};
use crate::simulate::tally::Tally;
use crate::simulate::traffic::{self, BEGINNING};
use crate::store::{AgentStore, Home, RunStore, WorkspaceId, wait};

/// Steps after which a play that has not ended never will.
const MOST_STEPS: u32 = 100_000;
/// How far apart a node's moments are, in milliseconds, where nothing happens.
const BEAT: (i64, i64) = (15_000, 40_000);
/// How often time goes on in the end, for whoever still waits.
const ROUNDS: u32 = 6;
/// How far it goes on each time.
const ROUND: Duration = Duration::seconds(100);

/// Something that happens at a moment.
enum Next {
    Bring(Box<Parcel>),
    Moment(usize),
    Start(usize),
    Jump(usize),
    Reopen,
}

/// What went wrong that must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What does not hold.
    pub invariant: Invariant,
    /// What was seen instead.
    pub why: String,
}

/// What was seen of a play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Played {
    /// The program.
    pub program: &'static str,
    /// The faults that could happen.
    pub faults: String,
    /// The same for the same events in the same order.
    pub hash: u64,
    /// What was counted.
    pub tally: Tally,
    /// The first thing that went wrong that must not.
    pub failure: Option<Failure>,
    /// Everything that happened, where it was asked for.
    pub trace: Vec<String>,
}

struct Play<'a, K: Keepers> {
    shared: Shared,
    published: &'a Published,
    here: WorkspaceId,
    keepers: &'a mut K,
    stores: Option<Stores<K::Agents, K::Runs>>,
    nodes: [Node<K::Agents, K::Runs>; NODES],
    tasks: Vec<Task<K::Agents, K::Runs>>,
    coming: BTreeMap<(Instant, u64), Next>,
    places: u64,
    steps: u32,
    /// Until when nodes go on by themselves.
    until: Instant,
}

/// Plays a program.
///
/// # Errors
/// When the stores cannot be opened, or do not answer what they are asked in the end.
pub(in crate::simulate) fn play<K: Keepers>(
    seed: u64,
    (program, published): (&'static str, &Published),
    keepers: &mut K,
    in_words: bool,
) -> Result<Played, String>
where
    K::Agents: 'static,
    K::Runs: 'static,
{
    let mut chance = Chance::new(seed);
    let faults = Faults::choose(&mut chance, K::LASTS);
    let names = faults.names();
    let plan = published.workspace().plan();
    let sent = traffic::draw(&mut chance, plan);
    let hub = Hub {
        chance,
        faults,
        tally: Tally::of_one(),
        ledger: Ledger::new(published.clone()),
        trace: Trace::new(in_words),
        now: BEGINNING,
        nodes: [Clock::default(); NODES],
        stopped: [false; NODES],
        answers: Vec::new(),
        home: seed.is_multiple_of(2).then(|| Home(Name::new_static("far"))),
    };
    let here = WorkspaceId(plan.name.clone());
    let mut play = Play {
        shared: Shared::new(hub),
        published,
        here,
        keepers,
        stores: None,
        nodes: [const { Node::Stopped }; NODES],
        tasks: Vec::new(),
        coming: BTreeMap::new(),
        places: 0,
        steps: 0,
        until: sent.last().map_or(BEGINNING, |last| last.at),
    };
    play.open()?;
    play.plan(sent);
    play.run();
    play.calm();
    play.end()?;
    let mut hub = play.shared.lock();
    let looks: Vec<_> = hub.ledger.looks().collect();
    for (invariant, count) in looks {
        hub.tally.looked(invariant, count);
    }
    let failure = hub.ledger.broken();
    let failure = failure.map(|one| Failure { invariant: one.invariant, why: one.why.clone() });
    let (hash, trace) = (hub.trace.hash(), hub.trace.take_lines());
    Ok(Played { program, faults: names, hash, tally: hub.tally.clone(), failure, trace })
}

impl<K: Keepers> Play<'_, K>
where
    K::Agents: 'static,
    K::Runs: 'static,
{
    fn open(&mut self) -> Result<(), String> {
        self.stores = None;
        let (agents, runs) = self.keepers.open()?;
        self.stores = Some(Stores { agents: Arc::new(agents), runs: Arc::new(runs) });
        Ok(())
    }

    fn put(&mut self, at: Instant, next: Next) {
        self.places += 1;
        self.coming.insert((at, self.places), next);
    }

    /// Something between two lengths of time from now, in milliseconds.
    fn soon(&self, least: i64, most: i64) -> Instant {
        let mut hub = self.shared.lock();
        let millis = hub.chance.between(least, most);
        Instant { millis: hub.now.millis.saturating_add(millis) }
    }

    /// Puts down everything that is sent, and what goes wrong on its way.
    fn plan(&mut self, sent: Vec<traffic::Sent>) {
        for one in sent {
            let (late, twice) = {
                let mut hub = self.shared.lock();
                let mut late = 0;
                if hub.strikes(Fault::Reorder) {
                    late += hub.chance.between(0, 20);
                }
                if hub.strikes(Fault::Delay) {
                    late += hub.chance.between(30, 200);
                }
                let twice = hub.strikes(Fault::Duplicate).then(|| hub.chance.between(0, 60));
                (late, twice)
            };
            let at = one.at.plus(Duration::seconds(late));
            if let Some(again) = twice {
                self.put(
                    at.plus(Duration::seconds(again)),
                    Next::Bring(Box::new(Parcel::Sent(one.clone()))),
                );
            }
            self.put(at, Next::Bring(Box::new(Parcel::Sent(one))));
        }
        let span = self.until.millis.saturating_sub(BEGINNING.millis);
        for node in 0..NODES {
            let at = self.soon(0, 2_000);
            self.put(at, Next::Start(node));
            for _ in 0..2 {
                let at = self.soon(0, span);
                self.put(at, Next::Jump(node));
            }
        }
        for _ in 0..3 {
            let at = self.soon(0, span);
            self.put(at, Next::Reopen);
        }
    }

    /// Lets everything happen that comes, until nothing comes any more.
    fn run(&mut self) {
        loop {
            self.steps += 1;
            let draw = {
                let mut hub = self.shared.lock();
                if hub.ledger.broken().is_some() {
                    return;
                }
                if self.steps > MOST_STEPS {
                    hub.ledger.never_ends();
                    return;
                }
                let waits = self.tasks.is_empty() || hub.chance.once_in(16);
                (!waits).then(|| hub.chance.place(self.tasks.len()))
            };
            if let Some(place) = draw {
                self.poll(place);
            } else if let Some(((at, _), next)) = self.coming.pop_first() {
                self.happens(at, next);
            } else if self.tasks.is_empty() {
                return;
            }
        }
    }

    fn poll(&mut self, place: usize) {
        let Some(task) = self.tasks.get_mut(place) else { return };
        let node = task.node;
        if let Some(done) = task.poll() {
            let task = self.tasks.swap_remove(place);
            self.done(node, done, task.parcel);
        }
        self.stopped();
        self.answers();
    }

    fn done(&mut self, node: usize, done: Done<K::Agents, K::Runs>, parcel: Option<Parcel>) {
        match done {
            Done::Worked(engine, recovered, worked) => {
                if let Err(why) = &worked {
                    self.shared.lock().say(node, format_args!("failed: {why}"));
                }
                if let Some(place) = self.nodes.get_mut(node) {
                    *place = Node::Idle(engine, recovered);
                }
                let (least, most) = if worked.is_err() { (200, 5_000) } else { BEAT };
                let at = self.soon(least, most);
                if worked.is_err() || at < self.until {
                    self.put(at, Next::Moment(node));
                }
            }
            Done::Brought(event, Ok(_)) => {
                self.shared.lock().ledger.acknowledged(&event);
                let other = self.shared.lock().chance.place(NODES);
                let at = self.soon(0, 2_500);
                self.put(at, Next::Moment(other));
            }
            Done::Brought(_, Err(_)) => self.again(parcel),
        }
    }

    /// Whoever was not told that a parcel arrived brings it again.
    fn again(&mut self, parcel: Option<Parcel>) {
        if let Some(parcel) = parcel {
            let at = self.soon(500, 8_000);
            self.put(at, Next::Bring(Box::new(parcel)));
        }
    }

    /// Takes out nodes that stopped, with whatever they were at.
    fn stopped(&mut self) {
        let stopped = std::mem::take(&mut self.shared.lock().stopped);
        for (node, _) in (0..).zip(stopped).filter(|(_, stopped)| *stopped) {
            if let Some(place) = self.nodes.get_mut(node) {
                *place = Node::Stopped;
            }
            let mut lost = Vec::new();
            self.tasks.retain_mut(|task| {
                if task.node == node {
                    lost.push(task.parcel.take());
                }
                task.node != node
            });
            for parcel in lost {
                self.again(parcel);
            }
            let at = self.soon(500, 90_000);
            self.put(at, Next::Start(node));
        }
    }

    /// Nothing goes wrong any more, and time goes on until whoever can be served is.
    fn calm(&mut self) {
        self.shared.lock().faults = Faults::default();
        for round in 0..ROUNDS {
            if round > 0 {
                let mut hub = self.shared.lock();
                hub.now = hub.now.plus(ROUND);
            }
            for _ in 0..3 {
                for node in 0..NODES {
                    let at = self.soon(0, 10);
                    self.put(at, Next::Start(node));
                    self.put(at, Next::Moment(node));
                }
                self.run();
            }
        }
    }

    /// Looks at everything once more.
    fn end(&mut self) -> Result<(), String> {
        self.tasks.clear();
        let Some(stores) = &self.stores else { return Ok(()) };
        if self.shared.lock().ledger.broken().is_some() {
            return Ok(());
        }
        let why = |error: crate::store::StoreError| error.to_string();
        let (runs, here) = (&stores.runs, &self.here);
        let contacts = wait(runs.contacts(here, None, usize::MAX)).map_err(why)?;
        let roster = wait(stores.agents.snapshot(here)).map_err(why)?;
        let outbox = wait(runs.unfinished(here, None)).map_err(why)?;
        let mut hub = self.shared.lock();
        // Timers are due by the clock of whichever node is ahead, or not yet.
        let now = (0..NODES).map(|node| hub.clock(node)).min().unwrap_or(hub.now);
        hub.ledger.ended(&Held { contacts, roster, outbox, now });
        Ok(())
    }
}
