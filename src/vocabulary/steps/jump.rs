//! `jump` and `stop`: elsewhere, and the end.

use super::super::build::{PLAIN_STEP, outcome, setting};
use super::super::{Body, Cause, Core, Kind, Operand, Sort, Step, Without};
use crate::base::MAX_JUMPS;

/// `jump`.
pub(super) const JUMP: Step = Step {
    verb: "jump",
    title: "Jump To",
    about: "Goes on at a labelled step of the same workflow, back or forth, into any block. Each \
            jump is made a limited number of times in a run, so that no loop goes on for ever. One that no \
            way leads back to is made once at most, and is never exhausted.",
    forms: &[&[Operand::after("to", "label", Kind::Declared(Sort::Label))]],
    body: Body::Details,
    settings: &[setting(
        "at_most",
        "How often this jump is made in one run (10 if not said).",
        &[&[Operand::plain("count", Kind::Count { min: 1, max: MAX_JUMPS as i64 })]],
    )],
    outcomes: &[outcome(
        "exhausted",
        "The jump was made as often as it may be.",
        Without::Next,
        Cause::Repetition,
    )],
    core: Core::Jump,
    sample: r#"workflow menu "Menu" {
  on manual
  menu: ask "Once more?" as text { timeout 1h { stop } } else { stop }
  jump to menu {
    at_most 3
    exhausted { comment "Three times is enough." }
  }
}
"#,
    ..PLAIN_STEP
};

/// `stop`.
pub(super) const STOP: Step = Step {
    verb: "stop",
    title: "End",
    about: "Ends the run here, as meant.",
    core: Core::End,
    sample: r#"workflow quiet "Quiet" {
  on manual
  stop
}
"#,
    ..PLAIN_STEP
};
