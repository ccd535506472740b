//! How messages call what an operand takes, and how a line is written.

use crate::vocabulary::{Form, Kind, Operand, Store, Want};

/// What an operand takes, as the object of a sentence: `a text in quotes`.
pub(crate) fn wanted(kind: Kind) -> String {
    match kind {
        Kind::Value(want) | Kind::Values(want) => value(want).to_owned(),
        Kind::Declared(sort) => match sort.noun() {
            "hours" => "the name of opening hours".to_owned(),
            noun => format!("the name of {} {noun}", article(noun)),
        },
        Kind::DeclaredList(sort) => {
            format!("one or more names of {}s, separated by commas", sort.noun())
        }
        Kind::NewName => "a name in small letters".to_owned(),
        Kind::Word(words) => one_of(words),
        Kind::Words(words) => format!("{}, or several separated by commas", one_of(words)),
        Kind::Implied(word) => format!("`{word}`"),
        Kind::Text | Kind::DeclaredText(_) => "a text in quotes".to_owned(),
        Kind::NewTexts | Kind::Texts | Kind::DeclaredTexts(_) => {
            "one or more texts in quotes, separated by commas".to_owned()
        }
        Kind::Email => "an e-mail address in quotes".to_owned(),
        Kind::Pattern => "a regular expression in quotes".to_owned(),
        Kind::Count { min, max } if max < i64::from(u32::MAX) => {
            format!("a whole number from {min} to {max}")
        }
        Kind::Count { min, .. } => format!("a whole number of at least {min}"),
        Kind::Duration { .. } => "a length of time like `10m`".to_owned(),
        Kind::Place(Store::Owner) => "a field that holds an agent or a team".to_owned(),
        Kind::Place(_) => "a place like `contact.budget`".to_owned(),
        Kind::Type(words) => {
            format!("a type like `{}`", words.first().copied().unwrap_or("text"))
        }
        Kind::LineType => "a type like `text` or `number?`".to_owned(),
        Kind::Path => "a path like `body.items[0].name`".to_owned(),
        Kind::Record(_) => "values in brackets like `(name: contact.name)`".to_owned(),
        Kind::Status => "a status like `404` or `4xx`".to_owned(),
        Kind::Days => "days like `mon..fri` or `sat, sun`".to_owned(),
        Kind::Times => "times like `09:00-18:00`".to_owned(),
        Kind::DateRange => "a day like `2026-12-25`, or two joined by `..`".to_owned(),
        Kind::Moment => "a day and a time like `2026-03-02T10:00`".to_owned(),
    }
}

const fn value(want: Want) -> &'static str {
    match want {
        Want::Any | Want::OfPlace(_) | Want::LikePlace(_) => "a value",
        Want::Shown | Want::Text | Want::Body => "a text",
        Want::Bool => "a condition",
        Want::Number => "a number",
        Want::Url => "a web address in quotes",
        Want::Duration => "a length of time like `10m`",
        Want::Moment => "a moment like `now + 2h`",
        Want::Bound => "a number or a date",
    }
}

pub(super) fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// `` `a`, `b` or `c` ``; a long list is cut.
pub(crate) fn one_of(words: &[&str]) -> String {
    let shown: Vec<String> = words.iter().take(14).map(|word| format!("`{word}`")).collect();
    let more = words.len() > shown.len();
    match shown.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) if more => format!("{}, {last}, …", rest.join(", ")),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => "nothing".to_owned(),
    }
}

/// A line as it is written: `assign to team TEAM by round_robin`.
pub(crate) fn written(word: &str, form: Form) -> String {
    let mut line = word.to_owned();
    for operand in form.iter().filter(|operand| !operand.optional) {
        let part = example(operand);
        if part.is_empty() {
            continue;
        }
        line.push(' ');
        line.push_str(&part);
    }
    line
}

/// An operand with the words before it: `by round_robin`, `to LABEL`.
pub(crate) fn example(operand: &Operand) -> String {
    let own = match operand.kind {
        Kind::Value(want) | Kind::Values(want) => match want {
            Want::Shown | Want::Text | Want::Body => "\"…\"".to_owned(),
            Want::Url => "\"https://…\"".to_owned(),
            Want::Duration => "10m".to_owned(),
            Want::Moment => "now + 2h".to_owned(),
            Want::Number | Want::Bound => "5".to_owned(),
            Want::Any | Want::Bool | Want::OfPlace(_) | Want::LikePlace(_) => "VALUE".to_owned(),
        },
        Kind::Declared(sort) => sort.noun().to_uppercase().replace(' ', "_"),
        Kind::DeclaredList(sort) => sort.noun().to_uppercase().replace(' ', "_"),
        Kind::NewName => "NAME".to_owned(),
        Kind::Word(words) | Kind::Words(words) | Kind::Type(words) => {
            words.first().copied().unwrap_or_default().to_owned()
        }
        Kind::Implied(_) => String::new(),
        Kind::Text
        | Kind::DeclaredText(_)
        | Kind::NewTexts
        | Kind::Texts
        | Kind::DeclaredTexts(_)
        | Kind::Pattern => "\"…\"".to_owned(),
        Kind::Email => "\"ada@example.com\"".to_owned(),
        Kind::Count { min, .. } => min.max(1).to_string(),
        Kind::Duration { .. } => "10m".to_owned(),
        Kind::Place(_) => "contact.FIELD".to_owned(),
        Kind::LineType => "text".to_owned(),
        Kind::Path => "body.FIELD".to_owned(),
        Kind::Record(_) => "(name: value)".to_owned(),
        Kind::Status => "404".to_owned(),
        Kind::Days => "mon..fri".to_owned(),
        Kind::Times => "09:00-18:00".to_owned(),
        Kind::DateRange => "2026-12-25".to_owned(),
        Kind::Moment => "2026-03-02T10:00".to_owned(),
    };
    match (operand.before, own.as_str()) {
        ("", _) => own,
        (before, "") => before.to_owned(),
        (before, _) => format!("{before} {own}"),
    }
}
