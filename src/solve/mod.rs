//! What conditions say of values.
//!
//! In: a checked condition and how it came out. Out: [`Cases`], which values the places that it
//! reads may hold then. Conditions that compare one value with fixed ones, ask whether it is set, or
//! what a list has, and every combination of those, are understood in full; of others it is only
//! known which places they need. This room knows no step, no graph and no rule.

mod cases;
mod condition;
mod days;
mod ranges;
mod subject;
mod texts;
mod values;
mod witness;

pub use cases::{Case, Cases};
pub use condition::{Solved, among, fixed, solve};
pub use days::day_number;
pub use ranges::Ranges;
pub use subject::Subject;
pub use texts::Texts;
pub use values::{Held, Values};
