//! Where state is kept.
//!
//! Two kinds: the roster of a workspace, behind [`AgentStore`], and its contacts, runs and timers,
//! behind [`RunStore`]. In: commands and commits. Out: replies, once for each key. This room must
//! never know a channel, nor how a workflow runs.

mod agents;
mod asked;
pub mod conformance;
mod inbound;
mod memory;
mod ready;
mod runs;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg_attr(
    not(feature = "sqlite"),
    expect(dead_code, reason = "only what is in a file is read anew")
)]
mod waiting;

pub use agents::{AgentStore, CommandKey, Home, StoreError, WorkspaceId};
pub use asked::{Counts, Field};
pub use inbound::{AgentChange, Inbound, Inward};
pub use memory::{MemoryAgents, MemoryRuns};
pub use ready::{ready, wait};
pub use runs::{Claim, Commit, DeadLetter, Logged, RunStore, Work, WorkerId};
#[cfg(feature = "sqlite")]
pub use sqlite::{Missing, OpenError, Sqlite, Syncs};
