//! `open conversation` and `close conversation`.

use super::super::build::{PLAIN_STEP, setting};
use super::super::{Body, Effect, Form, Kind, Operand, Sort, Step, Want};

const CONVERSATION: &[Form] = &[&[Operand::plain("what", Kind::Word(&["conversation"]))]];

/// `open`.
pub(super) const OPEN: Step = Step {
    verb: "open",
    title: "Open Conversation",
    about: "Opens the contact's conversation. One that is open already stays as it is.",
    forms: CONVERSATION,
    next: Some("next"),
    effects: &[Effect::OpensConversation],
    sample: r#"workflow reopen "Reopen" {
  on manual
  open conversation
}
"#,
    ..PLAIN_STEP
};

/// `close`.
pub(super) const CLOSE: Step = Step {
    verb: "close",
    title: "Close Conversation",
    about: "Closes the contact's conversation. One that is closed already stays as it is.",
    forms: CONVERSATION,
    body: Body::Details,
    settings: &[
        setting(
            "category",
            "One of the declared closing notes.",
            &[&[Operand::plain("category", Kind::DeclaredText(Sort::ClosingNote))]],
        ),
        setting(
            "summary",
            "What the conversation was about, for agents.",
            &[&[Operand::plain("text", Kind::Value(Want::Shown))]],
        ),
    ],
    next: Some("next"),
    effects: &[Effect::ClosesConversation],
    sample: r#"workspace shop "Corner Shop" {
  closing_notes "Resolved", "Spam"
}

workflow spam "Spam" {
  on manual
  close conversation {
    category "Spam"
    summary "Closed by ${trigger.event}."
  }
}
"#,
    ..PLAIN_STEP
};
