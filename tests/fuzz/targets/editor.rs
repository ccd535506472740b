//! Any bytes, taken as what an editor says: the server never panics, answers every request once,
//! and ends when it is told to and not before.

#![no_main]

mod session;

use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use rondel::lsp::{Connection, Ended, Message, serve};
use serde_json::{Value, json};
use session::{Bytes, message};

/// How long an answer may take before the server is taken to hang.
const PATIENCE: Duration = Duration::from_secs(8);

/// The most messages of one session.
const MOST: usize = 64;

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = Bytes::new(bytes);
    let (server, client) = Connection::memory();
    let serving = thread::Builder::new().stack_size(8 << 20).spawn(move || serve(server));
    let serving = serving.expect("a thread can be had");
    let mut waiting = BTreeSet::new();
    let mut say = |value: Value| {
        let Ok(message) = serde_json::from_value::<Message>(value) else { return };
        match &message {
            Message::Request(one) if one.method == "shutdown" => return,
            // One id is for one request alone.
            Message::Request(one) if !waiting.insert(one.id.clone()) => return,
            Message::Notification(one) if one.method == "exit" => return,
            _ => {}
        }
        client.sender.send(message).expect("the server is there");
    };
    say(greeting(bytes.next()));
    say(json!({ "method": "initialized", "params": {} }));
    for number in 0..MOST {
        if bytes.is_over() {
            break;
        }
        say(message(&mut bytes, number));
    }
    say(json!({ "id": "last", "method": "workspace/diagnostic", "params": { "previousResultIds": [] } }));
    while !waiting.is_empty() {
        let heard = client.receiver.recv_timeout(PATIENCE);
        if let Message::Response(one) = heard.expect("every request is answered") {
            assert!(waiting.remove(&one.id), "`{}` is answered twice", one.id);
            let code = one.response_result.err().map(|error| error.code);
            assert_ne!(code, Some(-32603), "an answer is a fault of the server");
        }
    }
    for value in [json!({ "id": "end", "method": "shutdown" }), json!({ "method": "exit" })] {
        let message = serde_json::from_value::<Message>(value).expect("this is a message");
        client.sender.send(message).expect("the server is there");
    }
    assert_eq!(serving.join().ok(), Some(Ended::Properly));
});

/// The first request, of editors that can more or less.
fn greeting(can: u8) -> Value {
    let bit = |index: u8| can >> index & 1 == 1;
    let encodings = if bit(0) { json!(["utf-8", "utf-16"]) } else { json!(["utf-16"]) };
    let pulls = if bit(1) { json!({}) } else { Value::Null };
    json!({ "id": "first", "method": "initialize", "params": { "capabilities": {
        "general": { "positionEncodings": encodings },
        "textDocument": {
            "diagnostic": pulls,
            "definition": { "linkSupport": bit(2) },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": bit(3) },
            "foldingRange": { "lineFoldingOnly": bit(4) },
        },
        "workspace": {
            "workspaceEdit": { "documentChanges": bit(5) },
            "configuration": bit(6),
        },
        "experimental": { "commands": { "commands": if bit(7) { json!(["rondel.showReferences", "rondel.openGraph"]) } else { json!([]) } } },
    } } })
}
