//! The language server: the editor's questions, put to the room that answers them.
//!
//! In: messages of the Language Server Protocol, one after the other. Out: answers, findings, and
//! requests of the server's own. One loop takes the messages in their order and applies every
//! edit at once; what takes time is answered by other threads from a [`snapshot::Snapshot`], which
//! no later edit changes. It translates, and knows nothing of the language that
//! [`ide`](crate::ide) does not tell it.
//!
//! *Source*: the Language Server Protocol, 3.17.

mod answers;
mod capabilities;
mod client;
mod commands;
mod convert;
mod findings;
mod pool;
mod router;
mod server;
mod settings;
mod snapshot;
mod text;
mod trials;
mod uri;
pub mod wire;
mod world;

pub use lsp_server::{Connection, Message};
pub use server::{Ended, serve};
