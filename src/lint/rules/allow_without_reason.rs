//! `allow-without-reason`: a silencing comment without its reason.

use super::super::rule::Rule;
use crate::report::Severity;
use crate::vocabulary::codes;

/// `allow-without-reason`.
pub(super) const RULE: Rule = Rule {
    code: codes::ALLOW_WITHOUT_REASON,
    severity: Severity::Error,
    about: "A comment silences a rule and does not say why. The next reader needs the reason to tell whether it \
            still holds.",
    bad: r##"workflow hello "Hello" {
  on conversation_opened
  # allow maybe-unset
  send "Hello, ${contact.first_name}!"
}
"##,
    good: r##"workflow hello "Hello" {
  on conversation_opened
  # allow maybe-unset: the form asks for the name
  send "Hello, ${contact.first_name}!"
}
"##,
    looks: &[],
};
