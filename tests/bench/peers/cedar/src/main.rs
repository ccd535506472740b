//! Cedar as a yardstick: `bench-cedar REPS DIR` parses every policy file of a folder and validates it strictly.

use bench_measure::{Clock, Corpus, Sample, arguments};
use cedar_policy::{PolicySet, Schema, ValidationMode, Validator};

const SCHEMA: &str = include_str!("schema.cedarschema");

fn main() -> Result<(), String> {
    let (reps, corpus) = arguments("cedar")?;
    let (schema, _) = Schema::from_cedarschema_str(SCHEMA).map_err(|error| error.to_string())?;
    let validator = Validator::new(schema);
    for rep in 0..reps {
        let (cpu_s, errors) = Clock::Thread.time(|| ((), check(&validator, &corpus)));
        println!("{}", Sample { peer: "cedar", rep, cpu_s, errors }.json(&corpus));
    }
    Ok(())
}

/// Counts what is wrong, one policy set a file. A file that does not parse counts once.
fn check(validator: &Validator, corpus: &Corpus) -> usize {
    let errors = corpus.files.iter().map(|file| match file.text.parse::<PolicySet>() {
        Ok(policies) => {
            validator.validate(&policies, ValidationMode::Strict).validation_errors().count()
        }
        Err(_) => 1,
    });
    errors.sum()
}
