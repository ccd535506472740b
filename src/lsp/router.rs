//! From a request's name to what answers it.

use std::sync::Arc;

use gen_lsp_types::Request;
use lsp_server::{ErrorCode, ResponseError};
use serde_json::Value;

use super::client::Client;
use super::settings::Settings;
use super::snapshot::Snapshot;
use super::trials::Trials;
use crate::base::FileId;

/// What a question is put to: everything as it was when it came.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) programs: Vec<Arc<Snapshot>>,
    pub(super) client: Arc<Client>,
    pub(super) settings: Settings,
    pub(super) trials: Arc<Trials>,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The file is in no program, so that there is nothing to say.
    Nothing,
    /// What was asked cannot be had, and why.
    Cannot(String),
}

pub(super) type Answered<T> = Result<T, Refusal>;

impl Ask {
    /// The program and the file of an address.
    pub(super) fn file(&self, uri: &str) -> Answered<(&Arc<Snapshot>, FileId)> {
        let found = self.programs.iter().find_map(|one| Some((one, one.file(uri)?)));
        found.ok_or(Refusal::Nothing)
    }
}

/// A request that looks for its answer.
pub(super) struct Router<'a> {
    ask: &'a Ask,
    method: &'a str,
    params: Value,
    answer: Option<Result<Value, ResponseError>>,
}

impl<'a> Router<'a> {
    pub(super) const fn new(ask: &'a Ask, method: &'a str, params: Value) -> Self {
        Self { ask, method, params, answer: None }
    }

    /// Answers, if this is what is asked.
    pub(super) fn on<R: Request>(self, answer: fn(&Ask, R::Params) -> Answered<R::Result>) -> Self {
        if self.answer.is_some() || self.method != R::METHOD.as_str() {
            return self;
        }
        self.answered(answer)
    }

    /// The same for a request that the protocol does not know.
    pub(super) fn custom<P, T>(self, method: &str, answer: fn(&Ask, P) -> Answered<T>) -> Self
    where
        P: serde::de::DeserializeOwned,
        T: serde::Serialize,
    {
        if self.answer.is_some() || self.method != method {
            return self;
        }
        self.answered(answer)
    }

    fn answered<P, T>(mut self, answer: fn(&Ask, P) -> Answered<T>) -> Self
    where
        P: serde::de::DeserializeOwned,
        T: serde::Serialize,
    {
        let params = std::mem::take(&mut self.params);
        self.answer = Some(match serde_json::from_value::<P>(params) {
            Ok(params) => told(answer(self.ask, params)),
            Err(error) => Err(failed(ErrorCode::InvalidParams, error.to_string())),
        });
        self
    }

    pub(super) fn finish(self) -> Result<Value, ResponseError> {
        let unknown = || {
            let message = format!("`{}` is not answered here", self.method);
            Err(failed(ErrorCode::MethodNotFound, message))
        };
        self.answer.unwrap_or_else(unknown)
    }
}

fn told<T: serde::Serialize>(answered: Answered<T>) -> Result<Value, ResponseError> {
    match answered {
        Ok(answer) => serde_json::to_value(answer)
            .map_err(|error| failed(ErrorCode::InternalError, error.to_string())),
        Err(Refusal::Nothing) => Ok(Value::Null),
        Err(Refusal::Cannot(why)) => Err(failed(ErrorCode::RequestFailed, why)),
    }
}

/// An answer that says what went wrong.
pub(super) const fn failed(code: ErrorCode, message: String) -> ResponseError {
    ResponseError { code: code as i32, message, data: None }
}
