//! What is kept of one workspace in memory.

use std::collections::VecDeque;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::contacts::Contacts;
#[cfg(feature = "planted")]
use crate::base::planted::{self, Plant};
use crate::base::{Instant, Key, Map, Name};
use crate::plan::WorkflowPlan;
use crate::runtime::{Arrival, Incoming, Outbound};
use crate::store::{
    Claim, Commit, Counts, DeadLetter, Inbound, Logged, StoreError, Work, WorkerId,
};

/// One workspace.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) contacts: Contacts,
    /// Ids of events that were taken in.
    pub(super) seen: Map<Name, ()>,
    /// Events nobody works on and their places, in the order in which they were taken in.
    inbox: VecDeque<(u64, Arc<Inbound>)>,
    /// What somebody works on: as many as there are workers, few enough to be looked through.
    at_work: Vec<AtWork>,
    /// Effects that are not done.
    pub(super) outbox: Map<Key, Row>,
    /// Of what the roster has to hear, in the order in which it was asked for: the contacts. Only what
    /// workers are at, or were when they stopped, is in here: few enough to be looked through.
    owed: Vec<(Key, Name)>,
    latest: Option<Instant>,
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

/// An event that somebody works on, and so on its contact or agent.
#[derive(Debug)]
struct AtWork {
    /// Its place in the inbox; none for a timer, which was never there.
    place: Option<u64>,
    event: Arc<Inbound>,
    worker: WorkerId,
}

impl AtWork {
    /// Whether it is this event: timers have no id, and only one of a contact is worked on at a time.
    fn is(&self, event: &Inbound) -> bool {
        self.event.id() == event.id() && self.event.contact() == event.contact()
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
                self.inbox.push_back((place, Arc::new(event)));
            }
            fresh.push(new);
        }
        fresh
    }

    /// Nobody works any more on what is meant: it goes back to its place.
    fn put_back(&mut self, is_meant: impl Fn(&AtWork) -> bool) {
        while let Some(index) = self.at_work.iter().position(&is_meant) {
            let AtWork { place, event, .. } = self.at_work.swap_remove(index);
            if let Some(place) = place {
                let before = self.inbox.partition_point(|(other, _)| *other < place);
                self.inbox.insert(before, (place, event));
            }
        }
    }

    fn place(&mut self) -> u64 {
        self.last_place += 1;
        self.last_place
    }

    pub(super) fn enter(&mut self, worker: &WorkerId) {
        self.put_back(|one| one.worker == *worker);
    }

    pub(super) fn unfinished(&self, worker: Option<&WorkerId>) -> Vec<(Outbound, Claim)> {
        let meant = |row: &&Row| worker.is_none_or(|worker| row.worker == *worker);
        let mut rows: Vec<&Row> = self.outbox.values().filter(meant).collect();
        rows.sort_unstable_by_key(|row| row.place);
        let asked = rows.into_iter().filter_map(|row| Some((row.outbound()?.clone(), row.claim)));
        asked.collect()
    }

    pub(super) fn next(&mut self, worker: &WorkerId) -> Result<Option<Work>, StoreError> {
        // Nobody works on the same contact, nor on the same agent.
        let is_free = |event: &Inbound| {
            self.at_work.is_empty()
                || match (event.contact(), event.agent()) {
                    (Some(contact), _) => !self.is_busy(contact),
                    (None, Some(agent)) => {
                        !self.at_work.iter().any(|one| one.event.agent() == Some(agent))
                    }
                    (None, None) => true,
                }
        };
        let Some(index) = self.inbox.iter().position(|(_, event)| is_free(event)) else {
            return Ok(None);
        };
        let Some((place, event)) = self.inbox.remove(index) else { return Ok(None) };
        self.work_on(Some(place), event, worker).map(Some)
    }

    fn is_busy(&self, contact: &str) -> bool {
        self.at_work.iter().any(|one| one.event.contact().is_some_and(|one| one == contact))
    }

    fn work_on(
        &mut self,
        place: Option<u64>,
        event: Arc<Inbound>,
        worker: &WorkerId,
    ) -> Result<Work, StoreError> {
        let worker = worker.clone();
        self.at_work.push(AtWork { place, event: Arc::clone(&event), worker });
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
        let due = self.contacts.due(now, |contact| !self.is_busy(contact));
        let Some((at, contact)) = due else { return Ok(None) };
        let (id, known, arrival) = (Name::default(), Vec::new(), Arrival::Due);
        let incoming = Incoming { id, at, contact, known, arrival };
        self.work_on(None, Arc::new(Inbound::new(incoming)), worker).map(Some)
    }

    pub(super) fn commit(
        &mut self,
        worker: &WorkerId,
        commit: Commit,
        keeps_log: bool,
    ) -> Result<(), StoreError> {
        let Commit { event, state, version, outbox, log } = commit;
        let at_work =
            |of: &[AtWork], event: &Name| of.iter().position(|one| one.event.id() == event);
        let mut worked = event.as_ref().and_then(|event| at_work(&self.at_work, event));
        if let Some(event) = event.as_ref().filter(|_| worked.is_none())
            && !self.inbox.iter().any(|(_, one)| one.id() == event)
        {
            // Applied or given up already.
            return Err(StoreError::Conflict);
        }
        if let Some(state) = state {
            if event.is_none() {
                let id = Some(&state.contact.id);
                let is_timer = |one: &AtWork| one.place.is_none() && one.event.contact() == id;
                worked = self.at_work.iter().position(is_timer);
            }
            self.contacts.commit(state, version)?;
        }
        if let Some(index) = worked {
            self.at_work.swap_remove(index);
        } else if let Some(event) = event {
            self.inbox.retain(|(_, waiting)| *waiting.id() != event);
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

    pub(super) fn release(&mut self, event: &Inbound) {
        self.put_back(|one| one.is(event));
    }

    pub(super) fn bury(&mut self, letter: DeadLetter) {
        self.at_work.retain(|one| *one.event.id() != letter.id);
        self.inbox.retain(|(_, event)| *event.id() != letter.id);
        self.dead.push(letter);
    }

    pub(super) fn counts(&self) -> Counts {
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let (contacts, runs, timers) = self.contacts.count();
        let taken = self.at_work.iter().filter(|one| one.place.is_some()).count();
        Counts {
            contacts: count(contacts),
            runs: count(runs),
            timers: count(timers),
            inbox: count(self.inbox.len() + taken),
            outbox: count(self.outbox.len()),
            latest: self.latest,
        }
    }
}
