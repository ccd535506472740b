//! The keeper that the guide shows passes the suite.

#[path = "../../../examples/own_store.rs"]
mod example;

#[test]
fn the_keeper_of_the_guide_is_one() {
    assert_eq!(example::main(), std::process::ExitCode::SUCCESS);
}
