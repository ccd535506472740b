//! The walk over an expression: every shape goes to the file that understands it.

use super::types::{join, noun};
use super::{arithmetic, call, choice, compare, faults, name, place, test};
use crate::base::{Literal, Name, Span, Type, Unary};
use crate::program::scope::Scope;
use crate::program::{Expr, ExprKind, Piece};
use crate::report::Report;
use crate::syntax::{self, ExprKind as Shape, Key, Text};
use crate::vocabulary::{Want, codes};

/// What is known of the place a value stands in before it is looked at.
#[derive(Clone, Copy)]
pub(super) enum Hint<'a> {
    /// Nothing.
    None,
    /// It is shown to people: whatever it is, it has a text.
    Shown,
    /// It is compared with, or stored among, values of this type.
    Like(&'a Type),
}

impl<'a> Hint<'a> {
    /// The type, where one is known.
    pub(super) const fn like(self) -> Option<&'a Type> {
        match self {
            Self::Like(ty) => Some(ty),
            Self::None | Self::Shown => None,
        }
    }
}

/// A checked expression of these parts.
pub(super) const fn made(span: Span, ty: Type, kind: ExprKind) -> Expr {
    Expr { span, ty, kind }
}

/// What was reported or could not be read.
pub(super) const fn unknown(span: Span) -> Expr {
    made(span, Type::Unknown, ExprKind::Unknown)
}

/// Resolves and types one expression. Recursion is bounded by the nesting of the source.
pub(super) fn value(found: &syntax::Expr, hint: Hint<'_>, scope: &mut Scope<'_>) -> Expr {
    let span = found.at.0;
    match &found.kind {
        Shape::Word(word) => name::bare(word, span, hint, scope),
        Shape::Text(text) => self::text(text, span, hint, scope),
        Shape::Number(number) => fixed(span, Type::Number, Literal::Number(*number)),
        Shape::Duration(length) => fixed(span, Type::Duration, Literal::Duration(*length)),
        Shape::Date(date) => fixed(span, Type::Date, Literal::Date(*date)),
        Shape::Time(minutes) => time(*minutes, span, scope),
        Shape::DateTime(moment) => fixed(span, Type::DateTime, Literal::DateTime(*moment)),
        Shape::Bool(yes) => fixed(span, Type::Bool, Literal::Bool(*yes)),
        Shape::None => fixed(span, Type::Unknown, Literal::None),
        Shape::List(items) => list(items, span, hint, scope),
        Shape::Record(entries) => record(entries, span, scope),
        Shape::Paren(inner) => Expr { span, ..value(inner, hint, scope) },
        Shape::Member(of, name) => place::member(found, of, name, scope),
        Shape::Index(of, index) => place::index(of, index, span, scope),
        Shape::Call(name, args) => call::call(name, args, span, scope),
        Shape::Unary(Unary::Not, of) => {
            let of = super::lower(of, Want::Bool, scope);
            made(span, Type::Bool, ExprKind::Not(Box::new(of)))
        }
        Shape::Unary(Unary::Minus, of) => arithmetic::minus(of, span, scope),
        Shape::Binary(operator, left, right) if operator.is_arithmetic() => {
            arithmetic::binary(*operator, left, right, span, scope)
        }
        Shape::Binary(operator, left, right) => {
            compare::binary(*operator, left, right, span, scope)
        }
        Shape::Logic(logic, sides) => {
            let sides = sides.iter().map(|side| super::lower(side, Want::Bool, scope)).collect();
            made(span, Type::Bool, ExprKind::Logic(*logic, sides))
        }
        Shape::Between(sides) => test::between(sides, span, scope),
        Shape::IsSet(of, set) => {
            let of = value(of, Hint::None, scope);
            made(span, Type::Bool, ExprKind::IsSet(Box::new(of), *set))
        }
        Shape::Fallback(left, right) => fallback(left, right, span, hint, scope),
        Shape::Poison => unknown(span),
        Shape::StatusClass(_) | Shape::Every(_) | Shape::Optional(_) | Shape::Range(..) => {
            no_value(found, scope)
        }
    }
}

const fn fixed(span: Span, ty: Type, literal: Literal) -> Expr {
    made(span, ty, ExprKind::Literal(literal))
}

fn time(minutes: u16, span: Span, scope: &mut Scope<'_>) -> Expr {
    let (hour, minute) = (i8::try_from(minutes / 60), i8::try_from(minutes % 60));
    let time = hour.ok().zip(minute.ok());
    if let Some(time) =
        time.and_then(|(hour, minute)| jiff::civil::Time::new(hour, minute, 0, 0).ok())
    {
        return fixed(span, Type::Time, Literal::Time(time));
    }
    scope.report(
        Report::error(codes::WRONG_TYPE, scope.location(span), "`24:00` may only end a range")
            .label("not a time of day")
            .help("write `00:00` for midnight"),
    );
    unknown(span)
}

/// A text: fixed, or with interpolations.
fn text(text: &Text, span: Span, hint: Hint<'_>, scope: &mut Scope<'_>) -> Expr {
    match text.pieces.as_slice() {
        [] => fixed(span, Type::Text, Literal::Text(Name::default())),
        [syntax::Piece::Raw(raw)] => choice::text(raw, span, hint, scope),
        pieces => {
            let pieces = pieces.iter().map(|piece| match piece {
                syntax::Piece::Raw(raw) => Piece::Raw(raw.clone()),
                syntax::Piece::Value(found) => {
                    Piece::Value(super::lower(found, Want::Shown, scope))
                }
            });
            let pieces = pieces.collect();
            made(span, Type::Text, ExprKind::Template(pieces))
        }
    }
}

fn list(items: &[syntax::Expr], span: Span, hint: Hint<'_>, scope: &mut Scope<'_>) -> Expr {
    let hint = match hint.like() {
        Some(Type::List(item)) => Hint::Like(item),
        Some(_) | None => Hint::None,
    };
    let mut lowered: Vec<Expr> = Vec::with_capacity(items.len());
    let mut ty = Type::Unknown;
    for (at, item) in items.iter().enumerate() {
        let one = super::want::check(item, value(item, hint, scope), Want::Any, scope);
        match join(&ty, &one.ty) {
            _ if at == 0 => ty = one.ty.clone(),
            Some(joined) => ty = joined,
            None => {
                let message = "a list holds values of one type";
                let first = lowered.first().unwrap_or(&one);
                let report = faults::clash(message, &one, first, scope);
                scope.report(report.help("leave the values of one type in the list"));
                ty = Type::Unknown;
            }
        }
        lowered.push(one);
    }
    made(span, Type::list(ty), ExprKind::List(lowered))
}

fn record(entries: &[(Key, syntax::Expr)], span: Span, scope: &mut Scope<'_>) -> Expr {
    let mut lowered: Vec<(Name, Expr)> = Vec::with_capacity(entries.len());
    for (key, found) in entries {
        if lowered.iter().any(|(known, _)| *known == key.text) {
            let message = format!("`{}` stands twice in this record", key.text);
            scope.report(
                Report::error(codes::DUPLICATE_NAME, scope.location(key.at.0), message)
                    .label("the second one")
                    .help("keep one of them"),
            );
        }
        lowered.push((key.text.clone(), super::lower(found, Want::Any, scope)));
    }
    made(span, Type::Record, ExprKind::Record(lowered))
}

/// `a else b`. What is shown may be of two types: every value has a text.
fn fallback(
    left: &syntax::Expr,
    right: &syntax::Expr,
    span: Span,
    hint: Hint<'_>,
    scope: &mut Scope<'_>,
) -> Expr {
    let one = value(left, hint, scope);
    // Where people read the result, a text stands for itself and names nothing.
    let words = matches!(hint, Hint::Shown) && matches!(right.kind, Shape::Text(_));
    let names = !words && matches!(one.ty, Type::Agent | Type::Team | Type::Channel | Type::Tag);
    let hint_right = if names && hint.like().is_none() { Hint::Like(&one.ty) } else { hint };
    let other = value(right, hint_right, scope);
    let ty = match join(&one.ty, &other.ty) {
        Some(ty) => ty,
        None if matches!(hint, Hint::Shown) => Type::Text,
        None => {
            let message =
                format!("`else` gives {} where the value is {}", noun(&other.ty), noun(&one.ty));
            let report = faults::clash(message, &other, &one, scope);
            let report = super::advice::convert(report, &one.ty, right, &other, scope);
            scope.report(report);
            Type::Unknown
        }
    };
    made(span, ty, ExprKind::Fallback(Box::new(one), Box::new(other)))
}

/// Shapes that lines read and expressions do not.
fn no_value(found: &syntax::Expr, scope: &mut Scope<'_>) -> Expr {
    let span = found.at.0;
    let (what, help) = if let Shape::Range(..) = found.kind {
        ("a range", "write `between` and both ends: `x between 1 and 5`")
    } else if let Shape::Every(_) = found.kind {
        ("every item of a list", "write a number: `x[0]`")
    } else if let Shape::StatusClass(_) = found.kind {
        ("a class of statuses", "compare numbers: `status between 400 and 499`")
    } else {
        ("a type", "take the `?` away; `is set` asks whether there is a value")
    };
    scope.report(
        Report::error(codes::WRONG_TYPE, scope.location(span), format!("{what} is not a value"))
            .label("expected a value here")
            .help(help),
    );
    unknown(span)
}
