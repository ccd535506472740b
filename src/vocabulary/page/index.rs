//! Every word, by kind.

use crate::vocabulary::{
    DECLARATIONS, FUNCTIONS, ITEMS, OPERATORS, PROMISES, SCENARIO_LINES, STEPS, TRIGGERS, TYPES,
    VALUES, WORKFLOW_SETTINGS,
};

/// Every word of the language that has a page, by kind, in the order of the reference.
#[must_use]
pub fn index() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut roots: Vec<&str> = VALUES.iter().map(|value| value.root).collect();
    roots.dedup();
    vec![
        ("at the top of a file", ITEMS.iter().map(|one| one.word).collect()),
        ("declarations", DECLARATIONS.iter().map(|one| one.word).collect()),
        ("workflow settings", WORKFLOW_SETTINGS.iter().map(|one| one.word).collect()),
        ("triggers", TRIGGERS.iter().map(|one| one.event).collect()),
        ("steps", STEPS.iter().map(|one| one.verb).collect()),
        ("promises", PROMISES.iter().map(|one| one.word).collect()),
        ("scenario lines", SCENARIO_LINES.iter().map(|one| one.word).collect()),
        ("values", roots),
        ("operators", OPERATORS.iter().map(|one| one.word).collect()),
        ("functions", FUNCTIONS.iter().map(|one| one.name).collect()),
        ("types", TYPES.iter().map(|one| one.word).collect()),
    ]
}

#[cfg(test)]
mod tests {
    use super::index;
    use crate::vocabulary::page;

    #[test]
    fn every_word_of_the_index_has_a_page() {
        for (kind, words) in index() {
            assert!(!words.is_empty(), "{kind}");
            for word in words {
                assert!(page(word).is_some(), "{word} of {kind}");
            }
        }
    }
}
