//! What must hold of every layout, looked at by its rectangles and corners alone.

use std::collections::BTreeMap;

use rondel::graph::layout::{Layout, Point, Rect, Sketch, Way};

/// A level or upright stretch of a line.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    line: usize,
    from: Point,
    to: Point,
}

impl Stretch {
    fn is_level(&self) -> bool {
        self.from.y == self.to.y
    }

    /// Where it begins and ends along its own direction.
    fn along(&self) -> (i32, i32) {
        let (one, other) =
            if self.is_level() { (self.from.x, self.to.x) } else { (self.from.y, self.to.y) };
        (one.min(other), one.max(other))
    }

    /// The place it has across its direction.
    fn across(&self) -> i32 {
        if self.is_level() { self.from.y } else { self.from.x }
    }
}

fn stretches(layout: &Layout) -> Vec<Stretch> {
    let of = |(line, way): (usize, &Way)| {
        let pairs =
            way.points.windows(2).map(move |pair| Stretch { line, from: pair[0], to: pair[1] });
        pairs.collect::<Vec<_>>()
    };
    layout.lines.iter().enumerate().flat_map(of).collect()
}

/// Everything that is wrong with a layout; empty for a sound one.
pub(super) fn faults(sketch: &Sketch, layout: &Layout) -> Vec<String> {
    let mut faults = Vec::new();
    if sketch.shapes.len() != layout.shapes.len() || sketch.lines.len() != layout.lines.len() {
        faults.push("something is missing".to_owned());
        return faults;
    }
    for (at, (shape, rect)) in sketch.shapes.iter().zip(&layout.shapes).enumerate() {
        if rect.size.width < shape.size.width || rect.size.height != shape.size.height {
            faults.push(format!("shape {at} has no room: {rect:?}"));
        }
    }
    overlaps(layout, &mut faults);
    for (at, (line, way)) in sketch.lines.iter().zip(&layout.lines).enumerate() {
        if line.label.is_some() != way.label.is_some() {
            faults.push(format!("the words of line {at} are missing"));
        }
        ends(at, (&layout.shapes[line.from], &layout.shapes[line.to]), way, &mut faults);
    }
    let stretches = stretches(layout);
    through(layout, &stretches, &mut faults);
    shared(&stretches, &mut faults);
    faults
}

/// Shapes and words, all on their own ground, within the picture.
fn overlaps(layout: &Layout, faults: &mut Vec<String>) {
    let labels = layout.lines.iter().filter_map(|line| line.label);
    let mut rects: Vec<Rect> = layout.shapes.iter().copied().chain(labels).collect();
    rects.sort_by_key(|rect| rect.at.y);
    for (at, one) in rects.iter().enumerate() {
        let right = one.at.x + one.size.width;
        let bottom = one.at.y + one.size.height;
        if one.at.x < 0 || one.at.y < 0 || right > layout.size.width || bottom > layout.size.height
        {
            faults.push(format!("{one:?} leaves the picture"));
        }
        for other in rects[at + 1..].iter().take_while(|other| other.at.y < bottom) {
            if one.at.x < other.at.x + other.size.width && other.at.x < right {
                faults.push(format!("{one:?} and {other:?} overlap"));
            }
        }
    }
}

/// Every line begins on an edge of its first shape and comes down on the second.
fn ends(at: usize, (from, to): (&Rect, &Rect), way: &Way, faults: &mut Vec<String>) {
    let (Some(first), Some(last)) = (way.points.first(), way.points.last()) else {
        faults.push(format!("line {at} is missing"));
        return;
    };
    let within = |rect: &Rect, x: i32| rect.at.x < x && x < rect.at.x + rect.size.width;
    if first.y != from.at.y + from.size.height || !within(from, first.x) {
        faults.push(format!("line {at} begins at {first:?}, not at {from:?}"));
    }
    if last.y != to.at.y || !within(to, last.x) {
        faults.push(format!("line {at} ends at {last:?}, not at {to:?}"));
    }
    for pair in way.points.windows(2) {
        if (pair[0].x == pair[1].x) == (pair[0].y == pair[1].y) {
            faults.push(format!("line {at} is neither level nor upright at {pair:?}"));
        }
    }
}

/// No line goes through a shape, or through the words of another one.
fn through(layout: &Layout, stretches: &[Stretch], faults: &mut Vec<String>) {
    let shapes = layout.shapes.iter().map(|rect| (None, *rect));
    let labels = layout.lines.iter().enumerate();
    let labels = labels.filter_map(|(line, way)| way.label.map(|rect| (Some(line), rect)));
    let rects: Vec<(Option<usize>, Rect)> = shapes.chain(labels).collect();
    for one in stretches {
        let (left, right) = (one.from.x.min(one.to.x), one.from.x.max(one.to.x));
        let (top, bottom) = (one.from.y.min(one.to.y), one.from.y.max(one.to.y));
        for (of, rect) in &rects {
            let is_in = left < rect.at.x + rect.size.width
                && right > rect.at.x
                && top < rect.at.y + rect.size.height
                && bottom > rect.at.y;
            if is_in && *of != Some(one.line) {
                faults.push(format!("{one:?} goes through {rect:?}"));
            }
        }
    }
}

/// No two lines lie on each other.
fn shared(stretches: &[Stretch], faults: &mut Vec<String>) {
    let mut tracks: BTreeMap<(bool, i32), Vec<&Stretch>> = BTreeMap::new();
    for one in stretches {
        tracks.entry((one.is_level(), one.across())).or_default().push(one);
    }
    for track in tracks.values_mut() {
        track.sort_by_key(|one| one.along());
        let mut furthest: Option<&Stretch> = None;
        for one in track.iter().copied() {
            if let Some(before) = furthest
                && one.along().0 < before.along().1
            {
                faults.push(format!("{before:?} and {one:?} share a stretch"));
            }
            if furthest.is_none_or(|before| one.along().1 > before.along().1) {
                furthest = Some(one);
            }
        }
    }
}

/// How often lines cross.
pub(super) fn crossings(layout: &Layout) -> usize {
    let stretches = stretches(layout);
    let (level, mut upright): (Vec<_>, Vec<_>) = stretches.into_iter().partition(Stretch::is_level);
    upright.sort_by_key(Stretch::across);
    let mut crossings = 0;
    for one in &level {
        let (left, right) = one.along();
        let start = upright.partition_point(|other| other.across() <= left);
        let between = upright[start..].iter().take_while(|other| other.across() < right);
        crossings += between
            .filter(|other| other.along().0 < one.across() && one.across() < other.along().1)
            .count();
    }
    crossings
}

/// How many level stretches there are, and how many of them are a few pixels long: kinks.
pub(super) fn kinks(layout: &Layout) -> (usize, usize) {
    let level = stretches(layout).into_iter().filter(Stretch::is_level);
    let long: Vec<i32> = level.map(|one| one.along().1 - one.along().0).collect();
    (long.len(), long.iter().filter(|long| **long < 20).count())
}

/// How many shapes follow each other in the text, and how many of those stand a few pixels aside of
/// each other: slips.
pub(super) fn slips(sketch: &Sketch, layout: &Layout) -> (usize, usize) {
    let middle = |at: usize| layout.shapes[at].at.x + layout.shapes[at].size.width / 2;
    let aside = sketch.kin.iter().map(|(one, other)| (middle(*one) - middle(*other)).abs());
    (sketch.kin.len(), aside.filter(|aside| (1..=16).contains(aside)).count())
}
