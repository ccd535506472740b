//! Fixed texts that stand for one of a closed list, or for a declared thing.

use super::faults::{offer, quoted};
use super::types::declared_as;
use super::value::{Hint, made, unknown};
use crate::base::{Choices, Literal, Name, Span, Type, fold, nearest};
use crate::program::scope::Scope;
use crate::program::{Expr, ExprKind};
use crate::report::{Report, Severity};
use crate::vocabulary::{CHANNEL_KINDS, Sort, codes};

/// A text without interpolations, understood by what it is compared with or stored into.
pub(super) fn text(raw: &Name, span: Span, hint: Hint<'_>, scope: &mut Scope<'_>) -> Expr {
    let plain = || made(span, Type::Text, ExprKind::Literal(Literal::Text(raw.clone())));
    match hint.like() {
        Some(Type::Choice(choices)) => {
            if one_of(raw, span, choices, scope) {
                plain()
            } else {
                unknown(span)
            }
        }
        Some(Type::Tag) => tag(raw, span, scope),
        Some(Type::Channel) => channel(raw, span, scope),
        Some(_) | None => plain(),
    }
}

/// Whether a text is among the options, as texts compare; says so if not.
fn one_of(raw: &Name, span: Span, choices: &Choices, scope: &mut Scope<'_>) -> bool {
    if choices.options.is_empty() {
        return true;
    }
    let same = |option: &&Name| *option == raw || fold(option) == fold(raw);
    if let Some(option) = choices.options.iter().find(same) {
        if let Some(sort) = declared_as(choices) {
            scope.used(sort, option, span);
        }
        return true;
    }
    let place = scope.location(span);
    let message = format!("`\"{raw}\"` is not a choice of `{}`", choices.of);
    let report = Report::error(codes::WRONG_TYPE, place, message).label("not among its choices");
    let options = quoted(&choices.options);
    let report = match nearest(raw, choices.options.iter().map(Name::as_str)) {
        Some(near) => report
            .help(format!("did you mean `\"{near}\"`? its choices are {options}"))
            .guess(format!("write `\"{near}\"`"), place, format!("\"{near}\"")),
        None => report.help(format!("choose one of {options}")),
    };
    scope.report(report);
    false
}

fn tag(raw: &Name, span: Span, scope: &mut Scope<'_>) -> Expr {
    scope.used(Sort::Tag, raw, span);
    if scope.names.has(Sort::Tag) && scope.names.get(Sort::Tag, raw).is_none() {
        let place = scope.location(span);
        let near = scope.names.nearest(Sort::Tag, raw).map(|near| format!("\"{near}\""));
        let report = Report::warning(codes::UNKNOWN_NAME, place, format!("unknown tag `{raw}`"))
            .label("nothing declares this tag")
            .help(format!("declare it in the workspace: `tag {raw}`"));
        scope.report(offer(report, place, near.as_deref()));
    }
    made(span, Type::Tag, ExprKind::Literal(Literal::Tag(raw.clone())))
}

fn channel(raw: &Name, span: Span, scope: &mut Scope<'_>) -> Expr {
    let literal = made(span, Type::Channel, ExprKind::Literal(Literal::Channel(raw.clone())));
    if scope.names.get(Sort::Channel, raw).is_some() {
        scope.used(Sort::Channel, raw, span);
        return literal;
    }
    let place = scope.location(span);
    let severity = if scope.sketch { Severity::Warning } else { Severity::Error };
    let message = format!("unknown channel `{raw}`");
    let report = Report::new(codes::UNKNOWN_NAME, severity, place, message)
        .label("nothing declares this channel");
    let near = scope.names.nearest(Sort::Channel, raw).map(Name::from);
    let report = if CHANNEL_KINDS.contains(&fold(raw).as_str()) {
        report.help("compare the kind of the channel instead: `conversation.channel_kind`")
    } else {
        let report = report.help("declare it in the workspace, like `channel web webchat`");
        offer(report, place, near.as_deref())
    };
    scope.report(report);
    literal
}
