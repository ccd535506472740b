//! A step in parts: what it does, its settings, and every way on.

use super::expression::{show_expression, show_record};
use super::line::{put_line, put_settings, show_arg, show_line};
use crate::plan::{Expr, Outcome, StepKind, Target};
use crate::vocabulary as decl;

/// A way on from a step.
#[derive(Clone, Debug)]
pub struct ShownWay<'a> {
    /// Its name as people write it: `timeout 10m`, `when contact.budget > 5`.
    pub name: String,
    /// Where it leads.
    pub to: &'a Target,
    /// Whether nothing is written for it in the program.
    pub by_default: bool,
    /// Whether it is the one that a run goes on by if nothing is in the way.
    pub goes_on: bool,
    /// Whether no run ever takes it, so that it is not told.
    pub is_idle: bool,
    /// The condition it is taken on, where that is what names it.
    pub when: Option<&'a Expr>,
    /// The outcome, where it is one.
    pub outcome: Option<&'a Outcome>,
}

/// What a step does, without its id: `send "Hello"`. Texts of several lines go on below.
#[must_use]
pub fn show_head(kind: &StepKind) -> String {
    match kind {
        StepKind::Act { verb, args, .. } => {
            show_line(verb, decl::find_step(verb).map_or(&[][..], |known| known.forms), args, 0)
        }
        StepKind::Set { place, value: Some(value), .. } => {
            format!("set {place} = {}", show_expression(value))
        }
        StepKind::Set { place, value: None, .. } => format!("clear {place}"),
        StepKind::Branch { .. } => "branch".to_owned(),
        StepKind::Jump { .. } => "jump".to_owned(),
        StepKind::Start { workflow, .. } => format!("start {workflow}"),
        StepKind::End => "stop".to_owned(),
    }
}

/// The settings of a step, each with the lines of its block, one level deep and with line ends.
#[must_use]
pub fn show_settings(kind: &StepKind) -> Vec<String> {
    let line = |text: &str| {
        let mut out = String::new();
        put_line(text, 1, &mut out);
        out
    };
    match kind {
        StepKind::Act { verb, settings, .. } => {
            let known = decl::find_step(verb).map_or(&[][..], |known| known.settings);
            let show = |setting| {
                let mut out = String::new();
                put_settings(std::slice::from_ref(setting), known, 1, &mut out);
                out
            };
            settings.iter().map(show).collect()
        }
        StepKind::Start { with, at, and_wait, .. } => {
            let with = (!with.is_empty()).then(|| line(&format!("with {}", show_record(with))));
            let at = at.as_ref().map(|label| line(&format!("at {label}")));
            with.into_iter().chain(at).chain(and_wait.then(|| line("and_wait"))).collect()
        }
        StepKind::Set { .. } | StepKind::Branch { .. } | StepKind::Jump { .. } | StepKind::End => {
            Vec::new()
        }
    }
}

/// Every way on from a step, in order.
#[must_use]
pub fn show_ways(kind: &StepKind) -> Vec<ShownWay<'_>> {
    match kind {
        StepKind::Act { verb, outcomes, next, .. } => {
            let known = decl::find_step(verb);
            let mut ways: Vec<ShownWay<'_>> = outcomes.iter().map(|one| of(one, known)).collect();
            match known.map_or(Some("next"), |known| known.next) {
                Some(name) => ways.push(on(name, next)),
                None => ways.push(ShownWay { is_idle: true, ..on("next", next) }),
            }
            ways
        }
        StepKind::Set { value, failed, next, .. } => {
            let failed = ShownWay { is_idle: value.is_none(), ..plain("failed", failed) };
            vec![failed, on("next", next)]
        }
        StepKind::Branch { arms, otherwise } => {
            let arm = |arm: &crate::plan::Arm| format!("when {}", show_expression(&arm.when));
            let arms = arms
                .iter()
                .map(|one| ShownWay { when: Some(&one.when), ..plain(arm(one), &one.to) });
            arms.chain([plain("else", otherwise)]).collect()
        }
        StepKind::Jump { to, at_most, exhausted } => {
            vec![on(format!("at_most {at_most}"), to), plain("exhausted", exhausted)]
        }
        StepKind::Start { and_wait, failed, next, .. } => {
            let word = if *and_wait { "ended" } else { "started" };
            vec![plain("failed", failed), on(word, next)]
        }
        StepKind::End => Vec::new(),
    }
}

fn plain(name: impl Into<String>, to: &Target) -> ShownWay<'_> {
    ShownWay {
        name: name.into(),
        to,
        by_default: false,
        goes_on: false,
        is_idle: false,
        when: None,
        outcome: None,
    }
}

fn on(name: impl Into<String>, to: &Target) -> ShownWay<'_> {
    ShownWay { goes_on: true, ..plain(name, to) }
}

fn of<'a>(outcome: &'a Outcome, step: Option<&decl::Step>) -> ShownWay<'a> {
    let known = step.into_iter().flat_map(|step| step.outcomes);
    let known = known.into_iter().find(|known| outcome.name == known.word);
    let operand = known.and_then(|known| known.forms.iter().flat_map(|form| form.iter()).next());
    let with = outcome.with.as_ref().map(|with| match operand {
        Some(operand) if !operand.before.is_empty() => {
            format!(" {} {}", operand.before, show_arg(with))
        }
        Some(_) | None => format!(" {}", show_arg(with)),
    });
    let name = format!("{}{}", outcome.name, with.unwrap_or_default());
    let way = plain(name, &outcome.to);
    ShownWay { by_default: !outcome.handled, outcome: Some(outcome), ..way }
}
