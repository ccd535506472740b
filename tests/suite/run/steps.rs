//! Small programs, each with its events in comments: what they do, as a transcript.

use super::run;

/// Runs a program on the events that its comments hold: `#> 09:00 "type":"time"`, a time of the
/// first day or `+1 09:00` of a later one.
fn run_with_own_events(program: &str) -> String {
    let lines = program.lines().filter_map(|line| line.strip_prefix("#> "));
    let events = lines.enumerate().map(|(number, line)| {
        let (day, rest) = match line.strip_prefix('+').and_then(|line| line.split_once(' ')) {
            Some((days, rest)) => (days.parse::<i32>().unwrap(), rest),
            None => (0, line),
        };
        let (clock, rest) = rest.split_once(' ').unwrap();
        let seconds = if clock.len() == 5 { ":00" } else { "" };
        let day = 2 + day;
        format!(r#"{{"id":"e{number}","at":"2026-03-{day:02}T{clock}{seconds}Z",{rest}}}"#)
    });
    let events: Vec<String> = events.collect();
    assert!(!events.is_empty(), "no events");
    run(program, &events.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn every_program_does_what_its_name_says() {
    insta::glob!("../../fixtures/runs", "*.rondel", |path| {
        let program = std::fs::read_to_string(path).unwrap();
        insta::assert_snapshot!(run_with_own_events(&program));
    });
}
