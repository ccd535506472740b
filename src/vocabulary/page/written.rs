//! How a line is written, with a word in capital letters for what its author fills in.

use std::fmt::Write;

use crate::base::Duration;
use crate::vocabulary::{Form, Kind, Operand, Want};

/// Lists of words up to this many are written out; longer ones get a name.
const FEW: usize = 5;

/// A line as it is written: `assign to team TEAM by round_robin|least_open`. What may be left out
/// stands in square brackets.
#[must_use]
pub fn written(word: &str, form: Form) -> String {
    let mut line = word.to_owned();
    for operand in form {
        let part = part(operand);
        match (part.is_empty(), operand.optional) {
            (true, _) => {}
            (false, true) => {
                let _ = write!(line, " [{part}]");
            }
            (false, false) => {
                let _ = write!(line, " {part}");
            }
        }
    }
    line
}

fn part(operand: &Operand) -> String {
    let own = blank(operand);
    match (operand.before, own.as_str()) {
        ("", _) => own,
        (before, "") => before.to_owned(),
        (before, _) => format!("{before} {own}"),
    }
}

/// What stands for the operand's own text.
fn blank(operand: &Operand) -> String {
    let name = || operand.name.to_uppercase();
    match operand.kind {
        Kind::Value(Want::Shown) if operand.name == "value" => "VALUE".to_owned(),
        Kind::Value(want) => value(want).to_owned(),
        Kind::Values(_) => "VALUE, …".to_owned(),
        Kind::Declared(sort) => capitals(sort.noun()),
        Kind::DeclaredList(sort) => format!("{}, …", capitals(sort.noun())),
        Kind::NewName => "NAME".to_owned(),
        Kind::Word(words) if words.len() <= FEW => words.join("|"),
        Kind::Word(_) => name(),
        Kind::Words(_) => format!("{}, …", one(operand.name)),
        Kind::Implied(_) => String::new(),
        Kind::Text => "\"TEXT\"".to_owned(),
        Kind::Texts | Kind::NewTexts => "\"TEXT\", …".to_owned(),
        Kind::DeclaredText(sort) => format!("\"{}\"", capitals(sort.noun())),
        Kind::DeclaredTexts(sort) => format!("\"{}\", …", capitals(sort.noun())),
        Kind::Email => "\"ADDRESS\"".to_owned(),
        Kind::Pattern => "\"PATTERN\"".to_owned(),
        Kind::Count { .. } => "N".to_owned(),
        Kind::Duration { .. } => "DURATION".to_owned(),
        Kind::Place(store) => place(store).to_owned(),
        Kind::Type(_) | Kind::LineType => "TYPE".to_owned(),
        Kind::Path => "body.PATH".to_owned(),
        Kind::Record(_) => "(NAME: VALUE, …)".to_owned(),
        Kind::Status => "STATUS".to_owned(),
        Kind::Days => "DAYS".to_owned(),
        Kind::Times => "RANGE, …".to_owned(),
        Kind::DateRange => "DATE[..DATE]".to_owned(),
        Kind::Moment => "DATETIME".to_owned(),
    }
}

const fn value(want: Want) -> &'static str {
    match want {
        Want::Shown | Want::Text | Want::Body => "\"TEXT\"",
        Want::Url => "\"URL\"",
        Want::Bool => "CONDITION",
        Want::Number => "NUMBER",
        Want::Duration => "DURATION",
        Want::Moment => "MOMENT",
        Want::Any | Want::Bound | Want::OfPlace(_) | Want::LikePlace(_) => "VALUE",
    }
}

const fn place(store: crate::vocabulary::Store) -> &'static str {
    use crate::vocabulary::Store;
    match store {
        Store::Any | Store::Number => "PLACE",
        Store::Field | Store::Owner => "contact.FIELD",
    }
}

fn capitals(noun: &str) -> String {
    noun.to_uppercase()
}

/// The name of one of many: `SOURCE` of `sources`.
fn one(name: &str) -> String {
    name.strip_suffix('s').unwrap_or(name).to_uppercase()
}

/// Sentences about what stands in capital letters in forms, each once.
#[must_use]
pub fn explained<'a>(operands: impl IntoIterator<Item = &'a Operand>) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for sentence in operands.into_iter().filter_map(explain) {
        if !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    said
}

fn explain(operand: &Operand) -> Option<String> {
    let listed = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        words.join(", ")
    };
    match operand.kind {
        Kind::Word(words) if words.len() > FEW => {
            Some(format!("{} is one of {}.", operand.name.to_uppercase(), listed(words)))
        }
        Kind::Words(words) => Some(format!("{} is one of {}.", one(operand.name), listed(words))),
        Kind::Type(words) => Some(format!("TYPE is one of {}.", listed(words))),
        Kind::LineType => Some(format!(
            "TYPE is one of {}; with `?` behind it, the value may be missing.",
            listed(crate::vocabulary::LINE_TYPES)
        )),
        Kind::Count { min, max } => Some(format!("N is a whole number from {min} to {max}.")),
        Kind::Duration { max } => {
            Some(format!("DURATION is at most {}.", days(max)))
        }
        Kind::Days => Some("DAYS are like `mon..fri` or `sat, sun`.".to_owned()),
        Kind::Times => Some(
            "RANGE is like `09:00-18:00`; its start belongs to it, its end does not. One may end at \
             `24:00`."
                .to_owned(),
        ),
        Kind::DateRange => Some("Of two dates, both belong to the range.".to_owned()),
        Kind::Place(crate::vocabulary::Store::Any | crate::vocabulary::Store::Number) => Some(
            "PLACE is `contact.FIELD`, or the name of a variable of the run.".to_owned(),
        ),
        Kind::Place(crate::vocabulary::Store::Owner) => {
            Some("FIELD is a field of type agent or team.".to_owned())
        }
        Kind::Path => Some(
            "PATH leads into the answer: `body.items[0].name`; with `[*]`, to a list of values."
                .to_owned(),
        ),
        Kind::Status => {
            Some("STATUS is a number like `404`, or a class like `4xx`.".to_owned())
        }
        Kind::Email => Some("ADDRESS is an e-mail address.".to_owned()),
        Kind::Pattern => Some("PATTERN is a regular expression.".to_owned()),
        Kind::Value(_)
        | Kind::Values(_)
        | Kind::Declared(_)
        | Kind::DeclaredList(_)
        | Kind::NewName
        | Kind::NewTexts
        | Kind::Word(_)
        | Kind::Implied(_)
        | Kind::Text
        | Kind::Texts
        | Kind::DeclaredTexts(_)
        | Kind::DeclaredText(_)
        | Kind::Place(crate::vocabulary::Store::Field)
        | Kind::Record(_)
        | Kind::Moment => None,
    }
}

/// A length in days where it is a whole number of them.
pub(super) fn days(seconds: i64) -> String {
    if seconds % 86_400 == 0 {
        format!("{}d", seconds / 86_400)
    } else {
        Duration::seconds(seconds).to_string()
    }
}
