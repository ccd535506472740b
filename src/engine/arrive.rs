//! What events from outside do.

use super::core::{Core, Work, happened};
use super::door::{Arrival, Incoming};
use super::misfit::Misfit;
use super::perform::change_in_words;
use super::{Entry, What};
use crate::base::Name;
use crate::plan::StopWhen;
use crate::routing::RosterCommand;
use crate::runtime::{Change, Contact, EventKind, Happening, Message};

impl Core {
    /// Applies an event that was let in.
    pub(super) fn arrive(&mut self, incoming: Incoming) {
        let Incoming { contact, known, arrival, .. } = incoming;
        let Some(id) = self.identify(contact, &arrival) else {
            self.about_agents(arrival);
            return;
        };
        let now = self.now;
        let contact = self.runs.contact(&id, now);
        for change in &known {
            contact.apply(change, now);
        }
        self.about_contact(&id, arrival);
    }

    /// Refuses a webhook that names a contact by an id nobody has heard of.
    pub(super) fn known(&self, incoming: Incoming) -> Result<Incoming, Misfit> {
        let Arrival::Webhook { by: Some((by, id)), .. } = &incoming.arrival else {
            return Ok(incoming);
        };
        if by != "contact_id" || incoming.contact.is_some() || self.runs.find(id).is_some() {
            return Ok(incoming);
        }
        Err(Misfit::new(format!("no contact has the id `{id}`")))
    }

    /// Whom an event is about: a contact it names, or one found by what a webhook brought.
    fn identify(&mut self, named: Option<Name>, arrival: &Arrival) -> Option<Name> {
        let Arrival::Webhook { by: Some((by, text)), .. } = arrival else { return named };
        if named.is_some() || by == "contact_id" {
            return named.or_else(|| Some(text.clone()));
        }
        let is = |contact: &&Contact| match by.as_str() {
            "email" => contact.email.as_ref() == Some(text),
            _ => contact.phone.as_ref() == Some(text),
        };
        if let Some(found) = self.runs.contacts().find(is) {
            return Some(found.id.clone());
        }
        let id = text.clone();
        let value = Some(crate::base::Value::Text(text.clone()));
        let change = Change::Field { field: by.clone(), value };
        self.runs.contact(&id, self.now).apply(&change, self.now);
        Some(id)
    }

    fn about_agents(&mut self, arrival: Arrival) {
        if let Arrival::Status { agent, status } = arrival {
            self.of_agent(&agent, What::Status, status.word());
            self.serve(&RosterCommand::Status { agent, status });
        } else if let Arrival::Agent { agent, limit, enabled, teams } = arrival {
            let mut parts = Vec::new();
            parts.extend(limit.map(|limit| match limit {
                Some(limit) => format!("limit {limit}"),
                None => "no limit".to_owned(),
            }));
            let allowed = |yes| if yes { "assignable" } else { "not assignable" }.to_owned();
            parts.extend(enabled.map(allowed));
            parts.extend(teams.as_ref().map(|teams| format!("teams {}", teams.join(" "))));
            self.of_agent(&agent, What::AgentChanged, &parts.join(", "));
            if let Some(teams) = teams {
                self.serve(&RosterCommand::Teams { agent: agent.clone(), teams });
            }
            if let Some(limit) = limit {
                self.serve(&RosterCommand::Limit { agent: agent.clone(), limit });
            }
            if let Some(enabled) = enabled {
                self.serve(&RosterCommand::Enabled { agent, enabled });
            }
        } else if arrival == Arrival::Time {
            let entry = Entry::new(self.now, What::Time, "");
            self.entries.push(Entry { line: self.line, ..entry });
        }
    }

    fn about_contact(&mut self, id: &Name, arrival: Arrival) {
        match arrival {
            Arrival::Opened { channel, source } => {
                let on = channel.as_ref().map(|channel| format!("on {channel}, "));
                let text = format!("{}by {}", on.unwrap_or_default(), article(&source));
                self.told(id, What::Opened, &text);
                self.change(id, &Change::Opened { source, channel }, "user");
            }
            Arrival::Closed { by, category } => self.closed(id, by, category),
            Arrival::Wrote { message } => self.wrote(id, message),
            Arrival::AgentWrote { agent, message } => {
                let text = message.text.clone().unwrap_or_else(|| message.kind.clone());
                let said = format!("{text}  ({})", self.agent_title(&agent));
                self.told(id, What::AgentSays, &said);
                let source = Name::new_static("user");
                let now = self.now;
                self.runs.contact(id, now).apply(&Change::Sent { text, source }, now);
                self.stop(id, StopWhen::AgentReplies, "agent_replies");
            }
            Arrival::AssignedByHand { agent } => {
                let title = self.agent_title(&agent);
                let mut entry = self.of_contact(id, What::AssignedByHand, &title);
                entry.agent = Some(agent.clone());
                entry.why = "by hand".to_owned();
                self.entries.push(entry);
                self.stop(id, StopWhen::AssignedByHand, "assigned_by_hand");
                self.has_owner(id, Some(&agent));
                let command =
                    RosterCommand::AssignByHand { contact: id.clone(), agent: agent.clone() };
                for request in self.serve(&command) {
                    if let Some(run) = self.run_of(&request) {
                        let wait = crate::runtime::EffectKey(request.id.0.clone());
                        let agent = agent.clone();
                        self.fresh.push(Work::Advance(run.id, EventKind::Assigned { wait, agent }));
                    }
                }
            }
            Arrival::UnassignedByHand => {
                self.told(id, What::UnassignedByHand, "by hand");
                self.has_owner(id, None);
                self.serve(&RosterCommand::Unassign { contact: id.clone() });
            }
            Arrival::Accepted { agent } => {
                let text = format!("by {}", self.agent_title(&agent));
                self.told(id, What::Accepted, &text);
            }
            Arrival::Tag { tag, added: true } => self.by_hand(id, &Change::TagAdded { tag }),
            Arrival::Tag { tag, added: false } => self.by_hand(id, &Change::TagRemoved { tag }),
            Arrival::Field { field, value } => self.by_hand(id, &Change::Field { field, value }),
            Arrival::Lifecycle { stage } => self.by_hand(id, &Change::Lifecycle { stage }),
            Arrival::Webhook { name, body, .. } => {
                self.told(id, What::Webhook, &name);
                self.brings(id, Happening::Webhook { name, body });
            }
            Arrival::Shortcut { title, agent, form } => {
                self.told(id, What::Shortcut, &title);
                self.brings(id, Happening::Shortcut { title, agent, form });
            }
            Arrival::AdClicked { ad_id, ad_name, platform } => {
                let name = ad_name.clone().unwrap_or_else(|| ad_id.clone());
                self.told(id, What::AdClicked, &format!("{name} on {platform}"));
                self.brings(id, Happening::AdClicked { ad_id, ad_name, platform });
            }
            Arrival::Started { workflow, with } => {
                self.told(id, What::StartedByHand, &format!("`{workflow}`"));
                self.brings(id, Happening::Manual { workflow, with });
            }
            Arrival::SendResult { accepted, reason } => self.send_result(id, accepted, reason),
            Arrival::Answer { from } => {
                let mut entry = self.of_contact(id, What::Answer, from);
                entry.why = "no run waits for it".to_owned();
                self.entries.push(entry);
            }
            Arrival::Status { .. } | Arrival::Agent { .. } | Arrival::Time => {}
        }
    }

    /// The contact wrote: a closed conversation is opened first.
    fn wrote(&mut self, id: &Name, mut message: Message) {
        let text = message.text.clone().unwrap_or_else(|| message.kind.clone());
        let shown = match &message.text {
            Some(text) => text.to_string(),
            None => format!("[{}]", message.kind),
        };
        self.told(id, What::Says, &shown);
        let now = self.now;
        let contact = self.runs.contact(id, now);
        if message.channel.is_none() {
            message.channel.clone_from(&contact.conversation.channel);
        }
        let channel = message.channel.clone();
        contact.apply(&Change::Received { text, channel: channel.clone() }, now);
        let is_open = contact.conversation.is_open;
        self.stop(id, StopWhen::ContactReplies, "contact_replies");
        if !is_open {
            let source = Name::new_static("contact");
            let mut entry = self.of_contact(id, What::Opened, "by the contact");
            entry.why = "it was closed, and a message opens it".to_owned();
            self.entries.push(entry);
            self.change(id, &Change::Opened { source, channel }, "contact");
        }
        self.brings(id, Happening::MessageReceived(message));
    }

    fn closed(&mut self, id: &Name, by: Option<Name>, category: Option<Name>) {
        let who = by.as_ref().map(|agent| format!("by {}", self.agent_title(agent)));
        let how = category.as_ref().map(|category| format!("as {category}"));
        let text: Vec<String> = [who, how].into_iter().flatten().collect();
        self.told(id, What::Closed, &text.join(", "));
        let now = self.now;
        let change = Change::Closed { category: category.clone(), summary: None };
        if !self.runs.contact(id, now).apply(&change, now) {
            self.no_change();
            return;
        }
        self.stop(id, StopWhen::ConversationClosed, "conversation_closed");
        self.keep_roster(id, &change);
        let source = Name::new_static(if by.is_some() { "user" } else { "api" });
        self.brings(id, Happening::ConversationClosed { source, category, agent: by });
    }

    /// A change that a person made.
    fn by_hand(&mut self, id: &Name, change: &Change) {
        let (_, text) = change_in_words(&self.workspace, change);
        let what = match change {
            Change::TagAdded { .. } => What::TagAdded,
            Change::TagRemoved { .. } => What::TagRemoved,
            Change::Lifecycle { .. } => What::LifecycleChanged,
            Change::Field { .. }
            | Change::Owner { .. }
            | Change::Opened { .. }
            | Change::Closed { .. }
            | Change::Received { .. }
            | Change::Sent { .. } => What::FieldChanged,
        };
        self.told(id, what, &text);
        self.change(id, change, "user");
    }

    /// Makes a change true, and lets it start workflows.
    fn change(&mut self, id: &Name, change: &Change, source: &'static str) {
        let now = self.now;
        let contact = self.runs.contact(id, now);
        let before = contact.clone();
        if !contact.apply(change, now) {
            self.no_change();
            return;
        }
        let happening = happened(&before, contact, change, source);
        self.keep_roster(id, change);
        if let Some(happening) = happening {
            self.brings(id, happening);
        }
    }

    fn send_result(&mut self, id: &Name, accepted: bool, reason: Option<Name>) {
        let place = self.unsettled.iter().position(|(contact, _, _)| contact == id);
        let reason = reason.unwrap_or_else(|| Name::new_static("the channel refused the message"));
        let text = if accepted { "accepted".to_owned() } else { format!("refused: {reason}") };
        let mut entry = self.of_contact(id, What::SendResult, &text);
        if place.is_none() {
            entry.why = "no run waits for it".to_owned();
        }
        self.entries.push(entry);
        let Some((_, run, wait)) = place.and_then(|place| self.unsettled.remove(place)) else {
            return;
        };
        let answer = if accepted {
            EventKind::Sent { wait }
        } else {
            EventKind::NotSent { wait, why: reason }
        };
        self.fresh.push(Work::Advance(run, answer));
    }

    /// Ends the waiting runs whose workflows say so.
    fn stop(&mut self, contact: &Name, when: StopWhen, word: &'static str) {
        for (run, workflow) in self.waiting_runs(contact) {
            let plan = self.workflows.iter().find(|one| *one.name() == workflow);
            if plan.is_some_and(|one| one.plan().settings.stop_when.contains(&when)) {
                self.unsettled.retain(|(_, unsettled, _)| *unsettled != run);
                let reason = Name::new_static(word);
                self.advance(&run, EventKind::Stopped { reason });
            }
        }
    }

    fn brings(&mut self, contact: &Name, happening: Happening) {
        self.fresh.push(Work::Happen { contact: contact.clone(), happening, origin: None });
    }

    fn told(&mut self, contact: &Name, what: What, text: &str) {
        let entry = self.of_contact(contact, what, text);
        self.entries.push(entry);
    }

    fn no_change(&mut self) {
        if let Some(last) = self.entries.last_mut() {
            last.why = "changes nothing".to_owned();
        }
    }

    fn of_agent(&mut self, agent: &Name, what: What, text: &str) {
        let mut entry = Entry::new(self.now, what, text);
        entry.line = self.line;
        entry.name = self.agent_title(agent).into();
        entry.agent = Some(agent.clone());
        self.entries.push(entry);
    }
}

/// Who opened a conversation, in a sentence.
fn article(source: &Name) -> String {
    match source.as_str() {
        "contact" => "the contact".to_owned(),
        "user" => "an agent".to_owned(),
        "ad" => "an advertisement".to_owned(),
        "api" => "the API".to_owned(),
        other => format!("a {other}"),
    }
}
