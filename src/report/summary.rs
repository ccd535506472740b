//! How much was found.

use std::fmt;

use serde::Serialize;

use super::{Batch, Severity};

/// Files looked at, and findings by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Summary {
    /// Files looked at.
    pub files: usize,
    /// Errors among the findings.
    pub errors: usize,
    /// Warnings among the findings.
    pub warnings: usize,
    /// Notes among the findings.
    pub notes: usize,
}

impl Summary {
    /// The counts of all batches.
    #[must_use]
    pub fn new(batches: &[Batch<'_>], files: usize) -> Self {
        let count = |severity| batches.iter().map(|batch| batch.reports.count(severity)).sum();
        Self {
            files,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }
}

impl fmt::Display for Summary {
    /// `3 files: 1 error, 2 warnings`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |count: usize, word: &str| {
            let ending = if count == 1 { "" } else { "s" };
            format!("{count} {word}{ending}")
        };
        let found = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let found: Vec<String> = found
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| counted(count, word))
            .collect();
        let found = if found.is_empty() { "no findings".to_owned() } else { found.join(", ") };
        write!(f, "{}: {found}", counted(self.files, "file"))
    }
}
