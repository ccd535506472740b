//! What is drawn of a changed workflow: the steps and lines of both sides, each once.

mod sides;

use std::collections::HashSet;

use super::model::{Change, WorkflowChange};
use crate::plan::{Step, WorkflowPlan};
use sides::Sides;

/// Steps of a workflow that is drawn whole.
const WHOLE: usize = 80;
/// Lines that pages still draw.
const MOST_LINES: usize = 400;
/// Steps of a chart.
const MOST_STEPS: usize = 200;

/// Something on a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Spot {
    /// Where a run begins.
    Begin,
    /// A step of the newer workflow, by its place.
    Step(usize),
    /// A step that is gone, by its place in the older one.
    Gone(usize),
    /// The run has ended.
    End,
    /// It has failed.
    Failed,
    /// It has timed out.
    TimedOut,
}

/// A step on a chart.
pub(super) struct Drawn<'a> {
    pub(super) spot: Spot,
    pub(super) step: &'a Step,
    pub(super) change: Option<Change>,
}

/// A line between two things; several outcomes share it.
pub(super) struct Line {
    pub(super) from: Spot,
    pub(super) to: Spot,
    /// Names of outcomes; the plain way on has none.
    pub(super) names: Vec<String>,
    /// Whether the program writes it.
    pub(super) written: bool,
    pub(super) change: Option<Change>,
}

/// A chart.
pub(super) struct Chart<'a> {
    pub(super) steps: Vec<Drawn<'a>>,
    pub(super) lines: Vec<Line>,
    /// Steps that are not drawn.
    pub(super) left_out: usize,
}

impl<'a> Chart<'a> {
    pub(super) fn new(
        old: Option<&'a WorkflowPlan>,
        new: Option<&'a WorkflowPlan>,
        told: &WorkflowChange,
    ) -> Self {
        let sides = Sides::new(old, new, told);
        let mut chart = Self { steps: sides.steps(), lines: sides.lines(), left_out: 0 };
        if chart.steps.len() > WHOLE {
            chart.keep_what_changed();
        }
        chart
    }

    /// Leaves out what has nothing to do with a change.
    fn keep_what_changed(&mut self) {
        let all = self.steps.len();
        let changed: HashSet<Spot> =
            self.steps.iter().filter(|one| one.change.is_some()).map(|one| one.spot).collect();
        self.lines.retain(|line| {
            line.change.is_some() || changed.contains(&line.from) || changed.contains(&line.to)
        });
        self.lines.truncate(MOST_LINES);
        let ends = self.lines.iter().flat_map(|line| [line.from, line.to]);
        let kept: HashSet<Spot> = ends.chain(changed).collect();
        self.steps.retain(|one| kept.contains(&one.spot));
        self.steps.truncate(MOST_STEPS);
        let drawn: HashSet<Spot> = self.steps.iter().map(|one| one.spot).collect();
        let is_drawn = |spot: Spot| match spot {
            Spot::Step(_) | Spot::Gone(_) => drawn.contains(&spot),
            Spot::Begin | Spot::End | Spot::Failed | Spot::TimedOut => true,
        };
        self.lines.retain(|line| is_drawn(line.from) && is_drawn(line.to));
        self.left_out = all - self.steps.len();
    }
}
