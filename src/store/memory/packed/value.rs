//! Values as letters.

use jiff::civil::{Date, Time};
use rust_decimal::Decimal;

use super::letters::{Reader, Writer};
use crate::base::{Duration, Value};

pub(super) fn put(to: &mut Writer, value: &Value) {
    let mut text = |kind, text: &str| {
        to.letter(kind);
        to.text(text);
    };
    match value {
        Value::Text(one) => text(0, one),
        Value::Agent(one) => text(1, one),
        Value::Team(one) => text(2, one),
        Value::Channel(one) => text(3, one),
        Value::Tag(one) => text(4, one),
        Value::Bool(yes) => to.letter(if *yes { 6 } else { 5 }),
        Value::Number(number) => {
            to.letter(7);
            to.wide(number.serialize());
        }
        Value::Date(day) => {
            to.letter(8);
            for part in [day.year(), day.month().into(), day.day().into()] {
                to.signed(part.into());
            }
        }
        Value::Time(time) => {
            to.letter(9);
            for part in [time.hour(), time.minute(), time.second()] {
                to.signed(part.into());
            }
            to.signed(time.subsec_nanosecond().into());
        }
        Value::DateTime(at) => {
            to.letter(10);
            to.at(*at);
        }
        Value::Duration(length) => {
            to.letter(11);
            to.signed(length.seconds);
        }
        Value::List(items) => {
            to.letter(12);
            to.all(items.iter(), put);
        }
        Value::Record(entries) => {
            to.letter(13);
            to.all(entries.iter(), |to, (key, value)| {
                to.text(key);
                put(to, value);
            });
        }
    }
}

pub(super) fn take(from: &mut Reader<'_>) -> Option<Value> {
    Some(match from.letter()? {
        0 => Value::Text(from.name()?),
        1 => Value::Agent(from.name()?),
        2 => Value::Team(from.name()?),
        3 => Value::Channel(from.name()?),
        4 => Value::Tag(from.name()?),
        5 => Value::Bool(false),
        6 => Value::Bool(true),
        7 => Value::Number(Decimal::deserialize(from.wide()?)),
        8 => Value::Date(Date::new(part(from)?, part(from)?, part(from)?).ok()?),
        9 => {
            let (hour, minute, second) = (part(from)?, part(from)?, part(from)?);
            Value::Time(Time::new(hour, minute, second, part(from)?).ok()?)
        }
        10 => Value::DateTime(from.at()?),
        11 => Value::Duration(Duration::seconds(from.signed()?)),
        12 => Value::List(from.all(take)?),
        13 => Value::Record(from.all(|from| Some((from.name()?, take(from)?)))?),
        _ => return None,
    })
}

/// A part of a day or a time.
fn part<T: TryFrom<i64>>(from: &mut Reader<'_>) -> Option<T> {
    from.signed()?.try_into().ok()
}

/// Goes over a value. Gives it where it is a text.
pub(super) fn skip<'a>(from: &mut Reader<'a>) -> Option<Option<&'a str>> {
    let mut ahead = *from;
    if ahead.letter()? == 0 {
        let text = ahead.text()?;
        *from = ahead;
        return Some(Some(text));
    }
    take(from).map(|_| None)
}
