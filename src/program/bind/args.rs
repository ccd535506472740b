//! Operands, matched with the form of their line.

use super::choose::{choose, leading_words, width};
use super::items::Item;
use super::misspelt::{breaks_off, misspelt};
use super::odd;
use super::phrase::{example, one_of, wanted, written};
use super::record;
use super::value::{self, Around};
use crate::base::Span;
use crate::program::scope::Scope;
use crate::program::{Arg, ArgValue};
use crate::report::Report;
use crate::vocabulary::{self, Form, Kind, Operand, codes};

/// A line whose operands are bound.
#[derive(Clone, Copy)]
pub(crate) struct Head<'a> {
    /// Its first word, as messages call it.
    pub(crate) word: &'a str,
    /// Its first word to its last operand.
    pub(crate) span: Span,
    /// Whether parts of it could not be read: what is missing is then not said again.
    pub(crate) damaged: bool,
}

/// Binds the operands of a line to the form that fits best.
pub(crate) fn bind(
    mut head: Head<'_>,
    forms: &'static [Form],
    items: &[Item<'_>],
    around: &Around<'_>,
    scope: &mut Scope<'_>,
) -> Vec<Arg> {
    let (form, whole) = choose(forms, items);
    if !whole
        && !head.damaged
        && let Some(report) = misspelt(head, forms, items, scope)
    {
        scope.report(report);
        return Vec::new();
    }
    // A line that breaks off is told of where it does, before its parts are looked at.
    let cut = !whole && breaks_off(form, items);
    let mut args: Vec<Arg> = Vec::with_capacity(form.len().min(items.len()));
    let mut position = 0;
    // One fault is one report: what follows it is not held against the form besides.
    let before = scope.reports.len();
    for (at, operand) in form.iter().enumerate() {
        let rest = items.get(position..).unwrap_or_default();
        if let Kind::Implied(word) = operand.kind {
            match leading_words(operand, rest) {
                Some(words) => {
                    position += words;
                    args.push(implied(operand, word, head.span));
                }
                None => {
                    complain(head, forms, form, (operand, false), rest, scope);
                    return args;
                }
            }
            continue;
        }
        let Some(words) = leading_words(operand, rest) else {
            if operand.optional {
                continue;
            }
            complain(head, forms, form, (operand, false), rest, scope);
            return args;
        };
        let behind = rest.get(words..).unwrap_or_default();
        let Some(first) = behind.first() else {
            if operand.optional && words == 0 {
                if let Kind::Record(keys) = operand.kind {
                    let known = Around { args: &args, ..*around };
                    record::absent(keys, head, &known, scope);
                }
                continue;
            }
            complain(head, forms, form, (operand, words > 0), behind, scope);
            return args;
        };
        let width = width(operand.kind, behind);
        let next = form.get(at + 1);
        if width == 0 && operand.optional && words == 0 && next.is_some() {
            continue;
        }
        if next.is_some_and(|next| !next.before.is_empty() && first.is(next.before)) {
            complain(head, forms, form, (operand, words > 0), behind, scope);
            continue;
        }
        if words == 0 && width == 0 && odd::swapped(head, form, operand, behind, scope) {
            return args;
        }
        if odd::duration_in_pieces(operand, behind, scope) {
            position += words + 2;
            head.damaged = true;
            continue;
        }
        let taken = behind.get(..width.max(1)).unwrap_or_default();
        position += words + width.max(1);
        if cut {
            continue;
        }
        let known = Around { args: &args, ..*around };
        match value::bind(head, operand, taken, &known, scope) {
            Some(value) => {
                let spans = taken.iter().map(|item| item.span());
                let span = spans.reduce(Span::to).unwrap_or(head.span);
                args.push(Arg { name: operand.name, span, value });
            }
            None => head.damaged = true,
        }
        head.damaged |= scope.reports.has_errors_from(before);
    }
    if let Some(extra) = items.get(position) {
        too_much(head, forms, form, *extra, items.get(position.wrapping_sub(1)), scope);
    }
    args
}

fn implied(operand: &Operand, word: &str, span: Span) -> Arg {
    Arg { name: operand.name, span, value: ArgValue::Name(word.into()) }
}

/// Says that an operand is missing, or that something else stands in its place; `introduced` tells
/// that the words before the operand are there.
fn complain(
    head: Head<'_>,
    forms: &'static [Form],
    form: Form,
    (operand, introduced): (&Operand, bool),
    rest: &[Item<'_>],
    scope: &mut Scope<'_>,
) {
    if head.damaged || rest.iter().any(|item| item.is_poison()) {
        return;
    }
    let word = head.word;
    let wanted = match (operand.before, operand.kind) {
        (before, Kind::Implied(_)) => format!("`{before}`"),
        ("", kind) => wanted(kind),
        (_, kind) if introduced => wanted(kind),
        (before, kind) if !rest.iter().any(|item| item.is(before)) => with_word(before, kind),
        (_, kind) => wanted(kind),
    };
    let Some(item) = rest.first() else {
        let end = scope.location(Span::point(head.span.end));
        let line = scope.location(head.span);
        let first = form.first().is_some_and(|first| first == operand) && forms.len() > 1;
        let (message, label, help) = if first {
            let said = if introduced { operand.before } else { "" };
            (
                format!("nothing follows `{}`", format!("{word} {said}").trim_end()),
                format!("expected {} here", beginnings(forms, said)),
                ways(word, forms),
            )
        } else {
            let label = format!("expected {wanted} here");
            let after =
                if introduced { format!(" after `{}`", operand.before) } else { String::new() };
            (format!("`{word}` needs {wanted}{after}"), label, ways_with(word, form, operand))
        };
        let help = if let Kind::Type(types) = operand.kind {
            format!("{help}; the type is one of {}", one_of(types))
        } else {
            help
        };
        let report = Report::error(codes::MISSING_ARGUMENT, end, message).label(label);
        scope.report(report.also(line, "").help(format!("write {help}")));
        return;
    };
    let place = scope.location(item.span());
    let sought = rest.iter().skip(1).any(|item| item.is(operand.before));
    let first = form.first().is_some_and(|first| first == operand) && forms.len() > 1;
    let begun = if first && !introduced { begun(forms, item) } else { Vec::new() };
    let (code, message, wanted) = if sought {
        let before = operand.before;
        let message = format!("`{before}` has to stand before this");
        (codes::WRONG_PLACE, message, format!("`{before}`"))
    } else if let Some(said) = item.word().filter(|_| !begun.is_empty()) {
        let message = format!("`{word} {said}` is not complete");
        (codes::MISSING_ARGUMENT, message, beginnings(&begun, ""))
    } else if first && !introduced {
        (codes::MISSING_ARGUMENT, format!("this cannot follow `{word}`"), beginnings(forms, ""))
    } else {
        (codes::MISSING_ARGUMENT, format!("`{word}` needs {wanted} here"), wanted)
    };
    let help = std::iter::once(&form)
        .chain(forms)
        .find_map(|form| odd::reordered(word, form, rest, scope))
        .unwrap_or_else(|| ways(word, if begun.is_empty() { forms } else { &begun }));
    let report = Report::error(code, place, message).label(format!("expected {wanted}"));
    scope.report(report.help(format!("write {help}")));
}

/// The ways to write a line whose first words begin with the one that stands there.
fn begun(forms: &[Form], item: &Item<'_>) -> Vec<Form> {
    let begins =
        |operand: &Operand| operand.before.split(' ').next().is_some_and(|one| item.is(one));
    forms.iter().copied().filter(|form| form.first().is_some_and(begins)).collect()
}

/// What the ways to write a line begin with behind the words that are `said`: `` `agent`, `team` ``.
fn beginnings(forms: &[Form], said: &str) -> String {
    // What follows from nothing that is written is no beginning.
    let is_written =
        |operand: &&Operand| !matches!(operand.kind, Kind::Implied(_) if operand.before.is_empty());
    let firsts = forms.iter().filter_map(|form| form.iter().find(is_written));
    let mut each: Vec<String> = Vec::new();
    for first in firsts.filter(|first| said.is_empty() || first.before == said) {
        let one = match (first.before, first.kind) {
            (before, Kind::Implied(_)) => format!("`{before}`"),
            (before, kind) if before == said => wanted(kind),
            (before, kind) => with_word(before, kind),
        };
        if !each.contains(&one) {
            each.push(one);
        }
    }
    match each.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{}, or {last}", rest.join(", ")),
        None => "more".to_owned(),
    }
}

/// `` `by round_robin` or `by least_open` ``.
fn with_word(before: &str, kind: Kind) -> String {
    if let Kind::Word(words) = kind {
        let each: Vec<String> = words.iter().map(|word| format!("{before} {word}")).collect();
        return one_of(&each.iter().map(String::as_str).collect::<Vec<_>>());
    }
    format!("`{before}` and {}", wanted(kind))
}

/// Says that something stands in a line that has no place in it.
fn too_much(
    head: Head<'_>,
    forms: &'static [Form],
    form: Form,
    extra: Item<'_>,
    before: Option<&Item<'_>>,
    scope: &mut Scope<'_>,
) {
    if head.damaged || extra.is_poison() {
        return;
    }
    let place = scope.location(extra.span());
    let list = form.last().is_some_and(|last| {
        matches!(
            last.kind,
            Kind::DeclaredList(_)
                | Kind::Words(_)
                | Kind::Texts
                | Kind::NewTexts
                | Kind::DeclaredTexts(_)
                | Kind::Values(_)
                | Kind::Days
                | Kind::Times
        )
    });
    let report = Report::error(
        codes::WRONG_PLACE,
        place,
        format!("`{}` is complete before this", head.word),
    );
    let report = match before.filter(|_| list) {
        Some(before) => {
            let gap = Span::new(before.span().end, before.span().end);
            report
                .label("does this belong to the list?")
                .help("write a comma between the items of a list")
                .fix("write a comma", scope.location(gap), ",")
        }
        None => {
            let begins = extra.word().is_some_and(|word| vocabulary::begins_line(word));
            let way = ways(head.word, forms);
            report.label("nothing more belongs here").help(if begins {
                format!("write {way}, and what follows on a line of its own")
            } else {
                format!("write {way}, and take away what follows")
            })
        }
    };
    scope.report(report);
}

/// How a line is written that has the operand in it, be it optional or not.
fn ways_with(word: &str, form: Form, operand: &Operand) -> String {
    let line = written(word, form);
    if operand.optional {
        return format!("`{line} {}`", example(operand));
    }
    format!("`{line}`")
}

/// The ways a line may be written, for a help.
pub(crate) fn ways(word: &str, forms: &[Form]) -> String {
    let shown: Vec<String> =
        forms.iter().take(4).map(|form| format!("`{}`", written(word, form))).collect();
    match shown.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => format!("`{word}`"),
    }
}
