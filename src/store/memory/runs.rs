//! Contacts, inbox, outbox, timers and log in memory.

use std::collections::{BTreeMap, VecDeque};
use std::future::{self, Future};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::base::{Instant, Key, Map, Name};
use crate::plan::WorkflowPlan;
use crate::runtime::{Arrival, ContactState, Incoming, Outbound};
use crate::store::{
    Claim, Commit, Counts, DeadLetter, Field, Inbound, Inward, Logged, RunStore, StoreError, Work,
    WorkspaceId,
};

/// Everything behind one mutex a keeper.
#[derive(Debug)]
pub struct MemoryRuns {
    kept: Mutex<BTreeMap<WorkspaceId, Kept>>,
    keeps_log: bool,
}

impl Default for MemoryRuns {
    fn default() -> Self {
        Self { kept: Mutex::default(), keeps_log: true }
    }
}

/// One workspace.
#[derive(Debug, Default)]
struct Kept {
    contacts: Map<Name, Contact>,
    /// Ids of events that were taken in.
    seen: Map<Name, ()>,
    inbox: VecDeque<Inbound>,
    /// Contacts somebody works on.
    busy: Map<Name, ()>,
    outbox: BTreeMap<Key, (Outbound, Claim)>,
    /// When contacts have something due, and in which order these were set.
    timers: BTreeMap<(Instant, u64), Name>,
    /// How often something was committed.
    commits: u64,
    latest: Option<Instant>,
    by_field: Map<(Field, Name), Name>,
    log: Vec<Logged>,
    plans: Vec<WorkflowPlan>,
    dead: Vec<DeadLetter>,
}

/// A contact, and what is known of it without looking into it.
#[derive(Debug)]
struct Contact {
    state: ContactState,
    version: u64,
    /// When, and among those at once in which order they were set.
    due: Option<(Instant, u64)>,
}

impl MemoryRuns {
    /// One that keeps no log: for streams without end.
    #[must_use]
    pub fn without_log() -> Self {
        Self { keeps_log: false, ..Self::default() }
    }

    fn with<T>(&self, workspace: &WorkspaceId, act: impl FnOnce(&mut Kept) -> T) -> T {
        let mut all = self.lock();
        match all.get_mut(workspace) {
            Some(kept) => act(kept),
            None => act(all.entry(workspace.clone()).or_default()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<WorkspaceId, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn accept(&mut self, events: Vec<Inbound>, done: &[Key]) -> Vec<bool> {
        for key in done {
            self.outbox.remove(key);
        }
        let mut fresh = Vec::with_capacity(events.len());
        for event in events {
            let new = self.seen.insert(event.id().clone(), ()).is_none();
            if new {
                self.latest = self.latest.max(Some(event.at()));
                self.inbox.push_back(event);
            }
            fresh.push(new);
        }
        fresh
    }

    fn next(&mut self) -> Option<Work> {
        let is_free = |event: &Inbound| {
            event.contact().is_none_or(|contact| !self.busy.contains_key(contact))
        };
        let place = self.inbox.iter().position(is_free)?;
        let event = self.inbox.remove(place)?;
        Some(self.work_on(event))
    }

    fn work_on(&mut self, event: Inbound) -> Work {
        let Some(id) = event.contact() else { return Work { event, state: None, version: 0 } };
        self.busy.insert(id.clone(), ());
        let kept = self.contacts.get(id);
        let (state, version) = match kept {
            Some(kept) => (Some(kept.state.clone()), kept.version),
            None => (None, 0),
        };
        Work { event, state, version }
    }

    fn due(&mut self, now: Instant) -> Option<Work> {
        let mut due = self.timers.range(..=(now, u64::MAX));
        let (at, contact) = due.find_map(|((at, _), contact)| {
            (!self.busy.contains_key(contact)).then(|| (*at, contact.clone()))
        })?;
        let (id, known, arrival) = (Name::default(), Vec::new(), Arrival::Due);
        Some(self.work_on(Inbound::new(Incoming { id, at, contact, known, arrival })))
    }

    fn commit(&mut self, commit: Commit, keeps_log: bool) -> Result<(), StoreError> {
        let Commit { state, version, outbox, log, .. } = commit;
        if let Some(state) = state {
            let id = &state.contact.id;
            self.busy.remove(id);
            let known = self.contacts.get(id).map_or(0, |kept| kept.version);
            if known != version {
                return Err(StoreError::Conflict);
            }
            let before = self.contacts.get(id).and_then(|kept| kept.due);
            let due = self.set_timer(id.clone(), before, state.next_due());
            for field in [Field::Email, Field::Phone] {
                if let Some(text) = state.contact.text(field.name()) {
                    let key = (field, text.clone());
                    self.by_field.entry(key).or_insert_with(|| id.clone());
                }
            }
            let state = reread(state)?;
            let id = state.contact.id.clone();
            self.contacts.insert(id, Contact { state, version: version + 1, due });
        }
        self.commits += 1;
        for row in outbox {
            self.outbox.insert(row.effect.key, (row, Claim::Claimed));
        }
        if keeps_log {
            self.log.push(log);
        }
        Ok(())
    }

    /// Puts the timer of a contact in the place of the one it had, unless it is the same.
    fn set_timer(
        &mut self,
        contact: Name,
        before: Option<(Instant, u64)>,
        due: Option<Instant>,
    ) -> Option<(Instant, u64)> {
        if before.map(|(at, _)| at) == due {
            return before;
        }
        if let Some(before) = before {
            self.timers.remove(&before);
        }
        let due = due.map(|at| (at, self.commits));
        if let Some(due) = due {
            self.timers.insert(due, contact);
        }
        due
    }

    fn find(&self, field: Field, text: &str) -> Option<Name> {
        let id = self.by_field.get(&(field, Name::from(text)))?;
        let kept = self.contacts.get(id)?;
        (kept.state.contact.text(field.name())? == text).then(|| id.clone())
    }

    fn contacts(&self, after: Option<&Name>, limit: usize) -> Vec<ContactState> {
        let mut ids: Vec<&Name> = self.contacts.keys().collect();
        ids.sort_unstable();
        let behind = ids.into_iter().filter(|id| after.is_none_or(|after| *id > after));
        let states = behind.filter_map(|id| self.contacts.get(id));
        states.take(limit).map(|kept| kept.state.clone()).collect()
    }

    fn counts(&self) -> Counts {
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let states = || self.contacts.values().map(|kept| &kept.state);
        Counts {
            contacts: count(self.contacts.len()),
            runs: states().map(|state| count(state.runs.len())).sum(),
            timers: count(states().filter(|state| state.next_due().is_some()).count()),
            inbox: count(self.inbox.len()),
            outbox: count(self.outbox.len()),
            latest: self.latest,
        }
    }
}

/// What a keeper that writes to a disk would read back: in builds for tests, the same or an error.
fn reread(state: ContactState) -> Result<ContactState, StoreError> {
    if !cfg!(debug_assertions) {
        return Ok(state);
    }
    let again: ContactState = serde_json::to_string(&state)
        .and_then(|text| serde_json::from_str(&text))
        .map_err(|why| StoreError::Corrupt(why.to_string().into()))?;
    match again == state {
        true => Ok(again),
        false => Err(StoreError::Corrupt(Name::new_static("a state that reads back as another"))),
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

    fn next(
        &self,
        workspace: &WorkspaceId,
    ) -> impl Future<Output = Result<Option<Work>, StoreError>> + Send {
        future::ready(Ok(self.with(workspace, Kept::next)))
    }

    fn due(
        &self,
        workspace: &WorkspaceId,
        now: Instant,
    ) -> impl Future<Output = Result<Option<Work>, StoreError>> + Send {
        future::ready(Ok(self.with(workspace, |kept| kept.due(now))))
    }

    fn commit(
        &self,
        workspace: &WorkspaceId,
        commit: Commit,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        future::ready(self.with(workspace, |kept| kept.commit(commit, self.keeps_log)))
    }

    fn release(
        &self,
        workspace: &WorkspaceId,
        event: &Inbound,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        self.with(workspace, |kept| {
            if let Some(contact) = event.contact() {
                kept.busy.remove(contact);
            }
            // A timer stays where it is until a commit sets another.
            let is_timer =
                matches!(&event.event, Inward::Contact(Incoming { arrival: Arrival::Due, .. }));
            if !is_timer {
                kept.inbox.push_front(event.clone());
            }
        });
        future::ready(Ok(()))
    }

    fn bury(
        &self,
        workspace: &WorkspaceId,
        letter: DeadLetter,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        self.with(workspace, |kept| kept.dead.push(letter));
        future::ready(Ok(()))
    }

    fn orphans(
        &self,
        workspace: &WorkspaceId,
    ) -> impl Future<Output = Result<Vec<(Outbound, Claim)>, StoreError>> + Send {
        let rows = self.with(workspace, |kept| kept.outbox.values().cloned().collect());
        future::ready(Ok(rows))
    }

    fn doubt(
        &self,
        workspace: &WorkspaceId,
        effects: Vec<Key>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        self.with(workspace, |kept| {
            for key in effects {
                if let Some((_, claim)) = kept.outbox.get_mut(&key) {
                    *claim = Claim::InDoubt;
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
        future::ready(Ok(self.with(workspace, |kept| kept.find(field, text))))
    }

    fn contact(
        &self,
        workspace: &WorkspaceId,
        id: &str,
    ) -> impl Future<Output = Result<Option<ContactState>, StoreError>> + Send {
        let state = self.with(workspace, |kept| kept.contacts.get(id).map(|one| one.state.clone()));
        future::ready(Ok(state))
    }

    fn contacts(
        &self,
        workspace: &WorkspaceId,
        after: Option<&Name>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<ContactState>, StoreError>> + Send {
        future::ready(Ok(self.with(workspace, |kept| kept.contacts(after, limit))))
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
