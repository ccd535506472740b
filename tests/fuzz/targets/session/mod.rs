//! From bytes to what an editor might say: mostly what the protocol has, on few documents.

use serde_json::{Value, json};

/// The documents of a session: with a path, without one, and the settings.
const DOCUMENTS: &[&str] = &[
    "untitled:Untitled-1",
    "file:///nowhere/a.rondel",
    "file:///nowhere/b.rondel",
    "file:///nowhere/rondel.toml",
];

/// Requests about a place in a document.
const REQUESTS: &[&str] = &[
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
    "textDocument/inlayHint",
    "textDocument/codeLens",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/selectionRange",
    "textDocument/formatting",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/codeAction",
    "textDocument/diagnostic",
    "workspace/symbol",
    "workspace/executeCommand",
    "rondel/graph",
    "nobody/knows",
];

/// Bytes that are taken from the front; behind their end there are zeros.
pub struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub fn is_over(&self) -> bool {
        self.0.is_empty()
    }

    pub fn next(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    /// One of a list.
    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[usize::from(self.next()) % list.len()]
    }

    /// As many bytes as the next two say, or what is left.
    fn text(&mut self) -> String {
        let length = usize::from(self.next()) | usize::from(self.next() & 0x0f) << 8;
        let (text, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        String::from_utf8_lossy(text).into_owned()
    }

    fn position(&mut self) -> Value {
        let (line, character) = (self.next(), self.next());
        // Places far outside are as good as any.
        let far = |at: u8| if at == 255 { u32::MAX } else { u32::from(at) };
        json!({ "line": far(line), "character": far(character) })
    }

    fn range(&mut self) -> Value {
        json!({ "start": self.position(), "end": self.position() })
    }
}

/// The next message.
pub fn message(bytes: &mut Bytes<'_>, number: usize) -> Value {
    match bytes.next() % 16 {
        0 | 1 => {
            let uri = bytes.of(DOCUMENTS);
            let document = json!({ "uri": uri, "languageId": "rondel", "version": number, "text": bytes.text() });
            json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } })
        }
        2..=5 => {
            let uri = bytes.of(DOCUMENTS);
            let many = bytes.next() % 3 + 1;
            let changes: Vec<Value> = (0..many).map(|_| change(bytes)).collect();
            let document = json!({ "uri": uri, "version": number });
            json!({ "method": "textDocument/didChange", "params": { "textDocument": document, "contentChanges": changes } })
        }
        6 => {
            let document = json!({ "uri": bytes.of(DOCUMENTS) });
            json!({ "method": "textDocument/didClose", "params": { "textDocument": document } })
        }
        7 => json!({ "method": "$/cancelRequest", "params": { "id": bytes.next() } }),
        8 => json!({ "method": "workspace/didChangeConfiguration", "params": { "settings": { "rondel": {
            "pedantic": bytes.next() % 2 == 0, "inlayHints": bytes.next() % 2 == 0, "codeLens": bytes.next() % 2 == 0,
        } } } }),
        9 => json!({ "method": "workspace/didChangeWatchedFiles", "params": { "changes": [] } }),
        10 => json!({ "id": format!("rondel-{}", bytes.next() % 4), "result": [{ "pedantic": true }] }),
        11 => serde_json::from_str(&bytes.text()).unwrap_or_default(),
        _ => {
            let method = bytes.of(REQUESTS);
            let uri = bytes.of(DOCUMENTS);
            let (position, range) = (bytes.position(), bytes.range());
            json!({ "id": number, "method": method, "params": {
                "textDocument": { "uri": uri }, "position": position, "positions": [position], "range": range,
                "context": { "includeDeclaration": true, "diagnostics": [] },
                "options": { "tabSize": 2, "insertSpaces": true },
                "newName": "other", "query": "a", "command": bytes.of(&["rondel.runAllScenarios", "rondel.runScenario", "other"]),
                "arguments": [{ "uri": uri, "scenario": "S" }],
            } })
        }
    }
}

fn change(bytes: &mut Bytes<'_>) -> Value {
    if bytes.next() % 8 == 0 {
        return json!({ "text": bytes.text() });
    }
    json!({ "range": bytes.range(), "text": bytes.text() })
}
