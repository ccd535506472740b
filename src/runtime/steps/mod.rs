//! The steps, read once from their plan into what runs: one file a step.
//!
//! Each says what it asks the world for, and where the answer to it leads.

mod ai;
mod ask;
mod assign;
mod http;
mod owner;
mod read;
mod say;
mod send;
mod sheet;
mod start;
mod wait;

pub use http::{HttpRequest, Sealed, SealedPart};
pub use read::Misread;

use super::turn::{At, Walk};
use super::{Answer, Change, Meter, Wait};
use crate::base::{Name, Place};
use crate::plan::{Expr, Step as Planned, StepKind, Target};
use read::Reading;

/// Where a run goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goto {
    /// To the step at this place of the list.
    Step(u32),
    /// The run ends.
    End,
    /// The run ends as failed.
    Failed,
    /// The run ends as timed out.
    TimedOut,
}

/// Where an outcome leads, and whether the program says something of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exit {
    pub(super) name: &'static str,
    pub(super) to: Goto,
    pub(super) handled: bool,
}

/// A step that is ready to run.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) id: Name,
    pub(super) source: Option<(Name, u32)>,
    pub(super) does: Does,
}

/// What a step does.
#[derive(Clone, Debug)]
pub(super) enum Does {
    Send(Box<send::Send>),
    Ask(Box<ask::Ask>),
    Assign(Box<assign::Assign>),
    Http(Box<http::Http>),
    Ai(Box<ai::Ai>),
    Sheet(Box<sheet::Sheet>),
    Wait(Box<wait::Wait>),
    Start(Box<start::Start>),
    Unassign(Goto),
    Tags { tags: Vec<Name>, added: bool, next: Goto },
    Comment(Box<say::Comment>),
    Open(Goto),
    Close(Box<say::Close>),
    Set { place: Place, value: Option<Box<Expr>>, failed: Goto, next: Goto },
    Branch { arms: Vec<(Expr, Goto)>, otherwise: Goto },
    Jump { to: Goto, at_most: u32, exhausted: Goto },
    End,
}

/// How a step went.
pub(super) enum Acted {
    /// The run goes on there.
    Goes(Goto),
    /// The run takes an outcome.
    Takes(Exit, Option<Name>),
    /// The run waits.
    Waits(Wait),
}

impl Step {
    /// Reads a step of a plan.
    pub(super) fn read(
        planned: &Planned,
        find: &dyn Fn(&str) -> Option<u32>,
    ) -> Result<Self, Misread> {
        let goto = |target: &Target| match target {
            Target::Step(id) => find(id).map(Goto::Step).ok_or_else(|| {
                Misread(Name::from(format!(
                    "step `{}` leads to a step `{id}` that is not there",
                    planned.id
                )))
            }),
            Target::End => Ok(Goto::End),
            Target::Failed => Ok(Goto::Failed),
            Target::TimedOut => Ok(Goto::TimedOut),
        };
        let does = match &planned.kind {
            StepKind::Act { verb, args, settings, outcomes, next } => {
                let exits: Result<Vec<_>, _> =
                    outcomes.iter().map(|one| Ok((one, goto(&one.to)?))).collect();
                let reading =
                    Reading { step: &planned.id, args, settings, exits: exits?, next: goto(next)? };
                reading.act(verb)?
            }
            StepKind::Set { place, value, failed, next } => Does::Set {
                place: place.clone(),
                value: value.clone().map(Box::new),
                failed: goto(failed)?,
                next: goto(next)?,
            },
            StepKind::Branch { arms, otherwise } => {
                let arms: Result<Vec<_>, Misread> =
                    arms.iter().map(|arm| Ok((arm.when.clone(), goto(&arm.to)?))).collect();
                Does::Branch { arms: arms?, otherwise: goto(otherwise)? }
            }
            StepKind::Jump { to, at_most, exhausted } => {
                Does::Jump { to: goto(to)?, at_most: *at_most, exhausted: goto(exhausted)? }
            }
            StepKind::Start { workflow, with, at, and_wait, failed, next } => {
                Does::Start(Box::new(start::Start {
                    workflow: workflow.clone(),
                    with: with.clone(),
                    at: at.clone(),
                    and_wait: *and_wait,
                    failed: Exit { name: "failed", to: goto(failed)?, handled: true },
                    next: goto(next)?,
                }))
            }
            StepKind::End => Does::End,
        };
        Ok(Self { id: planned.id.clone(), source: planned.source.clone(), does })
    }

    /// Runs the step.
    pub(super) fn run(&self, walk: &mut Walk<'_>, meter: &mut Meter) -> Acted {
        match &self.does {
            Does::Send(send) => send.run(walk, meter),
            Does::Ask(ask) => ask.run(walk, meter),
            Does::Assign(assign) => assign.run(walk),
            Does::Http(http) => http.run(walk, meter),
            Does::Ai(ai) => ai.run(walk, meter),
            Does::Sheet(sheet) => sheet.run(walk, meter),
            Does::Wait(wait) => wait.run(walk, meter),
            Does::Start(start) => start.run(walk, meter),
            Does::Unassign(next) => {
                if walk.contact.owner.is_some() {
                    walk.effect(super::Act::Unassign { by_hand: false });
                    walk.contact.owner = None;
                }
                Acted::Goes(*next)
            }
            Does::Tags { tags, added, next } => {
                for tag in tags.iter().cloned() {
                    let change =
                        if *added { Change::TagAdded { tag } } else { Change::TagRemoved { tag } };
                    walk.change(change);
                }
                Acted::Goes(*next)
            }
            Does::Comment(comment) => comment.run(walk, meter),
            Does::Open(next) => {
                let channel = walk.contact.conversation.channel.clone();
                walk.change(Change::Opened { source: Name::new_static("workflow"), channel });
                Acted::Goes(*next)
            }
            Does::Close(close) => close.run(walk, meter),
            Does::Set { place, value, failed, next } => {
                walk.set(meter, place, value.as_deref(), *failed, *next)
            }
            Does::Branch { arms, otherwise } => walk.branch(meter, arms, *otherwise),
            Does::Jump { to, at_most, exhausted } => walk.jump(*to, *at_most, *exhausted),
            Does::End => Acted::Goes(Goto::End),
        }
    }

    /// Goes on behind a wait of the step: with the answer to it, or without one when its time is over.
    /// None where that answers nothing.
    pub(super) fn resume(
        &self,
        walk: &mut Walk<'_>,
        meter: &mut Meter,
        wait: &Wait,
        answer: Option<&Answer>,
    ) -> Option<Acted> {
        let goes = |next: Goto| Some(Acted::Goes(next));
        match (&self.does, answer) {
            (Does::Send(send), Some(answer)) => send.answered(answer),
            (Does::Sheet(sheet), Some(answer)) => sheet.answered(answer),
            // Nobody knows whether the channel or the sheet took it: it counts as taken.
            (Does::Send(send), None) => goes(send.next),
            (Does::Sheet(sheet), None) => goes(sheet.next),
            (Does::Wait(wait), None) => goes(wait.next),
            (Does::Ask(ask), Some(answer)) => ask.answered(walk, meter, wait, answer),
            (Does::Ask(ask), None) => Some(Acted::Takes(ask.timeout, None)),
            (Does::Ai(ai), Some(answer)) => ai.answered(walk, meter, wait, answer),
            (Does::Ai(ai), None) => Some(Acted::Takes(ai.idle, None)),
            (Does::Assign(assign), Some(answer)) => assign.answered(walk, wait, answer),
            (Does::Assign(assign), None) => assign.due(walk, wait),
            (Does::Http(http), Some(answer)) => http.answered(walk, answer),
            (Does::Http(http), None) => {
                Some(Acted::Takes(http.failed, Some(Name::new_static("there was no answer"))))
            }
            (Does::Start(start), Some(answer)) => start.answered(wait, answer),
            (Does::Wait(_), Some(_)) | (Does::Start(_), None) => None,
            (
                Does::Unassign(_)
                | Does::Tags { .. }
                | Does::Comment(_)
                | Does::Open(_)
                | Does::Close(_)
                | Does::Set { .. }
                | Does::Branch { .. }
                | Does::Jump { .. }
                | Does::End,
                _,
            ) => None,
        }
    }
}

impl Acted {
    /// Where the walk is then.
    pub(super) fn at(self, walk: &mut Walk<'_>) -> At {
        match self {
            Self::Goes(to) => At::Going(to),
            Self::Takes(exit, why) => walk.take(exit, why),
            Self::Waits(wait) => walk.rest(wait),
        }
    }
}
