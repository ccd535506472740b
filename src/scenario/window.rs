//! `expect`: what followed from one line, as a scenario writes it.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::base::{Name, Value};
use crate::routing::Verdict;
use crate::runtime::{Act, Change, Ending};
use crate::scenario::expect::{Said, body_of};
use crate::scenario::line::Line;
use crate::scenario::record::json_record;
use crate::scenario::written::{listed, literal, quoted};

/// What followed from one line: what was done, in order, and how things are then.
#[derive(Debug, Default)]
pub(super) struct Window {
    done: Vec<Line>,
    owner: Option<Owner>,
    tags: BTreeMap<Name, bool>,
    fields: BTreeMap<Name, Value>,
    is_open: Option<bool>,
    step: Name,
    ending: Option<Ending>,
}

/// What became of the owner.
#[derive(Debug)]
enum Owner {
    Agent(Name),
    Nobody,
    Waiting,
}

impl Window {
    /// Something that a workflow did.
    pub(super) fn done(&mut self, act: &Act, zone: &TimeZone) {
        if let Some((said, text)) = Said::of(act) {
            return self.add(expect(&format!("{} {}", said.word(), quoted(text))));
        }
        match act {
            Act::Http(request) => {
                let head = format!("http {} {}", request.method, quoted(&request.url.masked()));
                let called = expect(&format!("{head} called"));
                let body = body_of(request).and_then(|body| json_record(&body, false));
                self.add(match body {
                    Some(body) => {
                        let otherwise = Some(called.text);
                        Line { otherwise, ..expect(&format!("{head} with {body}")) }
                    }
                    None => called,
                });
            }
            Act::Row(row) => {
                let cells: Vec<(Name, String)> =
                    row.cells.iter().map(|(key, text)| (key.clone(), quoted(text))).collect();
                self.add(expect(&format!("row {}", listed(&cells))));
            }
            Act::Unassign { .. } => self.owner = Some(Owner::Nobody),
            Act::Change(change) => self.changed(change, zone),
            Act::Send(_)
            | Act::Comment { .. }
            | Act::Assign(_)
            | Act::Withdraw { .. }
            | Act::AssignByHand { .. }
            | Act::Assist(_)
            | Act::Start(_) => {}
        }
    }

    fn add(&mut self, line: Line) {
        if !self.done.contains(&line) {
            self.done.push(line);
        }
    }

    fn changed(&mut self, change: &Change, zone: &TimeZone) {
        match change {
            Change::TagAdded { tag } => {
                self.tags.insert(tag.clone(), true);
            }
            Change::TagRemoved { tag } => {
                self.tags.insert(tag.clone(), false);
            }
            Change::Field { field, value: Some(value) } if literal(value, zone).is_some() => {
                self.fields.insert(field.clone(), value.clone());
            }
            Change::Field { field, .. } => {
                self.fields.remove(field);
            }
            Change::Lifecycle { stage: Some(stage) } => {
                self.fields.insert(Name::new_static("lifecycle"), Value::Text(stage.clone()));
            }
            Change::Lifecycle { stage: None } => {
                self.fields.remove("lifecycle");
            }
            Change::Opened { .. } => self.is_open = Some(true),
            Change::Closed { .. } => self.is_open = Some(false),
        }
    }

    /// What the roster said.
    pub(super) fn decided(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Assigned(agent) | Verdict::Kept(agent) => {
                self.owner = Some(Owner::Agent(agent.clone()));
            }
            Verdict::Wait => self.owner = Some(Owner::Waiting),
            Verdict::Failed(_) => {}
        }
    }

    /// The workflow that is tried has done something at a step.
    pub(super) fn comes_to(&mut self, step: &Name) {
        if !step.is_empty() {
            self.step.clone_from(step);
        }
    }

    /// The workflow that is tried has ended.
    pub(super) fn ends(&mut self, ending: &Ending) {
        self.ending = Some(ending.clone());
    }

    /// The lines that expect all this.
    pub(super) fn lines(&self, zone: &TimeZone) -> Vec<Line> {
        let mut lines = self.done.clone();
        match &self.owner {
            Some(Owner::Agent(agent)) => lines.push(expect(&format!("assigned {agent}"))),
            Some(Owner::Waiting) => lines.push(expect("waiting")),
            Some(Owner::Nobody) => lines.push(expect("not assigned")),
            None => {}
        }
        for (tag, there) in &self.tags {
            lines.push(expect(&format!("{}tag {tag}", if *there { "" } else { "not " })));
        }
        for (field, value) in &self.fields {
            if let Some(value) = literal(value, zone) {
                lines.push(expect(&format!("field {field} = {value}")));
            }
        }
        if let Some(is_open) = self.is_open {
            lines.push(expect(if is_open { "open" } else { "closed" }));
        }
        lines.extend(self.end());
        lines
    }

    /// Where the run is, or how it ended.
    fn end(&self) -> Option<Line> {
        match &self.ending {
            Some(Ending::Failed(fault)) => Some(went_wrong("failed", &fault.step)),
            Some(Ending::TimedOut(fault)) => Some(went_wrong("timed out", &fault.step)),
            Some(_) => Some(expect("ended")),
            None if is_label(&self.step) => {
                // It may have gone on from there to a step without a label.
                Some(Line { is_guess: true, ..expect(&format!("at {}", self.step)) })
            }
            None => None,
        }
    }
}

fn went_wrong(how: &str, step: &Name) -> Line {
    if is_label(step) {
        return expect(&format!("{how} at {step}"));
    }
    Line::comment(&format!("The run {how} at `{step}`, a step that has no label to name it by."))
}

fn expect(what: &str) -> Line {
    Line::new(format!("expect {what}"))
}

/// Whether the id of a step can be a label: those without one are called `verb_N` or by a path.
fn is_label(step: &str) -> bool {
    let numbered = step
        .rsplit_once('_')
        .is_some_and(|(_, end)| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit()));
    !step.is_empty() && !step.contains('.') && !numbered
}
