//! What is offered about a finding leaves a program without it.

use rondel::base::{FileId, Sources};
use rondel::ide::{Action, actions};

use super::cursor::Desk;

/// What is offered about the findings of a code, and the text that each makes of a text.
fn offered(text: &str, code: &str) -> Vec<(Action, String)> {
    let mut sources = Sources::default();
    let file = sources.add("0.rondel", text);
    let reports = rondel::check(&sources).reports;
    let desk = Desk::of([text]);
    let mut offered = Vec::new();
    for report in reports.iter().filter(|one| one.code.0 == code) {
        let own = actions(&desk.view(), &reports, file, report.location().span);
        for action in own.into_iter().filter(|one| one.about == *report) {
            let mut after = text.to_owned();
            for edit in action.edits.iter().rev() {
                after.replace_range(edit.location.span.range(), &edit.text);
            }
            offered.push((action, after));
        }
    }
    offered
}

fn codes(text: &str) -> Vec<&'static str> {
    let mut sources = Sources::default();
    assert_eq!(sources.add("0.rondel", text), FileId(0));
    rondel::check(&sources).reports.iter().map(|report| report.code.0).collect()
}

const USES: &str = "\nworkflow a \"A\" {\n  on manual\n  set contact.budget = 5\n  tag vip\n  \
    assign to team sales by round_robin\n  set contact.lifecycle = \"New\"\n  \
    send \"Hi\" { template greeting }\n  \
    close conversation { category \"Bought \\\"it\\\"\" }\n}\n\n\
    workflow b \"B\" {\n  on lifecycle_updated { to \"Lost\" }\n  stop\n}\n";

#[test]
fn what_is_missing_is_declared_wherever_the_braces_of_the_workspace_stand() {
    let mut told = String::new();
    for workspace in [
        "workspace shop \"Shop\" {}",
        "workspace shop \"Shop\" { tag cold }",
        "workspace shop \"Shop\" {\n  tag cold }",
        "workspace shop \"Shop\" { tag cold # a comment\n}",
        "workspace shop \"Shop\" { tag cold\n  team other \"Other\" }",
        "workspace shop \"Shop\" {\n  channel web webchat\n  field plan text # a comment\n  lifecycle \"New\"\n  \
         closing_notes \"Spam\"\n}",
    ] {
        let text = format!("{workspace}\n{USES}");
        let before = codes(&text);
        let offered = offered(&text, "unknown-name");
        let offered = offered.iter().filter(|(one, _)| one.title.starts_with("declare"));
        for (action, after) in offered {
            let (head, _) = after.split_once(USES).expect("the workflows stay as they are");
            told.push_str(&format!("==== {workspace}\n{}\n{head}", action.title));
            let now = codes(after);
            let count = |all: &[&str]| all.iter().filter(|one| **one == "unknown-name").count();
            assert!(count(&now) < count(&before), "{after}\n{now:?}");
            let broken = ["syntax", "wrong-place", "duplicate-name"];
            assert!(!now.iter().any(|one| broken.contains(one)), "{after}\n{now:?}");
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_is_allowed_on_the_line_where_a_text_ends_is_allowed_behind_it() {
    let text = "workflow a \"A\" {\n  on manual\n  send \"\"\"\n    Hello\n  \"\"\" { failed { ask \"x\" \
        as number } }\n  ask \"y\" as number\n}\n";
    let mut allowed = 0;
    for (action, after) in offered(text, "unhandled-timeout") {
        if action.title.starts_with("allow") {
            allowed += 1;
            assert_eq!(codes(&after), ["unhandled-timeout"], "{after}");
        }
    }
    assert_eq!(allowed, 2);
}

#[test]
fn a_sketch_gets_a_workspace_with_what_it_names() {
    let mut told = String::new();
    let sketch = "# The first steps.\nworkflow a \"A\" {\n  on manual\n  \
        assign to team sales by round_robin\n}\n";
    for text in [sketch.to_owned(), format!("\u{feff}{sketch}")] {
        for (action, after) in offered(&text, "unknown-name") {
            told.push_str(&format!("==== {}\n{after}", action.title));
            assert!(!codes(&after).contains(&"unknown-name"), "{after}");
        }
    }
    insta::assert_snapshot!(told);
}
