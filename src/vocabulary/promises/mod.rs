//! Every promise a workflow can make with `ensure`.

use super::build::{BARE, LONGEST};
use super::{Form, Kind, Operand, Promise};

const WITHIN: &[Form] =
    &[&[Operand::after("within", "within", Kind::Duration { max: LONGEST * 12 })]];

/// Every promise, in the order of the reference.
pub const PROMISES: &[Promise] = &[
    Promise {
        word: "owner",
        about: "However a run ends, the contact has an owner, or the conversation is closed, or \
                another workflow that promises the same has taken over.",
        forms: BARE,
        sample: r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor"
  team sales "Sales" amara
}

workflow leads "Leads" {
  on conversation_opened
  ensure owner
  assign to team sales by round_robin
}
"#,
    },
    Promise {
        word: "reply",
        about: "On every way the contact hears from us after at most this much waiting. A way on which \
                nothing is sent breaks it.",
        forms: WITHIN,
        sample: r#"workspace shop "Corner Shop" {
  channel web webchat
}

workflow welcome "Welcome" {
  on conversation_opened
  ensure reply within 5m
  wait 1m
  send "Welcome!"
}
"#,
    },
    Promise {
        word: "at_most",
        about: "Never more than so many messages in a row without one from the contact in between.",
        forms: &[&[
            Operand::plain("count", Kind::Count { min: 1, max: 1_000 }),
            Operand::after("unanswered", "", Kind::Implied("unanswered")),
        ]],
        sample: r#"workspace shop "Corner Shop" {
  channel web webchat
}

workflow remind "Remind" {
  on conversation_opened
  ensure at_most 2 unanswered
  send "Hello!"
  wait 1d
  send "Are you still there?"
}
"#,
    },
    Promise {
        word: "ends",
        about: "The waits on every way add up to at most this. A time-out counts once for every text that \
                a question may send again, a request for each of its tries, `wait until` as long \
                as its moment can be away, 30 days where that cannot be told, and a workflow that is \
                waited for as long as it promises itself.",
        forms: WITHIN,
        sample: r#"workspace shop "Corner Shop" {
  channel web webchat
}

workflow short "Short" {
  on conversation_opened
  ensure ends within 2d
  wait 1d
  send "A day has passed."
}
"#,
    },
];
