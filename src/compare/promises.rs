//! What is promised, and what holds, before and after.

use super::model::{Change, PathStep, Place, PromiseChange};
use super::pairs::Pairs;
use super::said::to_the_letter;
use super::{Pair, Side};
use crate::base::Name;
use crate::lint::{Facts, Verdict, Wanted, verdict};
use crate::plan::{Arg, Setting, WorkflowPlan, show_promise};

/// What differs in the promises of all workflows: first those that are broken now, then those
/// that promise less, then the rest.
pub(super) fn compare(
    old: &Side<'_, '_, '_>,
    new: &Side<'_, '_, '_>,
    both: &[Pair<'_>],
) -> Vec<PromiseChange> {
    let judge = |side: &Side<'_, '_, '_>, plan: Option<&WorkflowPlan>, promise: &Setting| {
        kept(side.facts, plan, promise)
    };
    let of = |pair: &Pair<'_>| {
        let old_keeps = |promise: &Setting| judge(old, pair.0, promise);
        let new_keeps = |promise: &Setting| judge(new, pair.1, promise);
        Workflows { pair: *pair, old_keeps: &old_keeps, new_keeps: &new_keeps }.changes()
    };
    let mut changes: Vec<PromiseChange> = both.iter().flat_map(of).collect();
    changes.sort_by_key(rank);
    changes
}

fn rank(told: &PromiseChange) -> u8 {
    match told.change {
        _ if told.is_broken() => 0,
        Change::Removed => 1,
        Change::Changed if told.tighter == Some(false) => 1,
        Change::Changed => 2,
        Change::Added => 3,
    }
}

/// A workflow on both sides.
struct Workflows<'a> {
    pair: Pair<'a>,
    /// Whether the older one keeps a promise.
    old_keeps: &'a dyn Fn(&Setting) -> Option<Kept>,
    /// Whether the newer one does.
    new_keeps: &'a dyn Fn(&Setting) -> Option<Kept>,
}

impl Workflows<'_> {
    fn changes(&self) -> Vec<PromiseChange> {
        let (old, new) = (promises(self.pair.0), promises(self.pair.1));
        let mut pairs = Pairs::new(old.len(), new.len());
        pairs.join_by(|at| old.get(at).map(to_the_letter), |at| new.get(at).map(to_the_letter));
        pairs.join_by(|at| old.get(at).map(word), |at| new.get(at).map(word));
        let moved = pairs.moved();
        let mut changes = Vec::new();
        for (before, after) in pairs.merged() {
            let is_moved = after.and_then(|at| moved.get(at)).copied().unwrap_or_default();
            let before = before.and_then(|at| old.get(at));
            changes.extend(self.change(before, after.and_then(|at| new.get(at)), is_moved));
        }
        changes
    }

    fn change(
        &self,
        old: Option<&Setting>,
        new: Option<&Setting>,
        is_moved: bool,
    ) -> Option<PromiseChange> {
        let is_one = old.map(to_the_letter) == new.map(to_the_letter);
        let (was, is) = (old.or(new)?, new.or(old)?);
        let held = (self.old_keeps)(was);
        let holds = (self.new_keeps)(is);
        let differ = matches!((&held, &holds), (Some(held), Some(holds)) if held.0 != holds.0);
        if is_one && !differ && !is_moved {
            return None;
        }
        let changes = old.is_some() && new.is_some() && !is_one;
        let still = if changes { (self.new_keeps)(was) } else { None };
        let (message, path, is_unsure) = [&holds, &still]
            .into_iter()
            .flatten()
            .find_map(|(_, told)| told.clone())
            .map_or((None, Vec::new(), false), |(what, path, unsure)| (Some(what), path, unsure));
        let (change, workflow) = match self.pair {
            (_, Some(workflow)) if new.is_some() && old.is_some() => (Change::Changed, workflow),
            (_, Some(workflow)) if new.is_some() => (Change::Added, workflow),
            (before, after) => (Change::Removed, after.or(before)?),
        };
        Some(PromiseChange {
            change,
            workflow: workflow.name.clone(),
            old: old.map(show_promise),
            new: new.map(show_promise),
            tighter: old.zip(new).and_then(|(old, new)| is_tighter(old, new)),
            held: held.map(|(kept, _)| kept),
            holds: holds.map(|(kept, _)| kept),
            still_holds: still.map(|(kept, _)| kept),
            message,
            path,
            is_unsure,
            is_moved,
        })
    }
}

fn promises(plan: Option<&WorkflowPlan>) -> &[Setting] {
    plan.map_or(&[], |plan| &plan.promises)
}

fn word(promise: &Setting) -> Name {
    promise.name.clone()
}

/// How a promise is broken: what that means, on which way, and whether that is sure.
type Way = (String, Vec<PathStep>, bool);
/// Whether a promise is kept, and otherwise how it is broken.
type Kept = (bool, Option<Way>);

/// Whether a workflow keeps a promise; none where nobody can know.
fn kept(
    facts: Option<&Facts<'_, '_>>,
    workflow: Option<&WorkflowPlan>,
    promise: &Setting,
) -> Option<Kept> {
    let (facts, wanted) = (facts?, wanted(promise)?);
    match verdict(facts, &workflow?.name, wanted)? {
        Verdict::Kept => Some((true, None)),
        Verdict::Broken { message, path, is_unsure } => {
            let told = path.into_iter().map(|step| {
                let source = facts.sources.get(step.location.file);
                let file = source.map(|source| Name::from(source.name())).unwrap_or_default();
                let line = source.map_or(1, |one| one.line_of(step.location.span.start));
                PathStep { text: step.text, place: Place { file, line } }
            });
            Some((false, Some((message.to_owned(), told.collect(), is_unsure))))
        }
    }
}

fn wanted(promise: &Setting) -> Option<Wanted> {
    let arg = |name: &str| promise.args.iter().find(|(own, _)| own == name).map(|(_, arg)| arg);
    let within = match arg("within") {
        Some(Arg::Duration(length)) => Some(length.seconds),
        Some(_) | None => None,
    };
    let count = match arg("count") {
        Some(Arg::Count(count)) => Some(*count),
        Some(_) | None => None,
    };
    Wanted::new(&promise.name, within, count)
}

/// Whether the newer of two promises of one word allows less; none where they allow the same, or
/// are no numbers to compare.
fn is_tighter(old: &Setting, new: &Setting) -> Option<bool> {
    let number = |promise: &Setting| match wanted(promise)? {
        Wanted::Owner => None,
        Wanted::Reply(most) | Wanted::Ends(most) => Some(most),
        Wanted::AtMost(most) => i64::try_from(most).ok(),
    };
    let (old, new) = (number(old)?, number(new)?);
    (old != new).then_some(new < old)
}
