//! Which arms of a branch can be taken at all.

use std::collections::BTreeSet;

use super::facts::Flow;
use crate::base::Name;
use crate::graph::StepIx;
use crate::program::{Arm, Expr, Kind};
use crate::solve::{Case, Cases, Held, Subject, Values, solve};

/// What is wrong with an arm.
#[derive(Clone, Debug)]
pub(super) enum Flaw {
    /// Its condition is always true, or never; and what makes it so, where that is not the
    /// condition alone.
    Constant(bool, Option<String>),
    /// The arms of these ordinals, from 0, take everything that it would.
    Shadowed(Vec<usize>),
}

/// What is wrong with the arms of a branch, by their ordinals from 0.
pub(super) fn flaws(flow: &Flow<'_, '_>, step: StepIx) -> Vec<(usize, Flaw)> {
    let Some(Kind::Branch { arms }) = flow.graph.step(step).map(|step| &step.kind) else {
        return Vec::new();
    };
    let Some(before) = flow.possible().before(flow.graph, step) else { return Vec::new() };
    let mut flaws = Vec::new();
    // What is left for an arm after those above it.
    let mut left = Cases::from(before.clone());
    let mut is_over = false;
    for (at, arm) in arms.iter().enumerate() {
        if let Some(truth) = constant(&arm.when) {
            is_over |= truth;
            flaws.push((at, Flaw::Constant(truth, None)));
        } else if let Some(truth) = constant_here(&arm.when, before) {
            is_over |= truth;
            flaws.push((at, Flaw::Constant(truth, reason(&arm.when, before))));
        } else if !is_over && left.and(&solve(&arm.when, true).cases).0.is_never() {
            let above = arms.get(..at).unwrap_or_default();
            flaws.push((at, Flaw::Shadowed(shadowing(before, above, &arm.when))));
        }
        left = left.and(&solve(&arm.when, false).cases).0;
    }
    flaws
}

/// Arms which together leave nothing for a condition, none of them in vain.
fn shadowing(before: &Case, above: &[Arm], condition: &Expr) -> Vec<usize> {
    let mut needed: Vec<usize> = (0..above.len()).collect();
    for without in 0..above.len() {
        let others: Vec<usize> = needed.iter().copied().filter(|at| *at != without).collect();
        let arms = others.iter().filter_map(|at| above.get(*at));
        let left = arms.fold(Cases::from(before.clone()), |left, arm| {
            left.and(&solve(&arm.when, false).cases).0
        });
        if left.and(&solve(condition, true).cases).0.is_never() {
            needed = others;
        }
    }
    needed
}

/// Whether a condition is always true, or never.
pub(super) fn constant(condition: &Expr) -> Option<bool> {
    let impossible = |truth| solve(condition, truth).cases.is_never();
    if impossible(true) { Some(false) } else { impossible(false).then_some(true) }
}

fn constant_here(condition: &Expr, before: &Case) -> Option<bool> {
    let before = Cases::from(before.clone());
    let impossible = |truth| before.and(&solve(condition, truth).cases).0.is_never();
    if impossible(true) { Some(false) } else { impossible(false).then_some(true) }
}

/// What is known of the first thing that a condition asks about.
fn reason(condition: &Expr, before: &Case) -> Option<String> {
    let cases = [true, false].map(|truth| solve(condition, truth).cases);
    let asked = cases.iter().flat_map(|cases| cases.iter()).flat_map(Case::iter);
    let mut known = asked.filter_map(|(subject, _)| Some((subject, before.get(subject)?)));
    known.find_map(|(subject, values)| describe(subject, values))
}

/// A sentence on what a subject may be.
fn describe(subject: &Subject, values: &Values) -> Option<String> {
    let place = subject.place();
    if let Subject::Has(_, item) = subject {
        let Held::Among(words) = &values.held else { return None };
        let has = words.contains("true");
        return Some(if has {
            format!("`{place}` contains `{item}` here")
        } else {
            format!("`{place}` does not contain `{item}` here")
        });
    }
    if values.held.is_empty() {
        return Some(format!("`{place}` is unset here"));
    }
    if values.unset {
        return None;
    }
    let list = |words: &BTreeSet<Name>| {
        words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or ")
    };
    match &values.held {
        Held::Among(words) if words.len() <= 3 => {
            Some(format!("`{place}` is {} here", list(words)))
        }
        Held::Except(words) if words.is_empty() => Some(format!("`{place}` is set here")),
        Held::Except(words) if words.len() <= 3 => {
            Some(format!("`{place}` is not {} here", list(words)))
        }
        Held::Among(_) | Held::Except(_) | Held::Numbers(_) => None,
    }
}
