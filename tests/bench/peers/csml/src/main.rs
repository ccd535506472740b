//! CSML as a yardstick: `bench-csml REPS DIR` parses and lints every flow of a folder, each as a bot of its own.

use bench_measure::{Clock, Corpus, Sample, arguments};
use csml_interpreter::data::csml_bot::CsmlBot;
use csml_interpreter::data::csml_flow::CsmlFlow;
use csml_interpreter::{load_components, validate_bot};

fn main() -> Result<(), String> {
    let (reps, corpus) = arguments("csml")?;
    let components = load_components().map_err(|error| format!("{error:?}"))?;
    let empty = CsmlBot::new(
        "id",
        "bot",
        None,
        vec![],
        Some(components),
        None,
        "default",
        None,
        None,
        None,
        None,
        None,
    );
    for rep in 0..reps {
        let (cpu_s, errors) = Clock::Thread.time(|| ((), check(&empty, &corpus)));
        println!("{}", Sample { peer: "csml", rep, cpu_s, errors }.json(&corpus));
    }
    Ok(())
}

/// Counts what is wrong; `empty` is the bot that each flow is put into in turn.
fn check(empty: &CsmlBot, corpus: &Corpus) -> usize {
    let errors = corpus.files.iter().map(|file| {
        let mut bot = empty.clone();
        bot.flows.push(CsmlFlow::new("id", "default", &file.text, vec![]));
        validate_bot(&bot).errors.map_or(0, |errors| errors.len())
    });
    errors.sum()
}
