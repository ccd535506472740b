//! What came from outside, in words.

use super::Telling;
use super::words::change_in_words;
use crate::base::Name;
use crate::engine::What;
use crate::runtime::{Answer, Arrival, Change, Message};

impl Telling<'_> {
    /// What came, and whether it changed anything.
    pub(super) fn came(&mut self, arrival: &Arrival, changed: bool) {
        let (what, text) = match arrival {
            Arrival::Opened { channel, source } => {
                let on = channel.as_ref().map(|channel| format!("on {channel}, "));
                (What::Opened, format!("{}by {}", on.unwrap_or_default(), article(source)))
            }
            Arrival::Closed { by, category } => {
                let who = by.as_ref().map(|agent| format!("by {}", self.agent_title(agent)));
                let how = category.as_ref().map(|category| format!("as {category}"));
                let text: Vec<String> = [who, how].into_iter().flatten().collect();
                (What::Closed, text.join(", "))
            }
            Arrival::Wrote(message) => (What::Says, said(message)),
            Arrival::AgentWrote { agent, message } => {
                (What::AgentSays, format!("{}  ({})", said(message), self.agent_title(agent)))
            }
            Arrival::AssignedByHand { agent } => {
                let mut entry = self.entry(What::AssignedByHand, self.agent_title(agent));
                entry.agent = Some(agent.clone());
                entry.why = "by hand".to_owned();
                self.entries.push(entry);
                return;
            }
            Arrival::UnassignedByHand => (What::UnassignedByHand, "by hand".to_owned()),
            Arrival::Accepted { agent } => {
                (What::Accepted, format!("by {}", self.agent_title(agent)))
            }
            Arrival::Tag { tag, added: true } => (What::TagAdded, tag.to_string()),
            Arrival::Tag { tag, added: false } => (What::TagRemoved, tag.to_string()),
            Arrival::Field { field, value } => {
                let change = Change::Field { field: field.clone(), value: value.clone() };
                (What::FieldChanged, change_in_words(self.workspace, &change).1)
            }
            Arrival::Lifecycle { stage } => {
                let change = Change::Lifecycle { stage: stage.clone() };
                (What::LifecycleChanged, change_in_words(self.workspace, &change).1)
            }
            Arrival::Webhook { name, .. } => (What::Webhook, name.to_string()),
            Arrival::Shortcut { title, agent, .. } => {
                let by = agent.as_ref().map(|agent| format!("  (by {})", self.agent_title(agent)));
                (What::Shortcut, format!("{title}{}", by.unwrap_or_default()))
            }
            Arrival::AdClicked { ad_id, ad_name, platform } => {
                let name = ad_name.as_ref().unwrap_or(ad_id);
                (What::AdClicked, format!("{name} on {platform}"))
            }
            Arrival::Started { workflow, .. } => (What::StartedByHand, format!("`{workflow}`")),
            // That nobody refused something is no news.
            Arrival::Result { answer: Answer::Taken, .. } if !self.is_of_a_line() => return,
            Arrival::Result { answer, .. } => match result(answer) {
                Some(told) => told,
                None => return,
            },
            Arrival::Stray { from } => {
                let mut entry = self.entry(What::Answer, from.as_str());
                entry.why = "no run waits for it".to_owned();
                self.entries.push(entry);
                return;
            }
            Arrival::Routed(_) | Arrival::Due => return,
        };
        let mut entry = self.entry(what, text);
        if !changed {
            entry.why = "changes nothing".to_owned();
        }
        self.entries.push(entry);
    }
}

/// The answer of something outside; none where nobody outside said anything.
fn result(answer: &Answer) -> Option<(What, String)> {
    Some(match answer {
        Answer::Refused(why) => (What::SendResult, format!("refused: {why}")),
        Answer::Taken => (What::SendResult, "accepted".to_owned()),
        Answer::Http { status: Some(status), .. } => (What::Answer, format!("status {status}")),
        Answer::Http { status: None, why, .. } => {
            let why = why.as_deref().unwrap_or("no usable answer");
            (What::Answer, why.to_owned())
        }
        Answer::Assistant { outcome: Some(outcome), says: None, .. } => {
            (What::Answer, format!("the assistant: {outcome}"))
        }
        Answer::Assistant { .. } => return None,
        Answer::Assigned(_)
        | Answer::ByHand
        | Answer::NotAssigned(_)
        | Answer::Withdrawn
        | Answer::Accepted
        | Answer::Said(_)
        | Answer::Begun
        | Answer::NotBegun(_)
        | Answer::Finished => return None,
    })
}

fn said(message: &Message) -> String {
    match &message.text {
        Some(text) => text.to_string(),
        None => format!("[{}]", message.kind),
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
