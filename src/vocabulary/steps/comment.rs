//! `comment`: a note for agents.

use super::super::build::setting;
use super::super::{Body, Core, Effect, Kind, Operand, Sort, Step, Waits, Want};

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
    outcomes: &[],
    next: Some("next"),
    proves: &[],
    agreements: &[],
    core: Core::Act,
    effects: &[Effect::Comments],
    waits: Waits::No,
    sample: r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor"
  agent bo "Bo Lind"
}

workflow note "Note" {
  on manual
  comment "Please look at this." { mention amara, bo }
}
"#,
};
