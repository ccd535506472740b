//! Sets of numbers as ranges. Days, times and lengths count as numbers.

use std::cmp::Ordering;
use std::ops::Bound;

use rust_decimal::Decimal;

/// A set of numbers: ranges that lie apart, in rising order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ranges(Vec<Range>);

/// From where to where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Range {
    low: Bound<Decimal>,
    high: Bound<Decimal>,
}

impl Ranges {
    /// Every number.
    #[must_use]
    pub fn all() -> Self {
        Self(vec![Range { low: Bound::Unbounded, high: Bound::Unbounded }])
    }

    /// The numbers between two bounds.
    #[must_use]
    pub fn between(low: Bound<Decimal>, high: Bound<Decimal>) -> Self {
        let range = Range { low, high };
        Self(if range.is_empty() { Vec::new() } else { vec![range] })
    }

    /// One number alone.
    #[must_use]
    pub fn only(number: Decimal) -> Self {
        Self::between(Bound::Included(number), Bound::Included(number))
    }

    /// Whether no number is in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether exactly one number is in it.
    #[must_use]
    pub fn is_one(&self) -> bool {
        matches!(self.0.as_slice(), [Range { low, high }] if low == high)
    }

    /// The numbers that are in both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut both = Vec::new();
        for one in &self.0 {
            for other in &other.0 {
                let range = one.and(*other);
                if !range.is_empty() {
                    both.push(range);
                }
            }
        }
        both.sort_by(|one, other| compare_low(one.low, other.low));
        Self(both)
    }

    /// The numbers that are not in it.
    #[must_use]
    pub fn not(&self) -> Self {
        let mut left = Vec::new();
        let mut low = Bound::Unbounded;
        for range in &self.0 {
            if let Some(high) = beyond(range.low) {
                let gap = Range { low, high };
                if !gap.is_empty() {
                    left.push(gap);
                }
            }
            match beyond(range.high) {
                Some(next) => low = next,
                None => return Self(left),
            }
        }
        left.push(Range { low, high: Bound::Unbounded });
        Self(left)
    }

    /// The numbers that are in one or the other.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        self.not().and(&other.not()).not()
    }

    /// One of its numbers: the plainest there is.
    #[must_use]
    pub fn any(&self) -> Option<Decimal> {
        self.0.first().map(|range| range.any())
    }
}

impl Range {
    fn is_empty(self) -> bool {
        match (self.low, self.high) {
            (Bound::Included(low), Bound::Included(high)) => low > high,
            (
                Bound::Included(low) | Bound::Excluded(low),
                Bound::Included(high) | Bound::Excluded(high),
            ) => low >= high,
            (Bound::Unbounded, _) | (_, Bound::Unbounded) => false,
        }
    }

    fn and(self, other: Self) -> Self {
        let low = match compare_low(self.low, other.low) {
            Ordering::Less => other.low,
            Ordering::Equal | Ordering::Greater => self.low,
        };
        let high = match compare_high(self.high, other.high) {
            Ordering::Greater => other.high,
            Ordering::Equal | Ordering::Less => self.high,
        };
        Self { low, high }
    }

    fn any(self) -> Decimal {
        match (self.low, self.high) {
            (Bound::Included(low), _) => low,
            (_, Bound::Included(high)) => high,
            (Bound::Excluded(low), Bound::Excluded(high)) => {
                let whole = low.floor() + Decimal::ONE;
                if whole < high { whole } else { (low + high) / Decimal::TWO }
            }
            (Bound::Excluded(low), Bound::Unbounded) => low + Decimal::ONE,
            (Bound::Unbounded, Bound::Excluded(high)) => high - Decimal::ONE,
            (Bound::Unbounded, Bound::Unbounded) => Decimal::ONE,
        }
    }
}

impl PartialOrd for Range {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Range {
    fn cmp(&self, other: &Self) -> Ordering {
        compare_low(self.low, other.low).then(compare_high(self.high, other.high))
    }
}

/// The bound of what lies on the other side of a bound; none where nothing does.
const fn beyond(bound: Bound<Decimal>) -> Option<Bound<Decimal>> {
    match bound {
        Bound::Included(number) => Some(Bound::Excluded(number)),
        Bound::Excluded(number) => Some(Bound::Included(number)),
        Bound::Unbounded => None,
    }
}

/// Which of two lower bounds lets more in: the smaller one.
fn compare_low(one: Bound<Decimal>, other: Bound<Decimal>) -> Ordering {
    let key = |bound| match bound {
        Bound::Unbounded => (false, Decimal::ZERO, false),
        Bound::Included(number) => (true, number, false),
        Bound::Excluded(number) => (true, number, true),
    };
    key(one).cmp(&key(other))
}

/// Which of two upper bounds lets more in: the larger one.
fn compare_high(one: Bound<Decimal>, other: Bound<Decimal>) -> Ordering {
    let key = |bound| match bound {
        Bound::Unbounded => (true, Decimal::ZERO, false),
        Bound::Included(number) => (false, number, true),
        Bound::Excluded(number) => (false, number, false),
    };
    key(one).cmp(&key(other))
}

#[cfg(test)]
mod tests {
    use std::ops::Bound;

    use rust_decimal::Decimal;

    use super::Ranges;

    #[test]
    fn ranges_that_touch_are_one_and_their_gaps_are_what_is_not_in_them() {
        let [one, two, three] = [1, 2, 3].map(Decimal::from);
        let low = Ranges::between(Bound::Included(one), Bound::Excluded(two));
        let high = Ranges::between(Bound::Included(two), Bound::Included(three));
        let both = Ranges::between(Bound::Included(one), Bound::Included(three));
        assert_eq!(low.or(&high), both);
        assert_eq!(low.and(&high), Ranges::all().not());
        assert_eq!(both.not().not(), both);
        assert_eq!(both.not().or(&both), Ranges::all());
        assert_eq!(both.and(&Ranges::only(two).not()).any(), Some(one));
        assert!(Ranges::between(Bound::Excluded(two), Bound::Included(two)).is_empty());
    }
}
