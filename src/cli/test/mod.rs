//! `rondel test`: scenarios, tried out.

mod coverage;
mod human;
mod suggest;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;

use super::Exit;
use super::output::Output;
use super::program::{look_through, open_whole, say_errors};
use crate::compile::plans;
use crate::engine::Transcript;
use crate::lint::Facts;
use crate::project::{Problem, Project};
use crate::runtime::Workspace;
use crate::scenario::coverage::{Coverage, Tally};
use crate::scenario::{Manner, test};
use coverage::{Form, Measured, all_of, percent, tell};
use human::say;

/// Try out the scenarios of workflows
///
/// Every scenario of the programs is played: what is `given` and happens (`when`) in it, on a clock
/// of its own, while nothing leaves the machine. The whole program takes part; labels and ends are
/// those of the workflow that the scenario names.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Test {
    /// Folders of programs, or files of them
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Only scenarios whose title or workflow holds this text
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,

    /// Show which steps and outcomes the scenarios went through
    ///
    /// Outcomes are those that a program says something about: its blocks, options and branches.
    /// With `lcov` and `json` the coverage is all that is printed, and how scenarios went goes to
    /// standard error.
    #[arg(long, value_enum, value_name = "FORM")]
    coverage: Option<Form>,

    /// Fail when less than so many percent of steps and outcomes were gone through
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_coverage: Option<u8>,

    /// Write a scenario for everything that none goes through
    ///
    /// Each was played before it is printed. What no line of a scenario brings about is printed as a
    /// comment. How the scenarios went goes to standard error.
    #[arg(long, conflicts_with = "coverage")]
    suggest: bool,
}

const EXAMPLES: &str = "\
Examples:
  rondel test                         every scenario below this folder
  rondel test examples/round_robin    those of one program
  rondel test --filter \"a lead\"       those that are called so
  rondel test --coverage text         what they go through, and what not
  rondel test --coverage lcov > lcov.info
  rondel test --min-coverage 90       fail when a tenth is not tried

Exit codes: 0 everything was as expected, 1 something was not, 2 could not be done";

impl Test {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        let Some(projects) = open_whole(&self.paths, output) else { return Exit::Failed };
        let (mut passed, mut failed, mut exit) = (0_usize, 0_usize, Exit::Clean);
        let mut measured = Vec::new();
        for project in &projects {
            match self.project(project, &mut measured, output) {
                Ok(Some((good, bad))) => {
                    passed += good;
                    failed += bad;
                }
                Ok(None) => exit = exit.max(Exit::Found),
                Err(problem) => {
                    output.problem(&problem);
                    return Exit::Failed;
                }
            }
        }
        let plural = if passed + failed == 1 { "scenario" } else { "scenarios" };
        let total = passed + failed;
        match (total, failed) {
            (0, _) if exit != Exit::Clean => {}
            (0, _) => output.remark("no scenarios\n"),
            (_, 0) => output.remark(&format!("{total} {plural} passed\n")),
            _ => output.remark(&format!("{total} {plural}: {passed} passed, {failed} failed\n")),
        }
        if let Some(form) = self.coverage {
            tell(form, &measured, output);
        }
        if let Some(least) = self.min_coverage {
            let share = all_of(&measured);
            if share.tenths_of_percent() < usize::from(least) * 10 {
                let share = percent(share);
                output.remark(&format!("{share} covered, {least} % are asked for\n"));
                exit = exit.max(Exit::Found);
            }
        }
        if failed > 0 { exit.max(Exit::Found) } else { exit }
    }

    /// Whether anybody asks what scenarios go through.
    const fn measures(&self) -> bool {
        self.coverage.is_some() || self.min_coverage.is_some() || self.suggest
    }

    /// How many passed and failed; none where the program has errors.
    fn project<'a>(
        &self,
        project: &'a Project,
        measured: &mut Vec<Measured<'a>>,
        output: &mut Output,
    ) -> Result<Option<(usize, usize)>, Problem> {
        let checked = look_through(project);
        if say_errors(project, checked.reports.clone(), output) {
            return Ok(None);
        }
        let Some(plans) = plans(&checked, &project.sources) else { return Ok(None) };
        let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let meant = |scenario: &crate::program::Scenario| {
            let filter = self.filter.as_deref().unwrap_or_default();
            scenario.title.contains(filter) || scenario.workflow.contains(filter)
        };
        let manner = Manner { threads };
        let outcomes = test(&checked.program, &plans, &project.sources, manner, meant);
        let outcomes = outcomes.map_err(|error| Problem::new(error.to_string()))?;
        if self.measures() {
            let graphs = checked.graphs();
            let mut tally = Tally::of(&graphs);
            outcomes.iter().for_each(|outcome| tally.take(&graphs, &outcome.records));
            let facts = Facts::new(&checked.program, &graphs, &project.sources);
            let coverage = Coverage::of(&facts, &tally);
            if self.suggest {
                let found = crate::scenario::suggest::suggest(&facts, &plans, &coverage);
                let found = found.map_err(|error| Problem::new(error.to_string()))?;
                suggest::print(&found, output);
            }
            measured.push((coverage, &project.sources));
        }
        let workspace =
            Workspace::load(plans.workspace).map_err(|error| Problem::new(error.to_string()))?;
        for outcome in &outcomes {
            say(outcome, Transcript::new(workspace.zone().clone()), output);
        }
        let passed = outcomes.iter().filter(|outcome| outcome.passed()).count();
        Ok(Some((passed, outcomes.len() - passed)))
    }
}
