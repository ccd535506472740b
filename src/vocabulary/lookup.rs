//! Words looked up.

use super::table::{Table, table};
use super::{
    DECLARATIONS, Declaration, FUNCTIONS, Function, ITEMS, PROMISES, Promise, SCENARIO_LINES,
    STEPS, ScopeValue, Setting, Step, TRIGGERS, Trigger, VALUES, WORKFLOW_SETTINGS,
};

static OF_STEPS: Table<64> = table!(STEPS, one => "", one.verb);
static OF_TRIGGERS: Table<32> = table!(TRIGGERS, one => "", one.event);
static OF_DECLARATIONS: Table<32> = table!(DECLARATIONS, one => "", one.word);
static OF_FUNCTIONS: Table<64> = table!(FUNCTIONS, one => "", one.name);
static OF_VALUES: Table<128> = table!(VALUES, one => one.root, one.name);

/// The step of a verb.
#[must_use]
pub fn find_step(verb: &str) -> Option<&'static Step> {
    OF_STEPS.find(STEPS, "", verb, |step| step.verb == verb)
}

/// Every verb, in the order of the reference.
pub fn verbs() -> impl Iterator<Item = &'static str> {
    STEPS.iter().map(|step| step.verb)
}

/// The trigger of an event.
#[must_use]
pub fn find_trigger(event: &str) -> Option<&'static Trigger> {
    OF_TRIGGERS.find(TRIGGERS, "", event, |trigger| trigger.event == event)
}

/// Every event, in the order of the reference.
#[must_use]
pub fn events() -> Vec<&'static str> {
    TRIGGERS.iter().map(|trigger| trigger.event).collect()
}

/// The promise of a word.
#[must_use]
pub fn find_promise(word: &str) -> Option<&'static Promise> {
    PROMISES.iter().find(|promise| promise.word == word)
}

/// The declaration of a word.
#[must_use]
pub fn find_declaration(word: &str) -> Option<&'static Declaration> {
    OF_DECLARATIONS.find(DECLARATIONS, "", word, |declaration| declaration.word == word)
}

/// The words of all declarations, in the order of the reference.
#[must_use]
pub fn declaration_words() -> Vec<&'static str> {
    DECLARATIONS.iter().map(|declaration| declaration.word).collect()
}

/// The function of a name.
#[must_use]
pub fn find_function(name: &str) -> Option<&'static Function> {
    OF_FUNCTIONS.find(FUNCTIONS, "", name, |function| function.name == name)
}

/// A value by its root and the name behind the dot.
#[must_use]
pub fn find_value(root: &str, name: &str) -> Option<&'static ScopeValue> {
    OF_VALUES.find(VALUES, root, name, |value| value.root == root && value.name == name)
}

/// The names behind a root's dot.
#[must_use]
pub fn names_of(root: &str) -> Vec<&'static str> {
    VALUES.iter().filter(|value| value.root == root).map(|value| value.name).collect()
}

/// Whether a word stands for a value of its own: `contact`, `now`.
#[must_use]
pub fn is_root(word: &str) -> bool {
    word == "secret" || (word != "hours" && VALUES.iter().any(|value| value.root == word))
}

/// The step or trigger in whose block a word may stand as a setting or outcome, if any.
#[must_use]
pub fn owner_of_line(word: &str) -> Option<&'static str> {
    let in_steps = STEPS.iter().find(|step| {
        has(step.settings, word) || step.outcomes.iter().any(|outcome| outcome.word == word)
    });
    let in_triggers = TRIGGERS.iter().find(|trigger| has(trigger.settings, word));
    let when = (word == "when").then_some("branch");
    in_steps.map(|step| step.verb).or(in_triggers.map(|trigger| trigger.event)).or(when)
}

fn has(settings: &[Setting], word: &str) -> bool {
    settings.iter().any(|setting| setting.word == word)
}

/// Whether a line of any kind begins with a word.
#[must_use]
pub fn begins_line(word: &str) -> bool {
    let others = ["on", "ensure", "when"].contains(&word)
        || SCENARIO_LINES.iter().any(|line| line.word == word)
        || WORKFLOW_SETTINGS.iter().any(|setting| setting.word == word)
        || ITEMS.iter().any(|item| item.word == word);
    others
        || find_step(word).is_some()
        || find_declaration(word).is_some()
        || owner_of_line(word).is_some()
        || is_outcome(word)
}

/// Whether a word is an outcome of any step.
#[must_use]
pub fn is_outcome(word: &str) -> bool {
    STEPS.iter().any(|step| step.outcomes.iter().any(|outcome| outcome.word == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_as_itself() {
        for step in STEPS {
            assert_eq!(find_step(step.verb), Some(step));
        }
        for trigger in TRIGGERS {
            assert_eq!(find_trigger(trigger.event), Some(trigger));
        }
        for declaration in DECLARATIONS {
            assert_eq!(find_declaration(declaration.word), Some(declaration));
        }
        for function in FUNCTIONS {
            assert_eq!(find_function(function.name), Some(function));
        }
        for value in VALUES {
            assert_eq!(find_value(value.root, value.name), Some(value));
        }
    }

    #[test]
    fn no_other_word_is_found() {
        for word in ["", "sen", "sends", "Send", "contact", "a_word_of_some_length"] {
            assert_eq!(find_step(word), None);
            assert_eq!(find_function(word), None);
            assert_eq!(find_value("contact", word), None);
        }
    }
}
