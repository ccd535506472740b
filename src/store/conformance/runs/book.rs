//! The contacts of a workspace in a store, and what a case does with them.

use std::sync::Arc;

use crate::base::{Duration, Instant, Key, Name, Value};
use crate::runtime::{
    Act, Arrival, Brought, ContactState, Effect, Incoming, Outbound, Run, RunId, State, Version,
    Wait, WaitFor,
};
use crate::store::conformance::{AT, Outcome, same};
use crate::store::{
    AgentChange, Commit, Counts, Inbound, Inward, Logged, RunStore, StoreError, Work, WorkerId,
    WorkspaceId, wait,
};

/// One workspace of a store.
pub(super) struct Book<'a, S> {
    pub(super) store: &'a S,
    pub(super) here: WorkspaceId,
    pub(super) worker: WorkerId,
}

/// So many seconds behind the beginning.
pub(super) const fn after(seconds: i64) -> Instant {
    AT.plus(Duration::seconds(seconds))
}

/// An event for a contact.
pub(super) fn event(id: &str, contact: &str) -> Inbound {
    event_at(id, contact, AT)
}

pub(super) fn event_at(id: &str, contact: &str, at: Instant) -> Inbound {
    let arrival = Arrival::UnassignedByHand;
    let (id, contact) = (id.into(), contact.into());
    Inbound::new(Incoming { id, at, contact, known: Vec::new(), arrival })
}

/// An event that concerns an agent and no contact.
pub(super) fn agent_event(id: &str) -> Inbound {
    event_about(id, "ana")
}

/// An event about an agent.
pub(super) fn event_about(id: &str, agent: &str) -> Inbound {
    let change = AgentChange { enabled: Some(true), ..AgentChange::default() };
    let event = Inward::Agent { id: id.into(), at: AT, agent: agent.into(), change };
    Inbound { line: None, decision: None, event }
}

/// Something for the world to do.
pub(super) fn effect(name: &str) -> Outbound {
    let act = Act::Unassign { by_hand: false };
    let effect = Arc::new(Effect { key: Key::of_text(name), act });
    Outbound { contact: name.into(), run: None, effect, at: AT, line: None }
}

/// Has the contact wait until each of these moments, and for nothing else.
pub(super) fn set_timers(state: &mut ContactState, dues: &[Instant]) {
    let contact = &state.contact.id;
    let one = |(number, due): (u32, &Instant)| {
        let id = RunId::new("care".into(), contact.clone(), number);
        let brought = Brought { event: "manual".into(), values: Vec::new(), message: None };
        let key = Key::of_text(&format!("{contact}/{number}"));
        let (step, what) = ("wait".into(), WaitFor::Moment);
        let mut run = Run::new(id, Version::default(), brought);
        run.state = State::Waiting(Wait { key, step, what, due: Some(*due), since: 0 });
        run
    };
    state.runs = (1..).zip(dues).map(one).collect();
}

/// Gives the contact a text in a field.
pub(super) fn set_text(state: &mut ContactState, field: &'static str, text: Option<&str>) {
    let fields = &mut state.contact.fields;
    match text {
        Some(text) => fields.insert(Name::new_static(field), Value::Text(text.into())),
        None => fields.remove(field),
    };
}

/// The commit that applies an event, with the contact as it was but for a count.
pub(super) fn commit_of(work: &Work) -> Commit {
    let is_timer = work.event.id().is_empty();
    let state = work.event.contact().map(|contact| {
        let new = || Box::new(ContactState::new(contact.clone(), work.event.at()));
        let mut state = work.state.clone().unwrap_or_else(new);
        state.turns += 1;
        state
    });
    Commit {
        event: (!is_timer).then(|| work.event.id().clone()),
        state,
        version: work.version,
        outbox: Arc::default(),
        log: Logged::new(&work.event),
    }
}

fn said(what: &str, error: &StoreError) -> String {
    format!("{what}: {error}")
}

impl<'a, S: RunStore> Book<'a, S> {
    pub(super) fn of(store: &'a S) -> Self {
        Self::named(store, "here")
    }

    pub(super) fn named(store: &'a S, name: &str) -> Self {
        Self { store, here: WorkspaceId(name.into()), worker: WorkerId::default() }
    }

    /// The same contacts, as another worker.
    pub(super) fn as_worker(&self, name: &str) -> Self {
        Self { here: self.here.clone(), worker: WorkerId(name.into()), ..*self }
    }

    /// Says that the worker is at nothing.
    pub(super) fn enter(&self) -> Outcome {
        wait(self.store.enter(&self.here, &self.worker)).map_err(|error| said("enter", &error))
    }

    pub(super) fn accept(&self, events: &[Inbound]) -> Result<Vec<bool>, String> {
        self.accept_done(events, Vec::new())
    }

    pub(super) fn accept_done(
        &self,
        events: &[Inbound],
        done: Vec<Key>,
    ) -> Result<Vec<bool>, String> {
        let fresh = wait(self.store.accept(&self.here, events.to_vec(), done));
        fresh.map_err(|error| said("accept", &error))
    }

    pub(super) fn next(&self) -> Result<Option<Work>, String> {
        wait(self.store.next(&self.here, &self.worker)).map_err(|error| said("next", &error))
    }

    /// The id of the next event; nobody says what became of it.
    pub(super) fn next_id(&self) -> Result<Option<String>, String> {
        Ok(self.next()?.map(|work| work.event.id().to_string()))
    }

    /// The next event, which has to be this one.
    pub(super) fn take(&self, id: &str) -> Result<Work, String> {
        let work = self.next()?.ok_or_else(|| format!("no event instead of {id:?}"))?;
        same("the next event", work.event.id().as_str(), id)?;
        Ok(work)
    }

    pub(super) fn due(&self, now: Instant) -> Result<Option<Work>, String> {
        wait(self.store.due(&self.here, &self.worker, now)).map_err(|error| said("due", &error))
    }

    /// The contact with a timer that is due.
    pub(super) fn due_contact(&self, now: Instant) -> Result<Option<String>, String> {
        Ok(self.due(now)?.and_then(|work| work.event.contact().map(ToString::to_string)))
    }

    pub(super) fn try_commit(&self, commit: Commit) -> Result<(), StoreError> {
        wait(self.store.commit(&self.here, &self.worker, commit))
    }

    pub(super) fn commit(&self, commit: Commit) -> Outcome {
        self.try_commit(commit).map_err(|error| said("commit", &error))
    }

    /// Applies an event, with these changes of the contact.
    pub(super) fn settle(&self, work: &Work, change: impl FnOnce(&mut ContactState)) -> Outcome {
        let mut commit = commit_of(work);
        if let Some(state) = &mut commit.state {
            change(state);
        }
        self.commit(commit)
    }

    pub(super) fn release(&self, work: &Work) -> Outcome {
        let released = wait(self.store.release(&self.here, &work.event));
        released.map_err(|error| said("release", &error))
    }

    /// Takes an event in, and applies it with these changes of the contact.
    pub(super) fn bring(
        &self,
        id: &str,
        contact: &str,
        change: impl FnOnce(&mut ContactState),
    ) -> Outcome {
        self.accept(&[event(id, contact)])?;
        let work = self.take(id)?;
        self.settle(&work, change)
    }

    /// Applies every event that is not applied, and gives their ids in order.
    pub(super) fn apply_all(&self) -> Result<Vec<String>, String> {
        let mut ids = Vec::new();
        while let Some(work) = self.next()? {
            self.settle(&work, |_| {})?;
            ids.push(work.event.id().to_string());
            if ids.len() > 10_000 {
                return Err(format!("events come again and again: {:?}", work.event.id()));
            }
        }
        Ok(ids)
    }

    pub(super) fn counts(&self) -> Result<Counts, String> {
        wait(self.store.counts(&self.here)).map_err(|error| said("counts", &error))
    }

    pub(super) fn contact(&self, id: &str) -> Result<Option<ContactState>, String> {
        wait(self.store.contact(&self.here, id)).map_err(|error| said("contact", &error))
    }

    pub(super) fn log(&self, contact: Option<&str>) -> Result<Vec<Logged>, String> {
        wait(self.store.log(&self.here, contact)).map_err(|error| said("log", &error))
    }

    /// The ids of the events in the log.
    pub(super) fn logged(&self, contact: Option<&str>) -> Result<Vec<String>, String> {
        Ok(self.log(contact)?.iter().map(|one| one.event.to_string()).collect())
    }
}
