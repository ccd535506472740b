//! `branch` and `during`: the way depends.

use super::super::build::PLAIN_STEP;
use super::super::{Body, Core, Kind, Operand, Sort, Step};

/// `branch`.
pub(super) const BRANCH: Step = Step {
    verb: "branch",
    title: "Branch",
    about: "Goes the way of the first `when` whose condition is true, or that of `else`. With no \
            `else` and nothing true, the run goes on behind the branch.",
    body: Body::Arms,
    next: Some("else"),
    core: Core::Branch,
    sample: r#"workspace shop "Corner Shop" {
  field budget number
  channel web webchat
}

workflow sort_leads "Sort leads" {
  on conversation_opened
  branch {
    when contact.budget is unset { comment "No budget yet." }
    when contact.budget >= 10_000 { comment "A large one." }
    else { comment "A small one." }
  }
}
"#,
    ..PLAIN_STEP
};

/// `during`.
pub(super) const DURING: Step = Step {
    verb: "during",
    title: "Date & Time",
    about: "Runs its block while opening hours are open or a day of the range has come, and the \
            `else` block otherwise. A time range ends right before its last minute; of two days, \
            both belong to the range.",
    forms: &[
        &[Operand::plain("hours", Kind::Declared(Sort::Hours))],
        &[Operand::plain("dates", Kind::DateRange)],
    ],
    body: Body::Steps,
    next: Some("else"),
    core: Core::Branch,
    sample: r#"workspace shop "Corner Shop" {
  hours office { open mon..fri 09:00-18:00 }
  channel web webchat
}

workflow away "Away message" {
  on conversation_opened
  during office {
    send "We are here."
  } else {
    send "We are away."
  }
  during 2026-12-24..2026-12-26 {
    send "Happy holidays!"
  }
}
"#,
    ..PLAIN_STEP
};
