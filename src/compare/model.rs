//! What is told of two programs, as data: versioned, in a stable order.

use serde::Serialize;

use crate::base::Name;
use crate::plan::Target;

/// The version of the form. It rises when a reader of the old form would go wrong.
pub const COMPARISON_VERSION: u32 = 1;

/// Everything that one comparison tells, as programs read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document {
    /// The version of this form.
    pub version: u32,
    /// What the older side is called: a folder, a file, a revision.
    pub old: String,
    /// What the newer side is called.
    pub new: String,
    /// Whether nothing is different.
    pub same: bool,
    /// By folder.
    pub programs: Vec<Compared>,
}

/// A program of several that were compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Compared {
    /// Its folder below what was compared; empty where that is the folder.
    pub folder: String,
    /// What is different.
    #[serde(flatten)]
    pub comparison: Comparison,
}

/// What is different between two programs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// What is promised, and what holds: those that are broken first.
    pub promises: Vec<PromiseChange>,
    /// What is declared in the workspace, in declared order.
    pub workspace: Vec<ItemChange>,
    /// By name.
    pub workflows: Vec<WorkflowChange>,
}

impl Comparison {
    /// Whether nothing is.
    #[must_use]
    pub const fn is_same(&self) -> bool {
        self.promises.is_empty() && self.workspace.is_empty() && self.workflows.is_empty()
    }
}

/// What became of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
}

/// One thing that is said of something, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Detail {
    /// What it is about: `text`, `retries`, `limit`, `stands`.
    pub what: String,
    /// What was said; none where nothing was.
    pub old: Option<String>,
    /// What is said; none where nothing is.
    pub new: Option<String>,
}

/// What says where something stands among its like.
const FIRST: &str = "first";

impl Detail {
    /// That something stands elsewhere than it did: behind what it stood and stands, if anything.
    pub(super) fn of_place(old: Option<&str>, new: Option<&str>) -> Self {
        let place = |behind: Option<&str>| {
            Some(behind.map_or_else(|| FIRST.to_owned(), |name| format!("behind `{name}`")))
        };
        Self { what: "stands".to_owned(), old: place(old), new: place(new) }
    }

    /// Whether it says only that.
    pub(super) fn is_place(&self) -> bool {
        self.what == "stands"
            && self.new.as_ref().is_some_and(|new| new == FIRST || new.starts_with("behind `"))
    }
}

/// A declared thing, or a trigger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ItemChange {
    /// What became of it.
    pub change: Change,
    /// What it is: `agent`, `hours`, `on`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// What is said of it.
    pub details: Vec<Detail>,
}

/// A workflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WorkflowChange {
    /// What became of it.
    pub change: Change,
    /// Its name.
    pub name: Name,
    /// The name it had, where that was another.
    pub old_name: Option<Name>,
    /// What is said of the whole: its title, its settings, its variables.
    pub details: Vec<Detail>,
    /// What starts it.
    pub triggers: Vec<ItemChange>,
    /// Where a run begins.
    pub begin: Option<WayChange>,
    /// In order of the newer program, each that is gone where it was.
    pub steps: Vec<StepChange>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StepChange {
    /// What became of it.
    pub change: Change,
    /// Its id; of a step that is gone, the one it had.
    pub id: Name,
    /// The id it had, where that was another.
    pub old_id: Option<Name>,
    /// What it does, as it is written, without its settings.
    pub text: String,
    /// Where it stands; of a step that is gone, where it stood.
    pub place: Option<Place>,
    /// What is said in it; of a step that is new or gone, its settings.
    pub details: Vec<Detail>,
    /// Where it leads.
    pub ways: Vec<WayChange>,
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// The file.
    pub file: Name,
    /// The line, from 1.
    pub line: u32,
}

impl StepChange {
    /// Whether it does what it did, called otherwise or standing elsewhere.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.change == Change::Changed
            && self.details.iter().all(Detail::is_place)
            && self.ways.iter().all(|way| way.implied)
    }

    /// The ways without those that go where the plain way on goes, before and after: one says it.
    pub(super) fn telling_ways(&self) -> impl Iterator<Item = &WayChange> {
        let mut ways = self.ways.iter();
        let on = ways.find(|way| way.old.as_ref().is_some_and(|way| way.goes_on));
        self.ways.iter().filter(move |way| !on.is_some_and(|on| way.follows(on)))
    }
}

/// A way on from a step, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WayChange {
    /// As it was; none where it is new.
    pub old: Option<Way>,
    /// As it is; none where it is gone.
    pub new: Option<Way>,
    /// Whether it follows from the steps that were put in or taken out on it.
    pub implied: bool,
}

impl WayChange {
    /// Whether it goes where another one goes, before and after, and is otherwise as it was.
    fn follows(&self, on: &Self) -> bool {
        let (Some(old), Some(new)) = (&self.old, &self.new) else { return false };
        let same = |way: &Way, on: &Option<Way>| on.as_ref().is_some_and(|on| way.to == on.to);
        let alike = old.outcome == new.outcome && old.by_default == new.by_default;
        alike && !new.goes_on && same(old, &on.old) && same(new, &on.new)
    }
}

/// A way on from a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Way {
    /// The outcome, as people write it: `timeout 10m`.
    pub outcome: String,
    /// Where it leads.
    pub to: Target,
    /// Whether nothing is written for it in the program.
    pub by_default: bool,
    /// Whether it is the one that a run goes on by if nothing is in the way.
    pub goes_on: bool,
}

/// A promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PromiseChange {
    /// What became of the line; `changed` also where only the steps are others, and the promise
    /// is broken now or kept again.
    pub change: Change,
    /// The workflow that promises it.
    pub workflow: Name,
    /// As it was written; none where it is new.
    pub old: Option<String>,
    /// As it is written; none where it is gone.
    pub new: Option<String>,
    /// Whether more is promised now than before; none where neither can be said.
    pub tighter: Option<bool>,
    /// Whether the older workflow keeps the older promise; the newer one, where it had none. None
    /// where that cannot be known.
    pub held: Option<bool>,
    /// Whether the newer workflow keeps the newer promise; the older one, where that is gone.
    pub holds: Option<bool>,
    /// Whether the newer workflow keeps the older promise, where both are there and differ.
    pub still_holds: Option<bool>,
    /// Where the newer workflow breaks one of them, what that means.
    pub message: Option<String>,
    /// The shortest way on which it is broken in the newer workflow.
    pub path: Vec<PathStep>,
    /// Whether it was too much to follow whether a run can go that way.
    pub is_unsure: bool,
    /// Whether it stands elsewhere among the promises of the workflow.
    pub is_moved: bool,
}

impl PromiseChange {
    /// Whether the newer workflow breaks a promise that the older one did not.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.holds == Some(false) && self.held != Some(false)
    }
}

/// A step of a way that breaks a promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PathStep {
    /// What is decided or happens.
    pub text: String,
    /// Where.
    pub place: Place,
}
