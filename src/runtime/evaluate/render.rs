//! Values as text.

use jiff::civil::Time;

use super::hours::civil;
use crate::base::{Value, plain_number};
use crate::runtime::Workspace;

/// A value as people read it.
#[must_use]
pub fn render(workspace: &Workspace, value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Channel(text) | Value::Tag(text) => text.to_string(),
        Value::Number(number) => plain_number(*number),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Date(day) => day.to_string(),
        Value::Time(time) => clock(*time),
        Value::DateTime(at) => match civil(workspace.zone(), *at) {
            Some(local) => format!("{} {}", local.date(), clock_minutes(local.time())),
            None => String::new(),
        },
        Value::Duration(length) => length.to_string(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| render(workspace, item)).collect();
            items.join(", ")
        }
        Value::Record(entries) => {
            let entry = |(key, value): &(_, Value)| format!("{key}: {}", render(workspace, value));
            entries.iter().map(entry).collect::<Vec<_>>().join(", ")
        }
        Value::Agent(name) => {
            workspace.agent(name).map_or(name.as_str(), |agent| agent.title.as_str()).to_owned()
        }
        Value::Team(name) => {
            workspace.team(name).map_or(name.as_str(), |team| team.title.as_str()).to_owned()
        }
    }
}

fn clock(time: Time) -> String {
    match time.second() {
        0 => clock_minutes(time),
        seconds => format!("{}:{seconds:02}", clock_minutes(time)),
    }
}

fn clock_minutes(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}
