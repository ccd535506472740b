//! Places as dense ordinals, so that sets of them are bits.

use crate::base::{Map, Place, Root};

/// The places of one workflow that anything is ever known about.
#[derive(Clone, Debug, Default)]
pub struct Places {
    ordinals: Map<Place, u32>,
    owned: Vec<u32>,
}

impl Places {
    /// The ordinal of a place, given out now if it has none.
    pub(super) fn intern(&mut self, place: &Place) -> u32 {
        if let Some(ordinal) = self.ordinals.get(place) {
            return *ordinal;
        }
        let ordinal = u32::try_from(self.ordinals.len()).unwrap_or(u32::MAX);
        self.ordinals.insert(place.clone(), ordinal);
        if place.of == Root::Assignee {
            self.owned.push(ordinal);
        }
        ordinal
    }

    /// The ordinal of a place.
    #[must_use]
    pub fn find(&self, place: &Place) -> Option<usize> {
        self.ordinals.get(place).map(|ordinal| *ordinal as usize)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ordinals.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ordinals.is_empty()
    }

    /// Those that hold something of the owner.
    pub(super) fn owned(&self) -> &[u32] {
        &self.owned
    }
}
