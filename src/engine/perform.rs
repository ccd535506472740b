//! Performing effects, and putting into words what turns did.

use super::What;
use super::core::{Core, Origin, Work};
use crate::base::{Instant, Name};
use crate::routing::{Filters, Order, Pool, Request, RequestId, RosterCommand};
use crate::runtime::{
    Act, AssignTo, Change, Effect, EffectKey, Ending, EventKind, Note, Pick, Traced, Workspace,
    render,
};

impl Core {
    /// Performs an effect and tells of it.
    pub(super) fn perform(&mut self, origin: &Origin, effect: &Effect) {
        self.world.perform(effect);
        self.runs.performed(&origin.run, effect);
        let contact = &origin.contact;
        match &effect.act {
            Act::Send(out) => {
                let mut text = out.text.to_string();
                if let Some(file) = &out.attach {
                    text.push_str(&format!(" [{file}]"));
                }
                self.tell_effect(origin, effect, What::Sends, &text);
                if out.awaited {
                    let wait = (contact.clone(), origin.run.clone(), effect.key.clone());
                    self.unsettled.push_back(wait);
                }
            }
            Act::Comment { text, mention } => {
                let names: Vec<String> = mention.iter().map(|name| format!("@{name}")).collect();
                let text = format!("{text} {}", names.join(" "));
                self.tell_effect(origin, effect, What::Comments, text.trim_end());
            }
            Act::Change(change) => {
                let (what, text) = change_in_words(&self.workspace, change);
                self.tell_effect(origin, effect, what, &text);
                self.keep_roster(contact, change);
            }
            Act::Unassign => {
                self.tell_effect(origin, effect, What::Unassigned, "");
                self.serve(&RosterCommand::Unassign { contact: contact.clone() });
            }
            Act::Assign(assign) => self.assign(origin, &effect.key, assign),
        }
    }

    /// Tells the roster when a conversation opened or closed.
    pub(super) fn keep_roster(&mut self, contact: &Name, change: &Change) {
        let contact = contact.clone();
        match change {
            Change::Opened { .. } => {
                self.serve(&RosterCommand::Opened { contact });
            }
            Change::Closed { .. } => {
                self.runs.is_looked_after(&contact);
                for request in self.serve(&RosterCommand::Closed { contact }) {
                    if let Some(run) = self.run_of(&request) {
                        self.fresh.push(Work::Advance(run.id, EventKind::Closed));
                    }
                }
            }
            Change::TagAdded { .. }
            | Change::TagRemoved { .. }
            | Change::Field { .. }
            | Change::Lifecycle { .. }
            | Change::Owner { .. }
            | Change::Received { .. }
            | Change::Sent { .. } => {}
        }
    }

    fn assign(&mut self, origin: &Origin, key: &EffectKey, assign: &AssignTo) {
        let request = Request {
            id: RequestId(key.0.clone()),
            contact: origin.contact.clone(),
            pool: match &assign.pick {
                Pick::Agent(name) => Pool::Agent(name.clone()),
                Pick::Team(name) => Pool::Team(name.clone()),
                Pick::Workspace => Pool::Workspace,
            },
            by: if assign.least_open { Order::LeastOpen } else { Order::RoundRobin },
            filters: Filters {
                only_online: assign.only_online,
                below: assign.below,
                skills: assign.skills.clone(),
            },
            keep_owner: assign.keep_owner,
            priority: assign.priority,
            since: self.now,
        };
        let reply = self.command(&RosterCommand::Assign(request.clone()));
        self.give_out(reply.served);
        let run = self.runs.run(&origin.run).cloned();
        if let (Some(run), Some(decision)) = (run, reply.decision) {
            self.decided(&run, &request, decision);
        }
    }

    fn tell_effect(&mut self, origin: &Origin, effect: &Effect, what: What, text: &str) {
        let mut entry = self.of_contact(&origin.contact, what, text);
        entry.run = Some(origin.run.clone());
        entry.step = Some(effect.step.clone());
        entry.key = Some(effect.key.0.clone());
        self.entries.push(entry);
    }

    /// A moment as people read it, with its day unless that is today.
    pub(super) fn clock(&self, at: Instant) -> String {
        let value = |at| render(&self.workspace, &crate::base::Value::DateTime(at));
        let (text, today) = (value(at), value(self.now));
        match (text.split_once(' '), today.split_once(' ')) {
            (Some((day, time)), Some((today, _))) if day == today => time.to_owned(),
            _ => text,
        }
    }
}

/// A change as people read it.
pub(super) fn change_in_words(workspace: &Workspace, change: &Change) -> (What, String) {
    let text = |name: &Option<Name>| name.as_deref().unwrap_or("nothing").to_owned();
    match change {
        Change::TagAdded { tag } => (What::Tags, tag.to_string()),
        Change::TagRemoved { tag } => (What::Untags, tag.to_string()),
        Change::Field { field, value } => {
            let value = value.as_ref().map(|value| render(workspace, value));
            (What::Sets, format!("{field} = {}", value.unwrap_or_else(|| "nothing".to_owned())))
        }
        Change::Lifecycle { stage } => (What::Sets, format!("lifecycle = {}", text(stage))),
        Change::Owner { agent } => (What::Assigned, text(agent)),
        Change::Opened { .. } => (What::Opens, String::new()),
        Change::Closed { category, summary } => {
            let category = category.as_ref().map(|category| format!("as {category}"));
            let summary = summary.as_ref().map(|summary| format!("“{summary}”"));
            let parts: Vec<String> = [category, summary].into_iter().flatten().collect();
            (What::Closes, parts.join(" "))
        }
        Change::Received { text, .. } => (What::Says, text.to_string()),
        Change::Sent { text, .. } => (What::Sends, text.to_string()),
    }
}

/// A trace entry as people read it: what sort, what, and why.
pub(super) fn in_words(workspace: &Workspace, traced: &Traced) -> (What, String, String) {
    let plain = |what, text: String| (what, text, String::new());
    match traced {
        Traced::Branched { arm: Some(arm) } => plain(What::Branches, format!("way {arm}")),
        Traced::Branched { arm: None } => plain(What::Branches, "no condition is true".to_owned()),
        Traced::Stored { variable, value } => {
            let value = value.as_ref().map(|value| render(workspace, value));
            let value = value.unwrap_or_else(|| "nothing".to_owned());
            plain(What::Sets, format!("{variable} = {value}"))
        }
        Traced::NotStored { why } => plain(What::Notes, format!("not stored: {why}")),
        Traced::Jumped { to, time } => plain(What::Jumps, format!("to `{to}`, time {time}")),
        Traced::Exhausted => plain(What::Jumps, "taken as often as it may be".to_owned()),
        Traced::Outcome { name, why } => {
            (What::Outcome, name.to_string(), why.as_deref().unwrap_or_default().to_owned())
        }
        Traced::Noted(Note::RenderedUnset(place)) => {
            plain(What::Notes, format!("`{place}` is unset and was rendered as nothing"))
        }
        Traced::Noted(Note::TooManyOperations) => {
            plain(What::Notes, "the step used up its operations".to_owned())
        }
        Traced::Noted(Note::TextTooLong) => {
            plain(What::Notes, "a text came out longer than texts may be".to_owned())
        }
        Traced::Ended { ending } => match ending {
            Ending::Completed => plain(What::Ends, "completed".to_owned()),
            Ending::Failed(fault) => {
                (What::Fails, format!("at `{}`{}", fault.step, place(fault)), fault.why.to_string())
            }
            Ending::TimedOut(fault) => (
                What::TimesOut,
                format!("at `{}`{}", fault.step, place(fault)),
                fault.why.to_string(),
            ),
            Ending::Restarted => plain(What::Ends, "restarted".to_owned()),
            Ending::Closed => plain(What::Ends, "the conversation was closed".to_owned()),
            Ending::Stopped(reason) => plain(What::Ends, format!("stopped when {reason}")),
        },
    }
}

fn place(fault: &crate::runtime::Fault) -> String {
    let source = fault.source.as_ref();
    source.map(|(file, line)| format!(" ({file}:{line})")).unwrap_or_default()
}
