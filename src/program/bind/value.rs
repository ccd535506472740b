//! One operand: from what stands in the source to what it means.

use std::collections::HashMap;

use super::args::Head;
use super::items::Item;
use super::phrase::{one_of, wanted};
use super::{declared, fixed, look, place, record};
use crate::base::{Duration, Name, Span, Type, fold, is_email, nearest};
use crate::program::scope::Scope;
use crate::program::{Arg, ArgValue, expression};
use crate::report::Report;
use crate::syntax::{Expr, ExprKind, Statement};
use crate::vocabulary::{Kind, Operand, Want, codes};

/// What stands around an operand and helps to understand it.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a> {
    /// The operands of the line that are bound already.
    pub(crate) args: &'a [Arg],
    /// The operands of the line that this line is a setting or outcome of.
    pub(crate) outer: &'a [Arg],
    /// The statement that the line is.
    pub(crate) statement: &'a Statement,
}

/// Binds one operand; none where that failed and was reported.
pub(crate) fn bind(
    head: Head<'_>,
    operand: &Operand,
    items: &[Item<'_>],
    around: &Around<'_>,
    scope: &mut Scope<'_>,
) -> Option<ArgValue> {
    let item = *items.first()?;
    if item.is_poison() {
        return None;
    }
    let values = item.values();
    let one = values.first()?;
    if values.len() > 1 && !takes_many(operand.kind) {
        let place = scope.location(item.span());
        let message = format!("`{}` takes one value here, not a list", head.word);
        let report = Report::error(codes::WRONG_TYPE, place, message)
            .label(format!("expected {}", wanted(operand.kind)));
        scope.report(match decimal_comma(values) {
            Some(number) => report.help(format!("write the decimal point: `{number}`")).fix(
                format!("write `{number}`"),
                place,
                number,
            ),
            None => report.help("take away all but one"),
        });
        return None;
    }
    match operand.kind {
        Kind::Value(Want::OfPlace(name)) => {
            let ty = place_type(name, around, scope);
            Some(ArgValue::Expr(expression::lower_as(one, &ty, scope)))
        }
        Kind::Value(Want::LikePlace(name)) => {
            let ty = place_type(name, around, scope);
            let open = look::plain_text(one).is_some_and(|text| text.contains('*'));
            let ty = if open && ty.is_textual() { Type::Text } else { ty };
            Some(ArgValue::Expr(expression::lower_as(one, &ty, scope)))
        }
        Kind::Value(want) => Some(ArgValue::Expr(expression::lower(one, want, scope))),
        Kind::Values(Want::OfPlace(name)) => {
            let ty = place_type(name, around, scope);
            let each = values.iter().map(|value| expression::lower_as(value, &ty, scope));
            Some(ArgValue::Exprs(each.collect()))
        }
        Kind::Values(want) => {
            let each = values.iter().map(|value| expression::lower(value, want, scope));
            Some(ArgValue::Exprs(each.collect()))
        }
        Kind::Declared(sort) => declared::name(sort, one, &[], scope).map(ArgValue::Name),
        Kind::DeclaredList(sort) => {
            let each = values.iter().filter_map(|value| {
                declared::name(sort, value, values, scope).map(|name| (name, value.at.0))
            });
            let names: Vec<_> = each.collect();
            twice(&names, scope);
            Some(ArgValue::Names(names))
        }
        Kind::NewName => new_name(head, one, scope).map(ArgValue::Name),
        Kind::Word(words) => word(head, words, one, scope).map(ArgValue::Name),
        Kind::Words(words) => {
            let each = values
                .iter()
                .filter_map(|value| word(head, words, value, scope).map(|name| (name, value.at.0)));
            let names: Vec<_> = each.collect();
            twice(&names, scope);
            Some(ArgValue::Names(names))
        }
        Kind::Implied(word) => Some(ArgValue::Name(word.into())),
        Kind::Text => text(head, operand, one, scope).map(ArgValue::Text),
        Kind::Email => {
            let text = text(head, operand, one, scope)?;
            if !is_email(&text) {
                let place = scope.location(one.at.0);
                scope.report(
                    Report::error(codes::WRONG_TYPE, place, "this text is not an e-mail address")
                        .help("write one like `ada@example.com`"),
                );
            }
            Some(ArgValue::Text(text))
        }
        Kind::Pattern => {
            let text = text(head, operand, one, scope)?;
            expression::check_pattern(&text, scope.location(one.at.0), scope);
            Some(ArgValue::Text(text))
        }
        Kind::NewTexts | Kind::Texts => {
            let each = values.iter().filter_map(|value| {
                text(head, operand, value, scope).map(|text| (text, value.at.0))
            });
            let texts: Vec<_> = each.collect();
            twice(&texts, scope);
            Some(ArgValue::Texts(texts))
        }
        Kind::DeclaredText(sort) => {
            let name = text(head, operand, one, scope)?;
            declared::text(sort, &name, one.at.0, scope);
            Some(ArgValue::Text(name))
        }
        Kind::DeclaredTexts(sort) => {
            let each: Vec<_> = values
                .iter()
                .filter_map(|value| Some((text(head, operand, value, scope)?, value.at.0)))
                .collect();
            for (name, span) in &each {
                declared::text(sort, name, *span, scope);
            }
            Some(ArgValue::Texts(each))
        }
        Kind::Count { min, max } => fixed::count(head, min, max, one, scope),
        Kind::Duration { max } => {
            fixed::duration(head, Duration::seconds(max), one, scope).map(ArgValue::Duration)
        }
        Kind::Place(_) if head.damaged && look::word(one).is_some() => None,
        Kind::Place(store) => place::bind(store, one, scope),
        Kind::Type(words) => fixed::answer_type(words, items, around, scope),
        Kind::LineType => fixed::line_type(items, scope).map(|ty| {
            let written = Name::from(ty.to_string());
            ArgValue::Type(ty, written)
        }),
        Kind::Path => place::path(one, scope).map(ArgValue::Path),
        Kind::Record(keys) => record::bind(head, keys, one, around, scope),
        Kind::Status => fixed::status(one, scope),
        Kind::Days => fixed::days(values, scope),
        Kind::Times => fixed::times(values, scope),
        Kind::DateRange => fixed::dates(one, scope),
        Kind::Moment => fixed::moment(one, scope),
    }
}

/// Reports an item that stands twice in a list.
fn twice(items: &[(Name, Span)], scope: &mut Scope<'_>) {
    if items.len() < 2 {
        return;
    }
    let mut known: HashMap<String, Span> = HashMap::with_capacity(items.len());
    for (name, span) in items {
        let first = *known.entry(fold(name)).or_insert(*span);
        if first != *span {
            let (place, first) = (scope.location(*span), scope.location(first));
            scope.report(
                Report::error(
                    codes::DUPLICATE_NAME,
                    place,
                    format!("`{name}` stands twice in this list"),
                )
                .label("the second time")
                .also(first, "the first time")
                .help("take one of them away"),
            );
        }
    }
}

/// `12,50`: two numbers with a comma between them that was meant as a decimal point.
fn decimal_comma(values: &[Expr]) -> Option<String> {
    let [whole, fraction] = values else { return None };
    let touching = whole.at.0.end + 1 == fraction.at.0.start;
    let (whole, part) = (look::number(whole)?, look::number(fraction)?);
    let fits = touching && whole.scale() == 0 && part.scale() == 0;
    let width = fraction.at.0.len();
    fits.then(|| format!("{whole}.{part:0>width$}"))
}

const fn takes_many(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Values(_)
            | Kind::DeclaredList(_)
            | Kind::Words(_)
            | Kind::NewTexts
            | Kind::Texts
            | Kind::DeclaredTexts(_)
            | Kind::Days
            | Kind::Times
    )
}

/// The type of the place, or of the field, that another operand of the line (or of the line
/// around) names.
fn place_type(name: &str, around: &Around<'_>, scope: &Scope<'_>) -> Type {
    let mut args = around.args.iter().chain(around.outer);
    let found = args.find(|arg| arg.name == name);
    match found.map(|arg| &arg.value) {
        Some(ArgValue::Place(_, ty)) => ty.clone(),
        Some(ArgValue::Name(field)) => record::field_type(field, scope).unwrap_or(Type::Unknown),
        Some(_) | None => Type::Unknown,
    }
}

/// Says that a value of another kind stands where `kind` is wanted.
pub(crate) fn mismatch(head: Head<'_>, kind: Kind, found: &Expr, scope: &mut Scope<'_>) -> Report {
    let place = scope.location(found.at.0);
    let wanted = wanted(kind);
    let message = format!("`{}` needs {wanted} here, not {}", head.word, shape(found));
    Report::error(codes::WRONG_TYPE, place, message).label(format!("expected {wanted}"))
}

/// What an expression is, by its looks.
pub(crate) fn shape(found: &Expr) -> &'static str {
    match found.kind {
        ExprKind::Word(_) => "a word",
        ExprKind::Text(_) => "a text",
        ExprKind::Number(_) => "a number",
        ExprKind::Duration(_) => "a length of time",
        ExprKind::Date(_) => "a date",
        ExprKind::Time(_) => "a time of day",
        ExprKind::DateTime(_) => "a moment",
        ExprKind::StatusClass(_) => "a class of statuses",
        ExprKind::Bool(_) | ExprKind::None => "a fixed value",
        ExprKind::List(_) => "a list",
        ExprKind::Record(_) => "a record",
        ExprKind::Range(..) => "a range",
        ExprKind::Optional(_) => "a type",
        ExprKind::Paren(_)
        | ExprKind::Member(..)
        | ExprKind::Index(..)
        | ExprKind::Every(_)
        | ExprKind::Call(..)
        | ExprKind::Unary(..)
        | ExprKind::Binary(..)
        | ExprKind::Logic(..)
        | ExprKind::Between(_)
        | ExprKind::IsSet(..)
        | ExprKind::Fallback(..)
        | ExprKind::Poison => "a computed value",
    }
}

fn new_name(head: Head<'_>, found: &Expr, scope: &mut Scope<'_>) -> Option<Name> {
    if let Some(name) = look::word(found) {
        return Some(name.clone());
    }
    if look::hyphenated(found) {
        return None;
    }
    let report = mismatch(head, Kind::NewName, found, scope);
    let report = if let Some(plain) = look::plain_text(found) {
        let name = name_from(&plain);
        report.help(format!("write a name before the text: `{} {name} \"{plain}\"`", head.word))
    } else {
        report.help("names are small letters, digits and `_`")
    };
    scope.report(report);
    None
}

/// A name made of a text: `Customer Care` gives `customer_care`.
fn name_from(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words: Vec<String> =
        words.filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect();
    if words.is_empty() { "name".to_owned() } else { words.join("_") }
}

fn word(
    head: Head<'_>,
    words: &'static [&'static str],
    found: &Expr,
    scope: &mut Scope<'_>,
) -> Option<Name> {
    let Some(own) = look::word(found) else {
        let quoted = look::plain_text(found).filter(|own| words.contains(&own.as_str()));
        let report = match quoted {
            Some(own) => {
                let place = scope.location(found.at.0);
                Report::error(codes::WRONG_TYPE, place, format!("`{own}` is a word, not a text"))
                    .help(format!("write `{own}` without quotes"))
                    .fix("take the quotes away", place, own.as_str())
            }
            None => mismatch(head, Kind::Word(words), found, scope)
                .help(format!("write {}", one_of(words))),
        };
        scope.report(report);
        return None;
    };
    if words.contains(&own.as_str()) {
        return Some(own.clone());
    }
    let place = scope.location(found.at.0);
    let report =
        Report::error(codes::UNKNOWN_NAME, place, format!("`{}` does not know `{own}`", head.word))
            .label("not among its words");
    scope.report(match nearest(own, words.iter().copied()) {
        Some(near) => report.help(format!("did you mean `{near}`?")).guess(
            format!("write `{near}`"),
            place,
            near,
        ),
        None => report.help(format!("choose {}", one_of(words))),
    });
    None
}

/// A fixed text, which interpolates nothing.
pub(crate) fn text(
    head: Head<'_>,
    operand: &Operand,
    found: &Expr,
    scope: &mut Scope<'_>,
) -> Option<Name> {
    if look::text(found).is_some() {
        if let Some(plain) = look::plain_text(found) {
            return Some(plain);
        }
        let place = scope.location(found.at.0);
        scope.report(
            Report::error(codes::WRONG_TYPE, place, format!("`{}` needs a fixed text", head.word))
                .label("this one computes a part of itself")
                .help("take `${…}` out of the text"),
        );
        return None;
    }
    let report = mismatch(head, operand.kind, found, scope);
    let report = if let Some(word) = look::word(found) {
        let place = report.location();
        report.help(format!("write it in quotes: `\"{word}\"`")).fix(
            "write quotes",
            place,
            format!("\"{word}\""),
        )
    } else {
        report
    };
    scope.report(report);
    None
}
