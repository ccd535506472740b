//! Workflows that set each other off, round and round.
//!
//! A hop leads from a step to the workflow that its change starts. Only hops count that need
//! nobody: the run comes to the step without a wait, and is over without one afterwards, for a
//! workflow that the contact is still in is not started again. A condition on the way is no end to
//! a loop where nothing in it changes what the condition reads.

mod hop;
mod settled;

pub(super) use hop::Hop;

use std::collections::VecDeque;

use super::changes::{Change, all};
use super::facts::Facts;
use crate::solve::Cases;
use hop::hops;
use settled::Moving;

/// Hops that are looked at, and found at all. Far more than any sensible program has; each pair of
/// them may be looked at.
const MOST: usize = 256;
const MOST_AT_ALL: usize = 20_000;

/// The loops of a program: of each set of workflows the shortest, none in two of them.
pub(super) fn loops<'p>(facts: &Facts<'_, 'p>) -> Vec<Vec<Hop<'p>>> {
    let hops = lasting(facts, hops(facts));
    let mut found: Vec<Vec<Hop<'p>>> = Vec::new();
    if hops.is_empty() {
        return found;
    }
    let moving = Moving::of(facts, &hops);
    let leads: Vec<Vec<usize>> =
        (0..hops.len()).map(|at| next(facts, &moving, &hops, at)).collect();
    for at in 0..hops.len() {
        let said = |hop: &Hop<'_>| {
            found.iter().flatten().any(|one| one.from == hop.from || one.to == hop.from)
        };
        if hops.get(at).is_none_or(said) {
            continue;
        }
        let ring = shortest(&leads, at);
        let ring: Vec<Hop<'p>> = ring.iter().filter_map(|at| hops.get(*at).copied()).collect();
        if !ring.is_empty() && goes_on(facts, &moving, &ring) {
            found.push(ring);
        }
    }
    found
}

/// The hops that can be part of a loop: something leads to them and on from them, and what they
/// change is changed back by one of the others.
fn lasting<'p>(facts: &Facts<'_, 'p>, mut hops: Vec<Hop<'p>>) -> Vec<Hop<'p>> {
    loop {
        let before = hops.len();
        let mut from = vec![false; facts.flows.len()];
        let mut to = from.clone();
        for hop in &hops {
            for (marks, at) in [(&mut from, hop.from), (&mut to, hop.to)] {
                if let Some(mark) = marks.get_mut(at) {
                    *mark = true;
                }
            }
        }
        let marked = |marks: &[bool], at: usize| marks.get(at).copied().unwrap_or_default();
        hops.retain(|hop| marked(&to, hop.from) && marked(&from, hop.to));
        if hops.len() == before {
            hops.truncate(MOST);
            let moving = Moving::of(facts, &hops);
            hops.retain(|hop| hop.change.is_none_or(|change| moving.is_undone(&change)));
            if hops.len() == before {
                return hops;
            }
        }
    }
}

/// The hops that can follow a hop.
fn next<'p>(facts: &Facts<'_, 'p>, moving: &Moving<'p>, hops: &[Hop<'p>], at: usize) -> Vec<usize> {
    let Some(hop) = hops.get(at) else { return Vec::new() };
    let follows = |other: &Hop<'p>| other.from == hop.to && moving.way(facts, hop, other).is_some();
    hops.iter().enumerate().filter(|(_, other)| follows(other)).map(|(at, _)| at).collect()
}

/// The shortest way from a hop back to it.
fn shortest(leads: &[Vec<usize>], start: usize) -> Vec<usize> {
    let mut came: Vec<Option<usize>> = vec![None; leads.len()];
    let mut open = VecDeque::from([start]);
    while let Some(at) = open.pop_front() {
        for next in leads.get(at).into_iter().flatten() {
            if *next == start {
                let mut ring = vec![at];
                let mut at = at;
                while let Some(Some(before)) = came.get(at).filter(|_| at != start) {
                    at = *before;
                    ring.push(at);
                }
                ring.reverse();
                return ring;
            }
            if let Some(slot @ None) = came.get_mut(*next) {
                *slot = Some(at);
                open.push_back(*next);
            }
        }
    }
    Vec::new()
}

/// Whether every change of a ring is made anew in each round, and its conditions go together.
fn goes_on<'p>(facts: &Facts<'_, 'p>, moving: &Moving<'p>, ring: &[Hop<'p>]) -> bool {
    let inside = Moving::of(facts, ring);
    let mut assumed = Cases::any();
    let after = ring.iter().cycle().skip(1);
    for (hop, next) in ring.iter().zip(after) {
        if hop.change.is_some_and(|change| !inside.is_undone(&change)) {
            return false;
        }
        if let (Some(Change::Store(place, _)), Some(trigger)) = (hop.change, hop.trigger)
            && let Some(from) = trigger.line.setting("from")
            && !inside.may_hold(place, from)
        {
            return false;
        }
        let Some(ways) = moving.way(facts, hop, next) else { return false };
        assumed = assumed.and(&ways).0;
        if assumed.is_never() {
            return false;
        }
    }
    true
}

/// Everything that the workflows of some hops change.
fn all_changes<'p>(facts: &Facts<'_, 'p>, hops: &[Hop<'p>]) -> Vec<Change<'p>> {
    let mut flows: Vec<usize> = hops.iter().flat_map(|hop| [hop.from, hop.to]).collect();
    flows.sort_unstable();
    flows.dedup();
    let flows = flows.into_iter().filter_map(|at| facts.flows.get(at));
    flows.flat_map(|flow| all(flow.graph)).collect()
}
