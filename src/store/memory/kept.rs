//! What is kept of one workspace in memory.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::contacts::Contacts;
#[cfg(feature = "planted")]
use crate::base::planted::{self, Plant};
use crate::base::{Instant, Key, Map, Name};
use crate::plan::WorkflowPlan;
use crate::runtime::{Arrival, Incoming, Outbound};
use crate::store::waiting::{Place, Waiting};
use crate::store::{
    Claim, Commit, Counts, DeadLetter, Inbound, Logged, StoreError, Work, WorkerId,
};

/// One workspace.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) contacts: Contacts,
    /// Ids of events that were taken in.
    pub(super) seen: Map<Name, ()>,
    pub(super) waiting: Waiting,
    /// Effects that are not done.
    pub(super) outbox: Map<Key, Row>,
    /// Of what the roster has to hear, in the order in which it was asked for: the contacts. Only what
    /// workers are at, or were when they stopped, is in here: few enough to be looked through.
    owed: Vec<(Key, Name)>,
    latest: Option<Instant>,
    pub(super) log: Vec<Logged>,
    pub(super) plans: Vec<WorkflowPlan>,
    pub(super) dead: Vec<DeadLetter>,
    last_place: i64,
}

/// An effect that is not done.
#[derive(Debug)]
pub(super) struct Row {
    /// Where it stands among those that were asked for.
    place: i64,
    /// What was asked for together, and which of it this is.
    together: Arc<[Outbound]>,
    which: usize,
    pub(super) claim: Claim,
    worker: WorkerId,
}

impl Row {
    fn outbound(&self) -> Option<&Outbound> {
        self.together.get(self.which)
    }
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
                self.waiting.push(place, Arc::new(event));
            }
            fresh.push(new);
        }
        fresh
    }

    fn place(&mut self) -> i64 {
        self.last_place += 1;
        self.last_place
    }

    pub(super) fn unfinished(&self, worker: Option<&WorkerId>) -> Vec<(Outbound, Claim)> {
        let meant = |row: &&Row| worker.is_none_or(|worker| row.worker == *worker);
        let mut rows: Vec<&Row> = self.outbox.values().filter(meant).collect();
        rows.sort_unstable_by_key(|row| row.place);
        let asked = rows.into_iter().filter_map(|row| Some((row.outbound()?.clone(), row.claim)));
        asked.collect()
    }

    pub(super) fn next(&mut self, worker: &WorkerId) -> Result<Option<Work>, StoreError> {
        let event = self.waiting.hand_out(worker);
        event.map(|event| self.work_on(event)).transpose()
    }

    /// An event that was handed out, with what is known of its contact.
    fn work_on(&mut self, event: Arc<Inbound>) -> Result<Work, StoreError> {
        let Some(id) = event.contact() else {
            return Ok(Work { event, state: None, version: 0, owed: Vec::new() });
        };
        let (state, version) = self.contacts.lend(id)?.unzip();
        let keys = self.owed.iter().filter(|(_, contact)| contact == id);
        let owed = keys.filter_map(|(key, _)| self.outbox.get(key));
        let owed = owed.filter_map(|row| row.outbound().cloned()).collect();
        Ok(Work { event, state, version: version.unwrap_or_default(), owed })
    }

    /// The timer stays where it is until the contact is committed.
    pub(super) fn due(
        &mut self,
        worker: &WorkerId,
        now: Instant,
    ) -> Result<Option<Work>, StoreError> {
        let due = self.contacts.due(now, |contact| !self.waiting.is_busy(contact));
        let Some((at, contact)) = due else { return Ok(None) };
        let (id, known, arrival) = (Name::default(), Vec::new(), Arrival::Due);
        let incoming = Incoming { id, at, contact, known, arrival };
        let timer = Arc::new(Inbound::new(incoming));
        self.waiting.work_on(Place::Timer, Arc::clone(&timer), worker);
        self.work_on(timer).map(Some)
    }

    pub(super) fn commit(
        &mut self,
        worker: &WorkerId,
        commit: Commit,
        keeps_log: bool,
    ) -> Result<(), StoreError> {
        let Commit { event, state, version, outbox, log } = commit;
        let spot = match (&event, &state) {
            // Otherwise it was applied or given up already.
            (Some(event), _) => Some(self.waiting.find(event).ok_or(StoreError::Conflict)?),
            (None, Some(state)) => self.waiting.find_timer(&state.contact.id),
            (None, None) => None,
        };
        if let Some(state) = state {
            self.contacts.commit(state, version)?;
        }
        if let Some(spot) = spot {
            self.waiting.remove(spot);
        }
        for (outbound, which) in outbox.iter().zip(0..) {
            let (key, place) = (outbound.effect.key, self.place());
            if let Entry::Vacant(row) = self.outbox.entry(key) {
                if outbound.effect.act.routes() {
                    self.owed.push((key, outbound.contact.clone()));
                }
                let (claim, worker) = (Claim::Claimed, worker.clone());
                let together = Arc::clone(&outbox);
                row.insert(Row { place, together, which, claim, worker });
            }
        }
        if keeps_log && !log.is_empty() {
            self.log.push(log);
        }
        Ok(())
    }

    pub(super) fn bury(&mut self, letter: DeadLetter) {
        self.waiting.bury(&letter.id);
        self.dead.push(letter);
    }

    pub(super) fn counts(&self) -> Counts {
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let (contacts, runs, timers) = self.contacts.count();
        Counts {
            contacts: count(contacts),
            runs: count(runs),
            timers: count(timers),
            inbox: count(self.waiting.count()),
            outbox: count(self.outbox.len()),
            latest: self.latest,
        }
    }
}
