//! What begins a run.

use super::Plot;
use crate::base::{Name, Place, Root, Type, fold};
use crate::graph::{Going, Way};
use crate::plan::{expression, show_expression};
use crate::program::{ArgValue, Line, Trigger};
use crate::scenario::suggest::pattern::example;
use crate::scenario::suggest::wishes::{Wish, wishes};
use crate::scenario::written::{listed, quoted};
use crate::solve::{Held, Subject, Values};
use crate::vocabulary::Sort;

impl Plot<'_, '_> {
    /// The first trigger fires that can.
    pub(super) fn begin(&mut self, going: &Going<'_, '_>) -> Option<()> {
        if !matches!(going.edge.way, Way::Begin) {
            return None;
        }
        let event = Subject::Value(brought("event"));
        for trigger in &self.stage.graph.workflow().triggers {
            let named = self
                .brought
                .get(&event)
                .is_none_or(|values| !values.held.and(&Held::only(trigger.decl.event)).is_empty());
            if !named {
                continue;
            }
            let before = (self.turns.clone(), self.brought.clone(), self.said.clone());
            trigger.when.iter().for_each(|when| self.want_all(when));
            let script = self.script.clone();
            if let Some(event) = self.event(trigger) {
                self.become_case(0);
                self.later_hours();
                self.clock()?;
                self.script.happens(event);
                return Some(());
            }
            (self.turns, self.brought, self.said) = before;
            self.script = script;
        }
        None
    }

    fn want_all(&mut self, when: &crate::program::Expr) {
        for wish in wishes(self.stage, when, true) {
            match wish {
                Wish::Hours(hours, open) => self.hours.push((hours, open)),
                Wish::Value(subject, values) => self.want(&[], 0, &subject, &values),
            }
        }
    }

    /// The line that fires a trigger; none where no line can.
    fn event(&mut self, trigger: &Trigger) -> Option<String> {
        let line = &trigger.line;
        let agent = || self.named(&Type::Agent, &Values::all());
        Some(match trigger.decl.event {
            "conversation_opened" => {
                allows(line, "source", "contact").then_some(())?;
                let channels = names(line, "channel");
                let channel = self.channel(channels.as_deref());
                let on = channel.map(|channel| format!(" on {channel}")).unwrap_or_default();
                format!("when conversation opened{on}")
            }
            "conversation_closed" => {
                allows(line, "source", "user").then_some(())?;
                let by = agent().map(|agent| format!(" by {agent}")).unwrap_or_default();
                let category = match names(line, "category") {
                    Some(categories) => categories.first().cloned(),
                    None => self.brought_text("category"),
                };
                let category = category.map(|note| format!(" category {}", quoted(&note)));
                self.script.given("given conversation open".to_owned());
                format!("when conversation closed{by}{}", category.unwrap_or_default())
            }
            "contact_tag_updated" => self.tagging(line)?,
            "contact_field_updated" => self.storing(line)?,
            "lifecycle_updated" => {
                let from = line.setting("from").and_then(|line| line.args.first()?.value.called());
                if let Some(from) = from {
                    self.script.field(&Name::new_static("lifecycle"), quoted(from));
                }
                let to = match line.setting("to").and_then(|line| line.args.first()?.value.called())
                {
                    Some(to) => quoted(to),
                    None => self.brought_value("to", &self.type_of("lifecycle"))?,
                };
                format!("when field lifecycle becomes {to}")
            }
            "message_received" => self.message(line)?,
            "shortcut" => {
                let title = line.arg("title")?.called()?;
                let agent = agent()?;
                self.script.given("given conversation open".to_owned());
                let form = self.typed(trigger);
                let form = if form == "()" { String::new() } else { format!(" {form}") };
                format!("when shortcut {} by {agent}{form}", quoted(title))
            }
            "webhook" => {
                let name = line.arg("name")?.called()?;
                format!("when webhook {name} posted {}", self.typed(trigger))
            }
            "ad_clicked" => {
                let ad = match names(line, "ads") {
                    Some(ads) => match self.brought_text("ad_name") {
                        Some(wanted) => ads.into_iter().find(|ad| fold(ad) == wanted.as_str())?,
                        None => ads.first()?.clone(),
                    },
                    None => self.brought_text("ad_name").unwrap_or(Name::new_static("Spring")),
                };
                format!("when ad {} clicked", quoted(&ad))
            }
            "manual" => format!("when started with {}", self.typed(trigger)),
            _ => return None,
        })
    }

    fn tagging(&mut self, line: &Line) -> Option<String> {
        let wanted = self.brought_text("tag");
        let of = |word: &str| {
            let tags = names(line, word)?;
            let is_wanted = |tag: &&Name| wanted.as_ref().is_none_or(|wanted| *wanted == **tag);
            tags.iter().find(is_wanted).cloned()
        };
        if let Some(tag) = of("added") {
            return Some(format!("when tag {tag} added"));
        }
        if let Some(tag) = of("removed") {
            self.script.given(format!("given tag {tag}"));
            return Some(format!("when tag {tag} removed"));
        }
        if names(line, "added").is_some() || names(line, "removed").is_some() {
            return None;
        }
        let declared = self.stage.program.workspace.all(Sort::Tag).next();
        let tag = wanted.or_else(|| declared.map(|tag| tag.name.clone()))?;
        Some(format!("when tag {tag} added"))
    }

    fn storing(&mut self, line: &Line) -> Option<String> {
        let ArgValue::Place(place, ty) = line.arg("field")? else { return None };
        let written = |word: &str| {
            let value = &line.setting(word)?.args.first()?.value;
            if let ArgValue::Expr(expr) = value {
                return Some(show_expression(&expression(expr)));
            }
            value.called().map(|text| quoted(text))
        };
        if let Some(from) = written("from") {
            self.script.field(&place.name, from);
        }
        let field = Place { of: Root::Contact, ..place.clone() };
        let held = self.turns.first().and_then(|case| case.get(&Subject::Value(field))).cloned();
        let to = written("to").or_else(|| match held {
            // The event itself brings about what the contact has to hold.
            Some(values) if !values.unset => self.written(ty, &values),
            _ => self.brought_value("to", ty),
        })?;
        Some(format!("when field {} becomes {to}", place.name))
    }

    fn message(&mut self, line: &Line) -> Option<String> {
        let kind = Place { of: Root::Message, name: Name::new_static("kind"), which: None };
        let kind = self.turns.first().and_then(|case| case.get(&Subject::Value(kind)));
        if let Some(values) = kind
            && values.held.and(&Held::only("text")).is_empty()
        {
            return Some("when contact sends image".to_owned());
        }
        let channels = names(line, "channel");
        if let Some(channel) = self.channel(channels.as_deref()) {
            self.script.given(format!("given conversation open on {channel}"));
        }
        let contains = names(line, "contains");
        let part = contains.as_ref().and_then(|texts| texts.first()).map(Name::to_string);
        let pattern = line.setting("matches").and_then(|line| line.args.first()?.value.called());
        let text = part.or_else(|| pattern.and_then(|pattern| example(pattern)));
        Some(format!("when contact says {}", self.text(text.as_deref().unwrap_or("hello"))))
    }

    /// The lines that a trigger asks for, with values for those that have to be there.
    fn typed(&self, trigger: &Trigger) -> String {
        let line = trigger.line.settings.iter().find(|line| line.word == trigger.decl.brings_lines);
        let mut entries = Vec::new();
        for typed in line.into_iter().flat_map(|line| &line.typed) {
            let wanted = self.brought.get(&Subject::Value(brought(&typed.name)));
            let values = match wanted {
                Some(values) => values.clone(),
                None if typed.ty.maybe => continue,
                None => Values::set(Held::all()),
            };
            let is_left_out = typed.ty.maybe && values.unset;
            if let Some(value) = self.written(&typed.ty.base, &values).filter(|_| !is_left_out) {
                entries.push((typed.name.clone(), value));
            }
        }
        listed(&entries)
    }

    fn brought_value(&self, name: &str, ty: &Type) -> Option<String> {
        let wanted = self.brought.get(&Subject::Value(brought(name)));
        self.written(ty, wanted.unwrap_or(&Values::set(Held::all())))
    }

    fn brought_text(&self, name: &str) -> Option<Name> {
        let wanted = self.brought.get(&Subject::Value(brought(name)))?;
        if let Held::Among(texts) = &wanted.held { texts.iter().next().cloned() } else { None }
    }
}

/// What a trigger brings, as a place.
fn brought(name: &str) -> Place {
    Place { of: Root::Trigger, name: name.into(), which: None }
}

/// Whether a setting that lists words is not there, or lists this one.
fn allows(line: &Line, setting: &str, word: &str) -> bool {
    names(line, setting).is_none_or(|words| words.iter().any(|one| one == word))
}

/// The names or texts that a setting lists; none where it is not there.
fn names(line: &Line, setting: &str) -> Option<Vec<Name>> {
    let line = line.setting(setting)?;
    let mut found = Vec::new();
    for arg in &line.args {
        if let ArgValue::Names(names) | ArgValue::Texts(names) = &arg.value {
            found.extend(names.iter().map(|(name, _)| name.clone()));
        }
        found.extend(arg.value.called().cloned());
    }
    Some(found)
}
