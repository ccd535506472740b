//! Where lines stand that go past many rows outside of them: on rails at the right of everything,
//! several below each other on one.

use petgraph::graph::NodeIndex;

use super::each::Each;
use super::grid::Grid;

/// Room between two rails, and between the first and everything else.
const APART: i32 = 14;
const OFF: i32 = 32;

/// A line outside of the rows.
struct Far {
    /// The channels it goes from and to, the upper one first.
    channels: (usize, usize),
    cells: Vec<NodeIndex>,
}

/// Gives every cell outside of the rows its middle: short lines inside of long ones.
pub(super) fn place(grid: &Grid, middles: &mut Each<i32>) {
    let mut all: Vec<Far> = grid.paths.iter().filter_map(|path| far(grid, &path.cells)).collect();
    if all.is_empty() {
        return;
    }
    let rows = grid.rows.iter().flatten();
    let right = rows.map(|cell| middles.at(*cell) + grid.size(*cell).width / 2).max();
    let first = right.unwrap_or_default() + OFF;
    all.sort_by_key(|far| far.channels.1 - far.channels.0);
    // Many short ones fit on one rail; the first that is free lies nearest.
    let mut rails: Vec<Rail> = Vec::new();
    for far in all {
        let free = rails.iter().position(|rail| rail.takes(far.channels));
        let at = free.unwrap_or(rails.len());
        if free.is_none() {
            rails.push(Rail::default());
        }
        if let Some(rail) = rails.get_mut(at) {
            rail.0.push(far.channels);
        }
        let x = first + APART * i32::try_from(at).unwrap_or(i32::MAX / APART);
        far.cells.iter().for_each(|cell| middles.put(*cell, x));
    }
}

fn far(grid: &Grid, cells: &[NodeIndex]) -> Option<Far> {
    let first = cells.iter().position(|cell| grid.is_outside(*cell))?;
    let (from, to) = (grid.row(*cells.get(first.checked_sub(1)?)?), grid.row(*cells.last()?));
    // The channel below a row has its number.
    let channels = if to > from { (from, to - 1) } else { (to.saturating_sub(1), from) };
    let outside = cells.get(first..cells.len() - 1)?;
    Some(Far { channels, cells: outside.to_vec() })
}

/// What stands on a rail already.
#[derive(Default)]
struct Rail(Vec<(usize, usize)>);

impl Rail {
    fn takes(&self, (top, bottom): (usize, usize)) -> bool {
        self.0.iter().all(|(upper, lower)| *lower < top || bottom < *upper)
    }
}
