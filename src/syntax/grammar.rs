//! The grammar as pest makes it from the files in `grammar/`.

/// The parser that pest derives.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/lexical.pest"]
#[grammar = "grammar/expression.pest"]
#[grammar = "grammar/program.pest"]
#[grammar = "grammar/recovery.pest"]
pub(super) struct Grammar;
