//! Where something stands, told so that edits elsewhere do not change it.

use super::{Block, Program, Step};
use crate::base::{Location, Span};

impl Program {
    /// The workflow and step that a place belongs to, `leads/assign_1`; the workflow alone, or
    /// `workspace`, or the title of a scenario, where it belongs to no step; nothing elsewhere.
    #[must_use]
    pub fn anchor(&self, place: Location) -> String {
        let workflow = self
            .workflows
            .iter()
            .find(|workflow| workflow.file == place.file && holds(workflow.span, place.span));
        if let Some(workflow) = workflow {
            let step = innermost(&workflow.body, place);
            return match step {
                Some(step) => format!("{}/{}", workflow.name, step.id),
                None => workflow.name.to_string(),
            };
        }
        let line = self.workspace.line.location;
        if line.file == place.file && self.workspace.declared && holds(line.span, place.span) {
            return "workspace".to_owned();
        }
        let scenario = self.scenarios.iter().rev().find(|scenario| {
            let at = scenario.location;
            at.file == place.file && at.span.start <= place.span.start
        });
        scenario.map(|scenario| format!("\"{}\"", scenario.title)).unwrap_or_default()
    }
}

const fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The step that a place belongs to, the deepest one. *Limits*: as deep as blocks nest.
fn innermost(block: &Block, place: Location) -> Option<&Step> {
    let around = block.steps.iter().find(|step| {
        let at = step.line.location;
        at.file == place.file && holds(at.span, place.span)
    })?;
    around.blocks().find_map(|block| innermost(block, place)).or(Some(around))
}
