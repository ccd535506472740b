//! Single things that are said of something, and how they differ.

use serde::Serialize;

use super::model::Detail;
use super::pairs::Pairs;

/// One thing that is said: what it is about, as people read it, and to the letter.
#[derive(Clone, Debug)]
pub(super) struct Said {
    what: String,
    shown: String,
    exact: String,
    is_one_of_many: bool,
}

impl Said {
    /// A thing that is said once, or in an order.
    pub(super) fn new(
        what: impl Into<String>,
        shown: impl Into<String>,
        exact: &impl Serialize,
    ) -> Self {
        Self {
            what: what.into(),
            shown: shown.into(),
            exact: to_the_letter(exact),
            is_one_of_many: false,
        }
    }

    /// One thing of several of its kind, which comes and goes and never turns into another.
    pub(super) fn of_many(what: &str, shown: impl Into<String>, exact: &impl Serialize) -> Self {
        Self { is_one_of_many: true, ..Self::new(what, shown, exact) }
    }

    /// What it says, to the letter.
    pub(super) fn exact(&self) -> (&str, &str) {
        (&self.what, &self.exact)
    }

    /// As people read it.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }
}

/// A thing in the form that plans are known by: two that differ in it are told apart.
pub(super) fn to_the_letter(thing: &impl Serialize) -> String {
    let text = serde_json::to_string(thing).unwrap_or_default();
    debug_assert!(!text.is_empty(), "a plan that JSON cannot say");
    text
}

/// What differs between two lists of things that are said; also their order.
pub(super) fn differences(old: &[Said], new: &[Said]) -> Vec<Detail> {
    let mut pairs = Pairs::new(old.len(), new.len());
    pairs.join_by(|at| old.get(at).map(Said::exact), |at| new.get(at).map(Said::exact));
    let what = |said: &[Said], at: usize| {
        said.get(at).filter(|said| !said.is_one_of_many).map(|said| said.what.clone())
    };
    pairs.join_by(|at| what(old, at), |at| what(new, at));
    let mut details = Vec::new();
    for (before, after) in pairs.merged() {
        let before = before.and_then(|at| old.get(at));
        let after = after.and_then(|at| new.get(at));
        details.extend(difference(before, after));
    }
    details.extend(order(&pairs, old, new));
    details
}

/// The stretch of what is said on both sides that has another order.
fn order(pairs: &Pairs, old: &[Said], new: &[Said]) -> Option<Detail> {
    let before: Vec<usize> = (0..old.len()).filter(|at| pairs.newer(*at).is_some()).collect();
    let after: Vec<usize> = (0..new.len()).filter_map(|at| pairs.older(at)).collect();
    let mut both = before.iter().zip(&after);
    let first = both.clone().position(|(one, other)| one != other)?;
    let behind = both.rposition(|(one, other)| one != other)? + 1;
    let row = |places: &[usize], to_the_letter: bool| {
        let stretch = places.get(first..behind).unwrap_or_default();
        let said = stretch.iter().filter_map(|at| old.get(*at));
        let text = |one: &Said| if to_the_letter { one.exact.clone() } else { one.shown.clone() };
        said.map(text).collect::<Vec<_>>().join(", ")
    };
    let to_the_letter = row(&before, false) == row(&after, false);
    let (old, new) = (row(&before, to_the_letter), row(&after, to_the_letter));
    Some(Detail { what: "order".to_owned(), old: Some(old), new: Some(new) })
}

fn difference(old: Option<&Said>, new: Option<&Said>) -> Option<Detail> {
    let what = new.or(old)?.what.clone();
    let text = |said: &Said| said.shown.clone();
    let (before, after) = match (old, new) {
        (Some(old), Some(new)) if old.exact == new.exact => return None,
        // What reads the same is something else all the same: a tag and a team of one name.
        (Some(old), Some(new)) if old.shown == new.shown => {
            (Some(old.exact.clone()), Some(new.exact.clone()))
        }
        (old, new) => (old.map(text), new.map(text)),
    };
    Some(Detail { what, old: before, new: after })
}

#[cfg(test)]
mod tests {
    use super::{Said, differences};

    fn told(old: &[Said], new: &[Said]) -> Vec<String> {
        let tell = |one: crate::compare::Detail| {
            let side = |text: Option<String>| text.unwrap_or_default();
            format!("{}: {} -> {}", one.what, side(one.old), side(one.new))
        };
        differences(old, new).into_iter().map(tell).collect()
    }

    #[test]
    fn one_of_many_never_turns_into_another() {
        let many = |text: &str| Said::of_many("skill", text, &text);
        let found = told(&[many("fr"), many("de")], &[many("de"), many("es")]);
        assert_eq!(found, ["skill: fr -> ", "skill:  -> es"]);
        let found = told(&[many("fr"), many("de")], &[many("de"), many("fr")]);
        assert_eq!(found, ["order: fr, de -> de, fr"]);
        let one = |text: &str| Said::new("limit", text, &text);
        assert_eq!(told(&[one("1")], &[one("2")]), ["limit: 1 -> 2"]);
    }

    #[test]
    fn what_reads_the_same_is_told_to_the_letter() {
        let said = |exact: &str| Said::new("value", "vip", &exact);
        assert_eq!(told(&[said("tag")], &[said("team")]), ["value: \"tag\" -> \"team\""]);
    }
}
