//! Conversations on the store in one file, beside what the disk gives at the same time.

use std::collections::BTreeSet;
use std::error::Error;
use std::ops::Range;
use std::path::Path;
use std::thread;
use std::time::Instant;

use bench_conversation::channel::Channel;
use bench_conversation::further::Listening;
use bench_conversation::shop;
use bench_measure::triage;
use rondel::Engine;
use rondel::routing::Status;
use rondel::runtime::Published;
use rondel::store::{AgentStore, Missing, RunStore, Sqlite, StoreError, wait};

use crate::probe::Probe;
use crate::words::Words;

/// Turns of a conversation: it is opened, the contact answers, an owner is found.
const TURNS: usize = 3;
/// Stretches of work; the disk is probed after each.
const STRETCHES: usize = 10;

type Failure = Box<dyn Error + Send + Sync>;
type Desk = Engine<Sqlite, Sqlite, Channel>;

/// Prints, per repetition, how many turns a second were durable, and which share that is of the durable
/// writes a second that the same folder took in between.
pub fn run(words: &mut Words) -> Result<(), Box<dyn Error>> {
    let conversations: usize = words.number("a number of conversations")?;
    let callers: usize = words.number("a number of callers")?;
    let reps: u32 = words.number("a number of repetitions")?;
    let folder = words.next("a folder")?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let published = shop::program(0, Listening::Elsewhere)?;
    for rep in 0..reps {
        let path = folder.join("store.db");
        forget(folder)?;
        let (wall_s, probe, syncs) = hold(&published, &path, conversations, callers)?;
        forget(folder)?;
        let turns = (conversations * TURNS) as f64 / wall_s;
        let share = turns / probe;
        let syncs = syncs as f64 / (conversations * TURNS) as f64;
        println!(
            r#"{{"peer":"durable, callers: {callers}","rep":{rep},"conversations":{conversations},"callers":{callers},"wall_s":{wall_s:.4},"turns_per_s":{turns:.1},"probe_per_s":{probe:.1},"share":{share:.4},"syncs_per_turn":{syncs:.3}}}"#
        );
    }
    Ok(())
}

/// Holds all conversations on a new store. Gives the wall seconds it took, what the disk gave, and how
/// often the store synced.
fn hold(
    published: &Published,
    path: &Path,
    conversations: usize,
    callers: usize,
) -> Result<(f64, f64, u64), Box<dyn Error>> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut probe = Probe::new(folder)?;
    let store = Sqlite::open(path, Missing::Create)?;
    // Brings the workspace in and its agents to their places.
    let mut first =
        shop::engine(published.clone(), store.clone(), store.clone(), Channel::default())?;
    let (mut wall_s, mut messages, mut syncs) = (0.0, 0, 0);
    for stretch in 0..STRETCHES {
        let place = |stretch: usize| conversations * stretch / STRETCHES;
        let contacts = place(stretch)..place(stretch + 1);
        let (start, before) = (Instant::now(), store.syncs().total());
        if callers == 1 {
            talk(&mut first, contacts)?;
        } else {
            messages += together(&first, &store, contacts, callers)?;
            wait(first.work(shop::NOW))?;
        }
        wall_s += start.elapsed().as_secs_f64();
        syncs += store.syncs().total() - before;
        probe.look()?;
    }
    if callers == 1 {
        shop::fingerprint(&first).check(conversations)?;
    }
    judge(&first, messages + first.world().messages(), conversations)?;
    Ok((wall_s, probe.end()?, syncs))
}

/// Many callers on one store, each with an engine and contacts of its own. Gives how many messages went
/// out. Who comes first is theirs to fight out, so the result is judged by what has to hold in any order.
fn together(
    first: &Desk,
    store: &Sqlite,
    contacts: Range<usize>,
    callers: usize,
) -> Result<u64, Box<dyn Error>> {
    let messages = thread::scope(|scope| {
        let work = |caller: usize| {
            let (published, store) = (first.published().clone(), store.clone());
            let mine = contacts.clone().skip(caller).step_by(callers);
            scope.spawn(move || {
                let engine = Engine::new(published, store.clone(), store, Channel::default());
                call(engine, mine)
            })
        };
        let workers: Vec<_> = (0..callers).map(work).collect();
        let counts = workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|_| Err("a caller panicked".into())));
        counts.sum::<Result<u64, Failure>>()
    });
    messages.map_err(|error| -> Box<dyn Error> { error })
}

/// Holds conversations until all are through. Gives how many messages went out this way; others may have
/// taken some of the turns, as this one took some of theirs.
fn call(mut engine: Desk, contacts: impl Iterator<Item = usize>) -> Result<u64, Failure> {
    talk(&mut engine, contacts)?;
    Ok(engine.world().messages())
}

/// Holds conversations, one after the other; each event is durable before the next one comes.
fn talk(engine: &mut Desk, contacts: impl Iterator<Item = usize>) -> Result<(), StoreError> {
    for i in contacts {
        for event in [shop::opened, shop::answered] {
            wait(engine.take(vec![event(i)], shop::NOW))?;
        }
    }
    Ok(())
}

/// Everybody was talked to as often as has to be, nothing is left to do, and the shares of the agents
/// who were there differ by one at most.
fn judge(engine: &Desk, messages: u64, conversations: usize) -> Result<(), Box<dyn Error>> {
    let counts = wait(engine.runs().counts(engine.here()))?;
    let agents = wait(engine.agents().snapshot(engine.here()))?.agents;
    let there = agents.iter().filter(|agent| agent.status == Status::Online);
    let loads: BTreeSet<u32> = there.map(|agent| agent.load).collect();
    let spread = loads.last().zip(loads.first()).map(|(most, least)| most - least);
    let is_through = counts.runs == 0 && counts.inbox == 0;
    if messages != triage::messages(conversations)
        || !is_through
        || spread.is_none_or(|far| far > 1)
    {
        let why = format!("other work was done: {messages} messages, {counts:?}, loads {loads:?}");
        return Err(why.into());
    }
    Ok(())
}

/// Takes away what an earlier run left in the folder.
fn forget(folder: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("store.db") {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
