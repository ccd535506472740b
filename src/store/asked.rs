//! What a store is asked about everything it holds.

use serde::{Deserialize, Serialize};

use crate::base::Instant;

/// A standard field by which a contact is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Its e-mail address.
    Email,
    /// Its phone number.
    Phone,
}

impl Field {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::Email, Self::Phone];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }
}

/// How much a workspace holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Contacts.
    pub contacts: u64,
    /// Runs that are not over.
    pub runs: u64,
    /// Contacts with a timer.
    pub timers: u64,
    /// Events that are not applied.
    pub inbox: u64,
    /// Effects that are not done.
    pub outbox: u64,
    /// The latest moment of an event that was taken in.
    pub latest: Option<Instant>,
}
