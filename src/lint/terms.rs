//! What a workspace says of its channels, where that differs from what their kinds can do.

use crate::base::{Duration, Name};

/// What is said of a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelTerms {
    /// The channel's name.
    pub name: Name,
    /// Whether workflows can meet it at all.
    pub connected: bool,
    /// Characters of one text.
    pub text: Bound<usize>,
    /// Characters of one option of a question.
    pub option: Bound<usize>,
    /// Options of one question.
    pub options: Bound<usize>,
    /// How long after a message of the contact it takes messages without a template.
    pub window: Bound<Duration>,
    /// What says so, as people know it: the name of a file.
    pub source: Name,
}

/// A limit that may be another one than usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bound<T> {
    /// That of the kind.
    #[default]
    AsUsual,
    /// None at all.
    Unlimited,
    /// This one.
    At(T),
}

impl ChannelTerms {
    /// A channel of which nothing is said but by whom.
    #[must_use]
    pub fn new(name: impl Into<Name>, source: impl Into<Name>) -> Self {
        Self {
            name: name.into(),
            connected: true,
            text: Bound::AsUsual,
            option: Bound::AsUsual,
            options: Bound::AsUsual,
            window: Bound::AsUsual,
            source: source.into(),
        }
    }
}
