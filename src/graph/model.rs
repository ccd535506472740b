//! What the graph is made of.

use petgraph::graph::{DiGraph, NodeIndex};

use crate::base::{Location, Name};
use crate::program::{Arm, Handled, Step, Workflow};
use crate::vocabulary as decl;

/// A step of a workflow, by its ordinal in the source, from 0. Blocks count in the order of
/// [`Step::blocks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepIx(pub(super) u32);

/// Where a run can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// Before the first step.
    Entry,
    /// At a step.
    Step(StepIx),
    /// Ended as meant.
    End,
    /// Ended as failed.
    Failed,
    /// Ended as timed out.
    TimedOut,
}

/// How a run leaves a node.
#[derive(Clone, Copy, Debug)]
pub enum Way<'p> {
    /// A trigger fires.
    Begin,
    /// Another workflow starts this one at a label.
    BeginAt,
    /// The plain way on, by its name.
    Next(&'static str),
    /// A named outcome.
    Outcome {
        /// Its declaration.
        decl: &'static decl::Outcome,
        /// As it is written, if it is.
        handled: Option<&'p Handled>,
    },
    /// An arm of a branch.
    Arm {
        /// From 1.
        ordinal: u32,
        /// The step's word, where it has only this arm and none of them begins with `when`.
        word: Option<&'static str>,
        /// What it is.
        arm: &'p Arm,
    },
    /// No arm of the branch.
    NoArm,
    /// To the label.
    Jump,
    /// The run is ended by the step.
    Stop,
}

impl Way<'_> {
    /// The ordinal of the arm that is taken, from 1; beyond all of them where none is.
    #[must_use]
    pub const fn taken(self) -> usize {
        if let Self::Arm { ordinal, .. } = self { ordinal as usize } else { usize::MAX }
    }
}

/// An outcome of a node.
#[derive(Clone, Copy, Debug)]
pub struct Edge<'p> {
    /// Which.
    pub way: Way<'p>,
    /// Whether the program says where it leads: by a block of its own, by `else`, by a label.
    pub written: bool,
    /// Whether `else` took it.
    pub by_else: bool,
    /// Whether it can happen. A jump that no way leads back to is never exhausted.
    pub possible: bool,
}

/// An edge with both its ends.
#[derive(Clone, Copy, Debug)]
pub struct Going<'g, 'p> {
    /// Its ordinal among all edges of the graph.
    pub index: usize,
    /// Where it comes from.
    pub from: Node,
    /// Where it leads.
    pub to: Node,
    /// What it is.
    pub edge: &'g Edge<'p>,
}

/// Where a step stands in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand<'p> {
    /// The step.
    pub(super) step: &'p Step,
    /// Its declaration, at hand without a look at the step.
    pub(super) decl: &'static decl::Step,
    /// Whether a run waits for the world at it.
    pub(super) waits: bool,
    /// The step whose block it stands in.
    pub(super) parent: Option<StepIx>,
    /// The step below it in the same block.
    pub(super) below: Option<StepIx>,
    /// The first step, in order of the source, that is not inside of it.
    pub(super) end: u32,
    /// Where its blocks lead on to.
    pub(super) behind: Node,
}

/// The steps of a workflow and what leads where.
///
/// Edges of a node stand in the order of the declaration, repeated ones in that of the source, and
/// the plain way last.
#[derive(Clone, Debug)]
pub struct StepGraph<'p> {
    pub(super) workflow: &'p Workflow,
    pub(super) stands: Vec<Stand<'p>>,
    pub(super) graph: DiGraph<Node, Edge<'p>>,
    /// For each node, its first edge.
    pub(super) first: Vec<u32>,
}

impl<'p> StepGraph<'p> {
    /// The workflow it was built from.
    #[must_use]
    pub const fn workflow(&self) -> &'p Workflow {
        self.workflow
    }

    /// What people read of the workflow at first: its title, or its name where it has none.
    #[must_use]
    pub fn heading(&self) -> &'p Name {
        let Workflow { title, name, .. } = self.workflow;
        if title.is_empty() { name } else { title }
    }

    /// How many steps there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.stands.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.stands.is_empty()
    }

    /// Every step, in order of the source.
    pub fn steps(&self) -> impl Iterator<Item = (StepIx, &'p Step)> {
        (0..).map(StepIx).zip(self.stands.iter().map(|stand| stand.step))
    }

    /// The steps whose declaration `wants` says yes to, in order of the source. Declarations are
    /// few and near at hand, and the steps of a large program are not: so the others are not looked
    /// at.
    pub fn steps_of(
        &self,
        wants: impl Fn(&'static decl::Step) -> bool,
    ) -> impl Iterator<Item = (StepIx, &'p Step)> {
        let wanted =
            (0..).map(StepIx).zip(&self.stands).filter(move |(_, stand)| wants(stand.decl));
        wanted.map(|(ix, stand)| (ix, stand.step))
    }

    /// What a step is declared as.
    #[must_use]
    pub fn declared(&self, ix: StepIx) -> Option<&'static decl::Step> {
        self.stand(ix).map(|stand| stand.decl)
    }

    /// Every step that goes elsewhere, in order of the source.
    pub fn jumps(&self) -> impl Iterator<Item = (StepIx, &'p Step)> {
        self.steps_of(|decl| decl.core == decl::Core::Jump)
    }

    /// A step.
    #[must_use]
    pub fn step(&self, ix: StepIx) -> Option<&'p Step> {
        self.stand(ix).map(|stand| stand.step)
    }

    /// The step of a node, if it stands for one.
    #[must_use]
    pub fn step_at(&self, node: Node) -> Option<&'p Step> {
        match node {
            Node::Step(ix) => self.step(ix),
            Node::Entry | Node::End | Node::Failed | Node::TimedOut => None,
        }
    }

    /// The step whose block a step stands in.
    #[must_use]
    pub fn parent(&self, ix: StepIx) -> Option<StepIx> {
        self.stand(ix).and_then(|stand| stand.parent)
    }

    /// Where a run is that goes on behind a step.
    #[must_use]
    pub fn behind(&self, ix: StepIx) -> Node {
        self.stand(ix).map_or(Node::End, |stand| stand.behind)
    }

    /// The step with an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<StepIx> {
        self.steps().find(|(_, step)| step.id == id).map(|(ix, _)| ix)
    }

    /// The ordinal of a step in the source, from 0.
    #[must_use]
    pub const fn ordinal_of(&self, ix: StepIx) -> usize {
        ix.0 as usize
    }

    /// The ordinal of any node: steps first, then the entry and the three ends.
    #[must_use]
    pub const fn place(&self, node: Node) -> usize {
        self.ordinal(node)
    }

    /// Where a step stands, without its block.
    #[must_use]
    pub fn head(&self, ix: StepIx) -> Location {
        self.step(ix).map_or_else(Location::default, |step| step.line.head)
    }

    /// Every node, steps first.
    pub fn nodes(&self) -> impl Iterator<Item = Node> {
        self.graph.node_weights().copied()
    }

    /// Every edge that leaves a node, possible or not.
    pub fn ways(&self, node: Node) -> impl Iterator<Item = Going<'_, 'p>> {
        let at = self.ordinal(node);
        let start = self.first.get(at).copied().unwrap_or_default() as usize;
        let end = self.first.get(at + 1).map_or(start, |end| *end as usize);
        let edges = self.graph.raw_edges().get(start..end).unwrap_or_default();
        edges.iter().enumerate().map(move |(offset, edge)| Going {
            index: start + offset,
            from: node,
            to: self.node(edge.target()),
            edge: &edge.weight,
        })
    }

    /// Every edge that leaves a node and can happen.
    pub fn possible(&self, node: Node) -> impl Iterator<Item = Going<'_, 'p>> {
        self.ways(node).filter(|going| going.edge.possible)
    }

    /// How many edges there are.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.graph.edge_count()
    }

    pub(super) fn stand(&self, ix: StepIx) -> Option<&Stand<'p>> {
        self.stands.get(ix.0 as usize)
    }

    /// The ordinal of a node: steps first, then entry and the ends.
    pub(super) const fn ordinal(&self, node: Node) -> usize {
        let steps = self.stands.len();
        match node {
            Node::Step(ix) => ix.0 as usize,
            Node::Entry => steps,
            Node::End => steps + 1,
            Node::Failed => steps + 2,
            Node::TimedOut => steps + 3,
        }
    }

    pub(super) fn index(&self, node: Node) -> NodeIndex {
        NodeIndex::new(self.ordinal(node))
    }

    pub(super) fn node(&self, index: NodeIndex) -> Node {
        self.graph.node_weight(index).copied().unwrap_or(Node::End)
    }
}
