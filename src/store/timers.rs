//! What is due when.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Instant;
use crate::runtime::{EffectKey, RunId};

/// The end of a wait.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timer {
    /// When.
    pub due: Instant,
    /// Among those due at once, in which order they were set.
    pub order: u64,
    /// Whose wait.
    pub run: RunId,
    /// Which wait.
    pub wait: EffectKey,
}

/// At most one timer a run, in order of due time.
#[derive(Clone, Debug, Default)]
pub struct Timers {
    order: u64,
    due: BTreeSet<Timer>,
    of_run: BTreeMap<RunId, Timer>,
}

impl Timers {
    /// Sets the timer of a run, in place of the one it had.
    pub fn set(&mut self, run: &RunId, wait: &EffectKey, due: Instant) {
        self.clear(run);
        self.order += 1;
        let timer = Timer { due, order: self.order, run: run.clone(), wait: wait.clone() };
        self.due.insert(timer.clone());
        self.of_run.insert(run.clone(), timer);
    }

    /// Forgets the timer of a run.
    pub fn clear(&mut self, run: &RunId) {
        if let Some(timer) = self.of_run.remove(run) {
            self.due.remove(&timer);
        }
    }

    /// Takes the first timer that is due at a moment.
    pub fn take_due(&mut self, now: Instant) -> Option<Timer> {
        let first = self.due.first().filter(|timer| timer.due <= now)?.clone();
        self.clear(&first.run);
        Some(first)
    }

    /// How many are set.
    #[must_use]
    pub fn len(&self) -> usize {
        self.due.len()
    }

    /// Whether none is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.due.is_empty()
    }
}
