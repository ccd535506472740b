//! One contact's way through one workflow.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Brought, EffectKey, Message};
use crate::base::{Instant, Name, Value};

/// The name of a run, unique in its workspace: `lead_intake/c1/2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunId(pub Name);

/// A run. Everything it needs to go on is in here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its name.
    pub id: RunId,
    /// The workflow.
    pub workflow: Name,
    /// The contact.
    pub contact: Name,
    /// Whether it is about to go on, waits, or is over.
    pub state: State,
    /// Its variables that have a value.
    pub variables: BTreeMap<Name, Value>,
    /// How often each jump step was taken.
    pub jumps: BTreeMap<Name, u32>,
    /// How many steps were visited.
    pub visits: u64,
    /// How many turns it has had.
    pub sequence: u64,
    /// What started it.
    pub trigger: Brought,
    /// The message that started or resumed it.
    pub message: Option<Message>,
    /// How many workflows set each other off before it.
    pub chain: u32,
}

/// Where a run is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not begun.
    New,
    /// Waits for an answer.
    Waiting(Wait),
    /// Over.
    Ended(Ending),
}

/// What a run waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// The effect whose answer it is.
    pub key: EffectKey,
    /// The step.
    pub step: Name,
    /// What for.
    pub what: WaitFor,
    /// Until when.
    pub due: Instant,
}

/// What for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitFor {
    /// An owner.
    Owner,
    /// A channel's answer.
    Channel,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// At its last step, or at `stop`.
    Completed,
    /// A step failed and nothing handled it.
    Failed(Fault),
    /// A step timed out and nothing handled it.
    TimedOut(Fault),
    /// Another run of the workflow took its place.
    Restarted,
    /// The conversation was closed while it waited for an owner.
    Closed,
    /// By `stop when`, for this reason.
    Stopped(Name),
}

/// Where and why a run failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The step.
    pub step: Name,
    /// Its file and line.
    pub source: Option<(Name, u32)>,
    /// Why, in plain words.
    pub why: Name,
}

impl Run {
    /// A run that has not begun.
    #[must_use]
    pub fn new(id: RunId, workflow: Name, contact: Name, trigger: Brought, chain: u32) -> Self {
        let message = trigger.message.clone();
        Self {
            id,
            workflow,
            contact,
            state: State::New,
            variables: BTreeMap::new(),
            jumps: BTreeMap::new(),
            visits: 0,
            sequence: 0,
            trigger,
            message,
            chain,
        }
    }

    /// What it waits for.
    #[must_use]
    pub const fn wait(&self) -> Option<&Wait> {
        match &self.state {
            State::Waiting(wait) => Some(wait),
            State::New | State::Ended(_) => None,
        }
    }

    /// How it ended.
    #[must_use]
    pub const fn ending(&self) -> Option<&Ending> {
        match &self.state {
            State::Ended(ending) => Some(ending),
            State::New | State::Waiting(_) => None,
        }
    }
}
