//! Conversations in memory, one after the other.

use std::error::Error;

use bench_conversation::channel::Channel;
use bench_conversation::further::Listening;
use bench_conversation::shop;
use bench_measure::{Clock, triage};
use rondel::store::{MemoryAgents, MemoryRuns};

use crate::words::Words;

/// Prints the cost of each repetition.
pub fn run(words: &mut Words) -> Result<(), Box<dyn Error>> {
    let conversations: usize = words.number("a number of conversations")?;
    let reps: u32 = words.number("a number of repetitions")?;
    let further =
        if words.has("--workflows") { words.number("a number of workflows")? } else { 0 };
    let nearby = words.has("--nearby");
    let listening = if nearby { Listening::Nearby } else { Listening::Elsewhere };
    let peer = match (further, nearby) {
        (0, _) => "rondel".to_owned(),
        (_, false) => format!("rondel_{further}"),
        (_, true) => format!("rondel_{further}_nearby"),
    };
    let published = shop::program(further, listening)?;
    for rep in 0..reps {
        let stores = (MemoryAgents::default(), MemoryRuns::default());
        let mut engine = shop::engine(published.clone(), stores.0, stores.1, Channel::default())?;
        let (cpu_s, done) =
            Clock::Thread.time(|| ((), shop::converse(&mut engine, 0..conversations)));
        done?;
        let messages = shop::fingerprint(&engine);
        messages.check(conversations)?;
        // Taking it down is no work that anybody waits for; it would be counted by instructions.
        std::mem::forget(engine);
        println!("{}", triage::json(&peer, rep, conversations, cpu_s, messages));
    }
    Ok(())
}
