//! Contacts: what their events make of them, and their timers.

use std::collections::BTreeSet;

use super::Ledger;
use crate::base::{Instant, Key, Name};
use crate::runtime::{
    Arrival, ContactState, Incoming, Reaction, Record, Recorded, RunId, Traced, react,
};
use crate::simulate::invariant::Invariant;
use crate::store::{Commit, Inward};

/// A contact as its events make it.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) state: Box<ContactState>,
    version: u64,
    /// Waits whose time was up, with the moment it was.
    fired: BTreeSet<(RunId, Key, Instant)>,
}

impl Ledger {
    /// A timer was handed out at what a node takes for now; its clock never showed more than the
    /// last moment.
    pub(crate) fn handed_out_timer(&mut self, due: Instant, now: Instant, latest: Instant) {
        self.looks.at(Invariant::TimersOnce, due <= now && now <= latest, || {
            format!(
                "a timer due at {due:?} was handed out at {now:?}, and the clock says {latest:?}"
            )
        });
    }

    /// A commit took effect.
    pub(crate) fn committed(&mut self, commit: &Commit) {
        if let Some(id) = &commit.event {
            self.in_order(id);
            self.applied(id);
        }
        self.asked(&commit.outbox);
        let Some(after) = &commit.state else { return };
        let Some(incoming) = self.incoming(commit) else { return };
        let id = &after.contact.id;
        let (before, version, mut fired) = match self.contacts.remove(id) {
            Some(Held { state, version, fired }) => (Some(state), version, fired),
            None => (None, 0, BTreeSet::new()),
        };
        self.looks.at(Invariant::FoldOfEvents, version == commit.version, || {
            format!("{id} was committed on version {} and is at {version}", commit.version)
        });
        let state = before.unwrap_or_else(|| Box::new(ContactState::new(id.clone(), incoming.at)));
        self.timers(&state, &incoming, &commit.log.records, &mut fired);
        let Reaction { state, records } = react(&self.published, state, &incoming, None);
        let same = state == *after && records == commit.log.records;
        self.looks.at(Invariant::FoldOfEvents, same, || {
            format!("{id} is not what {} makes of it", incoming.id)
        });
        self.one_run_each(&state);
        self.contacts.insert(id.clone(), Held { state, version: version + 1, fired });
    }

    /// The event that a commit applies, as it was taken in.
    fn incoming(&self, commit: &Commit) -> Option<Incoming> {
        let Some(id) = &commit.event else {
            let contact = commit.state.as_ref()?.contact.id.clone();
            let (id, at, known) = (Name::default(), commit.log.at, Vec::new());
            return Some(Incoming { id, at, contact, known, arrival: Arrival::Due });
        };
        match &self.events.taken.get(id)?.1.event {
            Inward::Contact(incoming) => Some(incoming.clone()),
            Inward::Agent { .. } | Inward::Clock { .. } => None,
        }
    }

    /// A contact's events are applied in the order in which they were taken in.
    fn in_order(&mut self, id: &Name) {
        let Some((_, event)) = self.events.taken.get(id) else { return };
        let Some(contact) = event.contact() else { return };
        let first = self.events.first_of(contact);
        self.looks.at(Invariant::FoldOfEvents, first == Some(id), || {
            format!("event {id} was applied before {first:?}")
        });
    }

    /// Every wait whose time was up was due, and its time is up for the first time.
    fn timers(
        &mut self,
        before: &ContactState,
        incoming: &Incoming,
        records: &[Record],
        fired: &mut BTreeSet<(RunId, Key, Instant)>,
    ) {
        let mut any = false;
        for record in records {
            let (Some(run), Recorded::Trace(Traced::TimeUp)) = (&record.run, &record.what) else {
                continue;
            };
            any = true;
            let wait = before.runs.iter().find(|one| one.id == *run).and_then(|one| one.wait());
            let due = wait.and_then(|wait| Some((wait.key, wait.due?)));
            let is_due = due.is_some_and(|(_, due)| due <= incoming.at);
            self.looks.at(Invariant::TimersOnce, is_due, || {
                format!("the time of {run} was up at {:?} and is {due:?}", incoming.at)
            });
            let Some((key, due)) = due else { continue };
            let first = fired.insert((run.clone(), key, due));
            self.looks.at(Invariant::TimersOnce, first, || format!("a timer of {run} fired twice"));
        }
        if incoming.arrival == Arrival::Due {
            let contact = &incoming.contact;
            self.looks.at(Invariant::TimersOnce, any, || {
                format!("a timer of {contact} fired, and no time was up")
            });
        }
    }

    /// A workflow runs once at a time for a contact.
    fn one_run_each(&mut self, state: &ContactState) {
        let mut workflows: Vec<&Name> = state.runs.iter().map(|run| &run.id.workflow).collect();
        let runs = workflows.len();
        workflows.sort_unstable();
        workflows.dedup();
        if runs > 0 {
            let contact = &state.contact.id;
            self.looks.at(Invariant::FoldOfEvents, workflows.len() == runs, || {
                format!("{contact} is in a workflow twice at once")
            });
        }
    }
}
