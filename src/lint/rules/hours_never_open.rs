//! `hours-never-open`: opening hours without any.

use jiff::civil::{Date, date};

use super::super::facts::Facts;
use super::super::rule::{Look, Rule};
use crate::base::Location;
use crate::program::{ArgValue, Declared};
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::{Sort, codes};

/// `hours-never-open`.
pub(super) const RULE: Rule = Rule {
    code: codes::HOURS_NEVER_OPEN,
    severity: Severity::Warning,
    about: "Opening hours have no `open` line, or are closed on every day there is. Whatever stands in a \
            `during` with them never runs, and a wait until they open does not wait.\n\nThe compiler does not know \
            what day it is: hours that were open once are not reported. A range of dates that ends before it begins \
            is an error of its own.",
    bad: r#"workspace shop "Corner Shop" {
  hours holidays { closed 2026-12-25 }
}

workflow away "Away" {
  on conversation_opened
  during holidays { send "We are here." } else { send "We are away." }
}
"#,
    good: r#"workspace shop "Corner Shop" {
  hours office {
    open mon..fri 09:00-18:00
    closed 2026-12-25
  }
}

workflow away "Away" {
  on conversation_opened
  during office { send "We are here." } else { send "We are away." }
}
"#,
    looks: &[Look::Program(check)],
};

/// Before this day nothing happens, and after the other neither.
const FIRST: Date = date(1970, 1, 1);
const LAST: Date = date(9999, 12, 31);

fn check(facts: &Facts<'_, '_>, reports: &mut Reports) {
    if facts.program.damaged {
        return;
    }
    reports.extend(facts.program.workspace.all(Sort::Hours).filter_map(report));
}

fn report(hours: &Declared) -> Option<Report> {
    let report =
        |message: String| Report::warning(codes::HOURS_NEVER_OPEN, hours.location, message);
    let name = &hours.name;
    if hours.line.setting("open").is_none() {
        let report = report(format!("the hours `{name}` are never open"))
            .label("no line says when they are open")
            .help("say when somebody is there: `open mon..fri 09:00-18:00`");
        return Some(report);
    }
    let closed = always_closed(hours)?;
    let report = report(format!("the hours `{name}` are closed on every day"))
        .label("never open")
        .also(closed, "closed up to the last day there is")
        .help("leave out the days on which somebody is there");
    Some(report)
}

/// The line that closes the last of all days, where every day is closed.
fn always_closed(hours: &Declared) -> Option<Location> {
    let lines = hours.line.settings.iter().filter(|line| line.word == "closed");
    let mut closed: Vec<(Date, Date, Location)> = lines
        .filter_map(|line| match line.arg("dates") {
            Some(ArgValue::Dates(from, to)) => Some((*from, *to, line.head)),
            Some(_) | None => None,
        })
        .collect();
    closed.sort_by_key(|(from, to, _)| (*from, *to));
    let mut next = FIRST;
    for (from, to, place) in closed {
        if from > next {
            return None;
        }
        if to >= LAST {
            return Some(place);
        }
        next = next.max(to.tomorrow().ok()?);
    }
    None
}
