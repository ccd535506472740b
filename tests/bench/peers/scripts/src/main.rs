//! Script engines as a yardstick: `bench-scripts rhai|rune|luajit N REPS` holds the conversation.
//!
//! Each script has one function for a conversation that is opened and one for the answer; what lies outside
//! is called from it. The script is compiled before anything is measured.

mod luajit;
mod rhai;
mod rune;

use std::cell::RefCell;
use std::rc::Rc;

use bench_measure::outside::{Outside, counts};

thread_local! {
    /// What scripts reach. Not every engine takes functions that hold something of this thread.
    static OUTSIDE: Rc<RefCell<Outside>> = Rc::default();
}

fn main() -> Result<(), String> {
    let mut words = std::env::args().skip(1);
    let engine = words.next().ok_or("usage: rhai|rune|luajit N REPS")?;
    let (conversations, reps) = counts(&mut words)?;
    let outside = OUTSIDE.with(Rc::clone);
    match engine.as_str() {
        "rhai" => rhai::run(conversations, reps, &outside),
        "rune" => rune::run(conversations, reps, &outside),
        "luajit" => luajit::run(conversations, reps, &outside),
        other => Err(format!("no engine is called `{other}`")),
    }
}
