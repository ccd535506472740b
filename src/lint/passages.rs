//! Whether a run can go over an edge, and the shortest way to do so.

use super::facts::{Facts, Flow};
use super::promises::Case;
use super::ways::{Found, Quest};
use crate::graph::{Going, Node, Route};

/// The ways of one workflow, as far as anybody asks for them.
pub struct Passages<'a, 'g, 'p> {
    case: Case<'a, 'g, 'p>,
}

/// Whether a run can go somewhere.
#[derive(Debug)]
pub enum Passage<'g, 'p> {
    /// No run can, whatever happens.
    Never,
    /// The shortest way there, from the beginning of a run.
    Way(Route<'g, 'p>),
    /// A way through the graph; whether a run can go it, or another one, was too much to follow.
    Perhaps(Route<'g, 'p>),
}

impl<'a, 'g, 'p> Passages<'a, 'g, 'p> {
    /// The ways of a workflow.
    #[must_use]
    pub fn of(facts: &'a Facts<'g, 'p>, flow: &'a Flow<'g, 'p>) -> Self {
        Self { case: Case::of(facts.program, flow) }
    }

    /// The shortest way that ends with one of some edges and goes over none of others.
    #[must_use]
    pub fn over(&self, edges: &[usize], avoiding: &[usize]) -> Passage<'g, 'p> {
        let follow = |_: usize, going: &Going<'_, '_>| {
            let taken = self.case.happens(going) && !avoiding.contains(&going.index);
            taken.then(|| usize::from(edges.contains(&going.index)))
        };
        let goal = |_: Node, state: usize| state == 1;
        match self.case.shortest(&Quest { states: 2, follow: &follow, goal: &goal }) {
            Found::Never => Passage::Never,
            Found::Way(route) => Passage::Way(route),
            Found::Perhaps(route) => Passage::Perhaps(route),
        }
    }
}
