//! What all parts of a play share: chance, time, the ledger, and the trace.

use std::fmt::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::chance::Chance;
use super::fault::{Boundary, Fault, Faults};
use super::ledger::Ledger;
use super::tally::Tally;
use crate::base::{Duration, Instant};
use crate::store::{Home, Inbound, StoreError};

/// Nodes that work on the store at once.
pub(super) const NODES: usize = 2;

/// First value of the 64-bit FNV-1a hash.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
/// Its multiplier.
const FNV_PRIME: u64 = 0x0100_0000_01b3;

/// Shared between the play, the stores of its nodes, and their world.
#[derive(Clone, Debug)]
pub(super) struct Shared(Arc<Mutex<Hub>>);

impl Shared {
    pub(super) fn new(hub: Hub) -> Self {
        Self(Arc::new(Mutex::new(hub)))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Hub> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Everything that is shared.
#[derive(Debug)]
pub(super) struct Hub {
    pub(super) chance: Chance,
    pub(super) faults: Faults,
    pub(super) tally: Tally,
    pub(super) ledger: Ledger,
    pub(super) trace: Trace,
    pub(super) now: Instant,
    pub(super) nodes: [Clock; NODES],
    /// Nodes that stopped during this step.
    pub(super) stopped: [bool; NODES],
    /// Answers of the outside that come later, with their effects.
    pub(super) answers: Vec<(Instant, Inbound)>,
    /// Where both stores are kept; none where everything is to be durable at once.
    pub(super) home: Option<Home>,
}

/// The clock of a node.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    /// How far it is off.
    pub(super) off: Duration,
    /// The latest moment it ever showed.
    pub(super) latest: Instant,
}

/// What becomes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It goes well.
    Well,
    /// It goes well, after a while.
    Slowly,
    /// The node stops before it.
    StopsBefore,
    /// The node stops after it.
    StopsAfter,
    /// It does not happen.
    Fails(Error),
    /// It happens, and nobody hears of it.
    Unheard,
}

/// Why a call does not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Error {
    Unavailable,
    Conflict,
    Unknown,
}

impl Error {
    pub(super) fn of_store(self) -> StoreError {
        match self {
            Self::Unavailable => StoreError::Unavailable("the simulator says so".into()),
            Self::Conflict => StoreError::Conflict,
            Self::Unknown => StoreError::Unknown,
        }
    }
}

impl Hub {
    /// What a node's clock shows.
    pub(super) fn clock(&mut self, node: usize) -> Instant {
        let Some(clock) = self.nodes.get_mut(node) else { return self.now };
        let shown = self.now.plus(clock.off);
        clock.latest = clock.latest.max(shown);
        shown
    }

    /// Draws what becomes of a node's call.
    pub(super) fn fate(&mut self, node: usize, boundary: Boundary) -> Fate {
        self.tally.calls += 1;
        let fault = self.faults.at(boundary, &mut self.chance);
        let fate = match fault {
            Some(Fault::CrashBefore) => Fate::StopsBefore,
            Some(Fault::CrashAfter) => Fate::StopsAfter,
            Some(Fault::Unavailable) => Fate::Fails(Error::Unavailable),
            Some(Fault::Conflict) => Fate::Fails(Error::Conflict),
            Some(Fault::LostCall) => Fate::Fails(Error::Unknown),
            Some(Fault::LostReply) => Fate::Unheard,
            Some(Fault::SlowReply) => Fate::Slowly,
            Some(
                Fault::Duplicate
                | Fault::Reorder
                | Fault::Delay
                | Fault::ClockAhead
                | Fault::ClockBack
                | Fault::LateAnswer
                | Fault::LostAnswer
                | Fault::Refusal
                | Fault::Reopen,
            )
            | None => Fate::Well,
        };
        if let Some(fault) = fault {
            self.tally.fault(fault, Some(boundary));
            self.trace.say(self.now, node, format_args!("{fault} {boundary}"));
        }
        fate
    }

    /// Whether a fault that is not one of calls happens now.
    pub(super) fn strikes(&mut self, fault: Fault) -> bool {
        let strikes = self.faults.strikes(fault, &mut self.chance);
        if strikes {
            self.tally.fault(fault, None);
        }
        strikes
    }

    pub(super) fn stop(&mut self, node: usize) {
        if let Some(stopped) = self.stopped.get_mut(node) {
            *stopped = true;
        }
    }

    /// Takes down what a node did.
    pub(super) fn say(&mut self, node: usize, what: fmt::Arguments<'_>) {
        self.trace.say(self.now, node, what);
    }
}

/// Everything that happened, as one number, and in words where somebody wants to read them.
#[derive(Debug)]
pub(super) struct Trace {
    hash: u64,
    lines: Option<Vec<String>>,
}

impl Trace {
    pub(super) fn new(in_words: bool) -> Self {
        Self { hash: FNV_OFFSET, lines: in_words.then(Vec::new) }
    }

    pub(super) const fn hash(&self) -> u64 {
        self.hash
    }

    pub(super) fn take_lines(&mut self) -> Vec<String> {
        self.lines.take().unwrap_or_default()
    }

    fn say(&mut self, now: Instant, node: usize, what: fmt::Arguments<'_>) {
        let who: &dyn fmt::Display = if node < NODES { &node } else { &"-" };
        let millis = now.millis;
        let written = writeln!(Hashing(&mut self.hash), "{millis} {who} {what}");
        debug_assert!(written.is_ok(), "a number takes everything in");
        if let Some(lines) = &mut self.lines {
            lines.push(format!("{:>12.3} {who} {what}", seconds(millis)));
        }
    }
}

/// Seconds since the beginning of a play.
#[expect(clippy::cast_precision_loss, reason = "for people to read")]
fn seconds(millis: i64) -> f64 {
    millis.saturating_sub(super::traffic::BEGINNING.millis) as f64 / 1_000.0
}

struct Hashing<'a>(&'a mut u64);

impl Write for Hashing<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            *self.0 = (*self.0 ^ u64::from(byte)).wrapping_mul(FNV_PRIME);
        }
        Ok(())
    }
}
