//! Settings of a workflow, and the line common to all triggers.

use super::build::{many, setting};
use super::words::STOPS;
use super::{Kind, Operand, Setting, Want};

/// Settings of a workflow, which stand before its first step.
pub const WORKFLOW_SETTINGS: &[Setting] = &[
    setting(
        "once",
        "A contact that was ever in this workflow is not started again. Who was in it is always \
         remembered, also while this line is not there.",
        &[&[Operand::plain("what", Kind::Word(&["per_contact"]))]],
    ),
    setting(
        "overlap",
        "What a second start does while the contact is in this workflow: `skip` (if not said) \
         lets the event go, also that of a webhook; `restart` ends the old run and takes back its place in the queue \
         and what it has not sent yet.",
        &[&[Operand::plain("what", Kind::Word(&["skip", "restart"]))]],
    ),
    setting(
        "stop",
        "What ends a run from outside while it waits: it leaves the queue, an agent who has not \
         accepted the contact yet is taken off it, and what it has not sent yet is not sent. An \
         answer to its own question, the reply that accepts an assignment and its own close do not \
         count.",
        &[&[Operand::after("when", "events", Kind::Words(STOPS))]],
    ),
];

/// A program that uses every setting of a workflow.
pub const WORKFLOW_SAMPLE: &str = r#"workflow reminder "Reminder" {
  on conversation_opened
  once per_contact
  overlap restart
  stop when agent_replies, contact_replies, assigned_by_hand, conversation_closed
  wait 1h
  send "Do you still need us?"
}
"#;

/// The line that every trigger may have, any number of times.
pub const WHEN: Setting = many(
    "when",
    "A condition that has to be true besides. Of several, all have to be.",
    &[&[Operand::plain("condition", Kind::Value(Want::Bool))]],
);
