//! `unknown-step`: a word that is no step.

use super::super::rule::Rule;
use crate::report::Severity;
use crate::vocabulary::codes;

/// `unknown-step`.
pub(super) const RULE: Rule = Rule {
    code: codes::UNKNOWN_STEP,
    severity: Severity::Error,
    about: "A line in a workflow begins with a word that is no step.",
    bad: r##"workflow hello "Hello" {
  on conversation_opened
  sned "Hello!"
}
"##,
    good: r##"workflow hello "Hello" {
  on conversation_opened
  send "Hello!"
}
"##,
    looks: &[],
};
