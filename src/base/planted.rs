//! Bugs that are planted on purpose, to see whether the simulator finds them. They are there only
//! with the feature `planted`, at the places where such bugs would be.

use std::cell::Cell;

/// A bug that somebody shipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plant {
    /// A keeper of rosters forgets which commands it was given.
    DoubleAssign,
    /// When somebody comes or goes, everybody's turns begin anew.
    PointerReset,
    /// Whoever came last is served first.
    NewcomerFirst,
    /// A message leaves before the commit that says so.
    SendBeforeCommit,
    /// A timer ends whatever is waited for, due or not.
    StaleTimer,
    /// Nobody looks at who waits when an agent comes free.
    LostWakeUp,
    /// A decision is made on what was read before the last one.
    CapRace,
    /// An event that was seen before is taken in again.
    DuplicateEvent,
    /// A commit whose answer was lost is made again.
    RepeatAfterUnknown,
    /// A contact can be in a workflow twice at once.
    TwoRuns,
    /// A message leaves before what it rests on is on the disk. Only a loss of power shows that.
    LeaveBeforeSync,
}

impl Plant {
    /// Every one that shows without a loss of power.
    pub const ALL: [Self; 10] = [
        Self::DoubleAssign,
        Self::PointerReset,
        Self::NewcomerFirst,
        Self::SendBeforeCommit,
        Self::StaleTimer,
        Self::LostWakeUp,
        Self::CapRace,
        Self::DuplicateEvent,
        Self::RepeatAfterUnknown,
        Self::TwoRuns,
    ];
}

thread_local! {
    static PLANTED: Cell<Option<Plant>> = const { Cell::new(None) };
}

/// Plants a bug on this thread, or takes it out again.
pub fn plant(bug: Option<Plant>) {
    PLANTED.set(bug);
}

/// Whether a bug is planted on this thread.
#[must_use]
pub fn is(bug: Plant) -> bool {
    PLANTED.get() == Some(bug)
}
