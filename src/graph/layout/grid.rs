//! The cells of the rows: shapes, words, and a bend wherever a line goes past a row.

use petgraph::graph::{DiGraph, NodeIndex};

use super::each::Each;
use super::ranks::Ranks;
use super::{Size, Sketch};

/// Something that takes room in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) what: What,
    pub(super) row: usize,
    /// Even, so that its middle is a whole number.
    pub(super) width: i32,
    pub(super) height: i32,
}

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A shape, by its place in the sketch.
    Shape(usize),
    /// The words of a line.
    Label,
    /// A line on its way past a row.
    Bend,
    /// Where a way back turns round; it takes part in the order of cells and in nothing else.
    Turn,
    /// A line on its way past many rows, outside of everything: it stands in no row.
    Outside,
}

/// How a line goes from one of its cells to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hop {
    /// To the row below.
    Down,
    /// To the row above.
    Up,
    /// To a cell of the same row, by the channel below it.
    Below,
    /// To a cell of the same row, by the channel above it.
    Above,
}

/// The cells of a line in order, and how it goes from each to the next. From one of its cells to the
/// next it may go past many rows where both are outside of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Path {
    pub(super) cells: Vec<NodeIndex>,
    pub(super) hops: Vec<Hop>,
    /// The cells in which it turns round.
    turns: Vec<NodeIndex>,
}

/// Cells in rows, from left to right, and what ties each row to the next.
pub(super) struct Grid {
    /// Edges lead from a row to the next one; their weight says how much they want to be straight.
    pub(super) graph: DiGraph<Cell, u32>,
    pub(super) rows: Vec<Vec<NodeIndex>>,
    /// In order of the lines.
    pub(super) paths: Vec<Path>,
    /// For cells of one row that a turn ties together.
    pub(super) beside: Vec<(NodeIndex, NodeIndex)>,
    /// Shapes that would like to stand below each other.
    pub(super) kin: Vec<(NodeIndex, NodeIndex)>,
}

/// How much a stretch between two bends wants to be straight, then one of a main way, one from words
/// to their shape, and any other.
const LONG: u32 = 8;
pub(super) const MAIN: u32 = 5;
const WORDS: u32 = 3;
const OTHER: u32 = 1;

/// Room that a shape has beside the outermost line that touches it, and that a line takes.
const EDGE: i32 = 20;
const PER_LINE: i32 = 16;

/// Puts everything into its row.
pub(super) fn build(sketch: &Sketch, ranks: &Ranks) -> Grid {
    let mut grid = Grid {
        graph: DiGraph::new(),
        rows: vec![Vec::new(); ranks.rows],
        paths: Vec::with_capacity(sketch.lines.len()),
        beside: Vec::new(),
        kin: Vec::new(),
    };
    let mut touching = vec![(0, 0); sketch.shapes.len()];
    for line in &sketch.lines {
        if let Some((below, _)) = touching.get_mut(line.from) {
            *below += 1;
        }
        if let Some((_, above)) = touching.get_mut(line.to) {
            *above += 1;
        }
    }
    let mut shapes = Vec::with_capacity(sketch.shapes.len());
    for (at, shape) in sketch.shapes.iter().enumerate() {
        let (below, above) = touching.get(at).copied().unwrap_or_default();
        // One line is drawn at the middle, whatever the width.
        let most = below.max(above);
        let wide = if most > 1 { EDGE + PER_LINE * most } else { 0 };
        let width = shape.size.width.max(wide);
        let row = ranks.shapes.get(at).copied().unwrap_or_default();
        let size = Size { width, ..shape.size };
        shapes.push(grid.cell(What::Shape(at), row, size));
    }
    let kin = sketch.kin.iter();
    grid.kin =
        kin.filter_map(|(one, other)| Some((*shapes.get(*one)?, *shapes.get(*other)?))).collect();
    for (at, line) in sketch.lines.iter().enumerate() {
        let ends = (shapes.get(line.from), shapes.get(line.to));
        let (Some(&from), Some(&to)) = ends else {
            grid.paths.push(Path::default());
            continue;
        };
        let label = ranks.labels.get(at).copied().flatten().zip(line.label);
        let is_far = ranks.far.get(at).copied().unwrap_or_default();
        let path = grid.lead((from, to), label, line.is_main, is_far);
        grid.paths.push(path);
    }
    grid
}

impl Grid {
    fn cell(&mut self, what: What, row: usize, size: Size) -> NodeIndex {
        let width = size.width + size.width % 2;
        self.graph.add_node(Cell { what, row, width, height: size.height })
    }

    pub(super) fn what(&self, cell: NodeIndex) -> What {
        self.graph.node_weight(cell).map_or(What::Bend, |cell| cell.what)
    }

    /// Whether a cell stands beside the rows, not in one of them.
    pub(super) fn is_outside(&self, cell: NodeIndex) -> bool {
        self.what(cell) == What::Outside
    }

    pub(super) fn is_turn(&self, cell: NodeIndex) -> bool {
        self.what(cell) == What::Turn
    }

    pub(super) fn row(&self, cell: NodeIndex) -> usize {
        self.graph.node_weight(cell).map_or(0, |cell| cell.row)
    }

    pub(super) fn size(&self, cell: NodeIndex) -> Size {
        let cell = self.graph.node_weight(cell);
        cell.map_or(Size::default(), |cell| Size { width: cell.width, height: cell.height })
    }

    /// Room between the middles of two neighbours of a row.
    pub(super) fn apart(&self, left: NodeIndex, right: NodeIndex) -> i32 {
        let gap = match (self.what(left), self.what(right)) {
            (What::Shape(_), What::Shape(_)) => 32,
            (What::Shape(_), _) | (_, What::Shape(_)) => 22,
            (What::Label, What::Label) => 18,
            (
                What::Bend | What::Turn | What::Label | What::Outside,
                What::Bend | What::Turn | What::Label | What::Outside,
            ) => 16,
        };
        (self.size(left).width + self.size(right).width) / 2 + gap
    }

    /// The place of every cell in its row.
    pub(super) fn places(&self) -> Each<usize> {
        let mut places = Each::new(self.graph.node_count());
        for row in &self.rows {
            for (place, cell) in row.iter().enumerate() {
                places.put(*cell, place);
            }
        }
        places
    }

    /// Leads a line from one shape to another: down through every row, or round and up. One that is
    /// far goes past the rows outside of them.
    fn lead(
        &mut self,
        (from, to): (NodeIndex, NodeIndex),
        label: Option<(usize, Size)>,
        is_main: bool,
        is_far: bool,
    ) -> Path {
        let mut path = Path { cells: vec![from], hops: Vec::new(), turns: Vec::new() };
        let mut last = from;
        if let Some((row, size)) = label {
            self.descend(&mut path, row, is_main);
            let words = self.cell(What::Label, row, size);
            last = path.cells.last().copied().unwrap_or(from);
            self.step(&mut path, last, words, Hop::Down, if is_main { MAIN } else { OTHER });
            last = words;
        }
        if is_far {
            self.pass_by(&mut path, last, to);
        } else if self.row(to) > self.row(last) {
            self.descend(&mut path, self.row(to), is_main);
            let above = path.cells.last().copied().unwrap_or(last);
            let weight = match self.what(above) {
                _ if is_main => MAIN,
                What::Label => WORDS,
                What::Shape(_) | What::Bend | What::Turn | What::Outside => OTHER,
            };
            self.step(&mut path, above, to, Hop::Down, weight);
        } else {
            self.climb(&mut path, last, to);
        }
        path
    }

    /// Bends down to the row above `row`.
    fn descend(&mut self, path: &mut Path, row: usize, is_main: bool) {
        let Some(mut last) = path.cells.last().copied() else { return };
        while self.row(last) + 1 < row {
            let bend = self.cell(What::Bend, self.row(last) + 1, Size::default());
            let weight = match self.what(last) {
                What::Bend => LONG,
                What::Label => WORDS,
                What::Shape(_) | What::Turn | What::Outside if is_main => MAIN,
                What::Shape(_) | What::Turn | What::Outside => OTHER,
            };
            self.step(path, last, bend, Hop::Down, weight);
            last = bend;
        }
    }

    /// Round below, up past every row, and round above.
    fn climb(&mut self, path: &mut Path, from: NodeIndex, to: NodeIndex) {
        let (low, high) = (self.row(from), self.row(to));
        let below = self.cell(What::Turn, low + 1, Size::default());
        self.graph.add_edge(from, below, OTHER);
        let mut last = self.cell(What::Bend, low, Size::default());
        self.graph.add_edge(last, below, OTHER);
        self.beside.push((from, last));
        path.turns.push(below);
        path.cells.push(last);
        path.hops.push(Hop::Below);
        for row in (high..low).rev() {
            let bend = self.cell(What::Bend, row, Size::default());
            self.graph.add_edge(bend, last, LONG);
            path.cells.push(bend);
            path.hops.push(Hop::Up);
            last = bend;
        }
        let above = self.cell(What::Turn, high.saturating_sub(1), Size::default());
        self.graph.add_edge(above, to, OTHER);
        self.graph.add_edge(above, last, OTHER);
        self.beside.push((to, last));
        path.turns.push(above);
        path.cells.push(to);
        path.hops.push(Hop::Above);
    }

    /// Out of the rows, past them and in again, without a cell in any of them.
    fn pass_by(&mut self, path: &mut Path, from: NodeIndex, to: NodeIndex) {
        let (first, last) = (self.row(from), self.row(to));
        let stops: &[(usize, Hop)] = if last > first {
            &[(last - 1, Hop::Down)]
        } else {
            &[(first, Hop::Below), (last, Hop::Up)]
        };
        for (row, hop) in stops {
            path.cells.push(self.cell(What::Outside, *row, Size::default()));
            path.hops.push(*hop);
        }
        path.cells.push(to);
        path.hops.push(if last > first { Hop::Down } else { Hop::Above });
    }

    fn step(&mut self, path: &mut Path, from: NodeIndex, to: NodeIndex, hop: Hop, weight: u32) {
        self.graph.add_edge(from, to, weight);
        path.cells.push(to);
        path.hops.push(hop);
    }

    /// Takes the turns out of their rows, once everything has its order.
    pub(super) fn forget_turns(&mut self) {
        for row in &mut self.rows {
            let graph = &self.graph;
            row.retain(|cell| graph.node_weight(*cell).is_some_and(|cell| cell.what != What::Turn));
        }
    }
}

impl Path {
    /// The bends and turns of a way back, from its lowest turn on; empty for a way down.
    pub(super) fn rail(&self, turn: NodeIndex) -> Vec<NodeIndex> {
        match self.turns.as_slice() {
            [below, above] if *below == turn => {
                let first = self.hops.iter().position(|hop| *hop == Hop::Below).unwrap_or_default();
                let bends = self.cells.get(first + 1..self.cells.len().saturating_sub(1));
                bends.unwrap_or_default().iter().chain([above]).copied().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The cell in which it turns round below, if it is a way back.
    pub(super) fn turn_below(&self) -> Option<NodeIndex> {
        self.turns.first().copied()
    }
}
