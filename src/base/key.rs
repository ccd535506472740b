//! Keys by which a repeat is recognised.

use std::fmt;
use std::str::FromStr;

use super::as_text;

/// A key of 128 bits, the same for the same thing on every machine. Reads and prints as 32
/// hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(u128);

impl Key {
    /// The key of a text: half of its BLAKE3 hash.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let hash = *blake3::hash(text.as_bytes()).as_bytes();
        let head = hash.first_chunk::<16>().copied().unwrap_or_default();
        Self(u128::from_le_bytes(head))
    }

    /// One of the keys that are made of this one.
    #[must_use]
    pub const fn part(self, major: u32, minor: u32) -> Self {
        Self(self.0 ^ ((major as u128) << 32 | minor as u128))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for Key {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        u128::from_str_radix(text, 16).map(Self).map_err(|_| ())
    }
}

as_text!(Key, "32 hexadecimal digits");
