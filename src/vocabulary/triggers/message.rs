//! `message_received`.

use super::super::build::{BARE, PLAIN_TRIGGER, setting};
use super::super::{Kind, Operand, Sort, Trigger, Wrote};

/// `message_received`.
pub(super) const MESSAGE: Trigger = Trigger {
    event: "message_received",
    title: "Message Received",
    about: "The contact writes. A message that answers an open question is its answer and starts \
            nothing, unless the trigger `interrupts`.",
    settings: &[
        setting(
            "contains",
            "Texts of which one has to be in the message.",
            &[&[Operand::plain("texts", Kind::Texts)]],
        ),
        setting(
            "matches",
            "A regular expression that has to fit somewhere in the message.",
            &[&[Operand::plain("pattern", Kind::Pattern)]],
        ),
        setting(
            "channel",
            "On which channels.",
            &[&[Operand::plain("channels", Kind::DeclaredList(Sort::Channel))]],
        ),
        setting(
            "interrupts",
            "Looked at before open questions, for words like STOP, HELP or MENU.",
            BARE,
        ),
    ],
    message: true,
    arrives: true,
    wrote: Wrote::Now,
    sample: r#"workspace shop "Corner Shop" {
  tag unsubscribed
  channel web webchat
}

workflow unsubscribe "Unsubscribe" {
  on message_received {
    contains "stop", "unsubscribe"
    matches "^stop"
    channel web
    interrupts
    when message.kind == "text"
  }
  tag unsubscribed
}
"#,
    ..PLAIN_TRIGGER
};
