//! A program: names resolved, operands bound to their declarations, types inferred, forms
//! reduced to the core kinds of steps.
//!
//! In: the trees of all files. Out: a [`Program`] and reports. It knows no text, no pest rule and
//! no graph.

mod allows;
mod anchor;
mod bind;
mod brings;
mod build;
mod expression;
mod hours;
mod ids;
mod model;
mod names;
mod outcomes;
mod promises;
mod reduce;
mod scenario;
mod scope;
mod sort;
mod starts;
mod steps;
mod survey;
mod templates;
mod triggers;
mod typed;
mod variables;
mod workflow;
mod workspace;

pub use build::build;
pub(crate) use expression::parse_type;
pub use expression::{
    Sink, beyond_zero, maybe_unset, narrows, needs, not_zero, owner_places, sinks,
};
pub use model::*;
pub use typed::{Expr, ExprKind, Piece};
