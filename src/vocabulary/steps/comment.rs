//! `comment`: a note for agents.

use super::super::build::{PLAIN_STEP, setting};
use super::super::{Body, Effect, Kind, Operand, Sort, Step, Want};

/// `comment`.
pub(super) const COMMENT: Step = Step {
    verb: "comment",
    title: "Add Comment",
    about: "Leaves a note in the conversation that agents see and the contact does not.",
    forms: &[&[Operand::plain("text", Kind::Value(Want::Shown))]],
    body: Body::Details,
    settings: &[setting(
        "mention",
        "Agents who are told of the note.",
        &[&[Operand::plain("agents", Kind::DeclaredList(Sort::Agent))]],
    )],
    next: Some("next"),
    effects: &[Effect::Comments],
    sample: r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor"
  agent bo "Bo Lind"
}

workflow note "Note" {
  on manual
  comment "Please look at this." { mention amara, bo }
}
"#,
    ..PLAIN_STEP
};
