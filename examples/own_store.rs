//! A keeper of rosters of one's own, and the suite that every keeper has to pass.

use std::collections::HashMap;
use std::io::Write;
use std::process::ExitCode;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rondel::base::Instant;
use rondel::routing::{Roster, RosterCommand, RosterReply, RosterSnapshot, roster_step};
use rondel::store::{AgentStore, CommandKey, StoreError, WorkspaceId, conformance};

/// Keeps everything behind one mutex, which is what makes commands serial here.
#[derive(Default)]
struct MapStore {
    kept: Mutex<Kept>,
}

/// In a keeper that lasts these are tables, and the mutex is a transaction.
#[derive(Default)]
struct Kept {
    rosters: HashMap<WorkspaceId, Roster>,
    replies: HashMap<(WorkspaceId, CommandKey), RosterReply>,
}

impl Kept {
    fn apply(
        &mut self,
        workspace: &WorkspaceId,
        key: CommandKey,
        command: &RosterCommand,
        at: Instant,
    ) -> Result<RosterReply, StoreError> {
        // Asked again: whoever asks has lost the first reply, and must get that one.
        let place = (workspace.clone(), key);
        if let Some(reply) = self.replies.get(&place) {
            return Ok(reply.clone());
        }
        // The first publication makes a workspace known; everything else is for known ones.
        if let RosterCommand::Publish(plan) = command {
            self.rosters.entry(workspace.clone()).or_insert_with(|| Roster::new(plan));
        }
        let roster = self.rosters.get_mut(workspace).ok_or_else(|| unknown(workspace))?;
        // The only function that decides. Read, decide and write are one, under one lock.
        let (reply, changes) = roster_step(roster, command, at);
        roster.apply(&changes);
        // In the same transaction as the changes: a reply without them, or the other way about,
        // is a contact assigned twice.
        self.replies.insert(place, reply.clone());
        Ok(reply)
    }
}

impl MapStore {
    fn lock(&self) -> MutexGuard<'_, Kept> {
        // Changes are applied in one go, so that a thread that panicked left nothing half done.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl AgentStore for MapStore {
    async fn apply(
        &self,
        workspace: &WorkspaceId,
        key: &CommandKey,
        command: RosterCommand,
        at: Instant,
    ) -> Result<RosterReply, StoreError> {
        self.lock().apply(workspace, *key, &command, at)
    }

    async fn apply_many(
        &self,
        workspace: &WorkspaceId,
        commands: Vec<(CommandKey, RosterCommand)>,
        at: Instant,
    ) -> Result<Vec<RosterReply>, StoreError> {
        // One lock for all of them: nobody else's command comes in between.
        let mut kept = self.lock();
        commands.iter().map(|(key, command)| kept.apply(workspace, *key, command, at)).collect()
    }

    async fn snapshot(&self, workspace: &WorkspaceId) -> Result<RosterSnapshot, StoreError> {
        let kept = self.lock();
        kept.rosters.get(workspace).map(Roster::snapshot).ok_or_else(|| unknown(workspace))
    }
}

/// What is said of a workspace that nobody published.
fn unknown(workspace: &WorkspaceId) -> StoreError {
    StoreError::Unavailable(format!("no workspace `{}`", workspace.0).into())
}

/// Plays the suite, and says how it went.
pub(crate) fn main() -> ExitCode {
    let report = conformance::agent_store(MapStore::default);
    let written = writeln!(std::io::stdout(), "{report}");
    match report.is_passed() && written.is_ok() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
