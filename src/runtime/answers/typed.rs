//! JSON values as values of a declared type.

use rust_decimal::Decimal;
use serde_json::Value as Json;

use crate::base::{Instant, Name, Value};

/// A JSON value as a value of a type as it is written: `number`, `number?`, `list of text`. None
/// for `null` where the type allows it.
///
/// # Errors
/// What was expected, when it is of another type.
pub fn typed(kind: &str, json: &Json) -> Result<Option<Value>, String> {
    let (kind, maybe) = match kind.strip_suffix('?') {
        Some(kind) => (kind, true),
        None => (kind, false),
    };
    if json.is_null() {
        return if maybe { Ok(None) } else { Err(wanted(kind, json)) };
    }
    if let Some(item) = kind.strip_prefix("list of ") {
        let items = json.as_array().ok_or_else(|| wanted(kind, json))?;
        let items: Result<Vec<_>, _> = items.iter().map(|one| typed(item, one)).collect();
        return Ok(Some(Value::List(items?.into_iter().flatten().collect())));
    }
    of_type(kind, json).map(Some).ok_or_else(|| wanted(kind, json))
}

fn of_type(kind: &str, json: &Json) -> Option<Value> {
    let text = || json.as_str();
    Some(match kind {
        "number" => Value::Number(number(json)?),
        "bool" => Value::Bool(json.as_bool()?),
        "date" => Value::Date(text()?.parse().ok()?),
        "time" => Value::Time(text()?.parse().ok()?),
        "datetime" => {
            let at: jiff::Timestamp = text()?.parse().ok()?;
            Value::DateTime(Instant { millis: at.as_millisecond() })
        }
        "duration" => Value::Duration(text()?.parse().ok()?),
        "agent" => Value::Agent(text()?.into()),
        "team" => Value::Team(text()?.into()),
        "record" => record(json)?,
        "text" | "email" | "phone" | "url" | "choice" => Value::Text(text()?.into()),
        _ => return None,
    })
}

fn number(json: &Json) -> Option<Decimal> {
    let written = json.as_number()?.to_string();
    written.parse().ok().or_else(|| Decimal::from_scientific(&written).ok())
}

fn record(json: &Json) -> Option<Value> {
    let entries = json.as_object()?.iter();
    let entry = |(key, json): (&String, &Json)| Some((Name::from(key.as_str()), untyped(json)?));
    Some(Value::Record(entries.filter_map(entry).collect()))
}

/// A value whose type nobody declared.
fn untyped(json: &Json) -> Option<Value> {
    match json {
        Json::Null => None,
        Json::Bool(yes) => Some(Value::Bool(*yes)),
        Json::Number(_) => number(json).map(Value::Number),
        Json::String(text) => Some(Value::Text(text.into())),
        Json::Array(items) => Some(Value::List(items.iter().filter_map(untyped).collect())),
        Json::Object(_) => record(json),
    }
}

/// A value as JSON; what JSON has no form for as `rendered` gives it.
pub fn to_json(value: &Value, rendered: impl Fn(&Value) -> String + Copy) -> Json {
    match value {
        Value::Number(number) => {
            let written = number.normalize().to_string();
            serde_json::from_str(&written).unwrap_or(Json::String(written))
        }
        Value::Bool(yes) => Json::Bool(*yes),
        Value::List(items) => items.iter().map(|item| to_json(item, rendered)).collect(),
        Value::Record(entries) => {
            let entry = |(key, value): &(Name, Value)| (key.to_string(), to_json(value, rendered));
            Json::Object(entries.iter().map(entry).collect())
        }
        Value::DateTime(at) => {
            let at = jiff::Timestamp::from_millisecond(at.millis).unwrap_or_default();
            Json::String(at.to_string())
        }
        Value::Text(text)
        | Value::Agent(text)
        | Value::Team(text)
        | Value::Channel(text)
        | Value::Tag(text) => Json::String(text.to_string()),
        Value::Date(_) | Value::Time(_) | Value::Duration(_) => Json::String(rendered(value)),
    }
}

fn wanted(kind: &str, json: &Json) -> String {
    let found = match json {
        Json::Null => "`null`".to_owned(),
        Json::String(text) => format!("the text \"{text}\""),
        Json::Array(_) => "a list".to_owned(),
        Json::Object(_) => "an object".to_owned(),
        Json::Bool(_) | Json::Number(_) => format!("`{json}`"),
    };
    format!("expected a {kind}, found {found}")
}
