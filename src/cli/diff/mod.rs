//! `rondel diff`: what a change of workflows changes.

mod asked;
mod opened;
mod written;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Exit;
use super::output::Output;
use crate::base::nearest;
use crate::compare::{Compared, Side, compare};
use crate::project::Problem;
use asked::Sides;
use opened::{Opened, Program};

/// Show what a change of workflows changes
///
/// Two programs are compared by what they do: promises that no longer hold come first, then the
/// workspace, then each workflow step by step. Layout, comments and the order of files make no
/// difference.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Diff {
    /// What it was: a revision of git, a folder of a program or of plans, or a plan
    ///
    /// `REV:FOLDER` names a folder of a revision, from the top of the repository; `A..B` is `A B`,
    /// and `A...B` compares `B` with where it left `A`. What exists as a file or folder is one.
    #[arg(default_value = "HEAD", value_name = "OLD")]
    old: String,

    /// What it is now; the folder as it is on disk, if nothing is given
    #[arg(value_name = "NEW")]
    new: Option<String>,

    /// The folder of the program, for revisions and where NEW is left out
    #[arg(long = "in", default_value = ".", value_name = "DIR")]
    within: PathBuf,

    /// Only this workflow, without the workspace
    #[arg(long, value_name = "NAME")]
    workflow: Option<String>,

    /// How the differences are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  rondel diff                          what is not committed yet
  rondel diff main                     this folder against a branch
  rondel diff main...HEAD              what this branch changes
  rondel diff v1 v2 --in shops/north   two tags, of one folder
  rondel diff old/plans new/plans      two folders of plans
  rondel diff main --format mermaid    charts for a pull request

Exit codes: 0 no differences, 1 differences, 2 could not be done";

/// How differences are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, what matters most first
    Text,
    /// Markdown with a chart for each changed workflow; only the chart with `--workflow`
    Mermaid,
    /// One document with everything, for programs
    Json,
}

/// What was found for one program: its plans on both sides, and what differs.
struct Found<'a> {
    old: Option<&'a Program>,
    new: Option<&'a Program>,
    told: Compared,
}

impl Diff {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        let ended = self.diff(output);
        output.end(ended)
    }

    fn diff(&self, output: &mut Output) -> Result<Exit, Problem> {
        let sides = Sides::of(&self.old, self.new.as_deref(), &self.within)?;
        let Some(mut old) = opened::open(&sides.old, output)? else { return Ok(Exit::Failed) };
        let Some(mut new) = opened::open(&sides.new, output)? else { return Ok(Exit::Failed) };
        opened::keep_to_plan(&mut old, &mut new)?;
        let mut found = pair(&old, &new);
        if let Some(name) = &self.workflow {
            only(name, &mut found)?;
        }
        let text = match self.format {
            Format::Text => written::text(&old.name, &new.name, &found, output),
            Format::Mermaid => written::mermaid(&found, self.workflow.as_deref()),
            Format::Json => written::json(&old.name, &new.name, &found)?,
        };
        output.answer(&text);
        let same = found.iter().all(|found| found.told.comparison.is_same());
        Ok(if same { Exit::Clean } else { Exit::Found })
    }
}

/// Programs of one folder on both sides, compared. Where each side has one, those are it.
fn pair<'a>(old: &'a Opened, new: &'a Opened) -> Vec<Found<'a>> {
    if let ([one], [other]) = (old.programs.as_slice(), new.programs.as_slice()) {
        return vec![found(Some(one), Some(other), String::new())];
    }
    let mut folders: Vec<&String> =
        old.programs.iter().chain(&new.programs).map(|program| &program.folder).collect();
    folders.sort();
    folders.dedup();
    let of = |side: &'a Opened, folder: &String| {
        side.programs.iter().find(|program| program.folder == *folder)
    };
    folders.into_iter().map(|one| found(of(old, one), of(new, one), one.clone())).collect()
}

fn found<'a>(old: Option<&'a Program>, new: Option<&'a Program>, folder: String) -> Found<'a> {
    let nothing = Program::default();
    let (before, after) = (old.unwrap_or(&nothing), new.unwrap_or(&nothing));
    let (old_graphs, new_graphs) = (before.graphs(), after.graphs());
    let (old_facts, new_facts) = (before.facts(&old_graphs), after.facts(&new_graphs));
    let comparison = compare(
        &Side {
            workspace: before.workspace.as_ref(),
            workflows: &before.workflows,
            facts: old_facts.as_ref(),
        },
        &Side {
            workspace: after.workspace.as_ref(),
            workflows: &after.workflows,
            facts: new_facts.as_ref(),
        },
    );
    Found { old, new, told: Compared { folder, comparison } }
}

/// Keeps what is told of one workflow.
fn only(name: &str, found: &mut [Found<'_>]) -> Result<(), Problem> {
    let sides = found.iter().flat_map(|found| found.old.into_iter().chain(found.new));
    let known: Vec<&str> =
        sides.flat_map(|side| side.workflows.iter().map(|plan| plan.name.as_str())).collect();
    if !known.contains(&name) {
        let problem = Problem::new(format!("neither side has a workflow `{name}`"));
        return Err(match nearest(name, known.iter().copied()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("`rondel graph` shows the workflows of a folder"),
        });
    }
    for found in found {
        let comparison = &mut found.told.comparison;
        comparison.workspace.clear();
        let was = |old: &Option<crate::base::Name>| old.as_ref().is_some_and(|old| old == name);
        comparison.workflows.retain(|told| told.name == name || was(&told.old_name));
        let names: Vec<_> = comparison.workflows.iter().map(|told| told.name.clone()).collect();
        comparison.promises.retain(|told| told.workflow == name || names.contains(&told.workflow));
    }
    Ok(())
}
