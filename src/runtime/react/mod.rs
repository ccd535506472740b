//! One event for one contact, with everything that follows from it at once.
//!
//! In: what is published, the state of the contact, and the event. Out: the state as it is then,
//! and what happened. Whatever needs the world, or another contact, is an effect among the records;
//! its answer is another event.

mod answers;
mod begin;
mod message;
mod outside;
mod queue;

use std::sync::Arc;

use super::turn::{Course, take_turn};
use super::{
    Act, Answer, Brought, ContactState, Effect, EffectKey, Ending, Event, EventKind, Happening,
    Incoming, Over, Published, Record, Recorded, Run, RunId, StartOther, State, Traced, Trouble,
    View, Wait, WaitFor, Workflow,
};
use crate::base::{Digits, Instant, Name};
use crate::plan::StopWhen;
use queue::Queue;

/// Runs that one event may start. More than any sensible program; a set of workflows that set each
/// other off must not take the machine down.
const MAX_STARTS: u32 = 1_000;

/// Records that most events leave at most: room for them is made at once.
const RECORDS: usize = 7;

/// What an event brought about.
#[derive(Clone, Debug, PartialEq)]
pub struct Reaction {
    /// The contact as it is now.
    pub state: Box<ContactState>,
    /// What happened, in order.
    pub records: Vec<Record>,
}

/// Applies one event to its contact. Pure: the same input gives the same bytes.
#[must_use]
pub fn react(
    published: &Published,
    state: Box<ContactState>,
    incoming: &Incoming,
    owner_status: Option<&Name>,
) -> Reaction {
    let mut react = React {
        published,
        owner_status,
        now: incoming.at,
        incoming,
        keys: 0,
        state,
        course: Course::expecting(RECORDS),
        work: Queue::new(),
        starts: 0,
    };
    if react.state.contact.fields.is_empty() {
        react.state.contact.fields.reserve(incoming.known.len());
    }
    for change in &incoming.known {
        react.state.contact.apply(change, incoming.at);
    }
    react.arrive(incoming);
    react.drain();
    let React { state, course, .. } = react;
    Reaction { state, records: course.records }
}

/// Something that is still to be done.
enum Work<'a> {
    /// An event for a run.
    Advance(RunId, EventKind),
    /// Something that may start workflows, and whose doing it was.
    Happen(Happening, Option<Origin>),
    /// A run of a workflow.
    Start(&'a Workflow, Brought, u32),
    /// A workflow that another starts: who asks, how it began, what to answer.
    StartFor(Origin, EffectKey, Box<StartOther>),
}

/// Whose doing something is.
#[derive(Clone, Debug)]
struct Origin {
    run: RunId,
    chain: u32,
}

struct React<'a> {
    published: &'a Published,
    owner_status: Option<&'a Name>,
    now: Instant,
    incoming: &'a Incoming,
    /// How many effects no run asked for.
    keys: u32,
    state: Box<ContactState>,
    course: Course,
    work: Queue<Work<'a>>,
    starts: u32,
}

impl<'a> React<'a> {
    /// Does what has come up, and whatever follows from it, until nothing is left.
    fn drain(&mut self) {
        while let Some(next) = self.work.pop_front() {
            match next {
                Work::Advance(run, kind) => self.advance(&run, kind),
                Work::Happen(happening, origin) => self.happen(&happening, origin.as_ref()),
                Work::Start(workflow, brought, chain) => self.start(workflow, brought, chain),
                Work::StartFor(origin, wait, other) => self.start_for(&origin, wait, *other),
            }
        }
    }

    /// Gives a run an event.
    fn advance(&mut self, id: &RunId, kind: EventKind) {
        if let Some(place) = self.state.runs.iter().position(|run| run.id == *id) {
            self.take_turn(place, kind);
        }
    }

    /// Gives the run at a place its turn, and takes it away if it is over then.
    fn take_turn(&mut self, place: usize, kind: EventKind) {
        let published = self.published;
        let ContactState { contact, runs, turns, .. } = &mut *self.state;
        let Some(run) = runs.get_mut(place) else { return };
        let Some(workflow) = published.version(&run.id.workflow, run.version) else {
            // A version that nobody kept: the run cannot go on, and its contact is not lost.
            let run = runs.remove(place);
            self.lost(run);
            return;
        };
        let (workspace, owner_status) = (published.workspace(), self.owner_status);
        let view = View { workspace, owner_status, turns: *turns };
        let is_over = matches!(kind, EventKind::Over(_));
        let waited = run.wait().filter(|wait| is_over && wait.what.is_for_owner()).cloned();
        let event = Event { at: self.now, kind };
        let before = self.course.records.len();
        if !take_turn(workflow, run, contact, &event, view, &mut self.course) {
            return;
        }
        *turns += 1;
        // What a turn sets off is done before anything that came up earlier, in its order.
        let mut next: Vec<Work<'a>> = Vec::new();
        let origin = || Origin { run: run.id.clone(), chain: run.chain };
        for record in self.course.records.iter().skip(before) {
            if let Recorded::Effect(effect) = &record.what
                && let Act::Start(other) = &effect.act
            {
                next.push(Work::StartFor(origin(), effect.key, other.clone()));
            }
        }
        let happenings = std::mem::take(&mut self.course.happenings);
        let origin = (!happenings.is_empty()).then(origin);
        let over = run.ending().is_some().then(|| runs.remove(place));
        let closed =
            happenings.iter().any(|one| matches!(one, Happening::ConversationClosed { .. }));
        if let Some(run) = over {
            if let (EventKind::Over(over), Some(wait)) = (&event.kind, waited) {
                self.withdraw(&wait, over);
            }
            self.ended(run, &mut next);
        }
        if closed {
            self.was_closed(origin.as_ref().map(|origin| &origin.run));
        }
        // What a workflow sets off waits until all that its own event starts have begun.
        if origin.is_some() {
            let starts = self.work.until_last(|one| matches!(one, Work::Start(..)));
            for (happening, offset) in happenings.into_iter().zip(0..) {
                self.work.insert(starts + offset, Work::Happen(happening, origin.clone()));
            }
        }
        for work in next.into_iter().rev() {
            self.work.push_front(work);
        }
    }

    /// Nobody asks for an owner any more. An agent who has not accepted yet is none, unless a person
    /// has just chosen another: that choice takes them off.
    fn withdraw(&mut self, wait: &Wait, over: &Over) {
        let WaitFor::Acceptance(asked) = &wait.what else {
            return self.effect(Act::Withdraw { request: wait.key });
        };
        let by_hand = StopWhen::AssignedByHand.word();
        let is_replaced = matches!(over, Over::Stopped(reason) if reason == by_hand);
        if !is_replaced && self.state.contact.owner.as_ref() == Some(&asked.0) {
            self.state.contact.owner = None;
            self.effect(Act::Unassign { by_hand: false });
        }
    }

    /// A run is over: whoever waits for its end hears of it.
    fn ended(&mut self, run: Run, next: &mut Vec<Work<'a>>) {
        let Some(ending) = run.ending() else { return };
        if let Some(fault) = ending.fault() {
            self.state.trouble = Some(Box::new(Trouble {
                run: run.id.clone(),
                at: self.now,
                fault: fault.clone(),
                timed_out: matches!(ending, Ending::TimedOut(_)),
            }));
        }
        let Some((parent, wait)) = run.parent.as_deref() else { return };
        let answer = match ending {
            Ending::Failed(_) => Answer::NotBegun(format!("`{}` failed", run.id.workflow).into()),
            Ending::TimedOut(_) => {
                Answer::NotBegun(format!("`{}` timed out", run.id.workflow).into())
            }
            Ending::Completed | Ending::Restarted | Ending::Closed | Ending::Stopped(_) => {
                Answer::Finished
            }
        };
        next.push(Work::Advance(parent.clone(), EventKind::Answer(*wait, answer)));
    }

    fn lost(&mut self, mut run: Run) {
        let step = run.wait().map(|wait| wait.step.clone()).unwrap_or_default();
        let why = Name::from(format!("version {} of the workflow is gone", run.version));
        let fault = super::Fault { step: step.clone(), source: None, why };
        let ending = Ending::Failed(Box::new(fault));
        run.state = State::Ended(ending.clone());
        self.course.records.push(Record {
            run: Some(run.id.clone()),
            step,
            what: Recorded::Trace(Traced::Ended(ending)),
        });
        let mut next = Vec::new();
        self.ended(run, &mut next);
        self.work.extend(next);
    }

    /// The conversation was closed: requests for an owner are over, and runs that stop then stop.
    fn was_closed(&mut self, by: Option<&RunId>) {
        self.state.trouble = None;
        self.stop(StopWhen::ConversationClosed, |run| Some(&run.id) != by);
        let waiting = self.state.runs.iter();
        let waiting = waiting.filter(|run| run.wait().is_some_and(|wait| wait.what.is_for_owner()));
        let ids: Vec<RunId> = waiting.map(|run| run.id.clone()).collect();
        for id in ids {
            self.advance(&id, EventKind::Over(Over::Closed));
        }
    }

    /// Ends the waiting runs whose workflows say so.
    fn stop(&mut self, when: StopWhen, meant: impl Fn(&Run) -> bool) {
        let published = self.published;
        let stops = |run: &&Run| {
            let workflow = published.version(&run.id.workflow, run.version);
            workflow.is_some_and(|one| one.settings().stop_when.contains(&when)) && meant(run)
        };
        let ids: Vec<RunId> =
            self.state.runs.iter().filter(stops).map(|run| run.id.clone()).collect();
        for id in ids {
            let reason = Name::new_static(when.word());
            self.advance(&id, EventKind::Over(Over::Stopped(reason)));
        }
    }

    /// Asks for an effect that no run asked for.
    fn effect(&mut self, act: Act) {
        // A timer's event has no id of its own; the number of turns is another at each.
        let Incoming { id, contact, .. } = self.incoming;
        let turns = Digits::of(self.state.turns);
        let root = EffectKey::of_texts(&[contact, "\n", id, "\n", &turns]);
        let key = root.part(u32::MAX, self.keys);
        self.keys += 1;
        let what = Recorded::Effect(Arc::new(Effect { key, act }));
        self.course.records.push(Record { run: None, step: Name::default(), what });
    }

    fn note(&mut self, what: Traced) {
        let what = Recorded::Trace(what);
        self.course.records.push(Record { run: None, step: Name::default(), what });
    }

    fn waits_for(&self, meant: impl Fn(&WaitFor) -> bool) -> Vec<(RunId, EffectKey)> {
        let waits = self.state.runs.iter().filter_map(|run| Some((run, run.wait()?)));
        let meant = waits.filter(|(_, wait)| meant(&wait.what));
        meant.map(|(run, wait)| (run.id.clone(), wait.key)).collect()
    }
}
