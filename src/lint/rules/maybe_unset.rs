//! `maybe-unset`: a value that some way leaves unset, used as if it were there.

use super::super::expressions::operands;
use super::super::facts::{Facts, Flow};
use super::super::paths::decisions;
use super::super::rule::{Look, Rule};
use crate::base::{Name, Place, Root};
use crate::graph::StepIx;
use crate::program::{ArgValue, Expr, ExprKind, Kind, Step, maybe_unset, sinks};
use crate::report::{self, Report, Reports, Severity};
use crate::vocabulary::{Effect, Want, codes};

/// `maybe-unset`.
pub(super) const RULE: Rule = Rule {
    code: codes::MAYBE_UNSET,
    severity: Severity::Warning,
    about: "A value that may be missing is used where one is needed: between `${` and `}`, as a \
            text, number, address, time or bound, or as what `set` stores where nothing handles its \
            `failed`. It is fine where the way has proved that there is a value (`is set`, a \
            comparison that was true, the answer to a question, an owner that was assigned) and where \
            `else` says what to use instead.\n\nHours that are not closed for more than 400 days have a \
            next opening. Whoever writes is taken to do so on a channel. A divisor is not zero where \
            it is a fixed number, a comparison says so, or the `min` of its question.\n\nConditions may read unset values: they are not true \
            then. Rows, bodies and other records may hold nothing under a name. A value of a list \
            (`a[0]`), of a record, and what a function makes of a text may be missing whatever the \
            way has proved.",
    bad: r#"workflow hello "Hello" {
  on conversation_opened
  send "Hello, ${contact.first_name}!"
}
"#,
    good: r#"workflow hello "Hello" {
  on conversation_opened
  send "Hello, ${contact.first_name else "there"}!"
  branch {
    when contact.last_name is set { send "Is ${contact.last_name} your last name?" }
  }
}
"#,
    looks: &[Look::Flow(check)],
};

fn check<'g, 'p>(facts: &Facts<'g, 'p>, flow: &Flow<'g, 'p>, reports: &mut Reports) {
    for (ix, step) in flow.steps() {
        check_step(facts, flow, ix, step, reports);
    }
}

fn check_step<'p>(
    facts: &Facts<'_, 'p>,
    flow: &Flow<'_, 'p>,
    ix: StepIx,
    step: &'p Step,
    reports: &mut Reports,
) {
    handed_over(facts, flow, ix, step, reports);
    // The places found in this step: one report is enough for each.
    let mut said: Vec<&Place> = Vec::new();
    operands(step, &mut |expr, need| {
        if matches!(expr.kind, ExprKind::Literal(_) | ExprKind::Unknown) {
            return;
        }
        if never_missing(expr) {
            return;
        }
        let known = flow.known();
        if !known.reaches(ix) {
            return;
        }
        let want = need.want();
        let mut found: Vec<&'p Expr> = Vec::new();
        if needs_value(step, want) {
            found.extend(maybe_unset(expr, &|place| known.holds(ix, place)));
        }
        for sink in sinks(expr) {
            let proved = |place: &Place| known.holds(ix, place) || sink.proved.contains(place);
            found.extend(maybe_unset(sink.value, &proved));
        }
        for part in found {
            if let ExprKind::Read(place, _) = &part.kind {
                if said.contains(&place) {
                    continue;
                }
                said.push(place);
            }
            reports.push(report(facts, flow, ix, step, part, want));
        }
    });
}

/// Whether an expression has a value whatever the way has proved. Asked first: most have, and what
/// is known where costs a walk over the workflow.
fn never_missing(expr: &Expr) -> bool {
    let nothing = |_: &Place| false;
    maybe_unset(expr, &nothing).is_none()
        && sinks(expr).iter().all(|sink| maybe_unset(sink.value, &nothing).is_none())
}

/// What `start` hands over for a line that the other workflow cannot do without.
fn handed_over<'p>(
    facts: &Facts<'_, 'p>,
    flow: &Flow<'_, 'p>,
    ix: StepIx,
    step: &'p Step,
    reports: &mut Reports,
) {
    let Kind::Start { workflow: (target, _) } = &step.kind else { return };
    let records = step.line.settings.iter().flat_map(|setting| &setting.args);
    for arg in records {
        let ArgValue::Record(values) = &arg.value else { continue };
        for (name, value) in values {
            let part = maybe_unset(value, &|place| flow.known().holds(ix, place));
            let Some(part) = part.filter(|_| flow.known().reaches(ix)) else { continue };
            if needs(facts, target, name) {
                reports.push(report(facts, flow, ix, step, part, None));
            }
        }
    }
}

/// Whether a workflow cannot be started without a value of that name.
fn needs(facts: &Facts<'_, '_>, target: &Name, name: &Name) -> bool {
    let found = facts.flow(target).map(|flow| flow.graph.workflow());
    let triggers = found.into_iter().flat_map(|one| &one.triggers);
    let lines = triggers.filter(|one| one.decl.by_hand).flat_map(|one| &one.brings);
    lines.into_iter().any(|(line, ty)| line == name && !ty.maybe)
}

/// Whether an operand needs a value. A store that fails without one does so unseen where nothing
/// handles it.
fn needs_value(step: &Step, want: Option<Want>) -> bool {
    match want {
        None | Some(Want::Any | Want::Bool | Want::LikePlace(_)) => false,
        Some(
            Want::Shown
            | Want::Number
            | Want::Text
            | Want::Body
            | Want::Url
            | Want::Duration
            | Want::Moment
            | Want::Bound,
        ) => true,
        Some(Want::OfPlace(_)) => step.otherwise.is_none() && step.outcomes.is_empty(),
    }
}

fn report(
    facts: &Facts<'_, '_>,
    flow: &Flow<'_, '_>,
    ix: StepIx,
    step: &Step,
    part: &Expr,
    want: Option<Want>,
) -> Report {
    let location = flow.location(part.span);
    let text = facts.sources.slice(location);
    let message = format!("`{text}` may have no value here");
    let report = Report::warning(codes::MAYBE_UNSET, location, message);
    let ExprKind::Read(place, _) = &part.kind else {
        let report = report.label("may be missing, whatever came before");
        return report.help(format!("say what to use instead: `{text} else …`"));
    };
    let mut report = report.help(help(place, text, step, want));
    let route = flow.known().way_without(place, ix).unwrap_or_default();
    let mut path = decisions(flow.graph, &route);
    if path.is_empty() {
        return report.label("nothing before this gives it a value");
    }
    path.push(report::Step { location, text: format!("`{text}` is used without a value") });
    report.path = path;
    report.label("unset on the way below")
}

fn help(place: &Place, text: &str, step: &Step, want: Option<Want>) -> String {
    let instead = format!("say what to use instead: `{text} else …`");
    if matches!(want, Some(Want::OfPlace(_))) && step.decl.effects.contains(&Effect::Stores) {
        return format!("{instead}, or give the step a `failed` block");
    }
    if place.of == Root::Assignee {
        return format!("{instead}, or move the step after an `assigned` outcome");
    }
    format!("{instead}, or use it only where `{text} is set`")
}
