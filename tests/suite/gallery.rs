//! Broken programs as people write them, and what they are told.
//!
//! The first line of each program of the gallery says which findings it deserves and what mends it:
//! `# expected: code, code — what to do`. The snapshot shows what is printed.

use rondel::base::Sources;
use rondel::compile::check;
use rondel::report::{Batch, Human, Reports, Severity};

use super::programs::{self, Program};

/// Findings that do not come from a fault of the gallery's programs: a workspace that is there to
/// make the program whole declares more than it uses.
const ASIDE: &str = "unused";

/// How many programs a gallery has at least.
const AT_LEAST: usize = 60;

fn findings(program: &Program) -> (Sources, Reports) {
    let mut sources = Sources::default();
    let name = program.name.rsplit('/').next().expect("a name has an end");
    sources.add(name, &program.text);
    let mut reports = check(&sources).reports;
    reports.retain(|report| report.severity != Severity::Note || report.code.0 != ASIDE);
    (sources, reports)
}

fn drawn(sources: &Sources, reports: &Reports) -> String {
    Human::default().draw_all(&[Batch { reports, sources }])
}

/// Draws every program of a folder into a snapshot of its own.
fn snapshots(folder: &str) -> usize {
    let programs = programs::below(folder);
    for program in &programs {
        let (sources, reports) = findings(program);
        let name = program.name.rsplit('/').next().and_then(|name| name.strip_suffix(".rondel"));
        let mut settings = insta::Settings::clone_current();
        settings.set_description(program.text.replace('\r', "\\r"));
        settings.set_omit_expression(true);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_snapshot_path(format!(
            "../snapshots/{}",
            folder.trim_start_matches("tests/fixtures/")
        ));
        settings
            .bind(|| insta::assert_snapshot!(name.expect("a program"), drawn(&sources, &reports)));
    }
    programs.len()
}

#[test]
fn every_broken_program_is_told_what_is_wrong() {
    let count = snapshots("tests/fixtures/gallery");
    println!("counts: {count} broken programs");
    assert!(count >= AT_LEAST, "only {count} broken programs");
}

#[test]
fn every_script_keeps_its_columns_and_underlines() {
    let count = snapshots("tests/fixtures/text");
    assert!(count >= 12, "only {count} programs");
}

#[test]
fn every_broken_program_gets_the_findings_it_deserves_and_no_other() {
    let mut wrong = Vec::new();
    let programs = programs::below("tests/fixtures/gallery");
    for program in &programs {
        let first = program.text.lines().next().expect("a first line");
        let expected = first.strip_prefix("# expected: ").expect("what is expected");
        let (codes, _) = expected.split_once(" — ").expect("what mends it");
        let mut codes: Vec<&str> = codes.split(", ").collect();
        let (_, reports) = findings(program);
        let mut found: Vec<&str> = reports.iter().map(|report| report.code.0).collect();
        codes.sort_unstable();
        found.sort_unstable();
        if codes != found {
            wrong.push(format!("{}: expected {codes:?}, found {found:?}", program.name));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), programs.len(), wrong.join("\n"));
}

#[test]
fn every_finding_says_what_to_do_in_the_manner_of_the_house() {
    for program in programs::below("tests/fixtures/gallery") {
        let (sources, reports) = findings(&program);
        for report in reports.iter() {
            let place = sources
                .get(report.location().file)
                .map(|source| source.position(report.location().span.start));
            let place = format!("{} {place:?}: {}", program.name, report.message);
            assert!(report.help.is_some(), "{place}: no help");
            assert!(!report.message.ends_with('.'), "{place}: ends with a full stop");
            let first = report.message.chars().next().expect("a message");
            assert!(!first.is_uppercase(), "{place}: begins with a capital");
        }
    }
}
