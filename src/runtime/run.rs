//! One contact's way through one workflow.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Brought, EffectKey, Message, Version};
#[cfg(feature = "planted")]
use crate::base::planted::{self, Plant};
use crate::base::{Digits, Instant, Name, Table, Value, as_text};

/// The name of a run, unique in its workspace. Reads and prints as `lead_intake/c1/2`. Cheap to
/// clone: every record of a run holds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(Arc<RunName>);

/// What a run is named by.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunName {
    /// The workflow.
    pub workflow: Name,
    /// The contact.
    pub contact: Name,
    /// Which of the contact's runs of the workflow, from 1.
    pub number: u32,
}

impl RunId {
    /// The `number`-th run, from 1, of a workflow for a contact.
    #[must_use]
    pub fn new(workflow: Name, contact: Name, number: u32) -> Self {
        Self(Arc::new(RunName { workflow, contact, number }))
    }

    /// What the keys of its effects are made of.
    fn root(&self) -> EffectKey {
        EffectKey::of_texts(&[&self.workflow, "/", &self.contact, "/", &Digits::of(self.number)])
    }
}

impl Deref for RunId {
    type Target = RunName;

    fn deref(&self) -> &RunName {
        &self.0
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.workflow)?;
        f.write_str("/")?;
        f.write_str(&self.contact)?;
        write!(f, "/{}", self.number)
    }
}

impl FromStr for RunId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        // Names of workflows hold no slash; ids of contacts may.
        let (workflow, rest) = text.split_once('/').ok_or(())?;
        let (contact, number) = rest.rsplit_once('/').ok_or(())?;
        let number = number.parse().map_err(|_| ())?;
        Ok(Self::new(workflow.into(), contact.into(), number))
    }
}

as_text!(RunId, "`WORKFLOW/CONTACT/NUMBER`");

/// A run. Everything it needs to go on is in here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its name.
    pub id: RunId,
    /// The version of the workflow it began with and keeps.
    pub version: Version,
    /// What the keys of its effects are made of.
    pub root: EffectKey,
    /// Whether it is about to go on, waits, or is over.
    pub state: State,
    /// Its variables that have a value.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub variables: Table<Value>,
    /// How often each jump step was taken.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub jumps: Table<u32>,
    /// How many steps were visited.
    pub visits: u32,
    /// How many turns it has had.
    pub sequence: u32,
    /// How many workflows set each other off before it.
    pub chain: u32,
    /// What started it.
    pub trigger: Brought,
    /// The message that started or resumed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Arc<Message>>,
    /// The run that waits for its end, and the wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Box<(RunId, EffectKey)>>,
}

/// Where a run is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not begun. A label is where it begins instead of at the first step.
    New(Option<Name>),
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
    /// Until when; none where the end of something else ends it.
    pub due: Option<Instant>,
    /// The run's turn that began it, among all turns of its contact: later ones are younger.
    pub since: u64,
}

/// What for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitFor {
    /// An owner. Agents in the list were passed over.
    Owner(Vec<Name>),
    /// To hear whether the request for an owner could be withdrawn when its time was up.
    Withdrawal,
    /// The agent's acceptance; agents in the list were passed over, and the moment is the end of
    /// the whole step.
    Acceptance(Box<(Name, Vec<Name>, Instant)>),
    /// A channel's answer.
    Channel,
    /// The contact's answer to a question, after so many that did not fit.
    Answer(u32),
    /// A moment.
    Moment,
    /// Another system's answer.
    Http,
    /// An assistant, which has sent so many messages.
    Assistant(u32),
    /// A sheet's answer.
    Sheet,
    /// Another workflow: to have started, or with `true` to have ended.
    Other(bool),
}

impl Wait {
    /// Whether its time is up.
    #[must_use]
    pub fn is_up(&self, now: Instant) -> bool {
        #[cfg(feature = "planted")]
        let now = if planted::is(Plant::StaleTimer) { Instant { millis: i64::MAX } } else { now };
        self.due.is_some_and(|due| due <= now)
    }
}

impl WaitFor {
    /// Whether a message of the contact is an answer to it.
    #[must_use]
    pub const fn is_question(&self) -> bool {
        matches!(self, Self::Answer(_) | Self::Assistant(_))
    }

    /// Whether the contact is being given an owner.
    #[must_use]
    pub const fn is_for_owner(&self) -> bool {
        matches!(self, Self::Owner(_) | Self::Withdrawal | Self::Acceptance(_))
    }
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// At its last step, or at `stop`.
    Completed,
    /// A step failed and nothing handled it.
    Failed(Box<Fault>),
    /// A step timed out and nothing handled it.
    TimedOut(Box<Fault>),
    /// Another run of the workflow took its place.
    Restarted,
    /// The conversation was closed while it waited for an owner.
    Closed,
    /// By `stop when`, for this reason.
    Stopped(Name),
}

impl Ending {
    /// Where and why it went wrong, if it did.
    #[must_use]
    pub fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Failed(fault) | Self::TimedOut(fault) => Some(fault),
            Self::Completed | Self::Restarted | Self::Closed | Self::Stopped(_) => None,
        }
    }
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
    pub fn new(id: RunId, version: Version, trigger: Brought) -> Self {
        let message = trigger.message.clone();
        Self {
            root: id.root(),
            id,
            version,
            state: State::New(None),
            variables: Table::default(),
            jumps: Table::default(),
            visits: 0,
            sequence: 0,
            chain: 0,
            trigger,
            message,
            parent: None,
        }
    }

    /// What it waits for.
    #[must_use]
    pub const fn wait(&self) -> Option<&Wait> {
        match &self.state {
            State::Waiting(wait) => Some(wait),
            State::New(_) | State::Ended(_) => None,
        }
    }

    /// How it ended.
    #[must_use]
    pub const fn ending(&self) -> Option<&Ending> {
        match &self.state {
            State::Ended(ending) => Some(ending),
            State::New(_) | State::Waiting(_) => None,
        }
    }
}
