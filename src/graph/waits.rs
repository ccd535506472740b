//! Where a run waits, and for how long at most.

use super::model::{Node, StepGraph, StepIx};
use crate::program::{ArgValue, Step};
use crate::vocabulary::Waits;

impl StepGraph<'_> {
    /// Whether a run waits for the world at a node: the turn ends there.
    #[must_use]
    pub fn waits(&self, node: Node) -> bool {
        match node {
            Node::Step(ix) => self.step_waits(ix),
            Node::Entry | Node::End | Node::Failed | Node::TimedOut => false,
        }
    }

    /// Whether a run waits for the world at a step.
    #[must_use]
    pub fn step_waits(&self, ix: StepIx) -> bool {
        self.stand(ix).is_some_and(|stand| stand.waits)
    }
}

pub(super) fn waits(step: &Step) -> bool {
    match step.decl.waits {
        Waits::No => false,
        Waits::Always => true,
        Waits::IfHandled(word) => {
            let own = |block: &crate::program::Handled| block.decl.word == word;
            step.otherwise.is_some() || step.outcomes.iter().any(own)
        }
        Waits::IfSet(word) => step.line.setting(word).is_some(),
        // A length of nothing is no wait; a moment is taken to lie ahead.
        Waits::For(operand) => match step.line.arg(operand) {
            Some(ArgValue::Duration(length)) => length.seconds > 0,
            Some(_) | None => true,
        },
    }
}
