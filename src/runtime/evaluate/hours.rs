//! Opening hours: rules of the wall clock in a zone.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::base::{Instant, OPENING_HORIZON_DAYS};
pub use crate::plan::Hours;

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// The wall clock of a zone at a moment.
pub(in crate::runtime) fn civil(zone: &TimeZone, at: Instant) -> Option<DateTime> {
    let timestamp = Timestamp::from_millisecond(at.millis).ok()?;
    Some(zone.to_datetime(timestamp))
}

/// The first moment of a day.
pub(in crate::runtime) fn midnight(zone: &TimeZone, day: Date) -> Option<Instant> {
    instant(zone, day.to_datetime(Time::midnight()))
}

/// The moment at which a zone's clock shows this; one that a clock change skips moves forward.
#[must_use]
pub fn instant(zone: &TimeZone, moment: DateTime) -> Option<Instant> {
    let timestamp = zone.to_ambiguous_timestamp(moment).compatible().ok()?;
    Some(Instant { millis: timestamp.as_millisecond() })
}

/// Whether hours are open at a moment: the start of a range is in, its end is out, and a closed
/// day wins over all of it. A range that would begin on a closed day does not take place.
#[must_use]
pub fn is_open(hours: &Hours, zone: &TimeZone, at: Instant) -> bool {
    let Some(local) = civil(zone, at) else { return false };
    let (today, minute) = (local.date(), minute(local.time()));
    if is_closed(hours, today) {
        return false;
    }
    let starts_today = ranges(hours, today).any(|(start, end)| {
        let end = if end <= start { DAY } else { end };
        (start..end).contains(&minute)
    });
    let yesterday = today.yesterday().ok().filter(|day| !is_closed(hours, *day));
    let reaches = |day| ranges(hours, day).any(|(start, end)| end <= start && minute < end);
    starts_today || yesterday.is_some_and(reaches)
}

/// The next moment at which closed hours open; `at` itself while they are open.
#[must_use]
pub fn next_opening(hours: &Hours, zone: &TimeZone, at: Instant) -> Option<Instant> {
    if is_open(hours, zone, at) {
        return Some(at);
    }
    let mut day = civil(zone, at)?.date();
    for _ in 0..OPENING_HORIZON_DAYS {
        let mut starts: Vec<u16> = ranges(hours, day).map(|(start, _)| start).collect();
        starts.sort_unstable();
        for start in starts {
            let opens = opening(zone, day.to_datetime(clock(start)?))?;
            let before = Instant { millis: opens.millis.saturating_sub(1) };
            let begins = is_open(hours, zone, opens) && !is_open(hours, zone, before);
            if opens > at && begins {
                return Some(opens);
            }
        }
        day = day.tomorrow().ok()?;
    }
    None
}

/// When a range that starts at this wall time opens: where a clock change skips it, at once
/// behind the gap.
fn opening(zone: &TimeZone, moment: DateTime) -> Option<Instant> {
    let ambiguous = zone.to_ambiguous_timestamp(moment);
    let is_gap = matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
    let timestamp = if is_gap {
        zone.following(ambiguous.earlier().ok()?).next()?.timestamp()
    } else {
        ambiguous.compatible().ok()?
    };
    Some(Instant { millis: timestamp.as_millisecond() })
}

fn ranges(hours: &Hours, day: Date) -> impl Iterator<Item = (u16, u16)> + '_ {
    let weekday = day.weekday().to_monday_one_offset().unsigned_abs();
    let that_day = hours.open.iter().filter(move |opening| opening.days.contains(&weekday));
    that_day.flat_map(|opening| opening.ranges.iter().copied())
}

fn is_closed(hours: &Hours, day: Date) -> bool {
    hours.closed.iter().any(|range| range.from <= day && day <= range.to)
}

fn minute(time: Time) -> u16 {
    let (hour, minute) = (time.hour().unsigned_abs(), time.minute().unsigned_abs());
    u16::from(hour) * 60 + u16::from(minute)
}

fn clock(minute: u16) -> Option<Time> {
    let hour = i8::try_from(minute / 60).ok()?;
    Time::new(hour, i8::try_from(minute % 60).ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::{Hours, instant, is_open, next_opening};
    use crate::base::Instant;
    use crate::plan::{Closed, Opening};

    fn hours(days: &[u8], ranges: &[(u16, u16)]) -> Hours {
        let open = vec![Opening { days: days.to_vec(), ranges: ranges.to_vec() }];
        Hours { name: "office".into(), timezone: None, open, closed: Vec::new() }
    }

    fn at(zone: &TimeZone, day: i8, hour: i8, minute: i8) -> Instant {
        instant(zone, date(2026, 3, day).at(hour, minute, 0, 0)).unwrap_or_default()
    }

    #[test]
    fn the_start_is_in_and_the_end_is_out() {
        let zone = TimeZone::UTC;
        let office = hours(&[1, 2, 3, 4, 5], &[(540, 720), (780, 1080)]);
        let open = |hour, minute| is_open(&office, &zone, at(&zone, 2, hour, minute));
        assert_eq!([open(8, 59), open(9, 0), open(12, 0), open(13, 0)], [false, true, false, true]);
        assert!(!is_open(&office, &zone, at(&zone, 7, 10, 0)));
        assert_eq!(next_opening(&office, &zone, at(&zone, 6, 18, 0)), Some(at(&zone, 9, 9, 0)));
    }

    #[test]
    fn a_range_crosses_midnight_and_a_closed_day_wins() {
        let zone = TimeZone::UTC;
        let mut bar = hours(&[5], &[(1320, 120)]);
        let open = |bar: &Hours, day, hour| is_open(bar, &zone, at(&zone, day, hour, 30));
        assert_eq!([open(&bar, 6, 22), open(&bar, 7, 1), open(&bar, 7, 2)], [true, true, false]);
        bar.closed.push(Closed { from: date(2026, 3, 7), to: date(2026, 3, 7) });
        assert_eq!([open(&bar, 6, 22), open(&bar, 7, 1)], [true, false]);
        bar.closed.push(Closed { from: date(2026, 3, 6), to: date(2026, 3, 6) });
        assert_eq!([open(&bar, 6, 22), open(&bar, 7, 1)], [false, false]);
    }

    #[test]
    fn ranges_keep_their_wall_times_over_a_clock_change() {
        let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
        let office = hours(&[1, 2, 3, 4, 5, 6, 7], &[(90, 1080)]);
        // On 29 March 2026 the clock goes from 01:00 to 02:00: half past one does not exist.
        let opening = next_opening(&office, &zone, at(&zone, 28, 23, 0));
        assert_eq!(opening, instant(&zone, date(2026, 3, 29).at(2, 0, 0, 0)));
        let hours_between = (at(&zone, 29, 9, 0).millis - at(&zone, 28, 9, 0).millis) / 3_600_000;
        assert_eq!(hours_between, 23);
    }
}
