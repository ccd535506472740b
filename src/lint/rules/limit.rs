//! `limit`: too much of something.

use super::super::rule::Rule;
use crate::report::Severity;
use crate::vocabulary::codes;

/// `limit`.
pub(super) const RULE: Rule = Rule {
    code: codes::LIMIT,
    severity: Severity::Error,
    about: "More than can be handled safely or read by people: a file above 16 MiB, a line above 1 MiB, brackets nested more than \
            64 deep, a workflow of more than 2,000 steps, a text of more than 2,000 characters.",
    bad: r##"workflow hello "Hello" {
  on conversation_opened
  set depth = ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
}
"##,
    good: r##"workflow hello "Hello" {
  on conversation_opened
  send "Hello!"
}
"##,
    looks: &[],
};
