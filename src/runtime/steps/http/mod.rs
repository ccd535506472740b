//! `http`: a request to another system.

mod answer;
mod seal;

pub use seal::{Sealed, SealedPart};

use answer::found;
use seal::{one_line, percent_encoded, sealed};

use serde::{Deserialize, Serialize};

use super::read::{Misread, Reading, arg_of, expr, place, plain};
use super::{Acted, Exit, Goto};
use crate::base::{Duration, Name, PathPart, Place, Value};
use crate::plan::{Arg, Expr, Setting};
use crate::runtime::turn::Walk;
use crate::runtime::{Act, Answer, Meter, Traced, WaitFor};

/// `timeout` of a request that says nothing of it.
const TIMEOUT: Duration = Duration::seconds(10);
/// `retries` of a request that says nothing of it, where repeating it is safe.
const RETRIES: u32 = 2;
/// How much longer than all attempts together a run waits, for the pauses between them, before it
/// takes the answer for lost.
const SLACK: Duration = Duration::seconds(60);

/// A request to another system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpRequest {
    /// `get`, `post`, `put`, `patch`, `delete`.
    pub method: Name,
    /// The address; what was computed in it is percent-encoded already.
    pub url: Sealed,
    /// Parameters of the address.
    pub query: Vec<(Name, Sealed)>,
    /// Headers.
    pub headers: Vec<(Name, Sealed)>,
    /// What is sent.
    pub body: Option<Sealed>,
    /// Whether the body is JSON.
    pub json: bool,
    /// How long one attempt may take.
    pub timeout: Duration,
    /// How many more attempts there may be.
    pub retries: u32,
}

/// `http`.
#[derive(Clone, Debug)]
pub(in crate::runtime) struct Http {
    method: Name,
    url: Expr,
    headers: Vec<(Name, Expr)>,
    query: Vec<(Name, Expr)>,
    body: Option<Body>,
    timeout: Duration,
    retries: u32,
    save: Vec<Save>,
    /// Exact statuses and classes, with where they lead.
    statuses: Vec<(u16, bool, Goto)>,
    pub(super) failed: Exit,
    next: Goto,
}

#[derive(Clone, Debug)]
enum Body {
    Record(Vec<(Name, Expr)>),
    Text(Expr),
}

#[derive(Clone, Debug)]
enum Save {
    Status(Place),
    Path { path: Vec<PathPart>, kind: Name, place: Place },
}

impl Http {
    pub(super) fn read(step: &Reading<'_>) -> Result<Self, Misread> {
        let pair = |line: &Setting| {
            let key = arg_of(line, "key").and_then(plain)?;
            Some((key, arg_of(line, "value").and_then(expr)?))
        };
        let save = |line: &Setting| match place(arg_of(line, "status")) {
            Some(place) => Some(Save::Status(place)),
            None => match arg_of(line, "path") {
                Some(Arg::Path(path)) => Some(Save::Path {
                    path: path.clone(),
                    kind: arg_of(line, "type").and_then(plain)?,
                    place: place(arg_of(line, "place"))?,
                }),
                _ => None,
            },
        };
        let status = |(outcome, to): &(&crate::plan::Outcome, Goto)| match &outcome.with {
            Some(Arg::Status { code, class }) => Some((*code, *class, *to)),
            _ => None,
        };
        let method = step.name("method").ok_or_else(|| step.misread("has no method"))?;
        let is_safe = !matches!(method.as_str(), "post" | "patch");
        let body = match step.of("body") {
            Some(Arg::Record(entries) | Arg::Expr(Expr::Record(entries))) => {
                Some(Body::Record(entries.clone()))
            }
            Some(other) => expr(other).map(Body::Text),
            None => None,
        };
        let retries = step.count_of("retries").and_then(|count| u32::try_from(count).ok());
        Ok(Self {
            url: step.expr("url")?,
            method,
            headers: step.all("header").filter_map(pair).collect(),
            query: step.all("query").filter_map(pair).collect(),
            body,
            timeout: step.duration_of("timeout").unwrap_or(TIMEOUT),
            retries: retries.unwrap_or(if is_safe { RETRIES } else { 0 }),
            save: step.all("save").filter_map(save).collect(),
            statuses: step.exits.iter().filter_map(status).collect(),
            failed: step.exit("failed"),
            next: step.next,
        })
    }

    pub(super) fn run(&self, walk: &mut Walk<'_>, meter: &mut Meter) -> Acted {
        let pairs = |walk: &Walk<'_>,
                     meter: &mut Meter,
                     from: &[(Name, Expr)],
                     keep: fn(&str) -> String| {
            let one = |(key, value): &(Name, Expr)| (key.clone(), sealed(walk, meter, value, keep));
            from.iter().map(one).collect::<Vec<_>>()
        };
        let record = match &self.body {
            Some(Body::Record(entries)) => Some(seal::json_body(walk, meter, entries)),
            Some(Body::Text(text)) => seal::stored_record(walk, meter, text),
            None => None,
        };
        let json = record.is_some();
        let body = match (record, &self.body) {
            (None, Some(Body::Text(text))) => Some(sealed(walk, meter, text, str::to_owned)),
            (record, _) => record,
        };
        let request = HttpRequest {
            method: self.method.clone(),
            url: sealed(walk, meter, &self.url, percent_encoded),
            query: pairs(walk, meter, &self.query, str::to_owned),
            headers: pairs(walk, meter, &self.headers, one_line),
            body,
            json,
            timeout: self.timeout,
            retries: self.retries,
        };
        let key = walk.effect(Act::Http(Box::new(request)));
        let attempts = i64::from(self.retries) + 1;
        let longest = self.timeout.seconds.saturating_mul(attempts);
        let due = walk.now.plus(Duration::seconds(longest)).plus(SLACK);
        Acted::Waits(walk.wait(key, WaitFor::Http, Some(due)))
    }

    pub(super) fn answered(&self, walk: &mut Walk<'_>, answer: &Answer) -> Option<Acted> {
        let Answer::Http { status, body, why } = answer else { return None };
        let Some(status) = *status else {
            let why = why.clone().unwrap_or_else(|| Name::new_static("there was no usable answer"));
            return Some(Acted::Takes(self.failed, Some(why)));
        };
        let good = (200..300).contains(&status);
        for save in &self.save {
            let stored = match save {
                Save::Status(place) => walk.store(place, Some(Value::Number(status.into()))),
                Save::Path { path, kind, place } if good => {
                    match found(path, kind, body.as_ref()) {
                        Ok(value) => walk.store(place, Some(value)),
                        Err(why) => Err(why),
                    }
                }
                Save::Path { .. } => Ok(()),
            };
            if let Err(why) = stored {
                walk.note(Traced::NotStored { why: why.into() });
            }
        }
        if good {
            return Some(Acted::Goes(self.next));
        }
        let exact = self.statuses.iter().find(|(code, class, _)| !class && *code == status);
        let of_class =
            || self.statuses.iter().find(|(code, class, _)| *class && *code == status / 100);
        Some(match exact.or_else(of_class) {
            Some((.., to)) => {
                walk.note(Traced::Outcome {
                    name: Name::from(format!("status {status}")),
                    why: None,
                });
                Acted::Goes(*to)
            }
            None => Acted::Takes(self.failed, Some(Name::from(format!("the status was {status}")))),
        })
    }
}
