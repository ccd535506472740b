//! The order of cells in their rows: as the text has it, changed only where fewer lines cross.

use petgraph::Direction;
use petgraph::graph::NodeIndex;

use super::crossings::{self, Ties};
use super::each::Each;
use super::grid::{Grid, What};
use super::rails;

/// Most times that all rows are gone through.
const ROUNDS: usize = 24;
/// Rounds without a better order after which there is none to be hoped for.
const PATIENCE: usize = 6;
/// Most times that neighbours of all rows are exchanged in a round.
const EXCHANGES: usize = 8;

/// Puts every cell into its row, in an order with few crossings. Of equally good orders it is the
/// first one, so that a small change of the text keeps what it can.
pub(super) fn order(grid: &mut Grid) {
    let ties = ties(grid);
    let mut rows = in_order_of_text(grid, &ties);
    grid.rows.clone_from(&rows);
    let mut places = grid.places();
    rails::choose(grid, &mut rows, &ties, &mut places);
    exchange(&mut rows, &ties, &mut places);
    let mut best = crossings::count(&rows, &ties, &places);
    grid.rows.clone_from(&rows);
    let mut idle = 0;
    for round in 0..ROUNDS {
        if best == 0 || idle >= PATIENCE {
            break;
        }
        sweep(&mut rows, &ties, &mut places, round % 2 == 0);
        exchange(&mut rows, &ties, &mut places);
        let found = crossings::count(&rows, &ties, &places);
        idle += 1;
        if found < best {
            best = found;
            idle = 0;
            grid.rows.clone_from(&rows);
        }
    }
}

fn ties(grid: &Grid) -> Ties {
    let cells = grid.graph.node_count();
    let mut ties = Ties { below: Each::new(cells), above: Each::new(cells) };
    for cell in grid.graph.node_indices() {
        let mut below: Vec<_> = grid.graph.neighbors_directed(cell, Direction::Outgoing).collect();
        let mut above: Vec<_> = grid.graph.neighbors_directed(cell, Direction::Incoming).collect();
        // The library gives the newest first.
        below.reverse();
        above.reverse();
        ties.below.put(cell, below);
        ties.above.put(cell, above);
    }
    ties
}

/// The order in which a walk from the top, left before right, comes by. A way back is put behind
/// everything that it goes around and that was come by so far.
fn in_order_of_text(grid: &Grid, ties: &Ties) -> Vec<Vec<NodeIndex>> {
    let mut rows: Vec<Vec<NodeIndex>> = vec![Vec::new(); grid.rows.len()];
    let mut rails: Each<Vec<NodeIndex>> = Each::new(grid.graph.node_count());
    for path in &grid.paths {
        if let Some(turn) = path.turn_below() {
            rails.put(turn, path.rail(turn));
        }
    }
    let mut seen: Each<bool> = Each::new(grid.graph.node_count());
    let mut put = |cell: NodeIndex, rows: &mut Vec<Vec<NodeIndex>>| {
        let fresh = !seen.at(cell);
        seen.put(cell, true);
        if let Some(row) = rows.get_mut(grid.row(cell)).filter(|_| fresh) {
            row.push(cell);
        }
        fresh
    };
    let shapes =
        grid.graph.node_indices().filter(|cell| matches!(grid.what(*cell), What::Shape(_)));
    for start in shapes {
        let mut open = vec![start];
        while let Some(cell) = open.pop() {
            if !put(cell, &mut rows) {
                continue;
            }
            for beside in rails.list(cell) {
                put(*beside, &mut rows);
            }
            open.extend(ties.below.list(cell).iter().rev());
        }
    }
    rows
}

/// Goes through all rows, from the top or from the bottom, and moves every cell to the middle of
/// what it is tied to.
fn sweep(rows: &mut [Vec<NodeIndex>], ties: &Ties, places: &mut Each<usize>, down: bool) {
    let tied = if down { &ties.above } else { &ties.below };
    let count = rows.len();
    for step in 0..count {
        let at = if down { step } else { count - 1 - step };
        let Some(row) = rows.get_mut(at) else { continue };
        let mut wished: Vec<(f64, NodeIndex)> = row
            .iter()
            .map(|cell| (middle(tied.list(*cell), places).unwrap_or(f64::NAN), *cell))
            .collect();
        settle(&mut wished);
        wished.sort_by(|one, other| one.0.total_cmp(&other.0));
        for (place, (slot, (_, cell))) in row.iter_mut().zip(wished).enumerate() {
            *slot = cell;
            places.put(cell, place);
        }
    }
}

/// Cells that are tied to nothing stay behind their neighbour at the left.
fn settle(wished: &mut [(f64, NodeIndex)]) {
    let mut last = -1.0;
    for (wish, _) in wished {
        if wish.is_nan() {
            *wish = last;
        }
        last = *wish;
    }
}

/// The mean place of some cells.
fn middle(cells: &[NodeIndex], places: &Each<usize>) -> Option<f64> {
    let sum: usize = cells.iter().map(|cell| places.at(*cell)).sum();
    (!cells.is_empty()).then(|| as_f64(sum) / as_f64(cells.len()))
}

/// Places are far below 2³².
fn as_f64(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

/// Exchanges neighbours as long as fewer lines cross.
fn exchange(rows: &mut [Vec<NodeIndex>], ties: &Ties, places: &mut Each<usize>) {
    for _ in 0..EXCHANGES {
        let mut better = false;
        for row in rows.iter_mut() {
            for at in 1..row.len() {
                let (Some(&left), Some(&right)) = (row.get(at - 1), row.get(at)) else { continue };
                let mut gain = 0_usize;
                let mut loss = 0_usize;
                for tied in [&ties.above, &ties.below] {
                    let (as_is, swapped) = crossings::pair(
                        &sorted(tied.list(left), places),
                        &sorted(tied.list(right), places),
                    );
                    gain += as_is;
                    loss += swapped;
                }
                if loss < gain {
                    row.swap(at - 1, at);
                    places.put(right, at - 1);
                    places.put(left, at);
                    better = true;
                }
            }
        }
        if !better {
            break;
        }
    }
}

fn sorted(cells: &[NodeIndex], places: &Each<usize>) -> Vec<usize> {
    let mut sorted: Vec<usize> = cells.iter().map(|cell| places.at(*cell)).collect();
    sorted.sort_unstable();
    sorted
}
