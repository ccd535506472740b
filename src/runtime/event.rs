//! What reaches a run.

use serde::{Deserialize, Serialize};

use super::EffectKey;
use crate::base::{Instant, Name};

/// Something that reaches a run. Its moment is the only time a turn knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub at: Instant,
    /// What.
    pub kind: EventKind,
}

/// What reaches a run. An answer names the wait it answers; one to a wait that is over changes
/// nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum EventKind {
    /// The run begins.
    Started,
    /// The contact has an owner.
    Assigned {
        /// The wait.
        wait: EffectKey,
        /// Who.
        agent: Name,
    },
    /// Nobody can be the owner.
    NotAssigned {
        /// The wait.
        wait: EffectKey,
        /// Why.
        why: Name,
    },
    /// A channel took the message, or nobody knows.
    Sent {
        /// The wait.
        wait: EffectKey,
    },
    /// A channel refused the message.
    NotSent {
        /// The wait.
        wait: EffectKey,
        /// Why.
        why: Name,
    },
    /// The time of a wait is over.
    Due {
        /// The wait.
        wait: EffectKey,
    },
    /// Another run of the workflow takes this one's place.
    Restarted,
    /// The conversation was closed while the run waited for an owner.
    Closed,
    /// Something that `stop when` names.
    Stopped {
        /// Its word: `contact_replies`.
        reason: Name,
    },
}
