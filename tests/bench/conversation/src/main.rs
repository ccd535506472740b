//! What Rondel costs at work.
//!
//! `bench-conversation converse N REPS [--workflows K [--nearby]]`: N conversations, one after the other,
//! in memory, with log, trace and the reasons of every decision; K further workflows in the workspace,
//! which listen to events that do not occur, or some of them to those that do.
//! `bench-conversation decide N REPS`: N decisions about an owner, each made true at once, for every order
//! and filter, with 20, 1,000 and 10,000 agents.
//! `bench-conversation durable N CALLERS REPS DIR`: N conversations on a store in one file in the folder,
//! beside a probe of what the folder's disk gives.
//!
//! Out: one line of JSON per repetition. *Units*: CPU seconds of the thread; wall seconds where a disk
//! has its say.

mod converse;
mod decide;
mod durable;
mod probe;
mod words;

use std::error::Error;

use words::Words;

/// That of the command `rondel`.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = Words::of_the_command();
    match words.next("a mode")?.as_str() {
        "converse" => converse::run(&mut words)?,
        "decide" => decide::run(&mut words)?,
        "durable" => durable::run(&mut words)?,
        other => return Err(format!("no mode is called `{other}`").into()),
    }
    words.end()
}
