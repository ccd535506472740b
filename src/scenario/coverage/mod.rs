//! What the scenarios of a program went through, and what not.
//!
//! In: the graphs of a program and the records of its runs. Out: for every step, and for every
//! outcome that the program says something about, how often it was gone through; and of what was
//! not, whether any run can.

mod document;
mod follow;
mod goals;
mod lcov;
mod tally;

pub use document::{COVERAGE_VERSION, CoverageDocument, CoveredGoal, CoveredWorkflow, Reached};
pub use lcov::lcov;
pub use tally::Tally;

use crate::base::{Location, Name};
use crate::graph::StepGraph;
use crate::graph::draw::{Painting, Passed};
use crate::lint::{Facts, Flow, Passage, Passages};
use goals::{Aim, aims};

/// What the scenarios of a program went through.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// Each workflow, in order.
    pub workflows: Vec<Covered>,
}

/// What the scenarios went through of one workflow.
#[derive(Clone, Debug)]
pub struct Covered {
    /// Its name.
    pub workflow: Name,
    /// Where it begins.
    pub location: Location,
    /// How many runs of it there were.
    pub runs: u32,
    /// Everything there is to go through, in order of the source.
    pub goals: Vec<Goal>,
}

/// A step, or an outcome of one that the program says something about.
#[derive(Clone, Debug)]
pub struct Goal {
    /// The id of the step.
    pub step: Name,
    /// The outcome as it is written, `timeout 1h`; empty where it is the step itself.
    pub outcome: String,
    /// Where it stands.
    pub location: Location,
    /// How often it was gone through.
    pub times: u32,
    /// Whether no run can ever go through it.
    pub is_impossible: bool,
    /// Its edges in the graph, any of which will do.
    pub(in crate::scenario) edges: Vec<usize>,
}

/// How many goals there are, and how many were reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many were gone through.
    pub reached: usize,
    /// How many can be.
    pub all: usize,
}

impl Coverage {
    /// Looks at what was counted.
    #[must_use]
    pub fn of(facts: &Facts<'_, '_>, tally: &Tally) -> Self {
        let flows = facts.flows.iter().enumerate();
        Self { workflows: flows.map(|(at, flow)| covered(facts, flow, at, tally)).collect() }
    }

    /// How much of the steps was gone through.
    #[must_use]
    pub fn steps(&self) -> Share {
        self.workflows.iter().map(Covered::steps).fold(Share::default(), Share::and)
    }

    /// How much of the outcomes was gone through.
    #[must_use]
    pub fn outcomes(&self) -> Share {
        self.workflows.iter().map(Covered::outcomes).fold(Share::default(), Share::and)
    }
}

impl Covered {
    /// How much of the steps was gone through.
    #[must_use]
    pub fn steps(&self) -> Share {
        self.share(|goal| goal.outcome.is_empty())
    }

    /// How much of the outcomes was gone through.
    #[must_use]
    pub fn outcomes(&self) -> Share {
        self.share(|goal| !goal.outcome.is_empty())
    }

    /// What was not gone through although a run can.
    pub fn missing(&self) -> impl Iterator<Item = &Goal> {
        self.goals.iter().filter(|goal| goal.is_missing())
    }

    /// What no run can ever go through.
    pub fn impossible(&self) -> impl Iterator<Item = &Goal> {
        self.goals.iter().filter(|goal| goal.is_impossible)
    }

    /// Paints on a picture of the workflow what was gone through, and what not.
    pub fn paint(&self, graph: &StepGraph<'_>, painting: &mut Painting) {
        for goal in self.goals.iter().filter(|goal| goal.outcome.is_empty()) {
            let passed = match goal.times {
                0 if goal.is_impossible => Passed::Impossible,
                0 => Passed::Missed,
                times => Passed::Times(times),
            };
            let step = graph.find(&goal.step).and_then(|ix| painting.step_mut(graph, ix));
            if let Some(painted) = step {
                painted.passed = Some(passed);
            }
        }
    }

    fn share(&self, meant: impl Fn(&Goal) -> bool) -> Share {
        let possible = self.goals.iter().filter(|goal| meant(goal) && !goal.is_impossible);
        let one = |goal: &Goal| Share { reached: usize::from(goal.times > 0), all: 1 };
        possible.map(one).fold(Share::default(), Share::and)
    }
}

impl Goal {
    /// Whether nothing went through it although a run can.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        self.times == 0 && !self.is_impossible
    }
}

impl Share {
    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { reached: self.reached + other.reached, all: self.all + other.all }
    }

    /// Percent, rounded down to a tenth, so that only all of it is 100; of nothing, all of it is
    /// reached.
    #[must_use]
    pub fn tenths_of_percent(self) -> usize {
        (self.reached * 1000).checked_div(self.all).unwrap_or(1000)
    }
}

fn covered<'g, 'p>(
    facts: &Facts<'g, 'p>,
    flow: &Flow<'g, 'p>,
    at: usize,
    tally: &Tally,
) -> Covered {
    let graph = flow.graph;
    let passages = Passages::of(facts, flow);
    let goals = aims(graph).into_iter().map(|aim| {
        let Aim { step, edges, outcome, location } = aim;
        let (times, edges) = if edges.is_empty() {
            (tally.step(at, graph.ordinal_of(step)), into(graph, step))
        } else {
            (edges.iter().map(|edge| tally.edge(at, *edge)).sum(), edges)
        };
        let is_impossible = times == 0 && matches!(passages.over(&edges, &[]), Passage::Never);
        let step = graph.step(step).map(|step| step.id.clone()).unwrap_or_default();
        Goal { step, outcome, location, times, is_impossible, edges }
    });
    let workflow = graph.workflow();
    Covered {
        workflow: workflow.name.clone(),
        location: workflow.location,
        runs: tally.begun(at),
        goals: goals.collect(),
    }
}

/// The edges that lead to a step.
fn into(graph: &StepGraph<'_>, step: crate::graph::StepIx) -> Vec<usize> {
    let edges = (0..graph.edge_count()).filter_map(|edge| graph.going(edge));
    let to = crate::graph::Node::Step(step);
    edges.filter(|going| going.to == to).map(|going| going.index).collect()
}
