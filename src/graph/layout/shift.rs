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
    let mut leftwards = wish;
    for pair in order.iter().rev().flat_map(|column| pairs.get(*column).into_iter().flatten()) {
        let most = leftwards.get(pair.right).map_or(0, |right| right - pair.apart);
        if let Some(left) = leftwards.get_mut(pair.left) {
            *left = (*left).min(most);
        }
    }
    let both = leftwards.iter().zip(&rightwards);
    let mut places: Vec<i32> = both.map(|(left, right)| (left + right).div_euclid(2)).collect();
    mend_slips(grid, columns, &pairs, &mut places);
    let mut middles = Each::new(grid.graph.node_count());
    for cell in grid.rows.iter().flatten() {
        middles.put(*cell, places.get(columns.of.at(*cell)).copied().unwrap_or_default());
    }
    middles
}

/// Puts shapes that follow each other in the text, and stand almost below each other, exactly there
/// where nothing is in the way: a few pixels aside look like a slip.
fn mend_slips(grid: &Grid, columns: &Columns, pairs: &[Vec<Beside>], places: &mut [i32]) {
    let mut lefts: Vec<Vec<Beside>> = vec![Vec::new(); columns.count];
    for pair in pairs.iter().flatten() {
        if let Some(list) = lefts.get_mut(pair.right) {
            list.push(*pair);
        }
    }
    for (upper, lower) in &grid.kin {
        let (upper, lower) = (columns.of.at(*upper), columns.of.at(*lower));
        for (still, moved) in [(upper, lower), (lower, upper)] {
            let of = |column: usize| places.get(column).copied().unwrap_or_default();
            let (from, to) = (of(moved), of(still));
            let is_free = (1..=SLIP).contains(&(from - to).abs())
                && lefts.get(moved).into_iter().flatten().all(|at| of(at.left) + at.apart <= to)
                && pairs.get(moved).into_iter().flatten().all(|at| to + at.apart <= of(at.right));
            if let Some(place) = places.get_mut(moved).filter(|_| is_free) {
                *place = to;
            }
        }
    }
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
