//! The world of a scenario: it answers as the scenario says.

use std::collections::VecDeque;
use std::future::{self, Future};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value as Json;

use super::texts::fits;
use crate::base::Name;
use crate::runtime::{Act, Answer, HttpRequest, Outbound, Report};
use crate::world::{Performed, World};

/// What lies outside, as far as it was given.
#[derive(Debug, Default)]
pub(super) struct Script {
    given: Mutex<Given>,
}

/// What was given.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) http: Vec<Http>,
    pub(super) send_fails: bool,
    pub(super) sheet_fails: bool,
    pub(super) assistant: VecDeque<Answer>,
}

/// How another system answers.
#[derive(Debug)]
pub(super) struct Http {
    pub(super) method: Name,
    pub(super) url: Name,
    /// The status and the body; none where it does not answer.
    pub(super) answer: Option<(u16, Option<Json>)>,
}

impl Script {
    /// Changes what is given.
    pub(super) fn given(&self) -> MutexGuard<'_, Given> {
        self.given.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl World for Script {
    fn perform(&self, outbound: &Outbound) -> impl Future<Output = Performed> + Send {
        future::ready(self.given().perform(&outbound.effect.act))
    }

    fn recognises(&self, _: &Outbound) -> bool {
        true
    }
}

impl Given {
    fn perform(&mut self, act: &Act) -> Performed {
        if let Act::Send(message) = act {
            return reported(message.report, self.send_fails, "the channel refused it");
        }
        if let Act::Row(row) = act {
            return reported(row.report, self.sheet_fails, "the sheet refused it");
        }
        if let Act::Http(request) = act {
            return Performed::Answered(self.http(request));
        }
        if let Act::Assist(_) = act {
            let silent = || Answer::Assistant {
                says: None,
                outcome: Some(Name::new_static("failed")),
                collected: Vec::new(),
            };
            return Performed::Answered(self.assistant.pop_front().unwrap_or_else(silent));
        }
        Performed::Done
    }

    /// The newest that was given for such a request goes before the older ones.
    fn http(&self, request: &HttpRequest) -> Answer {
        let url = request.url.masked();
        let meant = |one: &&Http| one.method == request.method && fits(&one.url, &url);
        let why = |why: &'static str| Some(Name::new_static(why));
        match self.http.iter().rev().find(meant) {
            None => Answer::Http {
                status: None,
                body: None,
                why: why("the scenario gives no answer to it"),
            },
            Some(Http { answer: None, .. }) => {
                Answer::Http { status: None, body: None, why: why("there was no usable answer") }
            }
            Some(Http { answer: Some((status, body)), .. }) => {
                Answer::Http { status: Some(*status), body: body.clone(), why: None }
            }
        }
    }
}

fn reported(report: Report, fails: bool, why: &'static str) -> Performed {
    match (report, fails) {
        (Report::Never, _) | (Report::Refusal, false) => Performed::Done,
        (Report::Always, false) => Performed::Answered(Answer::Taken),
        (Report::Always | Report::Refusal, true) => {
            Performed::Answered(Answer::Refused(Name::new_static(why)))
        }
    }
}
