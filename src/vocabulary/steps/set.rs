//! `set` and `clear`: fields and variables.

use super::super::build::{PLAIN_STEP, outcome};
use super::super::{Body, Cause, Core, Effect, Kind, Operand, Proof, Step, Store, Want, Without};

const PLACE: Operand = Operand::plain("place", Kind::Place(Store::Any));

/// `set`.
pub(super) const SET: Step = Step {
    verb: "set",
    title: "Update Contact Field",
    about: "Stores a value in a field of the contact, in its lifecycle, or in a variable of the \
            run. A value that is unset or does not fit leaves the old one in place.",
    forms: &[&[PLACE, Operand::after("=", "value", Kind::Value(Want::OfPlace("place")))]],
    body: Body::Details,
    outcomes: &[outcome(
        "failed",
        "The value is unset or does not fit; the old one stays.",
        Without::Next,
        Cause::Unfit,
    )],
    next: Some("next"),
    proves: &[Proof::Place("place")],
    core: Core::Set,
    effects: &[Effect::Stores],
    sample: r#"workspace shop "Corner Shop" {
  field plan choice "Free", "Pro"
  field budget number
  lifecycle "New lead", "Hot lead"
}

workflow grade "Grade" {
  on manual
  set contact.plan = "Pro"
  set contact.lifecycle = "Hot lead"
  set doubled = contact.budget * 2 { failed { comment "No budget." } }
  set contact.budget = doubled { failed { comment "No budget." } }
}
"#,
    ..PLAIN_STEP
};

/// `clear`.
pub(super) const CLEAR: Step = Step {
    verb: "clear",
    title: "Update Contact Field: empty",
    about: "Empties a field of the contact, its lifecycle, or a variable of the run.",
    forms: &[&[PLACE]],
    next: Some("next"),
    core: Core::Set,
    effects: &[Effect::Empties],
    sample: r#"workspace shop "Corner Shop" {
  field plan choice "Free", "Pro"
}

workflow reset "Reset" {
  on manual
  clear contact.plan
}
"#,
    ..PLAIN_STEP
};
