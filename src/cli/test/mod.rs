//! `rondel test`: scenarios, tried out.

mod human;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;

use super::Exit;
use super::output::Output;
use super::program::{look_through, open_whole, say_errors};
use crate::compile::plans;
use crate::engine::Transcript;
use crate::project::{Problem, Project};
use crate::runtime::Workspace;
use crate::scenario::{Manner, test};
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
}

const EXAMPLES: &str = "\
Examples:
  rondel test                         every scenario below this folder
  rondel test examples/round_robin    those of one program
  rondel test --filter \"a lead\"       those that are called so

Exit codes: 0 everything was as expected, 1 something was not, 2 could not be done";

impl Test {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        let Some(projects) = open_whole(&self.paths, output) else { return Exit::Failed };
        let (mut passed, mut failed, mut exit) = (0_usize, 0_usize, Exit::Clean);
        for project in &projects {
            match self.project(project, output) {
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
        if failed > 0 { exit.max(Exit::Found) } else { exit }
    }

    /// How many passed and failed; none where the program has errors.
    fn project(
        &self,
        project: &Project,
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
        let workspace =
            Workspace::load(plans.workspace).map_err(|error| Problem::new(error.to_string()))?;
        for outcome in &outcomes {
            say(outcome, Transcript::new(workspace.zone().clone()), output);
        }
        let passed = outcomes.iter().filter(|outcome| outcome.passed()).count();
        Ok(Some((passed, outcomes.len() - passed)))
    }
}
