//! What Rondel costs at work.
//!
//! `bench-conversation converse N REPS [--workflows K [--nearby]]`: N conversations, one after the other,
//! in memory, with log, trace and the reasons of every decision; K further workflows in the workspace.
//!
//! Out: one line of JSON per repetition. *Units*: CPU seconds of the thread.

mod converse;
mod words;

use std::error::Error;

use words::Words;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = Words::of_the_command();
    match words.next("a mode")?.as_str() {
        "converse" => converse::run(&mut words)?,
        other => return Err(format!("no mode is called `{other}`").into()),
    }
    words.end()
}
