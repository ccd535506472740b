//! What a workflow does, also by the workflows it starts.

use super::facts::Facts;
use crate::base::{Map, Name};
use crate::program::{Kind, Step};
use crate::vocabulary::Effect;

impl<'p> Facts<'_, 'p> {
    /// The workflows with a step of an effect, or with a step that starts one of them.
    pub(super) fn workflows_that(&self, effect: Effect) -> Vec<&'p Name> {
        let mut found: Map<&'p Name, ()> = Map::default();
        let mut order = Vec::new();
        // A workflow that only starts others is found one round after the last of those.
        loop {
            let before = order.len();
            for flow in &self.flows {
                let workflow = flow.graph.workflow();
                if found.contains_key(&workflow.name) {
                    continue;
                }
                let does = |step: &Step| {
                    step.decl.effects.contains(&effect)
                        || matches!(&step.kind, Kind::Start { workflow } if found.contains_key(&workflow.0))
                };
                if flow.steps().any(|(_, step)| does(step)) {
                    found.insert(&workflow.name, ());
                    order.push(&workflow.name);
                }
            }
            if order.len() == before {
                return order;
            }
        }
    }
}
