//! One command to the roster.

use std::borrow::Cow;
use std::sync::Arc;

use super::decide::{Decided, decide};
use super::draft::Draft;
use super::roster::AgentIx;
use super::serve::serve;
use super::{
    Pool, Request, RequestId, Roster, RosterChange, RosterCommand, RosterReply, Status, Verdict,
};
#[cfg(feature = "planted")]
use crate::base::planted::{self, Plant};
use crate::base::{Instant, Name};

/// What a command brings about: the answer, and the changes that [`Roster::apply`] makes true.
/// Pure: the same roster, command and moment give the same answer.
#[must_use]
pub fn roster_step(
    roster: &Roster,
    command: &RosterCommand,
    now: Instant,
) -> (RosterReply, Vec<RosterChange>) {
    // Commands that move members work on a copy: they are rare, and orders depend on them.
    let moved = match command {
        RosterCommand::Teams { agent, teams } if roster.knows(agent) => {
            RosterChange::Teams { agent: agent.clone(), teams: teams.clone() }
        }
        RosterCommand::Publish(workspace) if roster.workspace() != Some(workspace) => {
            RosterChange::Published { workspace: workspace.clone() }
        }
        RosterCommand::Publish(_)
        | RosterCommand::Teams { .. }
        | RosterCommand::Assign(_)
        | RosterCommand::Withdraw(_)
        | RosterCommand::AssignByHand { .. }
        | RosterCommand::Unassign { .. }
        | RosterCommand::Opened { .. }
        | RosterCommand::Closed { .. }
        | RosterCommand::Status { .. }
        | RosterCommand::Limit { .. }
        | RosterCommand::Enabled { .. }
        | RosterCommand::Sweep => return stay(roster, command, now),
    };
    let mut copy = roster.clone();
    copy.apply(std::slice::from_ref(&moved));
    let (reply, mut rest) = stay(&copy, &RosterCommand::Sweep, now);
    rest.insert(0, moved);
    (RosterReply { version: roster.version() + 1, ..reply }, rest)
}

/// A command that leaves the pools as they are.
fn stay(
    roster: &Roster,
    command: &RosterCommand,
    now: Instant,
) -> (RosterReply, Vec<RosterChange>) {
    let mut draft = Draft::new(roster);
    let reply = match command {
        RosterCommand::Assign(request) => assign(&mut draft, request, now),
        RosterCommand::Withdraw(id) => withdraw(&mut draft, id),
        RosterCommand::AssignByHand { contact, agent } => by_hand(&mut draft, contact, agent),
        RosterCommand::Unassign { contact } => {
            let owner = draft.holding(contact).owner;
            if owner.is_some() {
                draft.set_owner(contact, None);
            }
            served(&mut draft, owner)
        }
        RosterCommand::Opened { contact } => {
            if !draft.holding(contact).open {
                draft.set_open(contact, true);
            }
            RosterReply::default()
        }
        RosterCommand::Closed { contact } => closed(&mut draft, contact),
        RosterCommand::Status { agent, status } => {
            change(&mut draft, agent, |draft, index| set_status(draft, index, *status))
        }
        RosterCommand::Limit { agent, limit } => change(&mut draft, agent, |draft, index| {
            draft.touch(index, |now| now.limit = *limit);
            RosterChange::Limit { agent: draft.name(index), limit: *limit }
        }),
        RosterCommand::Enabled { agent, enabled } => change(&mut draft, agent, |draft, index| {
            let allowed = draft.roster.agent(index).is_some_and(|state| state.assignable);
            let enabled = *enabled && allowed;
            draft.touch(index, |now| now.enabled = enabled);
            RosterChange::Enabled { agent: draft.name(index), enabled }
        }),
        RosterCommand::Teams { agent, .. } => unknown(agent),
        RosterCommand::Publish(_) | RosterCommand::Sweep => {
            let everybody: Vec<AgentIx> = roster
                .pool(0)
                .map(|pool| pool.members().iter().map(|seat| seat.agent).collect())
                .unwrap_or_default();
            RosterReply { served: serve(&mut draft, &everybody), ..RosterReply::default() }
        }
    };
    let version = roster.version() + u64::from(!draft.changes.is_empty());
    (RosterReply { version, ..reply }, draft.changes)
}

/// A newcomer is behind everybody who waits: whoever of them could be served was served when that
/// became possible, so that nobody who waits could take an agent that the newcomer can.
fn assign(draft: &mut Draft<'_>, request: &Request, now: Instant) -> RosterReply {
    let mut request = Cow::Borrowed(request);
    if request.since > now {
        request.to_mut().since = now;
    }
    // An attempt after an agent did not accept takes the place of the one before.
    if draft.still_waits(&request.id) {
        draft.dequeue(&request.id);
    }
    let mut served = Vec::new();
    let Decided { mut decision, former } = decide(draft, &request);
    if decision.verdict == Verdict::Wait {
        decision.place = Some(draft.place_of(&request));
        draft.enqueue(&request);
    }
    if let Some(freed) = former {
        served.extend(serve(draft, &[freed]));
    }
    RosterReply { decision: Some(Arc::new(decision)), served, ..RosterReply::default() }
}

fn withdraw(draft: &mut Draft<'_>, id: &RequestId) -> RosterReply {
    let withdrawn = take_out(draft, id).into_iter().collect();
    RosterReply { withdrawn, ..RosterReply::default() }
}

/// A person's choice wins over every limit, and spends no turn.
fn by_hand(draft: &mut Draft<'_>, contact: &Name, agent: &Name) -> RosterReply {
    let Some((index, _)) = draft.roster.find(agent).filter(|(_, state)| state.declared) else {
        return unknown(agent);
    };
    let before = draft.holding(contact).owner;
    draft.set_owner(contact, Some(index));
    let withdrawn = withdraw_all(draft, contact);
    let freed = before.filter(|owner| *owner != index);
    RosterReply { withdrawn, ..served(draft, freed) }
}

fn closed(draft: &mut Draft<'_>, contact: &Name) -> RosterReply {
    let holding = draft.holding(contact);
    if holding.open {
        draft.set_open(contact, false);
    }
    let withdrawn = withdraw_all(draft, contact);
    RosterReply { withdrawn, ..served(draft, holding.owner) }
}

fn set_status(draft: &mut Draft<'_>, index: AgentIx, status: Status) -> RosterChange {
    draft.touch(index, |now| now.status = status);
    RosterChange::Status { agent: draft.name(index), status }
}

fn change(
    draft: &mut Draft<'_>,
    agent: &Name,
    make: impl FnOnce(&mut Draft<'_>, AgentIx) -> RosterChange,
) -> RosterReply {
    let Some((index, _)) = draft.roster.find(agent).filter(|(_, state)| state.declared) else {
        return unknown(agent);
    };
    let change = make(draft, index);
    draft.changes.push(change);
    served(draft, Some(index))
}

fn served(draft: &mut Draft<'_>, freed: Option<AgentIx>) -> RosterReply {
    #[cfg(feature = "planted")]
    let freed = freed.filter(|_| !planted::is(Plant::LostWakeUp));
    let served = freed.map(|agent| serve(draft, &[agent])).unwrap_or_default();
    RosterReply { served, ..RosterReply::default() }
}

fn withdraw_all(draft: &mut Draft<'_>, contact: &Name) -> Vec<Request> {
    let ids = draft.roster.of_contact.get(contact).cloned().unwrap_or_default();
    ids.iter().filter_map(|id| take_out(draft, id)).collect()
}

fn take_out(draft: &mut Draft<'_>, id: &RequestId) -> Option<Request> {
    let (pool, key): &(Pool, _) = draft.roster.waiting.get(id)?;
    let request = draft.roster.queues.get(pool)?.get(key)?.clone();
    draft.dequeue(id);
    Some(request)
}

fn unknown(agent: &Name) -> RosterReply {
    RosterReply { unknown: Some(agent.clone()), ..RosterReply::default() }
}
