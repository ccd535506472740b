//! Tests of texts, lists and moments.

use super::compare::{Side, mismatch, ordered, sides};
use super::spell::spell;
use super::value::{Hint, made, unknown, value};
use super::{address, advice, faults, pattern};
use crate::base::{Binary, Literal, Span, Type};
use crate::program::scope::Scope;
use crate::program::{Expr, ExprKind};
use crate::report::Report;
use crate::syntax::{self, ExprKind as Shape};
use crate::vocabulary::codes;

/// Whether a value's text can be looked into.
const fn has_text(ty: &Type) -> bool {
    ty.is_textual() || matches!(ty, Type::Tag | Type::Channel | Type::Secret)
}

/// Says that a side has to be a text.
fn needs_text(operator: Binary, side: Side<'_>, scope: &mut Scope<'_>) {
    if has_text(&side.1.ty) {
        return;
    }
    let wanted = format!("a text beside `{}`", operator.symbol());
    let report = faults::expected(&wanted, side.1, scope);
    let report = advice::convert(report, &Type::Text, side.0, side.1, scope);
    scope.report(report);
}

/// `a contains b`: a part of a text, or an item of a list.
pub(super) fn contains(
    left: &syntax::Expr,
    right: &syntax::Expr,
    scope: &mut Scope<'_>,
) -> (Expr, Expr) {
    let operator = Binary::Contains;
    let one = value(left, Hint::None, scope);
    if let Type::List(item) = &one.ty {
        let other = value(right, Hint::Like(item), scope);
        if let Type::List(_) = &other.ty {
            let report = faults::expected("one value after `contains`", &other, scope);
            scope.report(report.help("write `has_any` or `has_all` to ask for several"));
        } else if !item.compares_with(&other.ty) {
            let report = mismatch_item((left, &one), item, (right, &other), scope);
            scope.report(report);
        }
        return (one, other);
    }
    let other = value(right, Hint::None, scope);
    if has_text(&one.ty) {
        needs_text(operator, (right, &other), scope);
    } else {
        let report = faults::expected("a text or a list before `contains`", &one, scope);
        let report = advice::convert(report, &Type::Text, left, &one, scope);
        scope.report(report);
    }
    (one, other)
}

fn mismatch_item(list: Side<'_>, item: &Type, other: Side<'_>, scope: &Scope<'_>) -> Report {
    let message = format!("a {} never holds {}", list.1.ty, super::types::noun(&other.1.ty));
    let report = faults::clash(message, other.1, list.1, scope);
    advice::convert(report, item, other.0, other.1, scope)
}

/// `a starts_with b`, `a ends_with b`.
pub(super) fn ends(
    operator: Binary,
    left: &syntax::Expr,
    right: &syntax::Expr,
    scope: &mut Scope<'_>,
) -> (Expr, Expr) {
    let one = value(left, Hint::None, scope);
    let other = value(right, Hint::None, scope);
    needs_text(operator, (left, &one), scope);
    needs_text(operator, (right, &other), scope);
    (one, other)
}

/// `a matches "pattern"`.
pub(super) fn matches(
    left: &syntax::Expr,
    right: &syntax::Expr,
    scope: &mut Scope<'_>,
) -> (Expr, Expr) {
    let one = value(left, Hint::None, scope);
    let other = value(right, Hint::None, scope);
    needs_text(Binary::Matches, (left, &one), scope);
    let place = scope.location(other.span);
    if let ExprKind::Literal(Literal::Text(text)) = &other.kind {
        pattern::check_pattern(text, place, scope);
    } else if has_text(&other.ty) && !matches!(other.kind, ExprKind::Unknown) {
        scope.report(
            Report::error(codes::WRONG_TYPE, place, "`matches` needs a fixed pattern")
                .label("expected a text without values in it")
                .help("write the pattern in quotes, like `\"^[0-9]+$\"`, or use `contains`"),
        );
    } else {
        needs_text(Binary::Matches, (right, &other), scope);
    }
    (one, other)
}

/// `a in [b, c]`.
pub(super) fn within(
    left: &syntax::Expr,
    right: &syntax::Expr,
    scope: &mut Scope<'_>,
) -> (Expr, Expr) {
    let (one, other) = if let Shape::List(_) = right.kind {
        let one = value(left, Hint::None, scope);
        let list = Type::list(one.ty.clone());
        let other = value(right, Hint::Like(&list), scope);
        (one, other)
    } else {
        sides(left, right, scope)
    };
    if let ExprKind::List(items) = &other.kind {
        items.iter().for_each(|item| address::check(item, &one.ty, scope));
    }
    if let Type::List(item) = &other.ty {
        if !item.compares_with(&one.ty) {
            let report = if let Shape::List(_) = right.kind {
                mismatch(Binary::In, (left, &one), (right, &other), scope)
            } else {
                mismatch_item((right, &other), item, (left, &one), scope)
            };
            scope.report(report);
        }
    } else if other.ty != Type::Unknown {
        let report = faults::expected("a list after `in`", &other, scope);
        let (small, large) = (spell(left), spell(right));
        let small = small.as_deref().unwrap_or("a");
        let large = large.as_deref().unwrap_or("b");
        scope.report(report.help(format!(
            "write a list: `{small} in [{large}]`, or ask for a part: `{large} contains {small}`"
        )));
    }
    (one, other)
}

/// `a has_any [b, c]` and its like.
pub(super) fn has(
    operator: Binary,
    left: &syntax::Expr,
    right: &syntax::Expr,
    scope: &mut Scope<'_>,
) -> (Expr, Expr) {
    let one = value(left, Hint::None, scope);
    let other = value(right, Hint::Like(&one.ty), scope);
    let symbol = operator.symbol();
    let is_list = |ty: &Type| matches!(ty, Type::List(_) | Type::Unknown);
    if !is_list(&one.ty) {
        let report = faults::expected(&format!("a list before `{symbol}`"), &one, scope);
        scope.report(report.help("compare one value by `in [..]`, or a text by `contains`"));
    } else if !is_list(&other.ty) {
        let report = faults::expected(&format!("a list after `{symbol}`"), &other, scope);
        let place = scope.location(other.span);
        scope.report(match spell(right) {
            Some(it) => report.help(format!("write a list: `[{it}]`")).fix(
                "write brackets",
                place,
                format!("[{it}]"),
            ),
            None => report.help("write a list: `[a, b]`"),
        });
    } else if !one.ty.compares_with(&other.ty) {
        let report = mismatch(operator, (left, &one), (right, &other), scope);
        scope.report(report);
    }
    (one, other)
}

/// `a between b and c`.
pub(super) fn between(found: &[syntax::Expr; 3], span: Span, scope: &mut Scope<'_>) -> Expr {
    let [of, low, high] = found;
    let one = value(of, Hint::None, scope);
    let least = value(low, Hint::Like(&one.ty), scope);
    let most = value(high, Hint::Like(&one.ty), scope);
    let before = scope.reports.len();
    ordered("between", (of, &one), (low, &least), scope);
    if scope.reports.len() == before {
        ordered("between", (of, &one), (high, &most), scope);
    }
    made(span, Type::Bool, ExprKind::Between(Box::new([one, least, most])))
}

/// `a during HOURS`, `a during DATE..DATE`.
pub(super) fn during(
    left: &syntax::Expr,
    right: &syntax::Expr,
    scope: &mut Scope<'_>,
) -> (Expr, Expr) {
    let one = value(left, Hint::None, scope);
    let other = hours_or_days(right, scope);
    let by_day = matches!(other.kind, ExprKind::List(_));
    let fits = matches!(one.ty, Type::DateTime | Type::Unknown)
        || (one.ty == Type::Date && (by_day || other.ty == Type::Unknown));
    if !fits {
        let report = faults::expected("a moment before `during`", &one, scope);
        scope.report(report.help("write `now during …`"));
    }
    (one, other)
}

fn hours_or_days(right: &syntax::Expr, scope: &mut Scope<'_>) -> Expr {
    let span = right.at.0;
    if let Shape::Paren(inner) = &right.kind {
        return hours_or_days(inner, scope);
    }
    let Shape::Range(from, to) = &right.kind else {
        let other = value(right, Hint::Like(&Type::Hours), scope);
        if matches!(other.ty, Type::Hours | Type::Unknown) {
            return other;
        }
        let report = faults::expected("the name of declared hours", &other, scope);
        scope.report(report.help("write declared hours, or days: `2026-12-24..2026-12-26`"));
        return unknown(span);
    };
    let (from, to) = (value(from, Hint::None, scope), value(to, Hint::None, scope));
    for day in [&from, &to] {
        if !matches!(day.ty, Type::Date | Type::Unknown) {
            let report = faults::expected("a day", day, scope);
            scope.report(report.help("write both ends like `2026-12-24..2026-12-26`"));
            return unknown(span);
        }
    }
    made(span, Type::list(Type::Date), ExprKind::List(vec![from, to]))
}
