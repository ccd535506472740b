//! `unknown-setting`: a word that the block around it does not know.

use super::super::rule::Rule;
use crate::report::Severity;
use crate::vocabulary::codes;

/// `unknown-setting`.
pub(super) const RULE: Rule = Rule {
    code: codes::UNKNOWN_SETTING,
    severity: Severity::Error,
    about: "A line in a block begins with a word that the step, trigger or declaration around it does not know.",
    bad: r##"workflow hello "Hello" {
  on conversation_opened
  send "Hello!" { attachment "https://example.com/map.png" }
}
"##,
    good: r##"workflow hello "Hello" {
  on conversation_opened
  send "Hello!" { attach "https://example.com/map.png" }
}
"##,
    looks: &[],
};
