//! The walk finds what is missing: gaps planted into declarations.

use rondel::vocabulary::{
    Body, Cause, Declaration, Kind, Operand, Outcome, Promise, SCENARIO_LINES, ScenarioLine,
    Setting, Step, Trigger, Without, find_declaration, find_promise, find_step, find_trigger,
};

use super::walk;

const VOLUME: Setting = Setting {
    word: "volume",
    about: "How loud.",
    forms: &[&[Operand::plain("count", Kind::Count { min: 0, max: 10 })]],
    repeats: false,
    body: Body::None,
    settings: &[],
};

#[test]
fn a_setting_that_the_sample_of_a_step_lacks_is_found() {
    let step = Step { settings: &[VOLUME], ..*find_step("comment").unwrap() };
    assert_eq!(walk::step(&step), ["comment volume N"]);
}

#[test]
fn an_outcome_that_the_sample_of_a_step_lacks_is_found() {
    const LOST: Outcome = Outcome {
        word: "lost",
        about: "It is gone.",
        forms: &[&[]],
        repeats: false,
        replaces_next: false,
        blockless: false,
        always: true,
        without: Without::Next,
        after: None,
        proves: &[],
        answers: false,
        by: Cause::Time,
    };
    let step = Step { outcomes: &[LOST], ..*find_step("tag").unwrap() };
    assert_eq!(walk::step(&step), ["lost", "lost with a block"]);
}

#[test]
fn a_form_that_the_sample_of_a_step_lacks_is_found() {
    let whole = find_step("wait").unwrap();
    let sample = whole.sample.replace("  wait 2h\n", "");
    let step = Step { sample: Box::leak(sample.into_boxed_str()), ..*whole };
    assert_eq!(walk::step(&step), ["wait DURATION"]);
}

#[test]
fn an_operand_that_the_sample_of_a_step_lacks_is_found() {
    let whole = find_step("ask").unwrap();
    let sample = whole.sample.replace("retries 1 \"Small or large?\"", "retries 1");
    let step = Step { sample: Box::leak(sample.into_boxed_str()), ..*whole };
    assert_eq!(walk::step(&step), ["ask retries N [\"TEXT\"] with its text"]);
}

#[test]
fn a_setting_that_the_sample_of_a_trigger_lacks_is_found() {
    let trigger = Trigger { settings: &[VOLUME], ..*find_trigger("conversation_closed").unwrap() };
    let found = std::panic::catch_unwind(|| walk::trigger(&trigger));
    assert_eq!(found.unwrap(), ["conversation_closed volume N"]);
}

#[test]
fn a_condition_that_the_sample_of_a_trigger_lacks_is_found() {
    let whole = find_trigger("webhook").unwrap();
    let sample = whole.sample.replace("    when trigger.order.total > 100\n", "");
    let trigger = Trigger { sample: Box::leak(sample.into_boxed_str()), ..*whole };
    assert_eq!(walk::trigger(&trigger), ["webhook when"]);
}

#[test]
fn gaps_in_the_samples_of_promises_declarations_and_scenario_lines_are_found() {
    let other = find_promise("owner").unwrap().sample;
    let promise = Promise { sample: other, ..*find_promise("ends").unwrap() };
    assert_eq!(walk::promise(&promise), ["ends within DURATION"]);
    let declaration = Declaration { settings: &[VOLUME], ..*find_declaration("sheet").unwrap() };
    assert_eq!(walk::declaration(&declaration), ["sheet volume N"]);
    let whole = SCENARIO_LINES.iter().find(|line| line.word == "given").unwrap();
    let sample = whole.sample.replace("  given sheet fails\n", "");
    let line = ScenarioLine { sample: Box::leak(sample.into_boxed_str()), ..*whole };
    assert_eq!(walk::scenario_line(&line), ["given sheet fails"]);
}
