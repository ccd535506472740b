//! `ai`: an assistant talks with the contact.

use super::super::build::{PLAIN_STEP, many, outcome, setting, timeout};
use super::super::words::ANSWER_TYPES;
use super::super::{Body, Cause, Effect, Kind, Operand, Step, Store, Waits, Want, Without};
use crate::base::Duration;

/// `ai`.
pub(super) const AI: Step = Step {
    verb: "ai",
    title: "AI Agent",
    about: "Lets an assistant talk with the contact until its objective is met, it hands over to a \
            person, or it is unable to go on. What it was to collect may still be unset \
            afterwards.",
    forms: &[&[Operand::plain("objective", Kind::Value(Want::Shown))]],
    body: Body::Details,
    settings: &[
        setting(
            "instructions",
            "How the assistant should speak and what it must not do.",
            &[&[Operand::plain("text", Kind::Value(Want::Shown))]],
        ),
        setting(
            "knowledge",
            "Files the assistant may draw on, by names that whoever runs it knows.",
            &[&[Operand::plain("files", Kind::Texts)]],
        ),
        many(
            "collect",
            "Something to find out, its type, and where it is stored.",
            &[&[
                Operand::plain("text", Kind::Text),
                Operand::after("as", "type", Kind::Type(ANSWER_TYPES)),
                Operand::after("into", "place", Kind::Place(Store::Any)),
            ]],
        ),
        setting(
            "max_turns",
            "How many messages the assistant may send (20 if not said).",
            &[&[Operand::plain("count", Kind::Count { min: 1, max: 200 })]],
        ),
        setting("model", "The model to use.", &[&[Operand::plain("name", Kind::Text)]]),
    ],
    outcomes: &[
        outcome("done", "The objective is met.", Without::Next, Cause::Assistant).answering(),
        outcome("handoff", "The contact wants a person.", Without::Next, Cause::Assistant)
            .answering(),
        outcome(
            "unable",
            "The assistant cannot go on, or has no turns left.",
            Without::Next,
            Cause::Assistant,
        )
        .answering(),
        timeout("idle", "The contact fell silent.", Duration::days(1)),
        outcome("failed", "The assistant was not reached.", Without::Failed, Cause::NoAssistant),
    ],
    effects: &[Effect::Sends, Effect::WaitsForContact, Effect::CallsOut],
    waits: Waits::Always,
    sample: r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor"
  field budget number
  channel web webchat
}

workflow qualify "Qualify" {
  on conversation_opened
  ai "Find out what the contact needs and what it may cost." {
    instructions "Be brief. Never promise a price."
    knowledge "products.md", "faq.md"
    collect "The budget in pounds" as number into contact.budget
    max_turns 8
    model "small"
    done { comment "Qualified." }
    handoff { assign to agent amara }
    unable { assign to agent amara }
    idle 1h { comment "Silent." }
    failed { assign to agent amara }
  }
  ai "Ask how it was." { idle 10m } else { comment "Did not say." }
  close conversation
}
"#,
    ..PLAIN_STEP
};
