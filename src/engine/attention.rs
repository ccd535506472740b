//! Who needs attention: contacts that nobody owns although a run of theirs failed or timed out.

use super::Attention;
use crate::store::{RunStore, StoreError, WorkspaceId};

/// Contacts that are read at once.
const BATCH: usize = 1_000;

/// Everybody who needs attention, by contact.
///
/// # Errors
/// When the store cannot be reached.
pub async fn needs_attention<R: RunStore>(
    runs: &R,
    here: &WorkspaceId,
) -> Result<Vec<Attention>, StoreError> {
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let batch = runs.contacts(here, after.as_ref(), BATCH).await?;
        let Some(last) = batch.last() else { return Ok(found) };
        after = Some(last.contact.id.clone());
        found.extend(batch.iter().filter_map(|state| {
            let trouble = state.attention()?;
            Some(Attention {
                contact: state.contact.id.clone(),
                name: state.contact.full_name(),
                workflow: trouble.run.workflow.clone(),
                at: trouble.at,
                fault: trouble.fault.clone(),
                timed_out: trouble.timed_out,
            })
        }));
    }
}
