//! Whether findings at the end of a long file cost more than findings at its beginning.

use bench_measure::{Clock, Corpus};

use crate::api::Outcome;

/// Findings put in, in workflows of 100 steps.
const WORKFLOWS: usize = 10;
const STEPS: usize = 100;

/// Prints, per repetition and place, the CPU seconds of checking and of showing every finding.
pub fn run(corpus: &Corpus, reps: u32) {
    let text: String = corpus.files.iter().map(|file| file.text.as_str()).collect();
    let faults: String = (0..WORKFLOWS).map(workflow).collect();
    let places = [("early", format!("{faults}{text}")), ("late", format!("{text}{faults}"))];
    for rep in 0..reps {
        for (place, text) in &places {
            let (cpu_s, (errors, render_s, bytes)) = Clock::Process.time(|| {
                let outcome = Outcome::of([("big.rondel", text.as_str())]);
                let errors = outcome.errors();
                let (render_s, bytes) = Clock::Process.time(|| ((), outcome.render()));
                (outcome, (errors, render_s, bytes))
            });
            println!(
                r#"{{"peer":"rondel_{place}","rep":{rep},"cpu_s":{cpu_s:.6},"render_s":{render_s:.6},"rendered_bytes":{bytes},"errors":{errors}}}"#
            );
        }
    }
}

/// A workflow in which every step assigns to a team that nobody declared.
fn workflow(number: usize) -> String {
    let step = "  assign to team nobody_declared by round_robin\n";
    format!(
        "workflow faulty_{number} \"Faulty {number}\" {{\n  on manual\n{}}}\n\n",
        step.repeat(STEPS)
    )
}
