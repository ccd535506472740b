//! The world that only takes down what it is asked to do.

use std::collections::VecDeque;
use std::future::{self, Future};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Performed, World};
use crate::base::{Duration, Instant, Key, Name};
use crate::runtime::{Act, Answer, Outbound, Report, RunId};

/// First value of the 64-bit FNV-1a hash.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
/// Its multiplier.
const FNV_PRIME: u64 = 0x0100_0000_01b3;

/// Counts messages, keeps a fingerprint of all their bytes in order, and remembers whatever waits
/// for an answer.
#[derive(Debug)]
pub struct Recorder {
    kept: Mutex<Kept>,
}

#[derive(Debug)]
struct Kept {
    messages: u64,
    fingerprint: u64,
    pending: VecDeque<Pending>,
}

/// An effect whose answer a run waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// For whom.
    pub contact: Name,
    /// The run.
    pub run: RunId,
    /// The effect.
    pub key: Key,
    /// What it is.
    pub kind: PendingKind,
    /// When it was asked for.
    pub at: Instant,
}

/// What waits for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PendingKind {
    /// A message; whether the run wants to hear that it was taken, too.
    Message(Report),
    /// A request to another system.
    Http,
    /// A turn of an assistant.
    Assistant,
    /// A row of a sheet.
    Row,
}

impl PendingKind {
    /// How long an answer may take, by the clock of the events: messages and rows are taken at once,
    /// where nobody says otherwise before anything else happens.
    #[must_use]
    pub const fn patience(self) -> Duration {
        match self {
            Self::Message(_) | Self::Row => Duration::seconds(0),
            Self::Http | Self::Assistant => Duration::seconds(60),
        }
    }

    /// The answer when nobody says anything: messages and rows are taken, requests and assistants
    /// are not reached. None where the run does not want to hear that.
    #[must_use]
    pub fn silence(self) -> Option<Answer> {
        match self {
            Self::Message(Report::Always) | Self::Row => Some(Answer::Taken),
            Self::Message(Report::Never | Report::Refusal) => None,
            Self::Http => {
                let why = Some(Name::new_static("nothing answered the request"));
                Some(Answer::Http { status: None, body: None, why })
            }
            Self::Assistant => Some(Answer::Assistant {
                says: None,
                outcome: Some(Name::new_static("failed")),
                collected: Vec::new(),
            }),
        }
    }
}

impl Default for Recorder {
    fn default() -> Self {
        let kept = Kept { messages: 0, fingerprint: FNV_OFFSET, pending: VecDeque::new() };
        Self { kept: Mutex::new(kept) }
    }
}

impl Recorder {
    /// How many messages went out.
    #[must_use]
    pub fn messages(&self) -> u64 {
        self.lock().messages
    }

    /// The same for the same messages in the same order.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.lock().fingerprint
    }

    /// Takes out the oldest effect of a contact that waits for an answer and is meant.
    pub fn take(&self, contact: &str, meant: impl Fn(PendingKind) -> bool) -> Option<Pending> {
        let mut kept = self.lock();
        let is = |one: &Pending| one.contact == contact && meant(one.kind);
        let place = kept.pending.iter().position(is)?;
        kept.pending.remove(place)
    }

    /// Takes out the oldest effect that waits for an answer and is meant.
    pub fn take_first(&self, meant: impl Fn(&Pending) -> bool) -> Option<Pending> {
        let mut kept = self.lock();
        let place = kept.pending.iter().position(meant)?;
        kept.pending.remove(place)
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl World for Recorder {
    fn perform(&self, outbound: &Outbound) -> impl Future<Output = Performed> + Send {
        future::ready(self.lock().perform(outbound))
    }

    fn recognises(&self, _: &Outbound) -> bool {
        true
    }
}

impl Kept {
    fn perform(&mut self, outbound: &Outbound) -> Performed {
        let Some(kind) = self.take_down(&outbound.effect.act) else { return Performed::Done };
        let Some(run) = outbound.run.clone() else { return Performed::Done };
        let (contact, key, at) = (outbound.contact.clone(), outbound.effect.key, outbound.at);
        self.pending.push_back(Pending { contact, run, key, kind, at });
        Performed::Later
    }

    /// What waits for an answer, if the run wants to hear one.
    fn take_down(&mut self, act: &Act) -> Option<PendingKind> {
        match act {
            Act::Send(message) => {
                self.messages += 1;
                for byte in message.text.bytes() {
                    self.fingerprint = (self.fingerprint ^ u64::from(byte)).wrapping_mul(FNV_PRIME);
                }
                let wanted = message.report != Report::Never;
                wanted.then_some(PendingKind::Message(message.report))
            }
            Act::Row(row) => (row.report != Report::Never).then_some(PendingKind::Row),
            Act::Http(_) => Some(PendingKind::Http),
            Act::Assist(_) => Some(PendingKind::Assistant),
            Act::Assign(_)
            | Act::Withdraw { .. }
            | Act::AssignByHand { .. }
            | Act::Unassign { .. }
            | Act::Start(_)
            | Act::Comment { .. }
            | Act::Change(_) => None,
        }
    }
}
