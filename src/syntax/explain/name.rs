//! Names that cannot be names.

use crate::base::{Name, Span, nearest};
use crate::report::Report;
use crate::syntax::Word;
use crate::syntax::lower::Lower;
use crate::vocabulary::RESERVED;

/// The words before a name that is made or meant.
pub(super) const BEFORE_NAMES: [&str; 24] = [
    "workflow",
    "workspace",
    "agent",
    "team",
    "field",
    "tag",
    "untag",
    "channel",
    "template",
    "secret",
    "sheet",
    "hours",
    "start",
    "to",
    "by",
    "once",
    "via",
    "for",
    "at",
    "set",
    "clear",
    "into",
    "as",
    "from",
];

/// Whether operators have taken a word.
pub(super) fn is_reserved(word: &str) -> bool {
    let first = word.as_bytes().first();
    let near = |known: &str| known.len() == word.len() && known.as_bytes().first() == first;
    RESERVED.iter().any(|known| near(known) && *known == word)
}

/// A bare word as a name; reported, and made small, where it has capitals.
pub(in crate::syntax) fn name(lower: &mut Lower<'_, '_>, word: &str, here: Span) -> Name {
    if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return capital(lower, word, here);
    }
    if is_reserved(word) {
        reserved(lower, word, here);
    }
    Name::new(word)
}

#[cold]
fn capital(lower: &mut Lower<'_, '_>, word: &str, here: Span) -> Name {
    let span = lower.at(here).0;
    let small = snake(word);
    let operator = is_reserved(&small);
    let report = if operator {
        lower.faults.report(span, format!("`{word}` is written in small letters: `{small}`"))
    } else {
        lower.faults.report(span, format!("the name `{word}` has capital letters"))
    };
    let help = if operator {
        format!("write `{small}`")
    } else {
        format!(
            "write names in small letters: `{small}`; what people read stands in quotes: `\"{word}\"`"
        )
    };
    let location = lower.faults.location(span);
    let report = report.help(help);
    // Elsewhere it may have been meant as a text.
    let report = if operator || BEFORE_NAMES.contains(&word_before(lower, here)) {
        report.fix(format!("write `{small}`"), location, small.clone())
    } else {
        report
    };
    lower.faults.push(report);
    if operator {
        lower.damage(here);
    }
    Name::new(small)
}

/// The word that stands before a place on its line; empty where another sign does.
fn word_before<'a>(lower: &Lower<'a, '_>, here: Span) -> &'a str {
    let before = lower.text.get(..here.start as usize).unwrap_or_default();
    let before = before.trim_end_matches([' ', '\t']);
    let mut words = before.rsplit(|letter: char| !letter.is_ascii_lowercase() && letter != '_');
    words.next().unwrap_or_default()
}

fn reserved(lower: &mut Lower<'_, '_>, word: &str, here: Span) {
    let span = lower.at(here).0;
    let named = BEFORE_NAMES.contains(&word_before(lower, here));
    let report = if named {
        lower
            .faults
            .report(span, format!("`{word}` is a word of the language and cannot be a name"))
            .label("reserved")
            .help(format!("choose another name than `{word}`, like `{word}_1`"))
    } else if word == "is" {
        is_alone(lower, here)
    } else {
        lower
            .faults
            .report(span, format!("a value is missing before `{word}`"))
            .label(format!("`{word}` stands between two values"))
            .help(format!("write a value before `{word}`, or take `{word}` away"))
    };
    lower.faults.push(report);
    lower.damage(here);
}

/// `is` with neither `set` nor `unset` behind it.
fn is_alone(lower: &Lower<'_, '_>, here: Span) -> Report {
    let behind = lower.text.get(here.end as usize..).unwrap_or_default();
    let next = behind.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let next = next.map(str::trim).find(|word| !word.is_empty()).unwrap_or_default();
    let report = lower
        .faults
        .report(lower.at(here).0, "`is` asks whether there is a value: `is set`, `is unset`")
        .label("expected `set` or `unset` behind this");
    if ["not", "null", "none", "nil", "empty", "missing", "undefined", "blank"].contains(&next) {
        return report.help("write `is unset`");
    }
    match nearest(next, ["set", "unset"]) {
        Some(near) => report.help(format!("did you mean `is {near}`?")),
        None => report.help("write `is set`, or `==` to compare"),
    }
}

/// Whether a label can be one; reported where it cannot.
pub(in crate::syntax) fn label(lower: &mut Lower<'_, '_>, label: &Word) -> bool {
    let text = label.text.as_str();
    let span = label.at.0;
    if text.contains('.') || is_reserved(text) {
        let report = lower
            .faults
            .report(span, format!("`{text}` cannot be a label"))
            .help("choose a label of small letters, digits and `_`");
        lower.faults.push(report);
        return false;
    }
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        let small = snake(text);
        let location = lower.faults.location(span);
        let report = lower
            .faults
            .report(span, format!("the label `{text}` has capital letters"))
            .help(format!("write names in small letters: `{small}`"))
            .fix(format!("write `{small}`"), location, small);
        lower.faults.push(report);
        return false;
    }
    true
}

/// `FollowUp` and `followUp` as `follow_up`.
pub(super) fn snake(word: &str) -> String {
    let mut small = String::with_capacity(word.len() + 2);
    let mut before = '_';
    for letter in word.chars() {
        if letter.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit()) {
            small.push('_');
        }
        small.extend(letter.to_lowercase());
        before = letter;
    }
    small
}
