//! Ways that a run can really go: no jump more often than it may, and no condition against another.
//!
//! First every way through the graph is looked at, whatever is decided on it; most questions are
//! answered by that. Where there is such a way, it is gone with everything that is known on it, and
//! if that cannot be, so are all others, the shorter ones first.

use std::cell::RefCell;
use std::collections::VecDeque;

use super::facts::Flow;
use super::stands::{Stand, Stands};
use crate::base::Map;
use crate::graph::{Going, Node, Route, StepGraph};

/// States of a search, each a step with everything that is known there, before it is given up.
pub(super) const MOST_STATES: usize = 20_000;

/// What came of looking for a way.
#[derive(Debug)]
pub(super) enum Found<'g, 'p> {
    /// There is none.
    Never,
    /// The shortest.
    Way(Route<'g, 'p>),
    /// A way through the graph; whether a run can go it, or another one, was too much to follow.
    Perhaps(Route<'g, 'p>),
}

impl<'g, 'p> Found<'g, 'p> {
    /// The way, if there is one or may be one.
    pub(super) const fn route(&self) -> Option<&Route<'g, 'p>> {
        match self {
            Self::Never => None,
            Self::Way(route) | Self::Perhaps(route) => Some(route),
        }
    }
}

/// What is looked for: a traveller who carries a small state along ways.
pub(super) struct Quest<'a> {
    /// How many states there are, from 0, with which he begins.
    pub(super) states: usize,
    /// The state behind an edge; none where the edge cannot be taken.
    pub(super) follow: &'a dyn Fn(usize, &Going<'_, '_>) -> Option<usize>,
    /// Whether he is where he wants to be.
    pub(super) goal: &'a dyn Fn(Node, usize) -> bool,
}

/// What is looked for where it is time that matters.
pub(super) struct Travel<'a> {
    /// Whether an edge may be taken.
    pub(super) takes: &'a dyn Fn(&Going<'_, '_>) -> bool,
    /// Seconds that a run waits at a node, at most.
    pub(super) wait: &'a dyn Fn(Node) -> i64,
    /// Where the way ends.
    pub(super) goal: &'a dyn Fn(Node) -> bool,
}

/// The ways of a workflow.
#[derive(Debug)]
pub(super) struct Ways<'a, 'g, 'p> {
    graph: &'g StepGraph<'p>,
    stands: RefCell<Stands<'a, 'g, 'p>>,
}

impl<'a, 'g, 'p> Ways<'a, 'g, 'p> {
    /// The ways of a workflow.
    pub(super) fn of(flow: &'a Flow<'g, 'p>) -> Self {
        Self { graph: flow.graph, stands: RefCell::new(Stands::of(flow)) }
    }

    /// The shortest way to a goal.
    pub(super) fn shortest(&self, quest: &Quest<'_>) -> Found<'g, 'p> {
        let Quest { states, follow, goal } = quest;
        let route = self.graph.route(*states, (Node::Entry, 0), follow, goal);
        let Some(route) = route else { return Found::Never };
        if self.can_go(&route) {
            return Found::Way(route);
        }
        match self.search(quest) {
            Some(Some(route)) => Found::Way(route),
            Some(None) => Found::Never,
            None => Found::Perhaps(route),
        }
    }

    /// Whether a run can go a way.
    fn can_go(&self, route: &[Going<'g, 'p>]) -> bool {
        let mut known = self.stands.borrow_mut();
        let mut stands = vec![known.first()];
        for going in route {
            stands = stands.into_iter().flat_map(|stand| known.follow(stand, going)).collect();
        }
        !stands.is_empty()
    }

    /// The shortest way with everything that is known on it; none at all where that was too much.
    fn search(&self, quest: &Quest<'_>) -> Option<Option<Route<'g, 'p>>> {
        let mut known = self.stands.borrow_mut();
        let mut seen: Map<(Node, usize, Stand), ()> = Map::default();
        let mut came: Vec<Came> = Vec::new();
        let mut open = VecDeque::from([(Node::Entry, 0, known.first(), None)]);
        while let Some((node, state, stand, last)) = open.pop_front() {
            if (quest.goal)(node, state) {
                return Some(Some(self.retrace(&came, last)));
            }
            for going in self.graph.possible(node) {
                let Some(next) = (quest.follow)(state, &going).filter(|next| *next < quest.states)
                else {
                    continue;
                };
                for stand in known.follow(stand, &going) {
                    if seen.insert((going.to, next, stand), ()).is_some() {
                        continue;
                    }
                    if seen.len() > MOST_STATES {
                        return None;
                    }
                    came.push(Came { edge: going.index, before: last });
                    open.push_back((going.to, next, stand, Some(came.len() - 1)));
                }
            }
        }
        Some(None)
    }

    /// A way to a goal on which a run waits for longer than `most` seconds, given one through the
    /// graph alone.
    pub(super) fn longer(
        &self,
        route: Route<'g, 'p>,
        most: i64,
        travel: &Travel<'_>,
    ) -> Found<'g, 'p> {
        if self.can_go(&route) {
            return Found::Way(route);
        }
        match self.search_longer(most, travel) {
            Some(Some(route)) => Found::Way(route),
            Some(None) => Found::Never,
            None => Found::Perhaps(route),
        }
    }

    fn search_longer(&self, most: i64, travel: &Travel<'_>) -> Option<Option<Route<'g, 'p>>> {
        // Whoever has waited for longer is nearer to the goal, everything else being equal.
        let mut known = self.stands.borrow_mut();
        let mut best: Map<(Node, Stand), i64> = Map::default();
        let mut came: Vec<Came> = Vec::new();
        let mut open = VecDeque::from([(Node::Entry, known.first(), 0_i64, None)]);
        while let Some((node, stand, waited, last)) = open.pop_front() {
            if (travel.goal)(node) && waited > most {
                return Some(Some(self.retrace(&came, last)));
            }
            let waited = waited.saturating_add((travel.wait)(node));
            for going in self.graph.possible(node).filter(|going| (travel.takes)(going)) {
                for stand in known.follow(stand, &going) {
                    let so_far = best.get(&(going.to, stand));
                    if so_far.is_some_and(|so_far| *so_far >= waited) {
                        continue;
                    }
                    if came.len() >= MOST_STATES {
                        return None;
                    }
                    best.insert((going.to, stand), waited);
                    came.push(Came { edge: going.index, before: last });
                    open.push_back((going.to, stand, waited, Some(came.len() - 1)));
                }
            }
        }
        Some(None)
    }

    /// The way that ends with an edge.
    fn retrace(&self, came: &[Came], last: Option<usize>) -> Route<'g, 'p> {
        let mut route = Vec::new();
        let mut at = last;
        while let Some(step) = at.and_then(|at| came.get(at)) {
            route.extend(self.graph.going(step.edge));
            at = step.before;
        }
        route.reverse();
        route
    }
}

/// How a run came to where it is.
#[derive(Clone, Copy, Debug)]
struct Came {
    /// By which edge.
    edge: usize,
    /// And how it came there, in the list of all.
    before: Option<usize>,
}
