//! A sorted set for orders whose members move one at a time.

/// Most keys that stand in one block: few enough to make room among them without much copying.
const BLOCK: usize = 64;

/// Keys in blocks of their order. Nearly every move is a removal from the first block and an
/// addition to the last, or within one of them, without an allocation.
#[derive(Clone, Debug, Default)]
pub(super) struct Ordered {
    /// The last key of each block.
    lasts: Vec<u128>,
    /// None of them is empty.
    blocks: Vec<Vec<u128>>,
}

impl Ordered {
    /// Looks at one key after the other, as long as that is wanted.
    pub(super) fn each(&self, mut goes_on: impl FnMut(u128) -> bool) {
        for block in &self.blocks {
            for key in block {
                if !goes_on(*key) {
                    return;
                }
            }
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u128> {
        self.blocks.iter().flatten().copied()
    }

    pub(super) fn insert(&mut self, key: u128) {
        let place = self.lasts.partition_point(|last| *last < key);
        let Some((block, last)) = self.blocks.get_mut(place).zip(self.lasts.get_mut(place)) else {
            return self.push(key);
        };
        let Err(at) = block.binary_search(&key) else { return };
        if block.len() < BLOCK {
            return block.insert(at, key);
        }
        let mut upper = Vec::with_capacity(BLOCK);
        upper.extend(block.drain(BLOCK / 2..));
        match at.checked_sub(BLOCK / 2) {
            Some(at) => upper.insert(at, key),
            None => block.insert(at, key),
        }
        let upper_last = std::mem::replace(last, block.last().copied().unwrap_or_default());
        self.lasts.insert(place + 1, upper_last);
        self.blocks.insert(place + 1, upper);
    }

    /// Adds a key behind all others.
    fn push(&mut self, key: u128) {
        match (self.blocks.last_mut(), self.lasts.last_mut()) {
            (Some(block), Some(last)) if block.len() < BLOCK => {
                block.push(key);
                *last = key;
            }
            _ => {
                let mut block = Vec::with_capacity(BLOCK);
                block.push(key);
                self.blocks.push(block);
                self.lasts.push(key);
            }
        }
    }

    pub(super) fn remove(&mut self, key: u128) {
        let place = self.lasts.partition_point(|last| *last < key);
        let Some(block) = self.blocks.get_mut(place) else { return };
        let Ok(at) = block.binary_search(&key) else { return };
        block.remove(at);
        match (block.last(), self.lasts.get_mut(place)) {
            (Some(new), Some(last)) => *last = *new,
            _ => return self.remove_block(place),
        }
        // Blocks that have become small are joined, so that there are never many of them.
        let len = block.len();
        if len < BLOCK / 4
            && let Some(next) = self.blocks.get(place + 1)
            && len + next.len() <= BLOCK / 2
        {
            let next = next.clone();
            if let Some((block, last)) = self.blocks.get_mut(place).zip(self.lasts.get_mut(place)) {
                *last = next.last().copied().unwrap_or(*last);
                block.extend(next);
            }
            self.remove_block(place + 1);
        }
    }

    fn remove_block(&mut self, place: usize) {
        self.blocks.remove(place);
        self.lasts.remove(place);
    }
}

impl FromIterator<u128> for Ordered {
    fn from_iter<T: IntoIterator<Item = u128>>(keys: T) -> Self {
        let mut keys: Vec<u128> = keys.into_iter().collect();
        keys.sort_unstable();
        let mut ordered = Self::default();
        keys.into_iter().for_each(|key| ordered.push(key));
        ordered
    }
}

/// Blocks say nothing: equal is what goes through the same keys.
impl PartialEq for Ordered {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Ordered {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};

    use super::{BLOCK, Ordered};

    proptest! {
        #[test]
        fn it_holds_what_a_set_holds(
            first in prop::collection::btree_set(0_u128..900, 0..600),
            moves in prop::collection::vec((any::<bool>(), 0_u128..900), 0..900),
        ) {
            let (mut ordered, mut set): (Ordered, BTreeSet<u128>) =
                (first.iter().copied().collect(), first);
            for (comes, key) in moves {
                if comes {
                    ordered.insert(key);
                    set.insert(key);
                } else {
                    ordered.remove(key);
                    set.remove(&key);
                }
            }
            prop_assert_eq!(ordered.iter().collect::<BTreeSet<_>>(), set.clone());
            prop_assert_eq!(&ordered, &set.into_iter().collect());
            let blocks = || ordered.blocks.iter();
            prop_assert!(blocks().all(|block| !block.is_empty() && block.len() <= BLOCK));
            prop_assert!(blocks().map(|block| block.last()).eq(ordered.lasts.iter().map(Some)));
        }
    }
}
