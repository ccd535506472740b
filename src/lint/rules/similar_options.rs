//! `similar-options`: two options that one answer means.

use super::super::facts::Facts;
use super::super::options::{Offered, offered, offering};
use super::super::rule::{Look, Rule};
use crate::base::{Location, Pick};
use crate::program::Step;
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::codes;

/// `similar-options`.
pub(super) const RULE: Rule = Rule {
    code: codes::SIMILAR_OPTIONS,
    severity: Severity::Warning,
    about: "One answer means two options of a question. An answer is held against the texts of the \
            options first, without case and without a point or bracket at its end; then it is taken \
            as the number of an option; then as a beginning that only one of them has. So `2` is \
            the second option, also where the first is called `2 people`, and `ok!` is `Ok` where \
            that comes first.\n\nAn option that is the beginning of another is fine: its own words \
            mean it alone. People are taken to answer with the number that an option begins with; \
            of several such numbers in one question the first is reported.",
    bad: r#"workflow table "Table" {
  on message_received
  ask "For how many?" as choice {
    option "2 people"
    option "4 people"
    option "More"
    timeout 1h { stop }
  } else { stop }
}
"#,
    good: r#"workflow table "Table" {
  on message_received
  ask "For how many?" as choice {
    option "For two"
    option "For four"
    option "More"
    timeout 1h { stop }
  } else { stop }
}
"#,
    looks: &[Look::Program(check)],
};

fn check(facts: &Facts<'_, '_>, reports: &mut Reports) {
    // Options of a field are asked for in many places, and are one fault.
    let mut said: Vec<Location> = Vec::new();
    for flow in facts.flows.iter().filter(|flow| !flow.is_damaged()) {
        for (_, step) in offering(flow) {
            let options = offered(facts, step);
            for report in similar(&options) {
                if !said.contains(&report.location()) {
                    said.push(report.location());
                    reports.push(asked(report, step));
                }
            }
        }
    }
}

/// Says where the question is, if the options stand elsewhere.
fn asked(report: Report, step: &Step) -> Report {
    let (inside, here) = (step.line.location, report.location());
    let own = inside.file == here.file && inside.span.holds(here.span);
    if own { report } else { report.also(step.line.head, "asked here") }
}

fn similar(options: &[Offered<'_>]) -> Vec<Report> {
    let mut reports = Vec::new();
    let picks: Vec<Pick> = options.iter().map(|option| Pick::of(option.text)).collect();
    for (at, (pick, option)) in picks.iter().zip(options).enumerate() {
        let mut before = picks.iter().zip(options).take(at);
        let same = before.find(|(other, first)| pick.is(first.text) || other.is(option.text));
        if let Some((_, first)) = same {
            reports.push(same_words(first, option));
        }
    }
    let mut numbered = options.iter().enumerate();
    reports.extend(numbered.find_map(|(at, option)| same_number(options, at, option)));
    reports
}

fn same_words(first: &Offered<'_>, option: &Offered<'_>) -> Report {
    let message = format!("the answer `{}` means two options", option.text);
    Report::warning(codes::SIMILAR_OPTIONS, option.location, message)
        .label(format!("the same answer as `{}`", first.text))
        .also(first.location, "the first one")
        .help("take one of them away, or choose other words")
}

/// An option that begins with the number of another.
fn same_number(options: &[Offered<'_>], at: usize, option: &Offered<'_>) -> Option<Report> {
    let number = leading_number(option.text)?;
    let pick = Pick::of(number);
    let place = pick.number().filter(|place| *place != at)?;
    let other = options.get(place)?;
    let texts: Vec<&str> = options.iter().map(|option| option.text).collect();
    let taken = pick.among(&texts).and_then(|place| texts.get(place))?;
    let message = format!("the answer `{number}` means two options, and is taken as `{taken}`");
    Some(
        Report::warning(codes::SIMILAR_OPTIONS, option.location, message)
            .label(format!("begins with `{number}`"))
            .also(other.location, format!("option {number} of the list"))
            .help("put the options in the order of their numbers, or write the numbers as words"),
    )
}

/// The whole number that a text begins with, if people would answer with that alone.
fn leading_number(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    let mut behind = rest.chars();
    let sign = behind.next().is_some_and(|letter| matches!(letter, ':' | '.' | ',' | '/'));
    let goes_on = sign && behind.next().is_some_and(|letter| letter.is_ascii_digit());
    (!number.is_empty() && !goes_on).then_some(number)
}
