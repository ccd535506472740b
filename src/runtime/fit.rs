//! Whether a value may be stored in a field.

use super::Workspace;
use crate::base::{Name, Value, is_email, is_phone, is_url, same_folded};
use crate::plan::Field;

/// Standard fields of contacts that may be stored into, with their types.
const STANDARD: [(&str, &str); 6] = [
    ("first_name", "text"),
    ("last_name", "text"),
    ("phone", "phone"),
    ("email", "email"),
    ("language", "text"),
    ("country", "text"),
];

/// The value as the contact's field stores it; or what the field would take instead.
///
/// # Errors
/// When there is no such field, or the value is not of its type.
pub fn fit(workspace: &Workspace, field: &str, value: &Value) -> Result<Value, String> {
    if field == "lifecycle" {
        return choice(&workspace.plan().lifecycle, value, "a stage of the lifecycle");
    }
    if let Some((_, kind)) = STANDARD.iter().find(|(name, _)| *name == field) {
        return of_type(workspace, kind, &[], value);
    }
    match workspace.field(field) {
        Some(Field { r#type, options, .. }) => of_type(workspace, r#type, options, value),
        None => Err(format!("the workspace has no field `{field}`")),
    }
}

fn of_type(
    workspace: &Workspace,
    kind: &str,
    options: &[Name],
    value: &Value,
) -> Result<Value, String> {
    let fits = match (kind, value) {
        ("choice", value) => return choice(options, value, "one of the field's options"),
        ("text", Value::Text(_))
        | ("number", Value::Number(_))
        | ("bool", Value::Bool(_))
        | ("date", Value::Date(_))
        | ("time", Value::Time(_))
        | ("datetime", Value::DateTime(_))
        | ("duration", Value::Duration(_)) => true,
        ("email", Value::Text(text)) => is_email(text),
        ("phone", Value::Text(text)) => is_phone(text),
        ("url", Value::Text(text)) => is_url(text),
        ("agent", Value::Agent(name)) => workspace.agent(name).is_some(),
        ("team", Value::Team(name)) => workspace.team(name).is_some(),
        (_, _) => false,
    };
    if fits { Ok(value.clone()) } else { Err(format!("expected {}", expected(kind))) }
}

fn choice(options: &[Name], value: &Value, what: &str) -> Result<Value, String> {
    let Value::Text(text) = value else { return Err(format!("expected {what}")) };
    let option = options.iter().find(|option| same_folded(option, text));
    match option {
        Some(option) => Ok(Value::Text(option.clone())),
        None if options.is_empty() => Ok(value.clone()),
        None => {
            let all: Vec<String> = options.iter().map(|option| format!("`{option}`")).collect();
            Err(format!("expected {what}: {}", all.join(", ")))
        }
    }
}

fn expected(kind: &str) -> String {
    match kind {
        "email" => "an e-mail address".to_owned(),
        "phone" => "a phone number like `+447400123456`".to_owned(),
        "url" => "a web address".to_owned(),
        "agent" => "an agent of the workspace".to_owned(),
        other => format!("a {other}"),
    }
}
