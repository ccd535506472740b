//! Scenarios for what no scenario goes through yet.
//!
//! In: a program and the coverage of its scenarios. Out: for everything that is missing, the lines
//! of a scenario that goes there. Each was played, and is offered only if a run went where it
//! should; what nobody could bring about is said to be a gap.

mod expects;
mod pattern;
mod plot;
mod script;
mod search;
mod stage;
mod trial;
mod wishes;

use crate::base::{FileId, Name};
use crate::format::format;
use crate::lint::{Facts, Passage, Passages};
use crate::plan::Plans;
use crate::runtime::Unpublishable;

use super::coverage::{Coverage, Covered, Goal, Tally};
use super::play::BEGINNING;
use search::{Found, Search};
use stage::Stage;
use trial::{Trial, written};

/// A scenario that goes where none goes yet, or why there is none.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The workflow it tries.
    pub workflow: Name,
    /// What it is for.
    pub goal: Goal,
    /// What it says.
    pub offer: Offer,
}

/// What can be said of a goal.
#[derive(Clone, Debug)]
pub enum Offer {
    /// A whole scenario, in the layout of the language.
    Scenario(String),
    /// The lines that come as near to it as was found, and what is missing.
    Gap {
        /// The beginning of a scenario; empty where not even that was found.
        lines: Vec<String>,
        /// What is missing, in words.
        why: String,
        /// How much else is missing that no run comes to but through this.
        behind: usize,
    },
}

/// Steps that a search goes through before it is given up, so that it ends in reasonable time also
/// where thousands of steps are missing. A scenario that is tried goes through all of its program.
pub const MOST_STEPS: usize = 8_000_000;

/// Scenarios for what is missing.
#[derive(Clone, Debug, Default)]
pub struct Suggestions {
    /// Those that were looked for, in order.
    pub found: Vec<Suggestion>,
    /// How much else is missing that was not looked for.
    pub left: usize,
}

/// A scenario for everything that is missing, in order. What one of them goes through on its way
/// needs no other, and what lies behind a gap is told with it.
///
/// *Limits*: what is still missing when the search has gone through `most` steps is only counted.
///
/// # Errors
/// When the plans cannot be run.
pub fn suggest(
    facts: &Facts<'_, '_>,
    plans: &Plans,
    coverage: &Coverage,
    most: usize,
) -> Result<Suggestions, Unpublishable> {
    let trial = Trial::new(facts, plans, most)?;
    let mut all = Suggestions::default();
    let mut tally = trial.tally();
    each(facts, &trial, coverage, &mut |search, covered| {
        let mut own = Own { covered, titles: titles(facts, covered), found: Vec::new(), left: 0 };
        // Behind an outcome that is tried stands mostly what else is missing.
        let (outcomes, steps): (Vec<&Goal>, Vec<&Goal>) =
            covered.missing().partition(|goal| !goal.outcome.is_empty());
        for goal in outcomes.into_iter().chain(steps) {
            own.look(search, goal, &mut tally);
        }
        all.found.append(&mut own.found);
        all.left += own.left;
    });
    Ok(all)
}

/// What is given and happens in a scenario that goes through something that none goes through.
#[derive(Clone, Debug, Default)]
pub struct Advice {
    /// The lines; none where nothing was found.
    pub lines: Vec<String>,
    /// Whether no run comes there but through an outcome that is missing, too.
    pub is_behind: bool,
    /// Whether it was not looked for, since the search had gone on for long enough.
    pub is_left: bool,
}

/// What input would reach each thing that is missing, in the order of [`Covered::missing`], by
/// workflows.
///
/// *Limits*: what is still missing when the search has gone through `most` steps is not looked for.
///
/// # Errors
/// When the plans cannot be run.
pub fn advise(
    facts: &Facts<'_, '_>,
    plans: &Plans,
    coverage: &Coverage,
    most: usize,
) -> Result<Vec<Vec<Advice>>, Unpublishable> {
    let trial = Trial::new(facts, plans, most)?;
    let mut all = Vec::new();
    each(facts, &trial, coverage, &mut |search, covered| {
        let goals: Vec<&Goal> = covered.missing().collect();
        let is_step = |at: &usize| goals.get(*at).is_some_and(|goal| goal.outcome.is_empty());
        let (steps, outcomes): (Vec<usize>, Vec<usize>) = (0..goals.len()).partition(is_step);
        let edges = outcomes.iter().filter_map(|at| goals.get(*at));
        let edges: Vec<usize> = edges.flat_map(|goal| goal.edges.iter().copied()).collect();
        let mut own = vec![Advice::default(); goals.len()];
        let mut found = Vec::new();
        // The ways to the outcomes go through most of the steps.
        for at in outcomes.into_iter().chain(steps) {
            if let (Some(goal), Some(place)) = (goals.get(at), own.get_mut(at)) {
                *place = advice(search, covered, goal, &edges, &mut found);
            }
        }
        all.push(own);
    });
    Ok(all)
}

/// What input would reach a goal; of a step behind a missing outcome, that which was `found` to go
/// through it already.
fn advice(
    search: &Search<'_, '_, '_>,
    covered: &Covered,
    goal: &Goal,
    outcomes: &[usize],
    found: &mut Vec<(Vec<String>, Box<Tally>)>,
) -> Advice {
    let without = || search.over(&goal.edges, outcomes);
    let is_behind = goal.outcome.is_empty() && matches!(without(), Passage::Never);
    let goes_there = |(_, gone): &&(Vec<String>, Box<Tally>)| search.is_reached(gone, goal);
    if let Some((lines, _)) = found.iter().filter(|_| is_behind).find(goes_there) {
        return Advice { lines: lines.clone(), is_behind, is_left: false };
    }
    let (lines, is_left) = match search.find(covered, goal) {
        Found::Lines { input, gone, .. } => {
            found.push((input.clone(), gone));
            (input, false)
        }
        Found::Gap { .. } => (Vec::new(), false),
        Found::Left => (Vec::new(), true),
    };
    Advice { lines, is_behind, is_left }
}

/// Calls `visit` for every workflow.
fn each<'a, 'g, 'p>(
    facts: &'a Facts<'g, 'p>,
    trial: &'a Trial<'a, 'g, 'p>,
    coverage: &'a Coverage,
    visit: &mut dyn FnMut(&Search<'_, 'g, 'p>, &'a Covered),
) {
    let published = trial.published();
    for ((at, flow), covered) in facts.flows.iter().enumerate().zip(&coverage.workflows) {
        let Some(workflow) = published.workflow(&covered.workflow) else { continue };
        let workspace = published.workspace();
        let (program, graph, begins) = (facts.program, flow.graph, BEGINNING);
        let stage = Stage { program, workspace, workflow, graph, begins };
        let passages = Passages::of(facts, flow);
        visit(&Search { at, graph, passages, stage, trial }, covered);
    }
}

/// The suggestions for one workflow.
struct Own<'a> {
    covered: &'a Covered,
    /// Titles that are taken.
    titles: Vec<Name>,
    found: Vec<Suggestion>,
    /// How much was not looked for.
    left: usize,
}

impl Own<'_> {
    fn look(&mut self, search: &Search<'_, '_, '_>, goal: &Goal, tally: &mut Tally) {
        if search.is_reached(tally, goal) {
            return;
        }
        if search.trial.is_over() {
            self.left += 1;
            return;
        }
        if self.is_behind(search, goal) {
            return;
        }
        let offer = match search.find(self.covered, goal) {
            Found::Lines { told, gone, .. } => {
                tally.add(&gone);
                let title = self.title(goal);
                let text = written(&self.covered.workflow, &title, &told);
                // A long line is broken as `rondel fmt` breaks it.
                Offer::Scenario(format(FileId(0), &text).text)
            }
            Found::Gap { lines, why } => Offer::Gap { lines, why, behind: 0 },
            Found::Left => {
                self.left += 1;
                return;
            }
        };
        let (workflow, goal) = (self.covered.workflow.clone(), goal.clone());
        self.found.push(Suggestion { workflow, goal, offer });
    }

    /// Whether no run comes to a goal but through a gap; if so, it is counted there.
    fn is_behind(&mut self, search: &Search<'_, '_, '_>, goal: &Goal) -> bool {
        let gaps = self.found.iter_mut().filter_map(|one| match &mut one.offer {
            Offer::Gap { behind, .. } => Some((behind, &one.goal.edges)),
            Offer::Scenario(_) => None,
        });
        for (behind, edges) in gaps {
            if matches!(search.over(&goal.edges, edges), Passage::Never) {
                *behind += 1;
                return true;
            }
        }
        false
    }

    /// What the scenario for a goal is called.
    fn title(&mut self, goal: &Goal) -> Name {
        let plain = match goal.outcome.as_str() {
            "" => format!("{} is reached", goal.step),
            outcome => format!("{}: {outcome}", goal.step),
        };
        let numbered = (2..).map(|number| format!("{plain} ({number})"));
        let mut names = std::iter::once(plain.clone()).chain(numbered).map(Name::from);
        let title = names.find(|name| !self.titles.contains(name)).unwrap_or_default();
        self.titles.push(title.clone());
        title
    }
}

/// The titles of the scenarios that a workflow has.
fn titles(facts: &Facts<'_, '_>, covered: &Covered) -> Vec<Name> {
    let scenarios = facts.program.scenarios.iter();
    let own = scenarios.filter(|scenario| scenario.workflow == covered.workflow);
    own.map(|scenario| scenario.title.clone()).collect()
}
