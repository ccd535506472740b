//! How scenarios went, for programs: one versioned document, in a stable order.

use serde::Serialize;

use super::{Failure, Instead, Outcome};
use crate::engine::Entry;

/// The version of the form; it rises when a key changes its meaning or goes away.
pub const VERSION: u32 = 1;

/// Everything that was tried in one go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Results {
    /// The version of this form.
    pub version: u32,
    /// How many went how.
    pub summary: Counts,
    /// Programs that have errors, so that none of their scenarios could be tried.
    pub broken: Vec<String>,
    /// Every scenario that was tried, in the order of the programs.
    pub scenarios: Vec<Tried>,
}

/// How many scenarios went how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Counts {
    /// Everything was as expected.
    pub passed: usize,
    /// Something was not.
    pub failed: usize,
    /// Left out by the filter.
    pub left_out: usize,
    /// Not told of, because one before had failed.
    pub not_tried: usize,
}

/// A scenario that was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tried {
    /// The workflow it tries.
    pub workflow: String,
    /// Its title.
    pub title: String,
    /// Its file, as it was named on the command line.
    pub file: String,
    /// The line of its title, from 1.
    pub line: u32,
    /// Whether everything was as expected.
    pub passed: bool,
    /// How many expectations were met.
    pub met: u32,
    /// What was not as expected.
    pub failure: Option<Missed>,
}

/// An expectation that was not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Missed {
    /// Its file.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
    /// Its column, from 1, in Unicode scalars.
    pub column: u32,
    /// What was expected, as it is written.
    pub expected: String,
    /// What came instead, nearest first.
    pub instead: Vec<Came>,
    /// Everything that happened before.
    pub happened: Vec<Happened>,
}

/// Something that came instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Came {
    /// What, as a scenario would write it.
    pub what: String,
    /// Why that is not what was expected, or how it came about; possibly empty.
    pub why: String,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Happened {
    /// When, in UTC.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    pub at: String,
    /// What sort of thing, as people read it.
    pub what: String,
    /// The step; empty where none is meant.
    pub step: String,
    /// What, in words.
    pub text: String,
    /// Why, in words.
    pub why: String,
}

impl Results {
    /// The document as text, with a line end at its end.
    #[must_use]
    pub fn render(&self) -> String {
        // Nothing in a document can fail to be written: its keys are fixed and its numbers whole.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl From<&Outcome> for Tried {
    fn from(outcome: &Outcome) -> Self {
        let failure = outcome.failure.as_ref();
        Self {
            workflow: outcome.workflow.to_string(),
            title: outcome.title.to_string(),
            file: outcome.at.file.clone(),
            line: outcome.at.line,
            passed: outcome.passed(),
            met: outcome.met,
            failure: failure.map(|failure| missed(failure, &outcome.entries)),
        }
    }
}

fn missed(failure: &Failure, entries: &[Entry]) -> Missed {
    let came = |one: &Instead| Came { what: one.what.text.clone(), why: one.why.clone() };
    Missed {
        file: failure.at.file.clone(),
        line: failure.at.line,
        column: failure.at.column,
        expected: failure.expected.text.clone(),
        instead: failure.instead.iter().map(came).collect(),
        happened: entries.iter().map(happened).collect(),
    }
}

fn happened(entry: &Entry) -> Happened {
    let at = jiff::Timestamp::from_millisecond(entry.at.millis).unwrap_or_default();
    Happened {
        at: at.to_string(),
        what: entry.what.verb().to_owned(),
        step: entry.step.as_ref().map(ToString::to_string).unwrap_or_default(),
        text: entry.text.clone(),
        why: entry.why.clone(),
    }
}
