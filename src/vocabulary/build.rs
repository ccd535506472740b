//! Short ways to write declarations.

use super::{
    Body, Brings, Cause, Core, Form, Hears, Kind, Operand, Outcome, Proof, Setting, Step, Trigger,
    Waits, Without, Wrote,
};
use crate::base::Duration;

/// The form of a line that takes no operands.
pub(crate) const BARE: &[Form] = &[&[]];

/// Length of the longest wait, in seconds.
pub(crate) const LONGEST: i64 = crate::base::MAX_WAIT_DAYS * 86_400;

/// A step that takes nothing, does nothing to the world and goes on: what a declaration leaves out.
pub(crate) const PLAIN_STEP: Step = Step {
    verb: "",
    title: "",
    about: "",
    forms: BARE,
    body: Body::None,
    settings: &[],
    outcomes: &[],
    next: None,
    proves: &[],
    agreements: &[],
    core: Core::Act,
    effects: &[],
    says: &[],
    waits: Waits::No,
    sample: "",
};

/// A trigger that takes and brings nothing: what a declaration leaves out.
pub(crate) const PLAIN_TRIGGER: Trigger = Trigger {
    event: "",
    title: "",
    about: "",
    forms: BARE,
    settings: &[],
    brings: &[],
    brings_lines: "",
    message: false,
    hears: Hears::Nothing,
    wrote: Wrote::Lately,
    by_hand: false,
    arrives: false,
    identifies: "",
    sample: "",
};

/// A setting with operands and no block, at most once.
pub(crate) const fn setting(
    word: &'static str,
    about: &'static str,
    forms: &'static [Form],
) -> Setting {
    Setting { word, about, forms, repeats: false, body: Body::None, settings: &[] }
}

/// The same, any number of times.
pub(crate) const fn many(
    word: &'static str,
    about: &'static str,
    forms: &'static [Form],
) -> Setting {
    Setting { repeats: true, ..setting(word, about, forms) }
}

/// A setting whose block holds typed lines.
pub(crate) const fn typed(
    word: &'static str,
    about: &'static str,
    texts: bool,
    dotted: bool,
) -> Setting {
    Setting { body: Body::TypedLines { texts, dotted }, ..setting(word, about, BARE) }
}

/// A value that a trigger brings.
pub(crate) const fn brings(name: &'static str, ty: &'static str, about: &'static str) -> Brings {
    Brings { name, ty, options: &[], asked_by: name, about }
}

/// An outcome that can always happen.
pub(crate) const fn outcome(
    word: &'static str,
    about: &'static str,
    without: Without,
    by: Cause,
) -> Outcome {
    Outcome {
        word,
        about,
        forms: BARE,
        repeats: false,
        replaces_next: false,
        blockless: false,
        always: true,
        without,
        after: None,
        proves: &[],
        answers: false,
        by,
    }
}

/// An outcome that comes when a time has passed; without a block it ends the run as timed out, and
/// without a line after the default time.
pub(crate) const fn timeout(word: &'static str, about: &'static str, after: Duration) -> Outcome {
    let plain = outcome(word, about, Without::TimedOut, Cause::Time);
    Outcome { forms: AFTER, after: Some(after), blockless: true, ..plain }
}

const AFTER: &[Form] = &[&[Operand::plain("after", Kind::Duration { max: LONGEST })]];

impl Outcome {
    /// One that comes of something the contact wrote.
    pub(crate) const fn answering(self) -> Self {
        Self { answers: true, ..self }
    }

    /// With what is known behind it.
    pub(crate) const fn proving(self, proves: &'static [Proof]) -> Self {
        Self { proves, ..self }
    }
}
