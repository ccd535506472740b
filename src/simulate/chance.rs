//! Numbers without a pattern, the same for the same seed.

/// SplitMix64. *Source:* Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// 2014.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) const fn new(seed: u64) -> Self {
        // Neighbouring seeds must not begin alike.
        let mut chance = Self(seed.wrapping_mul(0xD134_2543_DE82_EF95));
        let first = chance.number();
        Self(first)
    }

    pub(super) const fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit; 0 where there is none.
    pub(super) const fn below(&mut self, limit: u64) -> u64 {
        match self.number().checked_rem(limit) {
            Some(number) => number,
            None => 0,
        }
    }

    /// Whether something happens that does so once in so many times.
    pub(super) const fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// A number of both ends or between them.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = most.saturating_sub(least).unsigned_abs().saturating_add(1);
        least.saturating_add_unsigned(self.below(span))
    }

    /// One of several.
    pub(super) fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.place(all.len()))
    }

    /// The place of one of so many.
    pub(super) fn place(&mut self, of: usize) -> usize {
        let of = u64::try_from(of).unwrap_or(u64::MAX);
        usize::try_from(self.below(of)).unwrap_or_default()
    }
}
