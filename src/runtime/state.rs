//! Everything that is kept of one contact.

use serde::{Deserialize, Serialize};

use super::{Contact, Fault, Run, RunId};
use crate::base::{Instant, Name, Table};

/// A contact, its runs that are not over, and what is remembered of those that are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactState {
    /// The contact.
    pub contact: Contact,
    /// Runs that are not over, oldest first.
    pub runs: Vec<Run>,
    /// How many runs it had of each workflow it was ever in, by name.
    pub enrolled: Table<u32>,
    /// How many turns its runs have had together.
    pub turns: u64,
    /// The roster's version at the last word of the owner.
    pub routed: u64,
    /// The last run that failed or timed out, until the conversation is closed.
    pub trouble: Option<Box<Trouble>>,
}

/// A run that failed or timed out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// Which.
    pub run: RunId,
    /// When.
    pub at: Instant,
    /// The step, its source line, and why.
    pub fault: Fault,
    /// Whether it ran out of time.
    pub timed_out: bool,
}

impl ContactState {
    /// A contact of whom nothing is known yet.
    #[must_use]
    pub fn new(id: Name, at: Instant) -> Self {
        Self {
            contact: Contact::new(id, at),
            runs: Vec::new(),
            enrolled: Table::default(),
            turns: 0,
            routed: 0,
            trouble: None,
        }
    }

    /// When the first of its waits is over.
    #[must_use]
    pub fn next_due(&self) -> Option<Instant> {
        self.runs.iter().filter_map(|run| run.wait()?.due).min()
    }

    /// A run that failed or timed out, of a contact that nobody owns: it needs attention.
    #[must_use]
    pub fn attention(&self) -> Option<&Trouble> {
        self.trouble.as_deref().filter(|_| self.contact.owner.is_none())
    }

    /// Whether it was ever in a workflow.
    #[must_use]
    pub fn was_in(&self, workflow: &str) -> bool {
        self.enrolled.get(workflow).is_some()
    }

    /// A name for the next run of a workflow.
    pub(super) fn enrol(&mut self, workflow: &Name) -> RunId {
        let number = match self.enrolled.get_mut(workflow) {
            Some(count) => {
                *count += 1;
                *count
            }
            None => {
                self.enrolled.insert(workflow.clone(), 1);
                1
            }
        };
        RunId::new(workflow.clone(), self.contact.id.clone(), number)
    }
}
