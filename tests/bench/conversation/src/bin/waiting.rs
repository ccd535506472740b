//! What a waiting contact costs: `bench-waiting N` has N contacts wait at the question, and prints how many
//! bytes of the heap that took for each.
//!
//! Out: one line of JSON: everything, with the log of what was said so far; without the log; the contact
//! and its run as they are while something is done with them; of that the run alone; and without the log
//! where the channel has not yet said whether it took the question. *Units*: bytes as asked for, without what the allocator itself needs.

use std::alloc::System;
use std::error::Error;
use std::hint::black_box;

use bench_conversation::channel::Channel;
use bench_conversation::further::Listening;
use bench_conversation::shop;
use bench_measure::triage::{self, Fingerprint};
use cap::Cap;
use rondel::runtime::{ContactState, Published};
use rondel::store::{MemoryAgents, MemoryRuns, RunStore, wait};
use rondel::world::Performed;

#[global_allocator]
static HEAP: Cap<System> = Cap::new(System, usize::MAX);

fn main() -> Result<(), Box<dyn Error>> {
    let word = std::env::args().nth(1).ok_or("usage: N")?;
    let contacts: usize = word.parse()?;
    let published = shop::program(0, Listening::Elsewhere)?;
    let queue = |runs, sent| wait_at_the_question(&published, runs, sent, contacts);
    let (all, _) = queue(MemoryRuns::default(), Performed::Done)?;
    let (untold, _) = queue(MemoryRuns::without_log(), Performed::Later)?;
    let (lean, states) = queue(MemoryRuns::without_log(), Performed::Done)?;
    let whole = copied(&states);
    let bare: Vec<ContactState> =
        states.iter().map(|state| ContactState { runs: Vec::new(), ..state.clone() }).collect();
    let run = whole - copied(&bare);
    let each = |bytes: usize| bytes as f64 / contacts as f64;
    println!(
        r#"{{"peer":"waiting","contacts":{contacts},"with_log":{:.1},"without_log":{:.1},"contact_and_run":{:.1},"run":{:.1},"unconfirmed":{:.1}}}"#,
        each(all),
        each(lean),
        each(whole),
        each(run),
        each(untold)
    );
    Ok(())
}

/// How much the heap grew while everybody came to the question, and what is known of them then.
fn wait_at_the_question(
    published: &Published,
    runs: MemoryRuns,
    sent: Performed,
    contacts: usize,
) -> Result<(usize, Vec<ContactState>), Box<dyn Error>> {
    let (agents, channel) = (MemoryAgents::default(), Channel::that_says(sent));
    let mut engine = shop::engine(published.clone(), agents, runs, channel)?;
    let before = HEAP.allocated();
    for i in 0..contacts {
        wait(engine.accept(vec![shop::opened(i)]))?;
        wait(engine.work(shop::NOW))?;
    }
    let grown = HEAP.allocated() - before;
    if engine.world().fingerprint() != asked(contacts) {
        return Err("other work was done".into());
    }
    let states = wait(engine.runs().contacts(engine.here(), None, contacts))?;
    let waiting = states.iter().flat_map(|state| &state.runs).filter(|run| run.wait().is_some());
    if waiting.count() != contacts {
        return Err("not everybody waits".into());
    }
    Ok((grown, states))
}

/// What has been said when everybody is at the question.
fn asked(contacts: usize) -> Fingerprint {
    let mut messages = Fingerprint::default();
    for i in 0..contacts {
        messages.take(&format!("Hi {}, welcome to Acme!", triage::name(i)));
        messages.take("What can we help with?");
    }
    messages
}

/// What a copy of the states takes; what they share with each other is not copied.
fn copied(states: &[ContactState]) -> usize {
    let before = HEAP.allocated();
    let copy = black_box(states.to_vec());
    let grown = HEAP.allocated() - before;
    drop(copy);
    grown
}
