//! The run store: contacts with their runs, the inbox, the outbox, timers and the log.

use std::future::Future;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{AgentChange, Counts, Field, Home, Inbound, StoreError, WorkspaceId};
use crate::base::{Instant, Key, Name};
use crate::plan::WorkflowPlan;
use crate::routing::Decision;
use crate::runtime::{ContactState, Outbound, Record};

/// Who works on a store: a name that nobody else has at the same time. Whoever starts again under a
/// name takes over what was begun under it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WorkerId(pub Name);

impl Default for WorkerId {
    /// The only worker of a store, where there is one.
    fn default() -> Self {
        Self(Name::new_static("main"))
    }
}

/// An event to be applied, with everything known of its contact.
#[derive(Clone, Debug)]
pub struct Work {
    /// The event.
    pub event: Arc<Inbound>,
    /// The contact; none when it was never heard of, or the event concerns none.
    pub state: Option<Box<ContactState>>,
    /// How often the contact was committed; 0 is never.
    pub version: u64,
    /// What the roster was to hear of the contact before and was not told yet, whoever was to tell
    /// it, in the order in which it was asked for.
    pub owed: Vec<Outbound>,
}

/// What one event brought about, as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Logged {
    /// The event's id; empty for what only the clock brought.
    pub event: Name,
    /// When.
    pub at: Instant,
    /// The contact; none for events that concern agents.
    pub contact: Option<Name>,
    /// The line of the file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The decision that the event told of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Arc<Decision>>,
    /// What an event about an agent said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<Box<(Name, AgentChange)>>,
    /// What happened, in order.
    pub records: Vec<Record>,
}

impl Logged {
    /// What is kept of an event of which nothing else is to be said.
    #[must_use]
    pub fn new(event: &Inbound) -> Self {
        Self {
            event: event.id().clone(),
            at: event.at(),
            contact: event.contact().cloned(),
            line: event.line,
            decision: event.decision.clone(),
            agent: None,
            records: Vec::new(),
        }
    }

    /// Whether it names no event, is about nobody and tells nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { event, contact, agent, records, .. } = self;
        event.is_empty() && contact.is_none() && agent.is_none() && records.is_empty()
    }
}

/// What one event makes true, all of it or nothing.
#[derive(Clone, Debug)]
pub struct Commit {
    /// The inbox event that it applies; none for a timer.
    pub event: Option<Name>,
    /// The contact as it is now; none for events that concern none.
    pub state: Option<Box<ContactState>>,
    /// How often the contact had been committed when it was read.
    pub version: u64,
    /// What the world has to do. It counts as claimed by the worker who commits.
    pub outbox: Arc<[Outbound]>,
    /// What is kept to be asked for, unless it is empty.
    pub log: Logged,
}

impl Commit {
    /// What an event brings about of which nothing but the log is kept. A timer is no event of the
    /// inbox: it has no id.
    #[must_use]
    pub fn of_log(log: Logged) -> Self {
        let event = Some(log.event.clone()).filter(|event| !event.is_empty());
        Self { event, state: None, version: 0, outbox: Arc::default(), log }
    }
}

/// An event that could not be applied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeadLetter {
    /// The event.
    pub id: Name,
    /// When it was given up.
    pub at: Instant,
    /// Why.
    pub why: Name,
}

/// How an effect stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// Somebody is at it, or was when they stopped.
    Claimed,
    /// Nobody knows whether it was done; it is not done again.
    InDoubt,
}

/// Keeps contacts, their runs, the inbox, the outbox and the log of workspaces.
///
/// Whoever calls is a *worker*: between [`RunStore::next`] and the commit (or
/// [`RunStore::release`], or [`RunStore::bury`]) of an event, no worker is given that event or
/// another one of the same contact, or about the same agent; a commit that fails does not end that,
/// but the worker's next [`RunStore::enter`] does. What protects the contact is not that, but the
/// version that every commit names.
pub trait RunStore {
    /// Takes events in, in order, and forgets effects that are done. Gives for each event whether
    /// it is new: an id that was seen before changes nothing. Durable when it returns.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn accept(
        &self,
        workspace: &WorkspaceId,
        events: Vec<Inbound>,
        done: Vec<Key>,
    ) -> impl Future<Output = Result<Vec<bool>, StoreError>> + Send;

    /// As [`RunStore::accept`], but it may be durable later; see [`RunStore::sync`].
    ///
    /// # Errors
    /// See [`StoreError`].
    fn accept_later(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        events: Vec<Inbound>,
        done: Vec<Key>,
    ) -> impl Future<Output = Result<Vec<bool>, StoreError>> + Send {
        let _ = worker;
        self.accept(workspace, events, done)
    }

    /// Whether an event of that id was taken in.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn knows(
        &self,
        workspace: &WorkspaceId,
        event: &Name,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Says that a worker is at nothing: events that were handed out under its name and not
    /// applied are given back. They keep their places.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn enter(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The oldest event that is not applied, of a contact nobody works on; none when there is
    /// none.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn next(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
    ) -> impl Future<Output = Result<Option<Work>, StoreError>> + Send;

    /// A contact whose first timer is due, earliest first, that nobody works on. The event says
    /// nothing but that.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn due(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        now: Instant,
    ) -> impl Future<Output = Result<Option<Work>, StoreError>> + Send;

    /// Makes what an event brought about true, all of it or nothing. Durable when it returns.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the contact was committed since it was read, or the event was
    /// applied or given up already.
    fn commit(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        commit: Commit,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// As [`RunStore::commit`], but it may be durable later; see [`RunStore::sync`].
    ///
    /// # Errors
    /// As [`RunStore::commit`].
    fn commit_later(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
        commit: Commit,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        self.commit(workspace, worker, commit)
    }

    /// Makes durable whatever returned to a worker before, also what may be durable later.
    ///
    /// What is asked for with `_later` is true at once for whoever asks, and may be durable only with
    /// the next call at the same [`Home`] that is durable when it returns, or with this one. When the
    /// power goes before that, it never happened, and neither did anything after it: something that is
    /// durable never rests on something that is not. An engine lets nothing out that does. Where such
    /// work comes to nothing although the power did not go, say because the disk is full, its worker is
    /// told [`StoreError::Unavailable`] at every further call, also at this one, until its next
    /// [`RunStore::enter`]; and so is whoever was given an event or effects since it was begun.
    ///
    /// A keeper that is durable whenever it returns needs none of this: the defaults are right for it.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn sync(
        &self,
        workspace: &WorkspaceId,
        worker: &WorkerId,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        let _ = (workspace, worker);
        std::future::ready(Ok(()))
    }

    /// Where it is kept, if something may be durable later there; see
    /// [`AgentStore::home`](super::AgentStore::home).
    fn home(&self) -> Option<Home> {
        None
    }

    /// Gives an event back that could not be applied now. It keeps its place.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn release(
        &self,
        workspace: &WorkspaceId,
        event: &Inbound,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Gives an event up for good. It stays visible.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn bury(
        &self,
        workspace: &WorkspaceId,
        letter: DeadLetter,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Effects that were claimed under a worker's name and are not done, in the order in which they
    /// were asked for; with none, those of everybody.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn unfinished(
        &self,
        workspace: &WorkspaceId,
        worker: Option<&WorkerId>,
    ) -> impl Future<Output = Result<Vec<(Outbound, Claim)>, StoreError>> + Send;

    /// Marks effects as in doubt: they stay visible and are not done again.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn doubt(
        &self,
        workspace: &WorkspaceId,
        effects: Vec<Key>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The contact whose standard field holds this text, compared to the letter; the one that was
    /// heard of first where there are several.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn find(
        &self,
        workspace: &WorkspaceId,
        field: Field,
        text: &str,
    ) -> impl Future<Output = Result<Option<Name>, StoreError>> + Send;

    /// A contact as it is now.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn contact(
        &self,
        workspace: &WorkspaceId,
        id: &str,
    ) -> impl Future<Output = Result<Option<ContactState>, StoreError>> + Send;

    /// Every contact, by id, after `after`; at most `limit`.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn contacts(
        &self,
        workspace: &WorkspaceId,
        after: Option<&Name>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<ContactState>, StoreError>> + Send;

    /// What is kept of a contact, or of everything, oldest first.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn log(
        &self,
        workspace: &WorkspaceId,
        contact: Option<&str>,
    ) -> impl Future<Output = Result<Vec<Logged>, StoreError>> + Send;

    /// How much there is.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn counts(
        &self,
        workspace: &WorkspaceId,
    ) -> impl Future<Output = Result<Counts, StoreError>> + Send;

    /// Keeps versions of workflows for the runs that began with them; one that is kept already stays
    /// as it is.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn keep_plans(
        &self,
        workspace: &WorkspaceId,
        plans: Vec<WorkflowPlan>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Every version of a workflow that is kept, oldest first.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn plans(
        &self,
        workspace: &WorkspaceId,
    ) -> impl Future<Output = Result<Vec<WorkflowPlan>, StoreError>> + Send;

    /// Events that were given up, oldest first.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn dead(
        &self,
        workspace: &WorkspaceId,
    ) -> impl Future<Output = Result<Vec<DeadLetter>, StoreError>> + Send;
}
