//! `missing-argument`: an operand that is not there.

use super::super::rule::Rule;
use crate::report::Severity;
use crate::vocabulary::codes;

/// `missing-argument`.
pub(super) const RULE: Rule = Rule {
    code: codes::MISSING_ARGUMENT,
    severity: Severity::Error,
    about: "Something that must be written is not there: the text of a message, the type of an answer, the label \
            of a jump.",
    bad: r##"workflow hello "Hello" {
  on conversation_opened
  send
}
"##,
    good: r##"workflow hello "Hello" {
  on conversation_opened
  send "Hello!"
}
"##,
    looks: &[],
};
