//! Which arms of a branch can be taken at all.

use super::facts::Flow;
use super::solutions::Solution;
use crate::graph::StepIx;
use crate::program::{Arm, Expr, Kind};
use crate::solve::{Case, Cases, Held, Subject, Texts, Values, solve};

/// What is wrong with an arm.
#[derive(Clone, Debug)]
pub(super) enum Flaw {
    /// Its condition is always true, or never; and what makes it so, where that is not the
    /// condition alone.
    Constant(bool, Option<String>),
    /// The arms of these ordinals, from 0, take everything that it would.
    Shadowed(Vec<usize>),
}

/// What is wrong with the arms of every branch: the step, the arm from 0, and what.
pub(super) fn flaws(flow: &Flow<'_, '_>) -> Vec<(StepIx, usize, Flaw)> {
    let mut all = Vec::new();
    for (ix, step) in flow.steps() {
        let Kind::Branch { arms } = &step.kind else { continue };
        let Some(before) = flow.possible().before(flow.graph, ix) else { continue };
        let found = of_branch(arms, flow.solutions().at(flow.graph, ix), before);
        all.extend(found.into_iter().map(|(at, flaw)| (ix, at, flaw)));
    }
    all
}

fn of_branch(arms: &[Arm], solutions: &[Solution], before: &Case) -> Vec<(usize, Flaw)> {
    let mut flaws = Vec::new();
    let before = Cases::from(before.clone());
    let anything = Cases::any();
    // What is left for an arm after those above it.
    let mut left = before.clone();
    let mut is_over = false;
    for (at, (arm, solution)) in arms.iter().zip(solutions).enumerate() {
        if let Some(truth) = constant_after(&anything, solution) {
            is_over |= truth;
            flaws.push((at, Flaw::Constant(truth, None)));
        } else if let Some(truth) = constant_after(&before, solution) {
            is_over |= truth;
            flaws.push((at, Flaw::Constant(truth, reason(&arm.when, &before))));
        } else if !is_over && !left.meets(&solution.is(true).cases) {
            flaws.push((at, Flaw::Shadowed(shadowing(&before, solutions, at))));
        }
        if at + 1 < arms.len() {
            left = left.and(&solution.is(false).cases).0;
        }
    }
    flaws
}

/// Arms above one which together leave nothing for it, none of them in vain.
fn shadowing(before: &Cases, solutions: &[Solution], arm: usize) -> Vec<usize> {
    let mut needed: Vec<usize> = (0..arm).collect();
    let Some(taken) = solutions.get(arm).map(|solution| &solution.is(true).cases) else {
        return needed;
    };
    for without in 0..arm {
        let others: Vec<usize> = needed.iter().copied().filter(|at| *at != without).collect();
        let above = others.iter().filter_map(|at| solutions.get(*at));
        let left = above.fold(before.clone(), |left, above| left.and(&above.is(false).cases).0);
        if !left.meets(taken) {
            needed = others;
        }
    }
    needed
}

/// Whether a condition is always true, or never, where something is known.
fn constant_after(before: &Cases, solution: &Solution) -> Option<bool> {
    let impossible = |truth| !before.meets(&solution.is(truth).cases);
    if impossible(true) { Some(false) } else { impossible(false).then_some(true) }
}

/// Whether a condition is always true, or never.
pub(super) fn constant(condition: &Expr) -> Option<bool> {
    let impossible = |truth| solve(condition, truth).cases.is_never();
    if impossible(true) { Some(false) } else { impossible(false).then_some(true) }
}

/// What is known of the first thing that a condition asks about.
fn reason(condition: &Expr, before: &Cases) -> Option<String> {
    let before = before.iter().next()?;
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
        let has = words.has("true");
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
    let list = |words: &Texts| {
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
