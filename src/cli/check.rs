//! `rondel check`: everything that is wrong, without changing anything.

use clap::{Args, ValueEnum};

use super::Exit;
use super::inputs::Inputs;
use super::output::Output;
use super::program::look_through;
use crate::project::Project;
use crate::report::{Batch, Document, Reports, Summary, Tint, concise};

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

    /// Let warnings fail the check too
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Vec<Deny>,
}

const EXAMPLES: &str = "\
Examples:
  rondel check                                 everything below this folder
  rondel check leads.rondel                    one file, within its program
  rondel check --deny warnings --format json   for CI
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
}

/// What fails a check besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Findings of severity warning
    Warnings,
}

impl Check {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        let opened = self.inputs.open(output);
        if opened.failed && opened.projects.is_empty() {
            return Exit::Failed;
        }
        let checked: Vec<Reports> = opened
            .projects
            .iter()
            .map(|project| project.findings(look_through(project).reports))
            .collect();
        let mut batches = Vec::new();
        let mut files = 0;
        let mut denied = false;
        for (project, reports) in opened.projects.iter().zip(&checked) {
            let (settings, sources) = &project.settings_findings;
            let settings = Batch { reports: settings, sources };
            let program = Batch { reports, sources: &project.sources };
            let warnings = Summary::new(&[settings, program], 0).warnings > 0;
            denied |= warnings && self.denies_warnings(project);
            batches.extend([settings, program]);
            files += project.asked().count();
        }
        let summary = Summary::new(&batches, files);
        self.write(output, &batches, summary);
        if opened.failed {
            Exit::Failed
        } else if summary.errors > 0 || denied {
            Exit::Found
        } else {
            Exit::Clean
        }
    }

    fn denies_warnings(&self, project: &Project) -> bool {
        project.settings.deny_warnings || self.deny.contains(&Deny::Warnings)
    }

    fn write(&self, output: &mut Output, batches: &[Batch<'_>], summary: Summary) {
        match self.format {
            Format::Json => output.answer(&Document::new(batches, summary.files).render()),
            Format::Concise => {
                let text = concise(batches, output.palette());
                output.answer(&text);
                output.remark(&format!("checked {summary}\n"));
            }
            Format::Human => {
                let text = output.human().draw_all(batches);
                output.answer(&text);
                if !text.is_empty() {
                    output.answer("\n");
                }
                let line = summary_line(summary, output);
                output.answer(&line);
            }
        }
    }
}

/// `checked 3 files: 1 error, 2 warnings`, in the colour of the worst.
fn summary_line(summary: Summary, output: &Output) -> String {
    let tint = match summary {
        Summary { errors: 1.., .. } => Tint::Error,
        Summary { warnings: 1.., .. } => Tint::Warning,
        Summary { notes: 1.., .. } => Tint::Note,
        Summary { .. } => Tint::Added,
    };
    format!("{} {summary}\n", output.palette().paint(tint, "checked"))
}
