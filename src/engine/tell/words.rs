//! Changes and traces in words.

use super::{clock, shown};
use crate::base::Instant;
use crate::engine::What;
use crate::runtime::{Change, Ending, Fault, Note, Record, Traced, Workspace, render};

/// A change as people read it.
pub(super) fn change_in_words(workspace: &Workspace, change: &Change) -> (What, String) {
    match change {
        Change::TagAdded { tag } => (What::Tags, tag.to_string()),
        Change::TagRemoved { tag } => (What::Untags, tag.to_string()),
        Change::Field { field, value } => {
            let value = value.as_ref().map(|value| render(workspace, value));
            (What::Sets, format!("{field} = {}", value.unwrap_or_else(|| "nothing".to_owned())))
        }
        Change::Lifecycle { stage } => (What::Sets, format!("lifecycle = {}", shown(stage))),
        Change::Opened { .. } => (What::Opens, String::new()),
        Change::Closed { category, summary } => {
            let category = category.as_ref().map(|category| format!("as {category}"));
            let summary = summary.as_ref().map(|summary| format!("“{summary}”"));
            let parts: Vec<String> = [category, summary].into_iter().flatten().collect();
            (What::Closes, parts.join(" "))
        }
    }
}

/// A trace as people read it: what sort, what, and why.
pub(in crate::engine) fn in_words(
    workspace: &Workspace,
    record: &Record,
    traced: &Traced,
    now: Instant,
) -> (What, String, String) {
    let plain = |what, text: String| (what, text, String::new());
    let workflow = || record.run.as_ref().map(|run| run.workflow.as_str()).unwrap_or_default();
    match traced {
        Traced::Came(..) => plain(What::Time, String::new()),
        Traced::OpenedByMessage(channel) => {
            let why = "it was closed, and a message opens it".to_owned();
            let on = channel.as_ref().map(|channel| format!("on {channel}, "));
            (What::Opened, format!("{}by the contact", on.unwrap_or_default()), why)
        }
        Traced::Starts(event) => (What::Starts, format!("`{}`", workflow()), format!("on {event}")),
        Traced::NotStarted(workflow, why) => {
            (What::NotStarted, format!("`{workflow}`"), why.to_string())
        }
        Traced::Cut(workflow) => {
            let most = crate::base::MAX_TRIGGER_CHAIN;
            let why = format!("workflows set each other off more than {most} times in a row");
            (What::Cut, format!("`{workflow}`"), why)
        }
        Traced::Branched(Some(arm)) => plain(What::Branches, format!("way {arm}")),
        Traced::Branched(None) => plain(What::Branches, "no condition is true".to_owned()),
        Traced::Stored(variable, value) => {
            let value = value.as_ref().map(|value| render(workspace, value));
            let value = value.unwrap_or_else(|| "nothing".to_owned());
            plain(What::Sets, format!("{variable} = {value}"))
        }
        Traced::NotStored { why } => plain(What::Notes, format!("not stored: {why}")),
        Traced::Jumped(to, time) => plain(What::Jumps, format!("to `{to}`, time {time}")),
        Traced::Exhausted => plain(What::Jumps, "taken as often as it may be".to_owned()),
        Traced::Outcome { name, why } => {
            (What::Outcome, name.to_string(), why.as_deref().unwrap_or_default().to_owned())
        }
        Traced::Answered { value } => plain(What::Answered, render(workspace, value)),
        Traced::Misfit { why } => {
            (What::Misfit, "the answer does not fit".to_owned(), why.to_string())
        }
        Traced::Sleeps { until, cut } => {
            let why = if *cut { "the longest wait is 30 days" } else { "" };
            (What::Sleeps, format!("until {}", clock(workspace, *until, now)), why.to_owned())
        }
        Traced::AwaitsAcceptance { agent, until } => {
            let until = clock(workspace, *until, now);
            plain(What::Sleeps, format!("for {agent} to accept, until {until}"))
        }
        Traced::PassedOver { agent } => {
            (What::PassedOver, agent.to_string(), "did not accept in time".to_owned())
        }
        Traced::TimeUp => plain(What::TimeUp, String::new()),
        Traced::Noted(Note::RenderedUnset(place)) => {
            plain(What::Notes, format!("`{place}` is unset and was rendered as nothing"))
        }
        Traced::Noted(Note::TooManyOperations) => {
            plain(What::Notes, "the step used up its operations".to_owned())
        }
        Traced::Noted(Note::TextTooLong) => {
            plain(What::Notes, "a text came out longer than texts may be".to_owned())
        }
        Traced::Ended(ending) => ended(ending),
    }
}

fn ended(ending: &Ending) -> (What, String, String) {
    let plain = |text: &str| (What::Ends, text.to_owned(), String::new());
    let at = |what, fault: &Fault| {
        (what, format!("at `{}`{}", fault.step, place(fault)), fault.why.to_string())
    };
    match ending {
        Ending::Completed => plain("completed"),
        Ending::Failed(fault) => at(What::Fails, fault),
        Ending::TimedOut(fault) => at(What::TimesOut, fault),
        Ending::Restarted => plain("restarted"),
        Ending::Closed => plain("the conversation was closed"),
        Ending::Stopped(reason) => plain(&format!("stopped when {reason}")),
    }
}

fn place(fault: &Fault) -> String {
    let source = fault.source.as_ref();
    source.map(|(file, line)| format!(" ({file}:{line})")).unwrap_or_default()
}
