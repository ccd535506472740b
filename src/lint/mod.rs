//! The rules of `rondel check` that look at a whole program.
//!
//! In: a [`Program`](crate::program::Program) with its graphs. Out: reports; and the page of every
//! code, also of those that are found while text is read and names are bound. A rule asks what a
//! step reads, writes and waits for; it knows no step by name.

mod arms;
mod asking;
mod changes;
mod channels;
mod conditions;
mod credentials;
mod demands;
mod expressions;
mod facts;
mod hearing;
mod lengths;
mod letters;
mod loops;
mod moments;
mod options;
mod passages;
mod paths;
mod pools;
mod possible;
mod promises;
mod reference;
mod rule;
mod rules;
mod solutions;
mod stands;
mod started;
mod terms;
mod urls;
mod ways;
mod windows;

pub use demands::Demands;
pub use facts::{Facts, Flow};
pub use passages::{Passage, Passages};
pub use pools::candidates;
pub use promises::{Verdict, Wanted, verdict};
pub use reference::reference;
pub use rule::{Care, Look, Rule, check, explain};
pub use rules::{CounterExample, RULES, counter_examples};
pub use terms::{Bound, ChannelTerms};
