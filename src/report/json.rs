//! Findings for machines: one versioned document, complete and in a stable order.

use serde::Serialize;

use super::ruler::Ruler;
use super::summary::Summary;
use super::{Batch, Report, Severity};
use crate::base::{Location, Position, Sources};

/// The version of the form; it rises when a key changes its meaning or goes away.
pub const VERSION: u32 = 1;

/// Everything found in one go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document {
    /// The version of this form.
    pub version: u32,
    /// How much was looked at, and how much was found.
    pub summary: Summary,
    /// Every finding, in order of place.
    pub reports: Vec<Finding>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The rule, as `# allow` and `rondel explain` take it.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: String,
    /// The culprit.
    pub place: Place,
    /// What is said at the culprit.
    pub label: String,
    /// Its causes.
    pub labels: Vec<Note>,
    /// What to do.
    pub help: Option<String>,
    /// The shortest way it can happen, step by step.
    pub path: Vec<Note>,
    /// A change that mends it.
    pub fix: Option<Change>,
}

/// A stretch of a file: `start` is in, `end` is out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// The file, as it was named on the command line.
    pub file: String,
    /// Where it begins.
    pub start: Point,
    /// Where it ends.
    pub end: Point,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Point {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in Unicode scalars.
    pub column: u32,
    /// Bytes before it, from 0.
    pub offset: u32,
}

/// A place and what is said about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// Where.
    pub place: Place,
    /// What.
    pub text: String,
}

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// What it does, in the imperative.
    pub title: String,
    /// Whether it can be applied without a person looking.
    pub safe: bool,
    /// The replacements, none overlapping: each text comes in place of what stands there.
    pub edits: Vec<Note>,
}

impl Document {
    /// All of `batches`, from so many files.
    #[must_use]
    pub fn new(batches: &[Batch<'_>], files: usize) -> Self {
        let mut ruler = Ruler::default();
        let mut reports = Vec::new();
        for batch in batches {
            reports.extend(batch.reports.iter().map(|one| finding(one, batch.sources, &mut ruler)));
        }
        Self { version: VERSION, summary: Summary::new(batches, files), reports }
    }

    /// The document as text, with a line end at its end.
    #[must_use]
    pub fn render(&self) -> String {
        // Nothing in a document can fail to be written: its keys are fixed and its numbers whole.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

fn finding<'a>(report: &Report, sources: &'a Sources, ruler: &mut Ruler<'a>) -> Finding {
    let mut note = |location: Location, text: &str| Note {
        place: place(sources, location, ruler),
        text: text.to_owned(),
    };
    let labels = report.secondary.iter().map(|one| note(one.location, &one.text)).collect();
    let path = report.path.iter().map(|one| note(one.location, &one.text)).collect();
    let fix = report.fix.as_ref().map(|fix| Change {
        title: fix.title.clone(),
        safe: fix.safe,
        edits: fix.edits.iter().map(|one| note(one.location, &one.text)).collect(),
    });
    Finding {
        code: report.code.0.to_owned(),
        severity: report.severity,
        message: report.message.clone(),
        place: place(sources, report.location(), ruler),
        label: report.primary.text.clone(),
        labels,
        help: report.help.clone(),
        path,
        fix,
    }
}

fn place<'a>(sources: &'a Sources, location: Location, ruler: &mut Ruler<'a>) -> Place {
    let file = sources.get(location.file).map_or("", |source| source.name()).to_owned();
    let point = |at: Position, offset: u32| Point { line: at.line, column: at.column, offset };
    let start = point(ruler.start(sources, location), location.span.start);
    let end = location.span.end.max(location.span.start);
    Place { file, start, end: point(ruler.end(sources, location), end) }
}
