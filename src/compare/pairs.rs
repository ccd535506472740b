//! Which things of an older list are which of a newer one.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use super::order::kept;

/// Pairs of places in two lists; each place is in one pair at most.
#[derive(Debug)]
pub(super) struct Pairs {
    /// For each older place, the newer one.
    newer: Vec<Option<usize>>,
    /// For each newer place, the older one.
    older: Vec<Option<usize>>,
}

impl Pairs {
    /// No pairs yet.
    pub(super) fn new(old: usize, new: usize) -> Self {
        Self { newer: vec![None; old], older: vec![None; new] }
    }

    /// The newer place of an older one.
    pub(super) fn newer(&self, old: usize) -> Option<usize> {
        self.newer.get(old).copied().flatten()
    }

    /// The older place of a newer one.
    pub(super) fn older(&self, new: usize) -> Option<usize> {
        self.older.get(new).copied().flatten()
    }

    /// Older places that are in no pair.
    pub(super) fn lone_old(&self) -> impl Iterator<Item = usize> {
        (0..self.newer.len()).filter(|old| self.newer(*old).is_none())
    }

    /// Newer places that are in no pair.
    pub(super) fn lone_new(&self) -> impl Iterator<Item = usize> {
        (0..self.older.len()).filter(|new| self.older(*new).is_none())
    }

    /// Makes a pair of two places, unless one of them is in another.
    pub(super) fn join(&mut self, old: usize, new: usize) {
        if let (Some(newer @ None), Some(older @ None)) =
            (self.newer.get_mut(old), self.older.get_mut(new))
        {
            (*newer, *older) = (Some(new), Some(old));
        }
    }

    /// Makes pairs of places that share a key, the first with the first; places without a key stay
    /// alone.
    pub(super) fn join_by<K: Eq + Hash>(
        &mut self,
        old_key: impl Fn(usize) -> Option<K>,
        new_key: impl Fn(usize) -> Option<K>,
    ) {
        let mut waiting: HashMap<K, VecDeque<usize>> = HashMap::new();
        for old in self.lone_old() {
            if let Some(key) = old_key(old) {
                waiting.entry(key).or_default().push_back(old);
            }
        }
        for new in self.lone_new().collect::<Vec<_>>() {
            let found = new_key(new).and_then(|key| waiting.get_mut(&key)?.pop_front());
            if let Some(old) = found {
                self.join(old, new);
            }
        }
    }

    /// Both lists as one: newer places in their order, and older ones that are alone behind what
    /// they stood behind.
    pub(super) fn merged(&self) -> Vec<(Option<usize>, Option<usize>)> {
        let mut merged = Vec::with_capacity(self.newer.len().max(self.older.len()));
        let lone = |from: usize, merged: &mut Vec<_>| {
            let alone = (from..self.newer.len()).take_while(|old| self.newer(*old).is_none());
            merged.extend(alone.map(|old| (Some(old), None)));
        };
        lone(0, &mut merged);
        for (new, old) in self.older.iter().enumerate() {
            merged.push((*old, Some(new)));
            if let Some(old) = old {
                lone(old + 1, &mut merged);
            }
        }
        merged
    }

    /// For each newer place, whether it was moved among those in pairs.
    pub(super) fn moved(&self) -> Vec<bool> {
        let paired: Vec<usize> = self.older.iter().copied().flatten().collect();
        let mut kept = kept(&paired).into_iter();
        let moved = |old: &Option<usize>| old.is_some() && !kept.next().unwrap_or(true);
        self.older.iter().map(moved).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Pairs;

    #[test]
    fn what_is_gone_stays_where_it_was() {
        let (old, new) = (["a", "b", "c", "d"], ["x", "b", "d", "a"]);
        let mut pairs = Pairs::new(old.len(), new.len());
        pairs.join_by(|at| old.get(at), |at| new.get(at));
        let name = |(one, other): (Option<usize>, Option<usize>)| {
            let old = one.and_then(|at| old.get(at)).copied();
            (old.unwrap_or_default(), other.and_then(|at| new.get(at)).copied().unwrap_or_default())
        };
        let merged: Vec<_> = pairs.merged().into_iter().map(name).collect();
        assert_eq!(merged, [("", "x"), ("b", "b"), ("c", ""), ("d", "d"), ("a", "a")]);
        assert_eq!(pairs.moved(), [false, false, false, true]);
    }
}
