//! A comparison for people: what matters most first, and no more of it than is needed.

mod detail;
mod lines;
mod promises;
mod steps;

use super::model::{Change, Comparison, ItemChange, WorkflowChange};
use crate::report::{Palette, Tint};
use lines::Lines;

/// A comparison as lines of at most about `columns`; empty where nothing is different.
#[must_use]
pub fn tell(comparison: &Comparison, columns: usize, palette: Palette) -> String {
    let mut lines = Lines::new(columns, palette);
    if !comparison.promises.is_empty() {
        lines.head("promises");
        comparison.promises.iter().for_each(|told| promises::tell(told, &mut lines));
    }
    if !comparison.workspace.is_empty() {
        lines.head("workspace");
        comparison.workspace.iter().for_each(|told| item(told, 1, &mut lines));
    }
    comparison.workflows.iter().for_each(|told| workflow(told, &mut lines));
    lines.finish()
}

/// How much is different, in one clause.
#[must_use]
pub fn summary(comparison: &Comparison) -> String {
    if comparison.is_same() {
        return "no differences in what the workflows do".to_owned();
    }
    let mut parts = Vec::new();
    let broken = comparison.promises.iter().filter(|told| told.is_broken()).count();
    if broken > 0 {
        parts.push(format!("{} broken", count(broken, "promise")));
    }
    for (change, word) in
        [(Change::Changed, "changed"), (Change::Added, "added"), (Change::Removed, "removed")]
    {
        let found = comparison.workflows.iter().filter(|told| told.change == change).count();
        if found > 0 {
            parts.push(format!("{} {word}", count(found, "workflow")));
        }
    }
    let others = comparison.promises.len() - broken;
    if others > 0 {
        parts.push(format!("{} changed", count(others, "promise")));
    }
    if !comparison.workspace.is_empty() {
        let things = comparison.workspace.len();
        parts.push(format!("{} of the workspace changed", count(things, "thing")));
    }
    parts.join(", ")
}

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// The sign of a change, and its colour.
const fn sign(change: Change) -> (&'static str, Tint) {
    match change {
        Change::Added => ("+ ", Tint::Added),
        Change::Removed => ("- ", Tint::Removed),
        Change::Changed => ("~ ", Tint::Warning),
    }
}

fn item(told: &ItemChange, indent: usize, lines: &mut Lines) {
    let (sign, tint) = sign(told.change);
    lines.begin(indent).put(tint, sign).put(Tint::Strong, &format!("{} {}", told.kind, told.name));
    lines.end();
    // What was said of a thing that is gone is gone with it.
    if told.change != Change::Removed {
        let details = told.details.iter();
        // Of a trigger that is new, the name is all of its first line.
        let details = details.filter(|one| one.what != "event" || told.change == Change::Changed);
        details.for_each(|one| detail::tell(one, told.change, indent + 2, lines));
    }
}

fn workflow(told: &WorkflowChange, lines: &mut Lines) {
    let (sign, tint) = sign(told.change);
    lines.gap();
    lines.begin(0).put(tint, sign).put(Tint::Strong, &format!("workflow {}", told.name));
    if let Some(old) = &told.old_name {
        lines.plain(&format!(", which was {old}"));
    }
    if told.change != Change::Changed {
        let title = told.details.iter().find(|one| one.what == "title");
        let title = title.and_then(|one| one.new.as_ref().or(one.old.as_ref()));
        if let Some(title) = title {
            lines.text(&format!(" \"{title}\""));
        }
        lines.plain(&format!(", {}", count(told.steps.len(), "step")));
        lines.end();
        return;
    }
    lines.end();
    told.details.iter().for_each(|one| detail::tell(one, told.change, 1, lines));
    told.triggers.iter().for_each(|one| item(one, 1, lines));
    steps::tell(told, lines);
}
