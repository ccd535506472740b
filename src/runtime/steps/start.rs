//! `start`: another workflow for the same contact.

use super::{Acted, Exit, Goto};
use crate::base::Name;
use crate::plan::Expr;
use crate::runtime::turn::Walk;
use crate::runtime::{Act, Answer, Meter, StartOther, Wait, WaitFor};

/// `start`.
#[derive(Clone, Debug)]
pub(in crate::runtime) struct Start {
    pub(super) workflow: Name,
    pub(super) with: Vec<(Name, Expr)>,
    pub(super) at: Option<Name>,
    pub(super) and_wait: bool,
    pub(super) failed: Exit,
    pub(super) next: Goto,
}

impl Start {
    /// The other run has its first turn before this one goes on.
    pub(super) fn run(&self, walk: &mut Walk<'_>, meter: &mut Meter) -> Acted {
        let scope = walk.scope();
        let value = |(key, expr): &(Name, Expr)| Some((key.clone(), scope.value(meter, expr)?));
        let with = self.with.iter().filter_map(value).collect();
        let other = StartOther {
            workflow: self.workflow.clone(),
            with,
            at: self.at.clone(),
            and_wait: self.and_wait,
        };
        let key = walk.effect(Act::Start(Box::new(other)));
        Acted::Waits(walk.wait(key, WaitFor::Other(false), None))
    }

    pub(super) fn answered(&self, wait: &Wait, answer: &Answer) -> Option<Acted> {
        if let Answer::NotBegun(why) = answer {
            return Some(Acted::Takes(self.failed, Some(why.clone())));
        }
        if *answer == Answer::Begun && self.and_wait {
            return Some(Acted::Waits(Wait { what: WaitFor::Other(true), ..wait.clone() }));
        }
        matches!(answer, Answer::Begun | Answer::Finished).then_some(Acted::Goes(self.next))
    }
}
