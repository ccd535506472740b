//! Contacts, inbox, outbox, timers and log in memory.

use std::future::{self, Future};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::kept::Kept;
use super::workspaces::Workspaces;
use crate::base::{Instant, Key, Name};
use crate::plan::WorkflowPlan;
use crate::runtime::{ContactState, Outbound};
use crate::store::{
    Claim, Commit, Counts, DeadLetter, Field, Inbound, Logged, RunStore, StoreError, Work,
    WorkerId, WorkspaceId,
};

/// Everything behind one mutex a keeper.
#[derive(Debug)]
pub struct MemoryRuns {
    kept: Mutex<Workspaces<Kept>>,
    keeps_log: bool,
}

impl Default for MemoryRuns {
    fn default() -> Self {
        Self { kept: Mutex::default(), keeps_log: true }
    }
}

impl MemoryRuns {
    /// One that keeps no log: for streams without end.
    #[must_use]
    pub fn without_log() -> Self {
        Self { keeps_log: false, ..Self::default() }
    }

    fn with<T>(&self, workspace: &WorkspaceId, act: impl FnOnce(&mut Kept) -> T) -> T {
        let mut all = self.lock();
        if let Some(kept) = all.get(workspace) {
            return act(kept);
        }
        let mut kept = Kept::default();
        let done = act(&mut kept);
        all.put(workspace.clone(), kept);
        done
    }

    fn lock(&self) -> MutexGuard<'_, Workspaces<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl RunStore for MemoryRuns {
    fn accept(
        &self,
        workspace: &WorkspaceId,
        events: Vec<Inbound>,
        done: Vec<Key>,
    ) -> impl Future<Output = Result<Vec<bool>, StoreError>> + Send {
        future::ready(Ok(self.with(workspace, |kept| kept.accept(events, &done))))
    }

    fn knows(
        &self,
        workspace: &WorkspaceId,
        event: &Name,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send {
        future::ready(Ok(self.with(workspace, |kept| kept.seen.contains_key(event))))
    }

    fn enter(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        self.with(workspace, |kept| kept.waiting.enter(worker));
        future::ready(Ok(()))
    }

    fn next(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
    ) -> impl Future<Output = Result<Option<Work>, StoreError>> + Send {
        future::ready(self.with(workspace, |kept| kept.next(worker)))
    }

    fn due(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        now: Instant,
    ) -> impl Future<Output = Result<Option<Work>, StoreError>> + Send {
        future::ready(self.with(workspace, |kept| kept.due(worker, now)))
    }

    fn commit(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        commit: Commit,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        future::ready(self.with(workspace, |kept| kept.commit(worker, commit, self.keeps_log)))
    }

    fn release(
        &self,
        workspace: &WorkspaceId,
        event: &Inbound,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        self.with(workspace, |kept| kept.waiting.release(event));
        future::ready(Ok(()))
    }

    fn bury(
        &self,
        workspace: &WorkspaceId,
        letter: DeadLetter,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        self.with(workspace, |kept| kept.bury(letter));
        future::ready(Ok(()))
    }

    fn unfinished(
        &self,
        workspace: &WorkspaceId,
        worker: Option<&WorkerId>,
    ) -> impl Future<Output = Result<Vec<(Outbound, Claim)>, StoreError>> + Send {
        future::ready(Ok(self.with(workspace, |kept| kept.unfinished(worker))))
    }

    fn doubt(
        &self,
        workspace: &WorkspaceId,
        effects: Vec<Key>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        self.with(workspace, |kept| {
            for key in effects {
                if let Some(row) = kept.outbox.get_mut(&key) {
                    row.claim = Claim::InDoubt;
                }
            }
        });
        future::ready(Ok(()))
    }

    fn find(
        &self,
        workspace: &WorkspaceId,
        field: Field,
        text: &str,
    ) -> impl Future<Output = Result<Option<Name>, StoreError>> + Send {
        future::ready(Ok(self.with(workspace, |kept| kept.contacts.holder(field, text))))
    }

    fn contact(
        &self,
        workspace: &WorkspaceId,
        id: &str,
    ) -> impl Future<Output = Result<Option<ContactState>, StoreError>> + Send {
        future::ready(self.with(workspace, |kept| kept.contacts.read(id)))
    }

    fn contacts(
        &self,
        workspace: &WorkspaceId,
        after: Option<&Name>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<ContactState>, StoreError>> + Send {
        future::ready(self.with(workspace, |kept| kept.contacts.some(after, limit)))
    }

    fn log(
        &self,
        workspace: &WorkspaceId,
        contact: Option<&str>,
    ) -> impl Future<Output = Result<Vec<Logged>, StoreError>> + Send {
        let meant = |one: &&Logged| contact.is_none_or(|id| one.contact.as_deref() == Some(id));
        let log = self.with(workspace, |kept| kept.log.iter().filter(meant).cloned().collect());
        future::ready(Ok(log))
    }

    fn counts(
        &self,
        workspace: &WorkspaceId,
    ) -> impl Future<Output = Result<Counts, StoreError>> + Send {
        future::ready(Ok(self.with(workspace, |kept| kept.counts())))
    }

    fn keep_plans(
        &self,
        workspace: &WorkspaceId,
        plans: Vec<WorkflowPlan>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        self.with(workspace, |kept| {
            for plan in plans {
                if !kept.plans.contains(&plan) {
                    kept.plans.push(plan);
                }
            }
        });
        future::ready(Ok(()))
    }

    fn plans(
        &self,
        workspace: &WorkspaceId,
    ) -> impl Future<Output = Result<Vec<WorkflowPlan>, StoreError>> + Send {
        future::ready(Ok(self.with(workspace, |kept| kept.plans.clone())))
    }

    fn dead(
        &self,
        workspace: &WorkspaceId,
    ) -> impl Future<Output = Result<Vec<DeadLetter>, StoreError>> + Send {
        future::ready(Ok(self.with(workspace, |kept| kept.dead.clone())))
    }
}
