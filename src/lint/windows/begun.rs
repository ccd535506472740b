//! How other workflows begin: with the time of the one that starts them, or sets them off.

use super::chain::{Chain, SetOff};
use super::walk::{IN_TIME, OTHER, Origin, Seed, Walk};
use super::{labelled, started};
use crate::base::Name;
use crate::graph::Node;
use crate::lint::moments::wrote_within;
use crate::program::ArgValue;
use crate::vocabulary::Core;

impl<'p> Walk<'_, '_, '_, 'p> {
    /// How the workflows begin that this one starts.
    pub(super) fn handed(&self) -> Vec<(&'p Name, Seed<'p>)> {
        let graph = self.case.flow.graph;
        let mut handed = Vec::new();
        for (ix, step) in graph.steps_of(|decl| decl.core == Core::Start) {
            let Some(other) = started(&step.kind) else { continue };
            let Some(flow) = self.case.facts.flow(other) else { continue };
            let label = step.line.settings.iter().flat_map(|line| &line.args).find_map(|arg| {
                let ArgValue::Name(label) = &arg.value else { return None };
                labelled(flow, label)
            });
            let at = label.map_or(Node::Entry, Node::Step);
            for label in
                [IN_TIME, OTHER].iter().filter_map(|slot| self.label(Node::Step(ix), *slot))
            {
                let workflow = &graph.workflow().name;
                let origin = Origin::Start { workflow, step, ago: label.ago };
                handed.push((other, Seed { at, ago: label.ago, origin }));
            }
        }
        handed
    }

    /// How the workflows begin that hear of what this one changes.
    pub(super) fn set_off(&self, chain: &Chain<'p>) -> Vec<(&'p Name, Seed<'p>)> {
        let workflow = &self.case.flow.graph.workflow().name;
        let mut begun = Vec::new();
        for SetOff { by, workflow: other, trigger } in chain.get(workflow).into_iter().flatten() {
            let Some(step) = self.case.flow.graph.step(*by) else { continue };
            if !self.case.channel.starts(trigger) {
                continue;
            }
            let known = trigger.when.iter().filter_map(|when| wrote_within(when, true)).min();
            for label in
                [IN_TIME, OTHER].iter().filter_map(|slot| self.label(Node::Step(*by), *slot))
            {
                let ago = known.map_or(label.ago, |known| known.min(label.ago));
                let origin = Origin::Start { workflow, step, ago };
                begun.push((*other, Seed { at: Node::Entry, ago, origin }));
            }
        }
        begun
    }
}
