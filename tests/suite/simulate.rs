//! A few seeds of the fault simulator, on every keeper. Many more are played by `.ci/run`.

use rondel::simulate::{InFile, Invariant, Memory, Played, Simulator, Tally};

use super::store::folder;

const SEEDS: u64 = 250;
const SEEDS_IN_FILES: u64 = 12;

fn judge(seed: u64, played: &Played) {
    let again = format!("cargo run --release --example faults -- --seed {seed}");
    assert_eq!(played.failure, None, "seed {seed}, {}: {again}", played.program);
}

#[test]
fn whatever_goes_wrong_the_invariants_hold() {
    let simulator = Simulator::new().unwrap();
    let mut tally = Tally::default();
    for seed in 0..SEEDS {
        let played = simulator.play(seed, &mut Memory, false).unwrap();
        judge(seed, &played);
        tally.add(&played.tally);
    }
    println!("counts: {SEEDS} seeds, {} calls", tally.calls);
    for invariant in Invariant::ALL {
        assert!(tally.invariants(invariant) > 0, "{invariant} had nothing to look at");
    }
}

#[test]
fn a_seed_goes_the_same_way_again() {
    let simulator = Simulator::new().unwrap();
    for seed in 0..10 {
        let hash = |in_words| simulator.play(seed, &mut Memory, in_words).unwrap().hash;
        assert_eq!(hash(false), hash(true), "seed {seed}");
    }
}

/// Two keepers that do the same give the same traces.
#[test]
fn a_seed_goes_the_same_way_in_memory_and_in_a_file() {
    let simulator = Simulator::new().unwrap();
    let folder = folder();
    let mut same = 0;
    for seed in 0..SEEDS_IN_FILES {
        let path = folder.path().join(format!("{seed}.db"));
        let filed = simulator.play(seed, &mut InFile::new(&path), false).unwrap();
        judge(seed, &filed);
        let kept = simulator.play(seed, &mut Memory, false).unwrap();
        if filed.faults == kept.faults {
            assert_eq!(filed.hash, kept.hash, "seed {seed}");
            same += 1;
        }
    }
    println!("counts: {SEEDS_IN_FILES} seeds in files, {same} as in memory");
    assert!(same > 0);
}
