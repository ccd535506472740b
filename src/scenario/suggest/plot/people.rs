//! Agents: who is there, and who is not.

use super::Plot;
use crate::base::{Name, Type};
use crate::lint::candidates;
use crate::program::{ArgValue, Declared, Step};
use crate::solve::Values;
use crate::vocabulary::Sort;

impl Plot<'_, '_> {
    /// Somebody takes the contact at a step.
    pub(super) fn take_over(&mut self, step: &Step) {
        self.name_owner(step);
        let Some(first) = self.candidates(step).into_iter().next() else { return };
        if step.line.setting("only").is_some() {
            self.script.before(format!("given agent {first} online"));
        }
        if step.line.setting("accept").is_some() {
            self.script.happens(format!("when agent {first} accepts"));
        }
    }

    /// Nobody takes the contact at a step; and an assistant says something before it is silent.
    pub(super) fn keep_silent(&mut self, step: &Step) {
        let line = &step.line;
        if line.arg("objective").is_some() {
            self.script.before("given ai says \"How can I help?\"".to_owned());
        }
        let is_assignment = line.arg("to").is_some();
        if !is_assignment || line.setting("accept").is_some() {
            return;
        }
        self.name_owner(step);
        let program = self.stage.program;
        let below = line.setting("below").and_then(|line| line.arg("count"));
        let only = line.setting("only").is_some();
        for agent in candidates(program, step) {
            let limit = agent.line.setting("limit").and_then(|line| line.arg("count"));
            let name = &agent.name;
            match below.or(limit) {
                _ if only => {}
                Some(ArgValue::Count(count)) => {
                    self.script.before(format!("given agent {name} owns {count}"));
                }
                _ => {}
            }
        }
    }

    /// Says whom the field names in which a step looks for the owner.
    fn name_owner(&mut self, step: &Step) {
        let Some(ArgValue::Place(place, ty)) = step.line.arg("field") else { return };
        if let Some(owner) = self.named(ty, &Values::all()) {
            self.script.field(&place.name, owner);
        }
    }

    /// An agent or a team that is among wanted ones.
    pub(super) fn named(&self, ty: &Type, values: &Values) -> Option<String> {
        let sort = if *ty == Type::Team { Sort::Team } else { Sort::Agent };
        let is_wanted =
            |one: &&Declared| !values.held.and(&crate::solve::Held::only(&one.name)).is_empty();
        let mut all = self.stage.program.workspace.all(sort);
        all.find(is_wanted).map(|one| one.name.to_string())
    }

    /// Whom a step can make the owner, the first in turn first.
    fn candidates(&self, step: &Step) -> Vec<Name> {
        let all = candidates(self.stage.program, step).into_iter();
        all.map(|agent| agent.name.clone()).collect()
    }
}
