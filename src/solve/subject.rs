//! What something is known of.

use std::fmt;

use crate::base::{Name, Place, Root};

/// What something is known of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The value of a place.
    Value(Place),
    /// Whether a list has an item, folded: `true` or `false`.
    Has(Place, Name),
}

impl Subject {
    /// The place that it is about.
    #[must_use]
    pub const fn place(&self) -> &Place {
        match self {
            Self::Value(place) | Self::Has(place, _) => place,
        }
    }

    /// Whether it is the run's own, so that nobody else changes it while the run waits.
    #[must_use]
    pub const fn is_own(&self) -> bool {
        match self.place().of {
            Root::Var | Root::Trigger | Root::Workspace | Root::Secret => true,
            Root::Contact
            | Root::Assignee
            | Root::Conversation
            | Root::Message
            | Root::Now
            | Root::Today
            | Root::Hours => false,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(place) => write!(f, "{place}"),
            Self::Has(place, item) => write!(f, "{place} contains \"{item}\""),
        }
    }
}
