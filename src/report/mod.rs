//! What is told to people: one report value for every finding, whoever found it, and its
//! renderings for eyes and for machines.
//!
//! In: reports and the sources they point into. Out: text. It knows nothing of the language.

mod model;

pub use model::{Code, Edit, Fix, Label, Report, Reports, Severity, Step};
