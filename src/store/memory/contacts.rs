//! The contacts of one workspace, their timers, and who holds which address.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::packed::{Cover, Packed, Packer};
use crate::base::{Instant, Map, Name};
use crate::runtime::ContactState;
use crate::store::{Field, StoreError};

/// How many contacts are kept unpacked besides: those that were committed last, which something
/// often reaches again at once.
const WARM: usize = 64;

/// Contacts, packed, and how they are found.
#[derive(Debug, Default)]
pub(super) struct Contacts {
    /// In the order in which they were first committed.
    all: Vec<Packed>,
    /// Their places, by their ids.
    places: HashTable<u32>,
    /// Some of them as they were packed, at their places modulo the length.
    warm: Vec<Option<(u32, Box<ContactState>)>>,
    packer: Packer,
    /// When the first wait of each contact is over; of those at once, who has waited longest is first.
    timers: BTreeMap<(Instant, u64), u32>,
    /// How often something was committed.
    commits: u64,
    /// Who holds a text, first heard of first.
    by_field: Map<(Field, Name), BTreeSet<(Instant, Name)>>,
}

impl Contacts {
    /// A contact and how often it was committed, to be worked on.
    pub(super) fn lend(
        &mut self,
        id: &str,
    ) -> Result<Option<(Box<ContactState>, u64)>, StoreError> {
        let Some((place, _)) = self.find(id) else { return Ok(None) };
        // Whoever works on it may never come back: what is packed stays.
        let warm = self.warm.get_mut(place as usize % WARM);
        let warm = warm.and_then(|one| one.take_if(|(whose, _)| *whose == place));
        let Some(packed) = self.all.get(place as usize) else { return Ok(None) };
        match warm {
            Some((_, state)) => Ok(packed.cover().map(|cover| (state, cover.version))),
            None => packed.state().map(Some).ok_or_else(damaged),
        }
    }

    /// A contact as it was committed last.
    pub(super) fn read(&self, id: &str) -> Result<Option<ContactState>, StoreError> {
        let Some((_, packed)) = self.find(id) else { return Ok(None) };
        packed.state().map(|(state, _)| Some(*state)).ok_or_else(damaged)
    }

    /// Keeps a contact as it is now, if it was committed so often before.
    pub(super) fn commit(
        &mut self,
        state: Box<ContactState>,
        version: u64,
    ) -> Result<(), StoreError> {
        let found = self.find(&state.contact.id);
        let (place, cover) = found.map(|(place, packed)| (place, packed.cover())).unzip();
        let cover = cover.flatten();
        if cover.map_or(0, |cover| cover.version) != version {
            return Err(StoreError::Conflict);
        }
        let state = reread(state)?;
        self.commits += 1;
        let place = place.unwrap_or_else(|| u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        let mut due = cover.and_then(|cover| cover.due);
        if due.map(|(at, _)| at) != state.next_due() {
            if let Some(due) = due {
                self.timers.remove(&due);
            }
            due = state.next_due().map(|at| (at, self.commits));
            if let Some(due) = due {
                self.timers.insert(due, place);
            }
        }
        // Most contacts have no address, and never had one.
        let addressed = Field::ALL.iter().any(|field| state.contact.text(field.name()).is_some());
        if addressed || cover.is_some_and(|cover| cover.addressed) {
            for field in Field::ALL {
                self.hold(field, place, &state);
            }
        }
        let cover = Cover { version: version + 1, due, runs: state.runs.len(), addressed };
        let packed = self.packer.pack(&state, cover);
        match self.all.get_mut(place as usize) {
            Some(known) => *known = packed,
            None => self.add(place, packed),
        }
        if self.warm.is_empty() {
            self.warm.resize_with(WARM, || None);
        }
        if let Some(warm) = self.warm.get_mut(place as usize % WARM) {
            *warm = Some((place, state));
        }
        Ok(())
    }

    /// Takes in a contact nobody had heard of.
    fn add(&mut self, place: u32, packed: Packed) {
        let Self { all, places, .. } = self;
        let hash = hash_of(packed.id());
        all.push(packed);
        let hash_at = |place: &u32| all.get(*place as usize).map_or(0, |one| hash_of(one.id()));
        places.insert_unique(hash, place, hash_at);
    }

    /// Keeps who holds an address.
    fn hold(&mut self, field: Field, place: u32, state: &ContactState) {
        let new = state.contact.text(field.name()).map(|text| (state.contact.created_at, text));
        let old = self.all.get(place as usize).and_then(|packed| packed.text(field.name()));
        if old == new.map(|(at, text)| (at, text.as_str())) {
            return;
        }
        let id = &state.contact.id;
        if let Some((at, text)) = old {
            let text = Name::from(text);
            if let Some(holders) = self.by_field.get_mut(&(field, text.clone())) {
                holders.remove(&(at, id.clone()));
                if holders.is_empty() {
                    self.by_field.remove(&(field, text));
                }
            }
        }
        if let Some((at, text)) = new {
            let holders = self.by_field.entry((field, text.clone())).or_default();
            holders.insert((at, id.clone()));
        }
    }

    /// The id of a contact whose first wait is over, earliest first, that is meant; and when that was.
    pub(super) fn due(
        &self,
        now: Instant,
        is_meant: impl Fn(&str) -> bool,
    ) -> Option<(Instant, Name)> {
        let due = self.timers.range(..=(now, u64::MAX));
        let mut due = due.filter_map(|((at, _), place)| {
            let id = self.all.get(*place as usize)?.id();
            is_meant(id).then(|| (*at, Name::from(id)))
        });
        due.next()
    }

    /// Who holds an address, the one first heard of where there are several.
    pub(super) fn holder(&self, field: Field, text: &str) -> Option<Name> {
        let holders = self.by_field.get(&(field, Name::from(text)))?;
        holders.first().map(|(_, id)| id.clone())
    }

    /// Every contact, by id, after `after`; at most `limit`.
    pub(super) fn some(
        &self,
        after: Option<&Name>,
        limit: usize,
    ) -> Result<Vec<ContactState>, StoreError> {
        let named = self.all.iter().map(|packed| (packed.id(), packed));
        let behind = named.filter(|(id, _)| after.is_none_or(|after| *id > after.as_str()));
        let mut behind: Vec<(&str, &Packed)> = behind.collect();
        behind.sort_unstable_by_key(|(id, _)| *id);
        let states = behind.into_iter().take(limit);
        states
            .map(|(_, packed)| packed.state().map(|(state, _)| *state).ok_or_else(damaged))
            .collect()
    }

    /// How many contacts there are, how many runs they are in, and how many timers they have.
    pub(super) fn count(&self) -> (usize, usize, usize) {
        let covers = self.all.iter().filter_map(Packed::cover);
        (self.all.len(), covers.map(|Cover { runs, .. }| runs).sum(), self.timers.len())
    }

    fn find(&self, id: &str) -> Option<(u32, &Packed)> {
        let packed = |place: &u32| self.all.get(*place as usize);
        let is = |place: &u32| packed(place).is_some_and(|one| one.id() == id);
        let place = self.places.find(hash_of(id), is)?;
        Some((*place, packed(place)?))
    }
}

fn hash_of(id: &str) -> u64 {
    FixedState::default().hash_one(id)
}

/// What nobody has written cannot be read.
fn damaged() -> StoreError {
    StoreError::Corrupt(Name::new_static("a contact in memory"))
}

/// What a keeper that writes to a disk would read back: in builds for tests, the same or an error.
fn reread(state: Box<ContactState>) -> Result<Box<ContactState>, StoreError> {
    if !cfg!(debug_assertions) {
        return Ok(state);
    }
    let again: Box<ContactState> = serde_json::to_string(&state)
        .and_then(|text| serde_json::from_str(&text))
        .map_err(|why| StoreError::Corrupt(why.to_string().into()))?;
    let runs = state.runs.len();
    let cover = Cover { version: 1, due: None, runs, addressed: false };
    let packed = Packer::default().pack(&state, cover).state();
    match again == state && packed.is_some_and(|(packed, _)| packed == state) {
        true => Ok(again),
        false => Err(StoreError::Corrupt(Name::new_static("a state that reads back as another"))),
    }
}

#[cfg(test)]
mod tests {
    use super::{Contacts, WARM};
    use crate::base::{Instant, Name};
    use crate::runtime::ContactState;
    use crate::store::StoreError;

    fn contact(number: usize) -> Box<ContactState> {
        let id = Name::from(format!("c{number}"));
        Box::new(ContactState::new(id, Instant { millis: 5 }))
    }

    #[test]
    fn whoever_never_comes_back_takes_nothing_along() {
        let mut contacts = Contacts::default();
        for number in 0..3 * WARM {
            assert_eq!(contacts.commit(contact(number), 0), Ok(()));
        }
        for number in 0..3 * WARM {
            let id = contact(number).contact.id;
            for _ in 0..2 {
                let lent = contacts.lend(&id).ok().flatten();
                assert_eq!(lent, Some((contact(number), 1)), "{id}");
                // It is not given back.
                assert_eq!(contacts.read(&id), Ok(Some(*contact(number))), "{id}");
            }
        }
        assert_eq!(contacts.lend("c").ok().flatten(), None);
        assert_eq!(contacts.count(), (3 * WARM, 0, 0));
    }

    #[test]
    fn what_was_committed_last_is_lent() {
        let mut contacts = Contacts::default();
        for number in 0..2 {
            assert_eq!(contacts.commit(contact(number * WARM), 0), Ok(()));
        }
        // Both share a place among those that are kept unpacked.
        for version in 1..5 {
            for number in [0, WARM] {
                let id = contact(number).contact.id;
                let (mut state, known) =
                    contacts.lend(&id).ok().flatten().unwrap_or((contact(number), 0));
                assert_eq!((state.turns, known), (version - 1, version));
                state.turns = version;
                let late = state.clone();
                assert_eq!(contacts.commit(state, known), Ok(()));
                assert_eq!(contacts.commit(late, known), Err(StoreError::Conflict));
            }
        }
    }
}
