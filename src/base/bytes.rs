//! Sets of bytes.

/// A set of bytes, for loops over whole texts: one look at a table tells whether a byte is in it.
#[derive(Clone, Copy, Debug)]
pub struct Bytes([bool; 256]);

impl Bytes {
    /// The letters and digits of ASCII, and some others.
    #[must_use]
    #[expect(
        clippy::indexing_slicing,
        clippy::cast_possible_truncation,
        reason = "a byte is within the table, and nothing else can be asked for while compiling"
    )]
    pub const fn of_words_and(others: &[u8]) -> Self {
        let mut all = [false; 256];
        let mut byte = 0;
        while byte < all.len() {
            all[byte] = (byte as u8).is_ascii_alphanumeric();
            byte += 1;
        }
        let mut at = 0;
        while at < others.len() {
            all[others[at] as usize] = true;
            at += 1;
        }
        Self(all)
    }

    /// Whether a byte is in it.
    #[must_use]
    pub fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Bytes;

    #[test]
    fn letters_digits_and_what_is_named_are_in_it() {
        let bytes = Bytes::of_words_and(b"_-");
        assert!(b"azAZ09_-".iter().all(|byte| bytes.has(*byte)));
        assert!(b" .@[`{/:\n\0\x80\xff".iter().all(|byte| !bytes.has(*byte)));
    }
}
