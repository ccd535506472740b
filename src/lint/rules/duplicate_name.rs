//! `duplicate-name`: one name for two things.

use super::super::rule::Rule;
use crate::report::Severity;
use crate::vocabulary::codes;

/// `duplicate-name`.
pub(super) const RULE: Rule = Rule {
    code: codes::DUPLICATE_NAME,
    severity: Severity::Error,
    about: "Two things of one kind have one name, so that nobody can say which of them is meant: two workflows, \
            two labels of one workflow, two agents, two options of one question.",
    bad: r##"workflow hello "Hello" {
  on conversation_opened
  greet: send "Hello!"
  greet: send "Are you there?"
}
"##,
    good: r##"workflow hello "Hello" {
  on conversation_opened
  greet: send "Hello!"
  again: send "Are you there?"
}
"##,
    looks: &[],
};
