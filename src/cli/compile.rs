//! `rondel compile`: workflows to plans.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Exit;
use super::output::Output;
use super::program::{look_through, open_whole, say_errors};
use super::text_diff::text_diff;
use crate::compile::plans;
use crate::plan::{
    Difference, PlanError, PlanFile, Staleness, differences, files, is_plan_file, read,
};
use crate::project::{Problem, Project, read_folder, remove, write_into};

/// Turn workflows into plans
///
/// Each workflow, and the workspace, becomes a plan in two forms: `.json` for the machine and
/// `.txt` for reviewers. They go into `plans` at the root, or where `out` under `[compile]` in
/// `rondel.toml` says. Commit them, and let CI run `compile --check`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Compile {
    /// The folder of the program
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,

    /// Where the plans go
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Write nothing; fail if the plans that are there are stale, and show how
    #[arg(long)]
    check: bool,
}

const EXAMPLES: &str = "\
Examples:
  rondel compile                 this folder's program, into `plans`
  rondel compile --check         for CI: fail if the committed plans are stale
  rondel compile --out /srv/acme/plans";

impl Compile {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        let folder = std::slice::from_ref(&self.folder);
        let Some(projects) = open_whole(folder, output) else { return Exit::Failed };
        if self.out.is_some() && projects.len() > 1 {
            let message = "`--out` takes the plans of one program, and there are several here";
            output.problem(&Problem::new(message).help("name the folder of one"));
            return Exit::Failed;
        }
        let mut worst = Exit::Clean;
        for project in &projects {
            let ended = self.project(project, output);
            let exit = output.end(ended);
            worst = worst.max(exit);
        }
        worst
    }

    fn project(&self, project: &Project, output: &mut Output) -> Result<Exit, Problem> {
        let checked = look_through(project);
        if say_errors(project, checked.reports.clone(), output) {
            return Ok(Exit::Found);
        }
        let Some(plans) = plans(&checked, &project.sources) else { return Ok(Exit::Found) };
        let expected = files(&plans);
        let inside = project.root.join(&project.settings.plans);
        let folder = self.out.as_ref().unwrap_or(&inside);
        let found = read_folder(folder, is_plan_file)?;
        let found: Vec<PlanFile> =
            found.into_iter().map(|(name, text)| PlanFile { name, text }).collect();
        let mut stale = differences(&expected, &found);
        // What no compiler wrote is nobody's to judge or to remove.
        stale.retain(|one| one.how != Staleness::Left || one.found.contains("rondel plan"));
        refuse_strangers(folder, &stale)?;
        if self.check {
            return Ok(show(folder, &stale, output));
        }
        let root = self.out.as_deref().unwrap_or(&project.root);
        for change in &stale {
            if change.how != Staleness::Left {
                write_into(root, folder, &change.name, &change.expected)?;
            } else {
                let path = folder.join(&change.name);
                remove(&path)?;
                output.answer(&format!(
                    "removed `{}`, which belongs to no workflow any more\n",
                    path.display()
                ));
            }
        }
        let count = plans.workflows.len();
        output.answer(&format!(
            "compiled {count} workflow{} into `{}`: {} of {} files changed\n",
            if count == 1 { "" } else { "s" },
            folder.display(),
            stale.len(),
            expected.len(),
        ));
        Ok(Exit::Clean)
    }
}

/// Refuses to write over a file that is no plan, or one of a later build.
fn refuse_strangers(folder: &Path, stale: &[Difference]) -> Result<(), Problem> {
    let plans = stale.iter().filter(|one| one.name.ends_with(".json") && !one.found.is_empty());
    for one in plans {
        if let Err(error @ (PlanError::Foreign(_) | PlanError::Newer { .. })) = read(&one.found) {
            let path = folder.join(&one.name);
            let message = format!("`{}` stands in the way: {error}", path.display());
            return Err(Problem::new(message)
                .help("move the file away, or write to another folder with `--out`"));
        }
    }
    Ok(())
}

/// Shows in what the plans of a folder are stale. Of a plan's two files, the readable one speaks
/// where both differ.
fn show(folder: &Path, stale: &[Difference], output: &mut Output) -> Exit {
    if stale.is_empty() {
        output.answer(&format!("the plans in `{}` are current\n", folder.display()));
        return Exit::Clean;
    }
    for one in stale {
        let name = folder.join(&one.name).display().to_string();
        let readable = one.name.strip_suffix(".json").map(|base| format!("{base}.txt"));
        let spoken_for = readable.is_some_and(|name| stale.iter().any(|other| other.name == name));
        let line = match one.how {
            Staleness::Missing => format!("`{name}` is missing\n"),
            Staleness::Left => format!("`{name}` belongs to no workflow any more\n"),
            Staleness::Moved => format!("`{name}` names lines that have moved\n"),
            Staleness::Changed if spoken_for => continue,
            Staleness::Changed => text_diff(output, &name, &one.found, &one.expected),
        };
        output.answer(&line);
    }
    let message = format!("the plans in `{}` are stale", folder.display());
    output.problem(&Problem::new(message).help("run `rondel compile`, and commit what it writes"));
    Exit::Found
}
