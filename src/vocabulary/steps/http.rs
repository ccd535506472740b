//! `http`: a request to another system.

use super::super::build::{PLAIN_STEP, many, outcome, setting};
use super::super::words::SAVED_TYPES;
use super::super::{
    Body, Cause, Effect, Keys, Kind, Operand, Outcome, Proof, Step, Store, Waits, Want, Without,
};
use crate::base::MAX_HTTP_SECONDS;

const VALUE: Operand = Operand::after("=", "value", Kind::Value(Want::Shown));
const INTO: Operand = Operand::after("into", "place", Kind::Place(Store::Any));
const STATUS_SAVED: &[Proof] = &[Proof::SettingPlace("save", "status")];

/// `http`.
pub(super) const HTTP: Step = Step {
    verb: "http",
    title: "HTTP Request",
    about: "Calls another system and waits for its answer. Values of the answer are saved where its \
            status is one of 200 to 299; a part that is missing, or of another type, leaves its \
            place as it was. Redirects are not followed.",
    forms: &[&[
        Operand::plain("method", Kind::Word(&["get", "post", "put", "patch", "delete"])),
        Operand::plain("url", Kind::Value(Want::Url)),
    ]],
    body: Body::Details,
    settings: &[
        many(
            "header",
            "A header of the request. A secret may stand here.",
            &[&[Operand::plain("key", Kind::Text), VALUE]],
        ),
        many(
            "query",
            "A parameter of the address.",
            &[&[Operand::plain("key", Kind::Text), VALUE]],
        ),
        setting(
            "body",
            "What is sent: a record as JSON, also one that was stored before, or a text.",
            &[
                &[Operand::plain("record", Kind::Record(Keys::Free))],
                &[Operand::plain("text", Kind::Value(Want::Body))],
            ],
        ),
        setting(
            "timeout",
            "How long to wait for the answer (10s if not said).",
            &[&[Operand::plain("after", Kind::Duration { max: MAX_HTTP_SECONDS })]],
        ),
        setting(
            "retries",
            "How often a request without a usable answer is made again (2 if not said; 0 for \
             `post` and `patch`, because a lost answer may have been a success).",
            &[&[Operand::plain("count", Kind::Count { min: 0, max: 10 })]],
        ),
        many(
            "save",
            "Stores the status, whichever it is, or a part of the answer. Its path begins at `body`.",
            &[
                &[
                    Operand::plain("what", Kind::Word(&["status"])),
                    Operand::after("into", "status", Kind::Place(Store::Number)),
                ],
                &[
                    Operand::plain("path", Kind::Path),
                    Operand::after("as", "type", Kind::Type(SAVED_TYPES)),
                    INTO,
                ],
            ],
        ),
    ],
    outcomes: &[
        Outcome {
            forms: &[&[Operand::plain("status", Kind::Status)]],
            repeats: true,
            always: false,
            proves: STATUS_SAVED,
            ..outcome(
                "status",
                "The answer has this status, or one of this class; an exact number goes before \
                 its class.",
                Without::Failed,
                Cause::Status,
            )
        },
        outcome(
            "failed",
            "There was no usable answer, or its status has no block of its own.",
            Without::Failed,
            Cause::NoAnswer,
        ),
    ],
    next: Some("2xx"),
    proves: STATUS_SAVED,
    effects: &[Effect::CallsOut, Effect::CarriesSecrets],
    waits: Waits::Always,
    sample: r#"workspace shop "Corner Shop" {
  secret crm_token
  field crm_id number
}

workflow look_up "Look up" {
  on conversation_opened
  http get "https://crm.example.com/people" {
    header "Authorization" = "Bearer ${secret(crm_token)}"
    query "email" = contact.email else "none"
    timeout 5s
    retries 1
    save status into code
    save body.items[0].id as number into contact.crm_id
    save body.items[*].id as list of number into ids
    status 404 { comment "Not known there." }
    status 4xx { comment "Refused." }
    failed { comment "No answer." }
  }
  http put "https://crm.example.com/people" {
    body (name: contact.name else "unknown", codes: code else 0, ids: ids else [])
    failed { comment "Not stored." }
  }
  http post "https://crm.example.com/log" { body "seen" } else { stop }
}
"#,
    ..PLAIN_STEP
};
