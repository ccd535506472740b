//! Where lines touch boxes: spread over a side, in the order of where they lead.

use petgraph::graph::NodeIndex;

use super::each::Each;
use super::grid::{Grid, Hop, What};

/// Room between the lines that touch one side of a box, if there is enough.
const SPREAD: i32 = 22;
/// Room between them that is kept when one is moved to make its line straight.
const CLOSE: i32 = 10;
/// Room at the corners of a box.
const CORNER: i32 = 10;
/// How far a line is moved to make it straight.
const NUDGE: i32 = 80;

/// Where a hop begins and ends, from the left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pins {
    pub(super) from: i32,
    pub(super) to: i32,
}

/// The two sides of a box that lines touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Top,
    Bottom,
}

/// A line that touches a side of a box.
#[derive(Clone, Copy)]
struct Touch {
    /// Where it leads, from left to right.
    key: i64,
    line: usize,
    hop: usize,
    /// Whether the hop begins here.
    begins: bool,
    other: NodeIndex,
}

/// The pins of every hop of every line.
pub(super) fn pins(grid: &Grid, middles: &Each<i32>) -> Vec<Vec<Pins>> {
    let mut pins: Vec<Vec<Pins>> = Vec::with_capacity(grid.paths.len());
    for path in &grid.paths {
        let ends = path.cells.iter().zip(path.cells.iter().skip(1));
        let at_middle = |(from, to): (&NodeIndex, &NodeIndex)| Pins {
            from: middles.at(*from),
            to: middles.at(*to),
        };
        pins.push(ends.map(at_middle).collect());
    }
    for side in [Side::Bottom, Side::Top] {
        let touches = touches(grid, side);
        for cell in grid.rows.iter().flatten() {
            spread(grid, *cell, touches.list(*cell), middles, &mut pins);
        }
    }
    // Lines that lead to one box may want the same place: its order of lines decides.
    for side in [Side::Bottom, Side::Top] {
        let touches = touches(grid, side);
        for cell in grid.rows.iter().flatten() {
            straighten(grid, *cell, touches.list(*cell), middles, &mut pins);
        }
    }
    pins
}

/// What touches a side of every shape, from left to right.
fn touches(grid: &Grid, side: Side) -> Each<Vec<Touch>> {
    let places = grid.places();
    let mut touches: Each<Vec<Touch>> = Each::new(grid.graph.node_count());
    for (line, path) in grid.paths.iter().enumerate() {
        let ends = path.cells.iter().zip(path.cells.iter().skip(1));
        for (hop, ((from, to), kind)) in ends.zip(&path.hops).enumerate() {
            for (cell, other, begins) in [(*from, *to, true), (*to, *from, false)] {
                if !matches!(grid.what(cell), What::Shape(_)) || side_of(*kind, begins) != side {
                    continue;
                }
                let own = as_key(places.at(cell));
                let place = match grid.what(other) {
                    What::Outside => BESIDE,
                    What::Shape(_) | What::Label | What::Bend | What::Turn => {
                        as_key(places.at(other))
                    }
                };
                let key = match kind {
                    Hop::Down | Hop::Up => place,
                    // A way that turns round is the outermost one, and a near turn lies inside of
                    // a far one.
                    Hop::Below | Hop::Above if place > own => FAR - (place - own),
                    Hop::Below | Hop::Above => own - place - FAR,
                };
                touches.change(cell, |list| list.push(Touch { key, line, hop, begins, other }));
            }
        }
    }
    for cell in grid.rows.iter().flatten() {
        touches.change(*cell, |list| list.sort_by_key(|touch| (touch.key, touch.line, touch.hop)));
    }
    touches
}

/// Beyond every place of a row, where cells outside of it are, and beyond them.
const BESIDE: i64 = 1 << 39;
const FAR: i64 = 1 << 40;

fn as_key(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(FAR)
}

const fn side_of(hop: Hop, begins: bool) -> Side {
    match (hop, begins) {
        (Hop::Down, true) | (Hop::Up, false) | (Hop::Below, _) => Side::Bottom,
        (Hop::Down, false) | (Hop::Up, true) | (Hop::Above, _) => Side::Top,
    }
}

/// Spreads what touches a side around the line that goes straight on, or around the middle.
fn spread(
    grid: &Grid,
    cell: NodeIndex,
    touches: &[Touch],
    middles: &Each<i32>,
    pins: &mut [Vec<Pins>],
) {
    let (middle, half) = (middles.at(cell), grid.size(cell).width / 2);
    let last = touches.len().saturating_sub(1);
    let is_straight = |touch: &Touch| {
        grid.row(touch.other) != grid.row(cell) && middles.at(touch.other) == middle
    };
    let straight = touches.iter().position(is_straight);
    // Counted in halves of the room between two.
    let centre = straight.map_or(last, |straight| straight * 2);
    let widest = centre.max((last * 2).saturating_sub(centre)).max(1);
    let room = (half - CORNER) * 2 / as_i32(widest);
    let gap = room.min(SPREAD);
    let x = |at: usize| middle + (as_i32(at * 2) - as_i32(centre)) * gap / 2;
    // All together may be moved to where a line is straight that leads to a place that is known.
    let aside = touches.iter().enumerate().filter(|(_, touch)| {
        straight.is_none()
            && grid.row(touch.other) != grid.row(cell)
            && !matches!(grid.what(touch.other), What::Shape(_))
    });
    let room = half - CORNER;
    let by = aside
        .map(|(at, touch)| middles.at(touch.other) - x(at))
        .filter(|by| middle - room <= x(0) + by && x(last) + by <= middle + room)
        .min_by_key(|by| by.abs())
        .filter(|by| by.abs() <= SPREAD)
        .unwrap_or_default();
    for (at, touch) in touches.iter().enumerate() {
        put(pins, touch, x(at) + by);
    }
}

/// Moves what touches a side to where its line is straight, if that is near and free.
fn straighten(
    grid: &Grid,
    cell: NodeIndex,
    touches: &[Touch],
    middles: &Each<i32>,
    pins: &mut [Vec<Pins>],
) {
    let (middle, half) = (middles.at(cell), grid.size(cell).width / 2);
    for (at, touch) in touches.iter().enumerate() {
        let Some((own, other)) = get(pins, touch) else { continue };
        let is_near = own != other && (own - other).abs() <= NUDGE;
        if grid.row(touch.other) == grid.row(cell) || !is_near {
            continue;
        }
        let neighbour = |at: Option<usize>| {
            at.and_then(|at| touches.get(at)).and_then(|touch| get(pins, touch)).map(|(own, _)| own)
        };
        let left = neighbour(at.checked_sub(1)).map(|left| left + CLOSE);
        let right = neighbour(Some(at + 1)).map(|right| right - CLOSE);
        let least = left.unwrap_or(i32::MIN).max(middle - half + CORNER);
        let most = right.unwrap_or(i32::MAX).min(middle + half - CORNER);
        if (least..=most).contains(&other) {
            put(pins, touch, other);
        }
    }
}

/// Where the hop of a touch stands here, and at its other end.
fn get(pins: &[Vec<Pins>], touch: &Touch) -> Option<(i32, i32)> {
    let pins = pins.get(touch.line)?.get(touch.hop)?;
    Some(if touch.begins { (pins.from, pins.to) } else { (pins.to, pins.from) })
}

fn put(pins: &mut [Vec<Pins>], touch: &Touch, x: i32) {
    if let Some(pins) = pins.get_mut(touch.line).and_then(|pins| pins.get_mut(touch.hop)) {
        *(if touch.begins { &mut pins.from } else { &mut pins.to }) = x;
    }
}

/// Lines that touch one box are far fewer than 2³¹.
fn as_i32(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
