//! What reaches a run.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::{EffectKey, Message};
use crate::base::{Instant, Name};

/// Something that reaches a run. Its moment is the only time a turn knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When.
    pub at: Instant,
    /// What.
    pub kind: EventKind,
}

/// What reaches a run. An answer names the wait it answers; one to a wait that is over changes
/// nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum EventKind {
    /// The run begins.
    Started,
    /// The answer to a wait.
    Answer(EffectKey, Answer),
    /// The time of a wait is over.
    Due(EffectKey),
    /// The run ends from outside.
    Over(Over),
}

/// The answer to a wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The contact has an owner.
    Assigned(Name),
    /// A person gave the contact an owner.
    ByHand,
    /// Nobody can be the owner, and why.
    NotAssigned(Name),
    /// The request for an owner was withdrawn in time.
    Withdrawn,
    /// The agent accepted the contact.
    Accepted,
    /// A channel or a sheet took what was sent, or nobody knows.
    Taken,
    /// A channel or a sheet refused what was sent, and why.
    Refused(Name),
    /// The contact wrote.
    Said(Arc<Message>),
    /// Another system answered; without a status there was no usable answer.
    Http {
        /// The status of the answer.
        status: Option<u16>,
        /// Its body.
        body: Option<Json>,
        /// Why there was none.
        why: Option<Name>,
    },
    /// An assistant wrote something, or came to an end, or both.
    Assistant {
        /// What it writes to the contact.
        says: Option<Name>,
        /// How it ends: `done`, `handoff`, `unable`, `failed`.
        outcome: Option<Name>,
        /// What it found out, by the words of `collect` or the name of the place.
        collected: Vec<(Name, Json)>,
    },
    /// The other workflow was started.
    Begun,
    /// The other workflow was not started, or did not end well, and why.
    NotBegun(Name),
    /// The other workflow has ended well.
    Finished,
}

/// Why a run ends from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// Another run of the workflow takes its place.
    Restarted,
    /// The conversation was closed while it waited for an owner.
    Closed,
    /// Something that `stop when` names.
    Stopped(Name),
}
