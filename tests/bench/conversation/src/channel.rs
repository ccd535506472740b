//! The channel of the bench: it has every message at once, and keeps nothing but what they were.

use std::future::{self, Future};
use std::sync::{Mutex, MutexGuard, PoisonError};

use bench_measure::triage::Fingerprint;
use rondel::runtime::{Act, Outbound};
use rondel::world::{Performed, World};

/// What was said on a channel.
#[derive(Debug)]
pub struct Channel {
    said: Mutex<Said>,
    /// What it says to a message.
    sent: Performed,
}

#[derive(Debug, Default)]
struct Said {
    messages: u64,
    fingerprint: Fingerprint,
}

impl Default for Channel {
    /// One that has taken a message when it was given it.
    fn default() -> Self {
        Self::that_says(Performed::Done)
    }
}

impl Channel {
    /// One that says this to every message.
    #[must_use]
    pub fn that_says(sent: Performed) -> Self {
        Self { said: Mutex::default(), sent }
    }

    /// The hash of every message.
    pub fn fingerprint(&self) -> Fingerprint {
        self.lock().fingerprint
    }

    /// How many messages there were.
    pub fn messages(&self) -> u64 {
        self.lock().messages
    }

    fn lock(&self) -> MutexGuard<'_, Said> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl World for Channel {
    fn perform(&self, outbound: &Outbound) -> impl Future<Output = Performed> + Send {
        let Act::Send(message) = &outbound.effect.act else {
            return future::ready(Performed::Done);
        };
        let mut said = self.lock();
        said.messages += 1;
        said.fingerprint.take(&message.text);
        future::ready(self.sent.clone())
    }

    fn recognises(&self, _: &Outbound) -> bool {
        true
    }
}
