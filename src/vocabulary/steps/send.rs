//! `send`: a message to the contact.

use super::super::build::{PLAIN_STEP, many, outcome, setting};
use super::super::{
    Agreement, Body, Cause, Effect, Kind, Operand, Said, Sort, Step, Waits, Want, Without,
};

const TEXT: Operand = Operand::plain("text", Kind::Value(Want::Shown));

/// `send`.
pub(super) const SEND: Step = Step {
    verb: "send",
    title: "Send a Message",
    about: "Sends the contact a message. It goes out on the channel the contact used last, unless \
            `via` names another. The run goes on at once; only where `failed` has a block does it \
            wait to hear whether the channel took the message. When nobody can tell, it counts as \
            taken and is not sent again, unless the channel says so. A conversation that is closed \
            stays closed.",
    forms: &[&[TEXT]],
    body: Body::Details,
    settings: &[
        setting(
            "via",
            "The channel to use instead of the one the contact used last.",
            &[&[Operand::plain("channel", Kind::Declared(Sort::Channel))]],
        ),
        setting(
            "attach",
            "The web address of a picture or file that goes with the message.",
            &[&[Operand::plain("url", Kind::Value(Want::Url))]],
        ),
        setting(
            "template",
            "A declared template for channels that ask for one; the text is for all others.",
            &[&[Operand::plain("name", Kind::Declared(Sort::Template))]],
        ),
        setting(
            "language",
            "The language of the template: a text such as `\"fr\"`, which may be computed.",
            &[&[Operand::plain("language", Kind::Value(Want::Text))]],
        ),
        setting(
            "with",
            "The values of the template's numbered gaps, in order: one for each.",
            &[&[Operand::plain("values", Kind::Values(Want::Shown))]],
        ),
        many(
            "on",
            "Another wording for one channel.",
            &[&[Operand::plain("channel", Kind::Declared(Sort::Channel)), TEXT]],
        ),
    ],
    outcomes: &[outcome(
        "failed",
        "The channel refused the message, or there is no channel to use.",
        Without::Next,
        Cause::Refusal,
    )],
    next: Some("sent"),
    agreements: &[
        Agreement::Gaps { template: "template", values: "with" },
        Agreement::OneChannel { template: "template", via: "via" },
        Agreement::Needs { setting: "language", other: "template" },
    ],
    effects: &[Effect::Sends],
    says: &[Said { setting: "", text: "text" }, Said { setting: "on", text: "text" }],
    waits: Waits::IfHandled("failed"),
    sample: r#"workspace shop "Corner Shop" {
  channel whatsapp_main whatsapp
  channel web webchat
  template welcome on whatsapp_main "Hi {{1}}, we got your message."
}

workflow greet "Greet" {
  on conversation_opened
  send "Hi ${contact.first_name else "there"}!" {
    via whatsapp_main
    attach "https://example.com/map.png"
    template welcome
    language "en"
    with contact.first_name else "there"
    on web "Hello! You are on our web chat."
    failed { comment "The greeting was not delivered." }
  }
}
"#,
    ..PLAIN_STEP
};
