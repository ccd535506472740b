//! `unknown-trigger`: a word that is no event.

use super::super::rule::Rule;
use crate::report::Severity;
use crate::vocabulary::codes;

/// `unknown-trigger`.
pub(super) const RULE: Rule = Rule {
    code: codes::UNKNOWN_TRIGGER,
    severity: Severity::Error,
    about: "The word behind `on` is no event that can start a workflow.",
    bad: r##"workflow hello "Hello" {
  on conversation_open
  send "Hello!"
}
"##,
    good: r##"workflow hello "Hello" {
  on conversation_opened
  send "Hello!"
}
"##,
    looks: &[],
};
