//! `format(value, pattern)`.

use jiff::civil::{DateTime, Time};
use rust_decimal::{Decimal, RoundingStrategy};

use super::hours::civil;
use super::render::render;
use crate::base::Value;
use crate::runtime::Workspace;

/// A value laid out by a pattern: `0.00` and `#,##0.0` for numbers, `d MMM yyyy HH:mm` for dates
/// and times. Others render as they do in texts.
pub(super) fn format(workspace: &Workspace, value: &Value, pattern: &str) -> Option<String> {
    let midnight = Time::midnight();
    let moment = match value {
        Value::Number(number) => return Some(number_by(*number, pattern)),
        Value::Date(day) => day.to_datetime(midnight),
        Value::Time(time) => DateTime::default().with().time(*time).build().ok()?,
        Value::DateTime(at) => civil(workspace.zone(), *at)?,
        Value::Text(_)
        | Value::Bool(_)
        | Value::Duration(_)
        | Value::List(_)
        | Value::Record(_)
        | Value::Agent(_)
        | Value::Team(_)
        | Value::Channel(_)
        | Value::Tag(_) => return Some(render(workspace, value)),
    };
    Some(moment_by(moment, pattern))
}

fn number_by(number: Decimal, pattern: &str) -> String {
    let digits = |part: &str| part.chars().filter(|letter| matches!(letter, '0' | '#')).count();
    let (whole, rest) = pattern.split_once('.').unwrap_or((pattern, ""));
    let places = u32::try_from(digits(rest)).unwrap_or_default().min(28);
    let rounded = number.round_dp_with_strategy(places, RoundingStrategy::MidpointNearestEven);
    let text = format!("{:.*}", places as usize, rounded.abs());
    let (units, decimals) = text.split_once('.').unwrap_or((text.as_str(), ""));
    let least = whole.chars().filter(|letter| *letter == '0').count();
    let mut units = format!("{units:0>least$}");
    if whole.contains(',') {
        units = grouped(&units);
    }
    let needed = rest.chars().filter(|letter| *letter == '0').count();
    let spare = decimals.len().saturating_sub(needed);
    let zeros = decimals.chars().rev().take(spare).take_while(|digit| *digit == '0').count();
    let decimals = decimals.get(..decimals.len().saturating_sub(zeros)).unwrap_or_default();
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "-" } else { "" };
    if decimals.is_empty() { format!("{sign}{units}") } else { format!("{sign}{units}.{decimals}") }
}

fn grouped(digits: &str) -> String {
    let count = digits.chars().count();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (count - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn moment_by(moment: DateTime, pattern: &str) -> String {
    let mut text = String::new();
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\'' {
            text.extend(letters.by_ref().take_while(|letter| *letter != '\''));
            continue;
        }
        let mut width: usize = 1;
        while letters.next_if_eq(&letter).is_some() {
            width += 1;
        }
        field(&mut text, moment, letter, width);
    }
    text
}

fn field(text: &mut String, moment: DateTime, letter: char, width: usize) {
    let number = |text: &mut String, value: i64| text.push_str(&format!("{value:0width$}"));
    let hour = i64::from(moment.hour());
    match letter {
        'y' if width == 2 => number(text, i64::from(moment.year()).rem_euclid(100)),
        'y' => number(text, i64::from(moment.year())),
        'M' if width >= 3 => name(text, &MONTHS, moment.month(), width),
        'M' => number(text, i64::from(moment.month())),
        'd' => number(text, i64::from(moment.day())),
        'E' => name(text, &DAYS, moment.weekday().to_monday_one_offset(), width),
        'H' => number(text, hour),
        'h' => number(text, if hour % 12 == 0 { 12 } else { hour % 12 }),
        'm' => number(text, i64::from(moment.minute())),
        's' => number(text, i64::from(moment.second())),
        'a' => text.push_str(if hour < 12 { "am" } else { "pm" }),
        other => text.extend(std::iter::repeat_n(other, width)),
    }
}

/// The name of a month or day, from 1; its first three letters unless four or more are asked for.
fn name(text: &mut String, names: &[&str], ordinal: i8, width: usize) {
    let index = usize::from(ordinal.unsigned_abs()).saturating_sub(1);
    let name = names.get(index).copied().unwrap_or_default();
    text.push_str(if width >= 4 { name } else { name.get(..3).unwrap_or(name) });
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rust_decimal::Decimal;

    use super::{moment_by, number_by};

    #[test]
    fn numbers_follow_their_pattern() {
        let number = Decimal::new(-123_456_750, 5);
        assert_eq!(number_by(number, "0.00"), "-1234.57");
        assert_eq!(number_by(number, "#,##0.0"), "-1,234.6");
        assert_eq!(number_by(Decimal::new(5, 1), "000"), "000");
        assert_eq!(number_by(Decimal::new(25, 1), "0.##"), "2.5");
    }

    #[test]
    fn dates_follow_their_pattern() {
        let moment = date(2026, 3, 2).at(9, 5, 0, 0);
        assert_eq!(moment_by(moment, "d MMM HH:mm"), "2 Mar 09:05");
        assert_eq!(moment_by(moment, "EEEE, dd.MM.yy 'at' h a"), "Monday, 02.03.26 at 9 am");
    }
}
