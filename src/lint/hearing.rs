//! The triggers of a program that hear of changes, kept by what they hear of: of many, few are asked
//! about each change.

use super::changes::Change;
use crate::base::Map;
use crate::program::{ArgValue, Trigger};
use crate::vocabulary::Hears;

/// Triggers, each with the workflow `W` that it starts.
pub(super) struct Hearing<'p, W> {
    kept: Map<Heard<'p>, Vec<(W, &'p Trigger)>>,
}

/// What a trigger hears of.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Heard<'p> {
    Tags,
    /// The contact's place of a name.
    Place(&'p str),
    Opening,
    Closing,
}

impl<'p, W: Copy> Hearing<'p, W> {
    /// Those of some workflows, in order.
    pub(super) fn of(triggers: impl IntoIterator<Item = (W, &'p Trigger)>) -> Self {
        let mut hearing = Self { kept: Map::default() };
        for (workflow, trigger) in triggers {
            match trigger.decl.hears {
                Hears::Nothing => {}
                Hears::Opening => hearing.keep(Heard::Opening, workflow, trigger),
                Hears::Closing => hearing.keep(Heard::Closing, workflow, trigger),
                Hears::Tagging => hearing.keep(Heard::Tags, workflow, trigger),
                Hears::Storing("") => {
                    let places = trigger.line.args.iter().filter_map(|arg| {
                        let ArgValue::Place(place, _) = &arg.value else { return None };
                        Some(place.name.as_str())
                    });
                    places.for_each(|name| hearing.keep(Heard::Place(name), workflow, trigger));
                }
                Hears::Storing(name) => hearing.keep(Heard::Place(name), workflow, trigger),
            }
        }
        hearing
    }

    /// Those that may hear of a change, in order.
    pub(super) fn may_hear(&self, change: &Change<'p>) -> &[(W, &'p Trigger)] {
        let heard = match change {
            Change::Tag(..) => Heard::Tags,
            Change::Store(place, _) => Heard::Place(&place.name),
            Change::Open => Heard::Opening,
            Change::Close(_) => Heard::Closing,
        };
        self.kept.get(&heard).map(Vec::as_slice).unwrap_or_default()
    }

    fn keep(&mut self, heard: Heard<'p>, workflow: W, trigger: &'p Trigger) {
        self.kept.entry(heard).or_default().push((workflow, trigger));
    }
}
