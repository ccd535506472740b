//! `unknown-name`: a name that nothing declares.

use super::super::rule::Rule;
use crate::report::Severity;
use crate::vocabulary::codes;

/// `unknown-name`.
pub(super) const RULE: Rule = Rule {
    code: codes::UNKNOWN_NAME,
    severity: Severity::Error,
    about: "A name that nothing declares: an agent, a field, a label, a variable, a workflow. Without a workspace \
            a program is a sketch, and names that a workspace could declare are warnings. A tag is an \
            error nowhere and a warning only where the workspace declares tags.",
    bad: r##"workflow hello "Hello" {
  on conversation_opened
  jump to greeting
  greet: send "Hello!"
}
"##,
    good: r##"workflow hello "Hello" {
  on conversation_opened
  jump to greet
  greet: send "Hello!"
}
"##,
    looks: &[],
};
