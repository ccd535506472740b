//! Of the ways a line may be written, the one its author most likely meant.

use super::items::Item;
use crate::syntax::{Expr, ExprKind};
use crate::vocabulary::{Form, Kind, Operand};

/// The form that fits the items, or else the one that fits most of them; none where a line takes
/// no operands at all. And whether it fits all of them.
pub(crate) fn choose(forms: &'static [Form], items: &[Item<'_>]) -> (Form, bool) {
    let mut best: (Form, usize, bool) = (&[], 0, false);
    for (index, form) in forms.iter().enumerate() {
        let (score, whole) = score(form, items);
        let whole = whole && !takes_a_word_of_others(form, forms, items);
        let more = || words_anywhere(form, items) > words_anywhere(best.0, items);
        let better = match (whole, best.2) {
            (true, false) => true,
            (false, true) => false,
            (_, _) => score > best.1 || (score == best.1 && more()),
        };
        if index == 0 || better {
            best = (form, score, whole);
        }
    }
    (best.0, best.2)
}

/// Whether a form takes for a name what is a fixed word of another: `workspace` in `assign to
/// workspace`.
fn takes_a_word_of_others(form: Form, forms: &'static [Form], items: &[Item<'_>]) -> bool {
    let places = form.iter().any(|operand| matches!(operand.kind, Kind::Place(_)));
    places && forms.len() > 1 && items.iter().filter_map(|item| item.word()).any(|word| {
        let fixed = |operand: &Operand| {
            matches!(operand.kind, Kind::Word(words) if words.contains(&word.as_str()))
        };
        !form.iter().any(fixed) && forms.iter().flat_map(|form| form.iter()).any(fixed)
    })
}

/// How well a form fits, and whether it fits all and wants no more. Fixed words weigh more than
/// values.
fn score(form: Form, items: &[Item<'_>]) -> (usize, bool) {
    let mut position = 0;
    let mut score = 0;
    for operand in form {
        let rest = items.get(position..).unwrap_or_default();
        let words = leading_words(operand, rest);
        let Some(words) = words else {
            if operand.optional {
                continue;
            }
            return (score, false);
        };
        if matches!(operand.kind, Kind::Implied(_)) {
            position += words;
            score += 4 * words;
            continue;
        }
        let width = width(operand.kind, rest.get(words..).unwrap_or_default());
        if width > 0 {
            let fixed = matches!(operand.kind, Kind::Word(_));
            score += 4 * words + if fixed { 4 } else { 1 };
            position += words + width;
        } else if !operand.optional || words > 0 {
            return (score + 4 * words, false);
        }
    }
    (score, position == items.len())
}

/// How many fixed words of a form stand anywhere among the items: words in the wrong order still
/// tell what was meant.
fn words_anywhere(form: Form, items: &[Item<'_>]) -> usize {
    let there = |word: &&str| items.iter().any(|item| item.is(word));
    form.iter()
        .map(|operand| {
            let fixed: &[&str] = if let Kind::Word(words) = operand.kind { words } else { &[] };
            operand.before.split_ascii_whitespace().filter(there).count()
                + fixed.iter().copied().filter(there).count()
        })
        .sum()
}

/// How many items the words before an operand take; none when they are not there.
pub(crate) fn leading_words(operand: &Operand, items: &[Item<'_>]) -> Option<usize> {
    let mut count = 0;
    for word in operand.before.split_ascii_whitespace() {
        if !items.get(count)?.is(word) {
            return None;
        }
        count += 1;
    }
    Some(count)
}

/// How many of the items an operand takes; 0 when the first does not look like what it takes.
pub(crate) fn width(kind: Kind, items: &[Item<'_>]) -> usize {
    match items {
        [list, of, _, ..] if is_type(kind) && list.is("list") && of.is("of") => 3,
        [item, ..] if fits(kind, *item) => 1,
        _ => 0,
    }
}

const fn is_type(kind: Kind) -> bool {
    matches!(kind, Kind::Type(_) | Kind::LineType)
}

/// Whether an item looks like what an operand takes. A first guess, by shape; what is wrong with
/// the content is said when it is bound.
fn fits(kind: Kind, item: Item<'_>) -> bool {
    if item.is_poison() {
        return true;
    }
    let one = |test: fn(&Expr) -> bool| item.values().len() == 1 && item.values().iter().all(test);
    let all = |test: fn(&Expr) -> bool| item.values().iter().all(test) && !item.values().is_empty();
    match kind {
        Kind::Value(_) => one(|_| true),
        Kind::Values(_) => all(|_| true),
        Kind::Declared(_) | Kind::NewName => one(is_word),
        Kind::DeclaredList(_) | Kind::Words(_) => all(is_word),
        Kind::Word(words) => item.word().is_some_and(|word| words.contains(&word.as_str())),
        Kind::Implied(_) => false,
        Kind::Text | Kind::DeclaredText(_) | Kind::Email | Kind::Pattern => one(is_text),
        Kind::NewTexts | Kind::Texts | Kind::DeclaredTexts(_) => all(is_text),
        Kind::Count { .. } => one(|value| matches!(value.kind, ExprKind::Number(_))),
        Kind::Duration { .. } => one(|value| matches!(value.kind, ExprKind::Duration(_))),
        Kind::Place(_) => one(is_path),
        Kind::Path => one(is_path),
        Kind::Type(_) => one(is_word),
        Kind::LineType => {
            one(|value| is_word(value) || matches!(value.kind, ExprKind::Optional(_)))
        }
        Kind::Record(_) => one(|value| matches!(value.kind, ExprKind::Record(_))),
        Kind::Status => {
            one(|value| matches!(value.kind, ExprKind::Number(_) | ExprKind::StatusClass(_)))
        }
        Kind::Days => all(|value| is_word(value) || is_range(value, is_word)),
        Kind::Times => all(|value| is_range(value, is_time)),
        Kind::DateRange => one(|value| is_date(value) || is_range(value, is_date)),
        Kind::Moment => one(|value| matches!(value.kind, ExprKind::DateTime(_))),
    }
}

fn is_word(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::Word(_))
}

fn is_text(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::Text(_))
}

fn is_time(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::Time(_))
}

fn is_date(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::Date(_))
}

fn is_path(value: &Expr) -> bool {
    matches!(
        value.kind,
        ExprKind::Word(_) | ExprKind::Member(..) | ExprKind::Index(..) | ExprKind::Every(_)
    )
}

fn is_range(value: &Expr, side: fn(&Expr) -> bool) -> bool {
    matches!(&value.kind, ExprKind::Range(from, to) if side(from) && side(to))
}
