//! Events: kept once, and applied once.

use std::collections::{BTreeMap, BTreeSet};

use super::Ledger;
use crate::base::{Key, Name};
use crate::simulate::invariant::Invariant;
use crate::store::{Counts, DeadLetter, Inbound};

/// What became of events.
#[derive(Debug, Default)]
pub(super) struct Events {
    /// Every event that was taken in, with its place among all of them.
    pub(super) taken: BTreeMap<Name, (u64, Inbound)>,
    /// Those that were neither applied nor given up, by place.
    pub(super) to_do: BTreeMap<u64, Name>,
    pub(super) applied: BTreeSet<Name>,
    pub(super) dead: BTreeSet<Name>,
    acknowledged: BTreeSet<Name>,
}

impl Events {
    /// The first event of a contact, or of the agent that an event is about, that is to be applied.
    pub(super) fn first_of(&self, contact: &Name) -> Option<&Name> {
        let of = |id: &&Name| {
            self.taken.get(*id).is_some_and(|(_, event)| event.contact() == Some(contact))
        };
        self.to_do.values().find(of)
    }
}

impl Ledger {
    /// A store took events in, and effects were done.
    pub(crate) fn accepted(&mut self, events: &[Inbound], done: &[Key], fresh: &[bool]) {
        for (event, new) in events.iter().zip(fresh) {
            let id = event.id();
            let is_new = !self.events.taken.contains_key(id);
            self.looks.at(Invariant::EventsOnce, is_new == *new, || {
                format!("event {id} was called new: {new}, although it was: {is_new}")
            });
            if is_new {
                let place = u64::try_from(self.events.taken.len()).unwrap_or(u64::MAX);
                self.events.taken.insert(id.clone(), (place, event.clone()));
                self.events.to_do.insert(place, id.clone());
            }
        }
        for key in done {
            self.done(*key);
        }
    }

    /// Whoever sent an event was told that it was taken in.
    pub(crate) fn acknowledged(&mut self, id: &Name) {
        let taken = self.events.taken.contains_key(id);
        self.looks.at(Invariant::EventsOnce, taken, || format!("event {id} was acknowledged only"));
        self.events.acknowledged.insert(id.clone());
    }

    /// A commit applied an event.
    pub(super) fn applied(&mut self, id: &Name) {
        let first = !self.events.applied.contains(id) && !self.events.dead.contains(id);
        self.looks.at(Invariant::EventsOnce, first, || format!("event {id} was applied twice"));
        let place = self.events.taken.get(id).map(|(place, _)| *place);
        self.looks.at(Invariant::EventsOnce, place.is_some(), || {
            format!("event {id} was applied and never taken in")
        });
        self.events.applied.insert(id.clone());
        if let Some(place) = place {
            self.events.to_do.remove(&place);
        }
    }

    /// An event was given up. Nothing that the simulator brings is a reason for that.
    pub(crate) fn buried(&mut self, letter: &DeadLetter) {
        self.looks.at(Invariant::EventsOnce, false, || {
            format!("event {} was given up: {}", letter.id, letter.why)
        });
        self.events.dead.insert(letter.id.clone());
    }

    /// What a store says it holds.
    pub(crate) fn counted(&mut self, counts: &Counts) {
        let length = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let inbox = length(self.events.to_do.len());
        self.looks.at(Invariant::EventsOnce, counts.inbox == inbox, || {
            format!("{} events are to be applied instead of {inbox}", counts.inbox)
        });
        let outbox = length(self.effects.values().filter(|one| !one.done).count());
        self.looks.at(Invariant::EffectsOnce, counts.outbox == outbox, || {
            format!("{} effects are not done instead of {outbox}", counts.outbox)
        });
        let held = self.contacts.values();
        let timers = length(held.filter(|one| one.state.next_due().is_some()).count());
        self.looks.at(Invariant::TimersOnce, counts.timers == timers, || {
            format!("{} contacts have a timer instead of {timers}", counts.timers)
        });
    }

    /// In the end: whatever was acknowledged was applied.
    pub(super) fn all_applied(&mut self) {
        for id in &self.events.acknowledged {
            let applied = self.events.applied.contains(id);
            self.looks.at(Invariant::EventsOnce, applied, || {
                format!("event {id} was acknowledged and never applied")
            });
        }
    }
}
