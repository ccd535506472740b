//! The report itself.

use std::fmt;

use serde::Serialize;

use crate::base::Location;

/// The name of a rule, as `# allow` and `rondel explain` take it: `unknown-name`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Code(pub &'static str);

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is compiled.
    Error,
    /// Compiled, and most likely not meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// A place in the source and what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub location: Location,
    /// What; may be empty for the primary label.
    pub text: String,
}

/// One step of a path that shows how something can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where the step stands.
    pub location: Location,
    /// What happens there.
    pub text: String,
}

/// One replacement of source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub location: Location,
    /// What comes in its place.
    pub text: String,
}

/// A change that mends the fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// Whether it can be applied without a person looking.
    pub safe: bool,
    /// The replacements, none overlapping.
    pub edits: Vec<Edit>,
}

/// One finding: what is wrong, where, why, and what to do.
///
/// The message is one lower-case sentence without a full stop, the user's text in backticks. The
/// first label is the culprit, the others its causes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The rule.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// The sentence.
    pub message: String,
    /// The culprit.
    pub primary: Label,
    /// Its causes.
    pub secondary: Vec<Label>,
    /// What to do, in the imperative.
    pub help: Option<String>,
    /// The shortest way it can happen.
    pub path: Vec<Step>,
    /// A change that mends it.
    pub fix: Option<Fix>,
}

impl Report {
    /// A finding at a place, with nothing more said yet.
    #[must_use]
    pub fn new(
        code: Code,
        severity: Severity,
        location: Location,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            primary: Label { location, text: String::new() },
            secondary: Vec::new(),
            help: None,
            path: Vec::new(),
            fix: None,
        }
    }

    /// An error at a place.
    #[must_use]
    pub fn error(code: Code, location: Location, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, location, message)
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(code: Code, location: Location, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, location, message)
    }

    /// A note at a place.
    #[must_use]
    pub fn note(code: Code, location: Location, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, location, message)
    }

    /// With words at the culprit.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// With one more place and what it has to do with the fault.
    #[must_use]
    pub fn also(mut self, location: Location, text: impl Into<String>) -> Self {
        self.secondary.push(Label { location, text: text.into() });
        self
    }

    /// With what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With what to do, if there is anything.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// With one more step of the path that shows it.
    #[must_use]
    pub fn step(mut self, location: Location, text: impl Into<String>) -> Self {
        self.path.push(Step { location, text: text.into() });
        self
    }

    /// With a replacement of one stretch that mends it and nothing else.
    #[must_use]
    pub fn fix(
        self,
        title: impl Into<String>,
        location: Location,
        text: impl Into<String>,
    ) -> Self {
        self.replace(title.into(), true, location, text.into())
    }

    /// With a replacement of one stretch that may be what was meant: a person decides.
    #[must_use]
    pub fn guess(
        self,
        title: impl Into<String>,
        location: Location,
        text: impl Into<String>,
    ) -> Self {
        self.replace(title.into(), false, location, text.into())
    }

    fn replace(mut self, title: String, safe: bool, location: Location, text: String) -> Self {
        self.fix = Some(Fix { title, safe, edits: vec![Edit { location, text }] });
        self
    }

    /// The culprit's place.
    #[must_use]
    pub const fn location(&self) -> Location {
        self.primary.location
    }
}

/// Findings, in the order they were made until sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reports {
    list: Vec<Report>,
}

impl Reports {
    /// Takes in one more.
    pub fn push(&mut self, report: Report) {
        self.list.push(report);
    }

    /// Takes in all of another list.
    pub fn append(&mut self, mut other: Self) {
        self.list.append(&mut other.list);
    }

    /// Every finding.
    pub fn iter(&self) -> impl Iterator<Item = &Report> {
        self.list.iter()
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|report| report.severity == severity).count()
    }

    /// Whether anything forbids compiling.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|report| report.severity == Severity::Error)
    }

    /// Whether any of the findings from the `start`-th on forbids compiling.
    #[must_use]
    pub fn has_errors_from(&self, start: usize) -> bool {
        self.list.iter().skip(start).any(|report| report.severity == Severity::Error)
    }

    /// Calls `change` with every one.
    pub fn each_mut(&mut self, change: impl FnMut(&mut Report)) {
        self.list.iter_mut().for_each(change);
    }

    /// Keeps only those that `keep` says yes to.
    pub fn retain(&mut self, keep: impl FnMut(&Report) -> bool) {
        self.list.retain(keep);
    }

    /// Drops those of the findings from the `start`-th on that `drop` says yes to.
    pub fn forget_from(&mut self, start: usize, drop: impl Fn(&Report) -> bool) {
        let kept: Vec<Report> =
            self.list.drain(start.min(self.list.len())..).filter(|report| !drop(report)).collect();
        self.list.extend(kept);
    }

    /// Sorts by place, then severity, then code, and drops exact repeats.
    pub fn sort(&mut self) {
        self.list.sort_by(|one, other| {
            let key = |report: &Report| (report.location(), report.severity, report.code);
            key(one).cmp(&key(other)).then_with(|| one.message.cmp(&other.message))
        });
        self.list.dedup();
    }
}

impl IntoIterator for Reports {
    type Item = Report;
    type IntoIter = std::vec::IntoIter<Report>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl Extend<Report> for Reports {
    fn extend<T: IntoIterator<Item = Report>>(&mut self, reports: T) {
        self.list.extend(reports);
    }
}
