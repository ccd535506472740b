//! Whole streams of events, replayed.

use super::samples::harbour_bikes;
use super::{Entry, Replay, Summary, What};
use crate::plan::{Plans, WorkflowPlan, WorkspacePlan};

mod meaning;
mod streams;

fn replay(
    workspace: WorkspacePlan,
    workflows: Vec<WorkflowPlan>,
    events: &str,
) -> (Vec<Entry>, Summary) {
    let Ok(mut replay) = Replay::new(Plans { workspace, workflows }) else {
        return Default::default();
    };
    let mut entries = Vec::new();
    for (number, line) in (1..).zip(events.lines()) {
        entries.extend(replay.line(number, line).unwrap_or_default());
    }
    let (rest, summary) = replay.finish().unwrap_or_default();
    entries.extend(rest);
    (entries, summary)
}

/// One event a line, an hour-and-minute before each: `09:05 "type":"time"`.
fn day(lines: &[&str]) -> String {
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        let (clock, rest) = line.split_once(' ').unwrap_or_default();
        let at = format!("2026-03-02T{clock}:00Z");
        text.push_str(&format!("{{\"id\":\"e{number}\",\"at\":\"{at}\",{rest}}}\n"));
    }
    text
}

const OPENED: &str =
    r#""type":"conversation_opened","contact":"c1","channel":"web_chat","source":"contact""#;

fn opened(clock: &str, contact: &str) -> String {
    format!("{clock} {}", OPENED.replace("c1", contact))
}

fn bikes(workflows: Vec<WorkflowPlan>, lines: &[&str]) -> (Vec<Entry>, Summary) {
    replay(harbour_bikes(), workflows, &day(lines))
}

/// The entries of one sort, as `text · why`.
fn told(entries: &[Entry], what: What) -> Vec<String> {
    let of_sort = entries.iter().filter(|entry| entry.what == what);
    of_sort
        .map(|entry| match entry.why.is_empty() {
            true => entry.text.clone(),
            false => format!("{} · {}", entry.text, entry.why),
        })
        .collect()
}
