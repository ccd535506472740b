//! The one integration binary: every suite is a module of it.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on has failed, and says so"
)]

mod suite {
    mod architecture;
    mod assignment;
    mod check;
    mod cli;
    mod compare;
    mod conduct;
    mod coverage;
    mod expressions;
    mod format;
    mod fresh;
    mod gallery;
    mod grammars;
    mod graph;
    mod guide;
    mod hostile;
    mod ide;
    mod ids;
    mod large;
    mod lexer;
    mod lsp;
    mod model;
    mod mutations;
    mod numbers;
    mod pictures;
    mod plan;
    mod power;
    mod print;
    mod programs;
    mod promises;
    mod proved;
    mod reading;
    mod record;
    mod report;
    mod rule_cases;
    mod rules;
    mod run;
    mod sarif;
    mod scenario;
    mod schemas;
    mod simulate;
    mod solve;
    mod spoilt;
    mod store;
    mod suggestions;
    mod vocabulary;
}
