//! What `start` hands over, held against what the other workflow asks for.

use std::num::NonZeroUsize;

use super::{ArgValue, Block, Expr, ExprKind, Kind, Step, TypedLine, Workflow};
use crate::base::{Literal, Location, Map, Name, Span, nearest, share};
use crate::report::{Report, Reports};
use crate::vocabulary::codes;

/// The labels of each workflow.
pub(crate) type Labels = Map<Name, Map<Name, Location>>;

/// Checks every start of another workflow, on at most so many threads; `starting` are the workflows
/// that have any.
pub(crate) fn check(
    workflows: &[Workflow],
    starting: &[usize],
    labels: &Labels,
    threads: NonZeroUsize,
    reports: &mut Reports,
) {
    let by_name: Map<&Name, &Workflow> =
        workflows.iter().rev().map(|workflow| (&workflow.name, workflow)).collect();
    let starting: Vec<&Workflow> =
        starting.iter().filter_map(|index| workflows.get(*index)).collect();
    let found = share(&starting, threads, |workflow| {
        let mut reports = Reports::default();
        each_step(&workflow.body, &mut |step| {
            if let Kind::Start { workflow: (name, _) } = &step.kind
                && let Some(target) = by_name.get(name)
                && !target.damaged
            {
                start(step, target, labels.get(name), &mut reports);
            }
        });
        reports
    });
    found.into_iter().for_each(|found| reports.append(found));
}

/// Calls `visit` with every step of a block, and of the blocks inside.
pub(crate) fn each_step(block: &Block, visit: &mut impl FnMut(&Step)) {
    for step in &block.steps {
        visit(step);
        for inner in step.blocks() {
            each_step(inner, visit);
        }
    }
}

fn start(
    step: &Step,
    target: &Workflow,
    labels: Option<&Map<Name, Location>>,
    reports: &mut Reports,
) {
    let asked: Vec<&TypedLine> = target
        .triggers
        .iter()
        .filter(|trigger| trigger.decl.by_hand)
        .flat_map(|trigger| &trigger.line.settings)
        .flat_map(|setting| &setting.typed)
        .collect();
    if !target.triggers.iter().any(|trigger| trigger.decl.by_hand) {
        reports.push(not_by_hand(step, target));
        return;
    }
    let mut given: &[(Name, Expr)] = &[];
    let mut place = step.line.head;
    for setting in &step.line.settings {
        for arg in &setting.args {
            let here = Location { file: setting.head.file, span: arg.span };
            if let ArgValue::Record(values) = &arg.value {
                given = values;
                place = here;
            } else if let ArgValue::Name(label) = &arg.value
                && labels.is_some_and(|known| !known.contains_key(label))
            {
                reports.push(unknown_label(label, here, target, labels));
            }
        }
    }
    let mut strangers = 0;
    for (name, value) in given {
        let here = Location { file: place.file, span: value.span };
        match asked.iter().find(|line| line.name == *name) {
            Some(line) if line.ty.base.accepts(&value.ty) && !is_none(line, value) => {}
            Some(line) => reports.push(misfit(line, value, here)),
            None => {
                strangers += 1;
                reports.push(stranger(name, here, target, &asked));
            }
        }
    }
    let is_given = |line: &&TypedLine| given.iter().any(|(name, _)| *name == line.name);
    let left = asked.iter().copied().filter(|line| !line.ty.maybe && !is_given(line));
    // A misspelt name was reported, and is not missing besides.
    for line in left.skip(strangers) {
        reports.push(missing(line, place, target));
    }
}

/// Whether nothing is given for a line that needs a value.
fn is_none(line: &TypedLine, value: &Expr) -> bool {
    !line.ty.maybe && matches!(value.kind, ExprKind::Literal(Literal::None))
}

/// A workflow that only events start.
fn not_by_hand(step: &Step, target: &Workflow) -> Report {
    let message = format!("nobody may start workflow `{}` by hand", target.name);
    Report::error(codes::WRONG_PLACE, step.line.head, message)
        .label("neither people nor other workflows")
        .also(target.location, "it has no `on manual`")
        .help("write `on manual` in it")
}

fn unknown_label(
    label: &Name,
    here: Location,
    target: &Workflow,
    labels: Option<&Map<Name, Location>>,
) -> Report {
    let message = format!("workflow `{}` has no label `{label}`", target.name);
    let report = Report::error(codes::UNKNOWN_NAME, here, message).label("unknown label");
    let mut known: Vec<&str> = labels.into_iter().flat_map(Map::keys).map(Name::as_str).collect();
    known.sort_unstable();
    match nearest(label, known.iter().copied()) {
        Some(near) => report.help(format!("did you mean `{near}`?")).guess(
            format!("write `{near}`"),
            here,
            near,
        ),
        None => report.help(format!("label a step there: `{label}: send \"…\"`")),
    }
}

fn misfit(line: &TypedLine, value: &Expr, here: Location) -> Report {
    let found = if is_none(line, value) { "none".to_owned() } else { value.ty.to_string() };
    let message = format!("`{}` is {}, not {found}", line.name, line.ty);
    Report::error(codes::WRONG_TYPE, here, message)
        .label(format!("{} is asked for", line.ty))
        .also(line.location, "asked for here")
        .help(format!("give a value of type {}", line.ty.base))
}

fn stranger(name: &Name, here: Location, target: &Workflow, asked: &[&TypedLine]) -> Report {
    let message = format!("workflow `{}` asks for no `{name}`", target.name);
    let report = Report::error(codes::UNKNOWN_NAME, here, message).label("nobody takes this value");
    match nearest(name, asked.iter().map(|line| line.name.as_str())) {
        Some(near) => report.help(format!("did you mean `{near}`?")),
        None => report.help(format!(
            "take it away, or ask for it there: `on manual {{ with {{ {name} text }} }}`"
        )),
    }
}

fn missing(line: &TypedLine, place: Location, target: &Workflow) -> Report {
    let end = Location { file: place.file, span: Span::point(place.span.end) };
    let message = format!("workflow `{}` needs `{}`", target.name, line.name);
    Report::error(codes::MISSING_ARGUMENT, end, message)
        .label("it is not given")
        .also(line.location, "asked for here")
        .help(format!(
            "write `with ({}: …)`, or ask for `{} {}?`",
            line.name, line.name, line.ty.base
        ))
}
