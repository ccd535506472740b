//! Operands that name declared things.

use super::look;
use crate::base::{Name, Span, nearest};
use crate::program::scope::Scope;
use crate::report::{Report, Severity};
use crate::syntax::{Expr, ExprKind};
use crate::vocabulary::{self, Sort, codes};

/// The name of a declared thing of a kind; none where it is not a name (reported). `among` is the
/// list that it stands in.
pub(crate) fn name(
    sort: Sort,
    found: &Expr,
    among: &[Expr],
    scope: &mut Scope<'_>,
) -> Option<Name> {
    let noun = sort.noun();
    let place = scope.location(found.at.0);
    let Some(name) = look::word(found) else {
        let report = Report::error(
            codes::WRONG_TYPE,
            place,
            format!("expected the name of a declared {noun}"),
        );
        let plain = look::plain_text(found).filter(|plain| known(sort, plain, scope));
        let report = if let Some(plain) = plain {
            report.label("a text").help(format!("write the name without quotes: `{plain}`")).fix(
                "take the quotes away",
                place,
                plain.as_str(),
            )
        } else if matches!(found.kind, ExprKind::Member(..))
            && matches!(sort, Sort::Agent | Sort::Team)
        {
            let report = report.label("a field, not a name");
            report.help(format!("write the field alone, without `{noun}` before it"))
        } else {
            report.label(format!("not the name of {} {noun}", super::phrase::article(noun)))
        };
        scope.report(report);
        return None;
    };
    check_among(sort, name, found.at.0, among, scope);
    Some(name.clone())
}

/// A text that has to be one of the declared ones of a kind.
pub(crate) fn text(sort: Sort, text: &Name, span: Span, scope: &mut Scope<'_>) {
    check(sort, text, span, scope);
}

/// Takes down the use of a name, and reports one that nothing declares.
pub(crate) fn check(sort: Sort, name: &Name, span: Span, scope: &mut Scope<'_>) {
    check_among(sort, name, span, &[], scope);
}

fn check_among(sort: Sort, name: &Name, span: Span, among: &[Expr], scope: &mut Scope<'_>) {
    scope.used(sort, name, span);
    if known(sort, name, scope) || (sort == Sort::Tag && !scope.names.has(Sort::Tag)) {
        return;
    }
    let report = unknown(sort, name, span, among, scope);
    scope.report(report);
}

fn known(sort: Sort, name: &Name, scope: &Scope<'_>) -> bool {
    if sort == Sort::Label {
        return scope.run.labels.contains_key(name);
    }
    let standard = || vocabulary::find_value("contact", name).is_some();
    scope.names.get(sort, name).is_some() || (sort == Sort::Field && standard())
}

/// The finding about a name that nothing declares.
pub(crate) fn unknown(
    sort: Sort,
    name: &Name,
    span: Span,
    among: &[Expr],
    scope: &Scope<'_>,
) -> Report {
    let noun = sort.noun();
    let place = scope.location(span);
    let severity = severity(sort, scope);
    let message = format!("unknown {noun} `{name}`");
    let report = Report::new(codes::UNKNOWN_NAME, severity, place, message);
    let near = if sort == Sort::Label {
        nearest(name, sorted_labels(scope).iter().map(Name::as_str)).map(Name::from)
    } else {
        scope.names.nearest(sort, name).map(Name::from)
    };
    if let Some(near) = near {
        return report.label(nothing_declares(sort)).help(format!("did you mean `{near}`?")).guess(
            format!("write `{near}`"),
            place,
            written(sort, &near),
        );
    }
    if sort == Sort::Label
        && let Some(workflow) = scope.names.workflow_of_label(name)
    {
        return report
            .label(format!("a label of workflow `{workflow}`"))
            .help(format!("labels are per workflow: use `start {workflow} {{ at {name} }}`"));
    }
    report.label(nothing_declares(sort)).help(match instead(sort, among, scope) {
        Some(names) => format!("choose {names}, or {}", how(sort, name)),
        None => how(sort, name),
    })
}

/// The declared names to choose from that are not in the list yet, where they are few.
fn instead(sort: Sort, among: &[Expr], scope: &Scope<'_>) -> Option<String> {
    let names: Vec<Name> = match sort {
        Sort::Label => sorted_labels(scope),
        Sort::Field | Sort::Workflow | Sort::Webhook | Sort::Shortcut => return None,
        Sort::Agent
        | Sort::Team
        | Sort::Tag
        | Sort::Channel
        | Sort::Template
        | Sort::Lifecycle
        | Sort::ClosingNote
        | Sort::Secret
        | Sort::Sheet
        | Sort::Hours => scope.names.all(sort).cloned().collect(),
    };
    let left = |name: &&Name| !among.iter().any(|other| look::word(other) == Some(*name));
    let names: Vec<String> = names.iter().filter(left).map(|name| written(sort, name)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    (1..=6).contains(&names.len()).then(|| super::phrase::one_of(&names))
}

fn nothing_declares(sort: Sort) -> String {
    match sort.noun() {
        "hours" => "nothing declares these hours".to_owned(),
        noun => format!("nothing declares this {noun}"),
    }
}

fn severity(sort: Sort, scope: &Scope<'_>) -> Severity {
    let here = matches!(sort, Sort::Label | Sort::Workflow | Sort::Webhook | Sort::Shortcut);
    let lenient = (scope.sketch && !here) || sort == Sort::Tag;
    if lenient { Severity::Warning } else { Severity::Error }
}

fn sorted_labels(scope: &Scope<'_>) -> Vec<Name> {
    let mut labels: Vec<(u32, Name)> = scope
        .run
        .labels
        .iter()
        .map(|(name, place)| (place.span.start, name.clone()))
        .collect::<Vec<_>>();
    labels.sort();
    labels.into_iter().map(|(_, name)| name).collect()
}

/// A name as it is written in the source: texts in quotes.
fn written(sort: Sort, name: &str) -> String {
    match sort {
        Sort::Lifecycle | Sort::ClosingNote | Sort::Shortcut => format!("\"{name}\""),
        Sort::Agent
        | Sort::Team
        | Sort::Field
        | Sort::Tag
        | Sort::Channel
        | Sort::Template
        | Sort::Secret
        | Sort::Sheet
        | Sort::Hours
        | Sort::Workflow
        | Sort::Label
        | Sort::Webhook => name.to_owned(),
    }
}

/// How such a thing is declared, in the imperative.
fn how(sort: Sort, name: &str) -> String {
    let line = match sort {
        Sort::Agent => format!("agent {name} \"Full Name\""),
        Sort::Team => format!("team {name} \"Title\" agent, agent"),
        Sort::Field => format!("field {name} text"),
        Sort::Tag => format!("tag {name}"),
        Sort::Channel => format!("channel {name} whatsapp"),
        Sort::Template => format!("template {name} on CHANNEL \"Hi {{{{1}}}}\""),
        Sort::Lifecycle => format!("lifecycle …, \"{name}\""),
        Sort::ClosingNote => format!("closing_notes …, \"{name}\""),
        Sort::Secret => format!("secret {name}"),
        Sort::Sheet => format!("sheet {name} \"Document\""),
        Sort::Hours => format!("hours {name} {{ open mon..fri 09:00-18:00 }}"),
        Sort::Workflow => return format!("write `workflow {name} \"Title\" {{ … }}`"),
        Sort::Label => return format!("label a step of this workflow: `{name}: send \"…\"`"),
        Sort::Webhook => return format!("give a workflow the trigger `on webhook {name}`"),
        Sort::Shortcut => return format!("give a workflow the trigger `on shortcut \"{name}\"`"),
    };
    format!("declare it in the workspace: `{line}`")
}
