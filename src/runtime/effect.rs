//! What a turn asks the world to do, as data.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Change, HttpRequest, Outgoing, Report, RunId};
use crate::base::{Instant, Key, Name, Value};

/// The key of an effect: the same for the same visit of a step in a run, so that a repeat is
/// recognised.
pub type EffectKey = Key;

/// One effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// Its key.
    pub key: EffectKey,
    /// What for.
    pub act: Act,
}

/// What the world has to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outbound {
    /// For whom.
    pub contact: Name,
    /// For which run; none where no run asked.
    pub run: Option<RunId>,
    /// What.
    pub effect: Arc<Effect>,
    /// When it was asked for.
    pub at: Instant,
    /// The line of the file that led to it, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
}

/// What an effect asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// A message to the contact.
    Send(Outgoing),
    /// An owner for the contact. The answer is an event.
    Assign(Box<AssignTo>),
    /// The time of a request for an owner is over. The answer is an event, unless the run has
    /// ended.
    Withdraw {
        /// The key of the request.
        request: EffectKey,
    },
    /// A person's choice of an owner.
    AssignByHand {
        /// Who.
        agent: Name,
    },
    /// No owner any more.
    Unassign {
        /// Whether a person said so.
        by_hand: bool,
    },
    /// A request to another system. The answer is an event.
    Http(Box<HttpRequest>),
    /// A turn of an assistant. The answer is an event.
    Assist(Box<Assist>),
    /// A row of a sheet.
    Row(Box<Row>),
    /// Another workflow for the same contact.
    Start(Box<StartOther>),
    /// A note for colleagues.
    Comment {
        /// Its text.
        text: Name,
        /// Who is told.
        mention: Vec<Name>,
    },
    /// A change of the contact or its conversation.
    Change(Change),
}

impl Act {
    /// Whether the agents' roster has to hear of it. What it hears of one contact must reach it in
    /// the order in which it was asked for.
    #[must_use]
    pub const fn routes(&self) -> bool {
        match self {
            Self::Assign(_)
            | Self::Withdraw { .. }
            | Self::AssignByHand { .. }
            | Self::Unassign { .. }
            | Self::Change(Change::Opened { .. } | Change::Closed { .. }) => true,
            Self::Send(_)
            | Self::Http(_)
            | Self::Assist(_)
            | Self::Row(_)
            | Self::Start(_)
            | Self::Comment { .. }
            | Self::Change(_) => false,
        }
    }

    /// Whether somebody outside has to do something: the rest is true with the commit.
    #[must_use]
    pub const fn leaves(&self) -> bool {
        match self {
            Self::Send(_)
            | Self::Assign(_)
            | Self::Withdraw { .. }
            | Self::AssignByHand { .. }
            | Self::Unassign { .. }
            | Self::Http(_)
            | Self::Assist(_)
            | Self::Row(_)
            | Self::Change(Change::Opened { .. } | Change::Closed { .. }) => true,
            Self::Start(_) | Self::Comment { .. } | Self::Change(_) => false,
        }
    }
}

/// Among whom an owner is looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// One agent.
    Agent(Name),
    /// A team.
    Team(Name),
    /// Everybody.
    Workspace,
}

/// A request for an owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignTo {
    /// The key of the request, the same for every attempt.
    pub request: EffectKey,
    /// Among whom.
    pub pick: Pick,
    /// Fewest open conversations first, instead of in turn.
    pub least_open: bool,
    /// Only agents who are online.
    pub only_online: bool,
    /// Only agents with fewer open conversations.
    pub below: Option<u32>,
    /// Only agents with all of these.
    pub skills: Vec<Name>,
    /// The present owner first.
    pub keep_owner: bool,
    /// Higher ones are served first.
    pub priority: i64,
    /// Agents who were given the contact and did not accept it in time; the last of them still
    /// owns it.
    pub passed: Vec<Name>,
}

/// What an assistant is to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assist {
    /// What is to be reached.
    pub objective: Name,
    /// How to speak.
    pub instructions: Option<Name>,
    /// Files to draw on.
    pub knowledge: Vec<Name>,
    /// What to find out: in words, and its type.
    pub collect: Vec<(Name, Name)>,
    /// The model.
    pub model: Option<Name>,
    /// What the contact wrote; none at the beginning.
    pub message: Option<Name>,
    /// How many messages the assistant has sent in this conversation.
    pub turns: u32,
}

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The sheet.
    pub sheet: Name,
    /// Its tab.
    pub tab: Name,
    /// The cells by the titles of their columns.
    pub cells: Vec<(Name, Name)>,
    /// What the run wants to hear of it.
    pub report: Report,
}

/// The start of another workflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartOther {
    /// Which.
    pub workflow: Name,
    /// What its `manual` trigger brings.
    pub with: Vec<(Name, Value)>,
    /// The label to begin at.
    pub at: Option<Name>,
    /// Whether the run that asks waits for its end.
    pub and_wait: bool,
}

/// A message from or to a contact, as `message.*` sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// What it says; pictures and files may say nothing.
    pub text: Option<Name>,
    /// `text`, `image`, `video`, `audio`, `file`, `location`.
    pub kind: Name,
    /// Where it came in.
    pub channel: Option<Name>,
}
