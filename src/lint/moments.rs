//! How long it is at most until a moment comes.

use jiff::civil::Date;

use crate::base::{Binary, Literal, Logic, MAX_WAIT_DAYS, Root};
use crate::program::{ArgValue, Declared, Expr, ExprKind, Line, Program};
use crate::vocabulary::Sort;

/// The longest wait.
const LONGEST: i64 = MAX_WAIT_DAYS * 86_400;
const DAY: usize = 1_440;
const WEEK: usize = 7 * DAY;

/// Seconds until a moment, at most; the longest wait where that does not tell.
pub(super) fn until(program: &Program, moment: &Expr) -> i64 {
    far(program, moment).unwrap_or(LONGEST).clamp(0, LONGEST)
}

fn far(program: &Program, moment: &Expr) -> Option<i64> {
    match &moment.kind {
        ExprKind::Read(place, _) => match place.of {
            Root::Now => Some(0),
            // The present day has begun already.
            Root::Today => Some(-1),
            Root::Hours if place.name == "next_opening" => {
                let hours = program.workspace.find(Sort::Hours, place.which.as_ref()?)?;
                Some(longest_closed(hours))
            }
            Root::Contact
            | Root::Assignee
            | Root::Conversation
            | Root::Message
            | Root::Trigger
            | Root::Workspace
            | Root::Hours
            | Root::Var
            | Root::Secret => None,
        },
        ExprKind::Fallback(one, other) => Some(far(program, one)?.max(far(program, other)?)),
        ExprKind::Binary(Binary::Add, one, other) => match (seconds(one), seconds(other)) {
            (None, Some(length)) => Some(far(program, one)?.saturating_add(length)),
            (Some(length), None) => Some(far(program, other)?.saturating_add(length)),
            _ => None,
        },
        ExprKind::Binary(Binary::Subtract, one, other) => {
            Some(far(program, one)?.saturating_sub(seconds(other)?))
        }
        ExprKind::Literal(Literal::None) => Some(0),
        ExprKind::Literal(_)
        | ExprKind::Template(_)
        | ExprKind::List(_)
        | ExprKind::Record(_)
        | ExprKind::Member(..)
        | ExprKind::Index(..)
        | ExprKind::Call(..)
        | ExprKind::Not(_)
        | ExprKind::Minus(_)
        | ExprKind::Binary(..)
        | ExprKind::Logic(..)
        | ExprKind::Between(_)
        | ExprKind::IsSet(..)
        | ExprKind::Unknown => None,
    }
}

/// A fixed length of time.
pub(super) fn seconds(expr: &Expr) -> Option<i64> {
    let ExprKind::Literal(Literal::Duration(length)) = &expr.kind else { return None };
    Some(length.seconds)
}

/// Seconds of the longest stretch in which opening hours are closed, holidays included.
pub(super) fn longest_closed(hours: &Declared) -> i64 {
    let week = open_minutes(&hours.line);
    let closed: Vec<(Date, Date)> = closed_dates(&hours.line).collect();
    // Twice the week, for a stretch that goes on from its end to its beginning.
    let mut longest = longest_run(week.iter().chain(&week).copied());
    for (first, last) in &closed {
        longest = longest.max(around(&week, &closed, *first, *last));
    }
    i64::try_from(longest).unwrap_or(LONGEST).saturating_mul(60).min(LONGEST)
}

/// For each minute of the week, whether they are open.
fn open_minutes(line: &Line) -> Vec<bool> {
    let mut week = vec![false; WEEK];
    for line in line.settings.iter().filter(|line| line.word == "open") {
        let (mut days, mut times): (&[u8], &[(u16, u16)]) = (&[], &[]);
        for arg in &line.args {
            if let ArgValue::Days(found) = &arg.value {
                days = found;
            } else if let ArgValue::Times(found) = &arg.value {
                times = found;
            }
        }
        for day in days {
            for (from, to) in times {
                let start = usize::from(day.saturating_sub(1)) * DAY + usize::from(*from);
                let over_night = if to <= from { DAY } else { 0 };
                let length = usize::from(*to) + over_night - usize::from(*from);
                for minute in start..start + length {
                    if let Some(open) = week.get_mut(minute % WEEK) {
                        *open = true;
                    }
                }
            }
        }
    }
    week
}

fn closed_dates(line: &Line) -> impl Iterator<Item = (Date, Date)> {
    let lines = line.settings.iter().filter(|line| line.word == "closed");
    lines.flat_map(|line| &line.args).filter_map(|arg| {
        let ArgValue::Dates(first, last) = &arg.value else { return None };
        Some((*first, *last))
    })
}

/// The longest run of closed minutes around some closed days.
fn around(week: &[bool], closed: &[(Date, Date)], first: Date, last: Date) -> usize {
    let week_before = jiff::Span::new().days(8);
    let Ok(mut day) = first.checked_sub(week_before) else { return 0 };
    let Ok(end) = last.checked_add(week_before) else { return 0 };
    let mut minutes = Vec::new();
    while day <= end {
        // Longer than any wait: the rest does not matter.
        if minutes.len() > 60 * DAY {
            break;
        }
        let shut = closed.iter().any(|(first, last)| *first <= day && day <= *last);
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
        let own = week.get(weekday * DAY..(weekday + 1) * DAY).unwrap_or_default();
        minutes.extend(own.iter().map(|open| *open && !shut));
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    longest_run(minutes.into_iter())
}

/// The longest run of closed minutes.
fn longest_run(open: impl Iterator<Item = bool>) -> usize {
    let (mut longest, mut run) = (0_usize, 0_usize);
    for open in open {
        run = if open { 0 } else { run + 1 };
        longest = longest.max(run);
    }
    longest
}

/// Whether a condition that came out as `truth` says that the contact wrote less than so many
/// seconds ago.
pub(super) fn wrote_within(cond: &Expr, truth: bool) -> Option<i64> {
    if let ExprKind::Not(of) = &cond.kind {
        return wrote_within(of, !truth);
    }
    if let ExprKind::Logic(logic, sides) = &cond.kind {
        let each = sides.iter().map(|side| wrote_within(side, truth));
        let all = (*logic == Logic::And) == truth;
        return if all {
            each.flatten().min()
        } else {
            each.collect::<Option<Vec<i64>>>()?.into_iter().max()
        };
    }
    let ExprKind::Binary(operator, left, right) = &cond.kind else { return None };
    let (length, reads_left) = match (seconds(left), seconds(right)) {
        (None, Some(length)) if is_since_incoming(left) => (length, true),
        (Some(length), None) if is_since_incoming(right) => (length, false),
        _ => return None,
    };
    // A test that failed is taken for its contrary, as people mean it: nobody wrote never.
    let below = reads_left == truth;
    let bounds = [(Binary::Less, true, false), (Binary::Greater, false, false)];
    let inclusive = [(Binary::AtMost, true, true), (Binary::AtLeast, false, true)];
    let found = bounds.into_iter().chain(inclusive).find(|(one, ..)| one == operator);
    let (_, is_below, with_end) = found?;
    if is_below != below {
        return None;
    }
    Some(if with_end == truth { length } else { length - 1 })
}

fn is_since_incoming(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Read(place, _) if place.of == Root::Conversation && place.name == "since_incoming")
}
