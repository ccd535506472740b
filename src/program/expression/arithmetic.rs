//! `+ - * / %` and unary `-`.

use super::spell::{spell, spell_inside};
use super::types::noun;
use super::value::{Hint, made, unknown, value};
use super::{advice, faults};
use crate::base::{Binary, Literal, Span, Type};
use crate::program::scope::Scope;
use crate::program::{Expr, ExprKind};
use crate::report::Report;
use crate::syntax;

/// Seconds of a day of 24 hours.
const DAY: i64 = 86_400;

/// `-a`. Of a fixed value it is a fixed value.
pub(super) fn minus(of: &syntax::Expr, span: Span, scope: &mut Scope<'_>) -> Expr {
    let source = of;
    let of = value(of, Hint::None, scope);
    match (&of.kind, &of.ty) {
        (ExprKind::Literal(Literal::Number(number)), _) => {
            made(span, Type::Number, ExprKind::Literal(Literal::Number(-*number)))
        }
        (_, Type::Number | Type::Duration | Type::Unknown) => {
            made(span, of.ty.clone(), ExprKind::Minus(Box::new(of)))
        }
        (_, _) => {
            let report = faults::expected("a number after `-`", &of, scope);
            let report = advice::convert(report, &Type::Number, source, &of, scope);
            scope.report(report);
            unknown(span)
        }
    }
}

/// `a + b` and its like.
pub(super) fn binary(
    operator: Binary,
    left: &syntax::Expr,
    right: &syntax::Expr,
    span: Span,
    scope: &mut Scope<'_>,
) -> Expr {
    let one = value(left, Hint::None, scope);
    let other = value(right, Hint::None, scope);
    if let Some(ty) = result(operator, &one, &other) {
        return made(span, ty, ExprKind::Binary(operator, Box::new(one), Box::new(other)));
    }
    let report = mismatch(operator, (left, &one), (right, &other), scope);
    scope.report(report);
    unknown(span)
}

/// The type that an operator makes of two; none where it makes nothing of them.
fn result(operator: Binary, one: &Expr, other: &Expr) -> Option<Type> {
    let add = operator == Binary::Add;
    let subtract = operator == Binary::Subtract;
    match (&one.ty, &other.ty) {
        (Type::Unknown, _) | (_, Type::Unknown) => Some(Type::Unknown),
        (Type::Number, Type::Number) => Some(Type::Number),
        (Type::Duration, Type::Duration) if add || subtract => Some(Type::Duration),
        (Type::Duration, Type::Duration) if operator == Binary::Divide => Some(Type::Number),
        (Type::Duration, Type::Number) if matches!(operator, Binary::Multiply | Binary::Divide) => {
            Some(Type::Duration)
        }
        (Type::Number, Type::Duration) if operator == Binary::Multiply => Some(Type::Duration),
        (Type::DateTime, Type::Duration) if add || subtract => Some(Type::DateTime),
        (Type::Duration, Type::DateTime) if add => Some(Type::DateTime),
        (Type::Date, Type::Duration) if add || subtract => Some(moved(other)),
        (Type::Duration, Type::Date) if add => Some(moved(one)),
        (Type::Time, Type::Duration) if add || subtract => Some(Type::Time),
        (Type::Time, Type::Time) if subtract => Some(Type::Duration),
        (Type::Date | Type::DateTime, Type::Date | Type::DateTime) if subtract => {
            Some(Type::Duration)
        }
        (one, other) if add && one.is_textual() && other.is_textual() => Some(Type::Text),
        (_, _) => None,
    }
}

/// A day moved by whole days is a day; by anything else, a moment.
fn moved(length: &Expr) -> Type {
    if let ExprKind::Literal(Literal::Duration(fixed)) = &length.kind
        && fixed.seconds % DAY == 0
    {
        return Type::Date;
    }
    Type::DateTime
}

type Side<'a> = (&'a syntax::Expr, &'a Expr);

fn mismatch(operator: Binary, left: Side<'_>, right: Side<'_>, scope: &Scope<'_>) -> Report {
    let symbol = operator.symbol();
    let (one, other) = (&left.1.ty, &right.1.ty);
    let culprit_is_left = is_culprit(one, other, left.1);
    let (culprit, rest) = if culprit_is_left { (left, right) } else { (right, left) };
    let message = format!("`{symbol}` makes nothing of {} and {}", noun(one), noun(other));
    let report = faults::clash(message, culprit.1, rest.1, scope);
    let in_texts = operator == Binary::Add && (one.is_textual() || other.is_textual());
    let report = advice::convert(report, &rest.1.ty, culprit.0, culprit.1, scope);
    if report.fix.is_some() {
        return report;
    }
    if in_texts && let Some((before, after)) = spell_inside(left.0).zip(spell_inside(right.0)) {
        return report.help(format!("write one text with values in it: `\"{before}{after}\"`"));
    }
    if in_texts {
        return report.help("write one text with values in it: `\"Total: ${total}\"`");
    }
    match culprit.1.ty.is_textual().then(|| spell(culprit.0)).flatten() {
        Some(text) => report.help(format!("read the number out of the text: `number({text})`")),
        None => match table(one, other) {
            Some(help) => report.help(help),
            None => report,
        },
    }
}

/// Whether the left side is the one to change: it alone is a text, or nothing computes with it.
fn is_culprit(one: &Type, other: &Type, left: &Expr) -> bool {
    let computes = |ty: &Type| super::types::is_ordered(ty);
    let fixed = matches!(left.kind, ExprKind::Literal(_));
    (!computes(one) && computes(other)) || (fixed && !computes(one) && !computes(other))
}

const fn table(one: &Type, other: &Type) -> Option<&'static str> {
    match (one, other) {
        (Type::Date | Type::DateTime | Type::Time | Type::Duration, Type::Number)
        | (Type::Number, Type::Date | Type::DateTime | Type::Time | Type::Duration) => {
            Some("write the number with a unit, like `2d` or `30m`")
        }
        (Type::Date | Type::DateTime | Type::Time, _) => {
            Some("a day or moment takes `+` and `-` with a duration, and `-` with another")
        }
        (_, _) => Some("numbers, durations, days and moments compute; other values do not"),
    }
}
