//! The keeper that forgets everything when the process ends.

mod agents;
mod kept;
mod runs;

pub use agents::MemoryAgents;
pub use runs::MemoryRuns;
