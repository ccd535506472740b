//! Whether opening hours surely open again, so that there always is a next opening.

use jiff::civil::Date;

use super::{ArgValue, Declared, Line};
use crate::base::OPENING_HORIZON_DAYS;

/// Days of a week; for each, from Monday, whether anything opens on it.
type Week = [bool; 7];

/// Days that may pass around closed ones before a day comes on which something opens, and once
/// more where a clock change skips that.
const AROUND: i32 = 21;

/// Whether hours that are closed open again before anybody gives up looking.
pub(super) fn open_again(hours: &Declared) -> bool {
    let week = week(&hours.line);
    if !week.contains(&true) {
        return false;
    }
    let mut closed: Vec<(Date, Date)> = closed(&hours.line).collect();
    closed.sort_unstable();
    let mut shut: Option<(Date, Date)> = None;
    for (first, last) in closed {
        let (from, to) = match shut {
            Some((from, to)) if !opens_between(&week, to, first) => (from, to.max(last)),
            Some(_) | None => (first, last),
        };
        if !is_short(from, to) {
            return false;
        }
        shut = Some((from, to));
    }
    true
}

fn week(line: &Line) -> Week {
    let mut week = Week::default();
    let days = args(line, "open").filter_map(|arg| {
        let ArgValue::Days(days) = arg else { return None };
        Some(days)
    });
    for day in days.flatten() {
        if let Some(opens) = week.get_mut(usize::from(*day).saturating_sub(1)) {
            *opens = true;
        }
    }
    week
}

fn closed(line: &Line) -> impl Iterator<Item = (Date, Date)> {
    args(line, "closed").filter_map(|arg| {
        let ArgValue::Dates(first, last) = arg else { return None };
        Some((*first, *last))
    })
}

fn args<'p>(line: &'p Line, word: &'static str) -> impl Iterator<Item = &'p ArgValue> {
    let lines = line.settings.iter().filter(move |line| line.word == word);
    lines.flat_map(|line| &line.args).map(|arg| &arg.value)
}

/// Whether something opens on a day between two.
fn opens_between(week: &Week, after: Date, before: Date) -> bool {
    let mut day = after;
    for _ in week {
        let Ok(next) = day.tomorrow() else { return false };
        day = next;
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
        if day < before && week.get(weekday) == Some(&true) {
            return true;
        }
    }
    false
}

fn is_short(first: Date, last: Date) -> bool {
    let days = first.until(last).map(|length| length.get_days());
    let horizon = i32::try_from(OPENING_HORIZON_DAYS).unwrap_or(i32::MAX);
    days.is_ok_and(|days| days.saturating_add(AROUND) < horizon)
}
