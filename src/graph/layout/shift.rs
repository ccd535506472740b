//! Where every cell stands: its column as near to the wishes of its cells as its neighbours let it.

use petgraph::graph::NodeIndex;

use super::align::Columns;
use super::each::Each;
use super::grid::Grid;

/// How far two shapes may stand aside of each other by mistake.
const SLIP: i32 = 20;

/// Two columns that are neighbours in some row.
#[derive(Clone, Copy)]
struct Beside {
    left: usize,
    right: usize,
    apart: i32,
}

/// The middle of every cell; the cells of a column have one.
///
/// Two places are right for each column: with all that is too near moved to the right, and with all
/// moved to the left. The middle between two right ones is right too.
pub(super) fn shift(grid: &Grid, columns: &Columns, wished: &Each<f64>) -> Each<i32> {
    let pairs = neighbours(grid, columns);
    let wish = wishes(grid, columns, wished);
    let order = in_order(columns.count, &pairs);
    let mut rightwards = wish.clone();
    for pair in order.iter().flat_map(|column| pairs.get(*column).into_iter().flatten()) {
        let least = rightwards.get(pair.left).map_or(0, |left| left + pair.apart);
        if let Some(right) = rightwards.get_mut(pair.right) {
            *right = (*right).max(least);
        }
    }
    let mut leftwards = wish.clone();
    for pair in order.iter().rev().flat_map(|column| pairs.get(*column).into_iter().flatten()) {
        let most = leftwards.get(pair.right).map_or(0, |right| right - pair.apart);
        if let Some(left) = leftwards.get_mut(pair.left) {
            *left = (*left).min(most);
        }
    }
    let both = leftwards.iter().zip(&rightwards);
    let mut places: Vec<i32> = both.map(|(left, right)| (left + right).div_euclid(2)).collect();
    let lefts = lefts(columns.count, &pairs);
    let room = Room { rights: &pairs, lefts: &lefts };
    room.approach(order.iter().chain(order.iter().rev()), &wish, &mut places);
    room.mend_slips(grid, columns, &mut places);
    let mut middles = Each::new(grid.graph.node_count());
    for cell in grid.rows.iter().flatten() {
        middles.put(*cell, places.get(columns.of.at(*cell)).copied().unwrap_or_default());
    }
    middles
}

/// The neighbours of every column, which keep their distance.
struct Room<'a> {
    rights: &'a [Vec<Beside>],
    lefts: &'a [Vec<Beside>],
}

impl Room<'_> {
    /// The places a column can have while all others stay.
    fn of(&self, column: usize, places: &[i32]) -> (i32, i32) {
        let of = |column: usize| places.get(column).copied().unwrap_or_default();
        let lefts = self.lefts.get(column).into_iter().flatten();
        let rights = self.rights.get(column).into_iter().flatten();
        let least = lefts.map(|at| of(at.left) + at.apart).max();
        let most = rights.map(|at| of(at.right) - at.apart).min();
        (least.unwrap_or(i32::MIN), most.unwrap_or(i32::MAX))
    }

    /// Moves columns one by one towards what they wish for, as far as their neighbours let them:
    /// between two right ones there may be room that nobody needs.
    fn approach<'c>(
        &self,
        order: impl Iterator<Item = &'c usize>,
        wish: &[i32],
        places: &mut [i32],
    ) {
        for column in order {
            let (least, most) = self.of(*column, places);
            if let (Some(wish), Some(place)) = (wish.get(*column), places.get_mut(*column)) {
                *place = (*wish).min(most).max(least);
            }
        }
    }

    /// Puts shapes that follow each other in the text, and stand almost below each other, exactly
    /// there where nothing is in the way: a few pixels aside look like a slip.
    fn mend_slips(&self, grid: &Grid, columns: &Columns, places: &mut [i32]) {
        for (upper, lower) in &grid.kin {
            let (upper, lower) = (columns.of.at(*upper), columns.of.at(*lower));
            for (still, moved) in [(upper, lower), (lower, upper)] {
                let of = |column: usize| places.get(column).copied().unwrap_or_default();
                let (from, to) = (of(moved), of(still));
                let (least, most) = self.of(moved, places);
                if (1..=SLIP).contains(&(from - to).abs())
                    && (least..=most).contains(&to)
                    && let Some(place) = places.get_mut(moved)
                {
                    *place = to;
                }
            }
        }
    }
}

/// For every column, those at its left.
fn lefts(count: usize, pairs: &[Vec<Beside>]) -> Vec<Vec<Beside>> {
    let mut lefts: Vec<Vec<Beside>> = vec![Vec::new(); count];
    for pair in pairs.iter().flatten() {
        if let Some(list) = lefts.get_mut(pair.right) {
            list.push(*pair);
        }
    }
    lefts
}

/// For every column, those at its right.
fn neighbours(grid: &Grid, columns: &Columns) -> Vec<Vec<Beside>> {
    let mut pairs: Vec<Vec<Beside>> = vec![Vec::new(); columns.count];
    for row in &grid.rows {
        for (one, other) in row.iter().zip(row.iter().skip(1)) {
            let (left, right) = (columns.of.at(*one), columns.of.at(*other));
            if let Some(list) = pairs.get_mut(left) {
                list.push(Beside { left, right, apart: grid.apart(*one, *other) });
            }
        }
    }
    pairs
}

/// The mean of what the cells of every column wish for.
fn wishes(grid: &Grid, columns: &Columns, wished: &Each<f64>) -> Vec<i32> {
    let mut sums = vec![(0.0, 0.0); columns.count];
    let mut add = |cell: &NodeIndex| {
        if let Some((sum, count)) = sums.get_mut(columns.of.at(*cell)) {
            *sum += wished.at(*cell);
            *count += 1.0;
        }
    };
    grid.rows.iter().flatten().for_each(&mut add);
    let mean = |(sum, count): (f64, f64)| whole(sum / f64::max(count, 1.0));
    sums.into_iter().map(mean).collect()
}

/// The nearest whole number.
#[expect(clippy::cast_possible_truncation, reason = "pictures are far smaller than 2³¹")]
fn whole(number: f64) -> i32 {
    number.round() as i32
}

/// The columns, each behind everything at its left. Columns never cross, so there is such an order.
fn in_order(count: usize, pairs: &[Vec<Beside>]) -> Vec<usize> {
    let mut waiting = vec![0_usize; count];
    for pair in pairs.iter().flatten() {
        if let Some(waiting) = waiting.get_mut(pair.right) {
            *waiting += 1;
        }
    }
    let free = |column: &usize| waiting.get(*column) == Some(&0);
    let mut order: Vec<usize> = (0..count).filter(free).collect();
    let mut next = 0;
    while let Some(column) = order.get(next).copied() {
        next += 1;
        for pair in pairs.get(column).into_iter().flatten() {
            if let Some(waiting) = waiting.get_mut(pair.right) {
                *waiting -= 1;
                if *waiting == 0 {
                    order.push(pair.right);
                }
            }
        }
    }
    order
}
