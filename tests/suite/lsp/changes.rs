//! Edits, one after the other: the server's text stays the editor's.

use std::fs;

use rondel::base::Sources;
use serde_json::{Value, json};

use super::editor::Editor;
use super::{SHOP, modern};
use crate::suite::numbers::Numbers;

/// How many edits are made.
const EDITS: usize = 1_000;

/// What is typed.
const PIECES: [&str; 12] = [
    "\n",
    "  send \"Hi\"\n",
    "}",
    "{",
    "\"",
    "é",
    "👍🏽",
    "# a comment\r\n",
    "workflow a \"A\" {",
    "x",
    " ",
    "${",
];

#[test]
fn a_thousand_random_edits_end_in_the_text_that_was_typed() {
    let mut editor = Editor::open(SHOP, &modern());
    editor.open_file("leads.rondel");
    let mut text = editor.text("leads.rondel");
    let mut numbers = Numbers::new(4_027);
    let mut asked = 0;
    for version in 2..EDITS as i32 + 2 {
        let (start, end) = (place(&text, &mut numbers), place(&text, &mut numbers));
        let (start, end) = (start.min(end), end.max(start).min(start + 40));
        let end = (start..=end).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let piece = PIECES[numbers.below(PIECES.len())];
        let range = json!({ "start": position(&text, start), "end": position(&text, end) });
        editor.change("leads.rondel", version, &json!([{ "range": range, "text": piece }]));
        text.replace_range(start..end, piece);
        if version % 50 == 0 {
            let params = json!({ "textDocument": { "uri": editor.uri("leads.rondel") } });
            editor.ask("textDocument/semanticTokens/full", params).unwrap();
            asked += 1;
        }
    }
    let name = editor.uri("leads.rondel");
    let params = json!({ "textDocument": { "uri": name } });
    let served = editor.ask("textDocument/diagnostic", params).unwrap();
    fs::write(editor.root.join("leads.rondel"), &text).unwrap();
    let fresh = fresh(&editor);
    let codes: Vec<&str> = served["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, fresh.iter().map(|(code, _)| *code).collect::<Vec<_>>());
    let places: Vec<Value> = served["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["range"]["start"].clone())
        .collect();
    let wanted: Vec<Value> = fresh.iter().map(|(_, at)| position(&text, *at)).collect();
    assert_eq!(places, wanted);
    println!(
        "counts: {EDITS} edits, {asked} questions between them, {} findings at the end",
        codes.len()
    );
    assert!(!codes.is_empty());
    editor.close();
}

/// The findings of `leads.rondel` by a fresh reading of everything.
fn fresh(editor: &Editor) -> Vec<(&'static str, usize)> {
    let mut sources = Sources::default();
    let mut leads = None;
    for name in ["follow_up.rondel", "leads.rondel", "workspace.rondel"] {
        let file = sources.add(name, &editor.text(name));
        if name == "leads.rondel" {
            leads = Some(file);
        }
    }
    let found = rondel::check(&sources).reports;
    found
        .iter()
        .filter(|one| Some(one.location().file) == leads)
        .map(|one| (one.code.0, one.location().span.start as usize))
        .collect()
}

fn place(text: &str, numbers: &mut Numbers) -> usize {
    let at = numbers.below(text.len() + 1);
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap();
    // No editor puts its cursor between the two halves of a line end.
    if text[..at].ends_with('\r') { at - 1 } else { at }
}

fn position(text: &str, at: usize) -> Value {
    let head = &text[..at];
    let line = head.matches('\n').count();
    let column = head.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
    json!({ "line": line, "character": column })
}

#[test]
fn an_edit_in_one_file_changes_what_is_found_in_another() {
    let mut editor = Editor::open(SHOP, &modern());
    editor.open_file("workspace.rondel");
    editor.findings("follow_up.rondel", |found| !found.is_empty());
    let text = editor.text("workspace.rondel").replace("team sales", "team sals");
    editor.replace("workspace.rondel", 2, &text);
    let unknown = |found: &[Value]| found.iter().any(|one| one["code"] == "unknown-name");
    editor.findings("leads.rondel", unknown);
    editor.findings("follow_up.rondel", |found| !unknown(found));
    editor.close();
}

#[test]
fn files_that_come_and_go_on_the_disk_are_seen() {
    let mut editor = Editor::open(SHOP, &modern());
    editor.findings("follow_up.rondel", |found| !found.is_empty());
    let path = editor.root.join("follow_up.rondel");
    fs::write(
        editor.root.join("more.rondel"),
        "workflow more \"More\" {\n  on manual\n  snd \"Hi\"\n}\n",
    )
    .unwrap();
    fs::remove_file(path).unwrap();
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    editor.findings("more.rondel", |found| found.iter().any(|one| one["code"] == "unknown-step"));
    editor.findings("follow_up.rondel", <[Value]>::is_empty);
    editor.close();
}

#[test]
fn an_editor_that_watches_nothing_is_helped() {
    let mut editor = Editor::open(SHOP, &json!({}));
    editor.findings("follow_up.rondel", |found| !found.is_empty());
    // The first look comes at once; what changes later is seen at the next.
    std::thread::sleep(std::time::Duration::from_millis(300));
    fs::write(
        editor.root.join("more.rondel"),
        "workflow more \"More\" {\n  on manual\n  snd \"Hi\"\n}\n",
    )
    .unwrap();
    editor.findings("more.rondel", |found| found.iter().any(|one| one["code"] == "unknown-step"));
    editor.close();
}

#[test]
fn what_is_wrong_with_the_settings_of_a_root_is_told_of() {
    let mut editor = Editor::open(SHOP, &modern());
    fs::write(editor.root.join("rondel.toml"), "[check]\ndeny_warnigns = true\n").unwrap();
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    let found = editor.findings("rondel.toml", |found| !found.is_empty());
    assert!(
        found["diagnostics"][0]["message"].as_str().unwrap().contains("deny_warnigns"),
        "{found}"
    );
    editor.close();
}

#[test]
fn the_settings_of_a_root_are_no_program_where_they_are_opened() {
    let mut editor = Editor::open(SHOP, &modern());
    fs::write(editor.root.join("rondel.toml"), "[check]\ndeny_warnigns = true\n").unwrap();
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    editor.open_file("rondel.toml");
    let params = json!({ "textDocument": { "uri": editor.uri("rondel.toml") } });
    let found = editor.ask("textDocument/diagnostic", params.clone()).unwrap();
    let found = found["items"].as_array().unwrap();
    assert!(found.len() == 1 && found[0]["message"].as_str().unwrap().contains("deny_warnigns"));
    assert_eq!(editor.ask("textDocument/documentSymbol", params), Ok(Value::Null));
    editor.close();
}

#[test]
fn a_closed_document_is_the_disks_again() {
    let mut editor = Editor::open(SHOP, &modern());
    editor.open_file("leads.rondel");
    editor.replace("leads.rondel", 2, "workflow leads \"L\" {\n  on manual\n  snd \"Hi\"\n}\n");
    editor.findings("leads.rondel", |found| found.iter().any(|one| one["code"] == "unknown-step"));
    let params = json!({ "textDocument": { "uri": editor.uri("leads.rondel") } });
    editor.tell("textDocument/didClose", params);
    editor.findings("leads.rondel", |found| !found.iter().any(|one| one["code"] == "unknown-step"));
    editor.close();
}
