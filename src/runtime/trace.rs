//! What happened and why, as data.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Arrival, Effect, Ending, Note, RunId};
use crate::base::{Instant, Name, Value};

/// One thing that happened: everything a transcript tells is made of these, in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The run it belongs to; none for what came from outside.
    pub run: Option<RunId>,
    /// The step; empty where none is meant.
    #[serde(default, skip_serializing_if = "Name::is_empty")]
    pub step: Name,
    /// What.
    pub what: Recorded,
}

/// What a record holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recorded {
    /// Something the world was asked to do, or that became true.
    Effect(Arc<Effect>),
    /// Something else.
    Trace(Traced),
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Traced {
    /// Something came from outside. With `false` it changed nothing.
    Came(Box<Arrival>, bool),
    /// A message opened a closed conversation, on this channel.
    OpenedByMessage(Option<Name>),
    /// A run began, on this event.
    Starts(Name),
    /// A workflow was not started, and why.
    NotStarted(Name, Name),
    /// A workflow was not started, because workflows set each other off too often.
    Cut(Name),
    /// An arm of a branch was taken, from 1; none is what stands behind `else`.
    Branched(Option<u32>),
    /// A run variable holds a value; none was cleared.
    Stored(Name, Option<Value>),
    /// A value was not stored.
    NotStored {
        /// Why.
        why: Name,
    },
    /// A jump was taken to a step for the n-th time.
    Jumped(Name, u32),
    /// A jump was taken as often as it may be.
    Exhausted,
    /// A step took this outcome.
    Outcome {
        /// Which.
        name: Name,
        /// Why, where there is more to say.
        why: Option<Name>,
    },
    /// An answer was accepted.
    Answered {
        /// As it was understood.
        value: Value,
    },
    /// An answer did not fit.
    Misfit {
        /// What was expected.
        why: Name,
    },
    /// The run waits for a moment.
    Sleeps {
        /// Until when.
        until: Instant,
        /// Whether it would have waited for longer than it may.
        cut: bool,
    },
    /// The run waits for an agent to accept.
    AwaitsAcceptance {
        /// Who.
        agent: Name,
        /// Until when.
        until: Instant,
    },
    /// An agent did not accept in time.
    PassedOver {
        /// Who.
        agent: Name,
    },
    /// The time of a wait was over.
    TimeUp,
    /// Something was noted while values were computed.
    Noted(Note),
    /// The run is over.
    Ended(Ending),
}
