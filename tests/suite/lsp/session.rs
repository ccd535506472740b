//! How a session begins, goes wrong, and ends.

use lsp_server::{Connection, Message, Notification, Request};
use rondel::lsp::{Ended, serve};
use serde_json::{Value, json};

use super::editor::Editor;
use super::{SHOP, modern, shop};

#[test]
fn a_session_ends_properly_only_after_a_shutdown() {
    assert_eq!(shop().close(), Ended::Properly);
    let (editor, other) = Connection::memory();
    let server = std::thread::spawn(move || serve(other));
    let exit = Notification { method: "exit".to_owned(), params: Value::Null };
    editor.sender.send(exit.into()).unwrap();
    assert_eq!(server.join().unwrap(), Ended::Abruptly);
}

#[test]
fn an_editor_that_goes_away_ends_the_server() {
    let (editor, other) = Connection::memory();
    let server = std::thread::spawn(move || serve(other));
    drop(editor);
    assert_eq!(server.join().unwrap(), Ended::Abruptly);
}

#[test]
fn nothing_is_answered_before_the_greeting_or_after_the_shutdown() {
    let (editor, other) = Connection::memory();
    let server = std::thread::spawn(move || serve(other));
    let ask = |id: i32, method: &str| {
        let request = Request { id: id.into(), method: method.to_owned(), params: json!({}) };
        editor.sender.send(request.into()).unwrap();
        loop {
            if let Message::Response(response) = editor.receiver.recv().unwrap() {
                return response.response_result.map_err(|error| error.code);
            }
        }
    };
    assert_eq!(ask(1, "textDocument/hover"), Err(-32002));
    assert!(ask(2, "initialize").is_ok());
    assert_eq!(ask(3, "initialize"), Err(-32600));
    assert_eq!(ask(4, "no/such/thing"), Err(-32601));
    assert_eq!(ask(5, "textDocument/hover"), Err(-32602));
    assert!(ask(6, "shutdown").is_ok());
    assert_eq!(ask(7, "textDocument/hover"), Err(-32600));
    let exit = Notification { method: "exit".to_owned(), params: Value::Null };
    editor.sender.send(exit.into()).unwrap();
    assert_eq!(server.join().unwrap(), Ended::Properly);
}

#[test]
fn a_file_of_no_program_is_no_fault() {
    let mut editor = shop();
    let params = json!({
        "textDocument": { "uri": "file:///nowhere/else.rondel" },
        "position": { "line": 0, "character": 0 },
    });
    assert_eq!(editor.ask("textDocument/hover", params), Ok(Value::Null));
    editor.close();
}

#[test]
fn a_document_without_a_file_is_a_program_of_its_own() {
    let mut editor = Editor::open(SHOP, &modern());
    let text = "workflow w \"W\" {\n  on manual\n  snd \"Hi\"\n}\n";
    let document =
        json!({ "uri": "untitled:Untitled-1", "languageId": "rondel", "version": 1, "text": text });
    editor.tell("textDocument/didOpen", json!({ "textDocument": document }));
    let found = editor
        .hear("textDocument/publishDiagnostics", |params| params["uri"] == "untitled:Untitled-1");
    assert_eq!(found["diagnostics"][0]["code"], "unknown-step");
    editor.close();
}

#[test]
fn cancelled_requests_are_answered_as_cancelled_or_done() {
    let mut editor = shop();
    let params = json!({ "query": "" });
    let ids: Vec<_> = (0..20).map(|_| editor.begin("workspace/symbol", params.clone())).collect();
    for id in &ids {
        editor.tell("$/cancelRequest", json!({ "id": id }));
    }
    for id in &ids {
        if let Err(error) = editor.answer(id) {
            assert!(error.starts_with("-32800"), "{error}");
        }
    }
    editor.close();
}

#[test]
fn settings_can_change_while_it_runs() {
    let mut editor = Editor::open("tests/fixtures/editor/shop", &modern());
    editor.open_file("follow_up.rondel");
    let untested = |found: &[Value]| found.iter().any(|one| one["code"] == "untested-workflow");
    let mended = editor.text("follow_up.rondel").replace("sals", "sales");
    let alone = "\nworkflow alone \"Alone\" {\n  on manual\n  stop\n}\n";
    editor.replace("follow_up.rondel", 2, &(mended + alone));
    editor.findings("follow_up.rondel", |found| !untested(found));
    let settings = json!({ "settings": { "rondel": { "pedantic": true, "codeLens": false } } });
    editor.tell("workspace/didChangeConfiguration", settings);
    editor.findings("follow_up.rondel", untested);
    let params = json!({ "textDocument": { "uri": editor.uri("leads.rondel") } });
    assert_eq!(editor.ask("textDocument/codeLens", params), Ok(json!([])));
    editor.close();
}

#[test]
fn what_was_set_at_the_beginning_holds_where_the_editor_says_nothing_else() {
    let mut can = modern();
    can["workspace"]["configuration"] = json!(true);
    let options = json!({ "pedantic": true, "codeLens": false });
    let mut editor = Editor::open_with(SHOP, &can, &options);
    let mended = editor.text("follow_up.rondel").replace("sals", "sales");
    editor.open_text("follow_up.rondel", &mended);
    let alone = "workflow alone \"Alone\" {\n  on manual\n  stop\n}\n";
    editor.open_text("alone.rondel", alone);
    editor.reply("workspace/configuration", json!([null]));
    let params = json!({ "textDocument": { "uri": editor.uri("alone.rondel") } });
    let found = editor.ask("textDocument/diagnostic", params.clone()).unwrap();
    assert_eq!(found["items"][0]["code"], "untested-workflow", "{found}");
    editor.tell("workspace/didChangeConfiguration", json!({ "settings": null }));
    editor.reply("workspace/configuration", json!([{ "pedantic": false }]));
    let found = editor.ask("textDocument/diagnostic", params.clone()).unwrap();
    assert_eq!(found["items"], json!([]));
    assert_eq!(editor.ask("textDocument/codeLens", params), Ok(json!([])));
    editor.close();
}

#[test]
fn an_editor_that_pulls_is_not_told_twice() {
    let mut can = modern();
    can["textDocument"]["diagnostic"] = json!({ "dynamicRegistration": false });
    let mut editor = Editor::open(SHOP, &can);
    editor.open_file("follow_up.rondel");
    let params = json!({ "textDocument": { "uri": editor.uri("follow_up.rondel") } });
    let full = editor.ask("textDocument/diagnostic", params.clone()).unwrap();
    // Before it was open it may have been told of like any other file.
    editor.heard.clear();
    assert_eq!(full["kind"], "full");
    assert_eq!(full["items"][0]["code"], "unknown-name");
    let mut again = params;
    again["previousResultId"] = full["resultId"].clone();
    assert_eq!(editor.ask("textDocument/diagnostic", again).unwrap()["kind"], "unchanged");
    let all = editor.ask("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
    assert_eq!(all["items"].as_array().unwrap().len(), 4, "{all}");
    let uri = editor.uri("follow_up.rondel");
    let told = editor.heard.iter().filter(|message| {
        matches!(message, Message::Notification(one)
            if one.method == "textDocument/publishDiagnostics"
                && one.params["uri"] == uri.as_str()
                && one.params["diagnostics"] != json!([]))
    });
    assert_eq!(told.count(), 0);
    editor.close();
}
