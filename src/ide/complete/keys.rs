//! The names in a record, by what it is for.

use super::declared::Declared;
use super::expression::Inner;
use super::forms::Fit;
use super::lexer::{Sign, Token};
use super::offers::Offers;
use super::{Insert, Item, ItemKind};
use crate::base::{Name, Ty};
use crate::ide::values::collected;
use crate::ide::{Meaning, Within};
use crate::program::{Trigger, Workflow};
use crate::vocabulary::{Core, Keys, Kind};

/// The operands that stand before one.
pub(super) struct Given<'a, 't> {
    /// What was read.
    pub(super) fit: &'a Fit,
    /// The tokens it was read from.
    pub(super) tokens: &'a [Token<'t>],
}

impl Given<'_, '_> {
    /// The words of the operand of a name.
    pub(super) fn words(&self, name: &str) -> Option<Vec<Name>> {
        let mut bound =
            self.fit.bound.iter().filter(|(one, _)| !matches!(one.kind, Kind::Implied(_)));
        let (_, range) = bound.find(|(one, _)| one.name == name)?;
        let tokens = self.tokens.get(range.clone())?;
        let words = tokens.iter().filter(|one| matches!(one.sign, Sign::Word | Sign::Text));
        Some(words.map(|one| Name::from(one.text.trim_matches('"'))).collect())
    }
}

impl Offers<'_> {
    /// What may stand in a record of named values.
    pub(super) fn record(&mut self, keys: Keys, own: &[Token<'_>], given: &Given<'_, '_>) {
        let known = self.keys(keys, given);
        let Some(inner) = Inner::of(own) else {
            return self.new_record(&known);
        };
        // What is in further brackets is an expression like any other.
        if inner.at > 0 {
            return self.expression(own.get(1..).unwrap_or_default(), None);
        }
        match inner.item {
            [] => {
                let said = |name: &Name| {
                    let mut all = own.iter();
                    all.any(|one| one.text.trim_matches('"') == name.as_str())
                };
                for (name, ty) in known.iter().filter(|(name, _)| !said(name)) {
                    self.key(name, ty);
                }
            }
            [key, colon, value @ ..] if colon.is(":") => {
                let key = key.text.trim_matches('"');
                let ty = known.iter().find(|(name, _)| name == key).map(|(_, ty)| &ty.base);
                self.expression(value, ty);
            }
            _ => {}
        }
    }

    fn key(&mut self, name: &Name, ty: &Ty) {
        let plain = name.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '_');
        let key = if plain { name.to_string() } else { format!("\"{name}\"") };
        self.put(Item {
            label: name.to_string(),
            kind: ItemKind::Key,
            detail: ty.to_string(),
            documentation: String::new(),
            insert: Insert::Plain(format!("{key}: ")),
            rank: 0,
            again: true,
        });
    }

    fn new_record(&mut self, known: &[(Name, Ty)]) {
        let label = "(…)".to_owned();
        let detail = match known {
            [] => "(NAME: VALUE, …)".to_owned(),
            known => {
                let all: Vec<String> =
                    known.iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
                format!("({})", all.join(", "))
            }
        };
        self.put(Item {
            label,
            kind: ItemKind::Value,
            detail,
            documentation: "Named values.".to_owned(),
            insert: Insert::Snippet("($1)".to_owned()),
            rank: 0,
            again: true,
        });
    }

    /// The names that a record may have, with their types.
    fn keys(&self, keys: Keys, given: &Given<'_, '_>) -> Vec<(Name, Ty)> {
        match keys {
            Keys::OfContact => {
                let members = self.around.members(&["contact"]);
                members
                    .into_iter()
                    .filter(|one| one.writable)
                    .map(|one| (one.name, one.ty))
                    .collect()
            }
            Keys::Collected => {
                let places = self.around.workflow.map(collected).unwrap_or_default();
                let named = places.into_iter();
                named.map(|(place, ty)| (place.name.clone(), Ty::maybe(ty.clone()))).collect()
            }
            Keys::Asked { event, by } => {
                let name = by.and_then(|by| given.words(by));
                let name = name.as_ref().and_then(|words| words.first());
                let own = self.around.workflow.map_or(&[][..], |one| one.triggers.as_slice());
                let triggers: Vec<&Trigger> = match by {
                    Some(_) => self.around.triggers(event, name.map(Name::as_str)),
                    None => own.iter().filter(|one| one.decl.event == event).collect(),
                };
                asked(&triggers)
            }
            Keys::Free => {
                let by_hand = self.started().map_or(&[][..], |one| one.triggers.as_slice());
                asked(&by_hand.iter().filter(|one| one.decl.by_hand).collect::<Vec<_>>())
            }
        }
    }

    /// The workflow that is started by the step around the cursor.
    pub(super) fn started(&self) -> Option<&Workflow> {
        let Within::Step(step) = self.around.standing.frame().within else { return None };
        if step.core != Core::Start {
            return None;
        }
        let owner: Declared = self.around.standing.owner()?;
        let Meaning::Step(_) = owner.meaning else { return None };
        let name = self.around.standing.frame().head.get(owner.skip)?;
        self.around.view.program.workflows.iter().find(|one| one.name == name.text)
    }
}

/// The lines by which triggers ask for values.
fn asked(triggers: &[&Trigger]) -> Vec<(Name, Ty)> {
    let mut found: Vec<(Name, Ty)> = Vec::new();
    for trigger in triggers {
        let lines =
            trigger.line.settings.iter().filter(|one| one.word == trigger.decl.brings_lines);
        for typed in lines.flat_map(|one| &one.typed) {
            if found.iter().all(|(name, _)| *name != typed.name) {
                found.push((typed.name.clone(), typed.ty.clone()));
            }
        }
    }
    found
}
