//! Something the store's thread is asked to do, and its answer.

use futures_channel::oneshot::{self, Receiver, Sender};

use super::session::Session;
use crate::store::StoreError;

/// Why something was not done.
#[derive(Debug)]
pub(super) enum Failure {
    /// It may not be: nothing was written.
    Refused(StoreError),
    /// The file does not obey: everything in the transaction is undone.
    Broken(rusqlite::Error),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Broken(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Refused(error)
    }
}

/// Something to be done inside a transaction.
pub(super) trait Task: Send {
    /// Does it. An error undoes the whole transaction.
    fn run(&mut self, session: &mut Session) -> Result<(), rusqlite::Error>;
    /// Gives the answer: the transaction is durable, or what happened to it instead.
    fn answer(self: Box<Self>, lost: Option<StoreError>);
}

pub(super) struct Call<T, F> {
    act: Option<F>,
    result: Option<Result<T, StoreError>>,
    reply: Sender<Result<T, StoreError>>,
}

impl<T, F: FnOnce(&mut Session) -> Result<T, Failure>> Call<T, F> {
    pub(super) fn new(act: F) -> (Self, Receiver<Result<T, StoreError>>) {
        let (reply, answer) = oneshot::channel();
        (Self { act: Some(act), result: None, reply }, answer)
    }
}

impl<T, F> Task for Call<T, F>
where
    T: Send,
    F: FnOnce(&mut Session) -> Result<T, Failure> + Send,
{
    fn run(&mut self, session: &mut Session) -> Result<(), rusqlite::Error> {
        let Some(act) = self.act.take() else { return Ok(()) };
        match act(session) {
            Ok(value) => self.result = Some(Ok(value)),
            Err(Failure::Refused(error)) => self.result = Some(Err(error)),
            Err(Failure::Broken(error)) => return Err(error),
        }
        Ok(())
    }

    fn answer(self: Box<Self>, lost: Option<StoreError>) {
        let result = match lost {
            Some(error) => Err(error),
            None => self.result.unwrap_or(Err(StoreError::Unknown)),
        };
        // Nobody listens any more: then nobody needs to know.
        let _ = self.reply.send(result);
    }
}
