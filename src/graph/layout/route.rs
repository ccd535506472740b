//! From rows, middles and tracks to rectangles and corners.

use petgraph::graph::NodeIndex;

use super::each::Each;
use super::grid::{Grid, Hop, Path, What};
use super::tracks::Channels;
use super::{Layout, Point, Rect, Size, Sketch, Way};

/// Room around everything.
const AROUND: i32 = 24;
/// Room above the first level stretch of a channel, between two, and below the last, where arrows
/// are.
const ABOVE: i32 = 12;
const BETWEEN: i32 = 12;
const BELOW: i32 = 18;
/// The height of a channel without level stretches.
const PLAIN: i32 = 26;
/// The same above a row that only words stand in.
const ABOVE_WORDS: i32 = 14;

/// Puts everything where it stands.
pub(super) fn route(
    sketch: &Sketch,
    grid: &Grid,
    middles: &Each<i32>,
    channels: &Channels,
) -> Layout {
    let left = leftmost(grid, middles, channels);
    let tops = Tops::of(grid, channels);
    let mut layout = Layout {
        size: Size::default(),
        shapes: vec![Rect::default(); sketch.shapes.len()],
        lines: Vec::with_capacity(sketch.lines.len()),
    };
    let place = |cell: NodeIndex| {
        let size = grid.size(cell);
        let x = middles.at(cell) - size.width / 2 - left + AROUND;
        Rect { at: Point { x, y: tops.row(grid.row(cell)) }, size }
    };
    for cell in grid.rows.iter().flatten() {
        if let What::Shape(at) = grid.what(*cell)
            && let Some(slot) = layout.shapes.get_mut(at)
        {
            *slot = place(*cell);
        }
    }
    for (line, path) in grid.paths.iter().enumerate() {
        let mut corners = Corners(Vec::new());
        walk(line, path, grid, channels, &tops, &mut corners);
        let mut points = corners.0;
        points.iter_mut().for_each(|point| point.x += AROUND - left);
        let words = path.cells.iter().find(|cell| grid.what(**cell) == What::Label);
        layout.lines.push(Way { points, label: words.map(|cell| place(*cell)) });
    }
    layout.size = extent(&layout);
    layout
}

/// The leftmost place that anything takes.
fn leftmost(grid: &Grid, middles: &Each<i32>, channels: &Channels) -> i32 {
    let cells = grid.rows.iter().flatten();
    let cells = cells.map(|cell| middles.at(*cell) - grid.size(*cell).width / 2);
    let pins = channels.pins.iter().flatten().map(|pins| pins.from.min(pins.to));
    cells.chain(pins).min().unwrap_or_default()
}

/// Where rows and tracks lie.
struct Tops {
    /// The top and the height of every row.
    rows: Vec<(i32, i32)>,
}

impl Tops {
    fn of(grid: &Grid, channels: &Channels) -> Self {
        let mut y = AROUND - PLAIN;
        let mut rows = Vec::with_capacity(grid.rows.len());
        for (at, row) in grid.rows.iter().enumerate() {
            let height = row.iter().map(|cell| grid.size(*cell).height).max().unwrap_or_default();
            rows.push((y, height));
            let next = grid.rows.get(at + 1);
            let is_words =
                next.is_some_and(|next| next.iter().any(|cell| grid.what(*cell) == What::Label));
            let below = if is_words { ABOVE_WORDS } else { BELOW };
            let tracks = channels.counts.get(at).map_or(0, |count| as_i32(*count));
            y += height
                + match tracks {
                    0 if is_words => ABOVE_WORDS,
                    0 => PLAIN,
                    tracks => ABOVE + BETWEEN * (tracks - 1) + below,
                };
        }
        Self { rows }
    }

    fn row(&self, row: usize) -> i32 {
        self.rows.get(row).map_or(0, |(top, _)| *top)
    }

    fn bottom(&self, row: usize) -> i32 {
        self.rows.get(row).map_or(0, |(top, height)| top + height)
    }

    fn middle(&self, row: usize) -> i32 {
        self.rows.get(row).map_or(0, |(top, height)| top + height / 2)
    }

    /// A track of the channel below a row.
    fn track(&self, row: usize, track: usize) -> i32 {
        self.bottom(row) + ABOVE + BETWEEN * as_i32(track)
    }
}

/// The corners of a line; what goes straight on has none.
struct Corners(Vec<Point>);

impl Corners {
    fn to(&mut self, x: i32, y: i32) {
        let point = Point { x, y };
        if let [.., before, last] = self.0.as_mut_slice()
            && ((before.x == last.x && last.x == x) || (before.y == last.y && last.y == y))
        {
            *last = point;
        } else if self.0.last() != Some(&point) {
            self.0.push(point);
        }
    }
}

/// Walks along a line.
fn walk(
    line: usize,
    path: &Path,
    grid: &Grid,
    channels: &Channels,
    tops: &Tops,
    corners: &mut Corners,
) {
    let (Some(pins), Some(tracks)) = (channels.pins.get(line), channels.tracks.get(line)) else {
        return;
    };
    for (at, ((hop, pins), track)) in path.hops.iter().zip(pins).zip(tracks).enumerate() {
        let (Some(from), Some(to)) = (path.cells.get(at), path.cells.get(at + 1)) else { continue };
        let row = grid.row(*from);
        if at == 0 {
            let start = tops.row(row) + grid.size(*from).height;
            corners.to(pins.from, start);
        } else if corners.0.last().is_some_and(|last| last.x != pins.from) {
            // A bend whose two pins were moved apart.
            let (x, y) = (corners.0.last().map_or(0, |last| last.x), tops.middle(row));
            corners.to(x, y);
            corners.to(pins.from, y);
        }
        let channel = match hop {
            Hop::Down | Hop::Below => row,
            Hop::Up | Hop::Above => row.saturating_sub(1),
        };
        if let Some(track) = track {
            let y = tops.track(channel, *track);
            corners.to(pins.from, y);
            corners.to(pins.to, y);
        }
        let end = match hop {
            Hop::Down | Hop::Above => tops.row(grid.row(*to)),
            Hop::Up | Hop::Below => tops.bottom(grid.row(*to)),
        };
        corners.to(pins.to, end);
    }
}

/// The room that everything takes together.
fn extent(layout: &Layout) -> Size {
    let corner =
        |rect: &Rect| Point { x: rect.at.x + rect.size.width, y: rect.at.y + rect.size.height };
    let labels = layout.lines.iter().filter_map(|line| line.label.as_ref());
    let rects = layout.shapes.iter().chain(labels).map(corner);
    let points = layout.lines.iter().flat_map(|line| line.points.iter().copied());
    let (mut width, mut height) = (0, 0);
    for point in rects.chain(points) {
        width = width.max(point.x);
        height = height.max(point.y);
    }
    Size { width: width + AROUND, height: height + AROUND }
}

/// Tracks are far fewer than 2³¹.
fn as_i32(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
