//! Which cells stand exactly below each other, so that lines are straight.

use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Unbounded};

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef as _;

use super::each::Each;
use super::grid::{Grid, MAIN};

/// How far apart two cells may wish to stand that are drawn together all the same.
const NEAR: f64 = 40.0;

/// Columns of cells, each a cell of consecutive rows.
pub(super) struct Columns {
    /// The column of every cell, by its number.
    pub(super) of: Each<usize>,
    /// How many there are.
    pub(super) count: usize,
}

/// A line between two rows that may be straight.
struct Candidate {
    weight: u32,
    bent: f64,
    upper: usize,
    lower: usize,
    ends: (NodeIndex, NodeIndex),
}

/// Draws cells together that a line ties: those that want it most first, never across another.
pub(super) fn align(grid: &Grid, wished: &Each<f64>) -> Columns {
    let places = grid.places();
    let cells = grid.graph.node_count();
    let mut below: Each<Option<NodeIndex>> = Each::new(cells);
    let mut is_headed: Each<bool> = Each::new(cells);
    for row in &grid.rows {
        let mut candidates: Vec<Candidate> = row
            .iter()
            .flat_map(|cell| grid.graph.edges(*cell))
            .filter(|edge| !grid.is_turn(edge.target()))
            .map(|edge| Candidate {
                weight: *edge.weight(),
                bent: (wished.at(edge.source()) - wished.at(edge.target())).abs(),
                upper: places.at(edge.source()),
                lower: places.at(edge.target()),
                ends: (edge.source(), edge.target()),
            })
            .filter(|one| one.weight >= MAIN || one.bent <= NEAR || is_alone(grid, one.ends))
            .collect();
        candidates.sort_by(|one, other| {
            let key = |one: &Candidate| (std::cmp::Reverse(one.weight), one.upper, one.lower);
            one.weight.cmp(&other.weight).reverse().then_with(|| {
                one.bent.total_cmp(&other.bent).then_with(|| key(one).cmp(&key(other)))
            })
        });
        let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
        for candidate in candidates {
            let (upper, lower) = candidate.ends;
            let left = taken.range(..candidate.upper).next_back();
            let right = taken.range((Excluded(candidate.upper), Unbounded)).next();
            let is_free = below.at(upper).is_none()
                && !is_headed.at(lower)
                && left.is_none_or(|(_, left)| *left < candidate.lower)
                && right.is_none_or(|(_, right)| *right > candidate.lower);
            if is_free {
                taken.insert(candidate.upper, candidate.lower);
                below.put(upper, Some(lower));
                is_headed.put(lower, true);
            }
        }
    }
    columns(grid, &below, &is_headed)
}

/// Whether nothing else leaves the upper cell downwards or comes to the lower one from above.
fn is_alone(grid: &Grid, (upper, lower): (NodeIndex, NodeIndex)) -> bool {
    let one = |cell, direction| {
        let mut others = grid.graph.neighbors_directed(cell, direction);
        others.next().is_some() && others.next().is_none()
    };
    one(upper, Direction::Outgoing) && one(lower, Direction::Incoming)
}

fn columns(grid: &Grid, below: &Each<Option<NodeIndex>>, is_headed: &Each<bool>) -> Columns {
    let mut columns = Columns { of: Each::new(grid.graph.node_count()), count: 0 };
    for head in grid.rows.iter().flatten().filter(|cell| !is_headed.at(**cell)) {
        let mut cell = Some(*head);
        while let Some(one) = cell {
            columns.of.put(one, columns.count);
            cell = below.at(one);
        }
        columns.count += 1;
    }
    columns
}
