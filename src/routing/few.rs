//! A table that most often holds few entries.

use std::collections::BTreeMap;

/// Most commands to a roster touch few agents and one contact: the first entries cost no allocation.
pub(super) struct Few<K, V, const N: usize> {
    first: [Option<(K, V)>; N],
    rest: Option<BTreeMap<K, V>>,
}

impl<K, V, const N: usize> Default for Few<K, V, N> {
    fn default() -> Self {
        Self { first: [const { None }; N], rest: None }
    }
}

impl<K: Ord + Clone, V, const N: usize> Few<K, V, N> {
    pub(super) fn get(&self, key: &K) -> Option<&V> {
        for slot in &self.first {
            match slot {
                Some((known, value)) if known == key => return Some(value),
                Some(_) => {}
                None => return None,
            }
        }
        self.rest.as_ref()?.get(key)
    }

    /// The value of a key, which is the base until it is changed.
    pub(super) fn entry(&mut self, key: K, base: impl FnOnce() -> V) -> &mut V {
        for slot in &mut self.first {
            let is_other = slot.as_ref().is_some_and(|(known, _)| *known != key);
            if !is_other {
                return &mut slot.get_or_insert_with(|| (key, base())).1;
            }
        }
        self.rest.get_or_insert_default().entry(key).or_insert_with(base)
    }

    pub(super) fn insert(&mut self, key: &K, value: V) {
        for slot in &mut self.first {
            match slot {
                Some((known, old)) if known == key => {
                    *old = value;
                    return;
                }
                Some(_) => {}
                None => {
                    *slot = Some((key.clone(), value));
                    return;
                }
            }
        }
        self.rest.get_or_insert_default().insert(key.clone(), value);
    }

    pub(super) fn contains(&self, key: &K) -> bool {
        self.get(key).is_some()
    }

    pub(super) fn each(&self, mut look: impl FnMut(&K, &V)) {
        for (key, value) in self.first.iter().map_while(Option::as_ref) {
            look(key, value);
        }
        for (key, value) in self.rest.iter().flatten() {
            look(key, value);
        }
    }
}
