//! What is told to people: one report value for every finding, whoever found it, and its
//! renderings for eyes and for machines.
//!
//! In: reports and the sources they point into. Out: text. It knows nothing of the language, nor
//! where the text goes: width and colours are handed in.

mod concise;
mod diagnostic;
mod github;
mod human;
mod json;
mod junit;
mod line;
mod marks;
mod model;
mod palette;
mod pane;
mod ruler;
mod sarif;
mod show;
mod suggest;
mod summary;

pub use concise::concise;
pub use diagnostic::Diagnosis;
pub use github::github;
pub use human::Human;
pub use json::{Change, Document, Finding, Note, Place, Point, VERSION};
pub use junit::{Case, Suite, junit, suites};
pub use model::{Code, Edit, Fix, Label, Report, Reports, Severity, Step};
pub use palette::{Palette, Tint};
pub use sarif::{RuleNote, sarif};
pub use show::{safe, width, wrap};
pub use summary::Summary;

use crate::base::Sources;

/// Findings with the sources they point into: one program's.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// What was found.
    pub reports: &'a Reports,
    /// In which texts.
    pub sources: &'a Sources,
}
