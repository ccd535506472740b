//! A compiled workflow, made ready to run.

use std::collections::{BTreeMap, HashMap};

use regex::{Regex, RegexBuilder};

use crate::base::{Binary, MAX_PATTERN_BYTES, Name};
use crate::plan::{Arg, Expr, Literal, Piece, Setting, Step, StepKind, WorkflowPlan};

/// A workflow whose steps are found by id and whose patterns are compiled.
#[derive(Clone, Debug)]
pub struct Workflow {
    plan: WorkflowPlan,
    steps: HashMap<Name, usize>,
    patterns: BTreeMap<Name, Option<Regex>>,
}

impl Workflow {
    /// Makes a workflow ready.
    #[must_use]
    pub fn load(plan: WorkflowPlan) -> Self {
        let steps = plan.steps.iter().enumerate().map(|(at, step)| (step.id.clone(), at)).collect();
        let mut patterns = BTreeMap::new();
        let mut learn = |pattern: &Name| {
            patterns.entry(pattern.clone()).or_insert_with(|| compile(pattern));
        };
        for trigger in &plan.triggers {
            trigger.when.iter().for_each(|expr| each_pattern(expr, &mut learn));
            for setting in trigger.settings.iter().filter(|setting| setting.name == "matches") {
                for (_, arg) in &setting.args {
                    if let Arg::Text(pattern) = arg {
                        learn(pattern);
                    }
                }
            }
        }
        for step in &plan.steps {
            each_expression(&step.kind, &mut |expr| each_pattern(expr, &mut learn));
        }
        Self { plan, steps, patterns }
    }

    /// What it was made of.
    #[must_use]
    pub const fn plan(&self) -> &WorkflowPlan {
        &self.plan
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &Name {
        &self.plan.name
    }

    /// A step by id.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.plan.steps.get(*self.steps.get(id)?)
    }

    /// Whether a pattern is found anywhere in a text, ignoring case, in linear time. None when it
    /// is no pattern.
    #[must_use]
    pub fn finds(&self, pattern: &str, text: &str) -> Option<bool> {
        match self.patterns.get(pattern) {
            Some(known) => known.as_ref().map(|regex| regex.is_match(text)),
            None => compile(pattern).map(|regex| regex.is_match(text)),
        }
    }
}

/// The argument of that name.
pub(super) fn arg<'a>(args: &'a [(Name, Arg)], name: &str) -> Option<&'a Arg> {
    args.iter().find(|(key, _)| key == name).map(|(_, arg)| arg)
}

/// The setting of that word.
pub(super) fn setting<'a>(settings: &'a [Setting], name: &str) -> Option<&'a Setting> {
    settings.iter().find(|setting| setting.name == name)
}

fn compile(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).case_insensitive(true).size_limit(MAX_PATTERN_BYTES).build().ok()
}

fn each_expression(kind: &StepKind, visit: &mut dyn FnMut(&Expr)) {
    match kind {
        StepKind::Act { args, settings, .. } => {
            args.iter().for_each(|(_, arg)| in_arg(arg, visit));
            in_settings(settings, visit);
        }
        StepKind::Set { value, .. } => value.iter().for_each(visit),
        StepKind::Branch { arms, .. } => arms.iter().for_each(|arm| visit(&arm.when)),
        StepKind::Start { with, .. } => with.iter().for_each(|(_, expr)| visit(expr)),
        StepKind::Jump { .. } | StepKind::End => {}
    }
}

fn in_settings(settings: &[Setting], visit: &mut dyn FnMut(&Expr)) {
    for setting in settings {
        setting.args.iter().for_each(|(_, arg)| in_arg(arg, visit));
        in_settings(&setting.lines, visit);
    }
}

fn in_arg(arg: &Arg, visit: &mut dyn FnMut(&Expr)) {
    match arg {
        Arg::Expr(expr) => visit(expr),
        Arg::Exprs(exprs) => exprs.iter().for_each(visit),
        Arg::Record(entries) => entries.iter().for_each(|(_, expr)| visit(expr)),
        Arg::Name(_)
        | Arg::Names(_)
        | Arg::Text(_)
        | Arg::Texts(_)
        | Arg::Count(_)
        | Arg::Duration(_)
        | Arg::Place(_)
        | Arg::Type(_)
        | Arg::Path(_)
        | Arg::Status { .. } => {}
    }
}

fn each_pattern(expr: &Expr, learn: &mut dyn FnMut(&Name)) {
    match expr {
        Expr::Literal(_) | Expr::Read(_) => {}
        Expr::Template(pieces) => {
            for piece in pieces {
                if let Piece::Value(expr) = piece {
                    each_pattern(expr, learn);
                }
            }
        }
        Expr::List(items) | Expr::Call(_, items) | Expr::Logic(_, items) => {
            items.iter().for_each(|item| each_pattern(item, learn));
        }
        Expr::Record(entries) => entries.iter().for_each(|(_, expr)| each_pattern(expr, learn)),
        Expr::Member(of, _) | Expr::Not(of) | Expr::Minus(of) | Expr::IsSet(of) => {
            each_pattern(of, learn);
        }
        Expr::Index(one, other) | Expr::Fallback(one, other) => {
            each_pattern(one, learn);
            each_pattern(other, learn);
        }
        Expr::Binary(operator, one, other) => {
            if let (Binary::Matches, Expr::Literal(Literal::Text(pattern))) = (operator, &**other) {
                learn(pattern);
            }
            each_pattern(one, learn);
            each_pattern(other, learn);
        }
        Expr::Between(sides) => sides.iter().for_each(|side| each_pattern(side, learn)),
    }
}
