//! `assign`: an owner for the contact.

use super::owner::Whom;
use super::read::{Misread, Reading, arg_of, duration};
use super::{Acted, Exit};
use crate::base::{Duration, Name};
use crate::runtime::turn::Walk;
use crate::runtime::{Act, Answer, AssignTo, EffectKey, Traced, Wait, WaitFor};

/// `assign to`.
#[derive(Clone, Debug)]
pub(in crate::runtime) struct Assign {
    whom: Whom,
    least_open: bool,
    only_online: bool,
    below: Option<u32>,
    skills: Vec<Name>,
    keep_owner: bool,
    priority: i64,
    accept: Option<Duration>,
    assigned: Exit,
    timeout: Exit,
    after: Duration,
    failed: Exit,
}

impl Assign {
    pub(super) fn read(step: &Reading<'_>) -> Result<Self, Misread> {
        let (timeout, after) = step.timed("timeout")?;
        let accept = step.setting("accept").and_then(|line| arg_of(line, "within"));
        let below = step.count_of("below");
        Ok(Self {
            whom: Whom::read(step)?,
            least_open: step.name("by").is_some_and(|by| by == "least_open"),
            only_online: step.setting("only").is_some(),
            below: below.map(|below| u32::try_from(below.max(0)).unwrap_or(u32::MAX)),
            skills: step.names_of("skills"),
            keep_owner: step.setting("keep").is_some(),
            priority: step.count_of("priority").unwrap_or_default(),
            accept: accept.and_then(duration),
            assigned: step.exit("assigned"),
            timeout,
            after,
            failed: step.exit("failed"),
        })
    }

    pub(super) fn run(&self, walk: &mut Walk<'_>) -> Acted {
        let key = walk.coming();
        let request = match self.request(walk, key, Vec::new()) {
            Ok(request) => request,
            Err(why) => return Acted::Takes(self.failed, Some(why)),
        };
        walk.effect(Act::Assign(Box::new(request)));
        let due = walk.now.plus(self.after);
        Acted::Waits(walk.wait(key, WaitFor::Owner(Vec::new()), Some(due)))
    }

    fn request(
        &self,
        walk: &Walk<'_>,
        request: EffectKey,
        passed: Vec<Name>,
    ) -> Result<AssignTo, Name> {
        Ok(AssignTo {
            request,
            pick: self.whom.pick(walk)?,
            least_open: self.least_open,
            only_online: self.only_online,
            below: self.below,
            skills: self.skills.clone(),
            keep_owner: self.keep_owner && passed.is_empty(),
            priority: self.priority,
            passed,
        })
    }

    pub(super) fn answered(
        &self,
        walk: &mut Walk<'_>,
        wait: &Wait,
        answer: &Answer,
    ) -> Option<Acted> {
        let assigned = || Acted::Takes(self.assigned, None);
        match (&wait.what, answer) {
            (WaitFor::Owner(passed), Answer::Assigned(agent)) => {
                let (Some(within), Some(end)) = (self.accept, wait.due) else {
                    return Some(assigned());
                };
                let due = walk.now.plus(within).min(end);
                walk.note(Traced::AwaitsAcceptance { agent: agent.clone(), until: due });
                let what = WaitFor::Acceptance(Box::new((agent.clone(), passed.clone(), end)));
                Some(Acted::Waits(Wait { what, due: Some(due), ..wait.clone() }))
            }
            (WaitFor::Acceptance(_), Answer::Accepted) => Some(assigned()),
            // A person's choice needs no acceptance.
            (_, Answer::ByHand) => Some(assigned()),
            // It was decided while the time ran out: too late for the agent to accept.
            (WaitFor::Withdrawal, Answer::Assigned(_)) => Some(assigned()),
            (WaitFor::Withdrawal, Answer::Withdrawn) => Some(Acted::Takes(self.timeout, None)),
            (WaitFor::Owner(_) | WaitFor::Withdrawal, Answer::NotAssigned(why)) => {
                Some(Acted::Takes(self.failed, Some(why.clone())))
            }
            _ => None,
        }
    }

    pub(super) fn due(&self, walk: &mut Walk<'_>, wait: &Wait) -> Option<Acted> {
        if let WaitFor::Owner(_) = &wait.what {
            walk.effect(Act::Withdraw { request: wait.key });
            let what = WaitFor::Withdrawal;
            return Some(Acted::Waits(Wait { what, due: None, ..wait.clone() }));
        }
        let WaitFor::Acceptance(asked) = &wait.what else { return None };
        let (agent, passed, end) = &**asked;
        walk.note(Traced::PassedOver { agent: agent.clone() });
        if walk.now >= *end {
            walk.effect(Act::Unassign { by_hand: false });
            walk.contact.owner = None;
            return Some(Acted::Takes(self.timeout, None));
        }
        let passed: Vec<Name> = passed.iter().chain([agent]).cloned().collect();
        let request = match self.request(walk, wait.key, passed.clone()) {
            Ok(request) => request,
            Err(why) => return Some(Acted::Takes(self.failed, Some(why))),
        };
        walk.contact.owner = None;
        walk.effect(Act::Assign(Box::new(request)));
        let what = WaitFor::Owner(passed);
        Some(Acted::Waits(Wait { what, due: Some(*end), ..wait.clone() }))
    }
}
