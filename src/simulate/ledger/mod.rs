//! The ledger of a play: what was acknowledged, who owns whom, who waits, whose turn it is, and what
//! reached the outside, kept by its own means and compared with what the nodes made of it.
//!
//! It is told of everything that took effect, in the order in which it did. It must never ask the
//! code that it judges: only the fold of a contact's events is computed by the pure `react`, on a
//! state of its own.

mod contacts;
mod desk;
mod effects;
mod end;
mod events;

use std::collections::BTreeMap;

use super::invariant::Invariant;
use crate::base::{Key, Name};
use crate::runtime::Published;

pub(super) use end::Held;

/// An invariant that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) invariant: Invariant,
    pub(super) why: String,
}

/// What was seen of one play.
#[derive(Debug)]
pub(super) struct Ledger {
    published: Published,
    events: events::Events,
    contacts: BTreeMap<Name, contacts::Held>,
    effects: BTreeMap<Key, effects::Asked>,
    desk: desk::Desk,
    looks: Looks,
}

impl Ledger {
    pub(super) fn new(published: Published) -> Self {
        let desk = desk::Desk::new(published.workspace().plan());
        Self {
            published,
            events: events::Events::default(),
            contacts: BTreeMap::new(),
            effects: BTreeMap::new(),
            desk,
            looks: Looks::default(),
        }
    }

    /// The first invariant that did not hold.
    pub(super) const fn broken(&self) -> Option<&Broken> {
        self.looks.broken.as_ref()
    }

    /// Somebody goes on for ever.
    pub(super) fn never_ends(&mut self) {
        self.looks.at(Invariant::NobodyLost, false, || "the play does not end".to_owned());
    }

    /// A store cannot be opened again.
    pub(super) fn never_opens(&mut self, why: String) {
        self.looks.at(Invariant::EventsOnce, false, || why);
    }

    /// Every invariant that was looked at, and how often.
    pub(super) fn looks(&self) -> impl Iterator<Item = (Invariant, u64)> + '_ {
        self.looks.counts.iter().map(|(invariant, count)| (*invariant, *count))
    }
}

/// What was looked at, and the first thing that was not as it must be.
#[derive(Debug, Default)]
struct Looks {
    counts: BTreeMap<Invariant, u64>,
    broken: Option<Broken>,
}

impl Looks {
    /// Looks at an invariant, which had something to say here.
    fn at(&mut self, invariant: Invariant, holds: bool, why: impl FnOnce() -> String) {
        *self.counts.entry(invariant).or_default() += 1;
        if !holds && self.broken.is_none() {
            self.broken = Some(Broken { invariant, why: why() });
        }
    }
}
