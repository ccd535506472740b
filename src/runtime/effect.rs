//! What a turn asks the world to do, as data.

use serde::{Deserialize, Serialize};

use super::{Change, RunId};
use crate::base::{Instant, Name};

/// The key of an effect: the same for the same visit of a step in a run, so that a repeat is
/// recognised. 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EffectKey(pub Name);

impl EffectKey {
    /// The key of the effect `index` of a step's visit.
    #[must_use]
    pub fn new(run: &RunId, visit: u64, index: u32) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(run.0.as_bytes());
        hasher.update(&visit.to_le_bytes());
        hasher.update(&index.to_le_bytes());
        let hex = hasher.finalize().to_hex();
        Self(Name::from(hex.get(..32).unwrap_or_default()))
    }
}

/// One effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// Its key.
    pub key: EffectKey,
    /// The step that asks.
    pub step: Name,
    /// What for.
    pub act: Act,
}

/// What an effect asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// A message to the contact.
    Send(Outgoing),
    /// An owner for the contact. The answer is an event.
    Assign(AssignTo),
    /// No owner any more.
    Unassign,
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

/// A message to a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// What it says on its channel.
    pub text: Name,
    /// Where to; none is wherever the contact was last.
    pub channel: Option<Name>,
    /// The address of a file.
    pub attach: Option<Name>,
    /// The template, where its channel has templates.
    pub template: Option<Name>,
    /// The language of the template.
    pub language: Option<Name>,
    /// The values of the template.
    pub with: Vec<Name>,
    /// Whether the run waits for the channel's answer.
    pub awaited: bool,
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
    /// When the step times out.
    pub due: Instant,
}

/// A message from or to a contact, as `message.*` sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// What it says; pictures and files may say nothing.
    pub text: Option<Name>,
    /// `text`, `image`, `file`, `location`.
    pub kind: Name,
    /// Where it came in.
    pub channel: Option<Name>,
}
