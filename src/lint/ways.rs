//! Ways that a run can really go: no jump more often than it may, and no condition against another.
//!
//! First every way through the graph is looked at, whatever is decided on it; most questions are
//! answered by that. Where there is such a way, it is gone with everything that is known on it, and
//! if that cannot be, so are all others, the shorter ones first.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use super::facts::Flow;
use crate::graph::{Going, Node, Route, StepGraph, Way};
use crate::program::Kind;
use crate::solve::Case;

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
    flow: &'a Flow<'g, 'p>,
    /// Jumps that can be made more than once, where anybody asks.
    again: OnceCell<HashSet<Node>>,
}

impl<'a, 'g, 'p> Ways<'a, 'g, 'p> {
    /// The ways of a workflow.
    pub(super) const fn of(flow: &'a Flow<'g, 'p>) -> Self {
        Self { flow, again: OnceCell::new() }
    }

    const fn graph(&self) -> &'g StepGraph<'p> {
        self.flow.graph
    }

    fn is_made_again(&self, jump: Node) -> bool {
        let again = || self.graph().jumps_back().collect();
        self.again.get_or_init(again).contains(&jump)
    }

    /// The shortest way to a goal.
    pub(super) fn shortest(&self, quest: &Quest<'_>) -> Found<'g, 'p> {
        let Quest { states, follow, goal } = quest;
        let route = self.graph().route(*states, (Node::Entry, 0), follow, goal);
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
        let mut stands = vec![Stand::default()];
        for going in route {
            stands = stands.iter().flat_map(|stand| self.follow(stand, going)).collect();
        }
        !stands.is_empty()
    }

    /// What a run carries behind an edge; nothing where it cannot take it.
    fn follow(&self, from: &Stand, going: &Going<'_, '_>) -> Vec<Stand> {
        let Some(made) = self.jumps(from, going) else { return Vec::new() };
        let Some(change) = self.flow.changes().get(going.index) else { return Vec::new() };
        let cases = change.apply(&from.case).into_iter();
        cases.map(|case| Stand { made: Rc::clone(&made), case }).collect()
    }

    /// How often each jump was made behind an edge; none where one may not be made, or may still
    /// be.
    fn jumps(&self, from: &Stand, going: &Going<'_, '_>) -> Option<Rc<[(Node, u32)]>> {
        let step = self.graph().step_at(going.from);
        let Some(Kind::Jump { at_most, .. }) = step.map(|step| &step.kind) else {
            return Some(Rc::clone(&from.made));
        };
        if !self.is_made_again(going.from) {
            return matches!(going.edge.way, Way::Jump).then(|| Rc::clone(&from.made));
        }
        let known = from.made.iter().find(|(node, _)| *node == going.from);
        let so_far = known.map_or(0, |(_, made)| *made);
        if !matches!(going.edge.way, Way::Jump) {
            return (so_far >= *at_most).then(|| Rc::clone(&from.made));
        }
        if so_far >= *at_most {
            return None;
        }
        let others = from.made.iter().filter(|(node, _)| *node != going.from).copied();
        let mut made: Vec<(Node, u32)> = others.chain([(going.from, so_far + 1)]).collect();
        made.sort_unstable();
        Some(made.into())
    }

    /// The shortest way with everything that is known on it; none at all where that was too much.
    fn search(&self, quest: &Quest<'_>) -> Option<Option<Route<'g, 'p>>> {
        let mut seen: HashSet<(Node, usize, Stand)> = HashSet::new();
        let mut came: Vec<Came> = Vec::new();
        let mut open = VecDeque::from([(Node::Entry, 0, Stand::default(), None)]);
        while let Some((node, state, stand, last)) = open.pop_front() {
            if (quest.goal)(node, state) {
                return Some(Some(self.retrace(&came, last)));
            }
            for going in self.graph().possible(node) {
                let Some(next) = (quest.follow)(state, &going).filter(|next| *next < quest.states)
                else {
                    continue;
                };
                for stand in self.follow(&stand, &going) {
                    if !seen.insert((going.to, next, stand.clone())) {
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
        let mut best: HashMap<(Node, Stand), i64> = HashMap::new();
        let mut came: Vec<Came> = Vec::new();
        let mut open = VecDeque::from([(Node::Entry, Stand::default(), 0_i64, None)]);
        while let Some((node, stand, waited, last)) = open.pop_front() {
            if (travel.goal)(node) && waited > most {
                return Some(Some(self.retrace(&came, last)));
            }
            let waited = waited.saturating_add((travel.wait)(node));
            for going in self.graph().possible(node).filter(|going| (travel.takes)(going)) {
                for stand in self.follow(&stand, &going) {
                    let known = best.get(&(going.to, stand.clone()));
                    if known.is_some_and(|known| *known >= waited) {
                        continue;
                    }
                    if came.len() >= MOST_STATES {
                        return None;
                    }
                    best.insert((going.to, stand.clone()), waited);
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
            route.extend(self.graph().going(step.edge));
            at = step.before;
        }
        route.reverse();
        route
    }
}

/// What is known of a run somewhere on its way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Stand {
    /// How often each jump was made.
    made: Rc<[(Node, u32)]>,
    /// What is possible.
    case: Case,
}

/// How a run came to where it is.
#[derive(Clone, Copy, Debug)]
struct Came {
    /// By which edge.
    edge: usize,
    /// And how it came there, in the list of all.
    before: Option<usize>,
}
