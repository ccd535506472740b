//! What happens to a contact and can start workflows.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Message;
use crate::base::{Name, Value};

/// Something that happened to a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "happened", rename_all = "snake_case")]
pub enum Happening {
    /// A conversation was opened.
    ConversationOpened {
        /// Who opened it.
        source: Name,
        /// Where.
        channel: Option<Name>,
        /// Whether the contact never had one before.
        first_time: bool,
    },
    /// A conversation was closed.
    ConversationClosed {
        /// Who closed it: `user`, `workflow`, …
        source: Name,
        /// The category of the closing note.
        category: Option<Name>,
        /// The agent.
        agent: Option<Name>,
    },
    /// A tag came or went.
    TagUpdated {
        /// Which.
        tag: Name,
        /// Whether it came.
        added: bool,
    },
    /// A field holds another value.
    FieldUpdated {
        /// Which.
        field: Name,
        /// Before.
        from: Option<Value>,
        /// Now.
        to: Option<Value>,
    },
    /// The stage of the lifecycle is another.
    LifecycleUpdated {
        /// Before.
        from: Option<Name>,
        /// Now.
        to: Option<Name>,
    },
    /// The contact wrote.
    MessageReceived(Arc<Message>),
    /// An agent pressed a shortcut.
    Shortcut {
        /// Its title.
        title: Name,
        /// Who.
        agent: Option<Name>,
        /// What they filled in.
        form: Vec<(Name, Value)>,
    },
    /// A program posted.
    Webhook {
        /// To which webhook.
        name: Name,
        /// The declared lines of its body, nested ones by dotted name.
        body: Vec<(Name, Value)>,
    },
    /// The contact clicked an advertisement.
    AdClicked {
        /// The platform's id of it.
        ad_id: Name,
        /// Its name.
        ad_name: Option<Name>,
        /// Where.
        platform: Name,
    },
    /// Somebody started a workflow.
    Manual {
        /// Which.
        workflow: Name,
        /// With what.
        with: Vec<(Name, Value)>,
    },
}

/// What a trigger brings to the runs it starts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// The event.
    pub event: Name,
    /// `trigger.*` by name.
    pub values: Vec<(Name, Value)>,
    /// `message.*`.
    pub message: Option<Arc<Message>>,
}

impl Happening {
    /// The trigger's word.
    #[must_use]
    pub const fn event(&self) -> &'static str {
        match self {
            Self::ConversationOpened { .. } => "conversation_opened",
            Self::ConversationClosed { .. } => "conversation_closed",
            Self::TagUpdated { .. } => "contact_tag_updated",
            Self::FieldUpdated { .. } => "contact_field_updated",
            Self::LifecycleUpdated { .. } => "lifecycle_updated",
            Self::MessageReceived(_) => "message_received",
            Self::Shortcut { .. } => "shortcut",
            Self::Webhook { .. } => "webhook",
            Self::AdClicked { .. } => "ad_clicked",
            Self::Manual { .. } => "manual",
        }
    }

    /// What it brings.
    #[must_use]
    pub fn brings(&self) -> Brought {
        let mut values = Vec::new();
        let mut put = |name: &'static str, value: Option<Value>| {
            if let Some(value) = value {
                values.push((Name::new_static(name), value));
            }
        };
        let text = |text: &Option<Name>| text.clone().map(Value::Text);
        let agent = |agent: &Option<Name>| agent.clone().map(Value::Agent);
        let mut message = None;
        match self {
            Self::ConversationOpened { .. } => {}
            Self::ConversationClosed { category, agent: by, .. } => {
                put("category", text(category));
                put("agent", agent(by));
            }
            Self::TagUpdated { tag, .. } => put("tag", Some(Value::Tag(tag.clone()))),
            Self::FieldUpdated { from, to, .. } => {
                put("from", from.clone());
                put("to", to.clone());
            }
            Self::LifecycleUpdated { from, to } => {
                put("from", text(from));
                put("to", text(to));
            }
            Self::MessageReceived(received) => message = Some(received.clone()),
            Self::Shortcut { agent: by, form, .. } => {
                put("agent", agent(by));
                values.extend(form.iter().cloned());
            }
            Self::Webhook { body, .. } => values.extend(body.iter().cloned()),
            Self::AdClicked { ad_id, ad_name, platform } => {
                put("ad_id", Some(Value::Text(ad_id.clone())));
                put("ad_name", text(ad_name));
                put("platform", Some(Value::Text(platform.clone())));
            }
            Self::Manual { with, .. } => values.extend(with.iter().cloned()),
        }
        Brought { event: Name::new_static(self.event()), values, message }
    }
}
