//! How many lines cross between rows.

use petgraph::graph::NodeIndex;

use super::each::Each;

/// The cells that every cell is tied to in the row below and in the row above.
pub(super) struct Ties {
    pub(super) below: Each<Vec<NodeIndex>>,
    pub(super) above: Each<Vec<NodeIndex>>,
}

/// Crossings between all rows.
pub(super) fn count(rows: &[Vec<NodeIndex>], ties: &Ties, places: &Each<usize>) -> usize {
    rows.iter().map(|row| between(row, ties, places)).sum()
}

/// Crossings between a row and the next: inversions, counted in a binary indexed tree.
/// *Source*: Barth, Jünger, Mutzel 2002.
fn between(row: &[NodeIndex], ties: &Ties, places: &Each<usize>) -> usize {
    let mut ends: Vec<usize> = Vec::new();
    for cell in row {
        let start = ends.len();
        ends.extend(ties.below.list(*cell).iter().map(|below| places.at(*below)));
        if let Some(own) = ends.get_mut(start..) {
            own.sort_unstable();
        }
    }
    if ends.is_sorted() {
        return 0;
    }
    let size = ends.iter().copied().max().unwrap_or_default() + 1;
    let mut tree = vec![0_usize; size + 1];
    let mut crossings = 0;
    for (seen, end) in ends.iter().enumerate() {
        let mut at = end + 1;
        let mut before = 0;
        while at > 0 {
            before += tree.get(at).copied().unwrap_or_default();
            at &= at - 1;
        }
        crossings += seen - before;
        let mut at = end + 1;
        while let Some(slot) = tree.get_mut(at) {
            *slot += 1;
            at += at & at.wrapping_neg();
        }
    }
    crossings
}

/// Crossings of the lines of two neighbours, with one at the left of the other: first as they
/// stand, then the other way round. Both lists of places are in order.
pub(super) fn pair(left: &[usize], right: &[usize]) -> (usize, usize) {
    let (mut as_is, mut swapped) = (0, 0);
    for one in left {
        let lower = right.partition_point(|other| other < one);
        let upper = right.partition_point(|other| other <= one);
        as_is += lower;
        swapped += right.len() - upper;
    }
    (as_is, swapped)
}

#[cfg(test)]
mod tests {
    use super::pair;

    #[test]
    fn pairs_are_counted_both_ways() {
        assert_eq!(pair(&[1, 2], &[0]), (2, 0));
        assert_eq!(pair(&[0], &[0, 1]), (0, 1));
    }
}
