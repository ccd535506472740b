//! A table that most often holds one entry.

use std::collections::BTreeMap;

/// Most commands to a roster touch one agent and one contact: the first entry costs no allocation.
pub(super) struct Few<K, V> {
    first: Option<(K, V)>,
    rest: BTreeMap<K, V>,
}

impl<K, V> Default for Few<K, V> {
    fn default() -> Self {
        Self { first: None, rest: BTreeMap::new() }
    }
}

impl<K: Ord, V> Few<K, V> {
    pub(super) fn get(&self, key: &K) -> Option<&V> {
        match &self.first {
            None => None,
            Some((first, value)) if first == key => Some(value),
            Some(_) => self.rest.get(key),
        }
    }

    pub(super) fn insert(&mut self, key: K, value: V) {
        match &mut self.first {
            None => self.first = Some((key, value)),
            Some((first, old)) if *first == key => *old = value,
            Some(_) => {
                self.rest.insert(key, value);
            }
        }
    }

    pub(super) fn contains(&self, key: &K) -> bool {
        self.get(key).is_some()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.first.iter().map(|(key, value)| (key, value)).chain(&self.rest)
    }
}
