//! Programs that this build cannot run.

use std::fmt;

use crate::base::Name;
use crate::plan::WorkflowPlan;
use crate::runtime::unsupported;

/// A step that this build cannot run yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The workflow.
    pub workflow: Name,
    /// The step.
    pub step: Name,
    /// Its verb.
    pub verb: &'static str,
    /// The setting of it that cannot be run.
    pub setting: Option<&'static str>,
    /// Its file and line.
    pub source: Option<(Name, u32)>,
}

impl Refusal {
    /// What cannot be run, without its place.
    #[must_use]
    pub fn message(&self) -> String {
        match self.setting {
            Some(setting) => format!("this build cannot run `{setting}` of `{}` yet", self.verb),
            None => format!("this build cannot run `{}` yet", self.verb),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((file, line)) = &self.source {
            write!(f, "{file}:{line}: ")?;
        }
        f.write_str(&self.message())
    }
}

/// Every step of the plans that this build cannot run, in order of plans and steps. A program
/// with any is refused before its first event.
#[must_use]
pub fn refuse(plans: &[WorkflowPlan]) -> Vec<Refusal> {
    let steps = plans.iter().flat_map(|plan| plan.steps.iter().map(move |step| (plan, step)));
    let refusal = |(plan, step): (&WorkflowPlan, &crate::plan::Step)| {
        let why = unsupported(step)?;
        Some(Refusal {
            workflow: plan.name.clone(),
            step: step.id.clone(),
            verb: why.verb,
            setting: why.setting,
            source: step.source.clone(),
        })
    };
    steps.filter_map(refusal).collect()
}
