//! What is kept of one workspace in memory.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

#[cfg(feature = "planted")]
use crate::base::planted::{self, Plant};
use crate::base::{Instant, Key, Map, Name};
use crate::plan::WorkflowPlan;
use crate::runtime::{Arrival, ContactState, Incoming, Outbound};
use crate::store::{
    Claim, Commit, Counts, DeadLetter, Field, Inbound, Logged, StoreError, Work, WorkerId,
};

/// One workspace.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) contacts: Map<Name, Contact>,
    /// Ids of events that were taken in.
    pub(super) seen: Map<Name, ()>,
    /// Events nobody works on and their places, in the order in which they were taken in.
    inbox: VecDeque<(u64, Arc<Inbound>)>,
    /// Events somebody works on, by id, with their places.
    at_work: Map<Name, (u64, Arc<Inbound>, WorkerId)>,
    /// Contacts somebody works on.
    busy: Map<Name, WorkerId>,
    /// Effects that are not done.
    pub(super) outbox: Map<Key, Row>,
    /// Of what the roster has to hear, in the order in which it was asked for: the contacts. Only what
    /// workers are at, or were when they stopped, is in here: few enough to be looked through.
    owed: Vec<(Key, Name)>,
    /// When the first wait of each contact is over; of those at once, who has waited longest is first.
    timers: BTreeMap<(Instant, u64), Name>,
    /// How often something was committed.
    commits: u64,
    latest: Option<Instant>,
    /// Who holds a text, first heard of first.
    by_field: Map<(Field, Name), BTreeSet<(Instant, Name)>>,
    pub(super) log: Vec<Logged>,
    pub(super) plans: Vec<WorkflowPlan>,
    pub(super) dead: Vec<DeadLetter>,
    last_place: u64,
}

/// An effect that is not done.
#[derive(Debug)]
pub(super) struct Row {
    /// Where it stands among those that were asked for.
    place: u64,
    outbound: Outbound,
    pub(super) claim: Claim,
    worker: WorkerId,
}

/// A contact, and what is known of it without looking into it.
#[derive(Debug)]
pub(super) struct Contact {
    pub(super) state: Box<ContactState>,
    version: u64,
    /// When its first wait is over, and its place among those of the same moment.
    due: Option<(Instant, u64)>,
}

impl Kept {
    pub(super) fn accept(&mut self, events: Vec<Inbound>, done: &[Key]) -> Vec<bool> {
        for key in done {
            if self.outbox.remove(key).is_some() {
                self.owed.retain(|(owed, _)| owed != key);
            }
        }
        let mut fresh = Vec::with_capacity(events.len());
        for event in events {
            let new = self.seen.insert(event.id().clone(), ()).is_none();
            #[cfg(feature = "planted")]
            let new = new || planted::is(Plant::DuplicateEvent);
            if new {
                self.latest = self.latest.max(Some(event.at()));
                let place = self.place();
                self.inbox.push_back((place, Arc::new(event)));
            }
            fresh.push(new);
        }
        fresh
    }

    /// Puts an event back to its place.
    fn put_back(&mut self, id: &Name) {
        if let Some((place, event, _)) = self.at_work.remove(id) {
            let before = self.inbox.partition_point(|(other, _)| *other < place);
            self.inbox.insert(before, (place, event));
        }
    }

    fn place(&mut self) -> u64 {
        self.last_place += 1;
        self.last_place
    }

    pub(super) fn enter(&mut self, worker: &WorkerId) {
        self.busy.retain(|_, by| by != worker);
        let mine = self.at_work.iter().filter(|(_, (_, _, by))| by == worker);
        let mine: Vec<Name> = mine.map(|(id, _)| id.clone()).collect();
        for id in mine {
            self.put_back(&id);
        }
    }

    pub(super) fn unfinished(&self, worker: Option<&WorkerId>) -> Vec<(Outbound, Claim)> {
        let meant = |row: &&Row| worker.is_none_or(|worker| row.worker == *worker);
        let mut rows: Vec<&Row> = self.outbox.values().filter(meant).collect();
        rows.sort_unstable_by_key(|row| row.place);
        rows.into_iter().map(|row| (row.outbound.clone(), row.claim)).collect()
    }

    pub(super) fn next(&mut self, worker: &WorkerId) -> Option<Work> {
        let is_free = |event: &Inbound| match (event.contact(), event.agent()) {
            (Some(contact), _) => !self.busy.contains_key(contact),
            (None, Some(agent)) => {
                !self.at_work.values().any(|(_, other, _)| other.agent() == Some(agent))
            }
            (None, None) => true,
        };
        let index = self.inbox.iter().position(|(_, event)| is_free(event))?;
        let (place, event) = self.inbox.remove(index)?;
        let at_work = (place, Arc::clone(&event), worker.clone());
        self.at_work.insert(event.id().clone(), at_work);
        Some(self.work_on(event, worker))
    }

    fn work_on(&mut self, event: Arc<Inbound>, worker: &WorkerId) -> Work {
        let Some(id) = event.contact() else {
            return Work { event, state: None, version: 0, owed: Vec::new() };
        };
        self.busy.insert(id.clone(), worker.clone());
        let kept = self.contacts.get(id);
        let (state, version) = match kept {
            Some(kept) => (Some(kept.state.clone()), kept.version),
            None => (None, 0),
        };
        let keys = self.owed.iter().filter(|(_, contact)| contact == id);
        let owed = keys.filter_map(|(key, _)| self.outbox.get(key));
        let owed = owed.map(|row| row.outbound.clone()).collect();
        Work { event, state, version, owed }
    }

    /// The timer stays where it is until the contact is committed.
    pub(super) fn due(&mut self, worker: &WorkerId, now: Instant) -> Option<Work> {
        let due = self.timers.range(..=(now, u64::MAX));
        let mut free = due.filter(|(_, contact)| !self.busy.contains_key(*contact));
        let (at, contact) = free.next().map(|((at, _), contact)| (*at, contact.clone()))?;
        let (id, known, arrival) = (Name::default(), Vec::new(), Arrival::Due);
        let incoming = Incoming { id, at, contact, known, arrival };
        Some(self.work_on(Arc::new(Inbound::new(incoming)), worker))
    }

    pub(super) fn commit(
        &mut self,
        worker: &WorkerId,
        commit: Commit,
        keeps_log: bool,
    ) -> Result<(), StoreError> {
        let Commit { event, state, version, outbox, log } = commit;
        if event.as_ref().is_some_and(|event| !self.is_to_do(event)) {
            return Err(StoreError::Conflict);
        }
        if let Some(state) = state {
            let known = self.contacts.get(&state.contact.id).map_or(0, |kept| kept.version);
            if known != version {
                return Err(StoreError::Conflict);
            }
            let state = reread(state)?;
            self.busy.remove(&state.contact.id);
            self.put(state, version + 1);
        }
        self.commits += 1;
        if let Some(event) = event
            && self.at_work.remove(&event).is_none()
        {
            self.inbox.retain(|(_, waiting)| *waiting.id() != event);
        }
        for outbound in outbox {
            let (key, place) = (outbound.effect.key, self.place());
            if let Entry::Vacant(row) = self.outbox.entry(key) {
                if outbound.effect.act.routes() {
                    self.owed.push((key, outbound.contact.clone()));
                }
                let (claim, worker) = (Claim::Claimed, worker.clone());
                row.insert(Row { place, outbound, claim, worker });
            }
        }
        if keeps_log && !log.is_empty() {
            self.log.push(log);
        }
        Ok(())
    }

    /// Whether an event was taken in, and neither applied nor given up.
    fn is_to_do(&self, event: &Name) -> bool {
        self.at_work.contains_key(event) || self.inbox.iter().any(|(_, one)| one.id() == event)
    }

    fn put(&mut self, state: Box<ContactState>, version: u64) {
        let id = state.contact.id.clone();
        let before = self.contacts.get(&id);
        let mut due = before.and_then(|kept| kept.due);
        if due.map(|(at, _)| at) != state.next_due() {
            if let Some(due) = due {
                self.timers.remove(&due);
            }
            due = state.next_due().map(|at| (at, self.commits));
            if let Some(due) = due {
                self.timers.insert(due, id.clone());
            }
        }
        for field in [Field::Email, Field::Phone] {
            let holds = |state: &ContactState| {
                let text = state.contact.text(field.name())?.clone();
                Some((text, state.contact.created_at))
            };
            let (old, new) = (before.and_then(|kept| holds(&kept.state)), holds(&state));
            if old == new {
                continue;
            }
            let holder = |(text, at)| (text, (at, id.clone()));
            let (old, new) = (old.map(holder), new.map(holder));
            if let Some((text, holder)) = old
                && let Some(holders) = self.by_field.get_mut(&(field, text.clone()))
            {
                holders.remove(&holder);
                if holders.is_empty() {
                    self.by_field.remove(&(field, text));
                }
            }
            if let Some((text, holder)) = new {
                self.by_field.entry((field, text)).or_default().insert(holder);
            }
        }
        self.contacts.insert(id, Contact { state, version, due });
    }

    pub(super) fn release(&mut self, event: &Inbound) {
        if let Some(contact) = event.contact() {
            self.busy.remove(contact);
        }
        self.put_back(event.id());
    }

    pub(super) fn bury(&mut self, letter: DeadLetter) {
        match self.at_work.remove(&letter.id) {
            Some((_, event, _)) => {
                if let Some(contact) = event.contact() {
                    self.busy.remove(contact);
                }
            }
            None => self.inbox.retain(|(_, event)| *event.id() != letter.id),
        }
        self.dead.push(letter);
    }

    pub(super) fn find(&self, field: Field, text: &str) -> Option<Name> {
        let holders = self.by_field.get(&(field, Name::from(text)))?;
        holders.first().map(|(_, id)| id.clone())
    }

    pub(super) fn contacts(&self, after: Option<&Name>, limit: usize) -> Vec<ContactState> {
        let mut ids: Vec<&Name> = self.contacts.keys().collect();
        ids.sort_unstable();
        let behind = ids.into_iter().filter(|id| after.is_none_or(|after| *id > after));
        let states = behind.filter_map(|id| self.contacts.get(id));
        states.take(limit).map(|kept| ContactState::clone(&kept.state)).collect()
    }

    pub(super) fn counts(&self) -> Counts {
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let states = self.contacts.values().map(|kept| &kept.state);
        Counts {
            contacts: count(self.contacts.len()),
            runs: states.map(|state| count(state.runs.len())).sum(),
            timers: count(self.timers.len()),
            inbox: count(self.inbox.len() + self.at_work.len()),
            outbox: count(self.outbox.len()),
            latest: self.latest,
        }
    }
}

/// What a keeper that writes to a disk would read back: in builds for tests, the same or an error.
fn reread(state: Box<ContactState>) -> Result<Box<ContactState>, StoreError> {
    if !cfg!(debug_assertions) {
        return Ok(state);
    }
    let again: Box<ContactState> = serde_json::to_string(&state)
        .and_then(|text| serde_json::from_str(&text))
        .map_err(|why| StoreError::Corrupt(why.to_string().into()))?;
    match again == state {
        true => Ok(again),
        false => Err(StoreError::Corrupt(Name::new_static("a state that reads back as another"))),
    }
}
