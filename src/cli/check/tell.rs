//! What was found, in the form that is wanted, and how the command ends.

use super::{Check, Format};
use crate::cli::Exit;
use crate::cli::inputs::Opened;
use crate::cli::output::Output;
use crate::lint::RULES;
use crate::project::Findings;
use crate::report::{
    Batch, Document, Reports, RuleNote, Summary, Tint, concise, github, junit, sarif,
};

impl Check {
    /// Writes what was found.
    pub(super) fn tell(&self, opened: &Opened, found: &[Findings], output: &mut Output) -> Exit {
        let settings: Vec<Reports> = opened
            .projects
            .iter()
            .zip(found)
            .map(|(project, found)| {
                let mut reports = project.settings_findings.0.clone();
                reports.append(found.settings.clone());
                reports.sort();
                reports
            })
            .collect();
        let mut batches = Vec::new();
        let mut files = Vec::new();
        let mut denied = false;
        for ((project, found), settings) in opened.projects.iter().zip(found).zip(&settings) {
            let settings = Batch { reports: settings, sources: &project.settings_findings.1 };
            let program = Batch { reports: &found.program, sources: &project.sources };
            let warnings = Summary::new(&[settings, program], 0).warnings > 0;
            denied |= warnings && self.denies_warnings(project);
            batches.extend([settings, program]);
            let names = project.asked().filter_map(|file| project.sources.get(file));
            files.extend(names.map(|source| source.name()));
        }
        let summary = Summary::new(&batches, files.len());
        self.write(output, &batches, summary, &files);
        if opened.failed {
            Exit::Failed
        } else if summary.errors > 0 || denied {
            Exit::Found
        } else {
            Exit::Clean
        }
    }

    fn write(&self, output: &mut Output, batches: &[Batch<'_>], summary: Summary, files: &[&str]) {
        let document = || Document::new(batches, summary.files);
        match self.format {
            Format::Json => output.answer(&document().render()),
            Format::Sarif => {
                let rule = |rule: &crate::lint::Rule| RuleNote {
                    code: rule.code,
                    severity: rule.severity,
                    about: rule.about,
                };
                let rules: Vec<RuleNote> = RULES.iter().map(rule).collect();
                output.answer(&sarif(&document(), &rules));
            }
            Format::Github => output.answer(&github(&document())),
            Format::Junit => output.answer(&junit(&document(), files)),
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
