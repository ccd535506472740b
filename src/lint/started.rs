//! What a workflow does, also by the workflows it starts.

use super::facts::Facts;
use crate::base::{Map, Name};
use crate::graph::StepGraph;
use crate::program::{Kind, Step};
use crate::vocabulary::{self as decl, Core, Effect, Waits};

/// The workflows that can open a conversation: with a step that does, or with one that starts such
/// a workflow.
#[derive(Debug)]
pub(super) struct Opening<'p>(Map<&'p Name, ()>);

impl<'p> Opening<'p> {
    /// Looks through a program.
    pub(super) fn of(facts: &Facts<'_, 'p>) -> Self {
        let mut found: Map<&'p Name, ()> = Map::default();
        // A workflow that only starts others is found one round after the last of those.
        loop {
            let before = found.len();
            for flow in &facts.flows {
                let workflow = flow.graph.workflow();
                if found.contains_key(&workflow.name) {
                    continue;
                }
                let opens = |decl: &decl::Step| decl.effects.contains(&Effect::OpensConversation);
                let meant = |decl: &decl::Step| decl.core == Core::Start || opens(decl);
                let does = |step: &Step| {
                    opens(step.decl)
                        || matches!(&step.kind, Kind::Start { workflow } if found.contains_key(&workflow.0))
                };
                if flow.graph.steps_of(meant).any(|(_, step)| does(step)) {
                    found.insert(&workflow.name, ());
                }
            }
            if found.len() == before {
                return Self(found);
            }
        }
    }

    /// Whether a workflow is one of them.
    pub(super) fn has(&self, workflow: &Name) -> bool {
        self.0.contains_key(workflow)
    }
}

impl<'p> Facts<'_, 'p> {
    /// Whether a workflow runs only where others start it and wait for its end: whatever becomes
    /// of it, they hear of it.
    pub(super) fn is_waited_for(&self, graph: &StepGraph<'p>) -> bool {
        let workflow = graph.workflow();
        let starts = |step: &&Step| matches!(&step.kind, Kind::Start { workflow: other } if other.0 == workflow.name);
        let graphs = self.flows.iter().map(|flow| flow.graph);
        let all = graphs.flat_map(|graph| graph.steps_of(|decl| decl.core == Core::Start));
        let mut starting = all.map(|(_, step)| step).filter(starts).peekable();
        let waits = |step: &Step| matches!(step.decl.waits, Waits::IfSet(word) if step.line.setting(word).is_some());
        workflow.triggers.iter().all(|trigger| trigger.decl.by_hand)
            && starting.peek().is_some()
            && starting.all(waits)
    }
}
