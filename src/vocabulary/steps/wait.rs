//! `wait`: for a time, or until a moment.

use super::super::build::{LONGEST, PLAIN_STEP};
use super::super::{Kind, Operand, Step, Waits, Want};

/// `wait`.
pub(super) const WAIT: Step = Step {
    verb: "wait",
    title: "Wait",
    about: "Goes on after a length of time, or at a moment. A moment that is past or unset is no \
            wait at all; the longest wait is 30 days, and a later moment is cut to it.",
    forms: &[
        &[Operand::plain("duration", Kind::Duration { max: LONGEST })],
        &[Operand::after("until", "moment", Kind::Value(Want::Moment))],
    ],
    next: Some("next"),
    waits: Waits::For("duration"),
    sample: r#"workspace shop "Corner Shop" {
  channel web webchat
}

workflow follow_up "Follow up" {
  on conversation_opened
  wait 2h
  send "Do you still need us?"
  wait until now + 1d
  send "We are closing this for today."
}
"#,
    ..PLAIN_STEP
};
