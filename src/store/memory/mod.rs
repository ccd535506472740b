//! The keeper that forgets everything when the process ends.

mod agents;
mod contacts;
mod kept;
mod packed;
mod runs;
mod workspaces;

pub use agents::MemoryAgents;
pub use runs::MemoryRuns;
