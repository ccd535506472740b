//! `wrong-type`: a value of another type than is wanted.

use super::super::rule::Rule;
use crate::report::Severity;
use crate::vocabulary::codes;

/// `wrong-type`.
pub(super) const RULE: Rule = Rule {
    code: codes::WRONG_TYPE,
    severity: Severity::Error,
    about: "A value is not of the type that is wanted where it stands: a text where a number belongs, a number \
            compared with a text, a choice that the field does not have.",
    bad: r##"workflow hello "Hello" {
  on conversation_opened
  branch { when contact.created_at > 5 { send "Hello!" } }
}
"##,
    good: r##"workflow hello "Hello" {
  on conversation_opened
  branch { when contact.created_at > now - 5d { send "Hello!" } }
}
"##,
    looks: &[],
};
