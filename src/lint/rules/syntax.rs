//! `syntax`: what cannot be read.

use super::super::rule::Rule;
use crate::report::Severity;
use crate::vocabulary::codes;

/// `syntax`.
pub(super) const RULE: Rule = Rule {
    code: codes::SYNTAX,
    severity: Severity::Error,
    about: "Text that is no program: a bracket that is never closed, a text without its closing quote, a word \
            where none can stand. What is around it is read and checked all the same.",
    bad: r##"workflow hello "Hello" {
  on conversation_opened
  send "Hello!
}
"##,
    good: r##"workflow hello "Hello" {
  on conversation_opened
  send "Hello!"
}
"##,
    looks: &[],
};
