//! Findings that several shapes of expressions share.

use super::types::noun;
use crate::base::{Location, Name};
use crate::program::Expr;
use crate::program::scope::Scope;
use crate::report::Report;
use crate::vocabulary::codes;

/// A value of another type than is wanted.
pub(super) fn expected(wanted: &str, found: &Expr, scope: &Scope<'_>) -> Report {
    let own = noun(&found.ty);
    let message = format!("expected {wanted}, found {own}");
    Report::error(codes::WRONG_TYPE, scope.location(found.span), message)
        .label(format!("this is {own}"))
}

/// Two values that do not go together, the culprit first.
pub(super) fn clash(
    message: impl Into<String>,
    culprit: &Expr,
    other: &Expr,
    scope: &Scope<'_>,
) -> Report {
    Report::error(codes::WRONG_TYPE, scope.location(culprit.span), message)
        .label(format!("this is {}", noun(&culprit.ty)))
        .also(scope.location(other.span), format!("this is {}", noun(&other.ty)))
}

/// With the near name offered, if there is one.
pub(super) fn offer(report: Report, place: Location, near: Option<&str>) -> Report {
    match near {
        Some(near) => report.help(format!("did you mean `{near}`?")).guess(
            format!("write `{near}`"),
            place,
            near,
        ),
        None => report,
    }
}

/// Texts as a person lists them: `"Free"`, `"Pro"`.
pub(super) fn quoted(options: &[Name]) -> String {
    let shown: Vec<String> = options.iter().take(12).map(|one| format!("`\"{one}\"`")).collect();
    let more = if options.len() > shown.len() { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
