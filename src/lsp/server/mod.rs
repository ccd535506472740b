//! The loop: messages in their order, and what the threads have found out.

mod background;
mod heard;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crossbeam_channel::{Receiver, Select, Sender, unbounded};
use gen_lsp_types as lsp;
use gen_lsp_types::Request as _;
use lsp_server::{Connection, ErrorCode, Message, Request, RequestId, Response};
use serde_json::{Value, json};

use crate::lsp::answers::answer;
use crate::lsp::capabilities::capabilities;
use crate::lsp::client::{Abilities, Client};
use crate::lsp::findings::Published;
use crate::lsp::pool::Pool;
use crate::lsp::router::{Ask, failed};
use crate::lsp::settings::Settings;
use crate::lsp::trials::Trials;
use crate::lsp::uri;
use crate::lsp::world::World;
use crate::project::Glance;

use background::Done;

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

/// Requests that are not answered yet, and whether somebody still waits.
type Waiting = Arc<Mutex<HashMap<RequestId, Arc<AtomicBool>>>>;

struct Server {
    client: Arc<Client>,
    world: World,
    /// What was set when the session began: the editor's settings go on top of it.
    first: Settings,
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
        let options = params.get("initializationOptions").unwrap_or(&Value::Null);
        let settings = Settings::default().with(options);
        let folders = folders(params);
        let world = World::new(folders, client.can.encoding, settings.care);
        let look = (!client.can.watches).then(Instant::now);
        Self {
            client: Arc::new(client),
            world,
            first: settings,
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
                    if let Some(own) = answer.get(0) {
                        self.set(self.first.with(own));
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

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
