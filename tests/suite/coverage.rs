//! The ways of runs, read from what they left behind, against what the interpreter counted.

use std::collections::BTreeMap;

use rondel::base::Sources;
use rondel::engine::Replay;
use rondel::graph::StepGraph;
use rondel::lint::Facts;
use rondel::runtime::{Published, Record, RunId};
use rondel::scenario::coverage::{Coverage, Tally};
use rondel::scenario::suggest::{MOST_STEPS, advise, suggest};
use rondel::scenario::{Manner, test};
use rondel::store::{MemoryAgents, MemoryRuns, RunStore, WorkspaceId, wait};

use super::programs;

fn sources(files: &[programs::Program]) -> Sources {
    let mut sources = Sources::default();
    for file in files {
        sources.add(&file.name, &file.text);
    }
    sources
}

#[test]
fn every_step_that_a_waiting_run_visited_is_found_in_its_records() {
    let (mut runs, mut visits) = (0, 0);
    for (name, files) in programs::examples() {
        let folder = format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
        let read = |file: &str| std::fs::read_to_string(format!("{folder}/{file}"));
        let events = ["events.jsonl", "leads.jsonl", "day.jsonl"];
        let Some(events) = events.iter().find_map(|file| read(file).ok()) else { continue };
        let sources = sources(&files);
        let checked = rondel::check(&sources);
        let graphs = checked.graphs();
        let plans = rondel::compile::plans(&checked, &sources).unwrap();
        let published = Published::load(plans).unwrap();
        let plan = published.workspace().plan();
        let agents = MemoryAgents::default().with(&WorkspaceId(plan.name.clone()), plan);
        let mut replay = Replay::on(published, agents, MemoryRuns::default());
        for (line, number) in events.lines().take(4_000).zip(1..) {
            replay.line(number, line).unwrap();
        }
        let engine = replay.engine();
        let log = wait(engine.runs().log(engine.here(), None)).unwrap();
        let mut records: BTreeMap<RunId, Vec<Record>> = BTreeMap::new();
        let mut whole = Tally::of(&graphs);
        for record in log.iter().flat_map(|logged| &logged.records) {
            if let Some(run) = &record.run {
                records.entry(run.clone()).or_default().push(record.clone());
            }
        }
        whole.take(&graphs, log.iter().flat_map(|logged| &logged.records));
        assert_eq!(whole.lost(), 0, "{name}");
        let contacts: Vec<_> = records.keys().map(|run| run.contact.clone()).collect();
        for contact in contacts {
            let state = wait(engine.runs().contact(engine.here(), &contact)).unwrap();
            for run in state.into_iter().flat_map(|state| state.runs) {
                // A run that was started at a label is known by its parent's records alone.
                if run.parent.is_some() {
                    continue;
                }
                let Some(own) = records.remove(&run.id) else { continue };
                let counted = steps(&graphs, &own);
                // Each turn counts as a visit, too, before it comes to a step.
                assert_eq!(counted, run.visits - run.sequence, "{name} {}: {own:#?}", run.id);
                runs += 1;
                visits += counted;
            }
        }
    }
    assert!(runs > 100 && visits > 300, "{runs} runs, {visits} visits");
    println!("counts: {visits} visits of {runs} waiting runs found");
}

/// How many steps the records of one run tell of.
fn steps(graphs: &[StepGraph<'_>], records: &[Record]) -> u32 {
    let mut tally = Tally::of(graphs);
    tally.take(graphs, records);
    assert_eq!(tally.lost(), 0);
    tally.visits()
}

#[test]
fn the_scenarios_of_every_example_go_through_all_of_it() {
    let (mut goals, mut count) = (0, 0);
    for (name, files) in programs::examples() {
        let sources = sources(&files);
        let checked = rondel::check(&sources);
        let graphs = checked.graphs();
        let plans = rondel::compile::plans(&checked, &sources).unwrap();
        let outcomes = test(&checked.program, &plans, &sources, Manner::default(), |_| true);
        let mut tally = Tally::of(&graphs);
        for outcome in outcomes.unwrap() {
            tally.take(&graphs, outcome.records());
        }
        assert_eq!(tally.lost(), 0, "{name}");
        let facts = Facts::new(&checked.program, &graphs, &sources);
        let coverage = Coverage::of(&facts, &tally);
        for workflow in &coverage.workflows {
            let missing: Vec<_> =
                workflow.missing().map(|goal| format!("{} {}", goal.step, goal.outcome)).collect();
            assert_eq!(missing, Vec::<String>::new(), "{name}: {}", workflow.workflow);
            for goal in workflow.impossible() {
                println!("impossible: {name}: {} {}", goal.step, goal.outcome);
            }
        }
        let both = coverage.steps().and(coverage.outcomes());
        goals += both.reached;
        count += 1;
    }
    assert!(count >= 26, "{count}");
    println!("counts: {goals} steps and outcomes of {count} examples gone through by scenarios");
}

#[test]
fn a_search_that_takes_long_is_ended_and_tells_how_much_is_left() {
    let text = include_str!("../fixtures/coverage/half_of_it_is_tried.rondel");
    let mut sources = Sources::default();
    sources.add("half.rondel", text);
    let checked = rondel::check(&sources);
    let graphs = checked.graphs();
    let plans = rondel::compile::plans(&checked, &sources).unwrap();
    let facts = Facts::new(&checked.program, &graphs, &sources);
    let coverage = Coverage::of(&facts, &Tally::of(&graphs));
    let missing: usize = coverage.workflows.iter().map(|one| one.missing().count()).sum();
    let within = |most| suggest(&facts, &plans, &coverage, most).unwrap();
    let left = |most| {
        let found = advise(&facts, &plans, &coverage, most).unwrap();
        found.iter().flatten().filter(|one| one.is_left).count()
    };

    // A step behind a missing outcome takes the lines that go through that one.
    let told = advise(&facts, &plans, &coverage, MOST_STEPS).unwrap();
    let behind: Vec<_> = told.iter().flatten().filter(|one| one.is_behind).collect();
    let known = |lines: &Vec<String>| {
        told.iter().flatten().any(|one| !one.is_behind && one.lines == *lines)
    };
    assert!(behind.iter().any(|one| known(&one.lines)), "{told:?}");

    let whole = within(MOST_STEPS);
    assert_eq!((whole.left, left(MOST_STEPS)), (0, 0));
    let none = within(0);
    assert_eq!((none.found.len(), none.left, left(0)), (0, missing, missing));
    // What is found before that is the same, and nothing that is missing goes untold.
    let mut before = 0;
    for most in (0..2_000).step_by(50) {
        let some = within(most);
        let same = some.found.iter().zip(&whole.found).all(|(one, other)| {
            (&one.goal.step, &one.goal.outcome) == (&other.goal.step, &other.goal.outcome)
        });
        assert!(same, "{most}");
        assert!(some.found.len() >= before, "{most}");
        assert_eq!(some.left == 0, some.found.len() == whole.found.len(), "{most}");
        before = some.found.len();
    }
    assert!(before > 1);
}
