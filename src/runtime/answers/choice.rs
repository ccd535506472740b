//! One of several answers.

use super::Answered;
use crate::base::{Name, Value, fold, same_folded};

/// The answer that is meant: by its text, its number from 1, or a beginning that only it has;
/// case does not count.
pub(in crate::runtime) fn choice(options: &[Name], text: &str) -> Answered {
    let said = fold(text);
    let bare = said.trim_end_matches(['.', ')', '!']);
    let is = |option: &&Name| same_folded(option, &said) || same_folded(option, bare);
    let by_number = || {
        let place: usize = bare.parse().ok()?;
        options.get(place.checked_sub(1)?)
    };
    let by_beginning = || {
        let mut near =
            options.iter().filter(|option| !bare.is_empty() && fold(option).starts_with(bare));
        near.next().filter(|_| near.next().is_none())
    };
    let found = options.iter().find(is).or_else(by_number).or_else(by_beginning);
    found.map(|option| Value::Text(option.clone())).ok_or_else(|| {
        let all: Vec<String> = options.iter().map(|option| format!("“{option}”")).collect();
        Name::from(format!("expected one of {}", all.join(", ")))
    })
}
