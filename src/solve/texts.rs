//! Sets of a few texts.

use crate::base::{Name, fold};

/// A few texts, folded, in order and none twice. Few enough that a list is smaller and faster than a
/// tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Texts(Vec<Name>);

impl Texts {
    /// None at all.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// These texts.
    pub fn of(texts: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut folded: Vec<Name> =
            texts.into_iter().map(|text| fold(text.as_ref()).into()).collect();
        folded.sort_unstable();
        folded.dedup();
        Self(folded)
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a text, folded, is one of them.
    #[must_use]
    pub fn has(&self, text: &str) -> bool {
        self.0.binary_search_by(|one| one.as_str().cmp(text)).is_ok()
    }

    /// Each of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Name> {
        self.0.iter()
    }

    /// Those that are in both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self(self.iter().filter(|text| other.has(text)).cloned().collect())
    }

    /// Those that are in this one alone.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        Self(self.iter().filter(|text| !other.has(text)).cloned().collect())
    }

    /// Those that are in one or the other.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let mut all: Vec<Name> = self.iter().chain(other.iter()).cloned().collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }
}
