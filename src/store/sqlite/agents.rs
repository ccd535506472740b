//! Rosters in the file.

use std::borrow::Cow;

use rusqlite::params;

use super::Sqlite;
use super::failure::Failure;
use super::redo::Call;
use super::rows::{Kept, read_kept, write};
use super::session::Session;
use crate::base::{Duration, Instant, Name};
use crate::plan::WorkspacePlan;
use crate::routing::{
    Roster, RosterChange, RosterCommand, RosterReply, RosterSnapshot, roster_step,
};
use crate::store::{AgentStore, CommandKey, Home, StoreError, WorkerId, WorkspaceId};

/// How long replies are remembered, by the clock of the commands: longer than anybody repeats one.
const REMEMBERED: Duration = Duration::days(8);
/// New replies after which old ones are forgotten.
const FORGETS: u64 = 16;
/// Old replies that are forgotten then, so that it never takes long.
const FORGOTTEN_AT_ONCE: i64 = 64;

impl Sqlite {
    /// The workspaces of the file, with what each was when it was published last.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn workspaces(&self) -> Result<Vec<(WorkspaceId, WorkspacePlan)>, StoreError> {
        self.look(|session| {
            let all = session.rosters.iter();
            let known =
                all.filter_map(|(id, kept)| Some((id.clone(), kept.roster.workspace()?.clone())));
            Ok(known.collect())
        })
    }
}

impl Session {
    /// Takes in a workspace that nobody knows yet.
    fn begin(&mut self, id: &WorkspaceId, plan: &WorkspacePlan) -> Result<(), Failure> {
        if self.rosters.contains_key(id) {
            return Ok(());
        }
        let mut kept = Kept::new(Roster::new(plan));
        let published = RosterChange::Published { workspace: Box::new(plan.clone()) };
        kept.write(&self.db, id, &[published])?;
        self.rosters.insert(id.clone(), kept);
        Ok(())
    }

    pub(super) fn apply(
        &mut self,
        id: &WorkspaceId,
        key: CommandKey,
        command: &RosterCommand,
        at: Instant,
    ) -> Result<RosterReply, Failure> {
        let (name, text) = (id.0.as_str(), key.0.to_string());
        let mut seen = self
            .db
            .prepare_cached("SELECT reply FROM replies WHERE workspace = ?1 AND key = ?2")?;
        let mut found = seen.query(params![name, text])?;
        if let Some(row) = found.next()? {
            return read_kept("a reply", &row.get::<_, String>(0)?);
        }
        drop(found);
        drop(seen);
        if let RosterCommand::Publish(plan) = command {
            self.begin(id, plan)?;
        }
        let Some(kept) = self.rosters.get_mut(id) else {
            let why = Name::from(format!("no workspace `{}`", id.0));
            return Err(Failure::Refused(StoreError::Unavailable(why)));
        };
        let call = Call::Apply { here: id.clone(), key, command: Cow::Borrowed(command), at };
        self.redo.note(&call, [])?;
        let (reply, changes) = roster_step(&kept.roster, command, at);
        kept.roster.apply(&changes);
        kept.write(&self.db, id, &changes)?;
        let mut put = self.db.prepare_cached(
            "INSERT INTO replies (workspace, key, at, reply) VALUES (?1, ?2, ?3, ?4)",
        )?;
        put.execute(params![name, text, at.millis, write(&reply)?])?;
        self.replies += 1;
        if self.replies.is_multiple_of(FORGETS) {
            let mut forget = self.db.prepare_cached(
                "DELETE FROM replies WHERE seq IN
                 (SELECT seq FROM replies WHERE workspace = ?1 AND at < ?2 LIMIT ?3)",
            )?;
            let old = at.millis.saturating_sub(REMEMBERED.seconds.saturating_mul(1_000));
            forget.execute(params![name, old, FORGOTTEN_AT_ONCE])?;
        }
        Ok(reply)
    }
}

impl AgentStore for Sqlite {
    async fn apply(
        &self,
        workspace: &WorkspaceId,
        key: &CommandKey,
        command: RosterCommand,
        at: Instant,
    ) -> Result<RosterReply, StoreError> {
        self.now(|session| session.apply(workspace, *key, &command, at)).await
    }

    async fn apply_later(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        key: &CommandKey,
        command: RosterCommand,
        at: Instant,
    ) -> Result<RosterReply, StoreError> {
        self.later(workspace, worker, |session| session.apply(workspace, *key, &command, at))
    }

    fn home(&self) -> Option<Home> {
        Some(self.keeper.home.clone())
    }

    async fn apply_many(
        &self,
        workspace: &WorkspaceId,
        commands: Vec<(CommandKey, RosterCommand)>,
        at: Instant,
    ) -> Result<Vec<RosterReply>, StoreError> {
        let act = |session: &mut Session| {
            let commands = commands.iter();
            commands.map(|(key, command)| session.apply(workspace, *key, command, at)).collect()
        };
        self.now(act).await
    }

    async fn snapshot(&self, workspace: &WorkspaceId) -> Result<RosterSnapshot, StoreError> {
        self.look(|session| match session.rosters.get(workspace) {
            Some(kept) => Ok(kept.roster.snapshot()),
            None => {
                let why = Name::from(format!("no workspace `{}`", workspace.0));
                Err(Failure::Refused(StoreError::Unavailable(why)))
            }
        })
    }
}
