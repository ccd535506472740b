//! Every snippet, with what it proposes left as it is, is a line that can be read.

use std::collections::BTreeSet;

use rondel::base::FileId;
use rondel::ide::{Insert, Item};
use rondel::syntax::parse;
use rondel::vocabulary::{DECLARATIONS, SCENARIO_LINES, STEPS, TRIGGERS};

use super::super::cursor::{WORLD, in_scenario, in_workflow};
use super::at;

/// What an editor writes for a snippet when nobody fills anything in.
fn filled(snippet: &str) -> String {
    let mut out = String::new();
    let mut signs = snippet.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => out.extend(signs.next()),
            '$' if signs.peek() == Some(&'{') => {
                signs.next();
                while signs.next_if(char::is_ascii_digit).is_some() {}
                let choice = signs.next() == Some('|');
                let mut first = true;
                while let Some(sign) = signs.next() {
                    match sign {
                        '\\' if first => out.extend(signs.next()),
                        '\\' => drop(signs.next()),
                        ',' if choice => first = false,
                        '|' if choice => {}
                        '}' => break,
                        sign if first => out.push(sign),
                        _ => {}
                    }
                }
            }
            '$' => while signs.next_if(char::is_ascii_digit).is_some() {},
            sign => out.push(sign),
        }
    }
    out
}

/// Puts an item where the mark stands and reads the whole.
fn check(text: &str, item: &Item) {
    let (Insert::Plain(written) | Insert::Snippet(written)) = &item.insert;
    let written = match &item.insert {
        Insert::Plain(_) => written.clone(),
        Insert::Snippet(_) => filled(written),
    };
    let whole = text.replace('▮', &written);
    let (_, reports) = parse(FileId(0), &whole);
    let first = reports.iter().next().map(|report| &report.message);
    assert!(first.is_none(), "{:?} as {written:?}: {first:?}", item.label);
}

/// The first words of what is offered; each of it is tried.
fn words(text: &str) -> BTreeSet<String> {
    let found = at(text);
    found.items.iter().for_each(|item| check(text, item));
    let word = |item: &Item| item.label.split(' ').next().unwrap_or_default().to_owned();
    found.items.iter().map(word).collect()
}

#[test]
fn places_to_fill_in_are_filled() {
    assert_eq!(filled("a ${1:b} ${2|c,d|} \\$ {\n\t$0\n}"), "a b c $ {\n\t\n}");
}

#[test]
fn everything_that_a_step_has_is_offered_in_its_block() {
    let steps = words(&in_workflow("▮"));
    let mut lines = 0;
    for step in STEPS {
        assert!(steps.contains(step.verb), "{}", step.verb);
        let own = step.settings.iter().map(|one| one.word);
        let own: BTreeSet<&str> = own.chain(step.outcomes.iter().map(|one| one.word)).collect();
        let found = words(&in_workflow(&format!("{} {{\n    ▮\n  }}", step.verb)));
        for word in &own {
            assert!(found.contains(*word), "{word} of {}", step.verb);
        }
        assert!(step.body != rondel::vocabulary::Body::Details || found.len() == own.len());
        lines += own.len();
    }
    println!("counts: {} steps and {lines} of their lines", STEPS.len());
    assert!(lines > 50);
}

#[test]
fn everything_that_a_trigger_or_a_declaration_has_is_offered_in_its_block() {
    let heads = |line: &str| format!("{WORLD}workflow w \"W\" {{\n  {line}\n  stop\n}}\n");
    words(&heads("▮"));
    for trigger in TRIGGERS {
        let found = words(&heads(&format!("on {} {{\n    ▮\n  }}", trigger.event)));
        for setting in trigger.settings {
            assert!(found.contains(setting.word), "{} of {}", setting.word, trigger.event);
        }
        assert!(found.contains("when"), "{}", trigger.event);
    }
    let declared = |line: &str| format!("workspace shop \"Shop\" {{\n  {line}\n}}\n");
    let all = words(&declared("▮"));
    for one in DECLARATIONS {
        assert!(all.contains(one.word), "{}", one.word);
        let found = words(&declared(&format!("{} x {{\n    ▮\n  }}", one.word)));
        for setting in one.settings {
            assert!(found.contains(setting.word), "{} of {}", setting.word, one.word);
        }
    }
}

#[test]
fn every_form_of_a_scenario_is_offered() {
    let text = in_scenario("▮");
    let found = at(&text);
    found.items.iter().filter(|item| !item.again).for_each(|item| check(&text, item));
    for line in SCENARIO_LINES {
        let own = found
            .items
            .iter()
            .filter(|item| item.label.split(' ').next() == Some(line.word) && !item.again);
        assert_eq!(own.count(), line.forms.len(), "{}", line.word);
    }
}

#[test]
fn items_and_workflow_settings_can_be_read_as_they_are_offered() {
    assert_eq!(words("▮").len(), 3);
    assert_eq!(words(&format!("{WORLD}▮")).len(), 2);
    let settings = words(&format!("{WORLD}workflow w \"W\" {{\n  ▮\n}}\n"));
    for word in ["on", "ensure", "once", "overlap", "stop"] {
        assert!(settings.contains(word), "{word}");
    }
}
