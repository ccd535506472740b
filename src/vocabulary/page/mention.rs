//! Words that have no page of their own: whose they are.

use super::lines::setting as described;
use crate::vocabulary::{
    DECLARATIONS, Form, Kind, Outcome, SCENARIO_LINES, STEPS, Setting, TRIGGERS, WHEN,
    WORKFLOW_SETTINGS,
};

/// A sentence or two for each place in which a word is a setting, an outcome or one of a closed
/// list.
pub(super) fn mentions(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for step in STEPS {
        found.extend(of_settings(word, step.verb, step.settings));
        found.extend(of_outcomes(word, step.verb, step.outcomes));
        found.extend(in_forms(word, step.verb, step.forms));
    }
    for trigger in TRIGGERS {
        found.extend(of_settings(word, &format!("on {}", trigger.event), trigger.settings));
    }
    found.extend(of_settings(word, "on …", &[WHEN]));
    for declaration in DECLARATIONS {
        found.extend(of_settings(word, declaration.word, declaration.settings));
        found.extend(in_forms(word, declaration.word, declaration.forms));
    }
    for line in WORKFLOW_SETTINGS {
        found.extend(in_forms(word, line.word, line.forms));
    }
    for line in SCENARIO_LINES {
        found.extend(in_forms(word, line.word, line.forms));
    }
    found.dedup();
    found
}

fn of_settings(word: &str, owner: &str, settings: &[Setting]) -> Vec<String> {
    let mut found = Vec::new();
    for one in settings {
        if one.word == word {
            let line = described(one);
            let (way, about) = (line.first(), line.get(1));
            let way = way.map(String::as_str).unwrap_or_default().replace('\n', "`, `");
            let about = about.map(String::as_str).unwrap_or_default();
            found.push(format!("`{way}` is a setting of `{owner}`. {about}\n"));
        }
        found.extend(in_forms(word, &format!("{}` of `{owner}", one.word), one.forms));
    }
    found
}

fn of_outcomes(word: &str, owner: &str, outcomes: &[Outcome]) -> Vec<String> {
    let own = outcomes.iter().filter(|outcome| outcome.word == word);
    own.map(|one| format!("`{word}` is an outcome of `{owner}`. {}\n", one.about)).collect()
}

fn in_forms(word: &str, owner: &str, forms: &[Form]) -> Vec<String> {
    let mut operands = forms.iter().copied().flatten();
    let is_listed = operands.any(|operand| {
        let listed = if let Kind::Word(words) | Kind::Words(words) = operand.kind {
            words.contains(&word)
        } else {
            false
        };
        listed || operand.before.split(' ').any(|before| before == word)
    });
    if is_listed { vec![format!("`{word}` is a word of `{owner}`.\n")] } else { Vec::new() }
}
