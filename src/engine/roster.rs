//! What the roster is asked, and what its replies mean to contacts.

use std::sync::Arc;

use super::Engine;
use crate::base::{Instant, Name};
use crate::routing::{
    Decision, Filters, Order, Pool, Request, RequestId, RosterCommand, RosterReply, Served, Verdict,
};
use crate::runtime::{
    Act, Answer, Arrival, AssignTo, Change, Incoming, NewOwner, Outbound, Pick, Routed,
};
use crate::store::{AgentChange, AgentStore, Inbound, RunStore};
use crate::world::World;

/// The commands of an event about an agent.
pub(super) fn commands(agent: &Name, change: &AgentChange) -> Vec<RosterCommand> {
    let AgentChange { status, limit, enabled, teams } = change;
    let agent = || agent.clone();
    let teams = teams.clone().map(|teams| RosterCommand::Teams { agent: agent(), teams });
    let limit = limit.map(|limit| RosterCommand::Limit { agent: agent(), limit });
    let enabled = enabled.map(|enabled| RosterCommand::Enabled { agent: agent(), enabled });
    let status = status.map(|status| RosterCommand::Status { agent: agent(), status });
    [teams, limit, enabled, status].into_iter().flatten().collect()
}

/// The command of an effect that concerns the roster.
pub(super) fn command(outbound: &Outbound) -> Option<RosterCommand> {
    let contact = || outbound.contact.clone();
    match &outbound.effect.act {
        Act::Assign(assign) => Some(RosterCommand::Assign(request(outbound, assign))),
        Act::Withdraw { request } => Some(RosterCommand::Withdraw(RequestId(*request))),
        Act::AssignByHand { agent } => {
            Some(RosterCommand::AssignByHand { contact: contact(), agent: agent.clone() })
        }
        Act::Unassign { .. } => Some(RosterCommand::Unassign { contact: contact() }),
        Act::Change(Change::Opened { .. }) => Some(RosterCommand::Opened { contact: contact() }),
        Act::Change(Change::Closed { .. }) => Some(RosterCommand::Closed { contact: contact() }),
        Act::Send(_)
        | Act::Http(_)
        | Act::Assist(_)
        | Act::Row(_)
        | Act::Start(_)
        | Act::Comment { .. }
        | Act::Change(_) => None,
    }
}

fn request(outbound: &Outbound, assign: &AssignTo) -> Request {
    Request {
        id: RequestId(assign.request),
        contact: outbound.contact.clone(),
        pool: match &assign.pick {
            Pick::Agent(name) => Pool::Agent(name.clone()),
            Pick::Team(name) => Pool::Team(name.clone()),
            Pick::Workspace => Pool::Workspace,
        },
        by: if assign.least_open { Order::LeastOpen } else { Order::RoundRobin },
        filters: Filters {
            only_online: assign.only_online,
            below: assign.below,
            skills: assign.skills.clone(),
        },
        keep_owner: assign.keep_owner,
        priority: assign.priority,
        passed: assign.passed.clone(),
        since: outbound.at,
    }
}

impl<A: AgentStore, R: RunStore, W: World> Engine<A, R, W> {
    /// The events that a reply of the roster makes: for whoever asked, and for everybody who had
    /// waited and was served.
    pub(super) fn answers_to(
        &self,
        reply: RosterReply,
        asked: Option<&Outbound>,
        at: Instant,
        line: Option<u64>,
    ) -> Vec<Inbound> {
        let RosterReply { decision, served, withdrawn, version, .. } = reply;
        let mut answers = Vec::new();
        let event = |id: Name, contact: Name, routed: Routed, decision: Option<Arc<Decision>>| {
            let arrival = Arrival::Routed(routed);
            let incoming = Incoming { id, at, contact, known: Vec::new(), arrival };
            Inbound { line, decision, ..Inbound::new(incoming) }
        };
        if let Some(outbound) = asked {
            let id = outbound.effect.key.behind("answer/");
            let contact = outbound.contact.clone();
            if let Some(decision) = decision {
                answers.push(event(id, contact, routed(&decision, version), Some(decision)));
            } else if let Some((owner, request, answer)) = plain(outbound, &withdrawn) {
                let routed = Routed { version, owner, request, answer, until: None };
                answers.push(event(id, contact, routed, None));
            }
        }
        for Served { request, decision } in served {
            let id = Name::from(format!("served/{}/{version}", request.id.0));
            answers.push(event(id, request.contact, routed(&decision, version), Some(decision)));
        }
        answers
    }
}

/// What a command without a decision means to the contact that it was for.
fn plain(
    outbound: &Outbound,
    withdrawn: &[Request],
) -> Option<(Option<NewOwner>, Option<crate::runtime::EffectKey>, Option<Answer>)> {
    let act = &outbound.effect.act;
    if let Act::AssignByHand { agent } = act {
        Some((Some(NewOwner::ByHand(agent.clone())), None, None))
    } else if let Act::Unassign { .. } = act {
        Some((Some(NewOwner::Nobody), None, None))
    } else if let Act::Withdraw { request } = act {
        // Where it was not waiting any more, the decision is on its way.
        let was_waiting = withdrawn.iter().any(|one| one.id.0 == *request);
        was_waiting.then_some((None, Some(*request), Some(Answer::Withdrawn)))
    } else {
        None
    }
}

/// What a decision means to its contact.
fn routed(decision: &Decision, version: u64) -> Routed {
    let nobody = decision.taken_off.then_some(NewOwner::Nobody);
    let (owner, answer) = match &decision.verdict {
        Verdict::Assigned(agent) | Verdict::Kept(agent) => {
            (Some(NewOwner::Agent(agent.clone())), Some(Answer::Assigned(agent.clone())))
        }
        Verdict::Wait => (nobody, None),
        Verdict::Failed(_) => (nobody, Some(Answer::NotAssigned(decision.to_string().into()))),
    };
    Routed { version, owner, request: Some(decision.request.0), answer, until: None }
}
