//! Bugs that are planted are found by the fault simulator, each within a few thousand seeds.
//!
//! `cargo test --release --features planted --test planted -- --nocapture` prints at which seed, and
//! which invariant did not hold.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and says so"
)]

#[path = "suite/numbers.rs"]
mod numbers;
#[path = "suite/power/mod.rs"]
mod power;

use rondel::base::planted::{Plant, plant};
use rondel::simulate::{Failure, Memory, Simulator};

/// Seeds within which every bug has to be found.
const SEEDS: u64 = 5_000;

/// Plays until something is found, and gives the seed.
fn find(simulator: &Simulator, bug: Plant) -> Option<(u64, Failure)> {
    plant(Some(bug));
    let mut seeds = 0..SEEDS;
    let found = seeds.find_map(|seed| {
        let played = simulator.play(seed, &mut Memory, false).unwrap();
        played.failure.map(|failure| (seed, failure))
    });
    plant(None);
    found
}

#[test]
fn every_planted_bug_is_found() {
    let simulator = Simulator::new().unwrap();
    let mut missed = Vec::new();
    for bug in Plant::ALL {
        match find(&simulator, bug) {
            Some((seed, Failure { invariant, why })) => {
                println!("{bug:?}: seed {seed}, {invariant}: {why}");
            }
            None => missed.push(bug),
        }
    }
    println!(
        "counts: {} planted bugs, {} found",
        Plant::ALL.len(),
        Plant::ALL.len() - missed.len()
    );
    assert!(missed.is_empty(), "not found within {SEEDS} seeds: {missed:?}");
}

/// What leaves before it is on the disk shows when the power goes, and only then.
#[test]
fn a_message_that_leaves_before_the_disk_has_it_is_found() {
    plant(Some(Plant::LeaveBeforeSync));
    let mut seen = power::Seen::default();
    let found = (0..20).find_map(|seed| Some((seed, power::play(seed, &mut seen).err()?)));
    plant(None);
    let (seed, why) = found.unwrap();
    println!("{:?}: shop {seed}, after {} cuts: {why}", Plant::LeaveBeforeSync, seen.cuts);
}

/// A build with plants in it, none of them chosen, is like any other.
#[test]
fn nothing_is_found_where_nothing_is_planted() {
    let simulator = Simulator::new().unwrap();
    for seed in 0..200 {
        assert_eq!(simulator.play(seed, &mut Memory, false).unwrap().failure, None, "seed {seed}");
    }
}
