//! Looking at the members of a pool: who qualifies, in which order, and why the others do not.

use super::candidates::{Looked, Stands};
use super::draft::Draft;
use super::index::PoolState;
use super::roster::{AgentIx, AgentState, PoolIx, Standings};
use super::{Candidates, Order, Request, Roster, Status};

/// Members of a pool that a decision lists in full; of a larger pool only the first in turn.
const LISTED: usize = 32;
/// How many of a larger pool are listed.
const LISTED_OF_MANY: usize = 5;

/// Every member of a small pool, the first in turn of a large one: those who qualify in the order
/// in which they are chosen, then the others. Gives the one who is chosen, too.
pub(super) fn candidates(
    draft: &Draft<'_>,
    request: &Request,
    index: PoolIx,
    pool: &PoolState,
) -> (Candidates, Option<AgentIx>) {
    let looked = if pool.members().len() <= LISTED {
        everybody(draft, request, index, pool)
    } else if let Some(first) = draft.first(index, pool, request, LISTED_OF_MANY) {
        first
    } else {
        let mut first = qualified(draft, request, index, pool);
        first.truncate(LISTED_OF_MANY);
        first
    };
    let first = looked.first().filter(|one| one.standing == Stands::Eligible);
    let first = first.map(|one| one.agent);
    (listed(draft.roster, request, looked), first)
}

/// An agent as a decision sees them.
pub(super) fn candidate(draft: &Draft<'_>, request: &Request, agent: AgentIx) -> Candidates {
    let state = draft.roster.agent(agent);
    let looked = state.map(|state| {
        let now = draft.now_of(agent, state);
        let standing = standing(draft.roster, request, agent, now, state);
        // In no pool there are no turns.
        Looked { agent, standing, load: now.load, turn: 0 }
    });
    listed(draft.roster, request, looked.into_iter().collect())
}

fn listed(roster: &Roster, request: &Request, looked: Vec<Looked>) -> Candidates {
    Candidates::new(looked, roster.called.clone(), &request.filters.skills)
}

/// All members of a pool.
fn everybody(draft: &Draft<'_>, request: &Request, index: PoolIx, pool: &PoolState) -> Vec<Looked> {
    let members = pool.members();
    let (mut ready, mut others) = (Vec::with_capacity(members.len()), Vec::new());
    for seat in members {
        let Some(state) = draft.roster.agent(seat.agent) else { continue };
        let now = draft.now_of(seat.agent, state);
        let looked = Looked::eligible(draft.seat(index, *seat), now.load);
        if admits(draft.roster, request, seat.agent, now, state) {
            ready.push(looked);
            continue;
        }
        let standing = standing(draft.roster, request, seat.agent, now, state);
        if others.is_empty() {
            others.reserve_exact(members.len() - ready.len());
        }
        others.push(Looked { standing, ..looked });
    }
    sort(&mut ready, request.by);
    ready.append(&mut others);
    ready
}

/// The members of a pool who qualify, where no order is kept for the request.
fn qualified(draft: &Draft<'_>, request: &Request, index: PoolIx, pool: &PoolState) -> Vec<Looked> {
    let members = pool.members().iter().map(|seat| draft.seat(index, *seat));
    let ready = members.filter(|seat| is_eligible(draft, request, seat.agent));
    let mut ready: Vec<Looked> =
        ready.map(|seat| Looked::eligible(seat, draft.now(seat.agent).load)).collect();
    sort(&mut ready, request.by);
    ready
}

/// Sorts members in declared order as they are chosen; equals stay as they are.
fn sort(ready: &mut [Looked], by: Order) {
    let least_open = |one: &Looked| (one.load, one.turn);
    // Turns go round: behind the first come the others nearly as they are. Nobody has the turn of
    // another, except for those who had none yet.
    let places = || (0..).zip(&*ready);
    let first = match by {
        Order::RoundRobin => places().min_by_key(|(_, one)| one.turn),
        Order::LeastOpen if ready.iter().all(|one| one.turn > 0) => {
            places().min_by_key(|(_, one)| least_open(one))
        }
        Order::LeastOpen => None,
    };
    let first = first.map_or(0, |(place, _)| place);
    ready.rotate_left(first);
    match by {
        Order::RoundRobin => ready.sort_by_key(|one| one.turn),
        Order::LeastOpen => ready.sort_by_key(least_open),
    }
}

/// Whether an agent may be given the contact now.
pub(super) fn is_eligible(draft: &Draft<'_>, request: &Request, agent: AgentIx) -> bool {
    let Some(state) = draft.roster.agent(agent) else { return false };
    admits(draft.roster, request, agent, draft.now_of(agent, state), state)
}

fn admits(
    roster: &Roster,
    request: &Request,
    agent: AgentIx,
    now: &Standings,
    state: &AgentState,
) -> bool {
    request.filters.admit(*now, &state.skills) && !request.has_passed(roster, agent)
}

/// Whether an agent qualifies for a request; the first reason why not.
fn standing(
    roster: &Roster,
    request: &Request,
    agent: AgentIx,
    now: &Standings,
    state: &AgentState,
) -> Stands {
    if !now.enabled {
        return Stands::Disabled;
    }
    if request.has_passed(roster, agent) {
        return Stands::PassedOver;
    }
    if request.filters.only_online {
        match now.status {
            Status::Online => {}
            Status::Busy => return Stands::Busy,
            Status::Offline => return Stands::Offline,
        }
    }
    if let Some(limit) = now.limit.filter(|limit| now.load >= *limit) {
        return Stands::Full(limit);
    }
    if let Some(below) = request.filters.below.filter(|below| now.load >= *below) {
        return Stands::NotBelow(below);
    }
    let mut skills = (0..).zip(&request.filters.skills);
    let lacking = skills.find(|(_, skill)| !state.skills.contains(skill));
    lacking.map_or(Stands::Eligible, |(place, _)| Stands::Lacks(place))
}
