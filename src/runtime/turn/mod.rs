//! One turn of a run.

mod store;

use std::sync::Arc;

use jiff::civil::Date;

use super::steps::{Acted, Exit, Goto};
use super::{
    Act, Change, Contact, Effect, EffectKey, Ending, Event, EventKind, Fault, Happening, Meter,
    Over, Record, Recorded, Run, Scope, State, Traced, Wait, WaitFor, Workflow, Workspace,
    evaluate,
};
use crate::base::{Instant, MAX_TURN_STEPS, Name};
use crate::plan::Expr;

/// The world at the moment of a turn.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The newest workspace.
    pub workspace: &'a Workspace,
    /// The status of the contact's owner, where the workflow asks for it.
    pub owner_status: Option<&'a Name>,
    /// How many turns the contact's runs have had together.
    pub turns: u64,
}

/// What a turn gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// The run as it is now.
    pub run: Run,
    /// The contact as it is now.
    pub contact: Contact,
    /// What happened and why, and what the world is asked to do, in order.
    pub records: Vec<Record>,
    /// What may start other workflows, in order.
    pub happenings: Vec<Happening>,
}

impl Turn {
    /// What the world is asked to do, in order.
    pub fn effects(&self) -> impl Iterator<Item = &Effect> {
        self.records.iter().filter_map(|record| match &record.what {
            Recorded::Effect(effect) => Some(&**effect),
            Recorded::Trace(_) => None,
        })
    }
}

/// Runs steps until the run waits, ends or fails, or [`MAX_TURN_STEPS`] are used up. An event
/// that answers nothing changes nothing.
#[must_use]
pub fn turn(
    workflow: &Workflow,
    mut run: Run,
    mut contact: Contact,
    event: &Event,
    view: View<'_>,
) -> Turn {
    let mut course = Course::default();
    take_turn(workflow, &mut run, &mut contact, event, view, &mut course);
    let Course { records, happenings } = course;
    Turn { run, contact, records, happenings }
}

/// What turns bring about, in order.
#[derive(Default)]
pub(super) struct Course {
    pub(super) records: Vec<Record>,
    pub(super) happenings: Vec<Happening>,
}

impl Course {
    /// One with room for some records.
    pub(super) fn expecting(records: usize) -> Self {
        Self { records: Vec::with_capacity(records), happenings: Vec::new() }
    }
}

/// A turn in place. Gives whether the event concerned the run.
pub(super) fn take_turn(
    workflow: &Workflow,
    run: &mut Run,
    contact: &mut Contact,
    event: &Event,
    view: View<'_>,
    course: &mut Course,
) -> bool {
    let visits = run.visits;
    let mut walk = Walk { workflow, view, now: event.at, contact, run, at: None, index: 0, course };
    walk.visit(None);
    let mut meter = Meter::default();
    let Some(at) = walk.begin(&mut meter, event) else {
        walk.run.visits = visits;
        return false;
    };
    walk.run.sequence += 1;
    walk.go(&mut meter, at);
    true
}

/// A turn under way.
pub(super) struct Walk<'a> {
    pub(super) workflow: &'a Workflow,
    pub(super) view: View<'a>,
    pub(super) now: Instant,
    /// The contact with what this turn has changed.
    pub(super) contact: &'a mut Contact,
    pub(super) run: &'a mut Run,
    /// The step it is at.
    at: Option<u32>,
    /// How many keys the visit has used.
    index: u32,
    course: &'a mut Course,
}

/// Where a walk is.
pub(super) enum At {
    /// About to go there.
    Going(Goto),
    /// Waits or is over.
    Rests,
}

impl Walk<'_> {
    /// Where an event leads; none where it changes nothing.
    fn begin(&mut self, meter: &mut Meter, event: &Event) -> Option<At> {
        let workflow = self.workflow;
        match (&self.run.state, &event.kind) {
            (State::New(at), EventKind::Started) => {
                return Some(At::Going(workflow.begin(at.as_ref())));
            }
            (State::New(_) | State::Ended(_), _) | (_, EventKind::Started) => return None,
            (State::Waiting(wait), EventKind::Over(over)) => {
                self.at = workflow.find(&wait.step);
                let ending = match over {
                    Over::Restarted => Ending::Restarted,
                    Over::Closed => Ending::Closed,
                    Over::Stopped(reason) => Ending::Stopped(reason.clone()),
                };
                return Some(self.end(ending));
            }
            (State::Waiting(wait), EventKind::Answer(key, _) | EventKind::Due(key)) => {
                if wait.key != *key {
                    return None;
                }
            }
        }
        let State::Waiting(wait) = std::mem::replace(&mut self.run.state, State::New(None)) else {
            return None;
        };
        let acted = self.resume(meter, &wait, event);
        if acted.is_none() {
            self.run.state = State::Waiting(wait);
        }
        Some(acted?.at(self))
    }

    /// Goes on behind a wait; none where the event is no answer to it.
    fn resume(&mut self, meter: &mut Meter, wait: &Wait, event: &Event) -> Option<Acted> {
        let workflow = self.workflow;
        self.at = workflow.find(&wait.step);
        let step = workflow.step(self.at?)?;
        let acted = if let EventKind::Answer(_, answer) = &event.kind {
            step.resume(self, meter, wait, Some(answer))
        } else if wait.is_up(self.now) {
            self.note(Traced::TimeUp);
            step.resume(self, meter, wait, None)
        } else {
            None
        };
        self.noted(meter);
        acted
    }

    fn go(&mut self, meter: &mut Meter, from: At) {
        let mut at = from;
        for _ in 0..MAX_TURN_STEPS {
            let At::Going(to) = at else { return };
            at = self.arrive(meter, to);
        }
        if let At::Going(_) = at {
            let why = format!("a loop: the turn used up its {MAX_TURN_STEPS} steps");
            self.fail(why.into());
        }
    }

    fn arrive(&mut self, meter: &mut Meter, to: Goto) -> At {
        let workflow = self.workflow;
        let at = match to {
            Goto::End => return self.end(Ending::Completed),
            Goto::Failed => return self.fail(Name::new_static("the step failed")),
            Goto::TimedOut => {
                let why = Name::new_static("nothing handles the timeout");
                let fault = self.fault(why);
                return self.end(Ending::TimedOut(Box::new(fault)));
            }
            Goto::Step(at) => at,
        };
        let Some(step) = workflow.step(at) else {
            return self.fail(Name::new_static("the step is not in the workflow"));
        };
        self.visit(Some(at));
        let acted = step.run(self, meter);
        self.noted(meter);
        acted.at(self)
    }

    /// Begins another visit, with keys of its own.
    fn visit(&mut self, at: Option<u32>) {
        self.at = at;
        self.run.visits = self.run.visits.saturating_add(1);
        self.index = 0;
    }

    /// Goes where an outcome of a step leads.
    pub(super) fn take(&mut self, exit: Exit, why: Option<Name>) -> At {
        self.note(Traced::Outcome { name: Name::new_static(exit.name), why: why.clone() });
        if exit.to == Goto::Failed {
            let why = why.unwrap_or_else(|| Name::from(format!("the step took `{}`", exit.name)));
            return self.fail(why);
        }
        At::Going(exit.to)
    }

    /// Waits.
    pub(super) fn rest(&mut self, wait: Wait) -> At {
        self.run.state = State::Waiting(wait);
        At::Rests
    }

    /// A wait of the present step that begins now.
    pub(super) fn wait(&self, key: EffectKey, what: WaitFor, due: Option<Instant>) -> Wait {
        Wait { key, step: self.step_id(), what, due, since: self.view.turns }
    }

    pub(super) fn branch(
        &mut self,
        meter: &mut Meter,
        arms: &[(Expr, Goto)],
        otherwise: Goto,
    ) -> Acted {
        let scope = self.scope();
        let mut arms = arms.iter().zip(1..);
        let taken = arms.find(|((when, _), _)| scope.holds(meter, when) && !meter.is_exhausted());
        self.note(Traced::Branched(taken.map(|(_, arm)| arm)));
        Acted::Goes(taken.map_or(otherwise, |((_, to), _)| *to))
    }

    pub(super) fn jump(&mut self, to: Goto, at_most: u32, exhausted: Goto) -> Acted {
        let id = self.step_id();
        let time = self.run.jumps.get(&id).map_or(1, |times| times + 1);
        if time > at_most {
            self.note(Traced::Exhausted);
            return Acted::Goes(exhausted);
        }
        self.run.jumps.insert(id, time);
        let name = match to {
            Goto::Step(at) => self.workflow.step(at).map(|step| step.id.clone()),
            Goto::End | Goto::Failed | Goto::TimedOut => None,
        };
        self.note(Traced::Jumped(name.unwrap_or_else(|| Name::new_static("the end")), time));
        Acted::Goes(to)
    }

    /// Changes the contact, if that changes anything.
    pub(super) fn change(&mut self, change: Change) {
        if let Some(happening) = self.contact.apply(&change, self.now) {
            self.effect(Act::Change(change));
            self.course.happenings.push(happening);
        }
    }

    /// Asks for an effect, and gives its key.
    pub(super) fn effect(&mut self, act: Act) -> EffectKey {
        let key = self.own_key();
        self.record(Recorded::Effect(Arc::new(Effect { key, act })));
        key
    }

    /// The key of the next effect of the visit.
    pub(super) fn coming(&self) -> EffectKey {
        self.run.root.part(self.run.visits, self.index)
    }

    /// A key that no effect has.
    pub(super) fn own_key(&mut self) -> EffectKey {
        let key = self.coming();
        self.index += 1;
        key
    }

    /// What expressions of this turn read.
    pub(super) fn scope(&self) -> Scope<'_> {
        Scope {
            workflow: self.workflow,
            workspace: self.view.workspace,
            contact: self.contact,
            owner_status: self.view.owner_status,
            trigger: &self.run.trigger,
            message: self.run.message.as_deref(),
            variables: &self.run.variables,
            now: self.now,
        }
    }

    /// The present day in the workspace's zone.
    pub(super) fn today(&self) -> Date {
        let local = evaluate::civil(self.view.workspace.zone(), self.now);
        local.map(|local| local.date()).unwrap_or_default()
    }

    pub(super) fn note(&mut self, what: Traced) {
        self.record(Recorded::Trace(what));
    }

    fn record(&mut self, what: Recorded) {
        let run = Some(self.run.id.clone());
        let step = self.step_id();
        self.course.records.push(Record { run, step, what });
    }

    /// Takes down what was noted in a step; the next one begins to count anew.
    fn noted(&mut self, meter: &mut Meter) {
        if meter.is_silent() {
            return meter.count_anew();
        }
        for note in meter.begin_anew() {
            self.note(Traced::Noted(note));
        }
    }

    fn step_id(&self) -> Name {
        let step = self.at.and_then(|at| self.workflow.step(at));
        step.map(|step| step.id.clone()).unwrap_or_default()
    }

    fn fault(&self, why: Name) -> Fault {
        let step = self.at.and_then(|at| self.workflow.step(at));
        Fault { step: self.step_id(), source: step.and_then(|step| step.source.clone()), why }
    }

    fn fail(&mut self, why: Name) -> At {
        let fault = self.fault(why);
        self.end(Ending::Failed(Box::new(fault)))
    }

    fn end(&mut self, ending: Ending) -> At {
        self.note(Traced::Ended(ending.clone()));
        self.run.state = State::Ended(ending);
        At::Rests
    }
}
