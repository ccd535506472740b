//! What begins with a digit and is no number, duration, date or time.

use crate::base::{Duration, Span};
use crate::report::Report;
use crate::syntax::lower::Lower;

/// Reports a literal that says nothing, and what was most likely meant.
pub(in crate::syntax) fn literal(lower: &mut Lower<'_, '_>, text: &str, here: Span) {
    let span = lower.at(here).0;
    lower.damage(here);
    if lower.faults.silent(span) {
        return;
    }
    let location = lower.faults.location(span);
    let report = |message: String| lower.faults.report(span, message);
    let with_fix = |report: Report, word: String| {
        report.help(format!("write `{word}`")).fix(format!("write `{word}`"), location, word)
    };
    let report = if let Some(time) = half_day(text) {
        let report = report(format!("`{text}` is no time"));
        let rest = lower.text.get(here.end as usize..).unwrap_or_default();
        let other = rest.trim_start_matches([' ', '-']);
        let end = other.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != ':');
        let range = half_day(other.get(..end.unwrap_or(other.len())).unwrap_or_default());
        match range.filter(|_| rest.trim_start().starts_with('-')) {
            Some(range) => report.help(format!("write `{time}-{range}`")),
            None => with_fix(report, time),
        }
    } else if let Some(duration) = duration(text) {
        with_fix(report(format!("`{text}` is no duration")), duration)
    } else if text.contains(':') {
        moment(text, report(format!("there is no time `{text}`")), &with_fix)
    } else if text.contains('-') {
        let month = text.get(5..7).and_then(|month| month.parse::<u8>().ok()).unwrap_or(0);
        let report = report(format!("there is no day `{text}`"));
        if (1..=12).contains(&month) {
            report.help("write a day that this month has; dates are year, month, day: `2026-12-25`")
        } else {
            report.label("months go from 01 to 12").help("write year, month and day: `2026-12-25`")
        }
    } else if let Some(date) = dotted(text) {
        with_fix(report(format!("`{text}` is no date")), date)
    } else {
        other(text, report(format!("cannot read `{text}`")), &with_fix)
    };
    lower.faults.push(report);
}

/// `9am`, `12:30pm` as `09:00`, `12:30`.
fn half_day(text: &str) -> Option<String> {
    let small = text.to_lowercase();
    let (time, noon) = match (small.strip_suffix("am"), small.strip_suffix("pm")) {
        (Some(time), _) => (time, 0),
        (None, Some(time)) => (time, 12),
        (None, None) => return None,
    };
    let (hours, minutes) = time.split_once(':').unwrap_or((time, "00"));
    let hours: u8 = hours.parse().ok().filter(|hours| (1..=12).contains(hours))?;
    let minutes: u8 = minutes.parse().ok().filter(|minutes| *minutes < 60)?;
    Some(format!("{:02}:{minutes:02}", hours % 12 + noon))
}

/// `5min`, `90MIN`, `1hour30min` as a duration.
fn duration(text: &str) -> Option<String> {
    let small = text.to_lowercase();
    let mut rest = small.as_str();
    let mut written = String::new();
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !letter.is_ascii_digit())?;
        let (number, after) = rest.split_at_checked(digits).filter(|_| digits > 0)?;
        let end = after.find(|letter: char| letter.is_ascii_digit()).unwrap_or(after.len());
        let (unit, after) = after.split_at_checked(end)?;
        written.push_str(number);
        written.push(Duration::unit_named(unit)?);
        rest = after;
    }
    let duration = written.parse::<Duration>().ok().map(|_| written.clone());
    duration.or_else(|| total(&written))
}

/// Units in any order, added up.
fn total(written: &str) -> Option<String> {
    let parts = written.split_inclusive(|letter: char| letter.is_ascii_alphabetic());
    let mut seconds: i64 = 0;
    for part in parts {
        seconds = seconds.checked_add(part.parse::<Duration>().ok()?.seconds)?;
    }
    Some(Duration { seconds }.to_string())
}

fn moment(text: &str, report: Report, with_fix: &dyn Fn(Report, String) -> Report) -> Report {
    let (date, time) = text.split_once('T').map_or(("", text), |(date, time)| (date, time));
    let parts: Vec<&str> = time.split(':').collect();
    let number = |index: usize| parts.get(index).and_then(|part| part.parse::<u16>().ok());
    let prefix = if date.is_empty() { String::new() } else { format!("{date}T") };
    let last = if date.is_empty() { 24 } else { 23 };
    match (number(0), number(1)) {
        (Some(hours), Some(minutes)) if hours < 24 && minutes < 60 && parts.len() <= 3 => {
            with_fix(report, format!("{prefix}{hours:02}:{minutes:02}"))
        }
        (Some(hours), _) if hours >= 24 => {
            let until = if last == 24 { "24:00" } else { "23:59" };
            report
                .label(format!("the day ends at `{until}`"))
                .help(format!("write a time up to `{until}`"))
        }
        _ => report.help("write hours and minutes, two digits each, like `09:00`"),
    }
}

/// `25.12.2026` as `2026-12-25`.
fn dotted(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('.').collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let day: u8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    let month: u8 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    let year: u16 = year.parse().ok().filter(|_| year.len() == 4)?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

fn other(text: &str, report: Report, with_fix: &dyn Fn(Report, String) -> Report) -> Report {
    let end = text.find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '_' | '.'));
    let (number, unit) = text.split_at_checked(end.unwrap_or(text.len())).unwrap_or((text, ""));
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    match unit {
        "st" | "nd" | "rd" | "th" => report.label("neither a number nor a date").help(format!(
            "write the number alone: `{digits}`; dates are year, month, day: `2026-12-25`"
        )),
        "k" | "K" => with_fix(report, format!("{digits}_000")),
        "mo" | "month" | "months" | "y" | "year" | "years" => report
            .label("the longest unit is a week")
            .help("write days or weeks, like `30d` or `4w`"),
        "ms" => {
            report.label("the shortest unit is a second").help("write whole seconds, like `1s`")
        }
        "" if digits.len() > 28 => {
            report.label("a number has at most 28 digits").help("write fewer digits")
        }
        "" if number.matches('.').count() > 1 => with_fix(report, number.replace('.', "_")),
        "" => with_fix(report, grouped(number)),
        "x" | "xx" => report
            .label("neither a number, nor a class of statuses")
            .help(format!("write `{digits}`, or a class like `4xx`, from `1xx` to `5xx`")),
        _ => report
            .label("neither a number, a duration, a date nor a time")
            .help("begin a name with a letter; a duration is like `1h30m`, a time like `09:00`"),
    }
}

/// The number with single underscores between digits.
fn grouped(number: &str) -> String {
    number
        .split('_')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("_")
        .replace("_.", ".")
        .replace("._", ".")
}
