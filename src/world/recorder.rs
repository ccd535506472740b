//! The world that only takes down what it is asked to do.

use crate::runtime::{Act, Effect};

/// First value of the 64-bit FNV-1a hash.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
/// Its multiplier.
const FNV_PRIME: u64 = 0x0100_0000_01b3;

/// Counts messages and keeps a fingerprint of all their bytes in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorder {
    messages: u64,
    fingerprint: u64,
}

impl Default for Recorder {
    fn default() -> Self {
        Self { messages: 0, fingerprint: FNV_OFFSET }
    }
}

impl Recorder {
    /// Takes an effect down.
    pub fn perform(&mut self, effect: &Effect) {
        let Act::Send(message) = &effect.act else { return };
        self.messages += 1;
        for byte in message.text.bytes() {
            self.fingerprint = (self.fingerprint ^ u64::from(byte)).wrapping_mul(FNV_PRIME);
        }
    }

    /// How many messages went out.
    #[must_use]
    pub const fn messages(&self) -> u64 {
        self.messages
    }

    /// The same for the same messages in the same order.
    #[must_use]
    pub const fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}
