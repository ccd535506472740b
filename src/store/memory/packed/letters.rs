//! Numbers and texts, written one behind the other into one text and read in the same order.
//!
//! All of it is one text, so that no part of it has to be looked at for what makes a text one:
//! numbers are letters of seven bits.

use crate::base::{Instant, Key, Name};

/// Bits of a number that stand in one letter; another bit says that more follow.
const BITS: u32 = 6;
/// The bit that says that more follow.
const MORE: u8 = 1 << BITS;
/// Letters of something of 128 bits.
const LETTERS: u32 = 128_u32.div_ceil(7);

/// Puts things down.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    /// Moments are put down as seen from here: most are near.
    origin: Instant,
}

impl Writer {
    /// Begins anew.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.origin = Instant::default();
    }

    /// What was put down.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// A number below 128.
    pub(super) fn letter(&mut self, number: u8) {
        self.text.push(char::from(number & 0x7f));
    }

    /// A number: small ones take one letter.
    pub(super) fn number(&mut self, number: impl Into<u64>) {
        let mut rest: u64 = number.into();
        while rest >= u64::from(MORE) {
            self.letter((rest % u64::from(MORE)) as u8 | MORE);
            rest >>= BITS;
        }
        self.letter(rest as u8);
    }

    /// A number that may be below zero.
    pub(super) fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    /// How many follow.
    pub(super) fn count(&mut self, count: usize) {
        self.number(u64::try_from(count).unwrap_or(u64::MAX));
    }

    pub(super) fn flag(&mut self, flag: bool) {
        self.letter(u8::from(flag));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.text.push_str(text);
    }

    /// Something of 128 bits.
    pub(super) fn wide(&mut self, bytes: [u8; 16]) {
        let mut rest = u128::from_le_bytes(bytes);
        for _ in 0..LETTERS {
            self.letter((rest & 0x7f) as u8);
            rest >>= 7;
        }
    }

    /// From here on moments are put down as seen from this one.
    pub(super) fn origin(&mut self, at: Instant) {
        self.at(at);
        self.origin = at;
    }

    pub(super) fn at(&mut self, at: Instant) {
        self.signed(at.millis.wrapping_sub(self.origin.millis));
    }

    pub(super) fn key(&mut self, key: Key) {
        self.wide(key.to_bytes());
    }

    /// Something that may be missing.
    pub(super) fn maybe<T>(&mut self, one: Option<T>, put: impl FnOnce(&mut Self, T)) {
        self.flag(one.is_some());
        if let Some(one) = one {
            put(self, one);
        }
    }

    /// A text that may be missing: its length and one, or nothing.
    pub(super) fn maybe_text(&mut self, text: Option<&Name>) {
        let Some(text) = text else { return self.letter(0) };
        self.count(text.len().saturating_add(1));
        self.text.push_str(text);
    }

    /// Several, in order.
    pub(super) fn all<T>(
        &mut self,
        many: impl ExactSizeIterator<Item = T>,
        mut put: impl FnMut(&mut Self, T),
    ) {
        self.count(many.len());
        for one in many {
            put(self, one);
        }
    }
}

/// Reads what was put down. None where it is nothing that a [`Writer`] put down so.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
    origin: Instant,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, at: 0, origin: Instant { millis: 0 } }
    }

    /// Whether everything was read.
    pub(super) const fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    pub(super) fn letter(&mut self) -> Option<u8> {
        let letter = *self.text.as_bytes().get(self.at)?;
        self.at += 1;
        Some(letter)
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let first = self.letter()?;
        if first < MORE {
            return Some(u64::from(first));
        }
        let (mut number, mut shift) = (u64::from(first % MORE), BITS);
        while shift < u64::BITS {
            let letter = self.letter()?;
            number |= u64::from(letter % MORE) << shift;
            if letter < MORE {
                return Some(number);
            }
            shift += BITS;
        }
        None
    }

    /// A number of 32 bits.
    pub(super) fn small(&mut self) -> Option<u32> {
        self.number()?.try_into().ok()
    }

    pub(super) fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    pub(super) fn count(&mut self) -> Option<usize> {
        self.number()?.try_into().ok()
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        Some(self.letter()? != 0)
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        let length = self.count()?;
        self.ahead(length)
    }

    fn ahead(&mut self, length: usize) -> Option<&'a str> {
        let end = self.at.checked_add(length)?;
        let text = self.text.get(self.at..end)?;
        self.at = end;
        Some(text)
    }

    pub(super) fn name(&mut self) -> Option<Name> {
        self.text().map(Name::new)
    }

    /// Something of 128 bits.
    pub(super) fn wide(&mut self) -> Option<[u8; 16]> {
        let mut number = 0_u128;
        for place in 0..LETTERS {
            number |= u128::from(self.letter()?) << (7 * place);
        }
        Some(number.to_le_bytes())
    }

    /// From here on moments are read as seen from this one.
    pub(super) fn origin(&mut self) -> Option<Instant> {
        self.origin = self.at()?;
        Some(self.origin)
    }

    pub(super) fn at(&mut self) -> Option<Instant> {
        let millis = self.origin.millis.wrapping_add(self.signed()?);
        Some(Instant { millis })
    }

    pub(super) fn key(&mut self) -> Option<Key> {
        self.wide().map(Key::from_bytes)
    }

    /// Something that may be missing. Of the two kinds of none, the inner one says so.
    pub(super) fn maybe<T>(
        &mut self,
        take: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.flag()? { take(self).map(Some) } else { Some(None) }
    }

    /// A text that may be missing.
    pub(super) fn maybe_name(&mut self) -> Option<Option<Name>> {
        let Some(length) = self.count()?.checked_sub(1) else { return Some(None) };
        self.ahead(length).map(|text| Some(Name::new(text)))
    }

    /// Several, in order.
    pub(super) fn all<T>(
        &mut self,
        mut take: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let count = self.count()?;
        // Each takes one letter or more: room for what cannot follow is not made.
        let mut all = Vec::with_capacity(count.min(self.text.len()));
        for _ in 0..count {
            all.push(take(self)?);
        }
        Some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, Writer};
    use crate::base::{Instant, Key};

    #[test]
    fn reads_what_was_written() {
        let numbers = [0, 1, 63, 64, 127, 128, 300, 4_095, 4_096, u64::from(u32::MAX), u64::MAX];
        let signed = [0, -1, 1, 63, -64, 64, i64::MIN, i64::MAX];
        let keys = [Key::of_text("a"), Key::default(), Key::from_bytes([0xff; 16])];
        let moments = [0, 5, -5, i64::MIN, i64::MAX].map(|millis| Instant { millis });
        let mut writer = Writer::default();
        for _ in 0..2 {
            writer.clear();
            writer.all(numbers.iter(), |to, one| to.number(*one));
            writer.all(signed.iter(), |to, one| to.signed(*one));
            writer.text("Zoë");
            for text in [None, Some(""), Some("ë")] {
                writer.maybe_text(text.map(Into::into).as_ref());
            }
            writer.origin(Instant { millis: 1_772_442_000_000 });
            writer.all(moments.iter(), |to, at| to.at(*at));
            writer.all(keys.iter(), |to, key| to.key(*key));
            writer.maybe(Some(true), Writer::flag);
        }
        let mut reader = Reader::new(writer.as_str());
        assert_eq!(reader.all(|from| from.number()), Some(numbers.to_vec()));
        assert_eq!(reader.all(|from| from.signed()), Some(signed.to_vec()));
        assert_eq!(reader.text(), Some("Zoë"));
        for text in [None, Some(""), Some("ë")] {
            assert_eq!(reader.maybe_name(), Some(text.map(Into::into)));
        }
        assert_eq!(reader.origin(), Some(Instant { millis: 1_772_442_000_000 }));
        assert_eq!(reader.all(|from| from.at()), Some(moments.to_vec()));
        assert_eq!(reader.all(|from| from.key()), Some(keys.to_vec()));
        assert_eq!(reader.maybe(|from| from.flag()), Some(Some(true)));
        assert!(reader.is_at_end());
    }

    #[test]
    fn what_is_cut_off_reads_as_nothing() {
        let mut writer = Writer::default();
        writer.text("text");
        writer.number(u64::MAX);
        let text = writer.as_str();
        for length in 0..text.len() {
            let mut reader = Reader::new(text.get(..length).unwrap_or_default());
            assert!(reader.text().and_then(|_| reader.number()).is_none());
        }
        // More letters than a number has.
        assert_eq!(Reader::new(&"\u{7f}".repeat(12)).number(), None);
    }
}
