//! The engine: reads events, gives runs their turns, commits, performs, and feeds the results back.
//!
//! In: compiled plans and lines of events. Out: a transcript of what happened and why, and a
//! summary that accounts for every line. There is one order of things: read, turn, commit,
//! perform; results are new events. This room must never know the language or its compiler.

mod attention;
mod body;
mod cycle;
mod door;
mod durable;
mod entry;
mod heard;
mod line;
mod misfit;
mod moment;
mod perform;
mod publish;
mod replay;
mod roster;
#[cfg(test)]
pub(crate) mod samples;
mod summary;
mod sweep;
mod tell;
#[cfg(test)]
mod tests;
mod transcript;

pub use attention::needs_attention;
pub use cycle::{Engine, Told};
pub use door::{LetIn, Said, check};
pub use entry::{Entry, What};
pub use heard::Heard;
#[cfg(feature = "schema")]
pub use line::schema;
pub use line::{Card, Line, Who, read_line};
pub use misfit::Misfit;
pub use publish::{PublishError, publish};
pub use replay::Replay;
pub use summary::{Attention, Lines, RunCounts, Summary};
pub use tell::tell;
pub use transcript::{Part, Transcript};
