//! What keepers of rosters have to do.

mod choice;
mod desk;
mod filters;
mod hand;
mod keys;
mod publish;
mod queue;
mod threads;

use super::Case;
use crate::store::AgentStore;

/// Every case.
pub(super) fn cases<S: AgentStore + Sync>() -> Vec<Case<S>> {
    let mut all = choice::cases();
    all.extend(filters::cases());
    all.extend(queue::cases());
    all.extend(hand::cases());
    all.extend(publish::cases());
    all.extend(keys::cases());
    all.extend(threads::cases());
    all
}
