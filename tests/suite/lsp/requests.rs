//! What each request is answered with.

use serde_json::{Value, json};

use super::editor::Editor;
use super::{SHOP, document, modern, shop, with};

#[test]
fn the_greeting_says_what_the_server_can() {
    let editor = shop();
    insta::assert_snapshot!(editor.shown(&editor.greeting["capabilities"]));
    editor.close();
}

#[test]
fn findings_of_all_files_are_published_open_or_not() {
    let mut editor = Editor::open(SHOP, &modern());
    let found = editor.findings("follow_up.rondel", |found| !found.is_empty());
    insta::assert_snapshot!(editor.shown(&found));
    editor.close();
}

#[test]
fn hover_tells_what_stands_at_a_place() {
    let mut editor = shop();
    let mut told = String::new();
    for (name, mark) in [
        ("leads.rondel", "team sa▮les"),
        ("leads.rondel", "agent ama▮ra"),
        ("leads.rondel", "contact.bud▮get >="),
        ("leads.rondel", "else { jump to po▮ol"),
        ("leads.rondel", "send gree▮ting"),
        ("leads.rondel", "start follow▮_up"),
        ("leads.rondel", "contains vi▮p"),
        ("leads.rondel", "con▮tact.first_name"),
        ("leads.rondel", "ti▮meout 1h"),
        ("leads.rondel", "conversation_▮opened"),
        ("leads.rondel", "ensure ow▮ner"),
        ("leads.rondel", "cont▮ains vip"),
        ("leads.rondel", "round_▮robin"),
        ("leads.rondel", "assign to te▮am"),
        ("leads.rondel", "What is your bud▮get"),
        ("leads.rondel", "decides who▮ that"),
        ("follow_up.rondel", "trigger.rea▮son"),
        ("follow_up.rondel", "${da▮y}"),
        ("follow_up.rondel", "team sal▮s"),
        ("follow_up.rondel", "\"Custo▮mer\""),
        ("workspace.rondel", "age▮nt bo"),
        ("workspace.rondel", "field pl▮an"),
    ] {
        let answer = editor.ask_at("textDocument/hover", name, mark).unwrap();
        let text = answer["contents"]["value"].as_str().unwrap_or("nothing");
        told.push_str(&format!("==== {name}: {mark}\n{text}\n"));
    }
    insta::assert_snapshot!(told);
    editor.close();
}

#[test]
fn hours_say_when_they_open_next() {
    let mut editor = shop();
    let answer = editor.ask_at("textDocument/hover", "leads.rondel", "during off▮ice").unwrap();
    let text = answer["contents"]["value"].as_str().unwrap();
    assert!(text.contains("Open now.") || text.contains("open again on"), "{text}");
    editor.close();
}

#[test]
fn definitions_and_references_reach_over_files() {
    let mut editor = shop();
    let mut told = String::new();
    for (name, mark) in [
        ("leads.rondel", "team sa▮les"),
        ("leads.rondel", "at la▮ter"),
        ("leads.rondel", "failed { jump to p▮ool"),
        ("leads.rondel", "send greet▮ing"),
        ("leads.rondel", "for le▮ads {\n  given"),
        ("follow_up.rondel", "category \"Res▮olved"),
        ("follow_up.rondel", "trigger.rea▮son"),
        ("follow_up.rondel", "\"Custo▮mer\""),
        ("follow_up.rondel", "Still th▮ere"),
    ] {
        let place = editor.place(name, mark);
        let definition = editor.ask("textDocument/definition", place.clone()).unwrap();
        let params = with(place.clone(), "context", json!({ "includeDeclaration": true }));
        let references = editor.ask("textDocument/references", params).unwrap();
        let highlights = editor.ask("textDocument/documentHighlight", place).unwrap();
        let all =
            json!({ "definition": definition, "references": references, "highlights": highlights });
        told.push_str(&format!("==== {name}: {mark}\n{}\n", editor.shown(&all)));
    }
    insta::assert_snapshot!(told);
    editor.close();
}

#[test]
fn names_are_changed_everywhere_or_not_at_all() {
    let mut editor = shop();
    let mut told = String::new();
    for (name, mark, new) in [
        ("leads.rondel", "team sa▮les", "front_desk"),
        ("leads.rondel", "jump to p▮ool }\n\n", "everybody"),
        ("leads.rondel", "send greet▮ing", "words"),
        ("leads.rondel", "contact.bud▮get >=", "spend"),
        ("follow_up.rondel", "\"Custo▮mer\"", "Buyer \"VIP\""),
        ("workspace.rondel", "tag v▮ip", "no_answer"),
        ("workspace.rondel", "tag v▮ip", "sales"),
        ("workspace.rondel", "tag v▮ip", "Very Important"),
        ("workspace.rondel", "tag v▮ip", "contains"),
        ("leads.rondel", "send greet▮ing", "contact"),
        ("leads.rondel", "send greet▮ing", "bo"),
        ("leads.rondel", "jump to p▮ool }\n\n", "send_1"),
        ("leads.rondel", "contact.first▮_name", "given_name"),
        ("follow_up.rondel", "team sal▮s", "sales"),
        ("leads.rondel", "as num▮ber", "text"),
    ] {
        let place = editor.place(name, mark);
        let prepared = editor.ask("textDocument/prepareRename", place.clone());
        let changed = editor.ask("textDocument/rename", with(place, "newName", json!(new)));
        let shown = |answer: Result<Value, String>| match answer {
            Ok(answer) => editor.shown(&answer),
            Err(error) => error,
        };
        told.push_str(&format!("==== {name}: {mark} → {new}\n"));
        told.push_str(&format!("{}\n{}\n", shown(prepared), shown(changed)));
    }
    insta::assert_snapshot!(told);
    editor.close();
}

#[test]
fn symbols_are_those_of_a_file_and_of_everything() {
    let mut editor = shop();
    let mut told = String::new();
    for name in ["workspace.rondel", "leads.rondel"] {
        let params = document(&editor, name);
        let answer = editor.ask("textDocument/documentSymbol", params).unwrap();
        told.push_str(&format!("==== {name}\n{}\n", outline(&answer, 0)));
    }
    for query in ["", "ldr", "poo", "large"] {
        let answer = editor.ask("workspace/symbol", json!({ "query": query })).unwrap();
        let found: Vec<String> = answer
            .as_array()
            .unwrap()
            .iter()
            .map(|one| format!("{} {} {}", one["kind"], one["name"], one["containerName"]))
            .collect();
        told.push_str(&format!("==== {query:?}\n{}\n", found.join("\n")));
    }
    insta::assert_snapshot!(told);
    editor.close();
}

fn outline(symbols: &Value, depth: usize) -> String {
    let mut text = String::new();
    for one in symbols.as_array().into_iter().flatten() {
        let detail = one["detail"].as_str().unwrap_or_default();
        let line = format!("{}{} {} {detail}", "  ".repeat(depth), one["kind"], one["name"]);
        text.push_str(line.trim_end());
        text.push('\n');
        text.push_str(&outline(&one["children"], depth + 1));
    }
    text
}

#[test]
fn what_folds_what_is_selected_and_what_is_hinted() {
    let mut editor = shop();
    let params = document(&editor, "leads.rondel");
    let folds = editor.ask("textDocument/foldingRange", params.clone()).unwrap();
    let place = editor.place("leads.rondel", "${contact.first▮_name");
    let positions = json!([place["position"]]);
    let selections =
        editor.ask("textDocument/selectionRange", with(params.clone(), "positions", positions));
    let all =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 999, "character": 0 } });
    let hints = editor.ask("textDocument/inlayHint", with(params, "range", all)).unwrap();
    let all = json!({ "folds": folds, "selections": selections.unwrap(), "hints": hints });
    insta::assert_snapshot!(editor.shown(&all));
    editor.close();
}

#[test]
fn the_ways_into_a_label_are_told_once() {
    let told = |can: &Value| {
        let mut editor = Editor::open(SHOP, can);
        editor.open_file("leads.rondel");
        let mut params = document(&editor, "leads.rondel");
        let start = json!({ "line": 0, "character": 0 });
        let range = json!({ "start": start, "end": { "line": 999, "character": 0 } });
        params = with(params, "range", range);
        let hints = editor.ask("textDocument/inlayHint", params).unwrap().to_string();
        editor.close();
        hints.contains("way in") || hints.contains("ways in")
    };
    assert!(told(&json!({})), "where a lens cannot lead there, a hint tells them");
    assert!(!told(&modern()), "the lens tells them already");
}

#[test]
fn tokens_tell_what_every_word_is() {
    let mut editor = shop();
    let params = document(&editor, "leads.rondel");
    let answer = editor.ask("textDocument/semanticTokens/full", params).unwrap();
    let legend = &editor.greeting["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"];
    let data: Vec<usize> = answer["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_u64().unwrap() as usize)
        .collect();
    let text = editor.text("leads.rondel");
    let lines: Vec<Vec<u16>> = text.lines().map(|line| line.encode_utf16().collect()).collect();
    let (mut line, mut start, mut told) = (0, 0, String::new());
    for token in data.chunks(5) {
        if token[0] > 0 {
            told.push('\n');
            (line, start) = (line + token[0], 0);
        }
        start += token[1];
        let word = String::from_utf16(&lines[line][start..start + token[2]]).unwrap();
        let mark = if token[4] == 1 { "!" } else { "" };
        told.push_str(&format!("{word}·{}{mark} ", legend[token[3]].as_str().unwrap()));
    }
    insta::assert_snapshot!(told);
    editor.close();
}

#[test]
fn no_token_reaches_over_the_end_of_a_line() {
    let mut editor = shop();
    editor.replace("leads.rondel", 2, "# one\r# two\r\n# thr\ree\n");
    let params = document(&editor, "leads.rondel");
    let answer = editor.ask("textDocument/semanticTokens/full", params).unwrap();
    let numbers = answer["data"].as_array().unwrap();
    let lengths: Vec<&Value> = numbers.chunks(5).map(|token| &token[2]).collect();
    assert_eq!(lengths.iter().map(|one| one.as_u64().unwrap()).max(), Some(5), "{answer}");
    editor.close();
}

#[test]
fn completion_offers_what_may_stand_at_a_place() {
    let mut editor = shop();
    let mut told = String::new();
    for mark in ["assign to team ▮sales", "contact.▮budget >=", "  se▮t greeting"] {
        let answer = editor.ask_at("textDocument/completion", "leads.rondel", mark).unwrap();
        let items = answer["items"].as_array().unwrap();
        told.push_str(&format!("==== {mark}: {} items\n", items.len()));
        for item in items.iter().take(4) {
            let edit = &item["textEdit"];
            let edit = editor.shown(edit);
            let edit = edit.split_whitespace().collect::<Vec<_>>().join(" ");
            told.push_str(&format!("{} {} {edit}\n", item["label"], item["detail"]));
            assert!(item["kind"].is_number() && item["sortText"].is_string());
        }
    }
    insta::assert_snapshot!(told);
    editor.close();
}

#[test]
fn signatures_say_how_a_line_goes_on() {
    let mut editor = shop();
    let answer =
        editor.ask_at("textDocument/signatureHelp", "leads.rondel", "team sales ▮by").unwrap();
    insta::assert_snapshot!(editor.shown(&answer));
    editor.close();
}

#[test]
fn the_picture_of_a_workflow_knows_where_its_steps_stand() {
    let mut editor = shop();
    let place = editor.place("leads.rondel", "assign to te▮am");
    let answer = editor.ask("rondel/graph", place).unwrap();
    assert_eq!((&answer["workflow"], &answer["step"]), (&json!("leads"), &json!("pool")));
    let svg = answer["svg"].as_str().unwrap();
    for step in answer["steps"].as_array().unwrap() {
        assert!(svg.contains(&format!("data-step=\"{}\"", step["id"].as_str().unwrap())), "{step}");
    }
    let named = with(document(&editor, "leads.rondel"), "workflow", json!("follow_up"));
    assert_eq!(editor.ask("rondel/graph", named).unwrap()["workflow"], "follow_up");
    let nothing = document(&editor, "workspace.rondel");
    assert_eq!(editor.ask("rondel/graph", nothing), Ok(Value::Null));
    editor.close();
}
