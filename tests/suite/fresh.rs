//! Programs by somebody who knew the reference of the language and none of its rules, and what they
//! are told.
//!
//! `findings.md` beside the programs judges every finding by hand: whether whoever wrote the program
//! would be glad to be told. A false alarm is mended in the rule; the table holds none.

use std::collections::BTreeMap;

use rondel::base::Sources;

use super::programs::{self, Program};

const FOLDER: &str = "tests/fixtures/fresh";
/// How many programs there are at least.
const AT_LEAST: usize = 44;
/// Findings of one rule in a thousand lines, at most: more is noise, however true.
const LOUD: f64 = 5.0;
/// How a verdict begins.
const TRUE: &str = "true: ";

/// A finding: the program, the line, and the rule.
type Finding = (String, usize, String);

/// The rows of the table, each with its verdict, as often as they stand there.
fn judged() -> Vec<(Finding, String)> {
    let path = format!("{}/{FOLDER}/findings.md", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the table is there");
    let rows = text.lines().filter_map(|line| {
        let cells = line.strip_prefix("| ")?.strip_suffix(" |")?;
        let cells: Vec<&str> = cells.splitn(4, " | ").collect();
        let [program, line, code, verdict] = cells.as_slice() else { panic!("{line}") };
        let line = line.parse().ok()?;
        Some((((*program).to_owned(), line, (*code).to_owned()), (*verdict).to_owned()))
    });
    rows.collect()
}

fn findings(program: &Program) -> Vec<Finding> {
    let name = program.name.rsplit('/').next().expect("a name has an end");
    let name = name.trim_end_matches(".rondel");
    let mut sources = Sources::default();
    sources.add(&program.name, &program.text);
    let reports = rondel::check(&sources).reports;
    let finding = |report: &rondel::report::Report| {
        let place = report.location();
        let source = sources.get(place.file).expect("the file is there");
        (name.to_owned(), source.line_of(place.span.start) as usize, report.code.0.to_owned())
    };
    reports.iter().map(finding).collect()
}

#[test]
fn every_finding_in_a_program_by_fresh_eyes_is_judged_to_be_true() {
    let programs = programs::below(FOLDER);
    assert!(programs.len() >= AT_LEAST, "only {} programs", programs.len());
    let mut found: Vec<Finding> = programs.iter().flat_map(findings).collect();
    let table = judged();
    let mut known: Vec<Finding> = table.iter().map(|(finding, _)| finding.clone()).collect();
    found.sort();
    known.sort();
    let unjudged: Vec<&Finding> = found.iter().filter(|one| !known.contains(one)).collect();
    assert!(unjudged.is_empty(), "no judgement of {unjudged:#?}");
    let gone: Vec<&Finding> = known.iter().filter(|one| !found.contains(one)).collect();
    assert!(gone.is_empty(), "judgements without a finding: {gone:#?}");
    assert_eq!(found, known, "two findings on one line, or two judgements of one");
    for (finding, verdict) in &table {
        let reason = verdict.strip_prefix(TRUE);
        assert!(reason.is_some_and(|reason| reason.len() > 20), "{finding:?}: {verdict}");
    }

    let lines: usize = programs.iter().map(|program| program.text.lines().count()).sum();
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    found.iter().for_each(|(_, _, code)| *codes.entry(code).or_default() += 1);
    println!("counts: {} programs, {lines} lines, {} findings", programs.len(), found.len());
    for (code, count) in codes {
        #[expect(clippy::cast_precision_loss, reason = "a few thousand at most")]
        let share = count as f64 * 1_000.0 / lines as f64;
        println!("{code:<20}{count:>4}{share:>6.1} in 1,000 lines");
        assert!(share <= LOUD, "{code} is loud: {share:.1} in 1,000 lines");
    }
}
