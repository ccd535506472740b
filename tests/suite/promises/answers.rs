//! What contacts answer and hold, so that conditions come out as they have to.

use std::sync::Arc;

use rondel::base::Value;
use rondel::graph::{Going, Way};
use rondel::program::{ArgValue, Step};
use rondel::runtime::Message;
use rondel::solve::{Held, Values};

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
    let value = wanted.unwrap_or(&all).one_of(&ty.base).ok_or("no answer")?;
    match value {
        Value::Text(text) => Ok(text.to_string()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Date(day) => Ok(day.to_string()),
        _ => Err("another type"),
    }
}
