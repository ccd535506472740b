//! An editor for tests: it opens a folder, asks, and takes down what it is told.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Duration;

use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use rondel::lsp::{Ended, serve};
use serde_json::{Value, json};

/// Far longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// An editor and the server that it talks to.
pub(super) struct Editor {
    connection: Connection,
    server: Option<JoinHandle<Ended>>,
    next: i32,
    /// What the server said by itself, in order.
    pub(super) heard: Vec<Message>,
    /// The open folder.
    pub(super) root: PathBuf,
    /// Keeps the folder for as long as the editor lives.
    _folder: tempfile::TempDir,
    /// What the server said that it can.
    pub(super) greeting: Value,
}

impl Editor {
    /// Opens a copy of a folder of fixtures or examples, as an editor that can all of this.
    pub(super) fn open(folder: &str, capabilities: &Value) -> Self {
        Self::open_with(folder, capabilities, &Value::Null)
    }

    /// The same with options of its own.
    pub(super) fn open_with(folder: &str, capabilities: &Value, options: &Value) -> Self {
        let copy = tempfile::tempdir().unwrap();
        let root = copy.path().canonicalize().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                fs::copy(entry.path(), root.join(entry.file_name())).unwrap();
            }
        }
        Self::on(copy, root, capabilities, options)
    }

    fn on(folder: tempfile::TempDir, root: PathBuf, capabilities: &Value, options: &Value) -> Self {
        let (connection, other) = Connection::memory();
        let server = Some(std::thread::spawn(move || serve(other)));
        let mut editor = Self {
            connection,
            server,
            next: 0,
            heard: Vec::new(),
            root,
            _folder: folder,
            greeting: Value::Null,
        };
        let uri = format!("file://{}", editor.root.display());
        let folders = json!([{ "uri": uri, "name": "folder" }]);
        let params = json!({
            "processId": null, "rootUri": uri, "workspaceFolders": folders,
            "capabilities": capabilities, "initializationOptions": options,
        });
        editor.greeting = editor.ask("initialize", params).unwrap();
        editor.tell("initialized", json!({}));
        editor
    }

    /// The address of a file of the folder.
    pub(super) fn uri(&self, name: &str) -> String {
        format!("file://{}", self.root.join(name).display())
    }

    /// What lies on the disk.
    pub(super) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.root.join(name)).unwrap()
    }

    pub(super) fn open_file(&mut self, name: &str) {
        let text = self.text(name);
        self.open_text(name, &text);
    }

    pub(super) fn open_text(&mut self, name: &str, text: &str) {
        let document = json!({
            "uri": self.uri(name), "languageId": "rondel", "version": 1, "text": text,
        });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Puts another text in the place of a whole document.
    pub(super) fn replace(&mut self, name: &str, version: i32, text: &str) {
        self.change(name, version, &json!([{ "text": text }]));
    }

    pub(super) fn change(&mut self, name: &str, version: i32, changes: &Value) {
        let document = json!({ "uri": self.uri(name), "version": version });
        self.tell(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": changes }),
        );
    }

    pub(super) fn tell(&mut self, method: &str, params: Value) {
        let message = Notification { method: method.to_owned(), params };
        self.connection.sender.send(message.into()).unwrap();
    }

    /// Sends a request and gives its id.
    pub(super) fn begin(&mut self, method: &str, params: Value) -> RequestId {
        self.next += 1;
        let id = RequestId::from(self.next);
        let request = Request { id: id.clone(), method: method.to_owned(), params };
        self.connection.sender.send(request.into()).unwrap();
        id
    }

    /// Waits for the answer to a request.
    pub(super) fn answer(&mut self, id: &RequestId) -> Result<Value, String> {
        let is_meant =
            |message: &Message| matches!(message, Message::Response(one) if one.id == *id);
        loop {
            if let Some(at) = self.heard.iter().position(is_meant)
                && let Message::Response(Response { response_result, .. }) = self.heard.remove(at)
            {
                return response_result
                    .map_err(|error| format!("{} {}", error.code, error.message));
            }
            let message = self.connection.receiver.recv_timeout(PATIENCE).expect("an answer");
            self.heard.push(message);
        }
    }

    /// Asks, and waits for the answer.
    pub(super) fn ask(&mut self, method: &str, params: Value) -> Result<Value, String> {
        let id = self.begin(method, params);
        self.answer(&id)
    }

    /// Asks about a place of a file: `▮` in `mark` stands where the cursor is.
    pub(super) fn ask_at(&mut self, method: &str, name: &str, mark: &str) -> Result<Value, String> {
        let params = self.place(name, mark);
        self.ask(method, params)
    }

    /// The parameters for a place of a file, counted in UTF-16.
    pub(super) fn place(&self, name: &str, mark: &str) -> Value {
        let text = self.text(name);
        let (before, after) = mark.split_once('▮').expect("a cursor");
        let at = text.find(&format!("{before}{after}")).expect("the text around the cursor");
        let head = &text[..at + before.len()];
        let line = head.matches('\n').count();
        let column = head.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
        json!({
            "textDocument": { "uri": self.uri(name) },
            "position": { "line": line, "character": column },
        })
    }

    /// Waits until the server has said something of a method that satisfies `is`.
    pub(super) fn hear(&mut self, method: &str, is: impl Fn(&Value) -> bool) -> Value {
        let fits = |message: &Message| match message {
            Message::Notification(one) => one.method == method && is(&one.params),
            Message::Request(one) => one.method == method && is(&one.params),
            Message::Response(_) => false,
        };
        loop {
            if let Some(at) = self.heard.iter().position(fits) {
                return match self.heard.remove(at) {
                    Message::Notification(one) => one.params,
                    Message::Request(one) => one.params,
                    Message::Response(_) => Value::Null,
                };
            }
            let message = self.connection.receiver.recv_timeout(PATIENCE).expect("a message");
            self.heard.push(message);
        }
    }

    /// Answers the first request of a method that the server makes.
    pub(super) fn reply(&mut self, method: &str, result: Value) {
        let is =
            |message: &Message| matches!(message, Message::Request(one) if one.method == method);
        loop {
            if let Some(at) = self.heard.iter().position(is)
                && let Message::Request(Request { id, .. }) = self.heard.remove(at)
            {
                let answer = Response { id, response_result: Ok(result) };
                self.connection.sender.send(answer.into()).unwrap();
                return;
            }
            let message = self.connection.receiver.recv_timeout(PATIENCE).expect("a request");
            self.heard.push(message);
        }
    }

    /// The findings that the server publishes of a file, once they satisfy `is`.
    pub(super) fn findings(&mut self, name: &str, is: impl Fn(&[Value]) -> bool) -> Value {
        let uri = self.uri(name);
        self.hear("textDocument/publishDiagnostics", |params| {
            params["uri"] == uri.as_str() && is(params["diagnostics"].as_array().unwrap())
        })
    }

    /// An answer as people read it: places as `line:column`, addresses from the folder on.
    pub(super) fn shown(&self, answer: &Value) -> String {
        let root = format!("file://{}/", self.root.display());
        serde_json::to_string_pretty(&tidy(answer, &root)).unwrap()
    }

    /// Ends as editors should.
    pub(super) fn close(mut self) -> Ended {
        self.ask("shutdown", Value::Null).unwrap();
        self.tell("exit", Value::Null);
        self.server.take().unwrap().join().expect("a server that did not panic")
    }
}

fn tidy(value: &Value, root: &str) -> Value {
    match value {
        Value::Object(map) => {
            if let (Some(start), Some(end), 2) = (map.get("start"), map.get("end"), map.len()) {
                let (start, end) = (tidy(start, root), tidy(end, root));
                return json!(format!("{}-{}", text(&start), text(&end)));
            }
            if let (Some(line), Some(column), 2) =
                (map.get("line"), map.get("character"), map.len())
            {
                return json!(format!("{line}:{column}"));
            }
            let tidied = map.iter().map(|(key, value)| (key.replace(root, ""), tidy(value, root)));
            Value::Object(tidied.collect())
        }
        Value::Array(list) => Value::Array(list.iter().map(|one| tidy(one, root)).collect()),
        Value::String(text) => json!(text.replace(root, "")),
        other => other.clone(),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
