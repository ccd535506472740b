//! Long workflows, as the benchmarks measure them.

pub(crate) mod program;

use std::num::NonZeroUsize;

use rondel::base::Sources;
use rondel::compile::{check, check_on};
use rondel::program::Kind;

/// A program of several workflows, one a file.
fn several(workflows: u64, steps: usize) -> Sources {
    let mut sources = Sources::default();
    for seed in 0..workflows {
        let text = program::program(steps, seed);
        let (world, workflow) = text.split_once("workflow intake").unwrap();
        let world = if seed == 0 { world } else { "" };
        let name = format!("intake_{seed}.rondel");
        sources.add(&name, &format!("{world}workflow intake_{seed}{workflow}"));
    }
    sources
}

#[test]
fn the_long_workflow_that_is_measured_has_what_it_is_said_to_have() {
    let mut sources = Sources::default();
    sources.add("large.rondel", &program::program(2_000, 1));
    let checked = check(&sources);
    let graphs = checked.graphs();
    let steps: Vec<_> = graphs[0].steps().map(|(_, step)| step).collect();
    let jumps = steps.iter().filter(|step| matches!(step.kind, Kind::Jump { .. })).count();
    assert_eq!(steps.len(), 2_000);
    assert!((180..=220).contains(&jumps), "{jumps} jumps");
    let broken = |code: &str| checked.reports.iter().filter(|one| one.code.0 == code).count();
    assert_eq!(broken("promise-broken"), 2);
    assert!(broken("outside-window") > 100);
    let errors: Vec<_> =
        checked.reports.iter().filter(|one| one.code.0 != "promise-broken").collect();
    assert!(errors.iter().all(|one| one.severity != rondel::report::Severity::Error));
}

#[test]
fn what_is_found_does_not_depend_on_how_many_look() {
    let sources = several(8, 400);
    let alone = check(&sources).reports;
    assert!(alone.iter().count() > 200);
    for threads in [2, 5] {
        let together = check_on(&sources, NonZeroUsize::new(threads).unwrap()).reports;
        assert!(alone.iter().eq(together.iter()), "{threads} threads");
    }
}
