//! The other side: what it can, and what is said to it.

use std::sync::atomic::{AtomicI32, Ordering};

use crossbeam_channel::Sender;
use gen_lsp_types::Notification as _;
use gen_lsp_types::{MessageType, ShowMessageNotification, ShowMessageParams};
use lsp_server::{Message, Notification, Request, RequestId};
use serde_json::Value;

use super::text::Encoding;

/// What the editor said of itself. What it did not say, it cannot.
#[derive(Clone, Debug, Default)]
pub(super) struct Abilities {
    pub(super) encoding: Encoding,
    /// Asks for findings by itself.
    pub(super) pulls: bool,
    pub(super) refreshes_findings: bool,
    pub(super) refreshes_lenses: bool,
    pub(super) refreshes_hints: bool,
    /// Watches files when it is asked to.
    pub(super) watches: bool,
    /// Can be asked for its settings.
    pub(super) has_settings: bool,
    pub(super) links: bool,
    /// Fills in places of what is completed.
    pub(super) snippets: bool,
    pub(super) related: bool,
    /// Knows symbols inside of symbols.
    pub(super) nests_symbols: bool,
    /// Takes edits of documents with their versions.
    pub(super) versioned_edits: bool,
    /// Folds whole lines only.
    pub(super) folds_lines: bool,
    /// Commands of its own that lenses may name.
    pub(super) commands: Vec<String>,
}

impl Abilities {
    /// Reads what is there. Nothing in it is asked to be well formed.
    pub(super) fn of(initialize: &Value) -> Self {
        let at = |path: &str| initialize.pointer(&format!("/capabilities/{path}"));
        let has = |path: &str| at(path).and_then(Value::as_bool) == Some(true);
        let texts = |path: &str| -> Vec<String> {
            let list = at(path).and_then(Value::as_array);
            let texts = list.into_iter().flatten().filter_map(Value::as_str);
            texts.map(ToOwned::to_owned).collect()
        };
        let encodings = texts("general/positionEncodings");
        let utf8 = encodings.iter().any(|one| one == "utf-8");
        Self {
            encoding: if utf8 { Encoding::Utf8 } else { Encoding::Utf16 },
            pulls: at("textDocument/diagnostic").is_some_and(Value::is_object),
            refreshes_findings: has("workspace/diagnostics/refreshSupport"),
            refreshes_lenses: has("workspace/codeLens/refreshSupport"),
            refreshes_hints: has("workspace/inlayHint/refreshSupport"),
            watches: has("workspace/didChangeWatchedFiles/dynamicRegistration"),
            has_settings: has("workspace/configuration"),
            links: has("textDocument/definition/linkSupport"),
            snippets: has("textDocument/completion/completionItem/snippetSupport"),
            related: has("textDocument/publishDiagnostics/relatedInformation")
                || has("textDocument/diagnostic/relatedInformation"),
            nests_symbols: has("textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            versioned_edits: has("workspace/workspaceEdit/documentChanges"),
            folds_lines: has("textDocument/foldingRange/lineFoldingOnly"),
            commands: texts("experimental/commands/commands"),
        }
    }

    /// Whether lenses may name a command of the editor's own.
    pub(super) fn knows(&self, command: &str) -> bool {
        self.commands.iter().any(|known| known == command)
    }
}

/// The way to the editor.
#[derive(Debug)]
pub(super) struct Client {
    sender: Sender<Message>,
    next: AtomicI32,
    pub(super) can: Abilities,
}

impl Client {
    pub(super) const fn new(sender: Sender<Message>, can: Abilities) -> Self {
        Self { sender, next: AtomicI32::new(1), can }
    }

    /// Sends a message. Whether anybody is there to read it shows at the other channel.
    pub(super) fn send(&self, message: impl Into<Message>) {
        let _ = self.sender.send(message.into());
    }

    pub(super) fn notify(&self, method: &str, params: Value) {
        self.send(Notification { method: method.to_owned(), params });
    }

    /// Asks something; the answer comes with this id.
    pub(super) fn ask(&self, method: &str, params: Value) -> RequestId {
        let id = RequestId::from(format!("rondel-{}", self.next.fetch_add(1, Ordering::Relaxed)));
        self.send(Request { id: id.clone(), method: method.to_owned(), params });
        id
    }

    /// Shows people a line.
    pub(super) fn show(&self, kind: MessageType, message: &str) {
        let params = ShowMessageParams { kind, message: message.to_owned() };
        let params = serde_json::to_value(params).unwrap_or_default();
        self.notify(ShowMessageNotification::METHOD.as_str(), params);
    }
}
