//! What an editor has done: scenarios are run, findings mended, files formatted.

use serde_json::{Value, json};

use super::editor::Editor;
use super::{document, shop, with};

#[test]
fn lenses_run_scenarios_and_count_ways() {
    let mut editor = shop();
    // Without an error there are trials.
    let mended = editor.text("follow_up.rondel").replace("sals", "sales");
    editor.replace("follow_up.rondel", 2, &mended);
    editor.hear("workspace/codeLens/refresh", |_| true);
    let params = document(&editor, "leads.rondel");
    let lenses = editor.ask("textDocument/codeLens", params).unwrap();
    insta::assert_snapshot!(editor.shown(&lenses));
    editor.close();
}

#[test]
fn commands_run_scenarios_and_tell_what_happened() {
    let mut editor = shop();
    let run = |editor: &mut Editor, command: &str, argument: Value| {
        editor
            .ask("workspace/executeCommand", json!({ "command": command, "arguments": [argument] }))
    };
    let uri = editor.uri("leads.rondel");
    let one = json!({ "uri": uri, "scenario": "a large lead" });
    let broken = run(&mut editor, "rondel.runScenario", one.clone());
    editor.tell("$/setTrace", json!({ "value": "off" }));
    let mended = editor.text("follow_up.rondel").replace("sals", "sales");
    editor.replace("follow_up.rondel", 2, &mended);
    let mut told = format!("{broken:?}\n");
    for (command, argument) in [
        ("rondel.runScenario", one),
        ("rondel.runScenario", json!({ "uri": uri, "scenario": "silence" })),
        ("rondel.runScenario", json!({ "uri": uri, "scenario": "nothing of the kind" })),
        ("rondel.runScenario", json!({ "uri": uri })),
        ("rondel.runScenario", Value::Null),
        ("rondel.runAllScenarios", json!({ "uri": uri })),
        ("rondel.nothing", json!({ "uri": uri })),
    ] {
        let answer = run(&mut editor, command, argument.clone());
        let answer = match answer {
            Ok(answer) => {
                let message = answer["message"].as_str().unwrap_or_default().to_owned();
                format!("{message}\n{}", answer["transcript"].as_str().unwrap_or_default())
            }
            Err(error) => error,
        };
        let scenario = argument.get("scenario").cloned().unwrap_or_default();
        told.push_str(&format!("==== {command} {scenario}\n{answer}\n"));
    }
    let told = told.replace(&editor.root.display().to_string(), "");
    insta::assert_snapshot!(told);
    editor.close();
}

#[test]
fn every_finding_offers_what_can_be_done_about_it() {
    let mut editor = shop();
    let mut told = String::new();
    let mut look = |editor: &mut Editor, name: &str, line: u32| {
        let range = json!({
            "start": { "line": line, "character": 0 }, "end": { "line": line, "character": 99 },
        });
        let params = with(document(editor, name), "range", range);
        let params = with(params, "context", json!({ "diagnostics": [] }));
        let answer = editor.ask("textDocument/codeAction", params).unwrap();
        told.push_str(&format!("==== {name}:{line}\n"));
        for action in answer.as_array().unwrap() {
            let (title, preferred) = (&action["title"], &action["isPreferred"]);
            let edits = editor.shown(&action["edit"]["documentChanges"]);
            told.push_str(&format!("{title} {preferred}\n{edits}\n"));
        }
    };
    look(&mut editor, "follow_up.rondel", 5);
    let mended = editor.text("follow_up.rondel").replace("sals", "sales");
    let mended = mended.replace("follow_up \"Follow up\"", "follow_up");
    editor.replace("follow_up.rondel", 2, &mended);
    for line in 3..6 {
        look(&mut editor, "follow_up.rondel", line);
    }
    look(&mut editor, "workspace.rondel", 8);
    let strange = editor.text("leads.rondel").replace("start follow_up", "start call_back");
    editor.replace("leads.rondel", 2, &strange.replace("team sales by", "sales by"));
    look(&mut editor, "leads.rondel", 18);
    look(&mut editor, "leads.rondel", 24);
    insta::assert_snapshot!(told);
    editor.close();
}

#[test]
fn everything_safe_is_mended_at_once() {
    let mut editor = shop();
    let text = editor.text("leads.rondel").replace("to team sales", "to team \"sales\"");
    editor.replace("leads.rondel", 2, &text.replace("agent amara {", "agent \"amara\" {"));
    let start = json!({ "line": 0, "character": 0 });
    let range = json!({ "start": start, "end": start });
    let params = with(document(&editor, "leads.rondel"), "range", range);
    let only = json!({ "diagnostics": [], "only": ["source.fixAll"] });
    let answer = editor.ask("textDocument/codeAction", with(params, "context", only)).unwrap();
    insta::assert_snapshot!(editor.shown(&answer));
    editor.close();
}

#[test]
fn formatting_replaces_only_the_lines_that_differ() {
    let mut editor = shop();
    let text = editor.text("leads.rondel").replace("  ensure owner", " ensure   owner");
    editor.replace("leads.rondel", 2, &text);
    let params = with(
        document(&editor, "leads.rondel"),
        "options",
        json!({ "tabSize": 2, "insertSpaces": true }),
    );
    let answer = editor.ask("textDocument/formatting", params).unwrap();
    insta::assert_snapshot!(editor.shown(&answer));
    editor.close();
}
