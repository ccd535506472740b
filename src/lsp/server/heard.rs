//! What the editor tells: its documents, its folders, its settings.

use std::sync::atomic::Ordering;

use gen_lsp_types as lsp;
use gen_lsp_types::{Notification as _, Request as _};
use lsp_server::{Notification, RequestId};
use serde_json::{Value, json};

use super::{Server, lock};
use crate::lsp::settings::{SECTION, Settings};
use crate::lsp::uri;

impl Server {
    pub(super) fn notification(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        let method = method.as_str();
        if method == lsp::DidOpenTextDocumentNotification::METHOD.as_str() {
            let Some(params) = read::<lsp::DidOpenTextDocumentParams>(params) else { return };
            let document = params.text_document;
            self.world.open(document.uri.as_ref(), document.version, document.text);
            self.changed();
        } else if method == lsp::DidChangeTextDocumentNotification::METHOD.as_str() {
            let Some(params) = read::<lsp::DidChangeTextDocumentParams>(params) else { return };
            let document = params.text_document;
            let uri = document.text_document_identifier.uri;
            self.world.change(uri.as_ref(), document.version, params.content_changes);
            self.changed();
        } else if method == lsp::DidCloseTextDocumentNotification::METHOD.as_str() {
            let Some(params) = read::<lsp::DidCloseTextDocumentParams>(params) else { return };
            self.world.close(params.text_document.uri.as_ref());
            self.told.remove(params.text_document.uri.as_ref());
            self.changed();
        } else if method == lsp::DidChangeWatchedFilesNotification::METHOD.as_str() {
            self.world.load();
            self.changed();
        } else if method == lsp::DidChangeWorkspaceFoldersNotification::METHOD.as_str() {
            let Some(params) = read::<lsp::DidChangeWorkspaceFoldersParams>(params) else { return };
            let paths = |folders: Vec<lsp::WorkspaceFolder>| {
                folders.iter().filter_map(|one| uri::to_path(one.uri.as_ref())).collect::<Vec<_>>()
            };
            let removed = paths(params.event.removed);
            self.world.change_folders(paths(params.event.added), &removed);
            self.changed();
        } else if method == lsp::DidChangeConfigurationNotification::METHOD.as_str() {
            self.configured(&params);
        } else if method == lsp::CancelNotification::METHOD.as_str() {
            let id = params.get("id").cloned();
            let id = id.and_then(|id| serde_json::from_value::<RequestId>(id).ok());
            if let Some(gone) = id.and_then(|id| lock(&self.waiting).get(&id).cloned()) {
                gone.store(true, Ordering::Relaxed);
            }
        } else if method == lsp::InitializedNotification::METHOD.as_str() {
            self.initialized();
        }
    }

    fn initialized(&mut self) {
        if self.client.can.watches {
            let watchers = json!([
                { "globPattern": "**/*.rondel" },
                { "globPattern": "**/rondel.toml" },
                { "globPattern": "**/.gitignore" },
            ]);
            let registration = json!({
                "id": "rondel-files",
                "method": lsp::DidChangeWatchedFilesNotification::METHOD.as_str(),
                "registerOptions": { "watchers": watchers },
            });
            let method = lsp::RegistrationRequest::METHOD.as_str();
            self.client.ask(method, json!({ "registrations": [registration] }));
        }
        self.ask_for_settings();
    }

    fn ask_for_settings(&mut self) {
        if self.client.can.has_settings {
            let params = json!({ "items": [{ "section": SECTION }] });
            self.asked = Some(self.client.ask(lsp::ConfigurationRequest::METHOD.as_str(), params));
        }
    }

    fn configured(&mut self, params: &Value) {
        let given = params.get("settings").filter(|settings| settings.get(SECTION).is_some());
        match given {
            Some(settings) => self.set(self.first.with(settings)),
            None => self.ask_for_settings(),
        }
    }

    pub(super) fn set(&mut self, settings: Settings) {
        if settings == self.settings {
            return;
        }
        self.settings = settings;
        self.world.set_care(settings.care);
        self.refresh(self.client.can.refreshes_hints, lsp::InlayHintRefreshRequest::METHOD);
        self.refresh(self.client.can.refreshes_lenses, lsp::CodeLensRefreshRequest::METHOD);
        self.changed();
    }
}

fn read<T: serde::de::DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}
