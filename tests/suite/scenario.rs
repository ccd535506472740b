//! Scenarios that are tried out.

use std::num::NonZeroUsize;

use rondel::base::Sources;
use rondel::engine::Transcript;
use rondel::report::Palette;
use rondel::scenario::{Manner, Outcome, explain, test};

use super::programs;

fn outcomes(sources: &Sources, threads: usize) -> Vec<Outcome> {
    let checked = rondel::check(sources);
    let found: Vec<&str> = checked.reports.iter().map(|report| report.message.as_str()).collect();
    let plans = rondel::compile::plans(&checked, sources).unwrap_or_else(|| panic!("{found:?}"));
    let threads = NonZeroUsize::new(threads).unwrap();
    test(&checked.program, &plans, sources, Manner { threads, fail_fast: false }, |_| true).unwrap()
}

fn fixture(name: &str) -> Vec<Outcome> {
    let path = format!("{}/tests/fixtures/scenarios/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut sources = Sources::default();
    sources.add(name, &std::fs::read_to_string(path).unwrap());
    outcomes(&sources, 2)
}

fn told(outcomes: &[Outcome]) -> String {
    let one = |outcome: &Outcome| {
        let mut transcript = Transcript::utc();
        format!(
            "# {} ({} met)\n{}",
            outcome.title,
            outcome.met,
            explain(outcome, &mut transcript, Palette::PLAIN)
        )
    };
    outcomes.iter().map(one).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_form_does_what_it_says() {
    let outcomes = fixture("every_form.rondel");
    assert_eq!(outcomes.len(), 5);
    assert!(outcomes.iter().all(Outcome::passed), "{}", told(&outcomes));
}

#[test]
fn what_was_not_as_expected_is_told_with_what_came_instead() {
    let outcomes = fixture("every_failure.rondel");
    let passed: Vec<&str> =
        outcomes.iter().filter(|one| one.passed()).map(|one| one.title.as_str()).collect();
    assert!(passed.is_empty(), "{passed:?}");
    insta::assert_snapshot!(told(&outcomes));
}

#[test]
fn the_nearest_thing_that_did_happen_is_told_wherever_it_happened() {
    let outcomes = fixture("near_misses.rondel");
    let passed: Vec<&str> =
        outcomes.iter().filter(|one| one.passed()).map(|one| one.title.as_str()).collect();
    assert!(passed.is_empty(), "{passed:?}");
    let told: String = outcomes.iter().map(without_transcript).collect();
    insta::assert_snapshot!(told);
}

/// A failure without everything that happened before.
fn without_transcript(outcome: &Outcome) -> String {
    let text = explain(outcome, &mut Transcript::utc(), Palette::PLAIN);
    let head = text.split("  what happened before:").next().unwrap_or_default();
    format!("# {}\n{head}\n", outcome.title)
}

#[test]
fn the_scenarios_of_the_examples_pass() {
    let mut count = 0;
    for (name, files) in programs::examples() {
        let mut sources = Sources::default();
        for file in files {
            sources.add(&file.name, &file.text);
        }
        let outcomes = outcomes(&sources, 1);
        let failed: Vec<Outcome> = outcomes.iter().filter(|one| !one.passed()).cloned().collect();
        assert!(failed.is_empty(), "{name}: {}", told(&failed));
        assert!(!outcomes.is_empty(), "{name} has no scenarios");
        count += outcomes.len();
    }
    assert!(count >= 7, "{count}");
    println!("counts: {count} scenarios of examples");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let mut sources = Sources::default();
    let path =
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/scenarios/every_failure.rondel");
    sources.add("p.rondel", &std::fs::read_to_string(path).unwrap());
    assert_eq!(told(&outcomes(&sources, 1)), told(&outcomes(&sources, 4)));
}

#[test]
fn what_stands_behind_the_first_failure_is_not_told_whatever_the_number_of_threads() {
    let mut text = String::from(
        "workspace shop \"Shop\" { channel web webchat }\n\
         workflow hello \"Hello\" {\n  on conversation_opened\n  send \"Hi\"\n}\n",
    );
    for number in 0..200 {
        let wanted = if number % 50 == 37 { "Ho" } else { "Hi" };
        text.push_str(&format!(
            "scenario \"number {number}\" for hello {{\n  when conversation opened\n  \
             expect sent \"{wanted}\"\n}}\n"
        ));
    }
    let mut sources = Sources::default();
    sources.add("p.rondel", &text);
    let checked = rondel::check(&sources);
    let plans = rondel::compile::plans(&checked, &sources).unwrap();
    for threads in [1, 2, 3, 8] {
        let manner = Manner { threads: NonZeroUsize::new(threads).unwrap(), fail_fast: true };
        let outcomes = test(&checked.program, &plans, &sources, manner, |_| true).unwrap();
        assert_eq!(outcomes.len(), 38, "on {threads}");
        let failed: Vec<bool> = outcomes.iter().map(|one| !one.passed()).collect();
        assert_eq!(failed.iter().position(|one| *one), Some(37));
    }
}

#[test]
fn the_samples_of_the_declarations_can_be_played() {
    for line in rondel::vocabulary::SCENARIO_LINES {
        let mut sources = Sources::default();
        sources.add("sample.rondel", line.sample);
        assert!(!outcomes(&sources, 1).is_empty(), "{}", line.word);
    }
}

#[test]
fn a_record_that_was_stored_is_posted_like_one_that_is_written_there() {
    let body = |body: &str| {
        format!(
            "workflow log \"Log\" {{\n  on manual\n  set stored = (name: \"Ada\", list: [1, 2])\n  \
             http post \"https://crm.example.com/people\" {{\n    body {body}\n    failed {{ }}\n  }}\n}}\n\
             scenario \"posted\" for log {{\n  given http post \"https://crm.example.com/*\" returns 200\n  \
             when started with ()\n  expect http post \"https://crm.example.com/people\" with (name: \"Ada\", list: [1, 2])\n}}\n"
        )
    };
    for (written, passes) in [
        ("(name: \"Ada\", list: [1, 2])", true),
        ("stored", true),
        ("(name: stored.name, list: [])", false),
        ("\"Ada\"", false),
    ] {
        let mut sources = Sources::default();
        sources.add("log.rondel", &body(written));
        let outcomes = outcomes(&sources, 1);
        let passed = outcomes.iter().all(Outcome::passed);
        assert_eq!(passed, passes, "{written}: {}", told(&outcomes));
    }
}
