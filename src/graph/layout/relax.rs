//! Where every cell would like to stand: near what it is tied to, in the order of its row.

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef as _;

use super::each::Each;
use super::grid::Grid;

/// Times that all rows are gone through, down and up: first each looks at one side only, which
/// carries wishes far, then at both, which evens them out.
const FAR: usize = 4;
const EVEN: usize = 12;
/// How much shapes that follow each other in the text want to stand below each other.
const KIN: f64 = 3.0;
/// How much a way back wants to be near what it goes back to.
const BESIDE: f64 = 0.2;
/// How much a cell that is tied to nothing stays where it is.
const STAY: f64 = 0.05;

/// Whom a cell looks at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Above,
    Below,
    Both,
}

/// The middles that cells wish for. Neighbours keep their distance.
pub(super) fn relax(grid: &Grid) -> Each<f64> {
    let tied = Tied::of(grid);
    let mut middles: Each<f64> = Each::new(grid.graph.node_count());
    for row in &grid.rows {
        let mut x = 0;
        for (at, cell) in row.iter().enumerate() {
            if let Some(left) = at.checked_sub(1).and_then(|left| row.get(left)) {
                x += grid.apart(*left, *cell);
            }
            middles.put(*cell, f64::from(x));
        }
    }
    for round in 0..FAR + EVEN {
        let (down, up) =
            if round < FAR { (Look::Above, Look::Below) } else { (Look::Both, Look::Both) };
        grid.rows.iter().for_each(|row| tied.settle(grid, row, &mut middles, down));
        grid.rows.iter().rev().for_each(|row| tied.settle(grid, row, &mut middles, up));
    }
    middles
}

/// What every cell is tied to, and how much.
struct Tied {
    above: Each<Vec<(NodeIndex, f64)>>,
    below: Each<Vec<(NodeIndex, f64)>>,
    beside: Each<Vec<(NodeIndex, f64)>>,
}

/// Cells that stand as near to each other as they may, and are moved together.
#[derive(Clone, Copy)]
struct Group {
    cells: usize,
    weight: f64,
    /// Where its first cell would begin, were all room between cells taken out.
    wish: f64,
}

impl Tied {
    fn of(grid: &Grid) -> Self {
        let cells = grid.graph.node_count();
        let mut tied =
            Self { above: Each::new(cells), below: Each::new(cells), beside: Each::new(cells) };
        for cell in grid.graph.node_indices() {
            let list = |direction| {
                let edges = grid.graph.edges_directed(cell, direction);
                let end = |edge: petgraph::graph::EdgeReference<'_, u32>| match direction {
                    Direction::Incoming => (edge.source(), f64::from(*edge.weight())),
                    Direction::Outgoing => (edge.target(), f64::from(*edge.weight())),
                };
                edges.map(end).filter(|(other, _)| !grid.is_turn(*other)).collect::<Vec<_>>()
            };
            tied.above.put(cell, list(Direction::Incoming));
            tied.below.put(cell, list(Direction::Outgoing));
        }
        for (upper, lower) in &grid.kin {
            tied.below.change(*upper, |list| list.push((*lower, KIN)));
            tied.above.change(*lower, |list| list.push((*upper, KIN)));
        }
        for (shape, bend) in &grid.beside {
            tied.beside.change(*bend, |list| list.push((*shape, BESIDE)));
        }
        tied
    }

    /// Moves the cells of a row to where their wishes are met best with everybody's distance kept:
    /// isotonic regression, by pooling neighbours that would come too near.
    fn settle(&self, grid: &Grid, row: &[NodeIndex], middles: &mut Each<f64>, look: Look) {
        let mut offset = 0;
        let mut offsets = Vec::with_capacity(row.len());
        let mut groups: Vec<Group> = Vec::with_capacity(row.len());
        for (at, cell) in row.iter().enumerate() {
            if let Some(left) = at.checked_sub(1).and_then(|left| row.get(left)) {
                offset += grid.apart(*left, *cell);
            }
            offsets.push(f64::from(offset));
            let (wish, weight) = self.wish(*cell, middles, look);
            let mut group = Group { cells: 1, weight, wish: wish - f64::from(offset) };
            while let Some(before) = groups.pop_if(|before| before.wish > group.wish) {
                let weight = before.weight + group.weight;
                let sum = before.wish * before.weight + group.wish * group.weight;
                group = Group { cells: before.cells + group.cells, weight, wish: sum / weight };
            }
            groups.push(group);
        }
        let mut cells = row.iter().zip(offsets);
        for group in groups {
            for (cell, offset) in cells.by_ref().take(group.cells) {
                middles.put(*cell, group.wish + offset);
            }
        }
    }

    fn wish(&self, cell: NodeIndex, middles: &Each<f64>, look: Look) -> (f64, f64) {
        let above = self.above.list(cell).iter().filter(|_| look != Look::Below);
        let below = self.below.list(cell).iter().filter(|_| look != Look::Above);
        let (mut sum, mut weight) = (middles.at(cell) * STAY, STAY);
        for (other, pull) in above.chain(below).chain(self.beside.list(cell)) {
            sum += middles.at(*other) * pull;
            weight += pull;
        }
        (sum / weight, weight)
    }
}
