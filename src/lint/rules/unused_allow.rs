//! `unused-allow`: a silencing comment that silences nothing.

use super::super::rule::Rule;
use crate::report::Severity;
use crate::vocabulary::codes;

/// `unused-allow`.
pub(super) const RULE: Rule = Rule {
    code: codes::UNUSED_ALLOW,
    severity: Severity::Warning,
    about: "A comment silences a rule that finds nothing there. What it excused was mended, or it stands in the \
            wrong place, or the name of the rule is mistyped. A comment covers the line below it, or the \
            line it stands at the end of.",
    bad: r##"workflow hello "Hello" {
  on conversation_opened
  # allow maybe-unset: the name is always known here
  send "Hello!"
}
"##,
    good: r##"workflow hello "Hello" {
  on conversation_opened
  # allow maybe-unset: the name is always known here
  send "Hello, ${contact.first_name}!"
}
"##,
    looks: &[],
};
