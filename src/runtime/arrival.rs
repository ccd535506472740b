//! What reaches a contact.

use serde::{Deserialize, Serialize};

use super::{Answer, Change, EffectKey, Message, RunId};
use crate::base::{Instant, Name, Value};

/// Something that reaches a contact, with every name known and every value typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incoming {
    /// Unique: seen again, it changes nothing.
    pub id: Name,
    /// When.
    pub at: Instant,
    /// Whom.
    pub contact: Name,
    /// What the event tells about the contact by the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<Change>,
    /// What.
    pub arrival: Arrival,
}

/// What reaches a contact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each mirrors the event line of the same name, which says it")]
pub enum Arrival {
    Opened {
        channel: Option<Name>,
        source: Name,
    },
    Closed {
        by: Option<Name>,
        category: Option<Name>,
    },
    Wrote(Message),
    AgentWrote {
        agent: Name,
        message: Message,
    },
    AssignedByHand {
        agent: Name,
    },
    UnassignedByHand,
    Accepted {
        agent: Name,
    },
    Tag {
        tag: Name,
        added: bool,
    },
    Field {
        field: Name,
        value: Option<Value>,
    },
    Lifecycle {
        stage: Option<Name>,
    },
    Webhook {
        name: Name,
        body: Vec<(Name, Value)>,
    },
    Shortcut {
        title: Name,
        agent: Option<Name>,
        form: Vec<(Name, Value)>,
    },
    AdClicked {
        ad_id: Name,
        ad_name: Option<Name>,
        platform: Name,
    },
    Started {
        workflow: Name,
        with: Vec<(Name, Value)>,
    },
    /// The answer of something outside to a wait of a run.
    Result {
        run: RunId,
        wait: EffectKey,
        answer: Answer,
    },
    /// The answer of something outside that no run waits for.
    Stray {
        from: Name,
    },
    /// What the roster says of the contact.
    Routed(Routed),
    /// Waits whose time is over, whichever they are.
    Due,
}

/// What the roster says of a contact.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Routed {
    /// The roster's version: an older word than the last one heard says nothing of the owner.
    pub version: u64,
    /// The owner, where that is another.
    pub owner: Option<NewOwner>,
    /// The request it answers.
    pub request: Option<EffectKey>,
    /// The answer to it.
    pub answer: Option<Answer>,
    /// Until when the run that asked still waits, as it is found when the word arrives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// Another owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewOwner {
    /// This agent.
    Agent(Name),
    /// This agent, chosen by a person.
    ByHand(Name),
    /// None.
    Nobody,
}
