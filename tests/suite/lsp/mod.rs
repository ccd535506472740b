//! The language server, asked by an editor that lives in the same process.

mod acting;
mod changes;
mod editor;
mod requests;
mod session;

use serde_json::{Value, json};

use editor::Editor;

const SHOP: &str = "tests/fixtures/editor/shop";

/// An editor that can everything.
fn modern() -> Value {
    json!({
        "workspace": {
            "workspaceEdit": { "documentChanges": true },
            "codeLens": { "refreshSupport": true },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
        },
        "textDocument": {
            "definition": { "linkSupport": true },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "publishDiagnostics": { "relatedInformation": true },
            "completion": { "completionItem": { "snippetSupport": true } },
        },
        "experimental": { "commands": { "commands": [
            "rondel.showReferences", "rondel.openGraph", "rondel.showTranscript",
        ] } },
    })
}

/// The shop, with all of its files open.
fn shop() -> Editor {
    let mut editor = Editor::open(SHOP, &modern());
    for name in ["workspace.rondel", "leads.rondel", "follow_up.rondel"] {
        editor.open_file(name);
    }
    editor
}

fn document(editor: &Editor, name: &str) -> Value {
    json!({ "textDocument": { "uri": editor.uri(name) } })
}

fn with(mut params: Value, key: &str, value: Value) -> Value {
    params[key] = value;
    params
}
