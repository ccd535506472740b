//! One turn of a run.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::act::{self, Acted};
use super::{
    Change, Contact, Effect, EffectKey, Ending, Event, EventKind, Fault, Meter, Note, Run, Scope,
    State, Wait, WaitFor, Workflow, Workspace, fit,
};
use crate::base::{Instant, MAX_TURN_STEPS, MAX_VARIABLES, Name, Value};
use crate::plan::{Place, Root, Step, StepKind, Target};

/// The world at the moment of a turn.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The newest workspace.
    pub workspace: &'a Workspace,
    /// The contact.
    pub contact: &'a Contact,
    /// The status of the contact's owner.
    pub owner_status: Option<&'a Name>,
}

/// What a turn gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// The run as it is now.
    pub run: Run,
    /// What the world is asked to do, in order.
    pub effects: Vec<Effect>,
    /// What happened and why, in order.
    pub trace: Vec<Trace>,
}

/// One thing that happened in a turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// The step.
    pub step: Name,
    /// How many effects of the turn came before it.
    pub after: usize,
    /// What.
    pub what: Traced,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "trace", rename_all = "snake_case")]
pub enum Traced {
    /// An arm of a branch was taken, from 1; none is what stands behind `else`.
    Branched {
        /// Which.
        arm: Option<u32>,
    },
    /// A run variable holds a value.
    Stored {
        /// Which.
        variable: Name,
        /// What; none was cleared.
        value: Option<Value>,
    },
    /// A value was not stored.
    NotStored {
        /// Why.
        why: Name,
    },
    /// A jump was taken for the n-th time.
    Jumped {
        /// Where to.
        to: Name,
        /// Which time.
        time: u32,
    },
    /// A jump was taken as often as it may be.
    Exhausted,
    /// A step took this outcome.
    Outcome {
        /// Which.
        name: Name,
        /// Why, where there is more to say.
        why: Option<Name>,
    },
    /// Something was noted while values were computed.
    Noted(Note),
    /// The run is over.
    Ended {
        /// How.
        ending: Ending,
    },
}

/// Runs steps until the run waits, ends or fails, or [`MAX_TURN_STEPS`] are used up. An event
/// that answers nothing changes nothing.
#[must_use]
pub fn turn(workflow: &Workflow, run: Run, event: &Event, view: View<'_>) -> Turn {
    let mut walk = Walk {
        workflow,
        view,
        now: event.at,
        contact: Cow::Borrowed(view.contact),
        run,
        effects: Vec::new(),
        trace: Vec::new(),
    };
    if let Some(at) = walk.begin(event) {
        walk.run.sequence += 1;
        walk.go(at);
    }
    Turn { run: walk.run, effects: walk.effects, trace: walk.trace }
}

/// A turn under way.
pub(super) struct Walk<'a> {
    pub(super) workflow: &'a Workflow,
    pub(super) view: View<'a>,
    pub(super) now: Instant,
    /// The contact with what this turn has changed.
    pub(super) contact: Cow<'a, Contact>,
    pub(super) run: Run,
    pub(super) effects: Vec<Effect>,
    pub(super) trace: Vec<Trace>,
}

/// Where a walk is.
pub(super) enum At {
    /// About to go there, from that step.
    Going(Target, Name),
    /// Waits or is over.
    Rests,
}

impl<'a> Walk<'a> {
    /// Where an event leads; none where it changes nothing.
    fn begin(&mut self, event: &Event) -> Option<At> {
        let wait = match (&self.run.state, &event.kind) {
            (State::Ended(_), _) => return None,
            (State::New, EventKind::Started) => {
                return Some(At::Going(self.workflow.plan().entry.clone(), Name::default()));
            }
            (State::New, _) => return None,
            (State::Waiting(wait), _) => wait.clone(),
        };
        let answers = |key: &EffectKey| *key == wait.key;
        let owner = wait.what == WaitFor::Owner;
        let (outcome, why) = match &event.kind {
            EventKind::Started => return None,
            EventKind::Assigned { wait: key, .. } if answers(key) => ("assigned", None),
            EventKind::NotAssigned { wait: key, why } | EventKind::NotSent { wait: key, why }
                if answers(key) =>
            {
                ("failed", Some(why.clone()))
            }
            EventKind::Due { wait: key } if answers(key) && owner => ("timeout", None),
            EventKind::Sent { wait: key } | EventKind::Due { wait: key } if answers(key) => {
                return self.next_of(&wait.step);
            }
            EventKind::Assigned { .. }
            | EventKind::NotAssigned { .. }
            | EventKind::Sent { .. }
            | EventKind::NotSent { .. }
            | EventKind::Due { .. } => return None,
            EventKind::Restarted => return Some(self.end(&wait.step, Ending::Restarted)),
            EventKind::Closed => return Some(self.end(&wait.step, Ending::Closed)),
            EventKind::Stopped { reason } => {
                let ending = Ending::Stopped(reason.clone());
                return Some(self.end(&wait.step, ending));
            }
        };
        Some(self.take(&wait.step, outcome, why))
    }

    fn next_of(&self, step: &Name) -> Option<At> {
        let StepKind::Act { next, .. } = &self.workflow.step(step)?.kind else { return None };
        Some(At::Going(next.clone(), step.clone()))
    }

    /// Goes where an outcome of an act leads.
    pub(super) fn take(&mut self, step: &Name, outcome: &str, why: Option<Name>) -> At {
        let kind = self.workflow.step(step).map(|step| &step.kind);
        let Some(StepKind::Act { outcomes, next, .. }) = kind else {
            return self.fail(step, "the step is not in the workflow".into());
        };
        let name = Name::from(outcome);
        self.note(step, Traced::Outcome { name, why: why.clone() });
        let to = match outcomes.iter().find(|one| one.name == outcome) {
            Some(outcome) => outcome.to.clone(),
            None => next.clone(),
        };
        if to == Target::Failed {
            let why = why.unwrap_or_else(|| Name::from(format!("the step took `{outcome}`")));
            return self.fail(step, why);
        }
        At::Going(to, step.clone())
    }

    fn go(&mut self, from: At) {
        let mut at = from;
        for _ in 0..MAX_TURN_STEPS {
            let At::Going(target, before) = at else { return };
            at = self.arrive(target, &before);
        }
        if let At::Going(_, step) = at {
            let why = format!("a loop: the turn used up its {MAX_TURN_STEPS} steps");
            self.fail(&step, why.into());
        }
    }

    fn arrive(&mut self, target: Target, before: &Name) -> At {
        let workflow: &'a Workflow = self.workflow;
        let id = match target {
            Target::End => return self.end(before, Ending::Completed),
            Target::Failed => return self.fail(before, "the step failed".into()),
            Target::TimedOut => {
                let why = Name::new_static("nothing handles the timeout");
                let fault = self.fault(before, why);
                return self.end(before, Ending::TimedOut(fault));
            }
            Target::Step(id) => id,
        };
        let Some(step) = workflow.step(&id) else {
            return self.fail(&id, "the step is not in the workflow".into());
        };
        self.run.visits += 1;
        self.step(step)
    }

    fn step(&mut self, step: &'a Step) -> At {
        let going = |target: &Target| At::Going(target.clone(), step.id.clone());
        let mut meter = Meter::default();
        match &step.kind {
            StepKind::Act { verb, args, settings, outcomes, next } => {
                let act = act::Call { step: &step.id, verb, args, settings, outcomes };
                let acted = act::act(self, &mut meter, &act);
                self.noted(&step.id, meter);
                match acted {
                    Acted::Done => going(next),
                    Acted::Waits { key, what, due } => {
                        let step = step.id.clone();
                        self.run.state = State::Waiting(Wait { key, step, what, due });
                        At::Rests
                    }
                    Acted::Failed(why) => self.take(&step.id, "failed", Some(why)),
                    Acted::Broken(why) => self.fail(&step.id, why),
                }
            }
            StepKind::Set { place, value, failed, next } => {
                let computed = value.as_ref().map(|expr| self.scope().value(&mut meter, expr));
                self.noted(&step.id, meter);
                let stored = match computed {
                    None => self.store(&step.id, place, None),
                    Some(Some(value)) => self.store(&step.id, place, Some(value)),
                    Some(None) => Err("the value is unset".to_owned()),
                };
                match stored {
                    Ok(()) => going(next),
                    Err(why) => {
                        self.note(&step.id, Traced::NotStored { why: why.into() });
                        going(failed)
                    }
                }
            }
            StepKind::Branch { arms, otherwise } => {
                let scope = self.scope();
                let taken = arms
                    .iter()
                    .zip(1..)
                    .find(|(arm, _)| scope.holds(&mut meter, &arm.when) && !meter.is_exhausted());
                self.noted(&step.id, meter);
                self.note(&step.id, Traced::Branched { arm: taken.map(|(_, arm)| arm) });
                going(taken.map_or(otherwise, |(arm, _)| &arm.to))
            }
            StepKind::Jump { to, at_most, exhausted } => {
                let times = self.run.jumps.entry(step.id.clone()).or_default();
                if *times >= *at_most {
                    self.note(&step.id, Traced::Exhausted);
                    return going(exhausted);
                }
                *times += 1;
                let time = *times;
                let name = match to {
                    Target::Step(name) => name.clone(),
                    Target::End | Target::Failed | Target::TimedOut => Name::new_static("the end"),
                };
                self.note(&step.id, Traced::Jumped { to: name, time });
                going(to)
            }
            StepKind::Start { .. } => self.fail(&step.id, "this build cannot run `start`".into()),
            StepKind::End => self.end(&step.id, Ending::Completed),
        }
    }

    fn store(&mut self, step: &Name, place: &Place, value: Option<Value>) -> Result<(), String> {
        match place.of {
            Root::Var => {
                let name = place.name.clone();
                let full = self.run.variables.len() >= MAX_VARIABLES;
                match &value {
                    Some(_) if full && !self.run.variables.contains_key(&name) => {
                        return Err(format!("a run holds at most {MAX_VARIABLES} variables"));
                    }
                    Some(value) => self.run.variables.insert(name.clone(), value.clone()),
                    None => self.run.variables.remove(&name),
                };
                self.note(step, Traced::Stored { variable: name, value });
                Ok(())
            }
            Root::Contact => {
                let field = place.name.clone();
                let fitting = |value: &Value| fit(self.view.workspace, &field, value);
                let value = value.as_ref().map(fitting).transpose()?;
                let change = match (field.as_str(), value) {
                    ("lifecycle", Some(Value::Text(stage))) => {
                        Change::Lifecycle { stage: Some(stage) }
                    }
                    ("lifecycle", _) => Change::Lifecycle { stage: None },
                    (_, value) => Change::Field { field, value },
                };
                self.change(step, 0, change);
                Ok(())
            }
            Root::Assignee
            | Root::Conversation
            | Root::Message
            | Root::Trigger
            | Root::Workspace
            | Root::Now
            | Root::Today
            | Root::Hours
            | Root::Secret => Err("nothing can be stored there".to_owned()),
        }
    }

    /// Asks for a change of the contact, if it changes anything.
    pub(super) fn change(&mut self, step: &Name, index: u32, change: Change) {
        let mut changed = self.contact.clone().into_owned();
        if changed.apply(&change, self.now) {
            self.contact = Cow::Owned(changed);
            self.effect(step, index, super::Act::Change(change));
        }
    }

    /// Asks for an effect, and gives its key.
    pub(super) fn effect(&mut self, step: &Name, index: u32, act: super::Act) -> EffectKey {
        let key = EffectKey::new(&self.run.id, self.run.visits, index);
        self.effects.push(Effect { key: key.clone(), step: step.clone(), act });
        key
    }

    /// What expressions of this turn read.
    pub(super) fn scope(&self) -> Scope<'_> {
        Scope {
            workflow: self.workflow,
            workspace: self.view.workspace,
            contact: &self.contact,
            owner_status: self.view.owner_status,
            trigger: &self.run.trigger,
            message: self.run.message.as_ref(),
            variables: &self.run.variables,
            now: self.now,
        }
    }

    pub(super) fn note(&mut self, step: &Name, what: Traced) {
        self.trace.push(Trace { step: step.clone(), after: self.effects.len(), what });
    }

    fn noted(&mut self, step: &Name, meter: Meter) {
        for note in meter.notes {
            self.note(step, Traced::Noted(note));
        }
    }

    fn fault(&self, step: &Name, why: Name) -> Fault {
        let source = self.workflow.step(step).and_then(|step| step.source.clone());
        Fault { step: step.clone(), source, why }
    }

    fn fail(&mut self, step: &Name, why: Name) -> At {
        let fault = self.fault(step, why);
        self.end(step, Ending::Failed(fault))
    }

    fn end(&mut self, step: &Name, ending: Ending) -> At {
        self.run.state = State::Ended(ending.clone());
        self.note(step, Traced::Ended { ending });
        At::Rests
    }
}
