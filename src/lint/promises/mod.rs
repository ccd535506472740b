//! What a workflow promises with `ensure`, followed along every way.
//!
//! Outcomes that the program excludes are no ways: a team with somebody in it is not empty, and
//! one with somebody free of every limit makes nobody wait.

mod owner;
mod ownerless;
mod times;
mod unanswered;
mod verdict;
mod waiting;

use owner::owner;
pub(super) use ownerless::ownerless;
use times::{ends_within, reply_within};
use unanswered::at_most_unanswered;
pub(super) use verdict::{Broken, broken};
pub use verdict::{Verdict, Wanted, verdict};

use super::facts::Flow;
use super::pools::Excluded;
use super::ways::{Found, Quest, Ways};
use crate::graph::{Going, Node, Way};
use crate::program::Program;
use crate::vocabulary::Effect;

/// A workflow whose promises are looked at.
pub(super) struct Case<'a, 'g, 'p> {
    /// The program around.
    pub(super) program: &'p Program,
    /// The workflow.
    pub(super) flow: &'a Flow<'g, 'p>,
    /// The ways that a run can go.
    ways: Ways<'a, 'g, 'p>,
}

impl<'a, 'g, 'p> Case<'a, 'g, 'p> {
    /// The promises of a workflow of the program.
    pub(super) fn of(program: &'p Program, flow: &'a Flow<'g, 'p>) -> Self {
        Self { program, flow, ways: Ways::of(flow) }
    }

    /// What the program excludes at a node.
    fn excluded(&self, node: Node) -> Excluded {
        match node {
            Node::Step(ix) => self.flow.excluded(ix),
            Node::Entry | Node::End | Node::Failed | Node::TimedOut => Excluded::default(),
        }
    }

    /// Whether an edge is a way at all.
    pub(super) fn happens(&self, going: &Going<'_, '_>) -> bool {
        let excluded = match going.edge.way {
            Way::Outcome { decl, .. } => self.excluded(going.from).outcome(decl),
            Way::Begin
            | Way::BeginAt
            | Way::Next(_)
            | Way::Arm { .. }
            | Way::NoArm
            | Way::Jump
            | Way::Stop => false,
        };
        going.edge.possible && !excluded && !self.flow.known().is_dead(going.index)
    }

    /// The shortest way to a goal that a run can go.
    pub(super) fn shortest(&self, quest: &Quest<'_>) -> Found<'g, 'p> {
        self.ways.shortest(quest)
    }

    /// Whether the step at a node has an effect.
    fn does(&self, node: Node, effect: Effect) -> bool {
        self.flow.graph.step_at(node).is_some_and(|step| step.decl.effects.contains(&effect))
    }
}

/// Whether a run has ended at a node.
const fn is_end(node: Node) -> bool {
    match node {
        Node::End | Node::Failed | Node::TimedOut => true,
        Node::Entry | Node::Step(_) => false,
    }
}
