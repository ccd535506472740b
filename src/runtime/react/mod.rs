//! One event for one contact, with everything that follows from it at once.
//!
//! In: what is published, the state of the contact, and the event. Out: the state as it is then,
//! and what happened. Whatever needs the world, or another contact, is an effect among the records;
//! its answer is another event.

mod answers;
mod begin;
mod message;
mod outside;

use std::collections::VecDeque;
use std::sync::Arc;

use super::{
    Act, Answer, Brought, ContactState, Effect, EffectKey, Ending, Event, EventKind, Happening,
    Incoming, Over, Published, Record, Recorded, Run, RunId, StartOther, State, Traced, Trouble,
    View, WaitFor, Workflow, turn,
};
use crate::base::{Instant, Name};
use crate::plan::StopWhen;

/// Runs that one event may start. More than any sensible program; a set of workflows that set each
/// other off must not take the machine down.
const MAX_STARTS: u32 = 1_000;

/// What an event brought about.
#[derive(Clone, Debug, PartialEq)]
pub struct Reaction {
    /// The contact as it is now.
    pub state: ContactState,
    /// What happened, in order.
    pub records: Vec<Record>,
}

/// Applies one event to its contact. Pure: the same input gives the same bytes.
#[must_use]
pub fn react(
    published: &Published,
    state: ContactState,
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
        records: Vec::new(),
        work: VecDeque::new(),
        starts: 0,
    };
    for change in &incoming.known {
        react.state.contact.apply(change, incoming.at);
    }
    react.arrive(incoming);
    react.drain();
    let React { state, records, .. } = react;
    Reaction { state, records }
}

/// Something that is still to be done.
enum Work {
    /// An event for a run.
    Advance(RunId, EventKind),
    /// Something that may start workflows, and whose doing it was.
    Happen(Happening, Option<Origin>),
    /// A run of a workflow.
    Start(Arc<Workflow>, Brought, u32),
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
    state: ContactState,
    records: Vec<Record>,
    work: VecDeque<Work>,
    starts: u32,
}

impl React<'_> {
    /// Does what has come up, and whatever follows from it, until nothing is left.
    fn drain(&mut self) {
        while let Some(next) = self.work.pop_front() {
            match next {
                Work::Advance(run, kind) => self.advance(&run, kind),
                Work::Happen(happening, origin) => self.happen(&happening, origin.as_ref()),
                Work::Start(workflow, brought, chain) => self.start(&workflow, brought, chain),
                Work::StartFor(origin, wait, other) => self.start_for(&origin, wait, *other),
            }
        }
    }

    /// Gives a run an event.
    fn advance(&mut self, id: &RunId, kind: EventKind) {
        let Some(place) = self.state.runs.iter().position(|run| run.id == *id) else { return };
        let run = self.state.runs.remove(place);
        self.take_turn(place, run, kind);
    }

    /// Gives a run its turn and puts it back at its place, unless it is over.
    fn take_turn(&mut self, place: usize, run: Run, kind: EventKind) {
        let published = self.published;
        let Some(workflow) = published.version(&run.id.workflow, run.version) else {
            // A version that nobody kept: the run cannot go on, and its contact is not lost.
            self.lost(run);
            return;
        };
        let sequence = run.sequence;
        let contact = std::mem::take(&mut self.state.contact);
        let view = View {
            workspace: published.workspace(),
            owner_status: self.owner_status,
            turns: self.state.turns,
        };
        let waited_for_owner =
            run.wait().filter(|wait| wait.what.is_for_owner()).map(|wait| wait.key);
        let event = Event { at: self.now, kind };
        let turn = turn(workflow, run, contact, &event, view);
        self.state.contact = turn.contact;
        let run = turn.run;
        if run.sequence == sequence {
            self.state.runs.insert(place.min(self.state.runs.len()), run);
            return;
        }
        self.state.turns += 1;
        let origin = Origin { run: run.id.clone(), chain: run.chain };
        // What a turn sets off is done before anything that came up earlier, in its order.
        let mut next: Vec<Work> = Vec::new();
        for record in &turn.records {
            if let Recorded::Effect(effect) = &record.what
                && let Act::Start(other) = &effect.act
            {
                next.push(Work::StartFor(origin.clone(), effect.key, other.clone()));
            }
        }
        self.records.extend(turn.records);
        let closed =
            turn.happenings.iter().any(|one| matches!(one, Happening::ConversationClosed { .. }));
        let happenings = turn.happenings.into_iter();
        let happens = happenings.map(|happening| Work::Happen(happening, Some(origin.clone())));
        let ended = run.ending().cloned();
        match ended {
            Some(ending) => {
                if let (EventKind::Over(_), Some(request)) = (&event.kind, waited_for_owner) {
                    self.effect(Act::Withdraw { request });
                }
                self.ended(run, &ending, &mut next);
            }
            None => self.state.runs.insert(place.min(self.state.runs.len()), run),
        }
        if closed {
            self.was_closed(Some(&origin.run));
        }
        // What a workflow sets off waits until all that its own event starts have begun.
        let starts = self.work.iter().rposition(|one| matches!(one, Work::Start(..)));
        let after = starts.map_or(0, |last| last + 1);
        for (offset, work) in happens.enumerate() {
            self.work.insert(after + offset, work);
        }
        for work in next.into_iter().rev() {
            self.work.push_front(work);
        }
    }

    /// A run is over: whoever waits for its end hears of it.
    fn ended(&mut self, run: Run, ending: &Ending, next: &mut Vec<Work>) {
        if let Some(fault) = ending.fault() {
            self.state.trouble = Some(Box::new(Trouble {
                run: run.id.clone(),
                at: self.now,
                fault: fault.clone(),
                timed_out: matches!(ending, Ending::TimedOut(_)),
            }));
        }
        let Some(parent) = run.parent else { return };
        let (parent, wait) = *parent;
        let answer = match ending {
            Ending::Failed(_) => Answer::NotBegun(format!("`{}` failed", run.id.workflow).into()),
            Ending::TimedOut(_) => {
                Answer::NotBegun(format!("`{}` timed out", run.id.workflow).into())
            }
            Ending::Completed | Ending::Restarted | Ending::Closed | Ending::Stopped(_) => {
                Answer::Finished
            }
        };
        next.push(Work::Advance(parent, EventKind::Answer(wait, answer)));
    }

    fn lost(&mut self, mut run: Run) {
        let step = run.wait().map(|wait| wait.step.clone()).unwrap_or_default();
        let why = Name::from(format!("version {} of the workflow is gone", run.version));
        let fault = super::Fault { step: step.clone(), source: None, why };
        let ending = Ending::Failed(fault);
        run.state = State::Ended(Box::new(ending.clone()));
        self.records.push(Record {
            run: Some(run.id.clone()),
            step,
            what: Recorded::Trace(Traced::Ended(ending.clone())),
        });
        let mut next = Vec::new();
        self.ended(run, &ending, &mut next);
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
        let root = EffectKey::of_text(&format!("{contact}\n{id}\n{}", self.state.turns));
        let key = root.part(u32::MAX, self.keys);
        self.keys += 1;
        let what = Recorded::Effect(Arc::new(Effect { key, act }));
        self.records.push(Record { run: None, step: Name::default(), what });
    }

    fn note(&mut self, what: Traced) {
        let what = Recorded::Trace(what);
        self.records.push(Record { run: None, step: Name::default(), what });
    }

    fn waits_for(&self, meant: impl Fn(&WaitFor) -> bool) -> Vec<(RunId, EffectKey)> {
        let waits = self.state.runs.iter().filter_map(|run| Some((run, run.wait()?)));
        let meant = waits.filter(|(_, wait)| meant(&wait.what));
        meant.map(|(run, wait)| (run.id.clone(), wait.key)).collect()
    }
}
