//! Serving those who wait.

use std::collections::{BTreeSet, VecDeque, btree_map};
use std::iter::Peekable;
use std::sync::Arc;

use super::decide::{Decided, could_be_taken, decide};
use super::draft::Draft;
use super::look::is_eligible;
use super::roster::{AgentIx, QueueKey};
use super::{Pool, Request, Roster, Served, Verdict};

/// Gives waiting requests an owner, in order of priority and then of arrival, as far as one of
/// the freed agents makes it possible. Whoever loses a contact to another agent by that is free
/// for the next one.
pub(super) fn serve(draft: &mut Draft<'_>, freed: &[AgentIx]) -> Vec<Served> {
    let mut served = Vec::new();
    if draft.roster.waiting.is_empty() {
        return served;
    }
    let mut former = serve_by(draft, freed, &mut served);
    while let Some(agent) = former.pop_front() {
        former.extend(serve_by(draft, &[agent], &mut served));
    }
    served
}

/// Serves by some agents. Gives those who owned the contacts before and do not any more.
fn serve_by(
    draft: &mut Draft<'_>,
    freed: &[AgentIx],
    served: &mut Vec<Served>,
) -> VecDeque<AgentIx> {
    let mut former = VecDeque::new();
    let mut waiting = InOrder::new(draft.roster, &pools_of(draft, freed));
    // One agent is asked whether they can take any more; of many, the orders of the pools are.
    let only = if let [agent] = freed { Some(*agent) } else { None };
    let mut owns = only.is_some_and(|agent| draft.roster.own_waiting.contains_key(&agent));
    loop {
        let is_ready = only.is_none_or(|agent| draft.now(agent).is_ready());
        // Whoever is full may still be given somebody whom they own, and count, already.
        if !is_ready && !owns {
            break;
        }
        let Some(request) = waiting.next() else { break };
        let owner = draft.holding(&request.contact).owner;
        if !is_ready && owner != only {
            continue;
        }
        if !draft.still_waits(&request.id) || !may_take(draft, request, only) {
            continue;
        }
        let before = draft.changes.len();
        let Decided { decision, former: lost } = decide(draft, request);
        match decision.verdict {
            Verdict::Assigned(_) | Verdict::Kept(_) => {
                draft.dequeue(&request.id);
                let of_contact = draft.roster.of_contact.get(&request.contact);
                owns |= of_contact.is_some_and(|requests| requests.len() > 1);
                former.extend(lost);
                served.push(Served { request: request.clone(), decision: Arc::new(decision) });
            }
            Verdict::Wait | Verdict::Failed(_) => draft.changes.truncate(before),
        }
    }
    former
}

/// Whether somebody can take the contact now, whose own conversation does not stand in its way.
fn may_take(draft: &mut Draft<'_>, request: &Request, only: Option<AgentIx>) -> bool {
    let holding = draft.holding(&request.contact);
    let lifted = holding.counts_for();
    draft.add_load(lifted, -1);
    let may = match only {
        Some(agent) => is_eligible(draft, request, agent),
        None => could_be_taken(draft, request),
    };
    draft.add_load(lifted, 1);
    may
}

fn pools_of(draft: &Draft<'_>, freed: &[AgentIx]) -> BTreeSet<Pool> {
    let states = || freed.iter().filter_map(|agent| draft.roster.agent(*agent));
    let places = states().flat_map(|state| state.pools.iter().map(|(place, _)| *place));
    let places: BTreeSet<u32> = places.collect();
    let queues = draft.roster.queues.keys();
    queues
        .filter(|pool| match pool {
            Pool::Agent(name) => {
                draft.roster.find(name).is_some_and(|(agent, _)| freed.contains(&agent))
            }
            Pool::Workspace | Pool::Team(_) => {
                draft.roster.pool_of(pool).is_some_and(|place| places.contains(&place))
            }
        })
        .cloned()
        .collect()
}

/// Those who wait in some pools, one after the other as they are served: nobody behind the last who
/// is asked for is looked at.
struct InOrder<'a> {
    queues: Vec<Peekable<btree_map::Iter<'a, QueueKey, Request>>>,
}

impl<'a> InOrder<'a> {
    fn new(roster: &'a Roster, pools: &BTreeSet<Pool>) -> Self {
        let queues = pools.iter().filter_map(|pool| roster.queues.get(pool));
        Self { queues: queues.map(|queue| queue.iter().peekable()).collect() }
    }
}

impl<'a> Iterator for InOrder<'a> {
    type Item = &'a Request;

    fn next(&mut self) -> Option<&'a Request> {
        let first = self
            .queues
            .iter_mut()
            .filter_map(|queue| queue.peek().map(|(key, _)| **key).map(|key| (key, queue)))
            .min_by_key(|(key, _)| *key);
        first.and_then(|(_, queue)| queue.next()).map(|(_, request)| request)
    }
}
