//! Every value that a workflow computes, reads or stores into.

use super::{Spot, View};
use crate::base::{Place, Span, Type};
use crate::program::{ArgValue, Block, Expr, ExprKind, Kind, Line, Step, Workflow};
use crate::vocabulary::Cause;

/// A value at its place in the file of its workflow.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'a> {
    /// It is computed; each part of an expression comes after the whole.
    Expr(&'a Expr),
    /// Something is stored into it.
    Place(&'a Place, Span),
}

/// Calls `visit` with every value of a workflow.
///
/// *Limits*: as deep as blocks and expressions nest.
pub(super) fn values<'a>(workflow: &'a Workflow, visit: &mut impl FnMut(Value<'a>)) {
    for trigger in &workflow.triggers {
        of_line(&trigger.line, visit);
        trigger.when.iter().for_each(|when| of_expr(when, visit));
    }
    each_step(&workflow.body, &mut |step| {
        of_line(&step.line, visit);
        step.outcomes.iter().for_each(|outcome| of_line(&outcome.line, visit));
        if let Kind::Branch { arms } = &step.kind {
            arms.iter().for_each(|arm| of_expr(&arm.when, visit));
        }
    });
}

/// The smallest value at a place that is read from somewhere, and the workflow it stands in.
pub(super) fn value_at<'a>(view: &View<'a>, at: Spot) -> Option<(&'a Workflow, &'a Expr)> {
    let touches = |span: Span| span.start <= at.offset && at.offset <= span.end;
    let holds = |one: &&Workflow| one.file == at.file && touches(one.span);
    let workflow = view.program.workflows.iter().find(holds)?;
    let mut best: Option<&Expr> = None;
    values(workflow, &mut |value| {
        if let Value::Expr(expr) = value
            && matches!(expr.kind, ExprKind::Read(..) | ExprKind::Member(..) | ExprKind::Index(..))
            && touches(expr.span)
            && best.is_none_or(|best| expr.span.len() <= best.span.len())
        {
            best = Some(expr);
        }
    });
    best.map(|expr| (workflow, expr))
}

/// The places that the assistants of a workflow fill, each once.
pub(super) fn collected(workflow: &Workflow) -> Vec<(&Place, &Type)> {
    let mut found: Vec<(&Place, &Type)> = Vec::new();
    each_step(&workflow.body, &mut |step| {
        if !step.decl.outcomes.iter().any(|one| one.by == Cause::Assistant) {
            return;
        }
        for arg in step.line.settings.iter().flat_map(|line| &line.args) {
            if let ArgValue::Place(place, ty) = &arg.value
                && found.iter().all(|(known, _)| known.name != place.name)
            {
                found.push((place, ty));
            }
        }
    });
    found
}

/// Calls `visit` with every step of a block and of the blocks inside, outer ones first.
pub(super) fn each_step<'a>(block: &'a Block, visit: &mut impl FnMut(&'a Step)) {
    for step in &block.steps {
        visit(step);
        step.blocks().for_each(|inner| each_step(inner, visit));
    }
}

fn of_line<'a>(line: &'a Line, visit: &mut impl FnMut(Value<'a>)) {
    for arg in &line.args {
        if let ArgValue::Place(place, _) = &arg.value {
            visit(Value::Place(place, arg.span));
        }
        arg.value.each_expr(|expr| of_expr(expr, visit));
    }
    line.settings.iter().for_each(|setting| of_line(setting, visit));
}

fn of_expr<'a>(expr: &'a Expr, visit: &mut impl FnMut(Value<'a>)) {
    visit(Value::Expr(expr));
    let mut parts = Vec::new();
    expr.each_part(|part| parts.push(part));
    parts.into_iter().for_each(|part| of_expr(part, visit));
}
