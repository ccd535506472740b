//! How the scenarios of the programs went, and what they cover.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::snapshot::Snapshot;
use crate::base::Name;
use crate::compile::plans;
use crate::engine::Transcript;
use crate::lint::Facts;
use crate::plan::Plans;
use crate::report::Palette;
use crate::runtime::Workspace;
use crate::scenario::coverage::{Coverage, Tally};
use crate::scenario::{Manner, Outcome, explain, test};

/// How the scenarios of a program went.
#[derive(Debug, Default)]
pub(super) struct Trial {
    /// Whether each passed, by workflow and title.
    pub(super) passed: BTreeMap<(Name, Name), bool>,
    /// Tenths of percent of the steps and outcomes of each workflow that were gone through.
    pub(super) covered: BTreeMap<Name, usize>,
}

/// The trials of all programs, in their order; none of a program that has errors or was not tried
/// yet.
pub(super) type Trials = Vec<Option<Arc<Trial>>>;

/// A scenario that was run, told.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) title: String,
    pub(super) passed: bool,
    /// What happened, as `rondel test` tells it.
    pub(super) transcript: String,
}

/// Runs every scenario of a program; none where it has errors.
pub(super) fn try_out(snapshot: &Snapshot) -> Option<Trial> {
    let view = snapshot.view();
    let checked = snapshot.checked();
    let plans = plans(&checked, view.sources)?;
    let outcomes = run(snapshot, &plans, |_, _| true).ok()?;
    let graphs = checked.graphs();
    let mut tally = Tally::of(&graphs);
    outcomes.iter().for_each(|outcome| tally.take(&graphs, outcome.records()));
    let facts = Facts::new(&checked.program, &graphs, view.sources);
    let coverage = Coverage::of(&facts, &tally);
    let shares = coverage
        .workflows
        .iter()
        .map(|one| (one.workflow.clone(), one.steps().and(one.outcomes()).tenths_of_percent()));
    Some(Trial {
        passed: outcomes
            .iter()
            .map(|one| ((one.workflow.clone(), one.title.clone()), one.passed()))
            .collect(),
        covered: shares.collect(),
    })
}

/// Runs the scenarios that are meant, and tells of each.
///
/// # Errors
/// A sentence, where the program has errors.
pub(super) fn run_told(
    snapshot: &Snapshot,
    meant: impl Fn(&str, &str) -> bool,
) -> Result<Vec<Told>, String> {
    let checked = snapshot.checked();
    let Some(plans) = plans(&checked, &snapshot.project.sources) else {
        return Err("the program has errors: mend them first".to_owned());
    };
    let outcomes = run(snapshot, &plans, meant)?;
    let zone = Workspace::load(plans.workspace).map_err(|error| error.to_string())?;
    let told = outcomes.iter().map(|outcome| Told {
        title: outcome.title.to_string(),
        passed: outcome.passed(),
        transcript: transcript(outcome, zone.zone()),
    });
    Ok(told.collect())
}

fn run(
    snapshot: &Snapshot,
    plans: &Plans,
    meant: impl Fn(&str, &str) -> bool,
) -> Result<Vec<Outcome>, String> {
    let view = snapshot.view();
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let manner = Manner { threads, fail_fast: false };
    test(view.program, plans, view.sources, manner, |one| meant(&one.workflow, &one.title))
        .map_err(|error| error.to_string())
}

/// What happened, and what was not as expected.
fn transcript(outcome: &Outcome, zone: &TimeZone) -> String {
    let mut transcript = Transcript::new(zone.clone());
    if !outcome.passed() {
        return explain(outcome, &mut transcript, Palette::PLAIN);
    }
    let told: Vec<String> = outcome.entries.iter().map(|entry| transcript.render(entry)).collect();
    told.join("\n")
}
