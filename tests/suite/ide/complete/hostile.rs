//! Any place of any text: something is offered or nothing, and nobody panics.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use rondel::base::{FileId, Sources};
use rondel::ide::{Spot, View, complete, signature};

use super::super::cursor::Desk;
use crate::suite::large::program;
use crate::suite::programs;

/// Asks at every place between two characters, and between two bytes of one.
fn everywhere(text: &str) -> usize {
    let desk = Desk::of([text]);
    let view = desk.view();
    let end = u32::try_from(text.len()).expect("the text is short") + 2;
    let mut items = 0;
    for offset in 0..=end {
        let spot = Spot { file: FileId(0), offset };
        let found = complete(&view, spot);
        let word = text.get(found.span.range());
        assert!(word.is_some_and(|word| !word.contains('\n')), "{offset} of {text:?}");
        items += found.items.len();
        let _ = signature(&view, spot);
    }
    items
}

#[test]
fn every_place_of_every_fixture_can_be_asked_about() {
    let mut texts = 0;
    let mut items = 0;
    let all = programs::all();
    for program in all.iter().filter(|program| program.text.len() < 1_500) {
        items += everywhere(&program.text);
        texts += 1;
    }
    println!("counts: {items} items in {texts} texts");
    assert!(texts > 100 && items > 100_000);
}

#[test]
fn every_beginning_of_an_example_can_be_asked_about_at_its_end() {
    for (_, files) in programs::examples() {
        for file in &files {
            let desk = Desk::of([file.text.as_str()]);
            for (end, _) in file.text.char_indices().step_by(7) {
                // What was understood is of the text as it was before.
                let mut sources = Sources::default();
                sources.add("cut.rondel", &file.text[..end]);
                let view = View { sources: &sources, ..desk.view() };
                let offset = u32::try_from(end).expect("the text is short");
                let spot = Spot { file: FileId(0), offset };
                let found = complete(&view, spot);
                assert!(found.span.end <= offset);
                let _ = signature(&view, spot);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn any_bytes_can_be_asked_about(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        everywhere(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_row_of_signs_can_be_asked_about(
        signs in prop::collection::vec(prop::sample::select(vec![
            "workflow ", "\n", "{", "}", "(", ")", "[", "]", "\"", "\"\"\"", "${", ",", ":", ".", "=",
            "send ", "assign to ", "when ", "else ", "contact", "branch ", "round", "# allow ", "é",
            "🦀", "between ", "1h", "2026-12-25", "\\", "\r", "on webhook ", "given ", "not ", "is ",
        ]), 0..30)
    ) {
        everywhere(&signs.concat());
    }
}

#[test]
fn a_file_that_is_not_there_has_nothing_to_offer() {
    let desk = Desk::of(["stop"]);
    let spot = Spot { file: FileId(7), offset: 3 };
    assert!(complete(&desk.view(), spot).items.is_empty());
    assert_eq!(signature(&desk.view(), spot), None);
}

/// How long the slowest answer may take in a build that is not made for speed.
const BOUND: Duration = Duration::from_millis(500);

#[test]
fn a_long_workflow_is_answered_at_once() {
    let text = program::program(5_000, 7);
    let desk = Desk::of([text.as_str()]);
    let (mut slowest, mut asked, before) = (Duration::ZERO, 0, Instant::now());
    for (offset, _) in text.char_indices().step_by(text.len() / 100) {
        let offset = u32::try_from(offset).expect("the text is short");
        let start = Instant::now();
        let _ = complete(&desk.view(), Spot { file: FileId(0), offset });
        slowest = slowest.max(start.elapsed());
        asked += 1;
    }
    let mean = before.elapsed() / asked;
    let lines = text.lines().count();
    println!("counts: {asked} places in {lines} lines, {mean:?} each, {slowest:?} at most");
    assert!(slowest < BOUND, "{slowest:?}");
}
