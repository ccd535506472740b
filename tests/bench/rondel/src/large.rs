//! What one long workflow costs, and which rule takes how much of it.

use bench_measure::Clock;

use crate::api::Outcome;

#[path = "../../../suite/large/program.rs"]
mod program;

/// The seed of every program that is measured.
const SEED: u64 = 1;

/// Prints, per repetition, the CPU seconds of everything that `check` does.
pub fn check(steps: usize, reps: u32) {
    let text = program::program(steps, SEED);
    for rep in 0..reps {
        let (cpu_s, errors) = Clock::Process.time(|| {
            let outcome = Outcome::of([("large.rondel", text.as_str())]);
            let errors = outcome.errors();
            (outcome, errors)
        });
        println!(
            r#"{{"peer":"rondel_large","rep":{rep},"steps":{steps},"cpu_s":{cpu_s:.6},"errors":{errors}}}"#
        );
    }
}

/// Prints, per repetition and rule, the CPU seconds of that rule alone and how much it found.
pub fn rules(steps: usize, reps: u32) {
    let text = program::program(steps, SEED);
    let outcome = Outcome::of([("large.rondel", text.as_str())]);
    for rep in 0..reps {
        outcome.each_rule(|rule, work| {
            let (cpu_s, found) = Clock::Process.time(|| ((), work()));
            println!(
                r#"{{"peer":"rule","rule":"{rule}","rep":{rep},"steps":{steps},"cpu_s":{cpu_s:.6},"found":{found}}}"#
            );
        });
    }
}

/// Prints, per repetition, the CPU seconds of laying its picture out, and how many boxes and lines
/// that has.
pub fn layout(steps: usize, reps: u32) {
    let text = program::program(steps, SEED);
    let outcome = Outcome::of([("large.rondel", text.as_str())]);
    for rep in 0..reps {
        outcome.each_picture(|boxes, lines, work| {
            let (cpu_s, height) = Clock::Process.time(|| ((), work()));
            println!(
                r#"{{"peer":"layout","rep":{rep},"steps":{steps},"cpu_s":{cpu_s:.6},"boxes":{boxes},"lines":{lines},"height":{height}}}"#
            );
        });
    }
}
