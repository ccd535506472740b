//! Where a play keeps its state.

#[cfg(feature = "sqlite")]
use std::path::{Path, PathBuf};

use crate::store::{AgentStore, MemoryAgents, MemoryRuns, RunStore};
#[cfg(feature = "sqlite")]
use crate::store::{Missing, Sqlite};

/// Makes the stores of a play.
pub trait Keepers {
    /// Keeps rosters.
    type Agents: AgentStore + Send + Sync;
    /// Keeps contacts and runs.
    type Runs: RunStore + Send + Sync;
    /// Whether what they keep is there when they are opened again.
    const LASTS: bool;

    /// Opens them; the first time, nothing is in them.
    ///
    /// # Errors
    /// When that is not possible, in words for people.
    fn open(&mut self) -> Result<(Self::Agents, Self::Runs), String>;
}

/// In memory.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory;

impl Keepers for Memory {
    type Agents = MemoryAgents;
    type Runs = MemoryRuns;
    const LASTS: bool = false;

    fn open(&mut self) -> Result<(MemoryAgents, MemoryRuns), String> {
        Ok((MemoryAgents::default(), MemoryRuns::without_log()))
    }
}

/// In one SQLite file.
#[cfg(feature = "sqlite")]
#[derive(Clone, Debug)]
pub struct InFile {
    path: PathBuf,
}

#[cfg(feature = "sqlite")]
impl InFile {
    /// In this file, which is not there yet.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }
}

#[cfg(feature = "sqlite")]
impl Keepers for InFile {
    type Agents = Sqlite;
    type Runs = Sqlite;
    const LASTS: bool = true;

    fn open(&mut self) -> Result<(Sqlite, Sqlite), String> {
        let store = Sqlite::open(&self.path, Missing::Create).map_err(|why| why.to_string())?;
        Ok((store.clone(), store))
    }
}
