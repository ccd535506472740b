//! Contacts, inbox, outbox, timers and log in the file.

use std::future::Future;

use rusqlite::params;

use super::Sqlite;
use super::call::Failure;
use super::rows::{read_kept, write};
use crate::base::{Instant, Key, Name};
use crate::plan::WorkflowPlan;
use crate::runtime::{ContactState, Outbound, Version};
use crate::store::{
    Claim, Commit, Counts, DeadLetter, Field, Inbound, Logged, RunStore, StoreError, Work,
    WorkerId, WorkspaceId,
};

fn read_all<T: serde::de::DeserializeOwned>(texts: &[String]) -> Result<Vec<T>, Failure> {
    texts.iter().map(|text| read_kept("a row", text)).collect()
}

impl RunStore for Sqlite {
    fn accept(
        &self,
        workspace: &WorkspaceId,
        events: Vec<Inbound>,
        done: Vec<Key>,
    ) -> impl Future<Output = Result<Vec<bool>, StoreError>> + Send {
        let id = workspace.clone();
        self.call(move |session| session.accept(&id, &events, &done))
    }

    fn knows(
        &self,
        workspace: &WorkspaceId,
        event: &Name,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send {
        let (id, event) = (workspace.clone(), event.clone());
        self.call(move |session| {
            let sql = "SELECT id FROM inbox WHERE workspace = ?1 AND id = ?2";
            Ok(!session.texts(sql, &[&id.0.as_str(), &event.as_str()])?.is_empty())
        })
    }

    fn enter(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        let (id, worker) = (workspace.clone(), worker.clone());
        self.call(move |session| {
            session.busy.retain(|(at, _), by| *at != id || *by != worker);
            session.at_work.retain(|(at, _), (by, _)| *at != id || *by != worker);
            Ok(())
        })
    }

    fn next(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
    ) -> impl Future<Output = Result<Option<Work>, StoreError>> + Send {
        let (id, worker) = (workspace.clone(), worker.clone());
        self.call(move |session| session.next(&id, &worker))
    }

    fn due(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        now: Instant,
    ) -> impl Future<Output = Result<Option<Work>, StoreError>> + Send {
        let (id, worker) = (workspace.clone(), worker.clone());
        self.call(move |session| session.due(&id, &worker, now))
    }

    fn commit(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        commit: Commit,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        let (id, worker) = (workspace.clone(), worker.clone());
        self.call(move |session| session.commit(&id, &worker, &commit))
    }

    fn release(
        &self,
        workspace: &WorkspaceId,
        event: &Inbound,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        let (id, contact) = (workspace.clone(), event.contact().cloned());
        let event = event.id().clone();
        self.call(move |session| {
            if let Some(contact) = contact {
                session.busy.remove(&(id, contact));
            } else {
                session.at_work.remove(&(id, event));
            }
            Ok(())
        })
    }

    fn bury(
        &self,
        workspace: &WorkspaceId,
        letter: DeadLetter,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        let id = workspace.clone();
        self.call(move |session| session.bury(&id, &letter))
    }

    fn unfinished(
        &self,
        workspace: &WorkspaceId,
        worker: Option<&WorkerId>,
    ) -> impl Future<Output = Result<Vec<(Outbound, Claim)>, StoreError>> + Send {
        let (id, worker) = (workspace.clone(), worker.cloned());
        self.call(move |session| session.unfinished(&id, worker.as_ref()))
    }

    fn doubt(
        &self,
        workspace: &WorkspaceId,
        effects: Vec<Key>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        let id = workspace.clone();
        self.call(move |session| {
            let sql = "UPDATE outbox SET doubt = 1 WHERE workspace = ?1 AND key = ?2";
            for key in effects {
                session.db.prepare_cached(sql)?.execute(params![id.0.as_str(), key.to_string()])?;
            }
            Ok(())
        })
    }

    fn find(
        &self,
        workspace: &WorkspaceId,
        field: Field,
        text: &str,
    ) -> impl Future<Output = Result<Option<Name>, StoreError>> + Send {
        let (id, text) = (workspace.clone(), text.to_owned());
        self.call(move |session| {
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
            let found = session.texts(sql, &[&id.0.as_str(), &text])?;
            Ok(found.into_iter().next().map(Name::from))
        })
    }

    fn contact(
        &self,
        workspace: &WorkspaceId,
        id: &str,
    ) -> impl Future<Output = Result<Option<ContactState>, StoreError>> + Send {
        let (workspace, id) = (workspace.clone(), id.to_owned());
        self.call(move |session| Ok(session.state(&workspace, &id)?.map(|(state, _)| *state)))
    }

    fn contacts(
        &self,
        workspace: &WorkspaceId,
        after: Option<&Name>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<ContactState>, StoreError>> + Send {
        let (id, after) = (workspace.clone(), after.cloned());
        self.call(move |session| {
            let sql = "SELECT state FROM contacts WHERE workspace = ?1 AND (?2 IS NULL OR id > ?2)
                       ORDER BY id LIMIT ?3";
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let after = after.as_ref().map(Name::as_str);
            read_all(&session.texts(sql, &[&id.0.as_str(), &after, &limit])?)
        })
    }

    fn log(
        &self,
        workspace: &WorkspaceId,
        contact: Option<&str>,
    ) -> impl Future<Output = Result<Vec<Logged>, StoreError>> + Send {
        let (id, contact) = (workspace.clone(), contact.map(str::to_owned));
        self.call(move |session| {
            let name = id.0.as_str();
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

    fn counts(
        &self,
        workspace: &WorkspaceId,
    ) -> impl Future<Output = Result<Counts, StoreError>> + Send {
        let id = workspace.clone();
        self.call(move |session| session.counts(&id))
    }

    fn keep_plans(
        &self,
        workspace: &WorkspaceId,
        plans: Vec<WorkflowPlan>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        let id = workspace.clone();
        self.call(move |session| {
            let sql = "INSERT OR IGNORE INTO plans (workspace, workflow, version, plan)
                       VALUES (?1, ?2, ?3, ?4)";
            for plan in plans {
                let version = Version::of(&plan).to_string();
                let with = params![id.0.as_str(), plan.name.as_str(), version, write(&plan)?];
                session.db.prepare_cached(sql)?.execute(with)?;
            }
            Ok(())
        })
    }

    fn plans(
        &self,
        workspace: &WorkspaceId,
    ) -> impl Future<Output = Result<Vec<WorkflowPlan>, StoreError>> + Send {
        let id = workspace.clone();
        self.call(move |session| {
            let sql = "SELECT plan FROM plans WHERE workspace = ?1 ORDER BY seq";
            read_all(&session.texts(sql, &[&id.0.as_str()])?)
        })
    }

    fn dead(
        &self,
        workspace: &WorkspaceId,
    ) -> impl Future<Output = Result<Vec<DeadLetter>, StoreError>> + Send {
        let id = workspace.clone();
        self.call(move |session| session.dead(&id))
    }
}
