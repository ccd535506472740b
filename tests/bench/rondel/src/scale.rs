//! How the cost of `check` grows with the size of one file: 2 is linear, 4 is quadratic.

use bench_measure::{Clock, Corpus};

use crate::api::Outcome;
use crate::cut::first_lines;

/// Lines of the cuts, each twice the one before.
const LINES: [usize; 4] = [12_500, 25_000, 50_000, 100_000];

/// Prints, per repetition and size, the CPU seconds and how they compare with those of half the size.
pub fn run(corpus: &Corpus, reps: u32) {
    for rep in 0..reps {
        let mut half: Option<f64> = None;
        for lines in LINES {
            let (cpu_s, errors) = check(corpus, lines);
            let growth = half.map_or("null".to_owned(), |half| format!("{:.3}", cpu_s / half));
            println!(
                r#"{{"peer":"rondel_scale","rep":{rep},"lines":{lines},"cpu_s":{cpu_s:.6},"growth":{growth},"errors":{errors}}}"#
            );
            half = Some(cpu_s);
        }
    }
}

fn check(corpus: &Corpus, lines: usize) -> (f64, usize) {
    let texts: Vec<_> = corpus
        .files
        .iter()
        .map(|file| (file.name.as_str(), first_lines(&file.text, lines)))
        .collect();
    Clock::Process.time(|| {
        let outcome = Outcome::of(texts.iter().copied());
        let errors = outcome.errors();
        (outcome, errors)
    })
}
