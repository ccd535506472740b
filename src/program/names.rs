//! What the program declares, by name.

use std::collections::BTreeMap;

use crate::base::{Location, Map, Name, Ty, Type, nearest};
use crate::vocabulary::Sort;

/// A declared thing as others see it.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// Where it is declared.
    pub(crate) location: Location,
    /// For fields: the type.
    pub(crate) ty: Type,
    /// For templates: how many gaps their text has.
    pub(crate) gaps: usize,
    /// For templates: their channel.
    pub(crate) channel: Option<Name>,
}

/// Every declared name, by kind. Looking one up does not depend on how many there are.
#[derive(Debug, Default)]
pub(crate) struct Names {
    by_name: Map<(Sort, Name), Known>,
    in_order: BTreeMap<Sort, Vec<Name>>,
    labels: Map<Name, Name>,
    asked: Map<(&'static str, Name), Vec<(Name, Ty)>>,
    opening: Map<Name, ()>,
}

impl Names {
    /// Takes in a name; gives the place of an earlier one of the same kind.
    pub(crate) fn declare(&mut self, sort: Sort, name: &Name, known: Known) -> Option<Location> {
        let key = (sort, name.clone());
        if let Some(earlier) = self.by_name.get(&key) {
            return Some(earlier.location);
        }
        self.in_order.entry(sort).or_default().push(name.clone());
        self.by_name.insert(key, known);
        None
    }

    /// A declared thing.
    pub(crate) fn get(&self, sort: Sort, name: &Name) -> Option<&Known> {
        self.by_name.get(&(sort, name.clone()))
    }

    /// The names of a kind, in declared order.
    pub(crate) fn all(&self, sort: Sort) -> impl Iterator<Item = &Name> {
        self.in_order.get(&sort).into_iter().flatten()
    }

    /// Whether anything of a kind is declared.
    pub(crate) fn has(&self, sort: Sort) -> bool {
        self.in_order.contains_key(&sort)
    }

    /// Takes in that hours always have a next opening.
    pub(crate) fn open_again(&mut self, hours: &Name) {
        self.opening.insert(hours.clone(), ());
    }

    /// Whether hours always have a next opening.
    pub(crate) fn opens_again(&self, hours: &Name) -> bool {
        self.opening.contains_key(hours)
    }

    /// Takes in a label of a workflow.
    pub(crate) fn label(&mut self, label: &Name, workflow: &Name) {
        self.labels.entry(label.clone()).or_insert_with(|| workflow.clone());
    }

    /// A workflow that has a label.
    pub(crate) fn workflow_of_label(&self, label: &Name) -> Option<&Name> {
        self.labels.get(label)
    }

    /// Takes in the lines that a trigger asks for. `name` is the trigger's own, or that of its
    /// workflow.
    pub(crate) fn ask(&mut self, event: &'static str, name: &Name, lines: Vec<(Name, Ty)>) {
        self.asked.entry((event, name.clone())).or_default().extend(lines);
    }

    /// The lines that a trigger asks for; none where there is no such trigger.
    pub(crate) fn asked(&self, event: &'static str, name: &Name) -> Option<&[(Name, Ty)]> {
        self.asked.get(&(event, name.clone())).map(Vec::as_slice)
    }

    /// The declared name that a mistyped one was most likely meant to be.
    pub(crate) fn nearest(&self, sort: Sort, word: &str) -> Option<&str> {
        nearest(word, self.all(sort).map(Name::as_str))
    }
}
