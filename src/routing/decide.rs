//! The one function that chooses an owner.

use super::draft::Draft;
use super::roster::{AgentIx, PoolIx, Standings};
use super::why::{candidates, direct_candidate};
use super::{Decision, Failure, Pool, Request, Status, Verdict};

/// Decides a request: an agent, a wait, or a failure, with the reasons. Makes the choice true in
/// the draft, except for the queue.
pub(super) fn decide(draft: &mut Draft<'_>, request: &Request) -> Decision {
    let taken_off = take_off(draft, request);
    let holding = draft.holding(&request.contact);
    let lifted = holding.owner.filter(|_| holding.open);
    draft.add_load(lifted, -1);
    let choice = choose(draft, request);
    let (listed, unlisted) = list(draft, request);
    draft.add_load(lifted, 1);
    if let Choice::Turn(pool, agent) = choice {
        draft.give_turn(pool, request, agent);
    }
    let verdict = match choice {
        Choice::Kept(agent) => Verdict::Kept(draft.name(agent)),
        Choice::Turn(_, agent) | Choice::Direct(agent) => Verdict::Assigned(draft.name(agent)),
        Choice::Wait => Verdict::Wait,
        Choice::Failed(why) => Verdict::Failed(why),
    };
    if let Choice::Kept(agent) | Choice::Turn(_, agent) | Choice::Direct(agent) = choice {
        draft.set_owner(&request.contact, Some(agent));
    }
    Decision {
        request: request.id,
        contact: request.contact.clone(),
        pool: request.pool.clone(),
        by: request.by,
        since: request.since,
        place: None,
        taken_off,
        only_online: request.filters.only_online,
        verdict,
        candidates: listed,
        unlisted,
        version: draft.roster.version(),
    }
}

/// Takes the agent who was passed over last off the contact. Gives whether it was theirs.
fn take_off(draft: &mut Draft<'_>, request: &Request) -> bool {
    let Some(last) = request.passed.last() else { return false };
    let owner = draft.holding(&request.contact).owner;
    let theirs = owner.is_some_and(|owner| draft.name(owner) == *last);
    if theirs {
        draft.set_owner(&request.contact, None);
    }
    theirs
}

/// What was chosen.
#[derive(Clone, Copy)]
enum Choice {
    Kept(AgentIx),
    Turn(PoolIx, AgentIx),
    Direct(AgentIx),
    Wait,
    Failed(Failure),
}

fn choose(draft: &Draft<'_>, request: &Request) -> Choice {
    if let Pool::Agent(name) = &request.pool {
        let Some((agent, state)) = draft.roster.find(name).filter(|(_, state)| state.declared)
        else {
            return Choice::Failed(Failure::Gone);
        };
        return if is_eligible(draft, request, agent) {
            Choice::Direct(agent)
        } else if !state.assignable || !draft.now(agent).enabled {
            Choice::Failed(Failure::NobodyEnabled)
        } else {
            hope(draft, request, &[agent])
        };
    }
    let Some(index) = draft.roster.pool_of(&request.pool) else {
        return Choice::Failed(Failure::Gone);
    };
    let Some(pool) = draft.roster.pool(index) else { return Choice::Failed(Failure::Gone) };
    let owner = draft.holding(&request.contact).owner;
    if let Some(owner) = owner.filter(|owner| request.keep_owner && pool.has(*owner))
        && is_eligible(draft, request, owner)
    {
        return Choice::Kept(owner);
    }
    let mut ready = draft.ready(index, request.by, request.filters.only_online);
    match ready.find(|agent| passes(draft, request, *agent)) {
        Some(agent) => Choice::Turn(index, agent),
        None => hope(draft, request, &pool.members),
    }
}

/// Whether waiting can help: somebody could do it if they were online or had fewer open.
fn hope(draft: &Draft<'_>, request: &Request, members: &[AgentIx]) -> Choice {
    if members.is_empty() {
        return Choice::Failed(Failure::EmptyPool);
    }
    let enabled: Vec<AgentIx> =
        members.iter().copied().filter(|agent| draft.now(*agent).enabled).collect();
    if enabled.is_empty() {
        return Choice::Failed(Failure::NobodyEnabled);
    }
    if !enabled.iter().any(|agent| has_skills(draft, request, *agent)) {
        return Choice::Failed(Failure::NobodySkilled);
    }
    if request.filters.below == Some(0) { Choice::Failed(Failure::BelowZero) } else { Choice::Wait }
}

/// Whether anybody may be given the contact now.
pub(super) fn could_be_taken(draft: &Draft<'_>, request: &Request) -> bool {
    if let Pool::Agent(name) = &request.pool {
        let found = draft.roster.find(name);
        return found.is_some_and(|(agent, _)| is_eligible(draft, request, agent));
    }
    let Some(index) = draft.roster.pool_of(&request.pool) else { return false };
    let mut ready = draft.ready(index, request.by, request.filters.only_online);
    ready.any(|agent| passes(draft, request, agent))
}

/// Whether an agent of the pool may be given the contact now.
pub(super) fn is_eligible(draft: &Draft<'_>, request: &Request, agent: AgentIx) -> bool {
    let now = draft.now(agent);
    let there = !request.filters.only_online || now.status == Status::Online;
    now.is_ready() && there && passes(draft, request, agent)
}

/// Whether a ready agent passes the filters that the orders do not know.
fn passes(draft: &Draft<'_>, request: &Request, agent: AgentIx) -> bool {
    is_below(request, draft.now(agent))
        && has_skills(draft, request, agent)
        && (request.passed.is_empty() || !request.passed.contains(&draft.name(agent)))
}

fn is_below(request: &Request, now: Standings) -> bool {
    request.filters.below.is_none_or(|below| now.load < below)
}

fn has_skills(draft: &Draft<'_>, request: &Request, agent: AgentIx) -> bool {
    let Some(state) = draft.roster.agent(agent) else { return false };
    request.filters.skills.iter().all(|skill| state.skills.contains(skill))
}

fn list(draft: &Draft<'_>, request: &Request) -> (Vec<super::Candidate>, u32) {
    if let Pool::Agent(name) = &request.pool {
        // Whoever is not in the workspace any more was not looked at.
        let found = draft.roster.find(name).filter(|(_, state)| state.declared);
        return (
            found.into_iter().map(|(ix, _)| direct_candidate(draft, request, ix)).collect(),
            0,
        );
    }
    match draft.roster.pool_of(&request.pool) {
        Some(index) => candidates(draft, request, index),
        None => (Vec::new(), 0),
    }
}
