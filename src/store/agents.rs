//! The agent-state store: the part of the engine that others may replace.

use std::future::Future;

use serde::{Deserialize, Serialize};

use super::WorkerId;
use crate::base::{Instant, Key, Name};
use crate::routing::{RosterCommand, RosterReply, RosterSnapshot};

/// Which workspace is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WorkspaceId(pub Name);

/// Where something is kept. What is kept in one place becomes durable in the order in which it
/// happened: whoever loses something there has lost everything after it as well, in both stores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home(pub Name);

/// What makes a command unique: given again, it gives the first reply again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommandKey(pub Key);

/// Why a store did not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Somebody else changed it in between: run the command again.
    #[error("somebody else changed the state in between")]
    Conflict,
    /// It cannot be reached; nothing happened.
    #[error("the store cannot be reached: {0}")]
    Unavailable(Name),
    /// Whether it happened is not known: ask again with the same key.
    #[error("the store's answer was lost")]
    Unknown,
    /// What it holds makes no sense.
    #[error("the stored state is damaged: {0}")]
    Corrupt(Name),
}

/// Keeps the rosters of workspaces. To write one, run
/// [`roster_step`](crate::routing::roster_step) inside whatever makes commands serial, and store
/// the changes it gives.
pub trait AgentStore {
    /// Commands of one workspace take effect one after another. The same key gives the first
    /// reply again. A workspace is known from its first `Publish` on. Durable when it returns.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn apply(
        &self,
        workspace: &WorkspaceId,
        key: &CommandKey,
        command: RosterCommand,
        at: Instant,
    ) -> impl Future<Output = Result<RosterReply, StoreError>> + Send;

    /// As [`AgentStore::apply`], but it may be durable later: with whatever is durable next. See
    /// [`RunStore::sync`](super::RunStore::sync), which says what that means. One that is durable when
    /// it returns is as good.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn apply_later(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        key: &CommandKey,
        command: RosterCommand,
        at: Instant,
    ) -> impl Future<Output = Result<RosterReply, StoreError>> + Send {
        let _ = worker;
        self.apply(workspace, key, command, at)
    }

    /// Where it is kept, if something may be durable later there. Only where rosters and runs have one
    /// home does an engine put anything off.
    fn home(&self) -> Option<Home> {
        None
    }

    /// Several commands, in order, together.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn apply_many(
        &self,
        workspace: &WorkspaceId,
        commands: Vec<(CommandKey, RosterCommand)>,
        at: Instant,
    ) -> impl Future<Output = Result<Vec<RosterReply>, StoreError>> + Send;

    /// The roster as it was a moment ago.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn snapshot(
        &self,
        workspace: &WorkspaceId,
    ) -> impl Future<Output = Result<RosterSnapshot, StoreError>> + Send;
}
