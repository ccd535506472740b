//! Where the boxes and lines of a picture stand: a layered layout over plain data.
//!
//! In: the sizes of boxes in order of the text, and the lines between them. Out: a rectangle for
//! every box, a rounded way of level and upright stretches for every line, a place for its words.
//! It knows no step and no text. No two boxes overlap, no line crosses a box, no two lines share a
//! stretch, and equal input gives equal output.
//!
//! The order of the text decides what points down: a line to a box that does not stand behind its
//! own is a way back, and is led up a rail of its own beside what it goes around. The passes, in
//! order: rows ([`ranks`]), cells in rows ([`grid`]), their order ([`order`]), where they stand
//! ([`relax`], [`align`]) and what goes past very many rows stands ([`beside`]), where lines touch
//! boxes ([`pins`]), which level stretch lies above which ([`tracks`]), and what comes of it all
//! ([`route`]).
//!
//! *Source*: Sugiyama, Tagawa, Toda 1981; Brandes, Köpf 2001 for alignment; the order of level
//! stretches follows Sander 2004.

mod align;
mod beside;
mod crossings;
mod each;
mod grid;
mod order;
mod pins;
mod rails;
mod ranks;
mod relax;
mod route;
mod shift;
mod tracks;

/// What is to be laid out. Sizes and places are in pixels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// In order of the text.
    pub shapes: Vec<Shape>,
    /// By the shape they leave; what leaves one shape, from left to right where nothing speaks
    /// against it.
    pub lines: Vec<Line>,
    /// Shapes that follow each other in the text and would like to stand below each other, whatever
    /// lies between them.
    pub kin: Vec<(usize, usize)>,
}

/// A box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// How much room it takes; it may be made wider, for many lines.
    pub size: Size,
    /// Which rows it may stand in.
    pub tier: Tier,
}

/// Which rows a shape may stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// The first one.
    Entry,
    /// Those of boxes.
    Row,
    /// Those between them, where the words of lines stand.
    Between,
}

/// A line from one shape to another, by their places in [`Sketch::shapes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it begins.
    pub from: usize,
    /// Where it ends, with an arrow.
    pub to: usize,
    /// The room its words take, if it has any.
    pub label: Option<Size>,
    /// Whether it is the way that a reader follows first: it is kept straight before others are.
    pub is_main: bool,
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// From left to right.
    pub width: i32,
    /// From top to bottom.
    pub height: i32,
}

/// A place; `y` grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// Its corner at the left and the top.
    pub at: Point,
    /// Its size.
    pub size: Size,
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The room all of it takes.
    pub size: Size,
    /// The shapes, in their order.
    pub shapes: Vec<Rect>,
    /// The lines, in their order.
    pub lines: Vec<Way>,
}

/// A line that was laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// Its corners, from its first shape to the second.
    pub points: Vec<Point>,
    /// Where its words stand.
    pub label: Option<Rect>,
}

/// Lays a sketch out.
///
/// *Limits*: a line that goes past rows costs a cell in each. Where all lines together would go past
/// more than 20,000, the longest ones go past them at the right of everything instead, so time grows
/// with the number of shapes and lines, and not with how far lines go.
#[must_use]
pub fn lay_out(sketch: &Sketch) -> Layout {
    let ranks = ranks::rank(sketch);
    let mut grid = grid::build(sketch, &ranks);
    order::order(&mut grid);
    grid.forget_turns();
    let wished = relax::relax(&grid);
    let mut centres = shift::shift(&grid, &align::align(&grid, &wished), &wished);
    beside::place(&grid, &mut centres);
    let pins = pins::pins(&grid, &centres);
    let channels = tracks::tracks(&grid, pins);
    route::route(sketch, &grid, &centres, &channels)
}
