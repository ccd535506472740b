//! Comparisons, and which test goes where.

use super::spell::spell;
use super::test;
use super::types::{is_ordered, noun};
use super::value::{Hint, made, value};
use super::{address, advice, faults};
use crate::base::{Binary, Literal, Span, Type};
use crate::program::scope::Scope;
use crate::program::{Expr, ExprKind};
use crate::report::Report;
use crate::syntax::{self, ExprKind as Shape};
use crate::vocabulary::codes;

/// Any operator that gives yes or no.
pub(super) fn binary(
    operator: Binary,
    left: &syntax::Expr,
    right: &syntax::Expr,
    span: Span,
    scope: &mut Scope<'_>,
) -> Expr {
    let (one, other) = match operator {
        Binary::Contains => test::contains(left, right, scope),
        Binary::StartsWith | Binary::EndsWith => test::ends(operator, left, right, scope),
        Binary::Matches => test::matches(left, right, scope),
        Binary::In => test::within(left, right, scope),
        Binary::HasAny | Binary::HasAll | Binary::HasNone => {
            test::has(operator, left, right, scope)
        }
        Binary::During => test::during(left, right, scope),
        Binary::Equal | Binary::NotEqual => equal(operator, left, right, scope),
        Binary::Less
        | Binary::AtMost
        | Binary::Greater
        | Binary::AtLeast
        | Binary::Add
        | Binary::Subtract
        | Binary::Multiply
        | Binary::Divide
        | Binary::Remainder => order(operator, left, right, scope),
    };
    made(span, Type::Bool, ExprKind::Binary(operator, Box::new(one), Box::new(other)))
}

/// Both sides, each understood by the other: the one that says what it is goes first.
pub(super) fn sides(
    left: &syntax::Expr,
    right: &syntax::Expr,
    scope: &mut Scope<'_>,
) -> (Expr, Expr) {
    if is_loose(left) && !is_loose(right) {
        let other = value(right, Hint::None, scope);
        return (value(left, Hint::Like(&other.ty), scope), other);
    }
    let one = value(left, Hint::None, scope);
    let other = value(right, Hint::Like(&one.ty), scope);
    (one, other)
}

/// Whether a value is understood better when the other side is known.
fn is_loose(found: &syntax::Expr) -> bool {
    if let Shape::Paren(inner) = &found.kind {
        return is_loose(inner);
    }
    matches!(found.kind, Shape::Word(_) | Shape::Text(_))
}

fn equal(
    operator: Binary,
    left: &syntax::Expr,
    right: &syntax::Expr,
    scope: &mut Scope<'_>,
) -> (Expr, Expr) {
    let (one, other) = sides(left, right, scope);
    let none = |side: &Expr| matches!(side.kind, ExprKind::Literal(Literal::None));
    if none(&one) || none(&other) {
        let kept = if none(&one) { right } else { left };
        let span = one.span.to(other.span);
        with_none(operator, kept, span, scope);
    } else if !one.ty.compares_with(&other.ty) {
        let report = mismatch(operator, (left, &one), (right, &other), scope);
        scope.report(report);
    } else {
        address::check(&one, &other.ty, scope);
        address::check(&other, &one.ty, scope);
    }
    (one, other)
}

fn with_none(operator: Binary, kept: &syntax::Expr, span: Span, scope: &mut Scope<'_>) {
    let equal = operator == Binary::Equal;
    let word = if equal { "unset" } else { "set" };
    let spelled = spell(kept);
    let it = spelled.as_deref().unwrap_or("x");
    let place = scope.location(span);
    let answer = if equal { "never true" } else { "always true" };
    let report =
        Report::error(codes::WRONG_TYPE, place, format!("comparing with `none` is {answer}"))
            .label("`none` is equal to nothing")
            .help(format!("write `{it} is {word}`"));
    scope.report(match &spelled {
        Some(it) => report.fix(format!("write `is {word}`"), place, format!("{it} is {word}")),
        None => report,
    });
}

/// One side of a comparison: as it stands, and as it is understood.
pub(super) type Side<'a> = (&'a syntax::Expr, &'a Expr);

/// Two sides that do not compare.
pub(super) fn mismatch(
    operator: Binary,
    left: Side<'_>,
    right: Side<'_>,
    scope: &Scope<'_>,
) -> Report {
    let is_fixed = |side: Side<'_>| matches!(side.1.kind, ExprKind::Literal(_));
    let (culprit, rest) =
        if is_fixed(left) && !is_fixed(right) { (left, right) } else { (right, left) };
    let message =
        format!("`{}` compares {} with {}", operator.symbol(), noun(&left.1.ty), noun(&right.1.ty));
    let report = faults::clash(message, culprit.1, rest.1, scope);
    if let Type::List(item) = &rest.1.ty
        && item.compares_with(&culprit.1.ty)
    {
        let (list, one) = (spell(rest.0), spell(culprit.0));
        let (list, one) = (list.as_deref().unwrap_or("list"), one.as_deref().unwrap_or("value"));
        return report.help(format!("ask whether it is in the list: `{list} contains {one}`"));
    }
    if rest.1.ty == Type::Agent && culprit.1.ty.is_textual() {
        let report = report.help("write the name of a declared agent, or compare `assignee.name`");
        return advice::convert(report, &Type::Agent, culprit.0, culprit.1, scope);
    }
    advice::convert(report, &rest.1.ty, culprit.0, culprit.1, scope)
}

/// `<`, `<=`, `>`, `>=`.
fn order(
    operator: Binary,
    left: &syntax::Expr,
    right: &syntax::Expr,
    scope: &mut Scope<'_>,
) -> (Expr, Expr) {
    let (one, other) = sides(left, right, scope);
    // A chain was reported where it was read.
    if !is_comparison(left) {
        ordered(operator.symbol(), (left, &one), (right, &other), scope);
    }
    (one, other)
}

fn is_comparison(found: &syntax::Expr) -> bool {
    matches!(found.kind, Shape::Binary(operator, ..) if !operator.is_arithmetic())
}

/// Reports two values of which neither can come before the other.
pub(super) fn ordered(symbol: &str, left: Side<'_>, right: Side<'_>, scope: &mut Scope<'_>) {
    let (one, other) = (&left.1.ty, &right.1.ty);
    let (sort_one, sort_other) = (is_ordered(one), is_ordered(other));
    if sort_one && sort_other && one.compares_with(other) {
        return;
    }
    let (culprit, rest) = if sort_one { (right, left) } else { (left, right) };
    let message = if (sort_one && *one != Type::Unknown) || (sort_other && *other != Type::Unknown)
    {
        format!("`{symbol}` compares {} with {}", noun(one), noun(other))
    } else {
        format!("`{symbol}` needs what has an order, not {}", noun(&culprit.1.ty))
    };
    let report = faults::clash(message, culprit.1, rest.1, scope);
    let report = report.help("compare numbers, dates, times or durations");
    let model = if rest.1.ty == Type::Unknown { &Type::Number } else { &rest.1.ty };
    let report = if is_ordered(model) {
        advice::convert(report, model, culprit.0, culprit.1, scope)
    } else {
        report
    };
    scope.report(report);
}
