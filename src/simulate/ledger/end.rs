//! What must be true in the end, when nothing goes wrong any more and everything was done.

use super::Ledger;
use crate::base::{Instant, Name};
use crate::routing::{AgentSnapshot, RequestId, RosterSnapshot};
use crate::runtime::{Act, ContactState, Outbound, WaitFor};
use crate::simulate::invariant::Invariant;
use crate::store::{AgentChange, Claim, Inward};

/// What the stores hold in the end.
#[derive(Debug)]
pub(in crate::simulate) struct Held {
    pub(in crate::simulate) contacts: Vec<ContactState>,
    pub(in crate::simulate) roster: RosterSnapshot,
    pub(in crate::simulate) outbox: Vec<(Outbound, Claim)>,
    pub(in crate::simulate) now: Instant,
}

impl Ledger {
    /// Looks at everything once more.
    pub(in crate::simulate) fn ended(&mut self, held: &Held) {
        self.all_applied();
        self.effects_ended(held);
        for state in &held.contacts {
            self.contact_ended(state, held.now);
        }
        self.queue_ended(&held.roster);
        for agent in &held.roster.agents {
            self.agent_ended(agent);
        }
        self.turns_ended(&held.roster);
        let known = self.contacts.len();
        self.looks.at(Invariant::FoldOfEvents, held.contacts.len() == known, || {
            format!("{} contacts are kept instead of {known}", held.contacts.len())
        });
    }

    fn effects_ended(&mut self, held: &Held) {
        for (outbound, claim) in &held.outbox {
            let key = outbound.effect.key;
            let asked = self.effects.get(&key);
            let known = asked
                .is_some_and(|asked| !asked.done && asked.in_doubt == (*claim == Claim::InDoubt));
            self.looks.at(Invariant::EffectsOnce, known, || format!("effect {key} is not done"));
            let waits = matches!(outbound.effect.act, Act::Send(_));
            let contact = &outbound.contact;
            self.looks.at(Invariant::NobodyLost, waits, || {
                format!("the roster never heard of effect {key} for {contact}")
            });
        }
    }

    fn contact_ended(&mut self, state: &ContactState, now: Instant) {
        let id = &state.contact.id;
        let looks = &mut self.looks;
        let same = self.contacts.get(id).is_some_and(|held| *held.state == *state);
        looks.at(Invariant::FoldOfEvents, same, || format!("{id} is not what was committed"));
        let owned = self.desk.owned.get(id).cloned().unwrap_or_default();
        let owner = &state.contact.owner;
        looks.at(Invariant::OneOwner, owned.owner == *owner, || {
            format!("{id} is owned by {owner:?}, and by {:?} as the roster has it", owned.owner)
        });
        let open = state.contact.conversation.is_open;
        looks.at(Invariant::Limits, owned.open == open, || {
            format!("{id} is open: {open}, and as the roster has it: {}", owned.open)
        });
        let late = state.next_due().filter(|due| *due <= now);
        looks.at(Invariant::TimersOnce, late.is_none(), || {
            format!("a timer of {id} was due at {late:?} and did not fire")
        });
        for run in &state.runs {
            let Some(wait) = run.wait() else { continue };
            let request = RequestId(wait.key);
            let queued = self.desk.queue.iter().any(|one| one.id == request);
            if let WaitFor::Acceptance(asked) = &wait.what {
                let agent = &asked.0;
                looks.at(Invariant::NobodyLost, owner.as_ref() == Some(agent), || {
                    format!("{} waits for {agent}, who does not own {id}", run.id)
                });
            } else if wait.what.is_for_owner() {
                looks.at(Invariant::NobodyLost, queued, || {
                    format!("{} waits for an owner, and nobody looks for one", run.id)
                });
            }
        }
    }

    /// Whoever waits in a queue is waited for by a run, and the store has the same queue.
    fn queue_ended(&mut self, roster: &RosterSnapshot) {
        let mut queue: Vec<_> = self.desk.queue.iter().collect();
        queue.sort_by_key(|request| request.priority.saturating_neg());
        let same = queue.iter().map(|one| one.id).eq(roster.waiting.iter().map(|one| one.id));
        let looks = &mut self.looks;
        looks.at(Invariant::FirstCome, same, || "the queue is another".to_owned());
        for request in queue {
            let held = self.contacts.get(&request.contact);
            let mut runs = held.into_iter().flat_map(|held| &held.state.runs);
            let waits = runs.any(|run| run.wait().is_some_and(|wait| wait.key == request.id.0));
            looks.at(Invariant::NobodyLost, waits, || {
                format!("{} waits in a queue, and no run waits for it", request.contact)
            });
        }
    }

    fn agent_ended(&mut self, agent: &AgentSnapshot) {
        let name = &agent.name;
        let load = self.desk.load(name);
        self.looks.at(Invariant::Limits, agent.load == load, || {
            format!("{name} has {} open instead of {load}", agent.load)
        });
        let Some(wanted) = self.last_said_of(name) else { return };
        let status = wanted.status.is_none_or(|status| status == agent.status);
        let limit = wanted.limit.is_none_or(|limit| limit == agent.limit);
        self.looks.at(Invariant::Eligible, status && limit, || {
            format!(
                "{name} is {} up to {:?}, and was said to be {wanted:?}",
                agent.status.word(),
                agent.limit
            )
        });
    }

    /// What the last events about an agent said, in the order in which they were taken in.
    fn last_said_of(&self, name: &Name) -> Option<AgentChange> {
        let mut of: Vec<_> = self.events.taken.values().collect();
        of.sort_unstable_by_key(|(place, _)| *place);
        let mut said = None;
        for (_, event) in of {
            if let Inward::Agent { agent, change, .. } = &event.event
                && agent == name
            {
                let AgentChange { status, limit, .. } = said.unwrap_or_default();
                said = Some(AgentChange {
                    status: change.status.or(status),
                    limit: change.limit.or(limit),
                    ..AgentChange::default()
                });
            }
        }
        said
    }

    fn turns_ended(&mut self, roster: &RosterSnapshot) {
        for pool in &roster.pools {
            for (agent, turn) in &pool.members {
                let wanted = self.desk.turn(pool.team.as_ref(), agent);
                self.looks.at(Invariant::InTurn, wanted == *turn, || {
                    format!("{agent} had turn {turn} of {:?} instead of {wanted}", pool.team)
                });
            }
        }
    }
}
