//! The door: what a line says is checked against the workspace before anything is applied.

use serde_json::Value as Json;

use super::body::{body, is_arg, lines, whole_body};
use super::json::typed;
use super::line::{Card, Line, Who};
use super::misfit::Misfit;
use crate::base::{Instant, Name, Value, fold};
use crate::plan::{Arg, Trigger};
use crate::routing::Status;
use crate::runtime::{Change, Message, Workflow, Workspace, fit};

/// Who opens a conversation.
const SOURCES: [&str; 5] = ["contact", "user", "workflow", "api", "ad"];
/// What a message is.
const KINDS: [&str; 6] = ["text", "image", "video", "audio", "file", "location"];
/// How the work of an assistant ends.
const ENDS: [&str; 3] = ["done", "handoff", "unable"];
/// Where advertisements are.
const PLATFORMS: [&str; 2] = ["meta", "tiktok"];

/// An event that was let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// Its id.
    pub id: Name,
    /// Its moment.
    pub at: Instant,
    /// The contact it concerns.
    pub contact: Option<Name>,
    /// What the event tells about the contact by the way.
    pub known: Vec<Change>,
    /// What.
    pub arrival: Arrival,
}

/// What an event says, with every name known and every value typed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each mirrors the line of the same name, which says it")]
pub enum Arrival {
    Opened {
        channel: Option<Name>,
        source: Name,
    },
    Closed {
        by: Option<Name>,
        category: Option<Name>,
    },
    Wrote {
        message: Message,
    },
    AgentWrote {
        agent: Name,
        message: Message,
    },
    Status {
        agent: Name,
        status: Status,
    },
    Agent {
        agent: Name,
        limit: Option<Option<u32>>,
        enabled: Option<bool>,
        teams: Option<Vec<Name>>,
    },
    AssignedByHand {
        agent: Name,
    },
    UnassignedByHand,
    Accepted {
        agent: Name,
    },
    Tag {
        tag: Name,
        added: bool,
    },
    Field {
        field: Name,
        value: Option<Value>,
    },
    Lifecycle {
        stage: Option<Name>,
    },
    Webhook {
        name: Name,
        by: Option<(Name, Name)>,
        body: Vec<(Name, Value)>,
    },
    Shortcut {
        title: Name,
        agent: Option<Name>,
        form: Vec<(Name, Value)>,
    },
    AdClicked {
        ad_id: Name,
        ad_name: Option<Name>,
        platform: Name,
    },
    Started {
        workflow: Name,
        with: Vec<(Name, Value)>,
    },
    SendResult {
        accepted: bool,
        reason: Option<Name>,
    },
    /// An answer that no step of this build waits for.
    Answer {
        from: &'static str,
    },
    Time,
}

/// What the door knows.
#[derive(Clone, Copy)]
pub(super) struct Door<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) workflows: &'a [Workflow],
}

impl Door<'_> {
    /// Lets a line in.
    pub(super) fn check(&self, line: Line) -> Result<Incoming, Misfit> {
        let (id, at) = (line.id().clone(), line.at());
        let (who, arrival) = match line {
            Line::ConversationOpened { contact, channel, source, .. } => {
                self.channel(channel.as_ref())?;
                let source = source.unwrap_or_else(|| Name::new_static("contact"));
                one_of("source", &source, &SOURCES)?;
                (Some(contact), Arrival::Opened { channel, source })
            }
            Line::ConversationClosed { contact, by, category, .. } => {
                by.iter().try_for_each(|agent| self.agent(agent))?;
                category.iter().try_for_each(|category| self.category(category))?;
                (Some(contact), Arrival::Closed { by, category })
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
                    None => Arrival::Wrote { message },
                };
                (Some(contact), arrival)
            }
            Line::AgentStatus { agent, status, .. } => {
                self.agent(&agent)?;
                (None, Arrival::Status { agent, status })
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
                (None, Arrival::Agent { agent, limit, enabled, teams })
            }
            Line::AssignedByHand { contact, agent, .. } => {
                self.agent(&agent)?;
                (Some(contact), Arrival::AssignedByHand { agent })
            }
            Line::UnassignedByHand { contact, .. } => (Some(contact), Arrival::UnassignedByHand),
            Line::Accepted { contact, agent, .. } => {
                self.agent(&agent)?;
                (Some(contact), Arrival::Accepted { agent })
            }
            Line::TagAdded { contact, tag, .. } => {
                (Some(contact), Arrival::Tag { tag, added: true })
            }
            Line::TagRemoved { contact, tag, .. } => {
                (Some(contact), Arrival::Tag { tag, added: false })
            }
            Line::FieldChanged { contact, field, value, .. } => {
                let value = self.field(&field, &value)?;
                (Some(contact), Arrival::Field { field, value })
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
                (Some(contact), Arrival::Lifecycle { stage })
            }
            Line::Webhook { name, body, contact, .. } => {
                let (by, body) = self.webhook(&name, &body)?;
                if by.is_none() && contact.is_none() {
                    return Err(Misfit::new("the event does not say which contact is meant"));
                }
                (contact, Arrival::Webhook { name, by, body })
            }
            Line::Shortcut { contact, title, agent, form, .. } => {
                agent.iter().try_for_each(|agent| self.agent(agent))?;
                let mut all = self.triggers("shortcut");
                let Some(trigger) = all.find(|trigger| is_arg(trigger, "title", &title)) else {
                    return Err(Misfit::new(format!("no workflow has a shortcut `{title}`")));
                };
                let form = whole_body("form", lines(trigger, "form"), form)?;
                (Some(contact), Arrival::Shortcut { title, agent, form })
            }
            Line::AdClicked { contact, ad_id, ad_name, platform, .. } => {
                one_of("platform", &platform, &PLATFORMS)?;
                (Some(contact), Arrival::AdClicked { ad_id, ad_name, platform })
            }
            Line::Started { workflow, contact, with, .. } => {
                let mut known = self.workflows.iter();
                let Some(found) = known.find(|one| *one.name() == workflow) else {
                    let names = self.workflows.iter().map(|one| one.name().as_str());
                    return Err(Misfit::new(format!("unknown workflow `{workflow}`"))
                        .near(&workflow, names));
                };
                let manual = found.plan().triggers.iter().find(|one| one.event == "manual");
                let Some(manual) = manual else {
                    let message = format!("workflow `{workflow}` has no `manual` trigger");
                    return Err(Misfit::new(message));
                };
                let with = whole_body("with", lines(manual, "with"), with)?;
                (Some(contact), Arrival::Started { workflow, with })
            }
            Line::SendResult { contact, accepted, reason, .. } => {
                (Some(contact), Arrival::SendResult { accepted, reason })
            }
            Line::HttpResult { contact, status, .. } => {
                if let Some(status) = status.filter(|status| !(100..=599).contains(status)) {
                    let message = format!("`status` is {status}, expected 100 to 599");
                    return Err(Misfit::new(message));
                }
                (Some(contact), Arrival::Answer { from: "http" })
            }
            Line::AiTurn { contact, says, outcome, .. } => {
                outcome.iter().try_for_each(|word| one_of("outcome", word, &ENDS))?;
                if says.is_none() && outcome.is_none() {
                    return Err(Misfit::new(
                        "an assistant's turn `says` something or has an `outcome`",
                    ));
                }
                (Some(contact), Arrival::Answer { from: "ai" })
            }
            Line::SheetResult { contact, .. } => (Some(contact), Arrival::Answer { from: "sheet" }),
            Line::Time { .. } => (None, Arrival::Time),
        };
        let known = match &who {
            Some(Who::Card(card)) => self.card(card)?,
            Some(Who::Id(_)) | None => Vec::new(),
        };
        let contact = who.map(|who| who.id().clone());
        if contact.as_ref().is_some_and(Name::is_empty) {
            return Err(Misfit::new("the contact's id is empty"));
        }
        Ok(Incoming { id, at, contact, known, arrival })
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
        if known.is_empty() || known.iter().any(|one| fold(one) == fold(category)) {
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
        let all = self.workflows.iter().flat_map(|workflow| &workflow.plan().triggers);
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

fn one_of(key: &str, word: &Name, known: &[&str]) -> Result<(), Misfit> {
    if known.contains(&word.as_str()) {
        return Ok(());
    }
    let all: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    let message = format!("`{key}` is `{word}`, expected one of {}", all.join(", "));
    Err(Misfit::new(message).near(word, known.iter().copied()))
}
