//! What the roster says of the contact.

use super::{React, Work};
use crate::runtime::{Act, Answer, EventKind, NewOwner, Routed, WaitFor};

impl React<'_> {
    /// Gives whether anything is different now.
    pub(super) fn routed(&mut self, routed: &Routed) -> bool {
        let mut changed = false;
        // Words of the roster may overtake each other; the owner is whoever the last one names.
        if let Some(owner) = routed.owner.as_ref().filter(|_| routed.version >= self.state.routed) {
            self.state.routed = routed.version;
            let now = match owner {
                NewOwner::Agent(agent) | NewOwner::ByHand(agent) => Some(agent.clone()),
                NewOwner::Nobody => None,
            };
            changed = self.state.contact.owner != now;
            self.state.contact.owner = now;
            if let NewOwner::ByHand(_) = owner {
                // Whoever asked after the person chose, and before this was heard, waits in vain.
                for (_, request) in self.waits_for(|what| matches!(what, WaitFor::Owner(_))) {
                    self.effect(Act::Withdraw { request });
                }
                for (run, wait) in self.waits_for(WaitFor::is_for_owner) {
                    let answer = EventKind::Answer(wait, Answer::ByHand);
                    self.work.push_back(Work::Advance(run, answer));
                    changed = true;
                }
            }
        }
        let (Some(request), Some(answer)) = (&routed.request, &routed.answer) else {
            return changed;
        };
        let meant =
            self.state.runs.iter().find(|run| run.wait().is_some_and(|wait| wait.key == *request));
        let Some(run) = meant.map(|run| run.id.clone()) else { return changed };
        self.work.push_back(Work::Advance(run, EventKind::Answer(*request, answer.clone())));
        true
    }
}
