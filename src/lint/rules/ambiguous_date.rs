//! `ambiguous-date`: formats that read one text as two dates.

use jiff::civil::Date;

use super::super::facts::{Facts, Flow};
use super::super::options::texts;
use super::super::rule::{Look, Rule};
use crate::base::{Name, Span, date_in_format};
use crate::program::{Line, Step};
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::{Agreement, codes};

/// `ambiguous-date`.
pub(super) const RULE: Rule = Rule {
    code: codes::AMBIGUOUS_DATE,
    severity: Severity::Warning,
    about: "Two of the `formats` of a question read one answer as two different days: \
            `dd/MM/yyyy` and `MM/dd/yyyy` both fit 01/02/2026. The first that fits is taken, so \
            that somebody who writes by the second is understood wrongly, and never hears of it.\
            \n\nWhat is tried are small numbers, as days, months and years, with and without a \
            zero before them; a text is written by each format and read by all of them.",
    bad: r#"workflow booking "Booking" {
  on message_received
  ask "When do you arrive?" as date {
    formats "dd/MM/yyyy", "MM/dd/yyyy"
    timeout 1h { stop }
  } else { stop }
}
"#,
    good: r#"workflow booking "Booking" {
  on message_received
  ask "When do you arrive?" as date {
    formats "dd/MM/yyyy", "d MMM yyyy", "yyyy-MM-dd"
    timeout 1h { stop }
  } else { stop }
}
"#,
    looks: &[Look::Flow(check)],
};

/// Days whose parts are taken for each other where an order of them allows it: year, month, day.
const SAMPLES: [(i16, i8, i8); 6] =
    [(2026, 2, 1), (2026, 1, 2), (2003, 2, 1), (2001, 2, 3), (2026, 11, 12), (2011, 12, 10)];

/// A day for formats that leave the year out.
const TODAY: (i16, i8, i8) = (2026, 1, 1);

fn check(_: &Facts<'_, '_>, flow: &Flow<'_, '_>, reports: &mut Reports) {
    for (_, step) in flow.steps() {
        for line in formats(step) {
            check_line(flow, line, reports);
        }
    }
}

/// The settings of a step that say how dates are written.
fn formats(step: &Step) -> impl Iterator<Item = &Line> {
    let agreements = step.decl.agreements.iter();
    agreements.filter_map(|agreement| match *agreement {
        Agreement::DateFormats { setting } => step.line.setting(setting),
        Agreement::Bounds { .. }
        | Agreement::Options { .. }
        | Agreement::OneChannel { .. }
        | Agreement::NamesNobody { .. }
        | Agreement::Needs { .. }
        | Agreement::Gaps { .. } => None,
    })
}

fn check_line(flow: &Flow<'_, '_>, line: &Line, reports: &mut Reports) {
    let formats: Vec<&(Name, Span)> = texts(line).collect();
    for (at, (format, span)) in formats.iter().enumerate() {
        let before = formats.iter().take(at);
        let clash = before.filter_map(|(first, place)| Some((place, clash(first, format)?))).next();
        let Some((first, clash)) = clash else { continue };
        let message = format!("`{}` is {} or {}", clash.text, clash.one, clash.other);
        reports.push(
            Report::warning(codes::AMBIGUOUS_DATE, flow.location(*span), message)
                .label(format!("{} by this", clash.other))
                .also(flow.location(*first), format!("{} by this, which is taken", clash.one))
                .help("keep one of the two, or write the month as a word: `\"d MMM yyyy\"`"),
        );
    }
}

/// A text that two formats read as two days.
struct Clash {
    text: String,
    one: Date,
    other: Date,
}

fn clash(one: &str, other: &str) -> Option<Clash> {
    let today = day(TODAY)?;
    let days = SAMPLES.into_iter().filter_map(day);
    let texts = days.flat_map(|day| {
        [(one, true), (other, true), (one, false), (other, false)]
            .map(|(format, padded)| written(day, format, padded))
    });
    let mut clashes = texts.filter_map(|text| {
        let first = date_in_format(&text, one, today)?;
        let second = date_in_format(&text, other, today)?;
        (first != second).then_some(Clash { text, one: first, other: second })
    });
    clashes.next()
}

fn day((year, month, day): (i16, i8, i8)) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// A day in a format, with a zero before small numbers or without.
fn written(day: Date, format: &str, padded: bool) -> String {
    let mut text = String::new();
    let mut letters = format.chars().peekable();
    while let Some(letter) = letters.next() {
        let mut width = 1;
        while letters.next_if_eq(&letter).is_some() {
            width += 1;
        }
        let number = |number: i8| if padded { format!("{number:02}") } else { number.to_string() };
        match letter {
            'y' if width == 2 => text.push_str(&format!("{:02}", day.year() % 100)),
            'y' => text.push_str(&day.year().to_string()),
            'M' if width >= 3 => text.push_str(&day.strftime("%b").to_string()),
            'M' => text.push_str(&number(day.month())),
            'd' => text.push_str(&number(day.day())),
            other => text.extend(std::iter::repeat_n(other, width)),
        }
    }
    text
}
