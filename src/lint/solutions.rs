//! What every condition of a workflow says, found out once.

use crate::graph::{StepGraph, StepIx};
use crate::program::Kind;
use crate::solve::{Solved, solve};

/// What the conditions of every branch say.
#[derive(Debug)]
pub(super) struct Solutions(Vec<Vec<Solution>>);

/// What a condition says where it is true, and where it is not.
#[derive(Clone, Debug)]
pub(super) struct Solution {
    yes: Solved,
    no: Solved,
}

impl Solutions {
    /// Looks at every branch of a graph.
    pub(super) fn of(graph: &StepGraph<'_>) -> Self {
        let each = graph.steps().map(|(_, step)| {
            let Kind::Branch { arms } = &step.kind else { return Vec::new() };
            let solution = |when| Solution { yes: solve(when, true), no: solve(when, false) };
            arms.iter().map(|arm| solution(&arm.when)).collect()
        });
        Self(each.collect())
    }

    /// Those of the arms of a step, in order; of no branch, none.
    pub(super) fn at(&self, graph: &StepGraph<'_>, step: StepIx) -> &[Solution] {
        self.0.get(graph.ordinal_of(step)).map_or(&[], Vec::as_slice)
    }

    /// All of them, branch by branch.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[Solution]> {
        self.0.iter().map(Vec::as_slice).filter(|arms| !arms.is_empty())
    }
}

impl Solution {
    /// What is true where the condition comes out as `truth`.
    pub(super) const fn is(&self, truth: bool) -> &Solved {
        if truth { &self.yes } else { &self.no }
    }
}
