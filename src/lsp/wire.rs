//! Messages over two streams of bytes.
//!
//! A message that cannot be read is passed over: the server says so and reads on. The stream ends
//! at its end alone.

use std::io::{self, BufRead, Read, Write};
use std::thread::{Builder, JoinHandle};

use crossbeam_channel::{Receiver, Sender, unbounded};
use lsp_server::{Connection, ErrorCode, Message, Notification, RequestId, Response};
use serde_json::{Value, json};

/// Bytes of the longest message that is read. Longer ones are passed over.
const MOST: usize = 256 * 1024 * 1024;

/// The thread that writes what the server sends.
#[derive(Debug)]
pub struct Writing(JoinHandle<()>);

impl Writing {
    /// Waits until everything is written. The connection has to be given up before.
    pub fn finish(self) {
        // It ends when nobody can send any more, or nobody reads.
        let _ = self.0.join();
    }
}

/// A connection over two streams.
///
/// # Errors
/// When the system gives no threads.
pub fn connect(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
) -> io::Result<(Connection, Writing)> {
    let (sender, outgoing) = unbounded();
    let (incoming, receiver) = unbounded();
    let back = sender.clone();
    Builder::new()
        .name("rondel-lsp-reader".to_owned())
        .spawn(move || read(io::BufReader::new(input), &incoming, &back))?;
    let writer = Builder::new()
        .name("rondel-lsp-writer".to_owned())
        .spawn(move || write(output, &outgoing))?;
    Ok((Connection { sender, receiver }, Writing(writer)))
}

fn write(mut output: impl Write, messages: &Receiver<Message>) {
    for message in messages {
        if message.write(&mut output).is_err() {
            break;
        }
    }
}

fn read(mut input: impl BufRead, messages: &Sender<Message>, back: &Sender<Message>) {
    while let Ok(Some(size)) = header(&mut input) {
        let Ok(body) = body(&mut input, size) else { break };
        match understand(body.as_deref()) {
            Ok(message) => {
                let is_last =
                    matches!(&message, Message::Notification(one) if one.method == "exit");
                if messages.send(message).is_err() || is_last {
                    break;
                }
            }
            Err(complaint) => {
                if back.send(complaint).is_err() {
                    break;
                }
            }
        }
    }
}

/// The size of the next message; none at the end. Lines that are no header are passed over.
fn header(input: &mut impl BufRead) -> io::Result<Option<usize>> {
    let mut size = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.take(64 * 1024).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        match (text.split_once(':'), size) {
            (None, Some(size)) if text.is_empty() => return Ok(Some(size)),
            (Some((name, value)), _) if name.trim().eq_ignore_ascii_case("content-length") => {
                size = value.trim().parse().ok();
            }
            _ => {}
        }
    }
}

/// The bytes of a message; none where they are too many.
fn body(input: &mut impl BufRead, size: usize) -> io::Result<Option<Vec<u8>>> {
    if size > MOST {
        io::copy(&mut input.take(size as u64), &mut io::sink())?;
        return Ok(None);
    }
    let mut bytes = vec![0; size];
    input.read_exact(&mut bytes)?;
    Ok(Some(bytes))
}

/// The message, or what is to be sent back.
fn understand(body: Option<&[u8]>) -> Result<Message, Message> {
    let Some(body) = body else { return Err(complaint("a message is too long")) };
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return Err(complaint("a message is no JSON"));
    };
    let id = value.get("id").cloned();
    serde_json::from_value(value).map_err(|error| {
        let what = format!("a message is none of the protocol: {error}");
        match id.and_then(|id| serde_json::from_value::<RequestId>(id).ok()) {
            Some(id) => Response::new_err(id, ErrorCode::InvalidRequest as i32, what).into(),
            None => complaint(&what),
        }
    })
}

/// What cannot be answered is told to the editor's log, as an error.
fn complaint(what: &str) -> Message {
    let params = json!({ "type": 1, "message": format!("rondel: {what}") });
    Message::Notification(Notification { method: "window/logMessage".to_owned(), params })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::{Message, connect};

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn what_is_no_message_is_passed_over() {
        let input = [
            "noise\r\n".to_owned(),
            framed("{\"id\": 1"),
            framed("[1, 2]"),
            framed("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":3}"),
            "Content-Type: x\r\ncontent-length:  41\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":1}".to_owned(),
        ]
        .concat();
        let read = connect(Cursor::new(input), std::io::sink()).map(|(connection, _)| {
            connection
                .receiver
                .iter()
                .map(|message| match message {
                    Message::Notification(one) => one.method,
                    Message::Request(one) => one.method,
                    Message::Response(_) => "response".to_owned(),
                })
                .collect::<Vec<_>>()
        });
        assert_eq!(read.ok(), Some(vec!["a".to_owned()]));
    }
}
