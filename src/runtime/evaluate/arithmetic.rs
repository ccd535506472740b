//! Exact arithmetic on numbers, dates, moments and lengths of time.

use jiff::Span;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use rust_decimal::{Decimal, RoundingStrategy};

use super::hours::instant;
use crate::base::{Binary, Duration, Instant, Value};

/// Seconds of a day of 24 hours.
const DAY: i64 = 86_400;

/// `-a`.
pub(super) fn minus(of: Value) -> Option<Value> {
    if let Value::Number(number) = of {
        return Some(Value::Number(-number));
    }
    let Value::Duration(length) = of else { return None };
    Some(Value::Duration(Duration::seconds(length.seconds.checked_neg()?)))
}

/// The result of an arithmetic operator; none where there is none.
pub(super) fn compute(
    zone: &TimeZone,
    operator: Binary,
    one: Value,
    other: Value,
) -> Option<Value> {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            numbers(operator, one, other).map(Value::Number)
        }
        (Value::Duration(one), Value::Duration(other)) => lengths(operator, one, other),
        (Value::Duration(length), Value::Number(by))
        | (Value::Number(by), Value::Duration(length))
            if operator == Binary::Multiply =>
        {
            scaled(Decimal::from(length.seconds).checked_mul(by)?)
        }
        (Value::Duration(length), Value::Number(by)) if operator == Binary::Divide => {
            scaled(Decimal::from(length.seconds).checked_div(by)?)
        }
        (Value::DateTime(at), Value::Duration(length)) => {
            let length = signed(operator, length)?;
            let millis = length.checked_mul(1_000)?.checked_add(at.millis)?;
            Some(Value::DateTime(Instant { millis }))
        }
        (Value::Duration(length), Value::DateTime(at)) if operator == Binary::Add => {
            Some(Value::DateTime(at.plus(length)))
        }
        (Value::Date(day), Value::Duration(length)) => {
            shifted(zone, day, signed(operator, length)?)
        }
        (Value::Duration(length), Value::Date(day)) if operator == Binary::Add => {
            shifted(zone, day, length.seconds)
        }
        (Value::Time(time), Value::Duration(length)) => moved(time, signed(operator, length)?),
        (one, other) if operator == Binary::Subtract => difference(zone, &one, &other),
        (Value::Text(one), Value::Text(other)) if operator == Binary::Add => {
            Some(Value::Text(format!("{one}{other}").into()))
        }
        (_, _) => None,
    }
}

fn numbers(operator: Binary, one: Decimal, other: Decimal) -> Option<Decimal> {
    let compute = [
        (Binary::Add, Decimal::checked_add as fn(Decimal, Decimal) -> Option<Decimal>),
        (Binary::Subtract, Decimal::checked_sub),
        (Binary::Multiply, Decimal::checked_mul),
        (Binary::Divide, Decimal::checked_div),
        (Binary::Remainder, Decimal::checked_rem),
    ];
    let (_, compute) = compute.into_iter().find(|(known, _)| *known == operator)?;
    compute(one, other)
}

fn lengths(operator: Binary, one: Duration, other: Duration) -> Option<Value> {
    if operator == Binary::Divide {
        let ratio = Decimal::from(one.seconds).checked_div(Decimal::from(other.seconds))?;
        return Some(Value::Number(ratio));
    }
    let seconds = one.seconds.checked_add(signed(operator, other)?)?;
    Some(Value::Duration(Duration::seconds(seconds)))
}

/// The seconds that `+` or `-` adds.
fn signed(operator: Binary, length: Duration) -> Option<i64> {
    match operator == Binary::Add {
        true => Some(length.seconds),
        false if operator == Binary::Subtract => length.seconds.checked_neg(),
        false => None,
    }
}

fn scaled(seconds: Decimal) -> Option<Value> {
    let whole = seconds.round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven);
    Some(Value::Duration(Duration::seconds(i64::try_from(whole).ok()?)))
}

/// A day moved by whole days stays a day; by less it becomes a moment.
fn shifted(zone: &TimeZone, day: Date, seconds: i64) -> Option<Value> {
    if seconds % DAY == 0 {
        let days = Span::new().try_days(seconds / DAY).ok()?;
        return Some(Value::Date(day.checked_add(days).ok()?));
    }
    let midnight = instant(zone, day.to_datetime(Time::midnight()))?;
    Some(Value::DateTime(midnight.plus(Duration::seconds(seconds))))
}

/// A time of day moved within its day.
fn moved(time: Time, seconds: i64) -> Option<Value> {
    let span = Span::new().try_seconds(seconds).ok()?;
    Some(Value::Time(time.checked_add(span).ok()?))
}

fn difference(zone: &TimeZone, one: &Value, other: &Value) -> Option<Value> {
    let moment = |value: &Value| {
        if let Value::Date(day) = value {
            return instant(zone, day.to_datetime(Time::midnight()));
        }
        if let Value::DateTime(at) = value { Some(*at) } else { None }
    };
    let seconds = match (one, other) {
        (Value::Date(one), Value::Date(other)) => {
            i64::from(one.since(*other).ok()?.get_days()).checked_mul(DAY)?
        }
        (Value::Time(one), Value::Time(other)) => one.duration_since(*other).as_secs(),
        (one, other) => moment(one)?.millis.checked_sub(moment(other)?.millis)? / 1_000,
    };
    Some(Value::Duration(Duration::seconds(seconds)))
}
