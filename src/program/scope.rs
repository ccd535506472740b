//! What names mean at a place, and where findings and uses go.

use super::Use;
use super::names::Names;
use crate::base::{FileId, Location, Map, Name, Span, Ty, Type};
use crate::report::{Report, Reports};
use crate::vocabulary::Sort;

/// What is known of the run inside a workflow.
#[derive(Debug, Default)]
pub(crate) struct Run {
    /// The name of the workflow.
    pub(crate) workflow: Name,
    /// The variables, with the type and place of their first store.
    pub(crate) variables: Map<Name, (Type, Location)>,
    /// What its assistants collect, by the names of the places; for scenarios that say so.
    pub(crate) collected: Vec<(Name, Ty)>,
    /// What the triggers bring, by the name behind `trigger.` (perhaps with dots).
    pub(crate) brings: Map<Name, Ty>,
    /// Whether `message` is there on every way in; none where no trigger brings it.
    pub(crate) message: Option<bool>,
    /// The labels of the workflow, with their places.
    pub(crate) labels: Map<Name, Location>,
}

/// Names, and the sinks of a walk over one file.
#[derive(Debug)]
pub(crate) struct Scope<'a> {
    /// The file that is walked.
    pub(crate) file: FileId,
    /// What the program declares.
    pub(crate) names: &'a Names,
    /// Whether the program has no workspace: names it cannot know are warnings.
    pub(crate) sketch: bool,
    /// The workflow around, if there is one.
    pub(crate) run: &'a Run,
    /// Whether `secret(name)` may stand here.
    pub(crate) secrets: bool,
    /// Findings.
    pub(crate) reports: &'a mut Reports,
    /// Uses of declared names.
    pub(crate) uses: &'a mut Vec<Use>,
}

impl Scope<'_> {
    /// A stretch of the file that is walked.
    pub(crate) const fn location(&self, span: Span) -> Location {
        Location { file: self.file, span }
    }

    /// Takes in a finding.
    pub(crate) fn report(&mut self, report: Report) {
        self.reports.push(report);
    }

    /// Takes down that a declared thing is used.
    pub(crate) fn used(&mut self, sort: Sort, name: &Name, span: Span) {
        let location = self.location(span);
        self.uses.push(Use { sort, name: name.clone(), location });
    }
}
