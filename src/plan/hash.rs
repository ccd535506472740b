//! What a plan is known by: the hash of its content.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::{PLAN_VERSION, WorkflowPlan, WorkspacePlan};
use crate::base::as_text;

/// The BLAKE3 hash of a plan's content. Two plans of the same hash do the same; where their steps
/// stand in the source, comments and layout have no part in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanHash([u8; 32]);

impl PlanHash {
    /// Of a workflow.
    #[must_use]
    pub fn of_workflow(plan: &WorkflowPlan) -> Self {
        let mut content = plan.clone();
        for step in &mut content.steps {
            step.source = None;
        }
        Self::of("workflow", &content)
    }

    /// Of a workspace.
    #[must_use]
    pub fn of_workspace(plan: &WorkspacePlan) -> Self {
        Self::of("workspace", plan)
    }

    fn of(what: &str, content: &impl Serialize) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(format!("rondel plan {PLAN_VERSION} {what}\n").as_bytes());
        // Plans hold nothing that JSON cannot say, and a hasher takes every byte.
        let written = serde_json::to_writer(&mut hasher, content);
        debug_assert!(written.is_ok(), "a plan that JSON cannot say");
        Self(*hasher.finalize().as_bytes())
    }
}

impl fmt::Display for PlanHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for PlanHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PlanHash({self})")
    }
}

impl FromStr for PlanHash {
    type Err = ();

    /// Reads 64 hexadecimal digits.
    fn from_str(text: &str) -> Result<Self, ()> {
        blake3::Hash::from_hex(text).map(|hash| Self(*hash.as_bytes())).map_err(|_| ())
    }
}

as_text!(PlanHash, "64 hexadecimal digits");
