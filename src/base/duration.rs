//! Time as numbers: lengths in seconds, moments in milliseconds since 1970 in UTC.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::as_text;

/// A length of time in whole seconds. Reads and prints as `45s`, `10m`, `1h30m`, `7d`, `2w`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    /// Seconds.
    pub seconds: i64,
}

/// The units a duration is written in, longest first, with their seconds.
const UNITS: [(char, i64); 5] = [('w', 604_800), ('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

impl Duration {
    /// So many seconds.
    #[must_use]
    pub const fn seconds(seconds: i64) -> Self {
        Self { seconds }
    }

    /// So many minutes.
    #[must_use]
    pub const fn minutes(minutes: i64) -> Self {
        Self { seconds: minutes * 60 }
    }

    /// So many hours.
    #[must_use]
    pub const fn hours(hours: i64) -> Self {
        Self { seconds: hours * 3_600 }
    }

    /// So many days of 24 hours.
    #[must_use]
    pub const fn days(days: i64) -> Self {
        Self { seconds: days * 86_400 }
    }
}

impl FromStr for Duration {
    type Err = ();

    /// Reads `1h30m`: numbers each with a unit, units falling, none twice.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut units = UNITS.iter();
        let mut seconds: i64 = 0;
        let mut digits = String::new();
        for letter in text.chars() {
            if letter.is_ascii_digit() {
                digits.push(letter);
                continue;
            }
            let (_, size) = units.find(|(unit, _)| *unit == letter).ok_or(())?;
            let count: i64 = digits.parse().map_err(|_| ())?;
            let part = count.checked_mul(*size).ok_or(())?;
            seconds = seconds.checked_add(part).ok_or(())?;
            digits.clear();
        }
        if text.is_empty() || !digits.is_empty() { Err(()) } else { Ok(Self { seconds }) }
    }
}

impl Duration {
    /// The unit that a word of a sentence means: `h` for `hours`.
    #[must_use]
    pub fn unit_named(word: &str) -> Option<char> {
        const NAMES: [(char, &[&str]); 5] = [
            ('s', &["s", "sec", "secs", "second", "seconds"]),
            ('m', &["m", "min", "mins", "minute", "minutes"]),
            ('h', &["h", "hr", "hrs", "hour", "hours"]),
            ('d', &["d", "day", "days"]),
            ('w', &["w", "week", "weeks"]),
        ];
        let word = word.to_lowercase();
        NAMES.iter().find(|(_, names)| names.contains(&word.as_str())).map(|(unit, _)| *unit)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.seconds == 0 {
            return f.write_str("0s");
        }
        let mut rest = self.seconds.unsigned_abs();
        if self.seconds < 0 {
            f.write_str("-")?;
        }
        for (unit, size) in UNITS {
            let size = size.unsigned_abs();
            let whole_weeks = unit != 'w' || rest.is_multiple_of(size);
            if rest >= size && whole_weeks {
                write!(f, "{}{unit}", rest / size)?;
                rest %= size;
            }
        }
        Ok(())
    }
}

as_text!(Duration, "a duration like `1h30m`");

/// A moment: milliseconds since 1970-01-01 in UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Instant {
    /// Milliseconds.
    pub millis: i64,
}

impl Instant {
    /// Reads a moment with its zone: `2026-03-02T09:00:00Z`.
    ///
    /// *Source*: RFC 3339.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let at: jiff::Timestamp = text.parse().ok()?;
        Some(Self { millis: at.as_millisecond() })
    }

    /// The moment `duration` later (earlier where it is negative); saturates.
    #[must_use]
    pub const fn plus(self, duration: Duration) -> Self {
        Self { millis: self.millis.saturating_add(duration.seconds.saturating_mul(1_000)) }
    }
}

#[cfg(test)]
mod tests {
    use super::Duration;

    #[test]
    fn durations_read_and_print() {
        for text in ["45s", "10m", "2h", "3d", "1w", "1h30m", "1d2h3m4s"] {
            assert_eq!(text.parse::<Duration>().map(|d| d.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "5", "5min", "30m1h", "1h1h", "h"] {
            assert_eq!(text.parse::<Duration>(), Err(()));
        }
        assert_eq!("90m".parse::<Duration>().map(|d| d.to_string()), Ok("1h30m".to_owned()));
    }
}
