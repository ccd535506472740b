//! Steps that this build cannot run yet.

use crate::base::Name;
use crate::plan::{Step, StepKind};

/// A verb, or one setting of it, that this build cannot run yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// The step's verb.
    pub verb: &'static str,
    /// The setting, where the step runs without it.
    pub setting: Option<&'static str>,
}

/// Everything that this build cannot run yet. A program with one of these is refused before its
/// first event.
pub const UNSUPPORTED: &[Unsupported] = &[
    Unsupported { verb: "ask", setting: None },
    Unsupported { verb: "wait", setting: None },
    Unsupported { verb: "http", setting: None },
    Unsupported { verb: "sheet", setting: None },
    Unsupported { verb: "ai", setting: None },
    Unsupported { verb: "start", setting: None },
    Unsupported { verb: "assign", setting: Some("accept") },
];

/// Why this build cannot run a step, if it cannot.
#[must_use]
pub fn unsupported(step: &Step) -> Option<Unsupported> {
    let (verb, settings) = match &step.kind {
        StepKind::Act { verb, settings, .. } => (verb.clone(), settings.as_slice()),
        StepKind::Start { .. } => (Name::new_static("start"), [].as_slice()),
        StepKind::Set { .. } | StepKind::Branch { .. } | StepKind::Jump { .. } | StepKind::End => {
            return None;
        }
    };
    let has = |word: &str| settings.iter().any(|setting| setting.name == word);
    UNSUPPORTED.iter().copied().find(|one| one.verb == verb && one.setting.is_none_or(has))
}
