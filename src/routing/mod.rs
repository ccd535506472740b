//! Who gets whom.
//!
//! In: the [`Roster`] of a workspace and one [`RosterCommand`]. Out: a [`RosterReply`] and the
//! small changes that make it true. Every assignment, whoever asks for it, goes through
//! [`decide`](decide::decide), and every decision says why. Pure: this room must never know a
//! clock, a store, a run or a message.

mod apply;
mod candidates;
mod command;
mod decide;
mod draft;
mod few;
mod index;
#[cfg(test)]
mod large;
mod look;
mod ordered;
mod request;
mod roster;
mod serve;
mod snapshot;
mod step;
#[cfg(test)]
mod tests;
mod why;

pub use candidates::{Candidate, Candidates, CandidatesIter, Standing};
pub use command::{RosterChange, RosterCommand, RosterReply, Served};
pub use request::{Filters, Order, Pool, Request, RequestId};
pub use roster::{Counters, Roster, Status};
pub use snapshot::{AgentSnapshot, PoolSnapshot, RosterSnapshot};
pub use step::roster_step;
pub use why::{Decision, Failure, Verdict};
