//! The expressions of a step, and what each of them is needed for.

use crate::base::Place;
use crate::program::{ArgValue, Expr, ExprKind, Kind, Line, Step, Trigger};
use crate::vocabulary::{self as decl, Want};

/// What an operand is needed for. Few rules ask, of few operands: so it is looked up then.
#[derive(Clone, Copy)]
pub(super) struct Need(Option<(&'static [decl::Form], &'static str)>);

impl Need {
    /// That of values inside of a record, and of conditions.
    const NONE: Self = Self(None);

    /// What is wanted of it, in whichever form it stands.
    pub(super) fn want(self) -> Option<Want> {
        let (forms, name) = self.0?;
        let mut operands = forms.iter().flat_map(|form| form.iter());
        let operand = operands.find(|operand| operand.name == name)?;
        let (decl::Kind::Value(want) | decl::Kind::Values(want)) = operand.kind else {
            return None;
        };
        Some(want)
    }
}

/// Calls `visit` with every operand of a step that holds an expression, and what it is needed for.
pub(super) fn operands<'p>(step: &'p Step, visit: &mut impl FnMut(&'p Expr, Need)) {
    line(&step.line, step.decl.forms, step.decl.settings, visit);
    if let Kind::Branch { arms } = &step.kind {
        arms.iter().for_each(|arm| visit(&arm.when, Need::NONE));
    }
    for handled in &step.outcomes {
        line(&handled.line, handled.decl.forms, &[], visit);
    }
}

/// The same for a trigger and its conditions.
pub(super) fn of_trigger<'p>(trigger: &'p Trigger, visit: &mut impl FnMut(&'p Expr, Need)) {
    line(&trigger.line, trigger.decl.forms, trigger.decl.settings, visit);
    trigger.when.iter().for_each(|when| visit(when, Need::NONE));
}

fn line<'p>(
    line: &'p Line,
    forms: &'static [decl::Form],
    settings: &'static [decl::Setting],
    visit: &mut impl FnMut(&'p Expr, Need),
) {
    for arg in &line.args {
        let is_record = matches!(arg.value, ArgValue::Record(_));
        let need = if is_record { Need::NONE } else { Need(Some((forms, arg.name))) };
        arg.value.each_expr(|expr| visit(expr, need));
    }
    // Most settings hold nothing that is computed: their declarations are then not looked up.
    for inner in line.settings.iter().filter(|inner| is_computed(inner)) {
        let declared = settings.iter().find(|setting| setting.word == inner.word);
        let (forms, settings) = declared
            .map_or((&[] as &[_], &[] as &[_]), |setting| (setting.forms, setting.settings));
        self::line(inner, forms, settings, visit);
    }
}

/// Whether an expression stands anywhere in a line.
fn is_computed(line: &Line) -> bool {
    let mut is_computed = line.settings.iter().any(self::is_computed);
    line.args.iter().for_each(|arg| arg.value.each_expr(|_| is_computed = true));
    is_computed
}

/// Calls `visit` with every place that an expression reads.
pub(super) fn reads<'p>(expr: &'p Expr, visit: &mut impl FnMut(&'p Place)) {
    if let ExprKind::Read(place, _) = &expr.kind {
        visit(place);
    }
    expr.each_part(|part| reads(part, visit));
}
