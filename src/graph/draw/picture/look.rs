//! What a step looks like: by what it does to the world, never by its verb.

use crate::vocabulary::{Core, Effect, Step, Waits};

/// A kind of step that readers tell apart at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Something sets it off.
    Trigger,
    /// The contact reads something.
    Message,
    /// The contact is asked something.
    Question,
    /// Somebody else talks to the contact.
    Assistant,
    /// The contact gets another owner, or none.
    Owner,
    /// The conversation begins or ends.
    Conversation,
    /// A system outside is asked.
    Call,
    /// Tags come or go.
    Tag,
    /// Something is stored.
    Store,
    /// Agents read something.
    Note,
    /// Another workflow takes over.
    Workflow,
    /// Time passes.
    Wait,
    /// The way depends.
    Branch,
    /// On to another place.
    Jump,
    /// The run ends.
    End,
}

impl Look {
    /// How a step of this declaration looks.
    pub(super) fn of(step: &Step) -> Self {
        match step.core {
            Core::Branch => return Self::Branch,
            Core::Jump => return Self::Jump,
            Core::End => return Self::End,
            Core::Start => return Self::Workflow,
            Core::Set => return Self::Store,
            Core::Act => {}
        }
        let does = |effect| step.effects.contains(&effect);
        if does(Effect::WaitsForContact) {
            return if does(Effect::CallsOut) { Self::Assistant } else { Self::Question };
        }
        if matches!(step.waits, Waits::For(_)) {
            return Self::Wait;
        }
        step.effects.iter().copied().map(Self::of_effect).next().unwrap_or(Self::Wait)
    }

    const fn of_effect(effect: Effect) -> Self {
        match effect {
            Effect::AssignsOwner | Effect::DropsOwner => Self::Owner,
            Effect::OpensConversation | Effect::ClosesConversation => Self::Conversation,
            Effect::Sends => Self::Message,
            Effect::WaitsForContact => Self::Question,
            Effect::AddsTags | Effect::RemovesTags => Self::Tag,
            Effect::Stores | Effect::Empties => Self::Store,
            Effect::CallsOut | Effect::CarriesSecrets => Self::Call,
            Effect::StartsWorkflow => Self::Workflow,
            Effect::Comments => Self::Note,
        }
    }

    /// Its class in style sheets.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Trigger => "trigger",
            Self::Message => "message",
            Self::Question => "question",
            Self::Assistant => "assistant",
            Self::Owner => "owner",
            Self::Conversation => "conversation",
            Self::Call => "call",
            Self::Tag => "tag",
            Self::Store => "store",
            Self::Note => "note",
            Self::Workflow => "workflow",
            Self::Wait => "wait",
            Self::Branch => "branch",
            Self::Jump => "jump",
            Self::End => "stop",
        }
    }

    /// Its sign, drawn with lines in a square of 16.
    pub(super) const fn icon(self) -> &'static str {
        match self {
            Self::Trigger => "M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z",
            Self::Message => "M2.5 3h11v7.5H8L5 13.5v-3H2.5z",
            Self::Question => {
                "M2.5 2.5h11v8.5H8L5 14v-3H2.5zM6.5 5.4a1.5 1.5 0 1 1 2.2 1.3c-.5.3-.7.5-.7 1M8 9.2v.1"
            }
            Self::Assistant => {
                "M8 1.5l1.6 4.9L14.5 8 9.6 9.6 8 14.5 6.4 9.6 1.5 8l4.9-1.6zM13 1.5v3M11.5 3h3"
            }
            Self::Owner => {
                "M8 7.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM2.5 14a5.5 5.5 0 0 1 11 0"
            }
            Self::Conversation => "M2 2.5h8v5.5H6L3.5 10V8H2zM12 6h2v5.5h-1.5v2l-2.5-2H6.5V10",
            Self::Call => {
                "M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM1.5 8h13M8 1.5c-4 4-4 9 0 13M8 1.5c4 4 4 9 0 13"
            }
            Self::Tag => "M2 2h5.5L14 8.5 8.5 14 2 7.5zM5 5v.1",
            Self::Store => "M10.5 2.5l3 3-7.5 7.5-3.5.5.5-3.5zM8.5 4.5l3 3",
            Self::Note => "M3 2h10v8.5L9.5 14H3zM13 10.5H9.5V14M5.5 5.5h5M5.5 8h5",
            Self::Workflow => "M2 2.5h4.5V7H2zM9.5 9H14v4.5H9.5zM4.25 7v4.25h5",
            Self::Wait => "M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM8 4.5V8l2.5 1.8",
            Self::Branch => {
                "M8 2v4M8 6 3.5 10v4M8 6l4.5 4v4M1.800 12.300l1.700 1.700 1.700-1.700M10.800 12.300l1.700 1.700 1.700-1.700"
            }
            Self::Jump => "M3 3v5.5h9.5M9.5 5.5l3 3-3 3",
            Self::End => "M4 4h8v8H4z",
        }
    }
}
