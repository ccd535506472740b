//! Programs with nothing wrong, and the program of every section of the language at once.

use rondel::base::Sources;
use rondel::compile::{check, compile};
use rondel::report::{Reports, Severity};

use super::programs;

fn lines(sources: &Sources, reports: &Reports) -> Vec<String> {
    let line = |report: &rondel::report::Report| {
        let location = report.location();
        let source = sources.get(location.file).expect("the file of a finding");
        let place = source.position(location.span.start);
        format!("{}:{}: {}: {}", place.line, place.column, report.code.0, report.message)
    };
    reports.iter().map(line).collect()
}

#[test]
fn every_valid_program_is_free_of_errors_and_warnings() {
    let programs = programs::below("tests/fixtures/valid");
    assert!(programs.len() >= 30, "only {} programs", programs.len());
    let mut wrong = Vec::new();
    for program in &programs {
        let mut sources = Sources::default();
        sources.add(&program.name, &program.text);
        let mut reports = check(&sources).reports;
        reports.retain(|report| report.severity != Severity::Note);
        let sketch = !program.text.contains("workspace ");
        if sketch {
            reports.retain(|report| report.code.0 != "unknown-name");
        }
        let found = lines(&sources, &reports);
        if !found.is_empty() {
            wrong.push(format!("{}:\n  {}", program.name, found.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), programs.len(), wrong.join("\n"));
}

#[test]
fn every_valid_program_compiles() {
    for program in programs::below("tests/fixtures/valid") {
        let mut sources = Sources::default();
        sources.add(&program.name, &program.text);
        assert!(compile(&sources).0.is_some(), "{} does not compile", program.name);
    }
}

#[test]
fn the_whole_program_has_exactly_the_findings_it_deserves() {
    let path = "tests/fixtures/valid/whole_program.rondel";
    let text = std::fs::read_to_string(path).expect("the program is there");
    let mut sources = Sources::default();
    sources.add(path, &text);
    let reports = check(&sources).reports;
    insta::assert_snapshot!(lines(&sources, &reports).join("\n"));
}
