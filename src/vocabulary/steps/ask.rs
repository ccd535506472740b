//! `ask`: a question, and the answer.

use super::super::build::{LONGEST, PLAIN_STEP, outcome, setting, timeout};
use super::super::words::ANSWER_TYPES;
use super::super::{
    Agreement, Body, Cause, Effect, Kind, Operand, Outcome, Proof, Said, Sort, Step, Store, Waits,
    Want, Without,
};
use crate::base::Duration;

const ANSWERED: &[Proof] = &[Proof::Place("place")];
const BOUND: Kind = Kind::Value(Want::Bound);

/// `ask`.
pub(super) const ASK: Step = Step {
    verb: "ask",
    title: "Ask a Question",
    about: "Asks the contact and waits for an answer of the named type. After an answer that does \
            not fit, the question is put again, as often as `retries` says. The answer is stored \
            behind `into`; options that have blocks of their own lead there. They are fixed texts; \
            where `into` names a field of fixed choices, they are some of those, or all. A picture or \
            a file is never an answer. Neither the question nor its answer opens a conversation that \
            is closed, and a question goes out without a template.",
    forms: &[&[
        Operand::plain("text", Kind::Value(Want::Shown)),
        Operand::after("as", "type", Kind::Type(ANSWER_TYPES)),
        Operand::after("into", "place", Kind::Place(Store::Any)).optional(),
    ]],
    body: Body::Details,
    settings: &[
        setting(
            "min",
            "The smallest number, rating or date that fits; it may be computed.",
            &[&[Operand::plain("value", BOUND)]],
        ),
        setting(
            "max",
            "The largest number, rating or date that fits; it may be computed.",
            &[&[Operand::plain("value", BOUND)]],
        ),
        setting(
            "formats",
            "How a date may be written, such as `\"dd.MM.yyyy\"`; like `2026-12-25` where nothing is said.",
            &[&[Operand::plain("formats", Kind::Texts)]],
        ),
        setting(
            "retries",
            "How often an answer that does not fit is asked for again (2 if not said), and with \
             which words; without words the question itself is sent again.",
            &[&[
                Operand::plain("count", Kind::Count { min: 0, max: 10 }),
                Operand::plain("text", Kind::Value(Want::Shown)).optional(),
            ]],
        ),
        setting(
            "via",
            "The channel to ask on, instead of the one the contact used last.",
            &[&[Operand::plain("channel", Kind::Declared(Sort::Channel))]],
        ),
    ],
    outcomes: &[
        Outcome {
            forms: &[&[Operand::plain("text", Kind::Text)]],
            repeats: true,
            replaces_next: true,
            blockless: true,
            always: false,
            ..outcome("option", "The contact chose this answer.", Without::Next, Cause::Choice)
        }
        .proving(ANSWERED)
        .answering(),
        outcome(
            "invalid",
            "No answer fitted, also after the last retry.",
            Without::Failed,
            Cause::Misfits,
        )
        .answering(),
        Outcome {
            forms: &[&[Operand::plain("after", Kind::Duration { max: LONGEST })]],
            ..timeout(
                "timeout",
                "The contact did not answer in time, counted from the last text of the question.",
                Duration::days(7),
            )
        },
        outcome("failed", "The question was not delivered.", Without::Failed, Cause::Refusal),
    ],
    next: Some("answered"),
    proves: ANSWERED,
    agreements: &[
        Agreement::Bounds { least: "min", most: "max" },
        Agreement::DateFormats { setting: "formats" },
        Agreement::Options { outcome: "option" },
    ],
    effects: &[Effect::Sends, Effect::WaitsForContact],
    says: &[Said { setting: "", text: "text" }, Said { setting: "retries", text: "text" }],
    waits: Waits::Always,
    sample: r#"workspace shop "Corner Shop" {
  channel web webchat
  field size choice "Small", "Large"
  field guests number
  field day date
}

workflow order "Order" {
  on conversation_opened
  ask "Which size?" as choice into contact.size {
    via web
    option "Small"
    option "Large" { comment "A large one." }
    retries 1 "Small or large?"
    invalid { comment "No size." }
    timeout 10m { comment "Silent." }
    failed { comment "Not asked." }
  }
  ask "For how many?" as number into contact.guests {
    min 1
    max 12
    timeout 1h { comment "Silent." }
  } else { stop }
  ask "On which day?" as date into contact.day {
    formats "dd.MM.yyyy", "yyyy-MM-dd"
    timeout 1h
  } else { stop }
}
"#,
    ..PLAIN_STEP
};
