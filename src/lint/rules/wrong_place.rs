//! `wrong-place`: a line where it does not belong.

use super::super::rule::Rule;
use crate::report::Severity;
use crate::vocabulary::codes;

/// `wrong-place`.
pub(super) const RULE: Rule = Rule {
    code: codes::WRONG_PLACE,
    severity: Severity::Error,
    about: "A line or a value stands where it does not belong: a trigger below a step, a secret in a message.",
    bad: r##"workflow hello "Hello" {
  send "Hello!"
  on conversation_opened
}
"##,
    good: r##"workflow hello "Hello" {
  on conversation_opened
  send "Hello!"
}
"##,
    looks: &[],
};
