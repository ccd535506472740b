//! Where state is kept.
//!
//! Two kinds: the roster of a workspace, behind [`AgentStore`], and its contacts, runs and timers,
//! in [`Runs`]. In: commands and commits. Out: replies, once for each key. This room must never
//! know a channel, nor how a workflow runs.

mod agents;
mod memory;
mod ready;
mod runs;
mod timers;

pub use agents::{AgentStore, CommandKey, StoreError, WorkspaceId};
pub use memory::MemoryAgents;
pub use ready::ready;
pub use runs::{Attention, Commit, Runs};
pub use timers::{Timer, Timers};
