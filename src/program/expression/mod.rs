//! Expressions: names resolved, types inferred, and what may be unset.
//!
//! In: the tree of an expression and the [`Scope`](super::scope::Scope) it stands in. Out: a
//! checked expression and reports. One fault is one report: a part that is unknown or already
//! reported fits everywhere. It knows no line, no step and no graph.

mod address;
mod advice;
mod arithmetic;
mod call;
mod choice;
mod compare;
mod faults;
mod lower;
mod name;
mod narrow;
mod pattern;
mod place;
mod spell;
mod test;
mod types;
mod unset;
mod value;
mod want;
mod zero;

pub(crate) use lower::{infer_type, lower, lower_as};
pub use narrow::{narrows, needs, owner_places};
pub(crate) use pattern::{check_date_format, check_pattern};
pub(crate) use types::{brought_type, declared_type, parse_type};
pub use unset::{Sink, maybe_unset, sinks};
pub use zero::{beyond_zero, not_zero};
