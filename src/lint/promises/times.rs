//! `ensure reply within` and `ensure ends within`: the longest a run may wait on any way.

use super::waiting::longest;
use super::{Case, is_end};
use crate::graph::{Going, Node, Route, Way};
use crate::lint::ways::{Found, Quest, Travel};
use crate::program::Kind;
use crate::vocabulary::Effect;

/// A way on which the contact hears nothing, or hears it later than after so many seconds.
///
/// A run that another workflow starts at a label goes on with a talk that has begun: such ways are
/// left out.
pub(crate) fn reply_within<'g, 'p>(case: &Case<'_, 'g, 'p>, most: i64) -> Found<'g, 'p> {
    let silent = |node: Node| !case.does(node, Effect::Sends);
    let follow = |_: usize, going: &Going<'_, '_>| {
        (begins_talk(going) && case.happens(going) && silent(going.from)).then_some(0)
    };
    let ends = |node: Node, _: usize| is_end(node);
    let never = case.ways.shortest(&Quest { states: 1, follow: &follow, goal: &ends });
    if !matches!(never, Found::Never) {
        return never;
    }
    let takes = |going: &Going<'_, '_>| begins_talk(going) && silent(going.from);
    too_long(case, most, &takes, &|node| !silent(node))
}

/// A way on which a run waits for longer than so many seconds in all.
pub(crate) fn ends_within<'g, 'p>(case: &Case<'_, 'g, 'p>, most: i64) -> Found<'g, 'p> {
    too_long(case, most, &|_| true, &is_end)
}

fn begins_talk(going: &Going<'_, '_>) -> bool {
    !matches!(going.edge.way, Way::BeginAt)
}

/// The best way to a node so far.
#[derive(Clone, Copy)]
struct Best {
    waited: i64,
    /// Its last edge, in the list of all edges that ever improved a way.
    last: Option<usize>,
}

/// A way to a goal on which a run has waited for longer than `most`. It takes only the edges
/// that `takes` says yes to.
fn too_long<'g, 'p>(
    case: &Case<'_, 'g, 'p>,
    most: i64,
    takes: &dyn Fn(&Going<'_, '_>) -> bool,
    goal: &dyn Fn(Node) -> bool,
) -> Found<'g, 'p> {
    let Some(route) = longest_way(case, most, takes, goal) else { return Found::Never };
    let takes = |going: &Going<'_, '_>| takes(going) && case.happens(going);
    let wait = |node: Node| longest(case, node);
    case.ways.longer(route, most, &Travel { takes: &takes, wait: &wait, goal })
}

/// The same, whatever is decided on the way and however often each jump is made.
///
/// Ways without a jump back are all seen in the first pass; each further pass sees one jump more,
/// and there are no more passes than jumps a run may make.
fn longest_way<'g, 'p>(
    case: &Case<'_, 'g, 'p>,
    most: i64,
    takes: &dyn Fn(&Going<'_, '_>) -> bool,
    goal: &dyn Fn(Node) -> bool,
) -> Option<Route<'g, 'p>> {
    let graph = case.flow.graph;
    let nodes: Vec<Node> =
        std::iter::once(Node::Entry).chain(graph.steps().map(|(ix, _)| Node::Step(ix))).collect();
    let waits: Vec<i64> = nodes.iter().map(|node| longest(case, *node)).collect();
    let slot = |node: Node| match node {
        Node::Entry => 0,
        Node::Step(ix) => 1 + graph.ordinal_of(ix),
        Node::End => nodes.len(),
        Node::Failed => nodes.len() + 1,
        Node::TimedOut => nodes.len() + 2,
    };
    let mut best: Vec<Option<Best>> = vec![None; nodes.len() + 3];
    if let Some(entry) = best.first_mut() {
        *entry = Some(Best { waited: 0, last: None });
    }
    let mut trail: Vec<(usize, Option<usize>)> = Vec::new();
    for _ in 0..=jumps(case) {
        let mut changed = false;
        for (at, node) in nodes.iter().enumerate() {
            let Some(Some(here)) = best.get(at).copied() else { continue };
            let waited = here.waited.saturating_add(waits.get(at).copied().unwrap_or_default());
            for going in graph.possible(*node).filter(|going| takes(going) && case.happens(going)) {
                let Some(there) = best.get_mut(slot(going.to)) else { continue };
                if there.is_some_and(|there| there.waited >= waited) {
                    continue;
                }
                trail.push((going.index, here.last));
                *there = Some(Best { waited, last: Some(trail.len() - 1) });
                if goal(going.to) && waited > most {
                    return Some(retrace(case, &trail));
                }
                changed |= slot(going.to) <= at;
            }
        }
        if !changed {
            return None;
        }
    }
    None
}

/// The way whose last edge came last.
fn retrace<'g, 'p>(case: &Case<'_, 'g, 'p>, trail: &[(usize, Option<usize>)]) -> Route<'g, 'p> {
    let mut route = Vec::new();
    let mut at = trail.len().checked_sub(1);
    while let Some((edge, before)) = at.and_then(|at| trail.get(at)) {
        route.extend(case.flow.graph.going(*edge));
        at = *before;
    }
    route.reverse();
    route
}

/// How many jumps back a run may make in all.
fn jumps(case: &Case<'_, '_, '_>) -> u64 {
    let graph = case.flow.graph;
    let back = graph.jumps().filter_map(|(ix, step)| {
        let Kind::Jump { at_most, .. } = &step.kind else { return None };
        let mut ways = graph.possible(Node::Step(ix));
        let is_back =
            |going: Going<'_, '_>| matches!(going.edge.way, Way::Jump) && going.to <= going.from;
        ways.any(is_back).then_some(u64::from(*at_most))
    });
    back.sum()
}
