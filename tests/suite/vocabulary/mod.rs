//! Every declaration of the language shows all that it can do, and has its page.

mod planted;
mod walk;

use rondel::base::{FileId, Sources};
use rondel::compile::compile;
use rondel::format::format;
use rondel::report::Severity;
use rondel::vocabulary::{
    DECLARATIONS, EVENTS, FUNCTIONS, ITEMS, PROMISES, SCENARIO_LINES, STEPS, TRIGGERS,
    WORKFLOW_SAMPLE, WORKFLOW_SETTINGS, page,
};

/// Fails with all that is missing from samples.
fn complete(samples: impl IntoIterator<Item = (&'static str, Vec<String>)>) {
    let gaps: Vec<String> = samples
        .into_iter()
        .filter(|(_, missing)| !missing.is_empty())
        .map(|(name, missing)| format!("the sample of {name} lacks {}", missing.join(", ")))
        .collect();
    assert!(gaps.is_empty(), "{}", gaps.join("\n"));
}

#[test]
fn the_sample_of_every_step_uses_all_of_its_declaration() {
    let found = STEPS.iter().map(|step| (step.verb, walk::step(step)));
    complete(found);
}

#[test]
fn the_sample_of_every_trigger_uses_all_of_its_declaration() {
    complete(TRIGGERS.iter().map(|trigger| (trigger.event, walk::trigger(trigger))));
}

#[test]
fn the_sample_of_every_promise_uses_all_of_its_declaration() {
    complete(PROMISES.iter().map(|promise| (promise.word, walk::promise(promise))));
}

#[test]
fn the_sample_of_every_declaration_uses_all_of_it() {
    complete(DECLARATIONS.iter().map(|one| (one.word, walk::declaration(one))));
}

#[test]
fn the_sample_of_the_settings_of_workflows_uses_all_of_them() {
    let missing = walk::workflow_settings(WORKFLOW_SETTINGS, WORKFLOW_SAMPLE);
    complete([("workflow", missing)]);
}

#[test]
fn the_sample_of_every_line_of_scenarios_uses_all_of_its_forms() {
    for line in SCENARIO_LINES {
        complete([(line.word, walk::scenario_line(line))]);
        assert_eq!(line.forms.len(), line.meanings.len(), "{}", line.word);
    }
}

#[test]
fn the_sample_of_every_item_is_a_program() {
    for item in ITEMS {
        walk::read(item.word, item.sample);
    }
}

/// Every sample with the word it belongs to.
fn samples() -> Vec<(&'static str, &'static str)> {
    let steps = STEPS.iter().map(|one| (one.verb, one.sample));
    let triggers = TRIGGERS.iter().map(|one| (one.event, one.sample));
    let promises = PROMISES.iter().map(|one| (one.word, one.sample));
    let declarations = DECLARATIONS.iter().map(|one| (one.word, one.sample));
    let lines = SCENARIO_LINES.iter().map(|one| (one.word, one.sample));
    let items = ITEMS.iter().map(|one| (one.word, one.sample));
    let all = steps.chain(triggers).chain(promises).chain(declarations).chain(lines).chain(items);
    all.chain([("once", WORKFLOW_SAMPLE)]).collect()
}

#[test]
fn every_sample_is_formatted_and_compiles_without_a_warning() {
    let mut faults = Vec::new();
    for (word, sample) in samples() {
        let formatted = format(FileId(0), sample).text;
        if formatted != sample {
            faults.push(format!("{word} is formatted otherwise:\n{formatted}"));
        }
        let mut sources = Sources::default();
        sources.add(word, sample);
        let (plans, reports) = compile(&sources);
        for report in reports.iter().filter(|report| report.severity != Severity::Note) {
            let place = sources.slice(report.location());
            faults.push(format!("{word}: {} ({}): {place}", report.message, report.code.0));
        }
        if plans.is_none() {
            faults.push(format!("{word} gives no plan"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_word_has_a_page_that_shows_its_sample() {
    for (word, sample) in samples() {
        let page = page(word).unwrap_or_else(|| panic!("{word} has no page"));
        let first = sample.lines().next().unwrap();
        assert!(page.contains(first), "the page of {word} does not show its sample:\n{page}");
    }
}

#[test]
fn every_setting_and_outcome_has_a_line_on_the_page_of_its_step() {
    for step in STEPS {
        let page = page(step.verb).unwrap();
        let settings = step.settings.iter().map(|setting| setting.word);
        for word in settings.chain(step.outcomes.iter().map(|outcome| outcome.word)) {
            let there = page.lines().any(|line| {
                line.strip_prefix("  ")
                    .is_some_and(|line| line.split_whitespace().next() == Some(word))
            });
            assert!(there, "the page of {} does not say {word}", step.verb);
        }
    }
}

#[test]
fn the_events_are_those_of_the_triggers() {
    let events: Vec<&str> = TRIGGERS.iter().map(|trigger| trigger.event).collect();
    assert_eq!(events, EVENTS);
}

#[test]
fn the_reference_writes_functions_with_as_many_arguments_as_they_take() {
    for function in FUNCTIONS {
        let arguments = function.written.split(',').count();
        assert_eq!(arguments, function.takes.len(), "{}", function.written);
        assert!(function.written.starts_with(function.name), "{}", function.written);
        assert!(function.sample.0.starts_with(function.name), "{}", function.name);
    }
}

#[test]
fn every_description_is_a_sentence() {
    let mut abouts: Vec<(&str, &str)> = Vec::new();
    for step in STEPS {
        abouts.push((step.verb, step.about));
        abouts.extend(step.settings.iter().map(|one| (one.word, one.about)));
        abouts.extend(step.outcomes.iter().map(|one| (one.word, one.about)));
    }
    for trigger in TRIGGERS {
        abouts.push((trigger.event, trigger.about));
        abouts.extend(trigger.settings.iter().map(|one| (one.word, one.about)));
    }
    abouts.extend(PROMISES.iter().map(|one| (one.word, one.about)));
    for declaration in DECLARATIONS {
        abouts.push((declaration.word, declaration.about));
        abouts.extend(declaration.settings.iter().map(|one| (one.word, one.about)));
    }
    abouts.extend(FUNCTIONS.iter().map(|one| (one.name, one.about)));
    for (word, about) in abouts {
        let first = about.chars().next().unwrap();
        assert!(first.is_uppercase() || first == '`', "{word}: {about}");
        assert!(about.ends_with('.'), "{word}: {about}");
        assert!(!about.contains("  "), "{word}: {about}");
    }
}
