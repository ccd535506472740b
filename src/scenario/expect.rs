//! `expect`: whether what should have happened did.

use serde_json::Value as Json;

use super::play::Play;
use super::texts::fits;
use super::values::name;
use crate::base::{Name, Value};
use crate::program::Line;
use crate::runtime::{
    Act, Ending, HttpRequest, Outgoing, Recorded, Row, Run, WaitFor, render, to_json,
};

/// What a line expects.
#[derive(Clone, Debug)]
pub(super) enum Wanted<'a> {
    /// A text that somebody reads.
    Text(Said, Name),
    /// A request with this method and address, and with `with` these values in its body.
    Called(Name, Name, Option<&'a Line>),
    /// A row with the cells of a line.
    Row(&'a Line),
    /// The run waits at a step.
    At(Name),
    /// The run failed at a step.
    FailedAt(Name),
    /// The run timed out at a step.
    TimedOutAt(Name),
    /// This owner.
    Owner(Name),
    /// A tag.
    Tag(Name),
    /// A field, and the line that says its value.
    Field(Name, &'a Line),
    /// Some owner.
    Assigned,
    /// The run waits in the queue.
    Waiting,
    /// An open conversation.
    Open,
    /// A closed one.
    Closed,
    /// The run ended as meant.
    Ended,
}

/// Texts that somebody reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// A message.
    Sent,
    /// A question.
    Asked,
    /// A note for colleagues.
    Comment,
}

impl Said {
    /// The word of a scenario.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Asked => "asked",
            Self::Comment => "comment",
        }
    }

    /// What an act says, if it says anything.
    pub(super) const fn of(act: &Act) -> Option<(Self, &Name)> {
        match act {
            Act::Send(Outgoing { text, asks: false, .. }) => Some((Self::Sent, text)),
            Act::Send(Outgoing { text, asks: true, .. }) => Some((Self::Asked, text)),
            Act::Comment { text, .. } => Some((Self::Comment, text)),
            Act::Assign(_)
            | Act::Withdraw { .. }
            | Act::AssignByHand { .. }
            | Act::Unassign { .. }
            | Act::Http(_)
            | Act::Assist(_)
            | Act::Row(_)
            | Act::Start(_)
            | Act::Change(_) => None,
        }
    }
}

impl<'a> Wanted<'a> {
    /// What a line expects.
    pub(super) fn of(line: &'a Line) -> Self {
        let text = |said: Said| name(line, said.word()).map(|text| Self::Text(said, text));
        if let Some(text) = [Said::Sent, Said::Asked, Said::Comment].into_iter().find_map(text) {
            return text;
        }
        if let Some(url) = name(line, "url") {
            let with = line.arg("with").map(|_| line);
            return Self::Called(name(line, "method").unwrap_or_default(), url, with);
        }
        if line.arg("row").is_some() {
            return Self::Row(line);
        }
        let labelled = [
            ("at", Self::At as fn(Name) -> Self),
            ("failed", Self::FailedAt),
            ("timed_out", Self::TimedOutAt),
            ("agent", Self::Owner),
            ("tag", Self::Tag),
        ];
        let found = labelled.into_iter().find_map(|(word, of)| name(line, word).map(of));
        if let Some(found) = found {
            return found;
        }
        if let Some(field) = name(line, "field") {
            return Self::Field(field, line);
        }
        match name(line, "state").as_deref() {
            Some("assigned") => Self::Assigned,
            Some("waiting") => Self::Waiting,
            Some("open") => Self::Open,
            Some("closed") => Self::Closed,
            _ => Self::Ended,
        }
    }
}

impl Play<'_> {
    /// Whether it is so.
    pub(super) fn holds(&self, wanted: &Wanted<'_>) -> bool {
        match wanted {
            Wanted::Text(said, text) => self.acts().any(|act| {
                Said::of(act).is_some_and(|(kind, found)| kind == *said && fits(text, found))
            }),
            Wanted::Called(method, url, with) => {
                let values = with.map(|line| self.wanted_body(line)).unwrap_or_default();
                let has = |body: &Json, (key, value): &(Name, Json)| {
                    body.get(key.as_str()).is_some_and(|found| is_json(found, value))
                };
                self.acts().any(|act| {
                    let Act::Http(request) = act else { return false };
                    let meant = request.method == *method && fits(url, &request.url.masked());
                    let body = || body_of(request).unwrap_or_default();
                    meant && (values.is_empty() || values.iter().all(|value| has(&body(), value)))
                })
            }
            Wanted::Row(line) => {
                let cells = self.wanted_cells(line);
                let fitting = |row: &Row| cells.iter().all(|(key, cell)| has_cell(row, key, cell));
                self.acts().any(|act| matches!(act, Act::Row(row) if fitting(row)))
            }
            Wanted::At(label) => {
                let state = self.state();
                self.run(&state.runs).and_then(Run::wait).is_some_and(|wait| wait.step == *label)
            }
            Wanted::FailedAt(label) => {
                self.is_over()
                    && matches!(&self.ending, Some(Ending::Failed(fault)) if fault.step == *label)
            }
            Wanted::TimedOutAt(label) => {
                self.is_over()
                    && matches!(&self.ending, Some(Ending::TimedOut(fault)) if fault.step == *label)
            }
            Wanted::Owner(agent) => self.state().contact.owner.as_ref() == Some(agent),
            Wanted::Tag(tag) => self.state().contact.tags.contains(tag),
            Wanted::Field(field, line) => {
                let state = self.state();
                let wanted = self.values(&state).operand(line, "value");
                match (state.contact.field(field), wanted) {
                    (Some(Value::Text(text)), Some(Value::Text(pattern))) => fits(&pattern, &text),
                    (held, wanted) => held == wanted,
                }
            }
            Wanted::Assigned => self.state().contact.owner.is_some(),
            Wanted::Waiting => {
                let state = self.state();
                let wait = self.run(&state.runs).and_then(Run::wait);
                wait.is_some_and(|wait| matches!(wait.what, WaitFor::Owner(_)))
            }
            Wanted::Open => self.state().contact.conversation.is_open,
            Wanted::Closed => !self.state().contact.conversation.is_open,
            Wanted::Ended => {
                let well = self.ending.as_ref().is_some_and(|ending| ending.fault().is_none());
                well && self.is_over()
            }
        }
    }

    /// The run of the workflow that is tried, among those that are not over.
    pub(super) fn run<'r>(&self, runs: &'r [Run]) -> Option<&'r Run> {
        runs.iter().find(|run| run.id.workflow == *self.workflow.name())
    }

    fn is_over(&self) -> bool {
        self.run(&self.state().runs).is_none()
    }

    /// What a body should hold: names and patterns.
    pub(super) fn wanted_body(&self, line: &Line) -> Vec<(Name, Json)> {
        let workspace = self.engine.published().workspace();
        let values = self.values_of(line, "with").into_iter();
        values.map(|(key, value)| (key, to_json(&value, |one| render(workspace, one)))).collect()
    }

    /// What cells should hold: titles and patterns.
    pub(super) fn wanted_cells(&self, line: &Line) -> Vec<(Name, String)> {
        let workspace = self.engine.published().workspace();
        let values = self.values_of(line, "row").into_iter();
        values.map(|(key, value)| (key, render(workspace, &value))).collect()
    }

    fn values_of(&self, line: &Line, operand: &str) -> Vec<(Name, Value)> {
        let state = self.state();
        self.values(&state).record(line, operand)
    }

    /// What was done since the last `when` or `after`.
    pub(super) fn acts(&self) -> impl Iterator<Item = &Act> {
        let records = self.told.iter().skip(self.since.0).flat_map(|told| &told.logged.records);
        records.filter_map(|record| match &record.what {
            Recorded::Effect(effect) => Some(&effect.act),
            Recorded::Trace(_) => None,
        })
    }
}

/// The body of a request, as it is shown.
pub(super) fn body_of(request: &HttpRequest) -> Option<Json> {
    serde_json::from_str(&request.body.as_ref()?.masked()).ok()
}

/// Whether a value of a body is as a value or a pattern says.
pub(super) fn is_json(found: &Json, wanted: &Json) -> bool {
    match (found.as_str(), wanted.as_str()) {
        (Some(text), Some(pattern)) => fits(pattern, text),
        _ => found == wanted,
    }
}

/// Whether a cell of a row is as a pattern says.
pub(super) fn has_cell(row: &Row, title: &Name, pattern: &str) -> bool {
    row.cells.iter().any(|(key, text)| key == title && fits(pattern, text))
}
