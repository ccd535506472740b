//! The door: what a line says is checked against the workspace before anything is applied.

use std::sync::Arc;

use serde_json::Value as Json;

use super::body::{body, is_arg, lines, whole_body};
use super::line::{Card, Line, Who};
use super::misfit::Misfit;
use crate::base::{Instant, Name, Value, same_folded};
use crate::plan::{Arg, Trigger};
use crate::runtime::{
    Answer, Arrival, Change, Message, Published, Workflow, Workspace, fit, typed,
};
use crate::store::AgentChange;
use crate::world::PendingKind;

/// Who opens a conversation.
const SOURCES: [&str; 5] = ["contact", "user", "workflow", "api", "ad"];
/// What a message is.
const KINDS: [&str; 6] = ["text", "image", "video", "audio", "file", "location"];
/// How the work of an assistant ends.
const ENDS: [&str; 3] = ["done", "handoff", "unable"];
/// Where advertisements are.
const PLATFORMS: [&str; 2] = ["meta", "tiktok"];

/// A line that was let in: every name known and every value typed.
#[derive(Clone, Debug, PartialEq)]
pub struct LetIn {
    /// Its id.
    pub id: Name,
    /// Its moment.
    pub at: Instant,
    /// The contact it names.
    pub contact: Option<Name>,
    /// What it tells about the contact by the way.
    pub known: Vec<Change>,
    /// What it says.
    pub said: Said,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// Something that reaches a contact.
    Contact(Arrival),
    /// Something that reaches the contact that is found by a standard field, or by its id.
    Found {
        /// `email`, `phone` or `contact_id`.
        by: Name,
        /// What the field holds.
        text: Name,
        /// What.
        arrival: Arrival,
    },
    /// Something about an agent.
    Agent(Name, AgentChange),
    /// The answer to an effect of a contact's runs.
    Result(From, Answer),
    /// Nothing but the time.
    Time,
}

/// What answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// A channel.
    Channel,
    /// Another system.
    Http,
    /// An assistant.
    Assistant,
    /// A sheet.
    Sheet,
}

impl From {
    /// As people call it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Http => "http",
            Self::Assistant => "ai",
            Self::Sheet => "sheet",
        }
    }

    /// Whether it answers effects of this kind.
    #[must_use]
    pub const fn answers(self, kind: PendingKind) -> bool {
        matches!(
            (self, kind),
            (Self::Channel, PendingKind::Message(_))
                | (Self::Http, PendingKind::Http)
                | (Self::Assistant, PendingKind::Assistant)
                | (Self::Sheet, PendingKind::Row)
        )
    }
}

/// Lets a line in, or says why it does not fit the program.
///
/// # Errors
/// When it names what the workspace does not declare, or holds a value of another type.
pub fn check(published: &Published, line: Line) -> Result<LetIn, Misfit> {
    Door { workspace: published.workspace(), workflows: published.workflows() }.check(line)
}

/// What the door knows.
#[derive(Clone, Copy)]
struct Door<'a> {
    workspace: &'a Workspace,
    workflows: &'a [Arc<Workflow>],
}

impl Door<'_> {
    /// Lets a line in.
    fn check(&self, line: Line) -> Result<LetIn, Misfit> {
        let (id, at) = (line.id().clone(), line.at());
        let (who, said) = match line {
            Line::ConversationOpened { contact, channel, source, .. } => {
                self.channel(channel.as_ref())?;
                let source = source.unwrap_or_else(|| Name::new_static("contact"));
                one_of("source", &source, &SOURCES)?;
                (Some(contact), Said::Contact(Arrival::Opened { channel, source }))
            }
            Line::ConversationClosed { contact, by, category, .. } => {
                by.iter().try_for_each(|agent| self.agent(agent))?;
                category.iter().try_for_each(|category| self.category(category))?;
                (Some(contact), Said::Contact(Arrival::Closed { by, category }))
            }
            Line::Message { contact, agent, text, kind, channel, .. } => {
                self.channel(channel.as_ref())?;
                let kind = kind.unwrap_or_else(|| Name::new_static("text"));
                one_of("kind", &kind, &KINDS)?;
                if kind == "text" && text.is_none() {
                    return Err(Misfit::new("a message has a `text`, or a `kind` other than text"));
                }
                let message = Message { text, kind, channel };
                let arrival = match agent {
                    Some(agent) => {
                        self.agent(&agent)?;
                        Arrival::AgentWrote { agent, message }
                    }
                    None => Arrival::Wrote(message),
                };
                (Some(contact), Said::Contact(arrival))
            }
            Line::AgentStatus { agent, status, .. } => {
                self.agent(&agent)?;
                let change = AgentChange { status: Some(status), ..AgentChange::default() };
                (None, Said::Agent(agent, change))
            }
            Line::AgentChanged { agent, limit, enabled, teams, .. } => {
                self.agent(&agent)?;
                let known = self.workspace.plan().teams.iter().map(|team| team.name.as_str());
                for team in teams.iter().flatten() {
                    if self.workspace.team(team).is_none() {
                        let misfit = Misfit::new(format!("the workspace has no team `{team}`"));
                        return Err(misfit.near(team, known));
                    }
                }
                (None, Said::Agent(agent, AgentChange { status: None, limit, enabled, teams }))
            }
            Line::AssignedByHand { contact, agent, .. } => {
                self.agent(&agent)?;
                (Some(contact), Said::Contact(Arrival::AssignedByHand { agent }))
            }
            Line::UnassignedByHand { contact, .. } => {
                (Some(contact), Said::Contact(Arrival::UnassignedByHand))
            }
            Line::Accepted { contact, agent, .. } => {
                self.agent(&agent)?;
                (Some(contact), Said::Contact(Arrival::Accepted { agent }))
            }
            Line::TagAdded { contact, tag, .. } => {
                (Some(contact), Said::Contact(Arrival::Tag { tag, added: true }))
            }
            Line::TagRemoved { contact, tag, .. } => {
                (Some(contact), Said::Contact(Arrival::Tag { tag, added: false }))
            }
            Line::FieldChanged { contact, field, value, .. } => {
                let value = self.field(&field, &value)?;
                (Some(contact), Said::Contact(Arrival::Field { field, value }))
            }
            Line::LifecycleChanged { contact, lifecycle, .. } => {
                let stage = lifecycle.map(Value::Text);
                let stage = stage.map(|stage| self.fits("lifecycle", &stage)).transpose()?;
                let stage =
                    stage.and_then(
                        |stage| {
                            if let Value::Text(stage) = stage { Some(stage) } else { None }
                        },
                    );
                (Some(contact), Said::Contact(Arrival::Lifecycle { stage }))
            }
            Line::Webhook { name, body, contact, .. } => {
                let (by, body) = self.webhook(&name, &body)?;
                if by.is_none() && contact.is_none() {
                    return Err(Misfit::new("the event does not say which contact is meant"));
                }
                let arrival = Arrival::Webhook { name, body };
                let said = match by {
                    Some((by, text)) if contact.is_none() => Said::Found { by, text, arrival },
                    _ => Said::Contact(arrival),
                };
                (contact, said)
            }
            Line::Shortcut { contact, title, agent, form, .. } => {
                agent.iter().try_for_each(|agent| self.agent(agent))?;
                let mut all = self.triggers("shortcut");
                let Some(trigger) = all.find(|trigger| is_arg(trigger, "title", &title)) else {
                    return Err(Misfit::new(format!("no workflow has a shortcut `{title}`")));
                };
                let form = whole_body("form", lines(trigger, "form"), form)?;
                (Some(contact), Said::Contact(Arrival::Shortcut { title, agent, form }))
            }
            Line::AdClicked { contact, ad_id, ad_name, platform, .. } => {
                one_of("platform", &platform, &PLATFORMS)?;
                (Some(contact), Said::Contact(Arrival::AdClicked { ad_id, ad_name, platform }))
            }
            Line::Started { workflow, contact, with, .. } => {
                let mut known = self.workflows.iter();
                let Some(found) = known.find(|one| *one.name() == workflow) else {
                    let names = self.workflows.iter().map(|one| one.name().as_str());
                    return Err(Misfit::new(format!("unknown workflow `{workflow}`"))
                        .near(&workflow, names));
                };
                let manual = found.triggers().iter().find(|one| one.event == "manual");
                let Some(manual) = manual else {
                    let message = format!("workflow `{workflow}` has no `manual` trigger");
                    return Err(Misfit::new(message));
                };
                let with = whole_body("with", lines(manual, "with"), with)?;
                (Some(contact), Said::Contact(Arrival::Started { workflow, with }))
            }
            Line::SendResult { contact, accepted, reason, .. } => {
                (Some(contact), Said::Result(From::Channel, taken(accepted, reason, "the channel")))
            }
            Line::HttpResult { contact, status, body, .. } => {
                if let Some(status) = status.filter(|status| !(100..=599).contains(status)) {
                    let message = format!("`status` is {status}, expected 100 to 599");
                    return Err(Misfit::new(message));
                }
                let answer = Answer::Http { status, body, why: None };
                (Some(contact), Said::Result(From::Http, answer))
            }
            Line::AiTurn { contact, says, outcome, collected, .. } => {
                outcome.iter().try_for_each(|word| one_of("outcome", word, &ENDS))?;
                if says.is_none() && outcome.is_none() {
                    return Err(Misfit::new(
                        "an assistant's turn `says` something or has an `outcome`",
                    ));
                }
                let collected = collected.into_iter().collect();
                let answer = Answer::Assistant { says, outcome, collected };
                (Some(contact), Said::Result(From::Assistant, answer))
            }
            Line::SheetResult { contact, accepted, reason, .. } => {
                let answer = taken(accepted, reason, "the sheet");
                (Some(contact), Said::Result(From::Sheet, answer))
            }
            Line::Time { .. } => (None, Said::Time),
        };
        let known = match &who {
            Some(Who::Card(card)) => self.card(card)?,
            Some(Who::Id(_)) | None => Vec::new(),
        };
        let contact = who.map(|who| who.id().clone());
        if contact.as_ref().is_some_and(Name::is_empty) {
            return Err(Misfit::new("the contact's id is empty"));
        }
        Ok(LetIn { id, at, contact, known, said })
    }

    fn agent(&self, name: &Name) -> Result<(), Misfit> {
        if self.workspace.agent(name).is_some() {
            return Ok(());
        }
        let known = self.workspace.plan().agents.iter().map(|agent| agent.name.as_str());
        Err(Misfit::new(format!("the workspace has no agent `{name}`")).near(name, known))
    }

    fn channel(&self, name: Option<&Name>) -> Result<(), Misfit> {
        let Some(name) = name else { return Ok(()) };
        if self.workspace.channel(name).is_some() {
            return Ok(());
        }
        let known = self.workspace.plan().channels.iter().map(|channel| channel.name.as_str());
        Err(Misfit::new(format!("the workspace has no channel `{name}`")).near(name, known))
    }

    fn category(&self, category: &Name) -> Result<(), Misfit> {
        let known = &self.workspace.plan().closing_notes;
        if known.is_empty() || known.iter().any(|one| same_folded(one, category)) {
            return Ok(());
        }
        let misfit = Misfit::new(format!("the workspace has no closing note `{category}`"));
        Err(misfit.near(category, known.iter().map(Name::as_str)))
    }

    fn field(&self, field: &Name, json: &Json) -> Result<Option<Value>, Misfit> {
        let standard = matches!(
            field.as_str(),
            "first_name" | "last_name" | "phone" | "email" | "language" | "country"
        );
        let kind = match self.workspace.field(field) {
            Some(declared) => declared.r#type.as_str(),
            None if standard => "text",
            None => {
                let known = self.workspace.plan().fields.iter().map(|field| field.name.as_str());
                let misfit = Misfit::new(format!("the workspace has no field `{field}`"));
                return Err(misfit.near(field, known));
            }
        };
        let value = typed(&format!("{kind}?"), json)
            .map_err(|why| Misfit::new(format!("field `{field}`: {why}")))?;
        value.map(|value| self.fits(field, &value)).transpose()
    }

    fn fits(&self, field: &str, value: &Value) -> Result<Value, Misfit> {
        fit(self.workspace, field, value)
            .map_err(|why| Misfit::new(format!("field `{field}`: {why}")))
    }

    fn card(&self, card: &Card) -> Result<Vec<Change>, Misfit> {
        let mut changes = Vec::new();
        let standard = [
            ("first_name", &card.first_name),
            ("last_name", &card.last_name),
            ("phone", &card.phone),
            ("email", &card.email),
            ("language", &card.language),
            ("country", &card.country),
            ("lifecycle", &card.lifecycle),
        ];
        for (field, value) in standard {
            if let Some(value) = value.clone() {
                let value = Some(self.fits(field, &Value::Text(value))?);
                changes.push(Change::Field { field: Name::new_static(field), value });
            }
        }
        for (field, json) in &card.fields {
            let value = self.field(field, json)?;
            changes.push(Change::Field { field: field.clone(), value });
        }
        changes.extend(card.tags.iter().map(|tag| Change::TagAdded { tag: tag.clone() }));
        Ok(changes)
    }

    fn triggers<'b>(&'b self, event: &'b str) -> impl Iterator<Item = &'b Trigger> + 'b {
        let all = self.workflows.iter().flat_map(|workflow| workflow.triggers());
        all.filter(move |trigger| trigger.event == event)
    }

    /// By what the contact is found, and the declared lines of the body.
    #[expect(clippy::type_complexity, reason = "two halves of one answer, used in one place")]
    fn webhook(
        &self,
        name: &Name,
        json: &Json,
    ) -> Result<(Option<(Name, Name)>, Vec<(Name, Value)>), Misfit> {
        let Some(trigger) = self.triggers("webhook").find(|one| is_arg(one, "name", name)) else {
            return Err(Misfit::new(format!("no workflow has a webhook `{name}`")));
        };
        let values = body("body", lines(trigger, "body"), json)?;
        let identify = trigger.settings.iter().find(|setting| setting.name == "identify");
        let by = identify.and_then(|setting| match setting.args.first() {
            Some((_, Arg::Name(by) | Arg::Text(by))) => Some(by.clone()),
            _ => None,
        });
        let Some(by) = by else { return Ok((None, values)) };
        let found = values.iter().find(|(name, _)| *name == by);
        match found {
            Some((_, Value::Text(text))) => Ok((Some((by, text.clone())), values)),
            _ => Err(Misfit::new(format!("the body has no `{by}` to find the contact by"))),
        }
    }
}

/// The answer of a channel or a sheet.
fn taken(accepted: bool, reason: Option<Name>, who: &str) -> Answer {
    match accepted {
        true => Answer::Taken,
        false => Answer::Refused(reason.unwrap_or_else(|| format!("{who} refused it").into())),
    }
}

fn one_of(key: &str, word: &Name, known: &[&str]) -> Result<(), Misfit> {
    if known.contains(&word.as_str()) {
        return Ok(());
    }
    let all: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    let message = format!("`{key}` is `{word}`, expected one of {}", all.join(", "));
    Err(Misfit::new(message).near(word, known.iter().copied()))
}
