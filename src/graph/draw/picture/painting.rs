//! What is painted on a picture besides the workflow itself: plain data, for whoever knows it.

use crate::base::Location;
use crate::graph::{StepGraph, StepIx};
use crate::program::Step;
use crate::report::{Report, Severity};

/// What is painted on the steps of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Painting {
    steps: Vec<Painted>,
}

/// What is painted on a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Painted {
    /// Whether runs went through it; none where nobody counted.
    pub passed: Option<Passed>,
    /// What was found there.
    pub findings: Vec<Finding>,
    /// Whether it is where one looks, or where a run is.
    pub is_current: bool,
}

/// Whether runs went through a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// So many times.
    Times(u32),
    /// Never, although some can.
    Missed,
    /// Never, and none can.
    Impossible,
}

/// Something that was found at a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What is said.
    pub message: String,
}

impl Painting {
    /// Nothing painted yet.
    #[must_use]
    pub fn new(graph: &StepGraph<'_>) -> Self {
        Self { steps: vec![Painted::default(); graph.len()] }
    }

    /// What is painted on a step, to be changed; none for a step of another graph.
    pub fn step_mut(&mut self, graph: &StepGraph<'_>, ix: StepIx) -> Option<&mut Painted> {
        self.steps.get_mut(graph.ordinal_of(ix))
    }

    /// Paints findings on the steps they stand in, each on the innermost one. What is said of the
    /// workflow as a whole, as a broken promise is, is painted on the last step of the way on which
    /// it happens. Where there is none either, it is left out.
    pub fn find<'r>(
        &mut self,
        graph: &StepGraph<'_>,
        reports: impl IntoIterator<Item = &'r Report>,
    ) {
        let workflow = graph.workflow();
        for report in reports {
            let at = report.location();
            if at.file != workflow.file || !workflow.span.holds(at.span) {
                continue;
            }
            let mut way = report.path.iter().rev();
            let found = innermost(graph, at)
                .or_else(|| way.find_map(|passed| innermost(graph, passed.location)));
            if let Some(painted) = found.and_then(|ix| self.step_mut(graph, ix)) {
                let message = report.message.clone();
                painted.findings.push(Finding { severity: report.severity, message });
            }
        }
    }

    /// Whether anybody counted.
    pub(in crate::graph::draw) fn is_counted(&self) -> bool {
        self.steps.iter().any(|painted| painted.passed.is_some())
    }

    /// Whether anything was found.
    pub(in crate::graph::draw) fn is_found(&self) -> bool {
        self.steps.iter().any(|painted| !painted.findings.is_empty())
    }

    pub(super) fn at(&self, ordinal: usize) -> Option<&Painted> {
        self.steps.get(ordinal)
    }
}

/// The innermost step in which a place stands.
fn innermost(graph: &StepGraph<'_>, at: Location) -> Option<StepIx> {
    let holds = |(_, step): &(StepIx, &Step)| {
        let whole = step.line.location;
        whole.file == at.file
            && whole.span.start <= at.span.start
            && at.span.start < whole.span.end.max(whole.span.start + 1)
    };
    graph.steps().filter(holds).last().map(|(ix, _)| ix)
}

impl Painted {
    /// How much the worst finding matters.
    pub(super) fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).min()
    }
}
