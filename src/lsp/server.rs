//! The loop: messages in their order, and what the threads have found out.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Select, Sender, unbounded};
use gen_lsp_types as lsp;
use gen_lsp_types::{Notification as _, Request as _};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

use super::answers::answer;
use super::capabilities::capabilities;
use super::client::{Abilities, Client};
use super::findings::{Published, mark, of_file};
use super::pool::Pool;
use super::router::{Ask, failed};
use super::settings::{SECTION, Settings};
use super::snapshot::Snapshot;
use super::trials::{Trials, try_out};
use super::uri;
use super::world::{World, glance};
use crate::project::Glance;

/// How long nobody types before findings are looked for.
const PAUSE: Duration = Duration::from_millis(10);

/// How long nobody types before scenarios are run.
const REST: Duration = Duration::from_millis(400);

/// How often the disk is looked at, where the editor does not watch it.
const ROUND: Duration = Duration::from_secs(2);

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// As agreed: the editor said so before.
    Properly,
    /// The editor went away.
    Abruptly,
}

/// Serves an editor until it goes.
#[must_use]
pub fn serve(connection: Connection) -> Ended {
    let Connection { sender, receiver } = connection;
    let Some((id, params)) = greeted(&sender, &receiver) else { return Ended::Abruptly };
    let can = Abilities::of(&params);
    let result = json!({
        "capabilities": capabilities(can.encoding),
        "serverInfo": { "name": "rondel", "version": env!("CARGO_PKG_VERSION") },
    });
    let client = Client::new(sender, can);
    client.send(Response { id, response_result: Ok(result) });
    Server::new(client, &params).run(&receiver)
}

/// The first request. Whatever else comes before it is refused or passed over.
fn greeted(sender: &Sender<Message>, receiver: &Receiver<Message>) -> Option<(RequestId, Value)> {
    for message in receiver {
        match message {
            Message::Request(one) if one.method == lsp::InitializeRequest::METHOD.as_str() => {
                return Some((one.id, one.params));
            }
            Message::Request(one) => {
                let code = ErrorCode::ServerNotInitialized as i32;
                let message = "the first request is `initialize`".to_owned();
                sender.send(Response::new_err(one.id, code, message).into()).ok()?;
            }
            Message::Notification(one) if one.method == "exit" => return None,
            Message::Notification(_) | Message::Response(_) => {}
        }
    }
    None
}

/// What a thread has found out.
enum Done {
    /// The findings of the programs are known.
    Judged(Vec<Arc<Snapshot>>),
    /// What lies on the disk now.
    Seen(Box<Glance>),
    /// How the scenarios went.
    Tried(Vec<Arc<Snapshot>>, Arc<Trials>),
}

/// Requests that are not answered yet, and whether somebody still waits.
type Waiting = Arc<Mutex<HashMap<RequestId, Arc<AtomicBool>>>>;

struct Server {
    client: Arc<Client>,
    world: World,
    settings: Settings,
    trials: Arc<Trials>,
    published: Published,
    /// What the findings of open documents were when they were last told, for editors that ask.
    told: HashMap<String, String>,
    /// Whether the editor asks for the findings of all files by itself.
    asks_for_all: bool,
    waiting: Waiting,
    pool: Pool,
    done: (Sender<Done>, Receiver<Done>),
    /// When to look for findings, to run scenarios, and at the disk.
    judge: Option<Instant>,
    judging: bool,
    try_out: Option<Instant>,
    trying: bool,
    look: Option<Instant>,
    seen: Option<Glance>,
    /// The request for the editor's settings.
    asked: Option<RequestId>,
    shut: bool,
}

impl Server {
    fn new(client: Client, params: &Value) -> Self {
        let settings = params.get("initializationOptions").map(Settings::of).unwrap_or_default();
        let folders = folders(params);
        let world = World::new(folders, client.can.encoding, settings.care);
        let look = (!client.can.watches).then(Instant::now);
        Self {
            client: Arc::new(client),
            world,
            settings,
            trials: Arc::default(),
            published: Published::default(),
            told: HashMap::new(),
            asks_for_all: false,
            waiting: Waiting::default(),
            pool: Pool::new(),
            done: unbounded(),
            judge: Some(Instant::now()),
            judging: false,
            try_out: None,
            trying: false,
            look,
            seen: None,
            asked: None,
            shut: false,
        }
    }

    fn run(mut self, receiver: &Receiver<Message>) -> Ended {
        loop {
            let done = self.done.1.clone();
            let mut select = Select::new();
            let messages = select.recv(receiver);
            select.recv(&done);
            let next = [self.judge, self.try_out, self.look].into_iter().flatten().min();
            let ready = match next {
                Some(next) => select.ready_deadline(next).ok(),
                None => Some(select.ready()),
            };
            if ready == Some(messages) {
                match receiver.try_recv() {
                    Ok(Message::Notification(one)) if one.method == "exit" => {
                        return if self.shut { Ended::Properly } else { Ended::Abruptly };
                    }
                    Ok(message) => self.take(message),
                    Err(error) if error.is_disconnected() => return Ended::Abruptly,
                    Err(_) => {}
                }
                // Edits come in bursts: all of them first.
                continue;
            }
            while let Ok(done) = self.done.1.try_recv() {
                self.found(done);
            }
            self.due();
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Request(request) => self.request(request),
            Message::Notification(notification) => self.notification(notification),
            Message::Response(response) => {
                if self.asked.as_ref() == Some(&response.id) {
                    self.asked = None;
                    let answer = response.response_result.unwrap_or_default();
                    if let Some(first) = answer.get(0) {
                        self.set(Settings::of(first));
                    }
                }
            }
        }
    }

    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        if method == lsp::ShutdownRequest::METHOD.as_str() {
            self.shut = true;
            self.client.send(Response { id, response_result: Ok(Value::Null) });
            return;
        }
        if self.shut || method == lsp::InitializeRequest::METHOD.as_str() {
            let error =
                failed(ErrorCode::InvalidRequest, format!("`{method}` cannot be asked now"));
            self.client.send(Response { id, response_result: Err(error) });
            return;
        }
        self.asks_for_all |= method == lsp::WorkspaceDiagnosticRequest::METHOD.as_str();
        let gone = Arc::new(AtomicBool::new(false));
        lock(&self.waiting).insert(id.clone(), Arc::clone(&gone));
        let (ask, waiting) = (self.ask(), Arc::clone(&self.waiting));
        self.pool.run(move || {
            let answered = if gone.load(Ordering::Relaxed) {
                Ok(Value::Null)
            } else {
                let work = std::panic::AssertUnwindSafe(|| answer(&ask, &method, params));
                std::panic::catch_unwind(work).unwrap_or_else(|_| {
                    let what =
                        format!("`{method}` could not be answered: this is a fault of rondel");
                    Err(failed(ErrorCode::InternalError, what))
                })
            };
            lock(&waiting).remove(&id);
            let response_result = if gone.load(Ordering::Relaxed) {
                Err(failed(ErrorCode::RequestCanceled, "nobody waits for it any more".to_owned()))
            } else {
                answered
            };
            ask.client.send(Response { id, response_result });
        });
    }

    fn ask(&self) -> Ask {
        Ask {
            programs: self.world.programs().to_vec(),
            client: Arc::clone(&self.client),
            settings: self.settings,
            trials: Arc::clone(&self.trials),
        }
    }

    fn notification(&mut self, notification: Notification) {
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
            Some(settings) => self.set(Settings::of(settings)),
            None => self.ask_for_settings(),
        }
    }

    fn set(&mut self, settings: Settings) {
        if settings == self.settings {
            return;
        }
        self.settings = settings;
        self.world.set_care(settings.care);
        self.refresh(self.client.can.refreshes_hints, lsp::InlayHintRefreshRequest::METHOD);
        self.refresh(self.client.can.refreshes_lenses, lsp::CodeLensRefreshRequest::METHOD);
        self.changed();
    }

    fn changed(&mut self) {
        self.judge = Some(Instant::now() + PAUSE);
        self.try_out = None;
    }

    fn refresh(&self, can: bool, method: lsp::LspRequestMethod<'_>) {
        if can {
            self.client.ask(method.as_str(), Value::Null);
        }
    }

    /// Begins what is due.
    fn due(&mut self) {
        let now = Instant::now();
        let is_due = |at: Option<Instant>| at.is_some_and(|at| at <= now);
        if is_due(self.judge) && !self.judging {
            self.judge = None;
            self.judging = true;
            let (programs, done) = (self.world.programs().to_vec(), self.done.0.clone());
            self.pool.run(move || {
                for program in &programs {
                    program.findings();
                }
                let _ = done.send(Done::Judged(programs));
            });
        } else if is_due(self.judge) {
            // Comes again when the thread is done.
            self.judge = Some(now + PAUSE);
        }
        if is_due(self.try_out) && !self.trying {
            self.try_out = None;
            self.trying = true;
            let (programs, done) = (self.world.programs().to_vec(), self.done.0.clone());
            self.pool.run(move || {
                let trials = programs.iter().map(|one| try_out(one).map(Arc::new)).collect();
                let _ = done.send(Done::Tried(programs, Arc::new(trials)));
            });
        }
        if is_due(self.look) {
            self.look = None;
            let (places, done) = (self.world.places(), self.done.0.clone());
            self.pool.run(move || {
                let _ = done.send(Done::Seen(Box::new(glance(&places))));
            });
        }
    }

    fn found(&mut self, done: Done) {
        match done {
            Done::Judged(programs) => {
                self.judging = false;
                if self.is_now(&programs) {
                    self.tell(&programs);
                    let tries = self.settings.coverage && self.settings.lenses;
                    self.try_out = tries.then(|| Instant::now() + REST);
                }
            }
            Done::Tried(programs, trials) => {
                self.trying = false;
                if self.is_now(&programs) {
                    self.trials = trials;
                    let can = self.client.can.refreshes_lenses;
                    self.refresh(can, lsp::CodeLensRefreshRequest::METHOD);
                }
            }
            Done::Seen(glance) => {
                self.look = Some(Instant::now() + ROUND);
                let changed =
                    self.seen.as_ref().is_some_and(|seen| glance.changed(seen).next().is_some());
                self.seen = Some(*glance);
                if changed {
                    self.world.load();
                    self.changed();
                }
            }
        }
    }

    /// Whether programs are still what the editor sees.
    fn is_now(&self, programs: &[Arc<Snapshot>]) -> bool {
        let now = self.world.programs();
        now.len() == programs.len()
            && now.iter().zip(programs).all(|(one, other)| Arc::ptr_eq(one, other))
    }

    /// Tells the editor of findings: of all files, unless it asks by itself.
    fn tell(&mut self, programs: &[Arc<Snapshot>]) {
        self.client.notify("rondel/graphChanged", json!({}));
        let (pulls, all) = (self.client.can.pulls, self.asks_for_all);
        let world = &self.world;
        let meant = |uri: &str| !pulls || !all && !world.is_open(uri);
        self.published.tell(programs, &self.client, meant);
        if !pulls {
            return;
        }
        // An edit in one file may have changed what is found in another that is open.
        let mut other = false;
        for program in programs {
            for (file, _) in program.project.sources.iter() {
                let Some(page) = program.page(file).filter(|page| page.version.is_some()) else {
                    continue;
                };
                let mark = mark(&of_file(program, file, &self.client.can));
                other |= self.told.insert(page.uri.clone(), mark.clone()) != Some(mark);
            }
        }
        self.refresh(
            other && self.client.can.refreshes_findings,
            lsp::DiagnosticRefreshRequest::METHOD,
        );
    }
}

/// The folders that are open.
fn folders(params: &Value) -> Vec<PathBuf> {
    let list = params.get("workspaceFolders").and_then(Value::as_array);
    let listed = list.into_iter().flatten().filter_map(|one| one.get("uri")?.as_str());
    let mut found: Vec<PathBuf> = listed.filter_map(uri::to_path).collect();
    if found.is_empty() {
        let root = params.get("rootUri").and_then(Value::as_str).and_then(uri::to_path);
        found.extend(root);
    }
    found
}

fn read<T: serde::de::DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
