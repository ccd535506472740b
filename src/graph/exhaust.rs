//! Jumps that are never exhausted: no way leads back to them, so that they are made once at most.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::EdgeIndex;
use petgraph::visit::EdgeFiltered;

use super::model::{Node, StepGraph, StepIx, Way};

impl StepGraph<'_> {
    /// The jumps that some way leads back to: they can be made more than once.
    pub fn jumps_back(&self) -> impl Iterator<Item = Node> {
        let ring = self.ring_ordinals();
        let goes = move |ix: StepIx| {
            let mut ways = self.possible(Node::Step(ix));
            ways.any(|going| {
                let (from, to) = (self.ordinal(going.from), self.ordinal(going.to));
                matches!(going.edge.way, Way::Jump) && ring.get(from) == ring.get(to)
            })
        };
        self.jumps().filter(move |(ix, _)| goes(*ix)).map(|(ix, _)| Node::Step(ix))
    }

    /// Marks the exhaustion of such jumps as impossible, unless a block is written for it.
    /// Repeats, because what one of them leads to may be what made another go round.
    pub(super) fn exclude_exhaustion(&mut self) {
        loop {
            let jumps = self.open_jumps();
            if jumps.is_empty() {
                return;
            }
            let ring = self.ring_ordinals();
            let impossible: Vec<usize> = jumps
                .into_iter()
                .filter(|jump| ring.get(jump.from) != ring.get(jump.to))
                .map(|jump| jump.exhausted)
                .collect();
            if impossible.is_empty() {
                return;
            }
            for edge in impossible {
                if let Some(edge) = self.graph.edge_weight_mut(EdgeIndex::new(edge)) {
                    edge.possible = false;
                }
            }
        }
    }

    /// Jumps whose exhaustion is possible so far and has no block.
    fn open_jumps(&self) -> Vec<OpenJump> {
        self.jumps().filter_map(|(ix, _)| self.open_jump(ix)).collect()
    }

    fn open_jump(&self, ix: StepIx) -> Option<OpenJump> {
        let (mut to, mut exhausted) = (None, None);
        for going in self.ways(Node::Step(ix)) {
            match going.edge.way {
                Way::Jump => to = Some(self.ordinal(going.to)),
                Way::Outcome { .. } if going.edge.possible && !going.edge.written => {
                    exhausted = Some(going.index);
                }
                Way::Outcome { .. }
                | Way::Begin
                | Way::BeginAt
                | Way::Next(_)
                | Way::Arm { .. }
                | Way::NoArm
                | Way::Stop => {}
            }
        }
        Some(OpenJump { from: ix.0 as usize, to: to?, exhausted: exhausted? })
    }

    /// For each node, the ordinal of its strongly connected component.
    fn ring_ordinals(&self) -> Vec<usize> {
        let possible = EdgeFiltered::from_fn(&self.graph, |edge| edge.weight().possible);
        let mut ordinals = vec![0; self.graph.node_count()];
        for (ordinal, component) in kosaraju_scc(&possible).into_iter().enumerate() {
            for node in component {
                if let Some(slot) = ordinals.get_mut(node.index()) {
                    *slot = ordinal;
                }
            }
        }
        ordinals
    }
}

struct OpenJump {
    from: usize,
    to: usize,
    exhausted: usize,
}
