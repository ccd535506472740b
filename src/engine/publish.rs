//! Making plans ready on a store: runs that began with older versions keep them.

use crate::plan::Plans;
use crate::runtime::{Published, Unpublishable, Workflow};
use crate::store::{RunStore, StoreError, WorkspaceId};

/// Why plans were not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// They cannot be run.
    #[error(transparent)]
    Plans(#[from] Unpublishable),
    /// A store cannot be reached.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Keeps plans in a store, and makes them ready to run, with every older version of a workflow that
/// the store keeps.
///
/// # Errors
/// When the plans cannot be run, or the store cannot be reached.
pub async fn publish<R: RunStore>(runs: &R, plans: Plans) -> Result<Published, PublishError> {
    let here = WorkspaceId(plans.workspace.name.clone());
    let workflows = plans.workflows.clone();
    let mut published = Published::load(plans)?;
    runs.keep_plans(&here, workflows).await?;
    for older in runs.plans(&here).await? {
        let loaded = Workflow::load(&older)
            .map_err(|why| Unpublishable::Step { workflow: older.name.clone(), why })?;
        published.keep(loaded);
    }
    Ok(published)
}
