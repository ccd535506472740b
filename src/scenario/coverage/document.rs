//! Coverage for programs: one versioned document, complete and in a stable order.

use serde::Serialize;

use super::{Coverage, Covered, Goal, Share};
use crate::base::Sources;
use crate::scenario::suggest::Advice;

/// The version of the form; it rises when a key changes its meaning or goes away.
pub const COVERAGE_VERSION: u32 = 1;

/// What scenarios went through, and what not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CoverageDocument {
    /// The version of this form.
    pub version: u32,
    /// How many of all steps were come to.
    pub steps: Reached,
    /// How many of all outcomes were taken.
    pub outcomes: Reached,
    /// Each workflow, in order.
    pub workflows: Vec<CoveredWorkflow>,
}

/// How much of something was gone through. What no run can go through is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reached {
    /// How many were gone through.
    pub reached: usize,
    /// How many there are.
    pub all: usize,
}

/// A workflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CoveredWorkflow {
    /// Its name.
    pub workflow: String,
    /// The file, as it was named on the command line.
    pub file: String,
    /// How many runs of it there were.
    pub runs: u32,
    /// How many of its steps were come to.
    pub steps: Reached,
    /// How many of its outcomes were taken.
    pub outcomes: Reached,
    /// Everything there is to go through, in order of the source.
    pub goals: Vec<CoveredGoal>,
}

/// A step, or an outcome of one that the program says something about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CoveredGoal {
    /// The id of the step.
    pub step: String,
    /// The outcome as it is written, such as `timeout 1h`; none where it is the step itself.
    pub outcome: Option<String>,
    /// The line where it stands, from 1.
    pub line: u32,
    /// How often it was gone through.
    pub times: u32,
    /// Whether any run can go through it.
    pub possible: bool,
    /// Lines of a scenario after which a run goes through it; empty where one does already, or
    /// where no lines were found.
    pub input: Vec<String>,
}

impl CoverageDocument {
    /// The coverage of programs, each with its texts.
    #[must_use]
    pub fn new<'a>(
        programs: impl IntoIterator<Item = (&'a Coverage, &'a [Vec<Advice>], &'a Sources)>,
    ) -> Self {
        let (mut steps, mut outcomes) = (Share::default(), Share::default());
        let mut workflows = Vec::new();
        for (coverage, advice, sources) in programs {
            steps = steps.and(coverage.steps());
            outcomes = outcomes.and(coverage.outcomes());
            for (at, one) in coverage.workflows.iter().enumerate() {
                workflows.push(workflow(one, advice.get(at).map_or(&[], Vec::as_slice), sources));
            }
        }
        let (steps, outcomes) = (steps.into(), outcomes.into());
        Self { version: COVERAGE_VERSION, steps, outcomes, workflows }
    }

    /// The document as text, with a line end at its end.
    #[must_use]
    pub fn render(&self) -> String {
        // Nothing in it can fail to be written: its keys are fixed and its numbers whole.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl From<Share> for Reached {
    fn from(share: Share) -> Self {
        Self { reached: share.reached, all: share.all }
    }
}

fn workflow(covered: &Covered, advice: &[Advice], sources: &Sources) -> CoveredWorkflow {
    let source = sources.get(covered.location.file);
    let mut advice = advice.iter();
    let mut input = |goal: &Goal| match goal.is_missing() {
        true => advice.next().map(|advice| advice.lines.clone()).unwrap_or_default(),
        false => Vec::new(),
    };
    let goal = |goal: &Goal| CoveredGoal {
        input: input(goal),
        step: goal.step.to_string(),
        outcome: (!goal.outcome.is_empty()).then(|| goal.outcome.clone()),
        line: source.map_or(0, |source| source.line_of(goal.location.span.start)),
        times: goal.times,
        possible: !goal.is_impossible,
    };
    CoveredWorkflow {
        workflow: covered.workflow.to_string(),
        file: source.map(|source| source.name().to_owned()).unwrap_or_default(),
        runs: covered.runs,
        steps: covered.steps().into(),
        outcomes: covered.outcomes().into(),
        goals: covered.goals.iter().map(goal).collect(),
    }
}
