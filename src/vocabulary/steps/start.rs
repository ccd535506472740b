//! `start`: another workflow.

use super::super::build::{BARE, PLAIN_STEP, outcome, setting};
use super::super::{
    Body, Cause, Core, Effect, Keys, Kind, Meant, Operand, Sort, Step, Waits, Without,
};

/// `start`.
pub(super) const START: Step = Step {
    verb: "start",
    title: "Trigger Another Workflow",
    about: "Starts another workflow for the same contact. The run goes on at once, or with \
            `and_wait` when the other has ended. The other one has an `on manual`, and gives nothing \
            back but what it stores in the contact.",
    forms: &[&[Operand::plain("workflow", Kind::Declared(Sort::Workflow))]],
    body: Body::Details,
    settings: &[
        setting(
            "with",
            "What the other workflow's `manual` trigger asks for.",
            &[&[Operand::plain("values", Kind::Record(Keys::Free))]],
        ),
        setting(
            "at",
            "The label of the other workflow to begin at.",
            &[&[Operand::plain("label", Kind::NewName).meaning(Meant::LabelOf("workflow"))]],
        ),
        setting("and_wait", "Goes on when the other workflow has ended.", BARE),
    ],
    outcomes: &[outcome(
        "failed",
        "The other workflow was not started, because of its `once` or `overlap`; or, with \
         `and_wait`, it failed or timed out.",
        Without::Failed,
        Cause::NotStarted,
    )],
    next: Some("started"),
    core: Core::Start,
    effects: &[Effect::StartsWorkflow],
    waits: Waits::IfSet("and_wait"),
    sample: r#"workspace shop "Corner Shop" {
  channel web webchat
}

workflow leads "Leads" {
  on conversation_opened
  start survey {
    with (source: "chat")
    at thanks
    and_wait
    failed { comment "No survey." }
  }
}

workflow survey "Survey" {
  on manual { with { source text } }
  ask "How was it?" as rating { timeout 1d { stop } } else { stop }
  thanks: send "Thank you, ${trigger.source}!"
}
"#,
    ..PLAIN_STEP
};
