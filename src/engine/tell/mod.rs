//! What was logged, put into words.

mod arrival;
mod words;

use super::{Entry, Told, What};
use crate::base::{Duration, Instant, Name, Value};
use crate::routing::{Decision, Verdict};
use crate::runtime::{
    Act, Arrival, Effect, Ending, Record, Recorded, Routed, Traced, Workspace, render,
};

pub(super) use words::in_words;

/// Puts what was logged into words, entry by entry.
#[must_use]
pub fn tell(workspace: &Workspace, told: &Told) -> Vec<Entry> {
    let mut telling = Telling { workspace, told, entries: Vec::new() };
    telling.agent();
    for record in &told.logged.records {
        telling.record(record);
    }
    telling.entries
}

pub(super) struct Telling<'a> {
    pub(super) workspace: &'a Workspace,
    told: &'a Told,
    pub(super) entries: Vec<Entry>,
}

impl Telling<'_> {
    fn record(&mut self, record: &Record) {
        match &record.what {
            Recorded::Effect(effect) => self.effect(record, effect),
            Recorded::Trace(Traced::Came(arrival, changed)) => {
                if let Arrival::Routed(routed) = &**arrival {
                    self.routed(record, routed);
                } else {
                    self.came(arrival, *changed);
                }
            }
            Recorded::Trace(traced) => {
                let (what, text, why) =
                    in_words(self.workspace, record, traced, self.told.logged.at);
                let mut entry = self.of_run(record, what, text);
                entry.why = why;
                if let Traced::Ended(ending) = traced {
                    entry.source = ending.fault().and_then(|fault| fault.source.clone());
                    entry.step = entry.step.filter(|_| *ending != Ending::Completed);
                }
                self.entries.push(entry);
            }
        }
    }

    fn effect(&mut self, record: &Record, effect: &Effect) {
        let (what, text) = match &effect.act {
            Act::Send(out) => {
                let mut text = out.text.to_string();
                if let Some(file) = out.attach() {
                    text.push_str(&format!(" [{file}]"));
                }
                if !out.options().is_empty() {
                    text.push_str(&format!("  [{}]", out.options().join(" · ")));
                }
                (if out.asks { What::Asks } else { What::Sends }, text)
            }
            Act::Comment { text, mention } => {
                let names: Vec<String> = mention.iter().map(|name| format!("@{name}")).collect();
                let text = format!("{text} {}", names.join(" "));
                (What::Comments, text.trim_end().to_owned())
            }
            // What people changed was told as it came.
            Act::Change(_) if record.run.is_none() => return,
            Act::Change(change) => words::change_in_words(self.workspace, change),
            Act::Unassign { by_hand: true } | Act::AssignByHand { .. } => return,
            Act::Unassign { by_hand: false } => (What::Unassigned, String::new()),
            // The answers tell these.
            Act::Assign(_) | Act::Withdraw { .. } | Act::Start(_) => return,
            Act::Http(request) => {
                let method = request.method.to_uppercase();
                (What::Calls, format!("{method} {}", request.url.masked()))
            }
            Act::Assist(assist) => {
                let said = assist.message.as_ref().map(|text| format!("“{text}”"));
                (What::Assists, said.unwrap_or_else(|| assist.objective.to_string()))
            }
            Act::Row(row) => {
                let cells: Vec<String> =
                    row.cells.iter().map(|(key, value)| format!("{key}: {value}")).collect();
                (What::Row, format!("{} / {}: {}", row.sheet, row.tab, cells.join(", ")))
            }
        };
        let mut entry = self.of_run(record, what, text);
        entry.key = Some(effect.key.to_string().into());
        self.entries.push(entry);
    }

    /// What the roster decided.
    fn routed(&mut self, record: &Record, routed: &Routed) {
        let Some(decision) = self.told.logged.decision.as_deref() else { return };
        if record.run.is_none() {
            return;
        }
        let (what, text) = match &decision.verdict {
            Verdict::Assigned(agent) | Verdict::Kept(agent) => {
                let waited =
                    self.told.logged.at.millis.saturating_sub(decision.since.millis) / 1_000;
                let mut text = self.agent_title(agent);
                if waited > 0 {
                    text.push_str(&format!(" after {}", Duration::seconds(waited)));
                }
                (What::Assigned, text)
            }
            Verdict::Wait => {
                let place = decision.place.unwrap_or(1);
                let until = routed.until.map(|until| self.clock(until));
                let until = until.map(|until| format!(", until {until}")).unwrap_or_default();
                (What::Waits, format!("number {place} in the queue{until}"))
            }
            Verdict::Failed(_) => (What::NotAssigned, "nobody can be the owner".to_owned()),
        };
        let mut entry = self.of_run(record, what, text);
        entry.agent = decision.owner().cloned();
        entry.key = Some(decision.request.0.to_string().into());
        entry.why = decision.to_string();
        entry.decision = Some(Box::new(Decision::clone(decision)));
        self.entries.push(entry);
    }

    /// An event that concerns an agent.
    fn agent(&mut self) {
        let logged = &self.told.logged;
        if let Some((agent, change)) = logged.agent.as_deref() {
            let mut parts = Vec::new();
            parts.extend(change.limit.map(|limit| match limit {
                Some(limit) => format!("limit {limit}"),
                None => "no limit".to_owned(),
            }));
            let allowed = |yes| if yes { "assignable" } else { "not assignable" }.to_owned();
            parts.extend(change.enabled.map(allowed));
            parts.extend(change.teams.as_ref().map(|teams| format!("teams {}", teams.join(" "))));
            let status = change.status.map(|status| (What::Status, status.word().to_owned()));
            let changed = (!parts.is_empty()).then(|| (What::AgentChanged, parts.join(", ")));
            for (what, text) in status.into_iter().chain(changed) {
                let mut entry = self.entry(what, text);
                entry.name = self.agent_title(agent).into();
                entry.agent = Some(agent.clone());
                self.entries.push(entry);
            }
        } else if logged.contact.is_none() {
            let entry = self.entry(What::Time, String::new());
            self.entries.push(entry);
        }
    }

    /// Whether a line of the file says it, rather than what follows from one.
    pub(super) const fn is_of_a_line(&self) -> bool {
        self.told.logged.line.is_some()
    }

    pub(super) fn entry(&self, what: What, text: impl Into<String>) -> Entry {
        let logged = &self.told.logged;
        let mut entry = Entry::new(logged.at, what, text);
        entry.line = logged.line;
        entry.contact.clone_from(&logged.contact);
        entry.name = self.told.name.clone().or_else(|| logged.contact.clone()).unwrap_or_default();
        entry
    }

    fn of_run(&self, record: &Record, what: What, text: impl Into<String>) -> Entry {
        let mut entry = self.entry(what, text);
        entry.run.clone_from(&record.run);
        entry.step = Some(record.step.clone()).filter(|step| !step.is_empty());
        entry
    }

    /// The full name of an agent.
    pub(super) fn agent_title(&self, agent: &str) -> String {
        let known = self.workspace.agent(agent);
        known.map_or(agent, |agent| agent.title.as_str()).to_owned()
    }

    fn clock(&self, at: Instant) -> String {
        clock(self.workspace, at, self.told.logged.at)
    }
}

/// A moment as people read it, with its day unless that is today.
pub(super) fn clock(workspace: &Workspace, at: Instant, now: Instant) -> String {
    let value = |at| render(workspace, &Value::DateTime(at));
    let (text, today) = (value(at), value(now));
    match (text.split_once(' '), today.split_once(' ')) {
        (Some((day, time)), Some((today, _))) if day == today => time.to_owned(),
        _ => text,
    }
}

/// Who an entry of the log is about.
pub(super) fn shown(name: &Option<Name>) -> String {
    name.as_deref().unwrap_or("nothing").to_owned()
}
