//! Contacts that were committed last, which something often reaches again at once.

use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;

use crate::base::Name;
use crate::runtime::ContactState;
use crate::store::WorkspaceId;

/// How many contacts are kept at most: some megabytes.
const WARM: usize = 1_024;

/// What the columns say of a contact beside its state.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Columns {
    /// How often it was committed.
    pub(super) version: i64,
    /// When its timer is due, and its place among those due at once.
    pub(super) due: Option<i64>,
    pub(super) order: Option<i64>,
    pub(super) email: Option<Name>,
    pub(super) phone: Option<Name>,
}

/// A contact as its row has it.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) columns: Columns,
    /// None where somebody works on it.
    pub(super) state: Option<Box<ContactState>>,
}

/// Some contacts, each at the place that its name gives it: a newer one takes an older one's.
#[derive(Debug, Default)]
pub(super) struct Warm {
    places: Vec<Option<(WorkspaceId, Name, Known)>>,
}

impl Warm {
    /// What is known of a contact.
    pub(super) fn get(&mut self, id: &WorkspaceId, contact: &str) -> Option<&mut Known> {
        match self.place(contact)? {
            Some((at, one, known)) if at == id && one == contact => Some(known),
            _ => None,
        }
    }

    /// Keeps what is known of a contact now.
    pub(super) fn put(&mut self, id: &WorkspaceId, contact: Name, known: Known) {
        if self.places.is_empty() {
            self.places.resize_with(WARM, || None);
        }
        if let Some(place) = self.place(&contact) {
            *place = Some((id.clone(), contact, known));
        }
    }

    /// The row of a contact is another one now.
    pub(super) fn forget(&mut self, contact: &str) {
        if let Some(place) = self.place(contact) {
            *place = None;
        }
    }

    /// Nothing is known any more.
    pub(super) fn clear(&mut self) {
        self.places.clear();
    }

    fn place(&mut self, contact: &str) -> Option<&mut Option<(WorkspaceId, Name, Known)>> {
        let hash = FixedState::default().hash_one(contact);
        self.places.get_mut(usize::try_from(hash % WARM as u64).unwrap_or_default())
    }
}
