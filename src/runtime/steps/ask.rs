//! `ask`: a question, and the answer.

use std::sync::Arc;

use super::read::{Misread, Reading, place};
use super::{Acted, Exit, Goto};
use crate::base::{Duration, Name, Place, Value, same_folded};
use crate::plan::{Arg, Expr};
use crate::runtime::answers::{Answered, Kind};
use crate::runtime::turn::Walk;
use crate::runtime::{Answer, Message, Meter, Outgoing, Report, Traced, Wait, WaitFor};

/// `retries` of a question that says nothing of it.
const RETRIES: u32 = 2;

/// `ask`.
#[derive(Clone, Debug)]
pub(in crate::runtime) struct Ask {
    text: Expr,
    kind: Kind,
    place: Option<Place>,
    options: Arc<[Name]>,
    /// Where each option leads.
    exits: Vec<Goto>,
    min: Option<Expr>,
    max: Option<Expr>,
    formats: Vec<Name>,
    retries: u32,
    again: Option<Expr>,
    via: Option<Name>,
    invalid: Exit,
    pub(super) timeout: Exit,
    after: Duration,
    failed: Exit,
    next: Goto,
}

impl Ask {
    pub(super) fn read(step: &Reading<'_>) -> Result<Self, Misread> {
        let (timeout, after) = step.timed("timeout")?;
        let kind = step.name("type").as_deref().and_then(Kind::named);
        let options = step.exits.iter().filter(|(outcome, _)| outcome.name == "option");
        let options = options.filter_map(|(outcome, to)| match &outcome.with {
            Some(Arg::Text(text)) => Some((text.clone(), *to)),
            _ => None,
        });
        let (options, exits): (Vec<_>, _) = options.unzip();
        let again = step
            .setting("retries")
            .and_then(|line| super::read::arg_of(line, "text").and_then(super::read::expr));
        let retries = step.count_of("retries").and_then(|count| u32::try_from(count).ok());
        Ok(Self {
            text: step.expr("text")?,
            kind: kind.ok_or_else(|| step.misread("asks for an unknown type"))?,
            place: place(step.arg("place")),
            options: options.into(),
            exits,
            min: step.expr_of("min"),
            max: step.expr_of("max"),
            formats: step.names_of("formats"),
            retries: retries.unwrap_or(RETRIES),
            again,
            via: step.name_of("via"),
            invalid: step.exit("invalid"),
            timeout,
            after,
            failed: step.exit("failed"),
            next: step.next,
        })
    }

    pub(super) fn run(&self, walk: &mut Walk<'_>, meter: &mut Meter) -> Acted {
        let Some(channel) = self.channel(walk) else {
            let why = Name::new_static("the contact has no channel to ask on");
            return Acted::Takes(self.failed, Some(why));
        };
        let text = walk.scope().text(meter, &self.text);
        let key = self.put(walk, channel, text);
        let due = walk.now.plus(self.after);
        Acted::Waits(walk.wait(key, WaitFor::Answer(0), Some(due)))
    }

    fn channel(&self, walk: &Walk<'_>) -> Option<Name> {
        self.via.as_ref().or(walk.contact.conversation.channel.as_ref()).cloned()
    }

    fn put(&self, walk: &mut Walk<'_>, channel: Name, text: Name) -> crate::runtime::EffectKey {
        let options = (self.kind == Kind::Choice).then(|| match self.options.is_empty() {
            false => Arc::clone(&self.options),
            true => self.choices(walk).into(),
        });
        let options = options.filter(|options| !options.is_empty());
        let report = Report::Refusal;
        walk.say(Outgoing { text, channel, asks: true, options, report, ..Outgoing::default() })
    }

    /// The answers to choose from: the options, or those of the place.
    fn choices<'a>(&'a self, walk: &'a Walk<'_>) -> &'a [Name] {
        if !self.options.is_empty() {
            return &self.options;
        }
        let workspace = walk.view.workspace;
        match self.place.as_ref().map(|place| place.name.as_str()) {
            Some("lifecycle") => &workspace.plan().lifecycle,
            Some(field) => workspace.field(field).map_or(&[], |one| &one.options),
            None => &[],
        }
    }

    pub(super) fn answered(
        &self,
        walk: &mut Walk<'_>,
        meter: &mut Meter,
        wait: &Wait,
        answer: &Answer,
    ) -> Option<Acted> {
        let WaitFor::Answer(tries) = wait.what else { return None };
        if let Answer::Refused(why) = answer {
            return Some(Acted::Takes(self.failed, Some(why.clone())));
        }
        let Answer::Said(message) = answer else { return None };
        walk.run.message = Some(Arc::clone(message));
        Some(match self.value(walk, meter, message) {
            Ok(value) => self.accept(walk, value),
            Err(why) => self.reject(walk, meter, wait, tries, why),
        })
    }

    /// The answer as a value; or what was expected instead.
    fn value(&self, walk: &Walk<'_>, meter: &mut Meter, message: &Message) -> Answered {
        let text = match (message.kind.as_str(), &message.text) {
            ("text", Some(text)) => text.as_str(),
            ("location", text) if self.kind == Kind::Location => {
                return Ok(Value::Text(text.clone().unwrap_or_default()));
            }
            (kind, _) => {
                let article = if kind.starts_with(['a', 'i']) { "an" } else { "a" };
                return Err(Name::from(format!("{article} {kind} is no answer")));
            }
        };
        let scope = walk.scope();
        let value = match self.kind {
            Kind::Choice => crate::runtime::answers::choice(self.choices(walk), text)?,
            Kind::Date => crate::runtime::answers::date(text, &self.formats, walk.today())?,
            Kind::Phone => {
                crate::runtime::answers::phone(text, walk.contact.country().map(Name::as_str))?
            }
            Kind::Text | Kind::Number | Kind::Email | Kind::Url | Kind::Rating | Kind::Location => {
                self.kind.plain(text)?
            }
        };
        for (bound, is_low) in [(&self.min, true), (&self.max, false)] {
            let bound = bound.as_ref().and_then(|bound| scope.value(meter, bound));
            let order = bound.as_ref().and_then(|bound| scope.order(&value, bound));
            let beyond =
                order.is_some_and(|order| if is_low { order.is_lt() } else { order.is_gt() });
            if let Some(bound) = bound.filter(|_| beyond) {
                let bound = crate::runtime::render(walk.view.workspace, &bound);
                let word = if is_low { "at least" } else { "at most" };
                return Err(Name::from(format!("expected {word} {bound}")));
            }
        }
        Ok(value)
    }

    fn accept(&self, walk: &mut Walk<'_>, value: Value) -> Acted {
        let text = if let Value::Text(text) = &value { text.as_str() } else { "" };
        let mut options = self.options.iter().zip(&self.exits);
        let option = options.find(|(option, _)| same_folded(option, text));
        let to = option.map_or(self.next, |(_, to)| *to);
        walk.note(Traced::Answered { value: value.clone() });
        if let Some(place) = &self.place
            && let Err(why) = walk.store(place, Some(value))
        {
            walk.note(Traced::NotStored { why: why.into() });
        }
        Acted::Goes(to)
    }

    fn reject(
        &self,
        walk: &mut Walk<'_>,
        meter: &mut Meter,
        wait: &Wait,
        tries: u32,
        why: Name,
    ) -> Acted {
        walk.note(Traced::Misfit { why: why.clone() });
        let channel = self.channel(walk).filter(|_| tries < self.retries);
        let Some(channel) = channel else { return Acted::Takes(self.invalid, Some(why)) };
        let text = walk.scope().text(meter, self.again.as_ref().unwrap_or(&self.text));
        let key = self.put(walk, channel, text);
        let due = walk.now.plus(self.after);
        Acted::Waits(Wait { key, what: WaitFor::Answer(tries + 1), due: Some(due), ..wait.clone() })
    }
}
