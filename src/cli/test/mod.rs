//! `rondel test`: scenarios, tried out.

mod coverage;
mod human;
mod junit;
mod suggest;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::tz::TimeZone;

use super::Exit;
use super::output::Output;
use super::program::{look_through, open_whole, say_errors};
use crate::base::{fold, nearest};
use crate::compile::{Checked, plans};
use crate::lint::Facts;
use crate::plan::Plans;
use crate::program::Scenario;
use crate::project::{Problem, Project};
use crate::runtime::Workspace;
use crate::scenario::coverage::{Coverage, Tally};
use crate::scenario::suggest::{MOST_STEPS, Suggestions, advise, suggest};
use crate::scenario::{Counts, Manner, Outcome, Results, Tried, VERSION, test};

use coverage::{Form, Measured, percent, whole};

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

    /// Only scenarios whose title or workflow holds this text; case does not matter
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,

    /// Stop at the first that fails, in the order of the programs
    #[arg(long)]
    fail_fast: bool,

    /// How it is told
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Human)]
    format: Format,

    /// Tell which steps and outcomes the scenarios went through, and what input reaches the others
    ///
    /// Outcomes are those that a program says something about: its blocks, options and branches.
    /// `lcov` and `json` are all that is printed then; how the scenarios went goes to standard error.
    #[arg(long, value_enum, value_name = "FORM")]
    coverage: Option<Form>,

    /// Fail when less than so many percent of steps and outcomes were gone through
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_coverage: Option<u8>,

    /// Write a scenario for everything that none goes through
    ///
    /// Each was played before it is printed. What was not found to be brought about by any lines is
    /// printed as a comment. How the scenarios went goes to standard error.
    #[arg(long, conflicts_with = "coverage")]
    suggest: bool,
}

const EXAMPLES: &str = "\
Examples:
  rondel test                              every scenario below this folder
  rondel test examples/round_robin         those of one program
  rondel test --filter \"a lead\"            those that are called so
  rondel test --format junit > tests.xml   for a build server
  rondel test --coverage text              what they go through, and what not
  rondel test --coverage lcov > lcov.info  the same for an editor
  rondel test --min-coverage 90            fail when more than a tenth is not tried
  rondel test --suggest > more.rondel      scenarios for what is not tried

Exit codes: 0 everything was as expected, 1 something was not, 2 could not be done, or the filter
leaves nothing to try";

/// How it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line each, and everything about those that failed
    Human,
    /// JUnit XML, for build servers
    Junit,
    /// One document with everything, for programs
    Json,
}

/// What was tried.
#[derive(Default)]
struct Trials<'a> {
    counts: Counts,
    /// The roots of programs that have errors.
    broken: Vec<String>,
    /// Every outcome, and the zone of its clock.
    outcomes: Vec<(Outcome, TimeZone)>,
    /// The titles that there are, where the filter leaves nothing.
    titles: Vec<String>,
    /// What the scenarios of each program went through, where anybody asks.
    measured: Vec<Measured<'a>>,
    /// Scenarios for the rest, where anybody asks.
    suggestions: Suggestions,
}

impl Test {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        let ended = self.try_run(output);
        output.end(ended)
    }

    fn try_run(&self, output: &mut Output) -> Result<Exit, Problem> {
        self.contradicts()?;
        let Some(projects) = open_whole(&self.paths, output) else { return Ok(Exit::Failed) };
        let mut trials = Trials::default();
        let mut whole = Vec::new();
        for project in &projects {
            let checked = look_through(project);
            if say_errors(project, checked.reports.clone(), output) {
                trials.broken.push(shown_root(project));
            } else {
                whole.push((project, checked));
            }
        }
        for (project, checked) in &whole {
            self.project(project, checked, &mut trials)?;
        }
        self.tell(&trials, output);
        Ok(self.verdict(&trials)?.max(self.enough(&trials, output)))
    }

    /// Only one document can be written to standard output.
    fn contradicts(&self) -> Result<(), Problem> {
        let other = match self.coverage {
            _ if self.suggest => "`--suggest`",
            Some(Form::Lcov) => "`--coverage lcov`",
            Some(Form::Json) => "`--coverage json`",
            Some(Form::Text) | None => return Ok(()),
        };
        let format = match self.format {
            Format::Human => return Ok(()),
            Format::Junit => "`--format junit`",
            Format::Json => "`--format json`",
        };
        let problem = Problem::new(format!("{format} and {other} both write to standard output"));
        Err(problem.help("run it twice, once with each"))
    }

    fn project<'a>(
        &self,
        project: &'a Project,
        checked: &Checked,
        trials: &mut Trials<'a>,
    ) -> Result<(), Problem> {
        let scenarios = &checked.program.scenarios;
        let meant = scenarios.iter().filter(|one| self.means(one)).count();
        let counts = &mut trials.counts;
        counts.left_out += scenarios.len() - meant;
        trials.titles.extend(scenarios.iter().map(|one| one.title.to_string()));
        let is_over = counts.failed > 0 || !trials.broken.is_empty();
        if self.fail_fast && is_over {
            counts.not_tried += meant;
            return Ok(());
        }
        let Some(plans) = plans(checked, &project.sources) else { return Ok(()) };
        let failed = |error: &dyn std::error::Error| Problem::new(error.to_string());
        let workspace = Workspace::load(plans.workspace.clone()).map_err(|error| failed(&error))?;
        let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let manner = Manner { threads, fail_fast: self.fail_fast };
        let outcomes =
            test(&checked.program, &plans, &project.sources, manner, |one| self.means(one));
        let outcomes = outcomes.map_err(|error| failed(&error))?;
        if self.coverage.is_some() || self.min_coverage.is_some() || self.suggest {
            self.measure(project, checked, &plans, &outcomes, trials)?;
        }
        let counts = &mut trials.counts;
        counts.not_tried += meant - outcomes.len();
        for outcome in outcomes {
            let count = if outcome.passed() { &mut counts.passed } else { &mut counts.failed };
            *count += 1;
            trials.outcomes.push((outcome, workspace.zone().clone()));
        }
        Ok(())
    }

    /// Looks at what the scenarios of a program went through.
    fn measure<'a>(
        &self,
        project: &'a Project,
        checked: &Checked,
        plans: &Plans,
        outcomes: &[Outcome],
        trials: &mut Trials<'a>,
    ) -> Result<(), Problem> {
        let graphs = checked.graphs();
        let mut tally = Tally::of(&graphs);
        outcomes.iter().for_each(|outcome| tally.take(&graphs, outcome.records()));
        let facts = Facts::new(&checked.program, &graphs, &project.sources);
        let coverage = Coverage::of(&facts, &tally);
        let failed = |error: crate::runtime::Unpublishable| Problem::new(error.to_string());
        if self.suggest {
            let mut more = suggest(&facts, plans, &coverage, MOST_STEPS).map_err(failed)?;
            trials.suggestions.found.append(&mut more.found);
            trials.suggestions.left += more.left;
        }
        let advice = match self.coverage {
            Some(Form::Text | Form::Json) => {
                advise(&facts, plans, &coverage, MOST_STEPS).map_err(failed)?
            }
            Some(Form::Lcov) | None => Vec::new(),
        };
        trials.measured.push(Measured { coverage, advice, sources: &project.sources });
        Ok(())
    }

    /// Whether enough was gone through.
    fn enough(&self, trials: &Trials<'_>, output: &mut Output) -> Exit {
        let Some(least) = self.min_coverage else { return Exit::Clean };
        let share = whole(&trials.measured);
        if share.tenths_of_percent() >= usize::from(least) * 10 {
            return Exit::Clean;
        }
        let share = percent(share);
        output.remark(&format!("{share} of steps and outcomes covered, {least} % are asked for\n"));
        Exit::Found
    }

    fn means(&self, scenario: &Scenario) -> bool {
        let Some(filter) = &self.filter else { return true };
        let filter = fold(filter);
        fold(&scenario.title).contains(&filter) || fold(&scenario.workflow).contains(&filter)
    }

    fn tell(&self, trials: &Trials<'_>, output: &mut Output) {
        let is_aside = self.suggest || matches!(self.coverage, Some(Form::Lcov | Form::Json));
        match self.format {
            Format::Human if is_aside => human::tell_aside(trials, output),
            Format::Human => human::tell(trials, output),
            Format::Junit => output.answer(&junit::junit(trials)),
            Format::Json => {
                let scenarios = trials.outcomes.iter().map(|(outcome, _)| Tried::from(outcome));
                let results = Results {
                    version: VERSION,
                    summary: trials.counts,
                    broken: trials.broken.clone(),
                    scenarios: scenarios.collect(),
                };
                output.answer(&results.render());
            }
        }
        if let Some(form) = self.coverage {
            coverage::tell(form, &trials.measured, output);
        }
        suggest::tell(&trials.suggestions, output);
    }

    fn verdict(&self, trials: &Trials<'_>) -> Result<Exit, Problem> {
        if trials.counts.failed > 0 || !trials.broken.is_empty() {
            return Ok(Exit::Found);
        }
        let Some(filter) = self.filter.as_ref().filter(|_| trials.outcomes.is_empty()) else {
            return Ok(Exit::Clean);
        };
        let problem = Problem::new(format!("no scenario is called like `{filter}`"));
        let near = nearest(filter, trials.titles.iter().map(String::as_str));
        Err(problem.help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`rondel test` without `--filter` names them all".to_owned(),
        }))
    }
}

/// The root of a program, as it was reached.
fn shown_root(project: &Project) -> String {
    let root = project.root.display().to_string();
    if root.is_empty() { ".".to_owned() } else { root }
}
