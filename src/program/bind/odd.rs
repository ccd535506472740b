//! Lines written oddly, in ways people often do, understood well enough to say what was meant.

use super::args::Head;
use super::choose::width;
use super::items::Item;
use super::look;
use super::phrase::{example, wanted, written};
use crate::base::{Duration, Name, Span};
use crate::program::scope::Scope;
use crate::report::Report;
use crate::vocabulary::{Form, Kind, Operand, codes};

/// Two operands the wrong way round, reported; `open 09:00-18:00 mon..fri`.
pub(crate) fn swapped(
    head: Head<'_>,
    form: Form,
    operand: &Operand,
    items: &[Item<'_>],
    scope: &mut Scope<'_>,
) -> bool {
    let next = form.iter().skip_while(|one| *one != operand).nth(1);
    let (Some(next), [first, second, ..]) = (next, items) else { return false };
    let crossed = width(next.kind, &[*first]) == 1 && width(operand.kind, &[*second]) == 1;
    if !crossed || !next.before.is_empty() {
        return false;
    }
    let place = scope.location(first.span());
    let message =
        format!("`{}` takes {} before {}", head.word, wanted(operand.kind), wanted(next.kind));
    scope.report(
        Report::error(codes::WRONG_PLACE, place, message)
            .label("this comes second")
            .also(scope.location(second.span()), "this comes first")
            .help(format!("swap the two: `{}`", written(head.word, form))),
    );
    true
}

/// `5 minutes`, `1h 30m`: a length of time in two pieces, reported.
pub(crate) fn duration_in_pieces(
    operand: &Operand,
    items: &[Item<'_>],
    scope: &mut Scope<'_>,
) -> bool {
    let (Kind::Duration { .. }, [Item::One(first), Item::One(second), ..]) = (operand.kind, items)
    else {
        return false;
    };
    let place = scope.location(first.at.0.to(second.at.0));
    if let (Some(one), Some(other)) = (look::duration(first), look::duration(second)) {
        let whole = format!("{one}{other}");
        scope.report(
            Report::error(codes::WRONG_PLACE, place, "a length of time has no blank in it")
                .label("two lengths of time")
                .help(format!("write `{whole}`"))
                .fix(format!("write `{whole}`"), place, whole),
        );
        return true;
    }
    let unit = look::word(second).and_then(|word| Duration::unit_named(word));
    let (Some(number), Some(unit)) = (look::number(first), unit) else { return false };
    scope.report(
        Report::error(codes::WRONG_TYPE, place, "the unit of a length of time is one letter")
            .label("a number and a word")
            .help(format!("write `{number}{unit}`"))
            .fix(format!("write `{number}{unit}`"), place, format!("{number}{unit}")),
    );
    true
}

/// The line as its form has it, with the names that stand in the items somewhere.
pub(crate) fn reordered(
    word: &str,
    form: Form,
    items: &[Item<'_>],
    scope: &Scope<'_>,
) -> Option<String> {
    let names: Vec<(&Name, Span)> = items
        .iter()
        .flat_map(|item| item.values())
        .filter_map(|value| look::word(value).map(|word| (word, value.at.0)))
        .collect();
    let mut line = word.to_owned();
    let mut used = false;
    for operand in form {
        let name = names.iter().find(|(name, _)| {
            if let Kind::Declared(sort) = operand.kind {
                return scope.names.get(sort, name).is_some();
            }
            matches!(operand.kind, Kind::Word(words) if words.contains(&name.as_str()))
        });
        let part = match name {
            Some((name, _)) => {
                used |= matches!(operand.kind, Kind::Declared(_));
                format!("{} {name}", operand.before).trim_start().to_owned()
            }
            None => example(operand),
        };
        if !part.is_empty() {
            line.push(' ');
            line.push_str(&part);
        }
    }
    used.then(|| format!("`{line}`"))
}
