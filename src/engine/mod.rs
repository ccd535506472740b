//! The engine: reads events, gives runs their turns, commits, performs, and feeds the results back.
//!
//! In: compiled plans and lines of events. Out: a transcript of what happened and why, and a
//! summary that accounts for every line. There is one order of things: read, turn, commit,
//! perform; results are new events. This room must never know the language or its compiler.

mod arrive;
mod body;
mod core;
mod door;
mod entry;
mod json;
mod line;
mod misfit;
mod moment;
mod perform;
mod refuse;
mod replay;
mod roster;
#[cfg(test)]
pub(crate) mod samples;
mod start;
mod summary;
#[cfg(test)]
mod tests;
mod transcript;

pub use door::{Arrival, Incoming};
pub use entry::{Entry, What};
#[cfg(feature = "schema")]
pub use line::schema;
pub use line::{Card, Line, Who, read_line};
pub use misfit::Misfit;
pub use refuse::{Refusal, refuse};
pub use replay::Replay;
pub use summary::{Lines, RunCounts, Summary};
pub use transcript::{Part, Transcript};
