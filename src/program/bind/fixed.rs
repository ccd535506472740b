//! Operands that are fixed values: counts, lengths of time, types, days and times.

use std::sync::Arc;

use jiff::civil;

use super::args::Head;
use super::items::Item;
use super::look;
use super::phrase::one_of;
use super::value::{Around, mismatch, shape};
use crate::base::{Choices, Duration, Name, Span, Ty, Type, nearest};
use crate::program::scope::Scope;
use crate::program::survey::options;
use crate::program::{ArgValue, expression};
use crate::report::Report;
use crate::syntax::{Expr, ExprKind};
use crate::vocabulary::{Kind, codes};

/// A whole number within bounds, both in.
pub(crate) fn count(
    head: Head<'_>,
    min: i64,
    max: i64,
    found: &Expr,
    scope: &mut Scope<'_>,
) -> Option<ArgValue> {
    let kind = Kind::Count { min, max };
    let Some(number) = look::number(found) else {
        let report = mismatch(head, kind, found, scope);
        scope.report(match look::plain_text(found).filter(|text| text.parse::<i64>().is_ok()) {
            Some(text) => {
                let place = report.location();
                report.help("write the number without quotes").fix(
                    "take the quotes away",
                    place,
                    text.as_str(),
                )
            }
            None => report,
        });
        return None;
    };
    let whole: Option<i64> = number.fract().is_zero().then(|| i64::try_from(number).ok()).flatten();
    let Some(whole) = whole.filter(|whole| (min..=max).contains(whole)) else {
        let place = scope.location(found.at.0);
        let wanted = super::phrase::wanted(kind);
        scope.report(
            Report::error(codes::WRONG_TYPE, place, format!("`{}` needs {wanted}", head.word))
                .label("out of bounds"),
        );
        return None;
    };
    Some(ArgValue::Count(whole))
}

/// A fixed length of time.
pub(crate) fn duration(
    head: Head<'_>,
    max: Duration,
    found: &Expr,
    scope: &mut Scope<'_>,
) -> Option<Duration> {
    let kind = Kind::Duration { max: max.seconds };
    if let Some(duration) = look::duration(found) {
        if duration <= max {
            return Some(duration);
        }
        let place = scope.location(found.at.0);
        scope.report(
            Report::error(codes::LIMIT, place, format!("`{}` takes at most {max}", head.word))
                .label("longer than that")
                .help(format!("write `{max}` or less")),
        );
        return None;
    }
    let report = mismatch(head, kind, found, scope);
    let place = report.location();
    let as_text = look::plain_text(found).filter(|text| text.parse::<Duration>().is_ok());
    let report = match (look::number(found), as_text) {
        (Some(number), _) => report.help(format!(
            "give the unit: `{number}m` are minutes, `{number}h` hours, `{number}d` days"
        )),
        (None, Some(text)) => report.help(format!("write it without quotes: `{text}`")).fix(
            "take the quotes away",
            place,
            text.as_str(),
        ),
        (None, None) => report.help("write a number and its unit, like `10m`, `2h` or `1h30m`"),
    };
    scope.report(report);
    None
}

/// The type of an answer or a saved value: `number`, `list of text`, `choice`.
pub(crate) fn answer_type(
    words: &'static [&'static str],
    items: &[Item<'_>],
    around: &Around<'_>,
    scope: &mut Scope<'_>,
) -> Option<ArgValue> {
    let names: Vec<&str> = items.iter().filter_map(|item| item.word()).map(Name::as_str).collect();
    let (first, item) = (names.last()?, items.last()?);
    let lists = names.len() > 1 && !words.contains(&"list");
    let known = words.contains(first) && !lists;
    if known && let Some(ty) = expression::parse_type(&names) {
        let ty = if matches!(ty.base, Type::Choice(_)) {
            let of = Name::new_static("the answer");
            Ty::sure(Type::Choice(Arc::new(Choices {
                of,
                options: options(around.statement).into(),
            })))
        } else {
            ty
        };
        return Some(ArgValue::Type(ty, Name::from(names.join(" "))));
    }
    let report = if lists {
        let place = scope.location(items.iter().map(|item| item.span()).reduce(Span::to)?);
        Report::error(codes::WRONG_TYPE, place, "a list cannot be kept or asked for here")
            .label("not one of the types")
            .help(format!("choose {}", one_of(words)))
    } else {
        unknown_type(first, words, *item, scope)
    };
    scope.report(report);
    None
}

fn unknown_type(
    word: &str,
    words: &'static [&'static str],
    item: Item<'_>,
    scope: &Scope<'_>,
) -> Report {
    let place = scope.location(item.span());
    let report = Report::error(codes::UNKNOWN_NAME, place, format!("unknown type `{word}`"))
        .label("no type has this name");
    let near = match word {
        "string" | "str" => Some("text"),
        "int" | "integer" | "float" | "decimal" => Some("number"),
        "boolean" => Some("bool"),
        "mail" | "e_mail" => Some("email"),
        "select" | "options" | "enum" => Some("choice"),
        "stars" | "score" => Some("rating"),
        _ => None,
    };
    match near.filter(|near| words.contains(near)).or_else(|| nearest(word, words.iter().copied()))
    {
        Some(near) => report.help(format!("did you mean `{near}`?")).guess(
            format!("write `{near}`"),
            place,
            near,
        ),
        None => report.help(format!("choose {}", super::phrase::one_of(words))),
    }
}

/// The type of a typed line: `text`, `number?`, `list of text`.
pub(crate) fn line_type(items: &[Item<'_>], scope: &mut Scope<'_>) -> Option<Ty> {
    let item = *items.last()?;
    let found = item.values().first()?;
    let inner = look::optional(found).unwrap_or(found);
    let maybe = look::optional(found).is_some();
    let words = crate::vocabulary::LINE_TYPES;
    if let Some(word) = look::word(inner) {
        if words.contains(&word.as_str())
            && let Some(ty) = expression::parse_type(&[word.as_str()])
        {
            let base = if items.len() > 1 { Type::list(ty.base) } else { ty.base };
            return Some(Ty { base, maybe });
        }
        let report = unknown_type(word, words, Item::One(inner), scope);
        scope.report(report);
        return None;
    }
    let place = scope.location(found.at.0);
    scope.report(
        Report::error(codes::WRONG_TYPE, place, "expected a type")
            .label(format!("not a type but {}", shape(found)))
            .help("write a type like `text`, `number` or `date?`"),
    );
    None
}

/// `404`, `4xx`.
pub(crate) fn status(found: &Expr, scope: &mut Scope<'_>) -> Option<ArgValue> {
    let status = if let ExprKind::StatusClass(digit) = found.kind {
        Some((u16::from(digit), true))
    } else {
        look::number(found).and_then(|number| u16::try_from(number).ok()).map(|code| (code, false))
    };
    let fits = |(code, class): &(u16, bool)| {
        if *class { (1..=5).contains(code) } else { (100..=599).contains(code) }
    };
    if let Some((code, class)) = status.filter(fits) {
        return Some(ArgValue::Status { code, class });
    }
    let place = scope.location(found.at.0);
    scope.report(
        Report::error(codes::WRONG_TYPE, place, "expected a status of an HTTP answer")
            .label("not a status")
            .help("write a number from 100 to 599, or a class like `4xx`"),
    );
    None
}

/// `mon..fri`, `sat, sun`: days 1 to 7, rising.
pub(crate) fn days(found: &[Expr], scope: &mut Scope<'_>) -> Option<ArgValue> {
    let mut days = Vec::new();
    for value in found {
        let before = days.len();
        if let Some((from, to)) = look::range(value) {
            let (from, to) = (day(from, scope)?, day(to, scope)?);
            let last = if to < from { to + 7 } else { to };
            days.extend((from..=last).map(|day| (day - 1) % 7 + 1));
        } else {
            days.push(day(value, scope)?);
        }
        let (known, added) = days.split_at_checked(before).unwrap_or_default();
        let twice = added.iter().find(|day| known.contains(day));
        if let Some(name) = twice.and_then(|day| crate::vocabulary::DAYS.get(usize::from(*day) - 1))
        {
            let place = scope.location(value.at.0);
            scope.report(
                Report::error(
                    codes::DUPLICATE_NAME,
                    place,
                    format!("`{name}` stands twice in this list"),
                )
                .label("the second time")
                .help("name each day once"),
            );
        }
    }
    days.sort_unstable();
    days.dedup();
    Some(ArgValue::Days(days))
}

fn day(found: &Expr, scope: &mut Scope<'_>) -> Option<u8> {
    let words = crate::vocabulary::DAYS;
    let place = scope.location(found.at.0);
    let Some(word) = look::word(found) else {
        let report = |message: String| Report::error(codes::WRONG_TYPE, place, message);
        let sides = look::subtraction(found)
            .and_then(|(from, to)| Some((look::word(from)?, look::word(to)?)));
        scope.report(match sides {
            Some((from, to)) => report(format!("`{from}-{to}` is no range of days"))
                .label("`-` joins times, not days")
                .help(format!("write `{from}..{to}`"))
                .fix(format!("write `{from}..{to}`"), place, format!("{from}..{to}")),
            None => report("expected days of the week".to_owned())
                .label(format!("{}, not days", shape(found)))
                .help("write days like `mon..fri` or `sat, sun`"),
        });
        return None;
    };
    if let Some(index) = words.iter().position(|day| day == word) {
        return u8::try_from(index + 1).ok();
    }
    let report = Report::error(codes::UNKNOWN_NAME, place, format!("unknown day `{word}`"))
        .label("not a day of the week");
    let short: String = word.to_lowercase().chars().take(3).collect();
    scope.report(match words.iter().find(|day| **day == short) {
        Some(day) => report.help(format!("did you mean `{day}`?")).guess(
            format!("write `{day}`"),
            place,
            *day,
        ),
        None => report.help("days are `mon`, `tue`, `wed`, `thu`, `fri`, `sat` and `sun`"),
    });
    None
}

/// `09:00-12:00, 13:00-18:00`: minutes since midnight.
pub(crate) fn times(found: &[Expr], scope: &mut Scope<'_>) -> Option<ArgValue> {
    let mut ranges = Vec::with_capacity(found.len());
    for value in found {
        if let Some((from, to)) = look::range(value)
            && let (Some(from), Some(to)) = (look::time(from), look::time(to))
            && from != to
            && from < 24 * 60
        {
            ranges.push((from, to));
            continue;
        }
        let place = scope.location(value.at.0);
        scope.report(
            Report::error(codes::WRONG_TYPE, place, "expected a range of times")
                .label("not a range of two different times")
                .help("write the opening and the closing time like `09:00-18:00`"),
        );
        return None;
    }
    Some(ArgValue::Times(ranges))
}

/// A day, or two days with both in.
pub(crate) fn dates(found: &Expr, scope: &mut Scope<'_>) -> Option<ArgValue> {
    if let Some(day) = look::date(found) {
        return Some(ArgValue::Dates(day, day));
    }
    if let Some((from, to)) = look::range(found)
        && let (Some(from), Some(to)) = (look::date(from), look::date(to))
    {
        return ordered(from, to, found, scope);
    }
    let place = scope.location(found.at.0);
    scope.report(
        Report::error(codes::WRONG_TYPE, place, "expected a day or a range of days")
            .label(format!("{}, not a day", shape(found)))
            .help("write `2026-12-25`, or `2026-12-24..2026-12-26`"),
    );
    None
}

fn ordered(
    from: civil::Date,
    to: civil::Date,
    found: &Expr,
    scope: &mut Scope<'_>,
) -> Option<ArgValue> {
    if from <= to {
        return Some(ArgValue::Dates(from, to));
    }
    let place = scope.location(found.at.0);
    scope.report(
        Report::error(codes::WRONG_TYPE, place, "this range ends before it begins")
            .help(format!("write `{to}..{from}`"))
            .guess("swap the days", place, format!("{to}..{from}")),
    );
    None
}

/// A day and a time of day.
pub(crate) fn moment(found: &Expr, scope: &mut Scope<'_>) -> Option<ArgValue> {
    if let ExprKind::DateTime(moment) = &found.kind {
        return Some(ArgValue::Moment(*moment));
    }
    let place = scope.location(found.at.0);
    scope.report(
        Report::error(codes::WRONG_TYPE, place, "expected a day and a time of day")
            .label(format!("{}, not a moment", shape(found)))
            .help("write it like `2026-03-02T10:00`"),
    );
    None
}
