//! One thing that happened, for people and for programs.

use serde::Serialize;

use super::moment;
use crate::base::{Instant, Name};
use crate::routing::Decision;
use crate::runtime::RunId;

/// One line of the transcript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// When.
    #[serde(serialize_with = "moment::serialize")]
    pub at: Instant,
    /// The line of the file that caused it, from 1; none for what the clock brought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// What sort of thing.
    pub what: What,
    /// The contact it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Name>,
    /// Who that is for people: the contact's or the agent's name.
    #[serde(skip_serializing_if = "Name::is_empty")]
    pub name: Name,
    /// The agent it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<Name>,
    /// The run it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run: Option<RunId>,
    /// The step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<Name>,
    /// The step's file and line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<(Name, u32)>,
    /// The key of the effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Name>,
    /// What, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Why, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Everything a decision looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Box<Decision>>,
}

/// What sort of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it, and each is shown as it is written")]
pub enum What {
    Opened,
    Closed,
    Says,
    AgentSays,
    Status,
    AgentChanged,
    AssignedByHand,
    UnassignedByHand,
    Accepted,
    TagAdded,
    TagRemoved,
    FieldChanged,
    LifecycleChanged,
    Webhook,
    Shortcut,
    AdClicked,
    StartedByHand,
    SendResult,
    Answer,
    Time,
    Starts,
    NotStarted,
    Sends,
    Asks,
    Answered,
    Misfit,
    Calls,
    Assists,
    Row,
    Sleeps,
    PassedOver,
    Assigned,
    Waits,
    TimeUp,
    NotAssigned,
    Unassigned,
    Comments,
    Tags,
    Untags,
    Sets,
    Opens,
    Closes,
    Branches,
    Jumps,
    Outcome,
    Notes,
    Ends,
    Fails,
    TimesOut,
    Cut,
    Duplicate,
    Late,
    Bad,
}

impl What {
    /// The verb that people read.
    #[must_use]
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Opened | Self::Opens => "opened",
            Self::Closed | Self::Closes => "closed",
            Self::Says => "says",
            Self::AgentSays => "agent says",
            Self::Status => "is now",
            Self::AgentChanged => "changed",
            Self::AssignedByHand | Self::Assigned => "assigned",
            Self::UnassignedByHand | Self::Unassigned => "unassigned",
            Self::Accepted => "accepted",
            Self::TagAdded | Self::Tags => "tagged",
            Self::TagRemoved | Self::Untags => "untagged",
            Self::FieldChanged | Self::Sets => "set",
            Self::LifecycleChanged => "lifecycle",
            Self::Webhook => "webhook",
            Self::Shortcut => "shortcut",
            Self::AdClicked => "ad clicked",
            Self::StartedByHand => "started",
            Self::SendResult => "result",
            Self::Answer => "answer",
            Self::Time => "time",
            Self::Starts => "starts",
            Self::NotStarted => "skips",
            Self::Sends => "sent",
            Self::Asks => "asked",
            Self::Answered => "understood",
            Self::Misfit => "no answer",
            Self::Calls => "called",
            Self::Assists => "assistant",
            Self::Row => "row",
            Self::Sleeps => "waits",
            Self::PassedOver => "passed on",
            Self::Waits => "waits",
            Self::TimeUp => "time is up",
            Self::NotAssigned => "nobody",
            Self::Comments => "comment",
            Self::Branches => "branch",
            Self::Jumps => "jump",
            Self::Outcome => "outcome",
            Self::Notes => "note",
            Self::Ends => "ended",
            Self::Fails => "failed",
            Self::TimesOut => "timed out",
            Self::Cut => "cut off",
            Self::Duplicate => "duplicate",
            Self::Late => "late",
            Self::Bad => "bad line",
        }
    }

    /// Whether people read it only when they ask for every detail.
    #[must_use]
    pub const fn is_detail(self) -> bool {
        matches!(
            self,
            Self::Starts
                | Self::Answered
                | Self::Branches
                | Self::Jumps
                | Self::Outcome
                | Self::Ends
                | Self::Time
                | Self::NotStarted
                | Self::SendResult
                | Self::Answer
                | Self::Duplicate
                | Self::Late
        )
    }

    /// Whether somebody should look at it.
    #[must_use]
    pub const fn is_problem(self) -> bool {
        matches!(
            self,
            Self::Fails | Self::TimesOut | Self::Cut | Self::Bad | Self::NotAssigned | Self::Notes
        )
    }

    /// Whether it came from outside, rather than from a workflow.
    #[must_use]
    pub const fn is_incoming(self) -> bool {
        (self as u8) <= (Self::Time as u8)
    }
}

impl Entry {
    /// An entry without particulars.
    #[must_use]
    pub fn new(at: Instant, what: What, text: impl Into<String>) -> Self {
        Self {
            at,
            line: None,
            what,
            contact: None,
            name: Name::default(),
            agent: None,
            run: None,
            step: None,
            source: None,
            key: None,
            text: text.into(),
            why: String::new(),
            decision: None,
        }
    }

    /// One JSON object without line ends, keys always in the same order.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
