//! Reading places.

use super::Scope;
use super::hours::{civil, is_open, next_opening};
use crate::base::{Duration, Instant, Name, Value};
use crate::plan::{Place, Root};

impl Scope<'_> {
    /// The value that a place holds now.
    pub(super) fn place(&self, place: &Place) -> Option<Value> {
        match place.of {
            Root::Contact => self.contact.field(&place.name),
            Root::Assignee => self.assignee(&place.name),
            Root::Conversation => self.conversation(&place.name),
            Root::Message => self.message(&place.name),
            Root::Trigger if place.name == "event" => Some(Value::Text(self.trigger.event.clone())),
            Root::Trigger => {
                let found = self.trigger.values.iter().find(|(name, _)| *name == place.name);
                found.map(|(_, value)| value.clone())
            }
            Root::Workspace => self.of_workspace(&place.name),
            Root::Now => Some(Value::DateTime(self.now)),
            Root::Today => Some(Value::Date(civil(self.workspace.zone(), self.now)?.date())),
            Root::Hours => {
                let (hours, zone) = self.workspace.hours(place.which.as_ref()?)?;
                match place.name.as_str() {
                    "is_open" => Some(Value::Bool(is_open(hours, zone, self.now))),
                    "next_opening" => next_opening(hours, zone, self.now).map(Value::DateTime),
                    _ => None,
                }
            }
            Root::Var => self.variables.get(&place.name).cloned(),
            Root::Secret => None,
        }
    }

    fn assignee(&self, name: &str) -> Option<Value> {
        let owner = self.contact.owner.as_ref()?;
        let agent = self.workspace.agent(owner);
        let full = agent.map_or(owner.as_str(), |agent| agent.title.as_str()).trim();
        let (first, last) = full.split_once(char::is_whitespace).unwrap_or((full, ""));
        let last = last.trim();
        Some(match name {
            "" => Value::Agent(owner.clone()),
            "id" => Value::Text(owner.clone()),
            "name" => Value::Text(full.into()),
            "first_name" => Value::Text(first.into()),
            "last_name" if !last.is_empty() => Value::Text(last.into()),
            "email" => Value::Text(agent?.email.clone()?),
            "status" => Value::Text(self.owner_status?.clone()),
            _ => return None,
        })
    }

    fn conversation(&self, name: &str) -> Option<Value> {
        let one = &self.contact.conversation;
        let text = |text: Option<Name>| text.map(Value::Text);
        match name {
            "id" if one.opened > 0 => {
                Some(Value::Text(format!("{}/{}", self.contact.id, one.opened).into()))
            }
            "status" => text(Some(Name::new_static(if one.is_open { "open" } else { "closed" }))),
            "source" => text(one.source.clone()),
            "channel" => one.channel.clone().map(Value::Channel),
            "channel_kind" => {
                let channel = self.workspace.channel(one.channel.as_ref()?)?;
                text(Some(channel.kind.clone()))
            }
            "first_time" => Some(Value::Bool(one.opened <= 1)),
            "opened_at" => one.opened_at.map(Value::DateTime),
            "since_incoming" => one.incoming.as_ref().map(|(at, _)| since(*at, self.now)),
            "since_outgoing" => one.outgoing.as_ref().map(|(at, _)| since(*at, self.now)),
            "last_incoming" => text(one.incoming.as_ref().map(|(_, text)| text.clone())),
            "last_outgoing" => text(one.outgoing.as_ref().map(|(_, text)| text.clone())),
            "last_outgoing_source" => text(one.outgoing_source.clone()),
            _ => None,
        }
    }

    fn message(&self, name: &str) -> Option<Value> {
        let message = self.message?;
        match name {
            "text" => message.text.clone().map(Value::Text),
            "kind" => Some(Value::Text(message.kind.clone())),
            "channel" => message.channel.clone().map(Value::Channel),
            _ => None,
        }
    }

    fn of_workspace(&self, name: &str) -> Option<Value> {
        let plan = self.workspace.plan();
        match name {
            "name" if !plan.title.is_empty() => Some(Value::Text(plan.title.clone())),
            "name" | "id" => Some(Value::Text(plan.name.clone())),
            "timezone" => Some(Value::Text(plan.timezone.clone())),
            _ => None,
        }
    }
}

fn since(at: Instant, now: Instant) -> Value {
    Value::Duration(Duration::seconds(now.millis.saturating_sub(at.millis).max(0) / 1_000))
}
