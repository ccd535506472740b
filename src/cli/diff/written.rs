//! Differences as text, as charts and as a document.

use super::Found;
use super::opened::Program;
use crate::base::Name;
use crate::cli::output::Output;
use crate::compare::{self, COMPARISON_VERSION, Document, WorkflowChange, summary, tell};
use crate::plan::WorkflowPlan;
use crate::project::Problem;
use crate::report::Tint;

/// For people: how much first, then program by program.
pub(super) fn text(old: &str, new: &str, found: &[Found<'_>], output: &Output) -> String {
    let (palette, columns) = (output.palette(), output.human().width);
    let several = found.len() > 1;
    if found.iter().all(|found| found.told.comparison.is_same()) {
        return "no differences in what the workflows do\n".to_owned();
    }
    let mut out = palette.paint(Tint::Quiet, &format!("{old} → {new}"));
    out.push('\n');
    for found in found.iter().filter(|found| !found.told.comparison.is_same()) {
        let told = &found.told;
        if several {
            let folder = if told.folder.is_empty() { "." } else { &told.folder };
            out.push_str(&format!("\n{}\n", palette.paint(Tint::Strong, &format!("== {folder}"))));
        }
        out.push_str(&summary(&told.comparison));
        out.push_str("\n\n");
        out.push_str(&tell(&told.comparison, columns, palette));
    }
    out
}

/// For pages that draw mermaid: a heading and a chart for each workflow whose steps changed; of one
/// workflow the chart alone.
pub(super) fn mermaid(found: &[Found<'_>], only: Option<&str>) -> String {
    let mut out = String::new();
    for found in found {
        for told in &found.told.comparison.workflows {
            let chart = compare::mermaid(
                plan(found.old, told.old_name.as_ref().unwrap_or(&told.name)),
                plan(found.new, &told.name),
                told,
            );
            if only.is_some() {
                out.push_str(&chart);
                continue;
            }
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&format!("### {}\n\n", heading(&found.told.folder, told)));
            if told.begin.is_none() && told.steps.is_empty() {
                out.push_str("No step is another.\n");
            } else {
                out.push_str(&format!("```mermaid\n{chart}```\n"));
            }
        }
    }
    if out.is_empty() && only.is_none() {
        out.push_str("No workflow is another.\n");
    }
    out
}

fn heading(folder: &str, told: &WorkflowChange) -> String {
    let word = match told.change {
        compare::Change::Added => "new: ",
        compare::Change::Removed => "removed: ",
        compare::Change::Changed => "",
    };
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{word}`{folder}{slash}{}`", told.name)
}

fn plan<'a>(side: Option<&'a Program>, name: &Name) -> Option<&'a WorkflowPlan> {
    side?.workflows.iter().find(|plan| plan.name == *name)
}

/// For programs.
pub(super) fn json(old: &str, new: &str, found: &[Found<'_>]) -> Result<String, Problem> {
    let document = Document {
        version: COMPARISON_VERSION,
        old: old.to_owned(),
        new: new.to_owned(),
        same: found.iter().all(|found| found.told.comparison.is_same()),
        programs: found.iter().map(|found| found.told.clone()).collect(),
    };
    serde_json::to_string_pretty(&document)
        .map(|text| text + "\n")
        .map_err(|error| Problem::new(format!("cannot write the differences: {error}")))
}
