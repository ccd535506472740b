//! The conversation that every engine holds, and how its messages are compared.
//!
//! Contact `i` opens a conversation, is greeted and asked what it needs; it answers, hears that it is a
//! priority customer if its plan is `enterprise`, and is handed to the next of the agents who are
//! online, by name. A driver that sends other bytes, or the same in another order, does other work:
//! its time counts for nothing.

/// Agents of the workspace, `Agent0` and so on, who take turns.
pub const AGENTS: usize = 20;
/// Those of them who are not online.
pub const OFFLINE: [usize; 4] = [3, 7, 11, 15];
/// First value of the 64-bit FNV-1a hash.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
/// Its multiplier.
const PRIME: u64 = 0x0100_0000_01b3;
/// Conversations, and the fingerprint of all their messages.
const FINGERPRINTS: [(usize, u64); 6] = [
    (100, 0xbfb7_137c_41c5_f620),
    (500, 0x589a_413a_6efd_23da),
    (2_000, 0xf765_ed21_5ff3_386f),
    (20_000, 0x39a7_3c3a_1be9_292b),
    (200_000, 0x0a6a_5ae0_8e8c_8485),
    (1_000_000, 0xd4a6_ecea_5b6d_7efd),
];

/// What contact `i` is called.
#[must_use]
pub fn name(i: usize) -> String {
    format!("Contact{i}")
}

/// The plan contact `i` pays for.
#[must_use]
pub const fn plan(i: usize) -> &'static str {
    ["free", "pro", "enterprise"][i % 3]
}

/// What contact `i` answers.
#[must_use]
pub const fn answer(i: usize) -> &'static str {
    ["Sales", "Support", "Billing"][i / 3 % 3]
}

/// How many messages so many conversations are: three each, and one more for every third contact.
#[must_use]
pub const fn messages(conversations: usize) -> u64 {
    (conversations * 3 + conversations / 3) as u64
}

/// The hash of all bytes of all messages, in order: FNV-1a in 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(pub u64);

impl Default for Fingerprint {
    fn default() -> Self {
        Self(OFFSET)
    }
}

impl Fingerprint {
    /// Takes in a message.
    pub fn take(&mut self, message: &str) {
        for byte in message.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }

    /// Accepts the work of `conversations` conversations, or says what is wrong with it.
    ///
    /// # Errors
    /// When the messages were others, or nobody has written down what they should be.
    pub fn check(self, conversations: usize) -> Result<(), String> {
        let known = FINGERPRINTS.iter().find(|(count, _)| *count == conversations);
        match known {
            None => Err(format!(
                "no fingerprint is known of {conversations} conversations; known are those of {:?}",
                FINGERPRINTS.map(|(count, _)| count)
            )),
            Some((_, known)) if *known != self.0 => {
                Err(format!("other work was done: fingerprint {:016x}, not {known:016x}", self.0))
            }
            Some(_) => Ok(()),
        }
    }
}

/// What one repetition cost, as a line of JSON.
///
/// `peer` is how the runner's table names who did the work.
#[must_use]
pub fn json(
    peer: &str,
    rep: u32,
    conversations: usize,
    cpu_s: f64,
    messages: Fingerprint,
) -> String {
    let ns = cpu_s * 1e9 / conversations as f64;
    let hash = messages.0;
    format!(
        r#"{{"peer":"{peer}","rep":{rep},"conversations":{conversations},"cpu_s":{cpu_s:.6},"ns":{ns:.1},"hash":"{hash:016x}"}}"#
    )
}
