//! The one function that chooses an owner.

use super::draft::Draft;
use super::look::{candidate, candidates, is_eligible};
use super::roster::{AgentIx, AgentState, Holding, PoolIx};
use super::{Candidates, Decision, Failure, Pool, Request, Verdict};

/// What was decided, and who owned the contact before and does not any more.
pub(super) struct Decided {
    pub(super) decision: Decision,
    pub(super) former: Option<AgentIx>,
}

/// Decides a request: an agent, a wait, or a failure, with the reasons. Makes the choice true in
/// the draft, except for the queue.
pub(super) fn decide(draft: &mut Draft<'_>, request: &Request) -> Decided {
    let before = draft.holding(&request.contact);
    let mut holding = before;
    let taken_off = has_not_accepted(draft, request, before);
    if taken_off {
        draft.take_off(&request.contact, before);
        holding.owner = None;
    }
    let lifted = holding.counts_for();
    draft.add_load(lifted, -1);
    let Look { choice, listed, unlisted } = look(draft, request, holding.owner);
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
    let mut after = holding.owner;
    if let Choice::Kept(agent) | Choice::Turn(_, agent) | Choice::Direct(agent) = choice {
        after = Some(agent);
        draft.pass_on(&request.contact, holding, after);
    }
    let decision = Decision {
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
    };
    Decided { decision, former: before.owner.filter(|owner| Some(*owner) != after) }
}

/// Whether the contact is with the agent who was passed over last: it is taken off them.
fn has_not_accepted(draft: &Draft<'_>, request: &Request, holding: Holding) -> bool {
    let Some(last) = request.passed.last() else { return false };
    holding.owner.and_then(|owner| draft.roster.name(owner)) == Some(last)
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

/// What was seen, and what was chosen.
struct Look {
    choice: Choice,
    listed: Candidates,
    /// How many more members the pool has.
    unlisted: u32,
}

impl Look {
    /// Whoever is not in the workspace any more was not looked at.
    fn gone() -> Self {
        let choice = Choice::Failed(Failure::Gone);
        Self { choice, listed: Candidates::default(), unlisted: 0 }
    }
}

fn look(draft: &Draft<'_>, request: &Request, owner: Option<AgentIx>) -> Look {
    if let Pool::Agent(name) = &request.pool {
        let found = draft.roster.find(name).filter(|(_, state)| state.declared);
        return found
            .map_or_else(Look::gone, |(agent, state)| look_at(draft, request, agent, state));
    }
    let Some(index) = draft.roster.pool_of(&request.pool) else { return Look::gone() };
    let Some(pool) = draft.roster.pool(index) else { return Look::gone() };
    let (listed, first) = candidates(draft, request, index, pool);
    let unlisted = pool.members().len().saturating_sub(listed.len());
    let kept = owner.filter(|owner| {
        request.keep_owner
            && draft.roster.seat(index, *owner).is_some()
            && is_eligible(draft, request, *owner)
    });
    let choice = match (kept, first) {
        (Some(owner), _) => Choice::Kept(owner),
        (None, Some(agent)) => Choice::Turn(index, agent),
        (None, None) => hope(draft, request, || pool.members().iter().map(|seat| seat.agent)),
    };
    Look { choice, listed, unlisted: u32::try_from(unlisted).unwrap_or(u32::MAX) }
}

/// A request that names an agent.
fn look_at(draft: &Draft<'_>, request: &Request, agent: AgentIx, state: &AgentState) -> Look {
    let choice = if is_eligible(draft, request, agent) {
        Choice::Direct(agent)
    } else if !state.assignable || !draft.now(agent).enabled {
        Choice::Failed(Failure::NobodyEnabled)
    } else {
        hope(draft, request, || std::iter::once(agent))
    };
    Look { choice, listed: candidate(draft, request, agent), unlisted: 0 }
}

/// Whether waiting can help: somebody could do it if they were online or had fewer open.
fn hope<I: Iterator<Item = AgentIx>>(
    draft: &Draft<'_>,
    request: &Request,
    members: impl Fn() -> I,
) -> Choice {
    if members().next().is_none() {
        return Choice::Failed(Failure::EmptyPool);
    }
    let enabled = || members().filter(|agent| draft.now(*agent).enabled);
    if enabled().next().is_none() {
        return Choice::Failed(Failure::NobodyEnabled);
    }
    if !enabled().any(|agent| has_skills(draft, request, agent)) {
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
    let Some(pool) = draft.roster.pool(index) else { return false };
    match draft.first(index, pool, request, 1) {
        Some(first) => !first.is_empty(),
        None => pool.members().iter().any(|seat| is_eligible(draft, request, seat.agent)),
    }
}

fn has_skills(draft: &Draft<'_>, request: &Request, agent: AgentIx) -> bool {
    let Some(state) = draft.roster.agent(agent) else { return false };
    request.filters.skills.iter().all(|skill| state.skills.contains(skill))
}
