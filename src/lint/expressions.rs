//! The expressions of a step, and what each of them is needed for.

use crate::base::Place;
use crate::program::{ArgValue, Expr, ExprKind, Kind, Line, Step, Trigger};
use crate::vocabulary::{self as decl, Want};

/// Calls `visit` with every operand of a step that holds an expression, and what is wanted of it;
/// with none for values inside of a record and for conditions.
pub(super) fn operands<'p>(step: &'p Step, visit: &mut impl FnMut(&'p Expr, Option<Want>)) {
    line(&step.line, step.decl.forms, step.decl.settings, visit);
    if let Kind::Branch { arms } = &step.kind {
        arms.iter().for_each(|arm| visit(&arm.when, None));
    }
    for handled in &step.outcomes {
        line(&handled.line, handled.decl.forms, &[], visit);
    }
}

/// The same for a trigger and its conditions.
pub(super) fn of_trigger<'p>(trigger: &'p Trigger, visit: &mut impl FnMut(&'p Expr, Option<Want>)) {
    line(&trigger.line, trigger.decl.forms, trigger.decl.settings, visit);
    trigger.when.iter().for_each(|when| visit(when, None));
}

fn line<'p>(
    line: &'p Line,
    forms: &'static [decl::Form],
    settings: &'static [decl::Setting],
    visit: &mut impl FnMut(&'p Expr, Option<Want>),
) {
    for arg in &line.args {
        let is_record = matches!(arg.value, ArgValue::Record(_));
        arg.value.each_expr(|expr| {
            visit(expr, if is_record { None } else { want(forms, arg.name) });
        });
    }
    for inner in &line.settings {
        let declared = settings.iter().find(|setting| setting.word == inner.word);
        let (forms, settings) = declared
            .map_or((&[] as &[_], &[] as &[_]), |setting| (setting.forms, setting.settings));
        self::line(inner, forms, settings, visit);
    }
}

/// What is wanted of the operand of a name, in whichever form it stands.
fn want(forms: &'static [decl::Form], name: &str) -> Option<Want> {
    let mut operands = forms.iter().flat_map(|form| form.iter());
    let operand = operands.find(|operand| operand.name == name)?;
    let (decl::Kind::Value(want) | decl::Kind::Values(want)) = operand.kind else { return None };
    Some(want)
}

/// Calls `visit` with every place that an expression reads.
pub(super) fn reads<'p>(expr: &'p Expr, visit: &mut impl FnMut(&'p Place)) {
    if let ExprKind::Read(place, _) = &expr.kind {
        visit(place);
    }
    expr.each_part(|part| reads(part, visit));
}
