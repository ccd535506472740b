//! Values as text.

use jiff::civil::Time;

use super::hours::civil;
use crate::base::{Value, plain_number};
use crate::runtime::Workspace;

/// A value as people read it.
#[must_use]
pub fn render(workspace: &Workspace, value: &Value) -> String {
    let mut text = String::new();
    write(workspace, value, &mut text);
    text
}

/// Adds a value to a text, as people read it.
pub(super) fn write(workspace: &Workspace, value: &Value, to: &mut String) {
    match value {
        Value::Text(text) | Value::Channel(text) | Value::Tag(text) => to.push_str(text),
        Value::Number(number) => to.push_str(&plain_number(*number)),
        Value::Bool(yes) => to.push_str(if *yes { "yes" } else { "no" }),
        Value::Date(day) => to.push_str(&day.to_string()),
        Value::Time(time) => to.push_str(&clock(*time)),
        Value::DateTime(at) => {
            if let Some(local) = civil(workspace.zone(), *at) {
                to.push_str(&local.date().to_string());
                to.push(' ');
                to.push_str(&clock_minutes(local.time()));
            }
        }
        Value::Duration(length) => to.push_str(&length.to_string()),
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                to.push_str(if index == 0 { "" } else { ", " });
                write(workspace, item, to);
            }
        }
        Value::Record(entries) => {
            for (index, (key, value)) in entries.iter().enumerate() {
                to.push_str(if index == 0 { "" } else { ", " });
                to.push_str(key);
                to.push_str(": ");
                write(workspace, value, to);
            }
        }
        Value::Agent(name) => {
            to.push_str(workspace.agent(name).map_or(name, |agent| &agent.title));
        }
        Value::Team(name) => to.push_str(workspace.team(name).map_or(name, |team| &team.title)),
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
