//! Contacts, their runs, and who needs attention.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use super::{StoreError, Timers};
use crate::base::{Instant, Name};
use crate::runtime::{Contact, Effect, Fault, Run, RunId};

/// A contact whose run failed or timed out, and whom nobody owns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attention {
    /// The contact.
    pub contact: Name,
    /// The workflow.
    pub workflow: Name,
    /// Since when.
    pub at: Instant,
    /// The step, its source line, and why.
    pub fault: Fault,
    /// Whether it ran out of time.
    pub timed_out: bool,
}

/// What one turn makes true, all of it or nothing.
#[derive(Clone, Debug)]
pub struct Commit {
    /// The run.
    pub run: Run,
    /// The number of turns the run had had when it was read; none for a new run.
    pub expected: Option<u64>,
    /// The contact with every change.
    pub contact: Contact,
    /// What the world still has to do.
    pub outbox: Vec<Effect>,
}

/// Contacts, runs that are not over, what is due, and what the world still has to do.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    contacts: BTreeMap<Name, Contact>,
    runs: BTreeMap<RunId, Run>,
    of_contact: BTreeMap<Name, BTreeSet<RunId>>,
    counts: BTreeMap<(Name, Name), u32>,
    outbox: BTreeMap<(RunId, Name), Effect>,
    events: HashSet<Name>,
    attention: BTreeMap<Name, Attention>,
    /// What is due.
    pub timers: Timers,
}

impl Runs {
    /// Takes in the id of an event. Gives whether it is new.
    pub fn accept(&mut self, event: &Name) -> bool {
        self.events.insert(event.clone())
    }

    /// A contact; made when it is not known yet.
    pub fn contact(&mut self, id: &Name, now: Instant) -> &mut Contact {
        self.contacts.entry(id.clone()).or_insert_with(|| Contact::new(id.clone(), now))
    }

    /// A known contact.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Contact> {
        self.contacts.get(id)
    }

    /// Every contact, by id.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.values()
    }

    /// A run that is not over.
    #[must_use]
    pub fn run(&self, id: &RunId) -> Option<&Run> {
        self.runs.get(id)
    }

    /// Every run that is not over, by name.
    pub fn running(&self) -> impl Iterator<Item = &Run> {
        self.runs.values()
    }

    /// The runs of a contact that are not over, by name.
    pub fn of_contact(&self, contact: &str) -> impl Iterator<Item = &Run> {
        let ids = self.of_contact.get(contact).into_iter().flatten();
        ids.filter_map(|id| self.runs.get(id))
    }

    /// A name for the next run of a contact in a workflow.
    pub fn name_run(&mut self, workflow: &Name, contact: &Name) -> RunId {
        let count = self.counts.entry((workflow.clone(), contact.clone())).or_default();
        *count += 1;
        RunId(format!("{workflow}/{contact}/{count}").into())
    }

    /// Makes a turn true.
    ///
    /// # Errors
    /// `Conflict` when the run had another turn since it was read.
    pub fn commit(&mut self, commit: Commit) -> Result<(), StoreError> {
        let Commit { run, expected, contact, outbox } = commit;
        // Every test reads back what was written between two turns.
        #[cfg(test)]
        let run: Run = serde_json::to_string(&run)
            .and_then(|text| serde_json::from_str(&text))
            .map_err(|why| StoreError::Corrupt(why.to_string().into()))?;
        if self.runs.get(&run.id).map(|run| run.sequence) != expected {
            return Err(StoreError::Conflict);
        }
        match run.wait() {
            Some(wait) => self.timers.set(&run.id, &wait.key, wait.due),
            None => self.timers.clear(&run.id),
        }
        for effect in outbox {
            self.outbox.insert((run.id.clone(), effect.key.0.clone()), effect);
        }
        self.contacts.insert(contact.id.clone(), contact);
        let ids = self.of_contact.entry(run.contact.clone()).or_default();
        if run.ending().is_some() {
            ids.remove(&run.id);
            self.runs.remove(&run.id);
        } else {
            ids.insert(run.id.clone());
            self.runs.insert(run.id.clone(), run);
        }
        Ok(())
    }

    /// The world has done this.
    pub fn performed(&mut self, run: &RunId, effect: &Effect) {
        self.outbox.remove(&(run.clone(), effect.key.0.clone()));
    }

    /// How much the world still has to do.
    #[must_use]
    pub fn outstanding(&self) -> usize {
        self.outbox.len()
    }

    /// Puts a contact on the list of those who need attention.
    pub fn needs_attention(&mut self, attention: Attention) {
        self.attention.insert(attention.contact.clone(), attention);
    }

    /// Somebody, or a close, took care of a contact.
    pub fn is_looked_after(&mut self, contact: &str) {
        self.attention.remove(contact);
    }

    /// Everybody who needs attention, by contact.
    pub fn attention(&self) -> impl Iterator<Item = &Attention> {
        self.attention.values()
    }
}
