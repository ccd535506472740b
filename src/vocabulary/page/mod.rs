//! The reference pages, made from the declarations.
//!
//! In: a word. Out: its page, as plain text for a terminal or as a part of a Markdown file. A page
//! says nothing that a declaration does not.

mod article;
mod index;
mod lines;
mod manual;
mod markdown;
mod mention;
pub(super) mod others;
pub(super) mod steps;
mod text;
mod written;

pub use index::index;
pub use manual::{Entry, manual, manual_of};
pub use written::{explained, written};

pub(super) use article::Article;
pub(super) use markdown::{code, markdown};

use super::{
    DECLARATIONS, FUNCTIONS, ITEMS, OPERATORS, PROMISES, SCENARIO_LINES, STEPS, TRIGGERS, TYPES,
    VALUES, WORKFLOW_SETTINGS,
};

/// The reference page of a word: all that the language knows by it, one below the other. None
/// where the word means nothing.
///
/// `contact` gives every value of the contact; a word that is only a setting, an outcome or one of
/// a closed list says whose.
#[must_use]
pub fn page(word: &str) -> Option<String> {
    let word = word.trim().trim_matches('`');
    let word = word.strip_prefix("on ").or(word.strip_prefix("ensure ")).unwrap_or(word);
    known(word).or_else(|| {
        // `contact.email` and `close conversation` are looked up by what they begin with.
        let first = word.split(['.', ' ']).next()?;
        (first != word).then(|| known(first)).flatten()
    })
}

fn known(word: &str) -> Option<String> {
    let mut parts: Vec<String> = articles(word).iter().map(text::text).collect();
    parts.extend(mention::mentions(word));
    (!parts.is_empty()).then(|| parts.join("\n"))
}

/// Every article of a word, in the order in which people most likely mean it.
fn articles(word: &str) -> Vec<Article> {
    let mut found = Vec::new();
    found.extend(STEPS.iter().filter(|one| one.verb == word).map(steps::step));
    found.extend(TRIGGERS.iter().filter(|one| one.event == word).map(others::trigger));
    found.extend(PROMISES.iter().filter(|one| one.word == word).map(others::promise));
    found.extend(ITEMS.iter().filter(|one| one.word == word).map(others::item));
    found.extend(DECLARATIONS.iter().filter(|one| one.word == word).map(others::declaration));
    let settings = WORKFLOW_SETTINGS.iter().filter(|one| one.word == word);
    found.extend(settings.map(others::workflow_setting));
    found.extend(SCENARIO_LINES.iter().filter(|one| one.word == word).map(others::scenario_line));
    found.extend(FUNCTIONS.iter().filter(|one| one.name == word).map(others::function));
    found.extend(OPERATORS.iter().filter(|one| one.word == word).map(others::operator));
    let is_root = VALUES.iter().any(|one| one.root == word);
    found.extend(is_root.then(|| others::root(word)));
    found.extend(TYPES.iter().filter(|one| one.word == word).map(others::ty));
    found
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn a_word_of_several_meanings_gets_all_its_pages() {
        let tag = page("tag").unwrap_or_default();
        assert!(tag.contains("a step") && tag.contains("declared in the workspace"), "{tag}");
    }

    #[test]
    fn a_trigger_and_a_promise_are_found_as_they_are_written() {
        assert_eq!(page("on shortcut"), page("shortcut"));
        assert_eq!(page("ensure owner"), page("owner"));
        assert_eq!(page("`send`"), page("send"));
        assert_eq!(page("contact.email"), page("contact"));
        assert_eq!(page("close conversation"), page("close"));
    }

    #[test]
    fn a_setting_says_whose_it_is() {
        let below = page("below").unwrap_or_default();
        assert!(below.contains("a setting of `assign`"), "{below}");
    }

    #[test]
    fn a_word_that_means_nothing_has_no_page() {
        assert_eq!(page("teleport"), None);
    }
}
