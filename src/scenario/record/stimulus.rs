//! `given` and `when`: what makes something happen, as a scenario writes it.

use jiff::tz::TimeZone;
use serde_json::Value as Json;

use super::Asked;
use crate::base::{Name, Value};
use crate::runtime::{Answer, Arrival, Change, Message};
use crate::scenario::line::Line;
use crate::scenario::written::{listed, literal, quoted, record};
use crate::store::AgentChange;

/// How an agent is from the beginning.
pub(super) fn given_agent(agent: &Name, change: &AgentChange) -> Line {
    match change.status {
        Some(status) => Line::new(format!("given agent {agent} {}", status.word())),
        None => other_change(agent),
    }
}

/// What becomes of an agent.
pub(super) fn when_agent(agent: &Name, change: &AgentChange) -> Line {
    match change.status {
        Some(status) => Line::new(format!("when agent {agent} goes {}", status.word())),
        None => other_change(agent),
    }
}

fn other_change(agent: &Name) -> Line {
    not_said(&format!("the limit, teams or standing of `{agent}` changed"))
}

/// What is known of the contact.
pub(super) fn given_facts(known: &[Change], zone: &TimeZone) -> Vec<Line> {
    let mut fields = Vec::new();
    let mut lines = Vec::new();
    for change in known {
        match change {
            Change::Field { field, value: Some(value) } => match literal(value, zone) {
                Some(value) => fields.push((field.clone(), value)),
                None => lines.push(not_said(&format!("`{field}` was known"))),
            },
            Change::Lifecycle { stage: Some(stage) } => {
                fields.push((Name::new_static("lifecycle"), quoted(stage)));
            }
            Change::TagAdded { tag } => lines.push(Line::new(format!("given tag {tag}"))),
            Change::Field { value: None, .. }
            | Change::Lifecycle { stage: None }
            | Change::TagRemoved { .. }
            | Change::Opened { .. }
            | Change::Closed { .. } => {}
        }
    }
    if !fields.is_empty() {
        lines.insert(0, Line::new(format!("given contact {}", listed(&fields))));
    }
    lines
}

/// What has to be given so that something outside answers so; none where it does without.
pub(super) fn given_answer(answer: &Answer, asked: Option<&Asked>) -> Option<Line> {
    Some(match (answer, asked) {
        (Answer::Http { status: Some(status), body, .. }, Some(Asked::Request(method, url))) => {
            let head = format!("given http {method} {} returns {status}", quoted(url));
            match body.as_ref().map(|body| json_record(body, false)) {
                None => Line::new(head),
                Some(Some(body)) => Line::new(format!("{head} {body}")),
                Some(None) => not_said(&format!("{method} {url} answered with more than values")),
            }
        }
        (Answer::Http { status: None, .. }, Some(Asked::Request(method, url))) => {
            Line::new(format!("given http {method} {} fails", quoted(url)))
        }
        (Answer::Refused(_), Some(Asked::Row)) => Line::new("given sheet fails"),
        (Answer::Refused(_), _) => Line::new("given send fails"),
        (Answer::Assistant { says: Some(says), outcome: None, .. }, _) => {
            Line::new(format!("given ai says {}", quoted(says)))
        }
        (Answer::Assistant { says: None, outcome: Some(outcome), collected }, _) => {
            let fields = Json::Object(
                collected.iter().map(|(key, value)| (key.to_string(), value.clone())).collect(),
            );
            match (outcome.as_str(), json_record(&fields, true)) {
                ("done", Some(dated)) => {
                    let plain = json_record(&fields, false).unwrap_or_default();
                    let otherwise = Some(format!("given ai done {plain}"));
                    Line { otherwise, ..Line::new(format!("given ai done {dated}")) }
                }
                ("handoff" | "unable", _) => Line::new(format!("given ai {outcome}")),
                // Without anything given, an assistant fails.
                (_, _) => return None,
            }
        }
        (Answer::Assistant { says: Some(_), outcome: Some(_), .. }, _) => {
            not_said("the assistant wrote and came to an end at once")
        }
        (_, _) => return None,
    })
}

/// An object as a scenario writes it, texts that look like days as days where that is wanted; none
/// where something in it is empty.
pub(in crate::scenario) fn json_record(json: &Json, dated: bool) -> Option<String> {
    let entries = json.as_object()?.iter();
    let entries: Option<Vec<(Name, String)>> = entries
        .map(|(key, value)| Some((Name::from(key.as_str()), json_literal(value, dated)?)))
        .collect();
    Some(listed(&entries?))
}

fn json_literal(json: &Json, dated: bool) -> Option<String> {
    Some(match json {
        Json::String(text) if dated && text.parse::<jiff::civil::Date>().is_ok() => text.clone(),
        Json::String(text) => quoted(text),
        Json::Number(number) => number.to_string(),
        Json::Bool(truth) => truth.to_string(),
        Json::Array(items) => {
            let items: Option<Vec<String>> =
                items.iter().map(|item| json_literal(item, dated)).collect();
            format!("[{}]", items?.join(", "))
        }
        Json::Object(_) => json_record(json, dated)?,
        Json::Null => return None,
    })
}

/// What came from outside. `tried` is the workflow of the scenario.
pub(super) fn when(arrival: &Arrival, tried: Option<&Name>, zone: &TimeZone) -> Line {
    let said = |text: String| Line::new(format!("when {text}"));
    match arrival {
        Arrival::Opened { source, .. } if source != "contact" => {
            not_said(&format!("the conversation was opened by `{source}`"))
        }
        Arrival::Opened { channel, .. } => {
            let on = channel.as_ref().map(|channel| format!(" on {channel}"));
            said(format!("conversation opened{}", on.unwrap_or_default()))
        }
        Arrival::Closed { by, category } => {
            let by = by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            let category = category.as_ref().map(|text| format!(" category {}", quoted(text)));
            said(format!("conversation closed{by}{}", category.unwrap_or_default()))
        }
        Arrival::Wrote(Message { text: Some(text), .. }) => {
            said(format!("contact says {}", quoted(text)))
        }
        Arrival::Wrote(Message { kind, .. }) => said(format!("contact sends {kind}")),
        Arrival::AgentWrote { agent, message: Message { text: Some(text), .. } } => {
            said(format!("agent {agent} says {}", quoted(text)))
        }
        Arrival::AgentWrote { agent, message } => {
            not_said(&format!("`{agent}` sent a message of the kind `{}`", message.kind))
        }
        Arrival::AssignedByHand { agent } => said(format!("agent {agent} takes the contact")),
        Arrival::UnassignedByHand => not_said("the owner was taken off by hand"),
        Arrival::Accepted { agent } => said(format!("agent {agent} accepts")),
        Arrival::Tag { tag, added } => {
            said(format!("tag {tag} {}", if *added { "added" } else { "removed" }))
        }
        Arrival::Field { field, value } => becomes(field, value.as_ref(), zone),
        Arrival::Lifecycle { stage } => {
            becomes("lifecycle", stage.clone().map(Value::Text).as_ref(), zone)
        }
        Arrival::Webhook { name, body } => match record(body, zone) {
            Some(body) => said(format!("webhook {name} posted {body}")),
            None => not_said(&format!("what was posted to the webhook `{name}`")),
        },
        Arrival::Shortcut { title, agent, form } => match (agent, record(form, zone)) {
            (Some(agent), Some(form)) => {
                let form = if form == "()" { String::new() } else { format!(" {form}") };
                said(format!("shortcut {} by {agent}{form}", quoted(title)))
            }
            (_, _) => {
                not_said(&format!("the shortcut \"{title}\" was used by nobody in particular"))
            }
        },
        Arrival::AdClicked { ad_id, ad_name, .. } => {
            said(format!("ad {} clicked", quoted(ad_name.as_ref().unwrap_or(ad_id))))
        }
        Arrival::Started { workflow, with } => match record(with, zone) {
            Some(with) if tried == Some(workflow) => said(format!("started with {with}")),
            _ => not_said(&format!("the workflow `{workflow}` was started by hand")),
        },
        Arrival::Result { .. } | Arrival::Stray { .. } | Arrival::Routed(_) | Arrival::Due => {
            not_said("something inside of the machine")
        }
    }
}

fn becomes(field: &str, value: Option<&Value>, zone: &TimeZone) -> Line {
    match value.and_then(|value| literal(value, zone)) {
        Some(value) => Line::new(format!("when field {field} becomes {value}")),
        None => not_said(&format!("`{field}` was emptied or holds what cannot be written")),
    }
}

/// Something that happened and for which scenarios have no words.
fn not_said(what: &str) -> Line {
    Line::comment(&format!("No line of a scenario says this: {what}."))
}
