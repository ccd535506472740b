//! What can be reached, and the shortest way there.

use std::collections::VecDeque;

use petgraph::graph::EdgeIndex;

use super::model::{Going, Node, StepGraph, StepIx};

/// A set of nodes of one graph.
#[derive(Clone, Debug)]
pub struct Marks {
    words: Vec<u64>,
    steps: usize,
}

impl Marks {
    pub(super) fn new(graph: &StepGraph<'_>) -> Self {
        let steps = graph.len();
        Self { words: vec![0; (steps + 4).div_ceil(64)], steps }
    }

    /// Whether a step is in it.
    #[must_use]
    pub fn has(&self, step: StepIx) -> bool {
        self.has_ordinal(step.0 as usize)
    }

    /// How many steps the graph has.
    #[must_use]
    pub const fn steps(&self) -> usize {
        self.steps
    }

    pub(super) fn has_ordinal(&self, at: usize) -> bool {
        self.words.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// Puts a node in; whether it was not in before.
    pub(super) fn put(&mut self, at: usize) -> bool {
        let Some(word) = self.words.get_mut(at / 64) else { return false };
        let bit = 1 << (at % 64);
        let fresh = *word & bit == 0;
        *word |= bit;
        fresh
    }
}

/// A way through the graph: edges, each beginning where the one before ended.
pub type Route<'g, 'p> = Vec<Going<'g, 'p>>;

impl<'p> StepGraph<'p> {
    /// Every node that some possible way from the entry leads to.
    #[must_use]
    pub fn reached(&self) -> Marks {
        self.reached_by(|_| true)
    }

    /// Every node that some way of possible edges leads to which `takes` says yes to.
    #[must_use]
    pub fn reached_by(&self, takes: impl Fn(&Going<'_, 'p>) -> bool) -> Marks {
        let mut marks = Marks::new(self);
        let mut open = vec![Node::Entry];
        marks.put(self.ordinal(Node::Entry));
        while let Some(node) = open.pop() {
            for going in self.possible(node).filter(|going| takes(going)) {
                if marks.put(self.ordinal(going.to)) {
                    open.push(going.to);
                }
            }
        }
        marks
    }

    /// An edge by its ordinal.
    #[must_use]
    pub fn going(&self, index: usize) -> Option<Going<'_, 'p>> {
        let at = EdgeIndex::new(index);
        let (from, to) = self.graph.edge_endpoints(at)?;
        let edge = self.graph.edge_weight(at)?;
        Some(Going { index, from: self.node(from), to: self.node(to), edge })
    }

    /// The shortest way from the entry to a goal, where the traveller carries one of `states`
    /// states (from 0).
    ///
    /// `follow` gives the state behind an edge, or none where the edge cannot be taken. Of two ways
    /// of one length it is the one whose edges come first.
    #[must_use]
    pub fn route(
        &self,
        states: usize,
        from: (Node, usize),
        follow: impl Fn(usize, &Going<'_, 'p>) -> Option<usize>,
        goal: impl Fn(Node, usize) -> bool,
    ) -> Option<Route<'_, 'p>> {
        let slot = |node: Node, state: usize| self.ordinal(node) * states + state;
        let mut came: Vec<Option<Came>> = vec![None; self.graph.node_count() * states];
        let mut seen = vec![false; came.len()];
        let mut open = VecDeque::from([from]);
        if let Some(seen) = seen.get_mut(slot(from.0, from.1)) {
            *seen = true;
        }
        while let Some((node, state)) = open.pop_front() {
            if goal(node, state) {
                return Some(self.retrace(&came, states, (node, state)));
            }
            for going in self.possible(node) {
                let Some(next) = follow(state, &going).filter(|next| *next < states) else {
                    continue;
                };
                let at = slot(going.to, next);
                if let (Some(seen @ false), Some(came)) = (seen.get_mut(at), came.get_mut(at)) {
                    *seen = true;
                    *came = Some(Came { edge: going.index, state });
                    open.push_back((going.to, next));
                }
            }
        }
        None
    }

    fn retrace(&self, came: &[Option<Came>], states: usize, to: (Node, usize)) -> Route<'_, 'p> {
        let mut route = Vec::new();
        let (mut node, mut state) = to;
        while let Some(Some(step)) = came.get(self.ordinal(node) * states + state) {
            let Some(going) = self.going(step.edge) else { break };
            node = going.from;
            state = step.state;
            route.push(going);
        }
        route.reverse();
        route
    }
}

/// How a state of a node was come to.
#[derive(Clone, Copy, Debug)]
struct Came {
    edge: usize,
    state: usize,
}
