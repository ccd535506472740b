//! Days of the examples, written down as scenarios.

use std::num::NonZeroUsize;

use rondel::base::{FileId, Sources};
use rondel::engine::Replay;
use rondel::runtime::Workspace;
use rondel::scenario::{Manner, Recording, prove, test};

use super::programs;

/// Events of a day that are read at most; the scenario is about one contact.
const LINES: usize = 200;

#[test]
fn the_day_of_every_example_becomes_a_scenario_that_passes() {
    let (mut count, mut lines, mut left_out) = (0, 0, 0);
    for (name, files) in programs::examples() {
        let folder = format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
        let read = |file: &str| std::fs::read_to_string(format!("{folder}/{file}"));
        let Ok(events) = read("events.jsonl").or_else(|_| read("leads.jsonl")) else { continue };
        let mut sources = Sources::default();
        for file in files {
            sources.add(&file.name, &file.text);
        }
        let checked = rondel::check(&sources);
        let plans = rondel::compile::plans(&checked, &sources).unwrap();
        let workspace = Workspace::load(plans.workspace.clone()).unwrap();
        let mut recording = Recording::new(workspace.zone().clone());
        let mut replay = Replay::new(plans).unwrap().listening();
        for (line, number) in events.lines().take(LINES).zip(1..) {
            replay.line(number, line).unwrap();
            recording.hear(&replay.take_heard());
        }
        let proof = prove(&recording, sources.clone(), "recorded.rondel").unwrap();
        assert_eq!(rondel::format::format(FileId(0), &proof.text).text, proof.text, "{name}");
        sources.add("recorded.rondel", &proof.text);
        let checked = rondel::check(&sources);
        let plans = rondel::compile::plans(&checked, &sources).unwrap();
        let manner = Manner { threads: NonZeroUsize::MIN, fail_fast: false };
        let own = |one: &rondel::program::Scenario| one.title == proof.title.as_str();
        let outcomes = test(&checked.program, &plans, &sources, manner, own).unwrap();
        let [outcome] = &outcomes[..] else { panic!("{name}: {}", outcomes.len()) };
        assert!(outcome.passed(), "{name}: {:?}\n{}", outcome.failure, proof.text);
        count += 1;
        lines += outcome.met;
        left_out += proof.left_out;
    }
    assert!(count >= 20, "{count}");
    assert!(u64::from(lines) > 10 * left_out as u64, "{lines} kept, {left_out} left out");
    println!("counts: {lines} expectations recorded from {count} days, {left_out} lines left out");
}
