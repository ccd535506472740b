//! A keeper of contacts and runs behind the wire.

use std::future::Future;
use std::sync::Arc;

use super::fault::Boundary;
use super::hub::Hub;
use super::wire::Wire;
use crate::base::{Instant, Key, Name};
use crate::plan::WorkflowPlan;
use crate::runtime::{ContactState, Outbound};
use crate::store::{
    Claim, Commit, Counts, DeadLetter, Field, Home, Inbound, Logged, RunStore, StoreError, Work,
    WorkerId, WorkspaceId, wait,
};

/// A keeper that may be out of reach, and whose replies may be lost. Questions that no engine asks
/// while it works go straight to it.
#[derive(Debug)]
pub(super) struct FarRuns<R> {
    pub(super) wire: Wire,
    pub(super) kept: Arc<R>,
}

impl<R> Clone for FarRuns<R> {
    fn clone(&self) -> Self {
        Self { wire: self.wire.clone(), kept: self.kept.clone() }
    }
}

impl<R: RunStore + Send + Sync> FarRuns<R> {
    async fn taken_in(
        &self,
        workspace: &WorkspaceId,
        (events, done): (Vec<Inbound>, Vec<Key>),
        kept: impl Fn(Vec<Inbound>, Vec<Key>) -> Result<Vec<bool>, StoreError>,
    ) -> Result<Vec<bool>, StoreError> {
        let node = self.wire.node;
        let act = |hub: &mut Hub| {
            let fresh = kept(events.clone(), done.clone())?;
            for (event, new) in events.iter().zip(&fresh) {
                let again = if *new { "" } else { " again" };
                hub.say(node, format_args!("accept {}{again}", event.id()));
            }
            for key in &done {
                hub.say(node, format_args!("done {key}"));
            }
            hub.ledger.accepted(&events, &done, &fresh);
            hub.ledger.counted(&wait(self.kept.counts(workspace))?);
            Ok(fresh)
        };
        self.wire.call(Boundary::Accept, act).await
    }

    async fn made_true(
        &self,
        workspace: &WorkspaceId,
        commit: Commit,
        kept: impl Fn(Commit) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let node = self.wire.node;
        let act = |hub: &mut Hub| {
            let result = kept(commit.clone());
            let who = commit.log.contact.as_deref().unwrap_or("-");
            let what = commit.event.as_deref().unwrap_or("timer");
            let how = if result.is_ok() { "commit" } else { "conflict" };
            hub.say(node, format_args!("{how} {what} of {who} at {}", commit.version));
            result?;
            hub.tally.applied += 1;
            hub.ledger.committed(&commit);
            hub.ledger.counted(&wait(self.kept.counts(workspace))?);
            Ok(())
        };
        self.wire.call(Boundary::Commit, act).await
    }
}

impl<R: RunStore + Send + Sync> RunStore for FarRuns<R> {
    async fn accept(
        &self,
        workspace: &WorkspaceId,
        events: Vec<Inbound>,
        done: Vec<Key>,
    ) -> Result<Vec<bool>, StoreError> {
        let kept = |events, done| wait(self.kept.accept(workspace, events, done));
        self.taken_in(workspace, (events, done), kept).await
    }

    async fn accept_later(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        events: Vec<Inbound>,
        done: Vec<Key>,
    ) -> Result<Vec<bool>, StoreError> {
        let kept = |events, done| wait(self.kept.accept_later(workspace, worker, events, done));
        self.taken_in(workspace, (events, done), kept).await
    }

    fn knows(
        &self,
        workspace: &WorkspaceId,
        event: &Name,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send {
        self.kept.knows(workspace, event)
    }

    async fn enter(&self, workspace: &WorkspaceId, worker: &WorkerId) -> Result<(), StoreError> {
        let node = self.wire.node;
        let act = |hub: &mut Hub| {
            hub.say(node, format_args!("enter"));
            wait(self.kept.enter(workspace, worker))
        };
        self.wire.call(Boundary::Enter, act).await
    }

    async fn next(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
    ) -> Result<Option<Work>, StoreError> {
        let node = self.wire.node;
        let act = |hub: &mut Hub| {
            let work = wait(self.kept.next(workspace, worker))?;
            if let Some(work) = &work {
                hub.say(node, format_args!("next {} at {}", work.event.id(), work.version));
            }
            Ok(work)
        };
        self.wire.call(Boundary::Next, act).await
    }

    async fn due(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        now: Instant,
    ) -> Result<Option<Work>, StoreError> {
        let node = self.wire.node;
        let act = |hub: &mut Hub| {
            let work = wait(self.kept.due(workspace, worker, now))?;
            let latest = hub.nodes.get(node).map(|clock| clock.latest).unwrap_or_default();
            if let Some(work) = &work {
                let who = work.event.contact().cloned().unwrap_or_default();
                hub.say(node, format_args!("due {who} at {}", work.version));
                hub.ledger.handed_out_timer(work.event.at(), now, latest);
            }
            Ok(work)
        };
        self.wire.call(Boundary::Due, act).await
    }

    async fn commit(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        commit: Commit,
    ) -> Result<(), StoreError> {
        let kept = |commit| wait(self.kept.commit(workspace, worker, commit));
        self.made_true(workspace, commit, kept).await
    }

    async fn commit_later(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        commit: Commit,
    ) -> Result<(), StoreError> {
        let kept = |commit| wait(self.kept.commit_later(workspace, worker, commit));
        self.made_true(workspace, commit, kept).await
    }

    async fn sync(&self, workspace: &WorkspaceId, worker: &WorkerId) -> Result<(), StoreError> {
        // Never half-way: what a play does must not depend on the store's thread.
        wait(self.kept.sync(workspace, worker))
    }

    fn home(&self) -> Option<Home> {
        self.wire.home()
    }

    async fn release(&self, workspace: &WorkspaceId, event: &Inbound) -> Result<(), StoreError> {
        let act = |_: &mut Hub| wait(self.kept.release(workspace, event));
        self.wire.call(Boundary::Release, act).await
    }

    async fn bury(&self, workspace: &WorkspaceId, letter: DeadLetter) -> Result<(), StoreError> {
        {
            let mut hub = self.wire.shared.lock();
            hub.say(self.wire.node, format_args!("bury {}: {}", letter.id, letter.why));
            hub.ledger.buried(&letter);
        }
        self.kept.bury(workspace, letter).await
    }

    async fn unfinished(
        &self,
        workspace: &WorkspaceId,
        worker: Option<&WorkerId>,
    ) -> Result<Vec<(Outbound, Claim)>, StoreError> {
        let act = |_: &mut Hub| wait(self.kept.unfinished(workspace, worker));
        self.wire.call(Boundary::Unfinished, act).await
    }

    async fn doubt(&self, workspace: &WorkspaceId, effects: Vec<Key>) -> Result<(), StoreError> {
        let node = self.wire.node;
        let act = |hub: &mut Hub| {
            wait(self.kept.doubt(workspace, effects.clone()))?;
            for key in &effects {
                hub.say(node, format_args!("doubt {key}"));
            }
            hub.ledger.doubted(&effects);
            Ok(())
        };
        self.wire.call(Boundary::Doubt, act).await
    }

    fn find(
        &self,
        workspace: &WorkspaceId,
        field: Field,
        text: &str,
    ) -> impl Future<Output = Result<Option<Name>, StoreError>> + Send {
        self.kept.find(workspace, field, text)
    }

    fn contact(
        &self,
        workspace: &WorkspaceId,
        id: &str,
    ) -> impl Future<Output = Result<Option<ContactState>, StoreError>> + Send {
        self.kept.contact(workspace, id)
    }

    fn contacts(
        &self,
        workspace: &WorkspaceId,
        after: Option<&Name>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<ContactState>, StoreError>> + Send {
        self.kept.contacts(workspace, after, limit)
    }

    fn log(
        &self,
        workspace: &WorkspaceId,
        contact: Option<&str>,
    ) -> impl Future<Output = Result<Vec<Logged>, StoreError>> + Send {
        self.kept.log(workspace, contact)
    }

    fn counts(
        &self,
        workspace: &WorkspaceId,
    ) -> impl Future<Output = Result<Counts, StoreError>> + Send {
        self.kept.counts(workspace)
    }

    fn keep_plans(
        &self,
        workspace: &WorkspaceId,
        plans: Vec<WorkflowPlan>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        self.kept.keep_plans(workspace, plans)
    }

    fn plans(
        &self,
        workspace: &WorkspaceId,
    ) -> impl Future<Output = Result<Vec<WorkflowPlan>, StoreError>> + Send {
        self.kept.plans(workspace)
    }

    fn dead(
        &self,
        workspace: &WorkspaceId,
    ) -> impl Future<Output = Result<Vec<DeadLetter>, StoreError>> + Send {
        self.kept.dead(workspace)
    }
}
