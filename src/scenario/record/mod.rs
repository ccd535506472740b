//! What happened to a contact, written down as a scenario.
//!
//! In: what a replay hears, in order. Out: the text of a scenario that can be tried at once. Whoever
//! was heard of first is the one it is about. What no scenario can say stays as a comment with the
//! reason, and so does what came otherwise when the scenario was tried.

mod prove;
mod step;
mod stimulus;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::base::{Duration, Instant, Key, Name};
use crate::engine::{Heard, Told};
use crate::runtime::{Act, Answer, Arrival, Change, Effect, Record, Recorded, Traced};
use crate::scenario::line::Line;
use crate::store::AgentChange;

pub use prove::{Proof, Unprovable, prove};
use step::{Asked, Step};
pub(in crate::scenario) use stimulus::json_record;
use stimulus::{given_agent, given_answer, given_facts, when, when_agent};

/// Seconds that one `after` may take at most.
const LONGEST: i64 = 360 * 86_400;

/// A scenario in the making.
#[derive(Debug)]
pub struct Recording {
    zone: TimeZone,
    /// Who it is about.
    contact: Option<Name>,
    /// What it tries: the workflow that the contact came into first.
    workflow: Option<Name>,
    /// The moment that the scenario's clock has come to.
    clock: Option<Instant>,
    /// What is over: the first holds what is given before anything happens.
    done: Vec<Step>,
    /// What is under way.
    open: Step,
    /// Requests and rows whose answers may still come, and the step they belong to.
    asked: BTreeMap<Key, (usize, Asked)>,
    /// Everybody else who was heard of.
    others: BTreeSet<Name>,
}

impl Recording {
    /// Nothing yet, in the zone of the workspace.
    #[must_use]
    pub fn new(zone: TimeZone) -> Self {
        Self {
            zone,
            contact: None,
            workflow: None,
            clock: None,
            done: Vec::new(),
            open: Step::default(),
            asked: BTreeMap::new(),
            others: BTreeSet::new(),
        }
    }

    /// Whether nothing has happened to anybody yet.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.contact.is_none()
    }

    /// Takes in what was heard, in order.
    pub fn hear(&mut self, heard: &[Heard]) {
        for one in heard {
            match one {
                Heard::Known(contact, known) => self.known(contact, known),
                Heard::Told(told) => self.told(told),
            }
        }
    }

    /// Lets the clock come to a moment.
    pub fn pass(&mut self, now: Instant) {
        let Some(clock) = self.clock else { return self.begin(now) };
        // Lengths of time are whole seconds; what is left counts with the next one.
        let mut seconds = now.millis.div_euclid(1_000) - clock.millis.div_euclid(1_000);
        while seconds > 0 {
            let length = Duration::seconds(seconds.min(LONGEST));
            seconds -= length.seconds;
            self.next(Line::new(format!("after {length}")));
        }
        self.clock = Some(now.max(clock));
    }

    /// Sets the clock, to the minute as a scenario writes it, and moves it on to the second.
    fn begin(&mut self, now: Instant) {
        self.clock = Some(now);
        let at = Timestamp::from_millisecond(now.millis).unwrap_or_default();
        let local = self.zone.to_datetime(at);
        self.next(Line::new(format!("at {}", local.strftime("%Y-%m-%dT%H:%M"))));
        if local.second() > 0 {
            self.next(Line::new(format!("after {}s", local.second())));
        }
    }

    /// Something else happens.
    fn next(&mut self, when: Line) {
        let next = Step { when: Some(when), ..Step::default() };
        self.done.push(std::mem::replace(&mut self.open, next));
    }

    /// Whether it is about a contact; the first one that is asked about is it.
    fn is_about(&mut self, contact: &Name) -> bool {
        let is = self.contact.get_or_insert_with(|| contact.clone()) == contact;
        if !is {
            self.others.insert(contact.clone());
        }
        is
    }

    /// What an event tells of a contact by the way.
    fn known(&mut self, contact: &Name, known: &[Change]) {
        if self.is_about(contact) {
            let facts = given_facts(known, &self.zone);
            self.open.given.extend(facts);
        }
    }

    fn told(&mut self, told: &Told) {
        let logged = &told.logged;
        if let Some((agent, change)) = logged.agent.as_deref() {
            return self.agent(agent, change, logged.at);
        }
        let Some(contact) = &logged.contact else { return };
        if !self.is_about(contact) {
            return;
        }
        if logged.records.iter().any(is_answer) {
            // In a scenario, what lies outside answers at once.
            self.clock = self.clock.map(|clock| clock.max(logged.at));
        } else {
            self.pass(logged.at);
        }
        for record in &logged.records {
            match &record.what {
                Recorded::Trace(Traced::Came(arrival, _)) => self.came(record, arrival, told),
                Recorded::Trace(Traced::Starts(_)) => {
                    let workflow = record.run.as_ref().map(|run| run.workflow.clone());
                    self.workflow = self.workflow.take().or(workflow);
                }
                Recorded::Trace(Traced::Ended(ending)) if self.is_tried(record) => {
                    self.open.window.ends(ending);
                }
                Recorded::Effect(effect) if record.run.is_some() => {
                    self.asks(effect);
                    self.open.window.done(&effect.act, &self.zone);
                }
                Recorded::Trace(_) | Recorded::Effect(_) => {}
            }
            if self.is_tried(record) {
                self.open.window.comes_to(&record.step);
            }
        }
    }

    /// Whether a record is of the workflow that is tried.
    fn is_tried(&self, record: &Record) -> bool {
        record.run.as_ref().is_some_and(|run| self.workflow.as_ref() == Some(&run.workflow))
    }

    fn asks(&mut self, effect: &Effect) {
        let asked = if let Act::Http(request) = &effect.act {
            Asked::Request(request.method.clone(), request.url.masked())
        } else if let Act::Row(_) = &effect.act {
            Asked::Row
        } else {
            return;
        };
        self.asked.insert(effect.key, (self.done.len(), asked));
    }

    fn agent(&mut self, agent: &Name, change: &AgentChange, at: Instant) {
        // Until the contact is there, nothing happens: it is only given.
        if self.contact.is_none() {
            return self.open.given.push(given_agent(agent, change));
        }
        self.pass(at);
        self.next(when_agent(agent, change));
    }

    fn came(&mut self, record: &Record, arrival: &Arrival, told: &Told) {
        match arrival {
            Arrival::Routed(_) => {
                if let (Some(decision), Some(_)) = (&told.logged.decision, &record.run) {
                    self.open.window.decided(&decision.verdict);
                }
            }
            Arrival::Result { wait, answer, .. } => self.answered(*wait, answer),
            Arrival::Stray { .. } | Arrival::Due => {}
            Arrival::Started { workflow, .. } => {
                self.workflow.get_or_insert_with(|| workflow.clone());
                self.next(when(arrival, self.workflow.as_ref(), &self.zone));
            }
            Arrival::Opened { .. }
            | Arrival::Closed { .. }
            | Arrival::Wrote(_)
            | Arrival::AgentWrote { .. }
            | Arrival::AssignedByHand { .. }
            | Arrival::UnassignedByHand
            | Arrival::Accepted { .. }
            | Arrival::Tag { .. }
            | Arrival::Field { .. }
            | Arrival::Lifecycle { .. }
            | Arrival::Webhook { .. }
            | Arrival::Shortcut { .. }
            | Arrival::AdClicked { .. } => {
                self.next(when(arrival, self.workflow.as_ref(), &self.zone));
            }
        }
    }

    /// What lies outside has answered: that has to be given before whatever asked for it.
    fn answered(&mut self, wait: Key, answer: &Answer) {
        let asked = self.asked.remove(&wait);
        let Some(line) = given_answer(answer, asked.as_ref().map(|(_, asked)| asked)) else {
            return;
        };
        let place = asked.map_or(self.done.len(), |(place, _)| place);
        self.done.get_mut(place).unwrap_or(&mut self.open).given.push(line);
    }

    /// Every line, in order; none for a blank one.
    fn lines(&self) -> Vec<Option<Line>> {
        let mut lines: Vec<Option<Line>> = Vec::new();
        if !self.others.is_empty() {
            let who = self.contact.as_deref().unwrap_or_default();
            let count = self.others.len();
            let others = if count == 1 { "one other contact" } else { "other contacts" };
            let text = format!("Of `{who}` alone; what {others} did is left out.");
            lines.push(Some(Line::comment(&text)));
        }
        let mut steps: Vec<&Step> = self.done.iter().chain([&self.open]).collect();
        while steps.last().is_some_and(|step| step.is_aside(&self.zone)) {
            steps.pop();
        }
        // What belongs to one moment stands together.
        let mut goes_on = true;
        for step in steps {
            let window = step.window.lines(&self.zone);
            let begins =
                |word: &str| step.when.as_ref().is_some_and(|line| line.text.starts_with(word));
            if !goes_on && step.when.is_some() && !begins("at ") {
                lines.push(None);
            }
            goes_on = begins("after ") && window.is_empty();
            lines.extend(step.given.iter().cloned().map(Some));
            lines.extend(step.when.clone().map(Some));
            lines.extend(window.into_iter().map(Some));
        }
        lines
    }
}

/// Whether a record is the answer of something outside.
fn is_answer(record: &Record) -> bool {
    let Recorded::Trace(Traced::Came(arrival, _)) = &record.what else { return false };
    matches!(&**arrival, Arrival::Result { .. })
}
