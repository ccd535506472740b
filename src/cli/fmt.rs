//! `rondel fmt`: one layout for everybody.

use clap::Args;

use super::Exit;
use super::inputs::Inputs;
use super::output::Output;
use super::text_diff::text_diff;
use crate::base::{FileId, Sources};
use crate::format::format;
use crate::project::{Project, write};
use crate::report::{Batch, Reports};

/// Lay workflows out in the one way
///
/// Files are rewritten in place; from standard input the result goes to standard output. Comments
/// stay where they are, and what does not parse stays as it stands.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Fmt {
    #[command(flatten)]
    inputs: Inputs,

    /// Write nothing; name the files that would change, and fail if there are any
    #[arg(long)]
    check: bool,

    /// Write nothing; show what would change
    #[arg(long)]
    diff: bool,
}

const EXAMPLES: &str = "\
Examples:
  rondel fmt                  everything below this folder
  rondel fmt --check --diff   for CI: fail, and show why
  rondel fmt - --stdin-filename leads.rondel < draft.rondel";

/// What became of the files.
#[derive(Default)]
struct Tally {
    changed: usize,
    kept: usize,
    failed: bool,
    faulty: bool,
}

impl Fmt {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        let opened = self.inputs.open(output);
        let mut tally = Tally { failed: opened.failed, ..Tally::default() };
        if opened.failed && opened.projects.is_empty() {
            return Exit::Failed;
        }
        for project in &opened.projects {
            self.project(project, output, &mut tally);
        }
        if !self.inputs.is_stdin() || self.check || self.diff {
            output.remark(&self.summary(&tally));
        }
        if tally.failed {
            Exit::Failed
        } else if tally.faulty || (self.check && tally.changed > 0) {
            Exit::Found
        } else {
            Exit::Clean
        }
    }

    fn project(&self, project: &Project, output: &mut Output, tally: &mut Tally) {
        let mut found = Reports::default();
        let files: Vec<FileId> = project.asked().collect();
        for file in files {
            let Some(source) = project.sources.get(file) else { continue };
            if !project.is_readable(file) {
                continue;
            }
            let formatted = format(file, source.text());
            found.append(formatted.reports);
            let changes = formatted.text != source.text();
            if changes {
                tally.changed += 1;
            } else {
                tally.kept += 1;
            }
            if self.check || self.diff {
                self.show(output, source.name(), source.text(), &formatted.text);
            } else if let Some(path) = project.path(file) {
                let written =
                    if changes { write(&project.root, path, &formatted.text) } else { Ok(()) };
                if let Err(problem) = written {
                    output.problem(&problem);
                    tally.changed -= 1;
                    tally.failed = true;
                }
            } else {
                output.answer(&formatted.text);
            }
        }
        self.say(output, &project.findings(found), &project.sources, tally);
    }

    fn show(&self, output: &mut Output, name: &str, old: &str, new: &str) {
        if old == new {
            return;
        }
        let text = if self.diff { text_diff(output, name, old, new) } else { format!("{name}\n") };
        output.answer(&text);
    }

    /// Says what reading the files found. Anything but errors is for `check` to say.
    fn say(&self, output: &mut Output, found: &Reports, sources: &Sources, tally: &mut Tally) {
        if !found.has_errors() {
            return;
        }
        tally.faulty = true;
        let text = output.human_remarks().draw_all(&[Batch { reports: found, sources }]);
        output.remark(&text);
        output.remark("\n");
    }

    fn summary(&self, tally: &Tally) -> String {
        let verb = if self.check || self.diff { "would be formatted" } else { "formatted" };
        let files = |count: usize| format!("{count} file{}", if count == 1 { "" } else { "s" });
        match tally.changed {
            0 => format!("{} unchanged\n", files(tally.kept)),
            changed => format!("{} {verb}, {} unchanged\n", files(changed), tally.kept),
        }
    }
}
