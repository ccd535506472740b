//! Findings that are known and left for later.
//!
//! A file of them stands beside the program. A finding is recognised by its rule, the step it stands
//! at and what it says, not by its line, so that edits elsewhere do not bring it back.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::program::Program;
use crate::project::{Problem, write};
use crate::report::Reports;

/// The version of the form of the file.
const VERSION: u32 = 1;

/// Findings that are known.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Baseline {
    version: u32,
    findings: Vec<Known>,
}

/// A finding that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Known {
    code: String,
    /// The workflow and step it stands at.
    at: String,
    /// The beginning of the hash of what it says.
    message: String,
}

impl Baseline {
    /// Every finding of some programs.
    pub(super) fn of<'a>(checked: impl Iterator<Item = (&'a Program, &'a Reports)>) -> Self {
        let mut findings: Vec<Known> =
            checked.flat_map(|(program, reports)| known(program, reports)).collect();
        findings.sort();
        Self { version: VERSION, findings }
    }

    /// How many findings it holds.
    pub(super) const fn len(&self) -> usize {
        self.findings.len()
    }

    /// Reads a file of known findings.
    ///
    /// *Errors*: where it cannot be read, or is none.
    pub(super) fn read(path: &Path) -> Result<Self, Problem> {
        let text =
            std::fs::read_to_string(path).map_err(|error| Problem::io("read", path, &error))?;
        let wrong = |why: String| {
            let message = format!("`{}` is no file of known findings: {why}", path.display());
            Problem::new(message).help("write one with `rondel check --write-baseline FILE`")
        };
        let baseline: Self = serde_json::from_str(&text).map_err(|why| wrong(why.to_string()))?;
        match baseline.version {
            VERSION => Ok(baseline),
            other => Err(wrong(format!("it has version {other}, and this Rondel knows {VERSION}"))),
        }
    }

    /// Writes it to a file.
    ///
    /// *Errors*: where that cannot be.
    pub(super) fn write(&self, path: &Path) -> Result<(), Problem> {
        // Nothing in it can fail to be written: it is texts and a whole number.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        let folder = path.parent().unwrap_or(Path::new("."));
        write(folder, path, &text)
    }

    /// Takes known findings out of those of a program, each as often as it is known.
    ///
    /// What is left in the file afterwards was mended.
    pub(super) fn take_out(&mut self, program: &Program, reports: &mut Reports) {
        let mut left: BTreeMap<Known, usize> = BTreeMap::new();
        for one in self.findings.drain(..) {
            *left.entry(one).or_default() += 1;
        }
        let mut each = known(program, reports).into_iter();
        reports.retain(|_| {
            let Some(count) = each.next().and_then(|one| left.get_mut(&one)) else { return true };
            let is_known = *count > 0;
            *count = count.saturating_sub(1);
            !is_known
        });
        let left = left.into_iter().flat_map(|(one, count)| std::iter::repeat_n(one, count));
        self.findings = left.collect();
    }
}

/// Every finding of a program, in order.
fn known(program: &Program, reports: &Reports) -> Vec<Known> {
    let one = |report: &crate::report::Report| {
        let hash = blake3::hash(report.message.as_bytes()).to_hex();
        let message = hash.chars().take(16).collect();
        let at = program.anchor(report.location());
        Known { code: report.code.0.to_owned(), at, message }
    };
    reports.iter().map(one).collect()
}
