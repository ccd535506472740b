//! Keys by which a repeat is recognised.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use super::together::together;
use super::{Name, as_text};

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

    /// The key of several texts, one behind the other.
    #[must_use]
    pub fn of_texts(texts: &[&str]) -> Self {
        together(texts, Self::of_text)
    }

    /// The key as a text behind another: `answer/…`.
    #[must_use]
    pub fn behind(self, text: &str) -> Name {
        together(&[text, &self.digits()], |text| Name::new(text))
    }

    fn digits(self) -> impl Deref<Target = str> {
        let mut digits = [0; 32];
        let mut rest = self.0;
        for digit in digits.iter_mut().rev() {
            let value = (rest & 0xf) as u8;
            *digit = if value < 10 { b'0' + value } else { b'a' - 10 + value };
            rest >>= 4;
        }
        Hex(digits)
    }

    /// Its bytes.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    /// The key that has these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_le_bytes(bytes))
    }

    /// Which part of another key it is, where it is one.
    #[must_use]
    pub fn part_of(self, whole: Self) -> Option<(u32, u32)> {
        let part = u64::try_from(self.0 ^ whole.0).ok()?;
        Some((u32::try_from(part >> 32).ok()?, u32::try_from(part & u64::from(u32::MAX)).ok()?))
    }

    /// One of the keys that are made of this one.
    #[must_use]
    pub const fn part(self, major: u32, minor: u32) -> Self {
        Self(self.0 ^ ((major as u128) << 32 | minor as u128))
    }
}

/// The digits of a key.
struct Hex([u8; 32]);

impl Deref for Hex {
    type Target = str;

    fn deref(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.digits())
    }
}

impl FromStr for Key {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        u128::from_str_radix(text, 16).map(Self).map_err(|_| ())
    }
}

as_text!(Key, "32 hexadecimal digits");

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn parts_are_recognised() {
        let whole = Key::of_text("whole");
        for part in [(0, 0), (1, 2), (u32::MAX, u32::MAX)] {
            assert_eq!(whole.part(part.0, part.1).part_of(whole), Some(part));
        }
        assert_eq!(Key::of_text("other").part_of(whole), None);
        assert_eq!(Key::from_bytes(whole.to_bytes()), whole);
    }

    #[test]
    fn keys_read_as_they_print() {
        for key in [Key::default(), Key::of_text("a"), Key::from_bytes([0xff; 16])] {
            assert_eq!(key.to_string(), format!("{:032x}", key.0));
            assert_eq!(key.to_string().parse(), Ok(key));
            assert_eq!(key.behind("answer/"), format!("answer/{key}"));
        }
    }
}
