//! What lies outside: channels and everything else that effects reach.
//!
//! In: effects. Out: how they went. This build has the [`Recorder`], which takes everything down
//! and reaches nobody.

mod recorder;

use std::future::Future;

pub use recorder::{Pending, PendingKind, Recorder};

use crate::runtime::{Answer, Outbound};

/// Performs effects.
pub trait World {
    /// Performs an effect, and says how it went. An effect of the same key was performed before, or
    /// begun, when a worker stopped in between.
    fn perform(&self, outbound: &Outbound) -> impl Future<Output = Performed> + Send;

    /// Whether whoever the effect reaches recognises its key, so that nothing happens twice when it
    /// is performed again.
    fn recognises(&self, outbound: &Outbound) -> bool;
}

/// How an effect went.
#[derive(Clone, Debug, PartialEq)]
pub enum Performed {
    /// Done, and nobody waits for an answer.
    Done,
    /// Done, with this answer.
    Answered(Answer),
    /// Begun: the answer comes as an event.
    Later,
}
