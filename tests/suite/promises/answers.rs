//! What contacts answer and hold, so that conditions come out as they have to.

use std::sync::Arc;

use jiff::civil::{Date, date};
use rondel::base::{Duration, Name, Type, Value};
use rondel::graph::{Going, Way};
use rondel::program::{ArgValue, Step};
use rondel::runtime::Message;
use rondel::solve::{Held, Values};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::replay::Beyond;

/// How often a question is asked again.
pub(super) fn retries(step: &Step) -> u32 {
    match step.line.setting("retries").and_then(|line| line.arg("count")) {
        Some(ArgValue::Count(count)) => u32::try_from(*count).unwrap_or_default(),
        _ => 2,
    }
}

/// An answer to no question.
pub(super) fn picture() -> Arc<Message> {
    Arc::new(Message { text: None, kind: "image".into(), channel: None })
}

pub(super) fn said(text: &str) -> Arc<Message> {
    let channel = Some("web".into());
    Arc::new(Message { text: Some(text.into()), kind: "text".into(), channel })
}

/// What the contact answers.
pub(super) fn answer_text(
    step: &Step,
    going: &Going<'_, '_>,
    wanted: Option<&Values>,
) -> Result<String, Beyond> {
    if let Way::Outcome { handled: Some(handled), .. } = going.edge.way
        && let Some(ArgValue::Text(text)) = handled.line.args.first().map(|arg| &arg.value)
    {
        return Ok(text.to_string());
    }
    let Some(ArgValue::Type(ty, _)) = step.line.arg("type") else { return Err("no type") };
    let all = Values::set(Held::all());
    let value = value(&ty.base, wanted.unwrap_or(&all)).ok_or("no answer")?;
    match value {
        Value::Text(text) => Ok(text.to_string()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Date(day) => Ok(day.to_string()),
        _ => Err("another type"),
    }
}

/// One of the values of a type that are possible; none for no value.
pub(super) fn value(ty: &Type, values: &Values) -> Option<Value> {
    if values.held.is_empty() {
        return None;
    }
    let number = |plain: i64| match &values.held {
        Held::Numbers(ranges) => ranges.any().unwrap_or_default(),
        Held::Among(_) | Held::Except(_) => Decimal::from(plain),
    };
    Some(match ty {
        Type::Number => Value::Number(number(5)),
        Type::Duration => Value::Duration(Duration::seconds(number(60).to_i64()?)),
        Type::Bool => Value::Bool(values.held.and(&Held::only("true")) == Held::only("true")),
        Type::Date => {
            let span = jiff::Span::new().days(number(20_000).to_i64()?);
            Value::Date(Date::constant(1970, 1, 1).checked_add(span).unwrap_or(date(2026, 1, 1)))
        }
        Type::Choice(choices) => {
            let fits = |option: &&Name| !values.held.and(&Held::only(option)).is_empty();
            Value::Text(choices.options.iter().find(fits)?.clone())
        }
        _ => Value::Text(match &values.held {
            Held::Among(texts) => texts.iter().next()?.clone(),
            Held::Except(_) | Held::Numbers(_) => plain_text(ty, &values.held),
        }),
    })
}

/// A text that is not among the excluded ones.
fn plain_text(ty: &Type, held: &Held) -> Name {
    let texts: &[&str] = match ty {
        Type::Email => &["ada@example.com"],
        Type::Phone => &["+447700900123"],
        Type::Url => &["https://example.com"],
        _ => &["hello", "zebra", "quite another text"],
    };
    let fits = |text: &&&str| !held.and(&Held::only(text)).is_empty();
    texts.iter().find(fits).map_or_else(Name::default, |text| Name::new_static(text))
}
