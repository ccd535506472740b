//! The step graph of a workflow: steps as nodes, outcomes as edges.
//!
//! In: a [`Program`](crate::program::Program). Out: one [`StepGraph`] a workflow; answers to what
//! leads where, what goes round, what is surely set; drawings. The only room that knows petgraph.
//! It knows no rule and no step by name.

mod build;
mod cycles;
mod dominate;
pub mod draw;
mod exhaust;
mod fired;
mod known;
pub mod layout;
mod model;
mod name;
mod places;
mod proofs;
mod search;
mod waits;

pub use cycles::{Ring, Turns};
pub use dominate::Dominators;
pub use known::{Followed, Known, Missing};
pub use model::{Edge, Going, Node, StepGraph, StepIx, Way};
pub use places::Places;
pub use search::{Marks, Route};
