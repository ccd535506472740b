//! How the world is when a turn begins.

use jiff::civil::{DateTime, Time};

use super::Plot;
use crate::base::{Choices, Name, Place, Root, Type, Value, fold};
use crate::program::{ArgValue, Declared};
use crate::runtime::{instant, is_open};
use crate::scenario::play::BEGINNING;
use crate::scenario::written::quoted;
use crate::solve::{Case, Held, Ranges, Subject, Values, day_number};
use crate::vocabulary::Sort;

/// Days that are looked through for a moment at which hours are as they should be.
const DAYS: i32 = 400;
/// Minutes between the moments that are looked at.
const APART: i16 = 30;

impl Plot<'_, '_> {
    /// Makes the world what it has to be when a turn begins.
    pub(super) fn become_case(&mut self, turn: usize) {
        let Some(case) = self.turns.get(turn).cloned() else { return };
        let begins = turn == 0;
        for (subject, values) in case.iter() {
            match subject {
                Subject::Has(place, item) => self.tag(place, item, values),
                Subject::Value(place) => match place.of {
                    // What may have no value has none as long as nobody gives it one.
                    _ if values.unset && (begins || values.held.is_empty()) => {}
                    Root::Contact => self.field(place, values, begins),
                    Root::Assignee => self.owner(place, values),
                    Root::Conversation => self.conversation(place, values),
                    Root::Hours if begins && is_opening(place) => {
                        let open = !values.held.and(&Held::only("true")).is_empty();
                        self.hours
                            .push((place.which.as_deref().cloned().unwrap_or_default(), open));
                    }
                    Root::Hours
                    | Root::Message
                    | Root::Trigger
                    | Root::Workspace
                    | Root::Now
                    | Root::Today
                    | Root::Secret
                    | Root::Var => {}
                },
            }
        }
    }

    fn tag(&mut self, place: &Place, item: &Name, values: &Values) {
        let is_there = *values == Values::set(Held::only("true"));
        if place.of != Root::Contact || !is_there {
            return;
        }
        let mut tags = self.stage.program.workspace.all(Sort::Tag);
        let tag = tags.find(|tag| fold(&tag.name) == item.as_str());
        let tag = tag.map_or(item, |tag| &tag.name);
        self.script.before(format!("given tag {tag}"));
    }

    fn field(&mut self, place: &Place, values: &Values, begins: bool) {
        // A name is made of two others, and a moment is nobody's to give.
        let name =
            if place.name == "name" { Name::new_static("first_name") } else { place.name.clone() };
        if matches!(name.as_str(), "id" | "created_at" | "tags") {
            return;
        }
        let Some(value) = self.written(&self.type_of(&name), values) else { return };
        if begins {
            self.script.field(&name, value);
        } else {
            self.script.before(format!("given contact ({name}: {value})"));
        }
    }

    /// The type of a field of the contact.
    pub(super) fn type_of(&self, field: &str) -> Type {
        let workspace = &self.stage.program.workspace;
        if let Some(declared) = workspace.find(Sort::Field, field) {
            return declared.ty.clone();
        }
        match field {
            "email" => Type::Email,
            "phone" => Type::Phone,
            "lifecycle" => {
                let stages = workspace.all(Sort::Lifecycle).map(|stage| stage.name.clone());
                let of = Name::new_static("contact.lifecycle");
                Type::Choice(Choices { of, options: stages.collect() }.into())
            }
            _ => Type::Text,
        }
    }

    fn owner(&mut self, place: &Place, values: &Values) {
        let wanted = if place.name == "id" { values.clone() } else { Values::all() };
        let Some(owner) = self.named(&Type::Agent, &wanted) else { return };
        self.script.before(format!("given owner {owner}"));
        if place.name == "status"
            && let Held::Among(texts) = &values.held
            && let Some(status) = texts.iter().next()
        {
            self.script.before(format!("given agent {owner} {status}"));
        }
    }

    fn conversation(&mut self, place: &Place, values: &Values) {
        let may_be = |text: &str| !values.held.and(&Held::only(text)).is_empty();
        match place.name.as_str() {
            "status" if !may_be("closed") => {
                self.script.before("given conversation open".to_owned())
            }
            "status" if !may_be("open") => {
                self.script.before("given conversation closed".to_owned())
            }
            "first_time" if !may_be("true") => {
                self.script.before("given conversation closed".to_owned());
            }
            _ => {}
        }
    }

    /// The channel that the conversation has to be on, if that matters.
    pub(super) fn channel(&self, allowed: Option<&[Name]>) -> Option<Name> {
        let of = |name| Place { of: Root::Conversation, name: Name::new_static(name), which: None };
        let first = self.turns.first();
        let known = |name| first.and_then(|case| case.get(&Subject::Value(of(name))));
        let (named, kinds) = (known("channel"), known("channel_kind"));
        if allowed.is_none() && named.is_none() && kinds.is_none() {
            return None;
        }
        let is_among = |values: Option<&Values>, text: &str| {
            values.is_none_or(|values| !values.held.and(&Held::only(text)).is_empty())
        };
        let kind = |channel: &Declared| match channel.line.arg("kind") {
            Some(ArgValue::Name(kind)) => kind.clone(),
            _ => Name::default(),
        };
        let mut channels = self.stage.program.workspace.all(Sort::Channel);
        let channel = channels.find(|channel| {
            allowed.is_none_or(|allowed| allowed.contains(&channel.name))
                && is_among(named, &channel.name)
                && is_among(kinds, &kind(channel))
        });
        channel.map(|channel| channel.name.clone())
    }

    /// Takes in the hours that later turns ask for: answers take no time, so that all of it is one
    /// moment, unless there is none for all of them.
    pub(super) fn later_hours(&mut self) {
        let later = self.turns.iter().skip(1).flat_map(Case::iter);
        let asked = later.filter_map(|(subject, values)| match subject {
            Subject::Value(place) if is_opening(place) => {
                let open = !values.held.and(&Held::only("true")).is_empty();
                Some((place.which.as_deref().cloned().unwrap_or_default(), open))
            }
            Subject::Value(_) | Subject::Has(..) => None,
        });
        let mut all = self.hours.clone();
        all.extend(asked);
        let contradicts = all.iter().any(|(name, open)| all.contains(&(name.clone(), !open)));
        if !contradicts {
            self.hours = all;
        }
    }

    /// Sets the clock, if it matters when the run begins. None where there is no such moment.
    pub(super) fn clock(&mut self) -> Option<()> {
        let today = Place { of: Root::Today, name: Name::default(), which: None };
        let today = self.turns.first().and_then(|case| case.get(&Subject::Value(today))).cloned();
        if today.is_none() && self.hours.is_empty() {
            return Some(());
        }
        let moment = moments(today.as_ref()).find(|moment| self.fits(today.as_ref(), *moment))?;
        self.begins = moment;
        if moment != BEGINNING {
            self.script.given(format!("at {}", moment.strftime("%Y-%m-%dT%H:%M")));
        }
        Some(())
    }

    fn fits(&self, today: Option<&Values>, moment: DateTime) -> bool {
        let workspace = self.stage.workspace;
        let is_day = |values: &Values| {
            let day = Held::Numbers(Ranges::only(day_number(moment.date())));
            !values.held.and(&day).is_empty()
        };
        let is_so = |(name, open): &(Name, bool)| {
            let hours = workspace.hours(name);
            let at = instant(workspace.zone(), moment);
            hours.zip(at).is_some_and(|((hours, zone), at)| is_open(hours, zone, at) == *open)
        };
        today.is_none_or(is_day) && self.hours.iter().all(is_so)
    }

    /// What a message should say.
    pub(super) fn text(&self, otherwise: &str) -> String {
        match self.said.as_ref().and_then(|said| said.one_of(&Type::Text)) {
            Some(Value::Text(said)) => quoted(&said),
            _ => quoted(otherwise),
        }
    }
}

/// Whether a place is whether hours are open.
fn is_opening(place: &Place) -> bool {
    place.of == Root::Hours && place.name == "is_open"
}

/// Moments to look at, beginning with the one at which scenarios begin; on the days that are wanted,
/// where only few are.
fn moments(today: Option<&Values>) -> impl Iterator<Item = DateTime> {
    let wanted = match today.and_then(|today| today.one_of(&Type::Date)) {
        Some(Value::Date(day)) => Some(day),
        _ => None,
    };
    let days =
        (0..DAYS).filter_map(|day| BEGINNING.date().checked_add(jiff::Span::new().days(day)).ok());
    let days = days.chain(wanted);
    let first = std::iter::once(BEGINNING);
    first.chain(days.flat_map(|day| {
        let minutes = (0..24 * 60).step_by(APART.unsigned_abs().into());
        minutes.filter_map(move |minute: i16| {
            let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
            Some(day.to_datetime(Time::new(hour, minute, 0, 0).ok()?))
        })
    }))
}
