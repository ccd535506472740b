//! How long it is at most until a moment comes.

use jiff::civil::Date;

use crate::base::{Binary, Literal, Logic, MAX_WAIT_DAYS, Name, Root};
use crate::program::{ArgValue, Declared, Expr, ExprKind, Line};

/// The longest wait.
const LONGEST: i64 = MAX_WAIT_DAYS * 86_400;
const DAY: usize = 1_440;
const WEEK: usize = 7 * DAY;

/// Seconds until a moment, at most; the longest wait where that does not tell. `closed` says for
/// how many seconds the hours of a name are closed at most.
pub(super) fn until(moment: &Expr, closed: &impl Fn(&Name) -> Option<i64>) -> i64 {
    far(moment, closed).unwrap_or(LONGEST).clamp(0, LONGEST)
}

fn far(moment: &Expr, closed: &impl Fn(&Name) -> Option<i64>) -> Option<i64> {
    match &moment.kind {
        ExprKind::Read(place, _) => match place.of {
            Root::Now => Some(0),
            // The present day has begun already.
            Root::Today => Some(-1),
            Root::Hours if place.name == "next_opening" => closed(place.which.as_ref()?),
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
        ExprKind::Fallback(one, other) => Some(far(one, closed)?.max(far(other, closed)?)),
        ExprKind::Binary(Binary::Add, one, other) => match (seconds(one), seconds(other)) {
            (None, Some(length)) => Some(far(one, closed)?.saturating_add(length)),
            (Some(length), None) => Some(far(other, closed)?.saturating_add(length)),
            _ => None,
        },
        ExprKind::Binary(Binary::Subtract, one, other) => {
            Some(far(one, closed)?.saturating_sub(seconds(other)?))
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
    let week = open_stretches(&hours.line);
    let closed: Vec<(Date, Date)> = closed_dates(&hours.line).collect();
    // Twice the week, for a gap that goes on from its end to its beginning.
    let twice =
        [0, WEEK].into_iter().flat_map(|start| week.iter().map(move |one| one.after(start)));
    let mut longest = longest_gap(twice, 2 * WEEK);
    for (first, last) in &closed {
        longest = longest.max(around(&week, &closed, *first, *last));
    }
    i64::try_from(longest).unwrap_or(LONGEST).saturating_mul(60).min(LONGEST)
}

/// Minutes in which hours are open, from a first one to the one behind the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stretch {
    from: usize,
    to: usize,
}

impl Stretch {
    const fn after(self, minutes: usize) -> Self {
        Self { from: self.from + minutes, to: self.to + minutes }
    }
}

/// The stretches of a week in which they are open, in order, none from one day into the next.
fn open_stretches(line: &Line) -> Vec<Stretch> {
    let mut week = Vec::new();
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
            let day = usize::from(day.saturating_sub(1)) * DAY;
            for (from, to) in times {
                let (from, to) = (usize::from(*from), usize::from(*to));
                if from < to {
                    week.push(Stretch { from, to }.after(day));
                } else {
                    week.push(Stretch { from, to: DAY }.after(day));
                    week.push(Stretch { from: 0, to }.after((day + DAY) % WEEK));
                }
            }
        }
    }
    // Till midnight is not into the next day.
    week.retain(|one| one.from < one.to);
    week.sort_unstable();
    week
}

fn closed_dates(line: &Line) -> impl Iterator<Item = (Date, Date)> {
    let lines = line.settings.iter().filter(|line| line.word == "closed");
    lines.flat_map(|line| &line.args).filter_map(|arg| {
        let ArgValue::Dates(first, last) = &arg.value else { return None };
        Some((*first, *last))
    })
}

/// The minutes of the longest gap around some closed days.
fn around(week: &[Stretch], closed: &[(Date, Date)], first: Date, last: Date) -> usize {
    let week_before = jiff::Span::new().days(8);
    let Ok(mut day) = first.checked_sub(week_before) else { return 0 };
    let Ok(end) = last.checked_add(week_before) else { return 0 };
    let mut open = Vec::new();
    let mut start = 0;
    // Longer than any wait: the rest does not matter.
    while day <= end && start <= 60 * DAY {
        let shut = closed.iter().any(|(first, last)| *first <= day && day <= *last);
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
        let own = week.iter().filter(|one| !shut && one.from / DAY == weekday);
        open.extend(own.map(|one| {
            let (from, to) = (one.from - weekday * DAY, one.to - weekday * DAY);
            Stretch { from, to }.after(start)
        }));
        start += DAY;
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    longest_gap(open.into_iter(), start)
}

/// The minutes of the longest gap between stretches in order, and before and behind them, of so many
/// minutes in all.
fn longest_gap(open: impl Iterator<Item = Stretch>, minutes: usize) -> usize {
    let (mut longest, mut done) = (0, 0);
    for Stretch { from, to } in open {
        longest = longest.max(from.saturating_sub(done));
        done = done.max(to);
    }
    longest.max(minutes.saturating_sub(done))
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

#[cfg(test)]
mod tests {
    use super::{Stretch, longest_gap};

    #[test]
    fn the_longest_gap_stands_before_between_or_behind() {
        let gap = |open: &[(usize, usize)]| {
            let open = open.iter().map(|(from, to)| Stretch { from: *from, to: *to });
            longest_gap(open, 100)
        };
        assert_eq!(gap(&[]), 100);
        assert_eq!(gap(&[(40, 60), (70, 100)]), 40);
        assert_eq!(gap(&[(0, 10), (5, 20), (50, 90)]), 30);
        assert_eq!(gap(&[(0, 80), (10, 20), (30, 40)]), 20);
        assert_eq!(gap(&[(0, 100)]), 0);
    }
}
