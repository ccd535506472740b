//! What is published: the newest workspace, the newest workflows, and older versions that runs
//! still keep.

use std::sync::Arc;

use super::steps::Misread;
use super::{UnknownZone, Version, Workflow, Workspace};
use crate::base::{Map, Name};
use crate::plan::Plans;

/// Everything that runs need to know of the program.
#[derive(Clone, Debug)]
pub struct Published {
    workspace: Workspace,
    /// In order of their names.
    workflows: Vec<Arc<Workflow>>,
    /// The places of workflows in the list by the events that start them.
    by_event: Map<Name, Vec<u32>>,
    older: Vec<Arc<Workflow>>,
    reads_status: bool,
}

/// Why plans cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unpublishable {
    /// A time zone that nobody knows.
    #[error(transparent)]
    Zone(#[from] UnknownZone),
    /// A step that this version of Rondel does not know.
    #[error("workflow `{workflow}`: {why}")]
    Step {
        /// The workflow.
        workflow: Name,
        /// What is wrong with it.
        why: Misread,
    },
}

impl Published {
    /// Makes plans ready to run.
    ///
    /// # Errors
    /// When the workspace names a time zone that does not exist, or a workflow has a step that this
    /// version does not know.
    pub fn load(plans: Plans) -> Result<Self, Unpublishable> {
        let workspace = Workspace::load(plans.workspace)?;
        let mut workflows = Vec::with_capacity(plans.workflows.len());
        for plan in &plans.workflows {
            let loaded = Workflow::load(plan)
                .map_err(|why| Unpublishable::Step { workflow: plan.name.clone(), why })?;
            workflows.push(Arc::new(loaded));
        }
        workflows.sort_by(|one, other| one.name().cmp(other.name()));
        let mut by_event: Map<Name, Vec<u32>> = Map::default();
        for (workflow, place) in workflows.iter().zip(0..) {
            for trigger in workflow.triggers() {
                let places = by_event.entry(trigger.event.clone()).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
        let reads_status = workflows.iter().any(|workflow| workflow.reads_status());
        Ok(Self { workspace, workflows, by_event, older: Vec::new(), reads_status })
    }

    /// Takes in an older version of a workflow, for the runs that keep it.
    pub fn keep(&mut self, older: Workflow) {
        if self.version(older.name(), older.version()).is_none() {
            self.reads_status |= older.reads_status();
            self.older.push(Arc::new(older));
        }
    }

    /// The newest workspace.
    #[must_use]
    pub const fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The newest workflows, in order of their names.
    #[must_use]
    pub fn workflows(&self) -> &[Arc<Workflow>] {
        &self.workflows
    }

    /// The newest version of a workflow.
    #[must_use]
    pub fn workflow(&self, name: &str) -> Option<&Arc<Workflow>> {
        let place = self.workflows.binary_search_by(|one| one.name().as_str().cmp(name)).ok()?;
        self.workflows.get(place)
    }

    /// A version of a workflow.
    #[must_use]
    pub fn version(&self, name: &str, version: Version) -> Option<&Arc<Workflow>> {
        let newest = self.workflow(name).filter(|one| one.version() == version);
        let mut older = self.older.iter();
        newest.or_else(|| older.find(|one| one.name() == name && one.version() == version))
    }

    /// Whether any workflow asks for the status of an owner.
    #[must_use]
    pub const fn reads_status(&self) -> bool {
        self.reads_status
    }

    /// The workflows that an event may start, in order of their names.
    pub fn started_by(&self, event: &str) -> impl DoubleEndedIterator<Item = &Arc<Workflow>> {
        let places = self.by_event.get(event).into_iter().flatten();
        places.filter_map(|place| self.workflows.get(*place as usize))
    }
}
