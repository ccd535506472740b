//! `conversation_opened` and `conversation_closed`.

use super::super::build::{BARE, PLAIN_TRIGGER, brings, setting};
use super::super::words::SOURCES;
use super::super::{Hears, Kind, Operand, Setting, Sort, Trigger, Wrote};

const SOURCE: Setting =
    setting("source", "Who or what did it.", &[&[Operand::plain("sources", Kind::Words(SOURCES))]]);

/// `conversation_opened`.
pub(super) const OPENED: Trigger = Trigger {
    event: "conversation_opened",
    title: "Conversation Opened",
    about: "A conversation begins, or one that was closed is opened again, as by a message of the \
            contact that answers no open question.",
    settings: &[
        SOURCE,
        setting(
            "channel",
            "On which channels.",
            &[&[Operand::plain("channels", Kind::DeclaredList(Sort::Channel))]],
        ),
        setting("first_time", "Only the first conversation of a contact.", BARE),
    ],
    arrives: true,
    hears: Hears::Opening,
    wrote: Wrote::NowIf("source", &["contact", "ad"]),
    sample: r#"workspace shop "Corner Shop" {
  channel web webchat
  channel text_messages sms
}

workflow welcome "Welcome" {
  on conversation_opened {
    source contact, ad
    channel web, text_messages
    first_time
    when contact.language == "en"
  }
  send "Welcome!"
}
"#,
    ..PLAIN_TRIGGER
};

/// `conversation_closed`.
pub(super) const CLOSED: Trigger = Trigger {
    event: "conversation_closed",
    title: "Conversation Closed",
    about: "A conversation is closed, by whomever.",
    settings: &[
        SOURCE,
        setting(
            "category",
            "With which closing notes.",
            &[&[Operand::plain("categories", Kind::DeclaredTexts(Sort::ClosingNote))]],
        ),
    ],
    brings: &[
        brings("category", "text?", "The closing note, where one was given."),
        brings("agent", "agent?", "The agent who closed it, where an agent did."),
    ],
    hears: Hears::Closing,
    sample: r#"workspace shop "Corner Shop" {
  closing_notes "Resolved", "Spam"
}

workflow after_close "After the close" {
  on conversation_closed {
    source user
    category "Resolved"
    when trigger.agent is set
  }
  unassign
  comment "Closed as ${trigger.category else "nothing"}."
}
"#,
    ..PLAIN_TRIGGER
};
