//! Keepers with one fault each, of the kind that real ones had.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use rondel::base::{Duration, Instant, Key, Name};
use rondel::plan::WorkflowPlan;
use rondel::routing::{Roster, RosterCommand, RosterReply, RosterSnapshot, roster_step};
use rondel::runtime::{ContactState, Outbound};
use rondel::store::{
    AgentStore, Claim, CommandKey, Commit, Counts, DeadLetter, Field, Inbound, Logged,
    MemoryAgents, MemoryRuns, RunStore, StoreError, Work, WorkerId, WorkspaceId,
};

/// What is wrong with a keeper of rosters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AgentFault {
    /// Nothing, for two workers on one keeper.
    None,
    /// Nobody reaches it but to publish and to look at who waits.
    OutOfReach,
    ForgetsKeys,
    ForgetsThatNothingChanged,
    ReadsThenWrites,
    OneWorkspaceForAll,
    RepliesBackwards,
    MixesCommands,
}

pub(crate) struct BrokenAgents {
    fault: AgentFault,
    inner: Arc<MemoryAgents>,
    given: AtomicU64,
    torn: Mutex<Option<Roster>>,
}

impl BrokenAgents {
    pub(super) fn with(fault: AgentFault) -> Self {
        Self::on(fault, Arc::default())
    }

    pub(crate) fn on(fault: AgentFault, inner: Arc<MemoryAgents>) -> Self {
        let given = AtomicU64::new(0);
        Self { fault, inner, given, torn: Mutex::default() }
    }

    /// Decides on what it read a moment ago, although others may have decided meanwhile.
    fn read_then_write(&self, command: &RosterCommand, at: Instant) -> Option<RosterReply> {
        let mut torn = self.torn.lock().unwrap();
        if let (RosterCommand::Publish(plan), None) = (command, torn.as_ref()) {
            *torn = Some(Roster::new(plan));
        }
        let seen = torn.clone()?;
        drop(torn);
        std::thread::yield_now();
        let (reply, changes) = roster_step(&seen, command, at);
        self.torn.lock().unwrap().as_mut()?.apply(&changes);
        Some(reply)
    }

    fn place(&self, workspace: &WorkspaceId) -> WorkspaceId {
        match self.fault {
            AgentFault::OneWorkspaceForAll => WorkspaceId("all".into()),
            _ => workspace.clone(),
        }
    }
}

impl AgentStore for BrokenAgents {
    async fn apply(
        &self,
        workspace: &WorkspaceId,
        key: &CommandKey,
        command: RosterCommand,
        at: Instant,
    ) -> Result<RosterReply, StoreError> {
        let workspace = self.place(workspace);
        if self.fault == AgentFault::ReadsThenWrites {
            let missing = StoreError::Unavailable("nobody published it".into());
            return self.read_then_write(&command, at).ok_or(missing);
        }
        let reached = matches!(command, RosterCommand::Publish(_) | RosterCommand::Sweep);
        if self.fault == AgentFault::OutOfReach && !reached {
            return Err(StoreError::Unavailable("it is out of reach".into()));
        }
        let version = self.inner.look(&workspace, Roster::version);
        let reply = self.inner.apply_now(&workspace, key, &command, at)?;
        let forgets = match self.fault {
            AgentFault::ForgetsKeys => true,
            AgentFault::ForgetsThatNothingChanged => Some(reply.version) <= version,
            _ => false,
        };
        if !forgets {
            return Ok(reply);
        }
        let fresh = Key::of_text(&format!("{}", self.given.fetch_add(1, Ordering::Relaxed)));
        self.inner.apply_now(&workspace, &CommandKey(fresh), &command, at)
    }

    async fn apply_many(
        &self,
        workspace: &WorkspaceId,
        commands: Vec<(CommandKey, RosterCommand)>,
        at: Instant,
    ) -> Result<Vec<RosterReply>, StoreError> {
        let mut replies = Vec::new();
        for (key, command) in commands {
            replies.push(self.apply(workspace, &key, command, at).await?);
            if self.fault == AgentFault::MixesCommands {
                std::thread::yield_now();
            }
        }
        if self.fault == AgentFault::RepliesBackwards {
            replies.reverse();
        }
        Ok(replies)
    }

    async fn snapshot(&self, workspace: &WorkspaceId) -> Result<RosterSnapshot, StoreError> {
        if self.fault == AgentFault::ReadsThenWrites {
            let torn = self.torn.lock().unwrap().as_ref().map(Roster::snapshot);
            return torn.ok_or(StoreError::Unknown);
        }
        self.inner.snapshot(&self.place(workspace)).await
    }
}

/// What is wrong with a keeper of contacts and runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RunFault {
    /// Nothing, for two workers on one keeper.
    None,
    HandsOutTwice,
    FiresEarly,
    EverythingIsNew,
    OverwritesOthers,
    KeepsDoneEffects,
    ForgetsEffectsInDoubt,
    LosesReleased,
    /// A worker that starts again is told that it gave back what it was at.
    NeverGivesBack,
    /// A worker is shown everybody's effects as its own.
    EffectsOfEverybody,
    /// An event comes without what the roster was not told of its contact.
    OwesNothing,
    OneWorkspaceForAll,
    FindsLoosely,
    /// It cannot be reached with the news that somebody who had waited was served.
    RefusesServed,
    /// Every third answer to a commit is lost; it happened.
    LosesAnswers,
    /// Every third commit is lost, and nobody knows.
    LosesCommits,
}

pub(crate) struct BrokenRuns {
    fault: RunFault,
    commits: AtomicU64,
    inner: Arc<MemoryRuns>,
    last: Mutex<Option<Work>>,
}

impl BrokenRuns {
    pub(crate) fn with(fault: RunFault) -> Self {
        Self::on(fault, Arc::default())
    }

    pub(crate) fn on(fault: RunFault, inner: Arc<MemoryRuns>) -> Self {
        let commits = AtomicU64::new(0);
        Self { fault, commits, inner, last: Mutex::default() }
    }

    fn place(&self, workspace: &WorkspaceId) -> WorkspaceId {
        match self.fault {
            RunFault::OneWorkspaceForAll => WorkspaceId("all".into()),
            _ => workspace.clone(),
        }
    }
}

impl RunStore for BrokenRuns {
    async fn accept(
        &self,
        workspace: &WorkspaceId,
        events: Vec<Inbound>,
        done: Vec<Key>,
    ) -> Result<Vec<bool>, StoreError> {
        let is_served = |event: &Inbound| event.id().starts_with("served/");
        if self.fault == RunFault::RefusesServed && events.iter().any(is_served) {
            return Err(StoreError::Unavailable("it is out of reach".into()));
        }
        let done = if self.fault == RunFault::KeepsDoneEffects { Vec::new() } else { done };
        let fresh = self.inner.accept(&self.place(workspace), events, done).await?;
        let all = self.fault == RunFault::EverythingIsNew;
        Ok(fresh.into_iter().map(|new| new || all).collect())
    }

    async fn knows(&self, workspace: &WorkspaceId, event: &Name) -> Result<bool, StoreError> {
        self.inner.knows(&self.place(workspace), event).await
    }

    async fn enter(&self, workspace: &WorkspaceId, worker: &WorkerId) -> Result<(), StoreError> {
        if self.fault == RunFault::NeverGivesBack {
            return Ok(());
        }
        self.inner.enter(&self.place(workspace), worker).await
    }

    async fn next(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
    ) -> Result<Option<Work>, StoreError> {
        let mut found = self.inner.next(&self.place(workspace), worker).await?;
        if let Some(work) = found.as_mut().filter(|_| self.fault == RunFault::OwesNothing) {
            work.owed.clear();
        }
        let mut last = self.last.lock().unwrap();
        if found.is_some() {
            last.clone_from(&found);
        } else if self.fault == RunFault::HandsOutTwice {
            return Ok(last.take());
        }
        Ok(found)
    }

    async fn due(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        now: Instant,
    ) -> Result<Option<Work>, StoreError> {
        let early = self.fault == RunFault::FiresEarly;
        let now = if early { now.plus(Duration::seconds(1)) } else { now };
        self.inner.due(&self.place(workspace), worker, now).await
    }

    async fn commit(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        commit: Commit,
    ) -> Result<(), StoreError> {
        let here = self.place(workspace);
        let third = self.commits.fetch_add(1, Ordering::Relaxed) % 3 == 2;
        if third && self.fault == RunFault::LosesCommits {
            return Err(StoreError::Unknown);
        }
        let first = self.inner.commit(&here, worker, commit.clone()).await;
        if third && self.fault == RunFault::LosesAnswers {
            return first.and(Err(StoreError::Unknown));
        }
        if self.fault != RunFault::OverwritesOthers {
            return first;
        }
        let mut result = first;
        for version in 0..1_000 {
            if result.is_ok() {
                break;
            }
            result = self.inner.commit(&here, worker, Commit { version, ..commit.clone() }).await;
        }
        result
    }

    async fn release(&self, workspace: &WorkspaceId, event: &Inbound) -> Result<(), StoreError> {
        if self.fault == RunFault::LosesReleased {
            return Ok(());
        }
        self.inner.release(&self.place(workspace), event).await
    }

    async fn bury(&self, workspace: &WorkspaceId, letter: DeadLetter) -> Result<(), StoreError> {
        self.inner.bury(&self.place(workspace), letter).await
    }

    async fn unfinished(
        &self,
        workspace: &WorkspaceId,
        worker: Option<&WorkerId>,
    ) -> Result<Vec<(Outbound, Claim)>, StoreError> {
        let worker = worker.filter(|_| self.fault != RunFault::EffectsOfEverybody);
        let mut rows = self.inner.unfinished(&self.place(workspace), worker).await?;
        if self.fault == RunFault::ForgetsEffectsInDoubt {
            rows.retain(|(_, claim)| *claim == Claim::Claimed);
        }
        Ok(rows)
    }

    async fn doubt(&self, workspace: &WorkspaceId, effects: Vec<Key>) -> Result<(), StoreError> {
        self.inner.doubt(&self.place(workspace), effects).await
    }

    async fn find(
        &self,
        workspace: &WorkspaceId,
        field: Field,
        text: &str,
    ) -> Result<Option<Name>, StoreError> {
        let loose = self.fault == RunFault::FindsLoosely;
        let text = if loose { text.trim().to_lowercase() } else { text.to_owned() };
        self.inner.find(&self.place(workspace), field, &text).await
    }

    async fn contact(
        &self,
        workspace: &WorkspaceId,
        id: &str,
    ) -> Result<Option<ContactState>, StoreError> {
        self.inner.contact(&self.place(workspace), id).await
    }

    async fn contacts(
        &self,
        workspace: &WorkspaceId,
        after: Option<&Name>,
        limit: usize,
    ) -> Result<Vec<ContactState>, StoreError> {
        self.inner.contacts(&self.place(workspace), after, limit).await
    }

    async fn log(
        &self,
        workspace: &WorkspaceId,
        contact: Option<&str>,
    ) -> Result<Vec<Logged>, StoreError> {
        self.inner.log(&self.place(workspace), contact).await
    }

    async fn counts(&self, workspace: &WorkspaceId) -> Result<Counts, StoreError> {
        self.inner.counts(&self.place(workspace)).await
    }

    async fn keep_plans(
        &self,
        workspace: &WorkspaceId,
        plans: Vec<WorkflowPlan>,
    ) -> Result<(), StoreError> {
        self.inner.keep_plans(&self.place(workspace), plans).await
    }

    async fn plans(&self, workspace: &WorkspaceId) -> Result<Vec<WorkflowPlan>, StoreError> {
        self.inner.plans(&self.place(workspace)).await
    }

    async fn dead(&self, workspace: &WorkspaceId) -> Result<Vec<DeadLetter>, StoreError> {
        self.inner.dead(&self.place(workspace)).await
    }
}
