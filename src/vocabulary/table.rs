//! A table from words to their places in a list, laid out while the compiler is compiled: looking a
//! word up touches one or two entries, however long the list is.

/// Places in a list of at most 255, by the hash of a word or of a pair. `SLOTS` is a power of two
/// larger than the list.
pub(super) struct Table<const SLOTS: usize> {
    /// The place plus one; 0 for a free slot.
    slots: [u8; SLOTS],
}

impl<const SLOTS: usize> Table<SLOTS> {
    /// A table of nothing.
    pub(super) const fn new() -> Self {
        Self { slots: [0; SLOTS] }
    }

    /// With the entry at `place` of the list, known by `root` and `name`.
    #[expect(
        clippy::indexing_slicing,
        reason = "runs while compiling, where a wrong index is an error"
    )]
    pub(super) const fn with(mut self, root: &str, name: &str, place: u8) -> Self {
        let mut slot = hash(root, name) & (SLOTS - 1);
        while self.slots[slot] != 0 {
            slot = (slot + 1) & (SLOTS - 1);
        }
        self.slots[slot] = place + 1;
        self
    }

    /// The entry of `list` that is known by `root` and `name`, if `is` agrees.
    pub(super) fn find<T>(
        &self,
        list: &'static [T],
        root: &str,
        name: &str,
        is: impl Fn(&T) -> bool,
    ) -> Option<&'static T> {
        let start = hash(root, name) & (SLOTS - 1);
        let (before, behind) = self.slots.split_at_checked(start)?;
        let taken = behind.iter().chain(before).take_while(|place| **place != 0);
        taken.filter_map(|place| list.get(usize::from(*place) - 1)).find(|one| is(one))
    }
}

/// FNV-1a over both words.
const fn hash(root: &str, name: &str) -> usize {
    let start = mix(0x811c_9dc5, root.as_bytes());
    let whole = mix(start, name.as_bytes());
    // The low bits alone are poor.
    (whole ^ (whole >> 15)) as usize
}

const fn mix(mut hash: u32, mut bytes: &[u8]) -> u32 {
    while let [byte, rest @ ..] = bytes {
        hash = (hash ^ *byte as u32).wrapping_mul(0x0100_0193);
        bytes = rest;
    }
    hash
}

/// Lays out the table of a list of declarations.
macro_rules! table {
    ($list:expr, $one:ident => $root:expr, $name:expr) => {{
        let mut table = Table::new();
        let mut rest = $list;
        let mut place = 0;
        while let [$one, behind @ ..] = rest {
            table = table.with($root, $name, place);
            place += 1;
            rest = behind;
        }
        table
    }};
}
pub(super) use table;
