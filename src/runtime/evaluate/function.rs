//! The functions of expressions.

use jiff::civil::{Date, Time};
use rust_decimal::{Decimal, RoundingStrategy};

use super::compare::textual;
use super::format::format;
use super::hours::civil;
use super::{Meter, Scope, render};
use crate::base::{Name, Value};
use crate::plan::Expr;

impl Scope<'_> {
    pub(super) fn call(&self, meter: &mut Meter, name: &str, args: &[Expr]) -> Option<Value> {
        let mut values = Vec::with_capacity(args.len());
        for arg in args {
            values.push(self.value(meter, arg)?);
        }
        match values.as_slice() {
            [one] => self.of_one(meter, name, one),
            [one, other] => self.of_two(meter, name, one, other),
            _ => None,
        }
    }

    fn of_one(&self, meter: &mut Meter, name: &str, of: &Value) -> Option<Value> {
        let zone = self.workspace.zone();
        match name {
            "lower" => meter.text(&textual(of)?.to_lowercase()),
            "upper" => meter.text(&textual(of)?.to_uppercase()),
            "trim" => meter.text(textual(of)?.trim()),
            "length" => {
                let count = if let Value::List(items) = of {
                    items.len()
                } else {
                    textual(of)?.chars().count()
                };
                Some(Value::Number(Decimal::from(count)))
            }
            "first_word" => {
                let word = textual(of)?.split_whitespace().next()?;
                Some(Value::Text(word.into()))
            }
            "number" if matches!(of, Value::Number(_)) => Some(of.clone()),
            "number" => read_number(textual(of)?).map(Value::Number),
            "text" => meter.text(&render(self.workspace, of)),
            "date" | "time" => {
                if let Value::DateTime(at) = of {
                    let local = civil(zone, *at)?;
                    let day = name == "date";
                    let part = || Value::Time(local.time());
                    return Some(if day { Value::Date(local.date()) } else { part() });
                }
                let is_one = match name {
                    "date" => matches!(of, Value::Date(_)),
                    _ => matches!(of, Value::Time(_)),
                };
                if is_one {
                    return Some(of.clone());
                }
                let text = textual(of)?.trim();
                match name {
                    "date" => text.parse::<Date>().ok().map(Value::Date),
                    _ => text.parse::<Time>().ok().map(Value::Time),
                }
            }
            "floor" => number(of).map(|number| Value::Number(number.floor())),
            "ceil" => number(of).map(|number| Value::Number(number.ceil())),
            "round" => rounded(number(of)?, Decimal::ZERO),
            _ => None,
        }
    }

    fn of_two(&self, meter: &mut Meter, name: &str, one: &Value, other: &Value) -> Option<Value> {
        match name {
            "round" => rounded(number(one)?, number(other)?),
            "min" => self.order(one, other).map(|order| pick(order.is_le(), one, other)),
            "max" => self.order(one, other).map(|order| pick(order.is_ge(), one, other)),
            "format" => meter.text(&format(self.workspace, one, textual(other)?)?),
            "split" => {
                let (text, by) = (textual(one)?, textual(other)?);
                let parts: Vec<Value> = if by.is_empty() {
                    vec![Value::Text(text.clone())]
                } else {
                    text.split(by.as_str()).map(|part| Value::Text(part.into())).collect()
                };
                meter.spend(parts.len())?;
                Some(Value::List(parts))
            }
            "join" => {
                let Value::List(items) = one else { return None };
                meter.spend(items.len())?;
                let items: Vec<String> =
                    items.iter().map(|item| render(self.workspace, item)).collect();
                meter.text(&items.join(textual(other)?))
            }
            "exactly" => Some(Value::Bool(textual(one)? == textual(other)?)),
            _ => None,
        }
    }
}

/// A plain decimal as people write it; anything else is no number.
fn read_number(text: &Name) -> Option<Decimal> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    if plain { text.parse().ok() } else { None }
}

fn number(value: &Value) -> Option<Decimal> {
    if let Value::Number(number) = value { Some(*number) } else { None }
}

fn rounded(number: Decimal, digits: Decimal) -> Option<Value> {
    let digits = u32::try_from(digits).ok().filter(|digits| *digits <= 28)?;
    let strategy = RoundingStrategy::MidpointNearestEven;
    Some(Value::Number(number.round_dp_with_strategy(digits, strategy)))
}

fn pick(first: bool, one: &Value, other: &Value) -> Value {
    if first { one.clone() } else { other.clone() }
}
