//! What went wrong, in words a person can act on.
//!
//! In: a place of the walk and what stands there. Out: one report, with the word to use. Nothing
//! here changes the tree, except that a line with a fault nobody can read past becomes poison.

mod describe;
mod escape;
mod expression;
mod junk;
mod literal;
mod name;
mod poison;
mod statement;
mod strict;

pub(super) use escape::{empty_hole, escape, hole};
pub(super) use expression::{
    bad_key, between_without_and, chain, double_comma, gunk, key_in_list, left_over, misplaced,
    mixed, no_index, not_a_function, one_index, round_list, single_equals, too_deep,
};
pub(super) use junk::junk;
pub(super) use literal::literal;
pub(super) use name::{label, name};
pub(super) use poison::poison;
pub(super) use statement::{broken_line, otherwise, same_line, statement};
