//! Numbers, durations, dates, times and status classes, told apart by what they look like.

use jiff::civil;
use rust_decimal::Decimal;

use super::Lower;
use crate::base::{Duration, Span};
use crate::syntax::ExprKind;
use crate::syntax::explain;

impl Lower<'_, '_> {
    pub(super) fn literal(&mut self, text: &str, here: Span) -> ExprKind {
        read(text).unwrap_or_else(|| {
            explain::literal(self, text, here);
            ExprKind::Poison
        })
    }
}

/// What a literal says, or none where it says nothing.
fn read(text: &str) -> Option<ExprKind> {
    if text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse::<i64>().ok().map(|number| ExprKind::Number(Decimal::from(number)));
    }
    if text.contains(':') {
        return moment(text);
    }
    if text.contains('-') {
        return text.parse::<civil::Date>().ok().map(ExprKind::Date);
    }
    let last = text.bytes().next_back()?;
    if last.is_ascii_digit() {
        return number(text).map(ExprKind::Number);
    }
    if let Some(class) = text.strip_suffix("xx") {
        let class = class.parse::<u8>().ok().filter(|class| (1..=5).contains(class));
        return class.map(ExprKind::StatusClass);
    }
    text.parse::<Duration>().ok().map(ExprKind::Duration)
}

/// `09:00`, `24:00`, `2026-12-25T09:00`.
fn moment(text: &str) -> Option<ExprKind> {
    if let Some((date, time)) = text.split_once('T') {
        let date: civil::Date = date.parse().ok()?;
        let minutes = minutes(time).filter(|minutes| *minutes < 1_440)?;
        let hour = i8::try_from(minutes / 60).ok()?;
        let minute = i8::try_from(minutes % 60).ok()?;
        return Some(ExprKind::DateTime(date.at(hour, minute, 0, 0)));
    }
    minutes(text).map(ExprKind::Time)
}

/// Minutes since midnight of `09:00`; at most 24:00.
fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let hours: u16 = hours.parse().ok()?;
    let minutes: u16 = minutes.parse().ok().filter(|minutes| *minutes < 60)?;
    Some(hours * 60 + minutes).filter(|total| *total <= 1_440)
}

/// `12.50`, `1_000`: underscores stand between digits.
fn number(text: &str) -> Option<Decimal> {
    if text.contains('_') {
        if text.contains("__") || text.contains("_.") || text.contains("._") {
            return None;
        }
        return Decimal::from_str_exact(&text.replace('_', "")).ok().filter(within);
    }
    Decimal::from_str_exact(text).ok().filter(within)
}

/// Numbers have at most 28 digits.
fn within(number: &Decimal) -> bool {
    number.mantissa().unsigned_abs() < 10_u128.pow(28)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn literals_are_told_apart() {
        for text in [
            "12",
            "1_000",
            "12.50",
            "45s",
            "1h30m",
            "2026-12-25",
            "09:00",
            "24:00",
            "4xx",
            "2026-12-25T09:00",
            "1234567890123456789012345678",
        ] {
            assert!(read(text).is_some(), "{text}");
        }
        for text in [
            "5min",
            "9am",
            "25:00",
            "24:01",
            "2026-13-01",
            "1__0",
            "13th",
            "9xx",
            "1.2.3",
            "9:00",
            "2026-12-25T24:00",
            "12345678901234567890123456789",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
