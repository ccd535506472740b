//! `given`: how the world is.

use super::instead::Instead;
use super::play::{CONTACT, Met, Play};
use super::script::Http;
use super::values::{count, name};
use crate::base::{Name, Value};
use crate::program::{ArgValue, Line};
use crate::routing::{RosterCommand, Status};
use crate::runtime::{Answer, Arrival, Change, Message, fit, render, to_json};
use crate::store::{AgentChange, Inbound, Inward};

impl Play<'_> {
    pub(super) fn given(&mut self, line: &Line) -> Met {
        if let Some(agent) = name(line, "agent") {
            match name(line, "status") {
                Some(status) => self.status(agent, &status),
                None => self.owns(&agent, count(line, "count")),
            }
        } else if line.arg("contact").is_some() {
            return self.given_contact(line);
        } else if let Some(tag) = name(line, "tag") {
            self.happens(vec![Change::TagAdded { tag }], Arrival::Due);
        } else if let Some(agent) = name(line, "owner") {
            self.happens(Vec::new(), Arrival::AssignedByHand { agent });
        } else if let Some(conversation) = name(line, "conversation") {
            self.given_conversation(&conversation, name(line, "channel"));
        } else if line.arg("method").is_some() {
            self.given_http(line);
        } else {
            self.given_outside(line);
        }
        Ok(())
    }

    /// The status of an agent.
    pub(super) fn status(&mut self, agent: Name, status: &str) {
        let status = match status {
            "online" => Status::Online,
            "busy" => Status::Busy,
            _ => Status::Offline,
        };
        let change = AgentChange { status: Some(status), ..AgentChange::default() };
        let event = Inward::Agent { id: self.next_id(), at: self.now, agent, change };
        self.accept(Inbound { line: None, decision: None, event });
    }

    /// Other contacts whose open conversations an agent owns.
    fn owns(&mut self, agent: &Name, count: i64) {
        for number in 0..count {
            let contact = Name::from(format!("another of {agent} {number}"));
            self.roster(RosterCommand::Opened { contact: contact.clone() });
            self.roster(RosterCommand::AssignByHand { contact, agent: agent.clone() });
        }
    }

    fn given_contact(&mut self, line: &Line) -> Met {
        let state = self.state();
        let fields = self.values(&state).record(line, "contact");
        let mut known = Vec::new();
        for (field, value) in fields {
            let fitting = fit(self.engine.published().workspace(), &field, &value);
            match (field.as_str(), fitting) {
                ("lifecycle", Ok(Value::Text(stage))) => {
                    known.push(Change::Lifecycle { stage: Some(stage) });
                }
                (_, Ok(value)) => known.push(Change::Field { field, value: Some(value) }),
                (_, Err(why)) => return Err(vec![Instead::new(format!("`{field}`"), why)]),
            }
        }
        self.happens(known, Arrival::Due);
        Ok(())
    }

    fn given_conversation(&mut self, conversation: &str, channel: Option<Name>) {
        let channel = self.channel(channel);
        let opened = Change::Opened { source: Name::new_static("contact"), channel };
        let mut known = vec![opened];
        if conversation == "closed" {
            known.push(Change::Closed { category: None, summary: None });
        } else {
            self.roster(RosterCommand::Opened { contact: CONTACT });
        }
        self.happens(known, Arrival::Due);
    }

    fn given_http(&mut self, line: &Line) {
        let state = self.state();
        let status = if let Some(ArgValue::Status { code, .. }) = line.arg("status") {
            Some(*code)
        } else {
            None
        };
        let workspace = self.engine.published().workspace();
        let body = line.arg("body").map(|_| {
            let record = Value::Record(self.values(&state).record(line, "body"));
            to_json(&record, |value| render(workspace, value))
        });
        let http = Http {
            method: name(line, "method").unwrap_or_default(),
            url: name(line, "url").unwrap_or_default(),
            answer: status.map(|status| (status, body)),
        };
        self.engine.world().given().http.push(http);
    }

    fn given_outside(&mut self, line: &Line) {
        let state = self.state();
        let workspace = self.engine.published().workspace();
        let ends = |outcome: Name, collected| Answer::Assistant {
            says: None,
            outcome: Some(outcome),
            collected,
        };
        let answer = if line.arg("done").is_some() {
            let found = self.values(&state).record(line, "done").into_iter();
            let json = found.map(|(key, value)| {
                let json = to_json(&value, |one| render(workspace, one));
                (key, json)
            });
            Some(ends(Name::new_static("done"), json.collect()))
        } else if let Some(says) = name(line, "says") {
            Some(Answer::Assistant { says: Some(says), outcome: None, collected: Vec::new() })
        } else {
            name(line, "ai").map(|outcome| ends(outcome, Vec::new()))
        };
        let mut given = self.engine.world().given();
        match (answer, name(line, "fails").as_deref()) {
            (Some(answer), _) => given.assistant.push_back(answer),
            (None, Some("send")) => given.send_fails = true,
            (None, Some("sheet")) => given.sheet_fails = true,
            (None, _) => {}
        }
    }
}

/// A message that is a text.
pub(super) fn text(text: Name) -> Message {
    Message { text: Some(text), kind: Name::new_static("text"), channel: None }
}
