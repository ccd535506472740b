//! The triggers of a program that hear of changes, kept by what they hear of: of many, few are asked
//! about each change.

use super::changes::{Change, fixed};
use crate::base::{Map, fold};
use crate::program::{ArgValue, Trigger};
use crate::vocabulary::Hears;

/// Triggers, each with the workflow `W` that it starts.
pub(super) struct Hearing<'p, W> {
    kept: Map<Heard<'p>, Vec<Listener<'p, W>>>,
    count: usize,
}

/// A trigger, with its ordinal among all that hear of anything.
struct Listener<'p, W> {
    ordinal: usize,
    workflow: W,
    trigger: &'p Trigger,
}

/// What a trigger hears of.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Heard<'p> {
    /// A tag, its name folded.
    Tag(String),
    AnyTag,
    /// The contact's place of a name.
    Place(&'p str),
    Opening,
    Closing,
}

impl<'p, W: Copy> Hearing<'p, W> {
    /// Those of some workflows, in order.
    pub(super) fn of(triggers: impl IntoIterator<Item = (W, &'p Trigger)>) -> Self {
        let mut hearing = Self { kept: Map::default(), count: 0 };
        for (workflow, trigger) in triggers {
            match trigger.decl.hears {
                Hears::Nothing => continue,
                Hears::Opening => hearing.keep(Heard::Opening, workflow, trigger),
                Hears::Closing => hearing.keep(Heard::Closing, workflow, trigger),
                Hears::Tagging => {
                    let tags = tags(trigger);
                    if tags.is_empty() {
                        hearing.keep(Heard::AnyTag, workflow, trigger);
                    }
                    tags.into_iter()
                        .for_each(|tag| hearing.keep(Heard::Tag(tag), workflow, trigger));
                }
                Hears::Storing("") => {
                    let places = trigger.line.args.iter().filter_map(|arg| {
                        let ArgValue::Place(place, _) = &arg.value else { return None };
                        Some(place.name.as_str())
                    });
                    places.for_each(|name| hearing.keep(Heard::Place(name), workflow, trigger));
                }
                Hears::Storing(name) => hearing.keep(Heard::Place(name), workflow, trigger),
            }
            hearing.count += 1;
        }
        hearing
    }

    /// Those that may hear of a change, in order.
    pub(super) fn may_hear(&self, change: &Change<'p>) -> impl Iterator<Item = (W, &'p Trigger)> {
        let (one, other) = match change {
            Change::Tag(tag, _) => {
                (self.of_one(&Heard::Tag(fold(tag))), self.of_one(&Heard::AnyTag))
            }
            Change::Store(place, _) => (self.of_one(&Heard::Place(&place.name)), &[] as &[_]),
            Change::Open => (self.of_one(&Heard::Opening), &[] as &[_]),
            Change::Close(_) => (self.of_one(&Heard::Closing), &[] as &[_]),
        };
        let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
        let next = std::iter::from_fn(move || match (one.peek(), other.peek()) {
            (Some(first), Some(second)) if second.ordinal < first.ordinal => other.next(),
            (Some(_), _) => one.next(),
            (None, _) => other.next(),
        });
        next.map(|listener| (listener.workflow, listener.trigger))
    }

    fn of_one(&self, heard: &Heard<'p>) -> &[Listener<'p, W>] {
        self.kept.get(heard).map(Vec::as_slice).unwrap_or_default()
    }

    fn keep(&mut self, heard: Heard<'p>, workflow: W, trigger: &'p Trigger) {
        let kept = self.kept.entry(heard).or_default();
        kept.push(Listener { ordinal: self.count, workflow, trigger });
    }
}

/// The tags that a trigger names, each once; none where it hears of any.
fn tags(trigger: &Trigger) -> Vec<String> {
    let lines = ["added", "removed"].into_iter().filter_map(|word| trigger.line.setting(word));
    let mut tags: Vec<String> = lines.flat_map(fixed).map(|tag| fold(tag)).collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}
