//! Where a step leads, before and after.

use std::collections::HashMap;

use super::model::{Way, WayChange};
use super::pairs::Pairs;
use super::said::to_the_letter;
use crate::base::Name;
use crate::plan::{ShownWay, StepKind, Target, show_ways};

/// What the ids of both sides mean to each other.
#[derive(Debug, Default)]
pub(super) struct Ids<'a> {
    /// The newer id of every older step that is still there.
    pub(super) newer: HashMap<&'a Name, &'a Name>,
    /// Where the run goes on behind the steps that are gone.
    pub(super) behind_gone: HashMap<&'a Name, &'a Target>,
    /// Where it goes on behind those that are new.
    pub(super) behind_new: HashMap<&'a Name, &'a Target>,
}

impl Ids<'_> {
    /// Whether two targets are one.
    fn are_one(&self, old: &Target, new: &Target) -> bool {
        match (old, new) {
            (Target::Step(old), Target::Step(new)) => {
                self.newer.get(old).map_or(old == new, |newer| *newer == new)
            }
            (old, new) => old == new,
        }
    }

    /// Whether a way that leads elsewhere comes to the same once it has passed the steps that are
    /// gone, or new.
    fn comes_to_one(&self, old: &Target, new: &Target) -> bool {
        let (beyond_old, beyond_new) = (pass(old, &self.behind_gone), pass(new, &self.behind_new));
        (beyond_old != old || beyond_new != new) && self.are_one(beyond_old, beyond_new)
    }
}

/// Where a way leads beyond steps of one kind.
fn pass<'t>(from: &'t Target, behind: &HashMap<&Name, &'t Target>) -> &'t Target {
    let mut at = from;
    // As many hops as there are steps: a circle of new steps has no other side.
    for _ in 0..=behind.len() {
        let Target::Step(id) = at else { return at };
        let Some(next) = behind.get(id) else { return at };
        at = next;
    }
    from
}

/// Where a run goes on behind a step if nothing happens.
pub(super) fn on(kind: &StepKind) -> Option<&Target> {
    match kind {
        StepKind::Act { next, .. } | StepKind::Set { next, .. } | StepKind::Start { next, .. } => {
            Some(next)
        }
        StepKind::Branch { otherwise, .. } => Some(otherwise),
        StepKind::Jump { to, .. } => Some(to),
        StepKind::End => None,
    }
}

/// A way with what it is matched by.
struct Known<'a> {
    shown: ShownWay<'a>,
    /// What it is: the name of an outcome, `when`, or the plain way on.
    what: String,
    /// The same with all that it carries.
    exact: String,
}

fn known(kind: Option<&StepKind>) -> Vec<Known<'_>> {
    let ways = kind.map(show_ways).unwrap_or_default();
    let know = |shown: ShownWay<'_>| match (shown.outcome, shown.when) {
        (Some(outcome), _) => {
            (outcome.name.to_string(), to_the_letter(&(&outcome.name, &outcome.with)))
        }
        (None, Some(when)) => ("when".to_owned(), to_the_letter(when)),
        (None, None) if shown.goes_on => (String::new(), shown.name.clone()),
        (None, None) => (shown.name.clone(), shown.name.clone()),
    };
    ways.into_iter()
        .map(|shown| {
            let (what, exact) = know(shown.clone());
            Known { shown, what, exact }
        })
        .collect()
}

/// What differs in where two steps lead, and whether the ways are tried in another order.
pub(super) fn compare(
    old: Option<&StepKind>,
    new: Option<&StepKind>,
    ids: &Ids<'_>,
) -> (Vec<WayChange>, bool) {
    let (old, new) = (known(old), known(new));
    let mut pairs = Pairs::new(old.len(), new.len());
    let exact = |ways: &[Known<'_>], at: usize| {
        ways.get(at).map(|way| (way.what.clone(), way.exact.clone()))
    };
    pairs.join_by(|at| exact(&old, at), |at| exact(&new, at));
    // Of conditions that are others, those that lead to one step are one.
    for before in pairs.lone_old().collect::<Vec<_>>() {
        let Some(was) = old.get(before) else { continue };
        let same = |at: &usize| {
            let one =
                |is: &Known<'_>| is.what == was.what && ids.are_one(was.shown.to, is.shown.to);
            new.get(*at).is_some_and(one)
        };
        let found = pairs.lone_new().find(same);
        found.into_iter().for_each(|after| pairs.join(before, after));
    }
    let what = |ways: &[Known<'_>], at: usize| ways.get(at).map(|way| way.what.clone());
    pairs.join_by(|at| what(&old, at), |at| what(&new, at));
    let mut changes = Vec::new();
    for (before, after) in pairs.merged() {
        let before = before.and_then(|at| old.get(at));
        changes.extend(change(before, after.and_then(|at| new.get(at)), ids));
    }
    (changes, pairs.moved().contains(&true))
}

fn change(old: Option<&Known<'_>>, new: Option<&Known<'_>>, ids: &Ids<'_>) -> Option<WayChange> {
    let mut told = WayChange { old: old.map(way), new: new.map(way), implied: false };
    if let (Some(old), Some(new)) = (old, new) {
        let (to_old, to_new) = (old.shown.to, new.shown.to);
        let alike = old.exact == new.exact && old.shown.by_default == new.shown.by_default;
        if alike && ids.are_one(to_old, to_new) {
            return None;
        }
        told.implied = alike && ids.comes_to_one(to_old, to_new);
        if old.shown.name == new.shown.name && old.exact != new.exact {
            let name = |way: &mut Option<Way>, exact: &str| {
                way.iter_mut().for_each(|way| way.outcome = exact.to_owned());
            };
            name(&mut told.old, &old.exact);
            name(&mut told.new, &new.exact);
        }
    }
    Some(told)
}

fn way(known: &Known<'_>) -> Way {
    let ShownWay { name, to, by_default, goes_on, .. } = &known.shown;
    let (by_default, goes_on) = (*by_default, *goes_on);
    Way { outcome: name.clone(), to: (*to).clone(), by_default, goes_on }
}

/// Where a run begins, before and after.
pub(super) fn begin(
    old: Option<&Target>,
    new: Option<&Target>,
    ids: &Ids<'_>,
) -> Option<WayChange> {
    let begin = |to: &Target| Way {
        outcome: "begin".to_owned(),
        to: to.clone(),
        by_default: false,
        goes_on: true,
    };
    let implied = match (old, new) {
        (Some(old), Some(new)) if ids.are_one(old, new) => return None,
        (Some(old), Some(new)) => ids.comes_to_one(old, new),
        (None, _) | (_, None) => false,
    };
    Some(WayChange { old: old.map(begin), new: new.map(begin), implied })
}
