//! `rondel check`: everything that is wrong, without changing anything.

mod baseline;
mod fix;
mod look;
mod tell;
mod watch;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use self::look::counted;
use super::Exit;
use super::inputs::{Inputs, Opened};
use super::output::Output;
use crate::lint::Care;
use crate::project::{Findings, Problem, Project};

/// Find what is wrong in workflows
///
/// Errors fail the check; warnings do with `--deny warnings`, or with `deny_warnings = true` under
/// `[check]` in `rondel.toml`. `rondel explain CODE` says more about a finding.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    #[command(flatten)]
    inputs: Inputs,

    /// How findings are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Human)]
    format: Format,

    /// Say also what a careful author would do besides, such as trying every workflow out
    #[arg(long)]
    pedantic: bool,

    /// Let warnings fail the check too
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Vec<Deny>,

    /// Mend what one safe change mends, and tell of the rest
    #[arg(long)]
    fix: bool,

    /// Write nothing; show what `--fix` would change, and fail if it would change anything
    #[arg(long)]
    diff: bool,

    /// Pass over the findings that this file knows
    ///
    /// A finding is recognised by its rule, its step and what it says, wherever its line is now.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["write_baseline", "fix", "diff"])]
    baseline: Option<PathBuf>,

    /// Take everything that is found down in this file, for `--baseline`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fix", "diff"])]
    write_baseline: Option<PathBuf>,

    /// Look anew, and keep nothing for the next time
    ///
    /// Where nothing has changed, findings come from `.rondel_cache` beside `rondel.toml`.
    #[arg(long)]
    no_cache: bool,

    /// Check again whenever a file or a `rondel.toml` changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff", "write_baseline"])]
    watch: bool,
}

const EXAMPLES: &str = "\
Examples:
  rondel check                                 everything below this folder
  rondel check leads.rondel                    one file, within its program
  rondel check --deny warnings --format json   for CI
  rondel check --watch                         again and again, while you write
  rondel check --no-cache                      look anew, though nothing has changed
  rondel check --fix --diff                    what would be mended
  rondel check --write-baseline known.json     begin with what is there already
  rondel check - --stdin-filename leads.rondel < draft.rondel";

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the source, the way it can happen, and what to do
    Human,
    /// A line each
    Concise,
    /// One document with everything, for programs
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Commands of a GitHub workflow, which shows them beside the change
    Github,
    /// JUnit XML, for build servers
    Junit,
}

/// What fails a check besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Findings of severity warning
    Warnings,
}

impl Check {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        if self.watch { self.watch(output) } else { self.once(output) }
    }

    fn once(&self, output: &mut Output) -> Exit {
        let mut opened = self.inputs.open(output);
        if opened.failed && opened.projects.is_empty() {
            return Exit::Failed;
        }
        if self.diff {
            return self.show(&mut opened, output);
        }
        let checked = if self.fix {
            self.mend(&mut opened, output).map(Some)
        } else {
            self.look(&opened, output)
        };
        match checked {
            Ok(Some(checked)) => self.tell(&opened, &checked, output),
            // Known is then only what could be read.
            Ok(None) if opened.failed => Exit::Failed,
            Ok(None) => Exit::Clean,
            Err(problem) => {
                output.problem(&problem);
                Exit::Failed
            }
        }
    }

    /// Shows what safe changes would mend.
    fn show(&self, opened: &mut Opened, output: &mut Output) -> Exit {
        let mut fixes = 0;
        for project in &mut opened.projects {
            let before = project.sources.clone();
            let mended = fix::mend(project, self.care());
            fixes += mended.fixes;
            mended.show(&before, output);
        }
        output.remark(&format!("{} to be mended\n", counted(fixes)));
        match fixes {
            _ if opened.failed => Exit::Failed,
            0 => Exit::Clean,
            _ => Exit::Found,
        }
    }

    /// What is left when everything is mended that a safe change mends.
    fn mend(&self, opened: &mut Opened, output: &mut Output) -> Result<Vec<Findings>, Problem> {
        let mut left = Vec::new();
        let mut fixes = 0;
        for project in &mut opened.projects {
            let mended = fix::mend(project, self.care());
            fixes += mended.fixes;
            mended.write(project)?;
            left.push(Findings { program: mended.left, settings: mended.settings });
        }
        output.remark(&format!("{} mended\n", counted(fixes)));
        Ok(left)
    }

    const fn care(&self) -> Care {
        if self.pedantic { Care::Pedantic } else { Care::Usual }
    }

    fn denies_warnings(&self, project: &Project) -> bool {
        project.settings.deny_warnings || self.deny.contains(&Deny::Warnings)
    }
}
