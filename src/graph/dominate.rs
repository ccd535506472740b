//! Which steps every way to a step leads through.

use petgraph::algo::dominators::{self, simple_fast};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeFiltered;

use super::model::{Node, StepGraph};

/// The dominators of every node that can be reached.
#[derive(Clone, Debug)]
pub struct Dominators<'g, 'p> {
    graph: &'g StepGraph<'p>,
    tree: dominators::Dominators<NodeIndex>,
}

impl<'p> StepGraph<'p> {
    /// Finds out which steps every way to a step leads through.
    #[must_use]
    pub fn dominators(&self) -> Dominators<'_, 'p> {
        let possible = EdgeFiltered::from_fn(&self.graph, |edge| edge.weight().possible);
        let tree = simple_fast(&possible, self.index(Node::Entry));
        Dominators { graph: self, tree }
    }
}

impl Dominators<'_, '_> {
    /// The nodes that every way to `node` leads through, nearest first, without itself; nothing
    /// where no way leads there.
    pub fn of(&self, node: Node) -> impl Iterator<Item = Node> {
        let found = self.tree.strict_dominators(self.graph.index(node));
        found.into_iter().flatten().map(|index| self.graph.node(index))
    }

    /// Whether every way to `node` leads through `through`.
    #[must_use]
    pub fn always_through(&self, node: Node, through: Node) -> bool {
        self.of(node).any(|found| found == through)
    }
}
