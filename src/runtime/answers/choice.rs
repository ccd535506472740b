//! One of several answers.

use super::Answered;
use crate::base::{Name, Pick, Value};

/// The answer that is meant: by its text, its number from 1, or a beginning that only it has;
/// case does not count.
pub(in crate::runtime) fn choice(options: &[Name], text: &str) -> Answered {
    let found = Pick::of(text).among(options).and_then(|place| options.get(place));
    found.map(|option| Value::Text(option.clone())).ok_or_else(|| {
        let all: Vec<String> = options.iter().map(|option| format!("“{option}”")).collect();
        Name::from(format!("expected one of {}", all.join(", ")))
    })
}
