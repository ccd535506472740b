//! Contacts, inbox, outbox, timers and log in the file.

use super::failure::Failure;
use super::rows::read_kept;
use super::{Sqlite, commits, inbox};
use crate::base::{Instant, Key, Name};
use crate::plan::WorkflowPlan;
use crate::runtime::{ContactState, Outbound};
use crate::store::{
    Claim, Commit, Counts, DeadLetter, Field, Home, Inbound, Logged, RunStore, StoreError, Work,
    WorkerId, WorkspaceId,
};

fn read_all<T: serde::de::DeserializeOwned>(texts: &[String]) -> Result<Vec<T>, Failure> {
    texts.iter().map(|text| read_kept("a row", text)).collect()
}

impl RunStore for Sqlite {
    async fn accept(
        &self,
        workspace: &WorkspaceId,
        events: Vec<Inbound>,
        done: Vec<Key>,
    ) -> Result<Vec<bool>, StoreError> {
        let events = inbox::Written::now(events)?;
        self.now(|session| session.accept(workspace, events, &done)).await
    }

    async fn accept_later(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        events: Vec<Inbound>,
        done: Vec<Key>,
    ) -> Result<Vec<bool>, StoreError> {
        let events = inbox::Written::later(events)?;
        self.later(workspace, worker, |session| session.accept(workspace, events, &done))
    }

    async fn knows(&self, workspace: &WorkspaceId, event: &Name) -> Result<bool, StoreError> {
        self.look(|session| {
            let sql = "SELECT id FROM inbox WHERE workspace = ?1 AND id = ?2";
            Ok(!session.texts(sql, &[&workspace.0.as_str(), &event.as_str()])?.is_empty())
        })
    }

    async fn enter(&self, workspace: &WorkspaceId, worker: &WorkerId) -> Result<(), StoreError> {
        self.look(|session| session.enter(workspace, worker))
    }

    async fn next(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
    ) -> Result<Option<Work>, StoreError> {
        self.give(workspace, worker, |session| session.next(workspace, worker))
    }

    async fn due(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        now: Instant,
    ) -> Result<Option<Work>, StoreError> {
        self.give(workspace, worker, |session| session.due(workspace, worker, now))
    }

    async fn commit(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        commit: Commit,
    ) -> Result<(), StoreError> {
        let written = commits::Written::of(commit)?;
        let act = |session: &mut super::Session| {
            session.heard(workspace, worker)?;
            session.commit(workspace, worker, written)
        };
        self.now(act).await
    }

    async fn commit_later(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        commit: Commit,
    ) -> Result<(), StoreError> {
        let written = commits::Written::of(commit)?;
        self.later(workspace, worker, |session| session.commit(workspace, worker, written))
    }

    async fn sync(&self, workspace: &WorkspaceId, worker: &WorkerId) -> Result<(), StoreError> {
        self.synced(workspace, worker).await
    }

    fn home(&self) -> Option<Home> {
        Some(self.keeper.home.clone())
    }

    async fn release(&self, workspace: &WorkspaceId, event: &Inbound) -> Result<(), StoreError> {
        self.look(|session| session.put_back(workspace, |waiting| waiting.release(event)))
    }

    async fn bury(&self, workspace: &WorkspaceId, letter: DeadLetter) -> Result<(), StoreError> {
        self.now(|session| session.bury(workspace, &letter)).await
    }

    async fn unfinished(
        &self,
        workspace: &WorkspaceId,
        worker: Option<&WorkerId>,
    ) -> Result<Vec<(Outbound, Claim)>, StoreError> {
        let look = |session: &mut super::Session| session.unfinished(workspace, worker);
        match worker {
            Some(worker) => self.give(workspace, worker, look),
            None => self.look(look),
        }
    }

    async fn doubt(&self, workspace: &WorkspaceId, effects: Vec<Key>) -> Result<(), StoreError> {
        self.now(|session| session.doubt(workspace, &effects)).await
    }

    async fn find(
        &self,
        workspace: &WorkspaceId,
        field: Field,
        text: &str,
    ) -> Result<Option<Name>, StoreError> {
        self.look(|session| {
            let sql = match field {
                Field::Email => {
                    "SELECT id FROM contacts WHERE workspace = ?1 AND email = ?2
                     ORDER BY born, id LIMIT 1"
                }
                Field::Phone => {
                    "SELECT id FROM contacts WHERE workspace = ?1 AND phone = ?2
                     ORDER BY born, id LIMIT 1"
                }
            };
            let found = session.texts(sql, &[&workspace.0.as_str(), &text])?;
            Ok(found.into_iter().next().map(Name::from))
        })
    }

    async fn contact(
        &self,
        workspace: &WorkspaceId,
        id: &str,
    ) -> Result<Option<ContactState>, StoreError> {
        self.look(|session| Ok(session.state(workspace, id)?.map(|(state, _)| *state)))
    }

    async fn contacts(
        &self,
        workspace: &WorkspaceId,
        after: Option<&Name>,
        limit: usize,
    ) -> Result<Vec<ContactState>, StoreError> {
        self.look(|session| {
            let sql = "SELECT state FROM contacts WHERE workspace = ?1 AND (?2 IS NULL OR id > ?2)
                       ORDER BY id LIMIT ?3";
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let after = after.map(Name::as_str);
            read_all(&session.texts(sql, &[&workspace.0.as_str(), &after, &limit])?)
        })
    }

    async fn log(
        &self,
        workspace: &WorkspaceId,
        contact: Option<&str>,
    ) -> Result<Vec<Logged>, StoreError> {
        self.look(|session| {
            let name = workspace.0.as_str();
            let texts = match contact {
                Some(contact) => {
                    let sql = "SELECT entry FROM log WHERE workspace = ?1 AND contact = ?2
                               ORDER BY seq";
                    session.texts(sql, &[&name, &contact])?
                }
                None => {
                    let sql = "SELECT entry FROM log WHERE workspace = ?1 ORDER BY seq";
                    session.texts(sql, &[&name])?
                }
            };
            read_all(&texts)
        })
    }

    async fn counts(&self, workspace: &WorkspaceId) -> Result<Counts, StoreError> {
        self.look(|session| session.counts(workspace))
    }

    async fn keep_plans(
        &self,
        workspace: &WorkspaceId,
        plans: Vec<WorkflowPlan>,
    ) -> Result<(), StoreError> {
        self.now(|session| session.keep_plans(workspace, &plans)).await
    }

    async fn plans(&self, workspace: &WorkspaceId) -> Result<Vec<WorkflowPlan>, StoreError> {
        self.look(|session| {
            let sql = "SELECT plan FROM plans WHERE workspace = ?1 ORDER BY seq";
            read_all(&session.texts(sql, &[&workspace.0.as_str()])?)
        })
    }

    async fn dead(&self, workspace: &WorkspaceId) -> Result<Vec<DeadLetter>, StoreError> {
        self.look(|session| session.dead(workspace))
    }
}
