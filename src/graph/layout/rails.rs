//! On which side ways back go up: whole rails, each with what leads to nothing else, are put to the
//! left or to the right of everything, where fewer lines cross.

use petgraph::graph::NodeIndex;

use super::crossings::{self, Ties};
use super::each::Each;
use super::grid::Grid;

/// What moves together: what leads to a rail and nowhere else, from above, then the rail.
struct Rail {
    cells: Vec<NodeIndex>,
    /// The same, to look for one.
    sorted: Vec<NodeIndex>,
    /// How many of them are the rail itself.
    length: usize,
    /// The first and the last row it has a cell in.
    top: usize,
    bottom: usize,
}

/// A side of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Most times that all rails are gone through.
const ROUNDS: usize = 4;
/// Most cells beside rails that are looked at in all; then rails stay where they are.
const MOST: usize = 1_000_000;

/// Puts every rail to its better side, short ones inside of long ones.
pub(super) fn choose(
    grid: &Grid,
    rows: &mut [Vec<NodeIndex>],
    ties: &Ties,
    places: &mut Each<usize>,
) {
    let (mut rails, lengths) = rails(grid, ties);
    rails.sort_by_key(|rail| rail.length);
    let mut left = MOST;
    for _ in 0..ROUNDS {
        let mut better = false;
        for rail in rails.iter().filter(|rail| !rail.cells.is_empty()) {
            let cells = rail.rows(rows).iter().map(Vec::len).sum::<usize>();
            let Some(rest) = left.checked_sub(cells) else { return };
            left = rest;
            let mut least = rail.cost(rows, ties, places);
            let mut best: Vec<Vec<NodeIndex>> = rail.rows(rows).to_vec();
            for side in [Side::Right, Side::Left] {
                rail.put(grid, rows, &lengths, side);
                renumber(rail.rows(rows), places);
                let cost = rail.cost(rows, ties, places);
                if cost < least {
                    least = cost;
                    best = rail.rows(rows).to_vec();
                    better = true;
                }
            }
            let touched = rows.get_mut(rail.top..=rail.bottom).unwrap_or_default();
            touched.iter_mut().zip(best).for_each(|(row, best)| *row = best);
            renumber(touched, places);
        }
        if !better {
            break;
        }
    }
}

/// Every rail, with what leads to it and alone, and how long the rails of all cells are.
fn rails(grid: &Grid, ties: &Ties) -> (Vec<Rail>, Each<usize>) {
    let mut rails: Vec<Rail> = Vec::new();
    let mut lengths = Each::new(grid.graph.node_count());
    for path in &grid.paths {
        let Some(turn) = path.turn_below() else { continue };
        let mut alone = vec![turn];
        alone.extend(path.rail(turn));
        let leading = leading(ties, turn);
        let is_led = !leading.is_empty();
        let whole: Vec<NodeIndex> = leading.into_iter().chain(alone.iter().copied()).collect();
        let length = alone.len();
        alone.iter().for_each(|cell| lengths.put(*cell, length));
        rails.push(Rail::new(grid, whole, length));
        if is_led {
            rails.push(Rail::new(grid, alone, length));
        }
    }
    (rails, lengths)
}

/// What leads to a turn and to nothing else, from above.
fn leading(ties: &Ties, turn: NodeIndex) -> Vec<NodeIndex> {
    let mut cells = Vec::new();
    let mut below = turn;
    // Of a turn the last tie is its own rail.
    let mut above = ties.above.list(turn).first().copied();
    while let Some(cell) = above {
        if ties.below.list(cell) != [below] {
            break;
        }
        cells.push(cell);
        below = cell;
        above = match ties.above.list(cell) {
            [only] => Some(*only),
            _ => None,
        };
    }
    cells.reverse();
    cells
}

impl Rail {
    fn new(grid: &Grid, cells: Vec<NodeIndex>, length: usize) -> Self {
        let rows = || cells.iter().map(|cell| grid.row(*cell));
        let (top, bottom) = (rows().min().unwrap_or_default(), rows().max().unwrap_or_default());
        let mut sorted = cells.clone();
        sorted.sort_unstable();
        Self { cells, sorted, length, top, bottom }
    }

    /// Crossings of all lines in the rows that it touches.
    fn cost(&self, rows: &[Vec<NodeIndex>], ties: &Ties, places: &Each<usize>) -> usize {
        let rows = rows.get(self.top.saturating_sub(1)..=self.bottom).unwrap_or_default();
        crossings::count(rows, ties, places)
    }

    fn rows<'r>(&self, rows: &'r [Vec<NodeIndex>]) -> &'r [Vec<NodeIndex>] {
        rows.get(self.top..=self.bottom).unwrap_or_default()
    }

    /// Puts it outside of everything but longer rails.
    fn put(&self, grid: &Grid, rows: &mut [Vec<NodeIndex>], lengths: &Each<usize>, side: Side) {
        let touched = rows.get_mut(self.top..=self.bottom).unwrap_or_default();
        for row in touched.iter_mut() {
            row.retain(|cell| self.sorted.binary_search(cell).is_err());
        }
        let is_longer = |cell: &&NodeIndex| lengths.at(**cell) > self.length;
        for cell in &self.cells {
            let at = grid.row(*cell).saturating_sub(self.top);
            let Some(row) = touched.get_mut(at) else { continue };
            let place = match side {
                Side::Left => row.iter().take_while(is_longer).count(),
                Side::Right => row.len() - row.iter().rev().take_while(is_longer).count(),
            };
            row.insert(place, *cell);
        }
    }
}

fn renumber(rows: &[Vec<NodeIndex>], places: &mut Each<usize>) {
    for row in rows {
        row.iter().enumerate().for_each(|(place, cell)| places.put(*cell, place));
    }
}
