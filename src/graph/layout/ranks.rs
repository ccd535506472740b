//! Which row everything stands in: as high as the lines that lead down to it allow.

use super::{Sketch, Tier};

/// Most rows that all lines together may go past with a cell in each.
const MOST: usize = 20_000;
/// A line that goes past so few rows always has its cells in them.
const SHORT: usize = 3;

/// The rows of a sketch. The first and the last row are empty: ways back turn round in them.
pub(super) struct Ranks {
    /// The row of every shape.
    pub(super) shapes: Vec<usize>,
    /// The row of the words of every line that has any.
    pub(super) labels: Vec<Option<usize>>,
    /// For every line whether it goes past its rows outside of them.
    pub(super) far: Vec<bool>,
    /// How many rows there are.
    pub(super) rows: usize,
}

/// Gives every shape and every label its row.
pub(super) fn rank(sketch: &Sketch) -> Ranks {
    let mut leaving: Vec<Vec<usize>> = vec![Vec::new(); sketch.shapes.len()];
    for (at, line) in sketch.lines.iter().enumerate() {
        if let Some(leaving) = leaving.get_mut(line.from) {
            leaving.push(at);
        }
    }
    // Boxes stand in even rows and words in odd ones, until rows that nobody needs are left out.
    let mut shapes: Vec<Option<usize>> = vec![None; sketch.shapes.len()];
    let mut labels: Vec<Option<usize>> = vec![None; sketch.lines.len()];
    let mut above: Option<usize> = None;
    for (at, shape) in sketch.shapes.iter().enumerate() {
        let known = shapes.get(at).copied().flatten();
        let row = match shape.tier {
            Tier::Entry => 0,
            // What no line leads down to stands below what the text has above it.
            Tier::Row => known.unwrap_or_else(|| above.map_or(0, |above| next(above, 0))),
            Tier::Between => known.unwrap_or(1),
        };
        if shape.tier != Tier::Between {
            above = Some(row);
        }
        if let Some(slot) = shapes.get_mut(at) {
            *slot = Some(row);
        }
        for line in leaving.get(at).into_iter().flatten() {
            let Some(line_of) = sketch.lines.get(*line) else { continue };
            let mut last = row;
            if let (Some(_), Some(label)) = (line_of.label, labels.get_mut(*line)) {
                last = next(last, 1);
                *label = Some(last);
            }
            let Some(to) = sketch.shapes.get(line_of.to).filter(|_| line_of.to > at) else {
                continue;
            };
            let lowest = next(last, usize::from(to.tier == Tier::Between));
            if let Some(slot) = shapes.get_mut(line_of.to) {
                *slot = (*slot).max(Some(lowest));
            }
        }
    }
    let mut ranks = compress(shapes.into_iter().map(Option::unwrap_or_default).collect(), labels);
    ranks.far = far(sketch, &ranks);
    ranks
}

/// The longest lines, where all of them together would go past more rows than is worth the time:
/// what is left takes at most [`MOST`] cells.
fn far(sketch: &Sketch, ranks: &Ranks) -> Vec<bool> {
    let row = |shape: usize| ranks.shapes.get(shape).copied().unwrap_or_default();
    let mut passed: Vec<(usize, usize)> = Vec::with_capacity(sketch.lines.len());
    for (at, line) in sketch.lines.iter().enumerate() {
        let words = ranks.labels.get(at).copied().flatten();
        passed.push((row(line.to).abs_diff(words.unwrap_or_else(|| row(line.from))), at));
    }
    let mut far = vec![false; sketch.lines.len()];
    let mut all: usize = passed.iter().map(|(rows, _)| rows).sum();
    passed.sort_by_key(|(rows, at)| (std::cmp::Reverse(*rows), *at));
    for (rows, at) in passed.into_iter().take_while(|(rows, _)| *rows > SHORT) {
        if all <= MOST {
            break;
        }
        all -= rows;
        if let Some(far) = far.get_mut(at) {
            *far = true;
        }
    }
    far
}

/// The next row that is even or odd.
const fn next(row: usize, odd: usize) -> usize {
    if (row + 1) % 2 == odd { row + 1 } else { row + 2 }
}

/// Leaves out rows in which nothing stands.
fn compress(mut shapes: Vec<usize>, mut labels: Vec<Option<usize>>) -> Ranks {
    let last = shapes.iter().chain(labels.iter().flatten()).copied().max().unwrap_or_default();
    let mut used = vec![false; last + 1];
    for row in shapes.iter().chain(labels.iter().flatten()) {
        if let Some(used) = used.get_mut(*row) {
            *used = true;
        }
    }
    let mut rows = 1;
    let mut renamed = Vec::with_capacity(used.len());
    for used in used {
        renamed.push(rows);
        rows += usize::from(used);
    }
    for row in shapes.iter_mut().chain(labels.iter_mut().flatten()) {
        *row = renamed.get(*row).copied().unwrap_or_default();
    }
    Ranks { shapes, labels, far: Vec::new(), rows: rows + 1 }
}

#[cfg(test)]
mod tests {
    use super::super::{Line, Shape, Size, Sketch, Tier};
    use super::rank;

    const LABEL: Option<Size> = Some(Size { width: 9, height: 9 });

    fn rows(shapes: usize, lines: &[(usize, usize, Option<Size>)]) -> Vec<usize> {
        let size = Size { width: 10, height: 10 };
        let shapes = vec![Shape { size, tier: Tier::Row }; shapes];
        let line = |&(from, to, label)| Line { from, to, label, is_main: false };
        let ranks =
            rank(&Sketch { shapes, lines: lines.iter().map(line).collect(), kin: Vec::new() });
        assert!(ranks.labels.iter().flatten().all(|row| !ranks.shapes.contains(row)));
        ranks.shapes
    }

    #[test]
    fn a_row_of_words_is_there_only_where_there_are_any() {
        assert_eq!(rows(3, &[(0, 1, None), (1, 2, None)]), [1, 2, 3]);
        assert_eq!(rows(3, &[(0, 1, LABEL), (1, 2, None)]), [1, 3, 4]);
    }

    #[test]
    fn ways_back_move_nothing_and_what_nothing_leads_to_stands_below_the_text_before() {
        assert_eq!(rows(3, &[(0, 1, None), (1, 0, None)]), [1, 2, 3]);
        assert_eq!(rows(3, &[(0, 2, None), (0, 1, None), (1, 2, None)]), [1, 2, 3]);
    }
}
