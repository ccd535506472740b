//! What keepers of contacts and runs have to do.

mod book;
mod commits;
mod contacts;
mod dead;
mod inbox;
mod later;
mod log;
mod outbox;
mod threads;
mod timers;
mod workers;
mod workspaces;

use super::Case;
use crate::store::RunStore;

/// Every case.
pub(super) fn cases<S: RunStore + Sync>() -> Vec<Case<S>> {
    let mut all = inbox::cases();
    all.extend(commits::cases());
    all.extend(later::cases());
    all.extend(timers::cases());
    all.extend(outbox::cases());
    all.extend(workers::cases());
    all.extend(dead::cases());
    all.extend(contacts::cases());
    all.extend(log::cases());
    all.extend(workspaces::cases());
    all.extend(threads::cases());
    all
}
