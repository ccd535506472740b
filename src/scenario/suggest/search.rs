//! The search for lines after which a run goes where it should.

use super::expects::expects;
use super::plot::plot;
use super::script::Script;
use super::stage::Stage;
use super::trial::{Played, Trial};
use crate::graph::{Route, StepGraph, Way};
use crate::lint::{Demands, Passage, Passages};
use crate::scenario::coverage::{Covered, Goal, Tally};
use crate::vocabulary::Cause;

/// Ways that are tried to one goal before it is given up.
const MOST_WAYS: usize = 6;

/// Outcomes that are named of those that nobody can foresee: the last ones, next to the goal.
const MOST_NAMED: usize = 3;

/// How much longer a step takes to play than to pass in the search for a way.
const STEPS_OF_A_PLAY: usize = 32;

/// The search for a scenario of one workflow.
pub(super) struct Search<'a, 'g, 'p> {
    /// The place of the workflow among all.
    pub(super) at: usize,
    pub(super) graph: &'g StepGraph<'p>,
    pub(super) passages: Passages<'a, 'g, 'p>,
    pub(super) stage: Stage<'a, 'p>,
    pub(super) trial: &'a Trial<'a, 'g, 'p>,
}

/// What was found.
pub(super) enum Found {
    /// Lines after which a run goes there, what should come of them, and where runs went.
    Lines {
        /// What is given and happens.
        input: Vec<String>,
        /// The same, with what should come of it.
        told: Vec<String>,
        /// Where runs went.
        gone: Box<Tally>,
    },
    /// None.
    Gap {
        /// The lines that come near to it.
        lines: Vec<String>,
        /// What is missing, in words.
        why: String,
    },
    /// It was not looked for to the end, since the search had gone on for long enough.
    Left,
}

impl<'g, 'p> Search<'_, 'g, 'p> {
    /// Whether a goal was gone through.
    pub(super) fn is_reached(&self, tally: &Tally, goal: &Goal) -> bool {
        goal.edges.iter().any(|edge| tally.edge(self.at, *edge) > 0)
    }

    /// The shortest way over one of some edges that goes over none of others.
    pub(super) fn over(&self, edges: &[usize], avoiding: &[usize]) -> Passage<'g, 'p> {
        self.trial.spend(self.graph.edge_count() / STEPS_OF_A_PLAY + 1);
        self.passages.over(edges, avoiding)
    }

    /// Tries way after way; each that leads elsewhere is passed over where nobody could foresee it.
    pub(super) fn find(&self, covered: &Covered, goal: &Goal) -> Found {
        if self.trial.is_over() {
            return Found::Left;
        }
        // As long as there is a way on which nothing goes wrong, that is the one to show.
        let mut avoided = self.upsets();
        let leads = |avoided: &[usize]| !matches!(self.over(&goal.edges, avoided), Passage::Never);
        if !leads(&avoided) {
            avoided.retain(|edge| !goal.edges.contains(edge));
        }
        if !leads(&avoided) {
            avoided.clear();
        }
        let mut nearest: Option<(Script, Route<'g, 'p>)> = None;
        for _ in 0..MOST_WAYS {
            if self.trial.is_over() {
                return Found::Left;
            }
            let (Passage::Way(route) | Passage::Perhaps(route)) = self.over(&goal.edges, &avoided)
            else {
                break;
            };
            for changes in [false, true] {
                let Some(script) = plot(self.stage, &route, changes) else { continue };
                if let Some(found) = self.perform(covered, goal, &script) {
                    return found;
                }
                nearest.get_or_insert_with(|| (script, route.clone()));
            }
            let Some(edge) = self.doubtful(&route, goal) else { break };
            avoided.push(edge);
        }
        let why = match &nearest {
            Some((_, route)) => self.open(route),
            None => "no line of a scenario brings it about".to_owned(),
        };
        let lines = nearest.map(|(script, _)| script.lines()).unwrap_or_default();
        Found::Gap { lines, why }
    }

    /// The edges on which something goes wrong.
    fn upsets(&self) -> Vec<usize> {
        let graph = self.graph;
        let edges = (0..graph.edge_count()).filter_map(|edge| graph.going(edge));
        let upset = edges.filter(|going| {
            let Way::Outcome { decl, .. } = going.edge.way else { return false };
            match decl.by {
                Cause::Choice | Cause::Owner | Cause::Status | Cause::Assistant => false,
                Cause::Misfits
                | Cause::Time
                | Cause::Refusal
                | Cause::SheetRefusal
                | Cause::Nobody
                | Cause::NoAnswer
                | Cause::NoAssistant
                | Cause::Unfit
                | Cause::Repetition
                | Cause::NotStarted => true,
            }
        });
        upset.map(|going| going.index).collect()
    }

    /// Plays the lines, and with what came of them; none where they lead elsewhere.
    fn perform(&self, covered: &Covered, goal: &Goal, script: &Script) -> Option<Found> {
        let input = script.lines();
        let play = |lines: &[String]| self.trial.play(&covered.workflow, lines);
        let Played { counts, told: happened, gone } =
            play(&input).filter(|played| self.is_reached(&played.gone, goal))?;
        let told = expects(self.stage, &input, &counts, &happened);
        let told = self.trial.without_misses(&covered.workflow, told);
        // Expectations that do not hold when it is played again would be worse than none.
        let holds = play(&told).is_some_and(|again| self.is_reached(&again.gone, goal));
        let told = if holds { told } else { input.clone() };
        Some(Found::Lines { input, told, gone: gone.into() })
    }

    /// An edge that leads elsewhere for a reason that nobody can foresee, or the last one before
    /// the goal that another way could go around.
    fn doubtful(&self, route: &Route<'g, 'p>, goal: &Goal) -> Option<usize> {
        let open = Demands::of(self.graph, route).map(|demands| demands.open);
        let edges = open.unwrap_or_default().into_iter().filter_map(|at| route.get(at));
        let others = route.iter().rev().skip(1);
        let mut all = edges.chain(others).map(|going| going.index);
        all.find(|edge| {
            let rest = || self.over(&goal.edges, &[*edge]);
            !goal.edges.contains(edge) && !matches!(rest(), Passage::Never)
        })
    }

    /// What nobody can foresee on a way, in words.
    fn open(&self, route: &Route<'g, 'p>) -> String {
        let demands = Demands::of(self.graph, route).unwrap_or_default();
        let graph = self.graph;
        let open = demands.open.iter().filter_map(|at| route.get(*at));
        let ids = open.filter_map(|going| {
            let step = graph.step_at(going.from)?;
            Some(format!("`{}` of `{}`", going.edge, step.id))
        });
        let ids: Vec<String> = ids.collect();
        let (before, last) = ids.split_at(ids.len().saturating_sub(MOST_NAMED));
        match (last, before.len()) {
            ([], _) => "a run goes elsewhere".to_owned(),
            (ids, 0) => format!("what makes {} happen", ids.join(" and ")),
            (ids, more) => {
                format!("what makes {} happen, and {more} more before", ids.join(" and "))
            }
        }
    }
}
