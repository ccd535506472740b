//! `when`: something happens.

use super::given::text;
use super::play::Play;
use super::values::name;
use crate::base::{Name, Value};
use crate::plan::Arg;
use crate::program::Line;
use crate::runtime::{Arrival, Message, fit};

impl Play<'_> {
    pub(super) fn when(&mut self, line: &Line) {
        let agent = name(line, "agent");
        if let Some(status) = name(line, "status") {
            self.status(agent.unwrap_or_default(), &status);
            return;
        }
        let arrival = match agent {
            Some(agent) => self.by_agent(line, agent),
            None => self.by_others(line),
        };
        if let Some(arrival) = arrival {
            self.happens(Vec::new(), arrival);
        }
    }

    fn by_agent(&self, line: &Line, agent: Name) -> Option<Arrival> {
        if let Some(says) = name(line, "says") {
            return Some(Arrival::AgentWrote { agent, message: text(says) });
        }
        if line.arg("accepts").is_some() {
            return Some(Arrival::Accepted { agent });
        }
        if line.arg("takes").is_some() {
            return Some(Arrival::AssignedByHand { agent });
        }
        if let Some(title) = name(line, "shortcut") {
            let state = self.state();
            let form = self.values(&state).record(line, "form");
            return Some(Arrival::Shortcut { title, agent: Some(agent), form });
        }
        // `conversation closed by A`.
        Some(Arrival::Closed { by: Some(agent), category: name(line, "category") })
    }

    fn by_others(&self, line: &Line) -> Option<Arrival> {
        let state = self.state();
        match name(line, "event").as_deref() {
            Some("conversation_opened") => {
                let channel = self.channel(name(line, "channel"));
                return Some(Arrival::Opened { channel, source: Name::new_static("contact") });
            }
            Some("conversation_closed") => {
                return Some(Arrival::Closed { by: None, category: name(line, "category") });
            }
            _ => {}
        }
        let on = state.contact.conversation.channel.clone();
        let channel = on.or_else(|| self.channel(None));
        if let Some(says) = name(line, "says") {
            return Some(Arrival::Wrote(Message { channel, ..text(says) }));
        }
        if let Some(kind) = name(line, "sends") {
            return Some(Arrival::Wrote(Message { text: None, kind, channel }));
        }
        if let Some(tag) = name(line, "tag") {
            let added = name(line, "change").is_some_and(|change| change == "added");
            return Some(Arrival::Tag { tag, added });
        }
        if let Some(field) = name(line, "field") {
            let value = self.values(&state).operand(line, "value");
            if let ("lifecycle", Some(Value::Text(stage))) = (field.as_str(), &value) {
                return Some(Arrival::Lifecycle { stage: Some(stage.clone()) });
            }
            let workspace = self.engine.published().workspace();
            let value = value.and_then(|value| fit(workspace, &field, &value).ok());
            return Some(Arrival::Field { field, value });
        }
        if let Some(name) = name(line, "webhook") {
            let body = self.values(&state).record(line, "body");
            return Some(Arrival::Webhook { name, body });
        }
        if let Some(title) = name(line, "shortcut") {
            let form = self.values(&state).record(line, "form");
            return Some(Arrival::Shortcut { title, agent: None, form });
        }
        if let Some(ad) = name(line, "ad") {
            let (ad_id, platform) = (ad.clone(), self.platform());
            return Some(Arrival::AdClicked { ad_id, ad_name: Some(ad), platform });
        }
        let with = self.values(&state).record(line, "with");
        Some(Arrival::Started { workflow: self.workflow.name().clone(), with })
    }

    /// The first platform that the workflow's triggers name.
    fn platform(&self) -> Name {
        let triggers = self.workflow.triggers().iter();
        let settings = triggers.flat_map(|trigger| &trigger.settings);
        let named = settings.filter(|setting| setting.name == "platform").find_map(|setting| {
            let (_, arg) = setting.args.first()?;
            if let Arg::Names(names) = arg { names.first().cloned() } else { None }
        });
        named.unwrap_or_else(|| Name::new_static("meta"))
    }
}
