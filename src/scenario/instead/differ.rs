//! Where a text differs from a pattern, in which `*` stands for anything.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Pairs of letters that are compared at most; of longer texts only the ends are.
const MOST_PAIRS: usize = 1_000_000;

/// How a text differs from a pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// How many letters have to change.
    pub(super) far: usize,
    /// Bytes of the pattern that the text does not have.
    pub(super) pattern: Vec<Range<usize>>,
    /// Bytes of the text that the pattern does not have.
    pub(super) text: Vec<Range<usize>>,
    /// Letters of the pattern without its stars.
    letters: usize,
}

impl Difference {
    /// Whether it is small enough to be shown letter by letter.
    pub(super) fn is_small(&self) -> bool {
        self.far <= (self.letters / 3).max(1)
    }
}

/// Compares letter by letter, as people see letters.
pub(super) fn differ(pattern: &str, text: &str) -> Difference {
    let wanted: Vec<(usize, &str)> = pattern.grapheme_indices(true).collect();
    let found: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
    let letters = wanted.iter().filter(|(_, letter)| *letter != "*").count();
    let same = |(one, other): &(&(usize, &str), &(usize, &str))| one.1 == other.1 && one.1 != "*";
    let begin = wanted.iter().zip(&found).take_while(same).count();
    let rest = wanted.len().min(found.len()) - begin;
    let ends = wanted.iter().rev().zip(found.iter().rev()).take(rest);
    let end = ends.take_while(same).count();
    let inner = |all: &[(usize, &str)]| all.len() - begin - end;
    let (rows, columns) = (inner(&wanted), inner(&found));
    let (apart, other) = match rows.saturating_mul(columns) <= MOST_PAIRS {
        true => {
            let wanted = wanted.get(begin..begin + rows).unwrap_or_default();
            aligned(wanted, found.get(begin..begin + columns).unwrap_or_default())
        }
        false => (vec![true; rows], vec![true; columns]),
    };
    let count = |marks: &[bool]| marks.iter().filter(|mark| **mark).count();
    Difference {
        far: count(&apart).max(count(&other)),
        pattern: ranges(&wanted, begin, &apart),
        text: ranges(&found, begin, &other),
        letters,
    }
}

/// Which letters of either have no partner, where as few as possible have none.
fn aligned(wanted: &[(usize, &str)], found: &[(usize, &str)]) -> (Vec<bool>, Vec<bool>) {
    let width = found.len() + 1;
    let mut costs: Vec<u32> = Vec::with_capacity((wanted.len() + 1) * width);
    let at = |costs: &[u32], row: usize, column: usize| {
        costs.get(row * width + column).copied().unwrap_or(u32::MAX / 2)
    };
    for row in 0..=wanted.len() {
        let letter = row.checked_sub(1).and_then(|row| wanted.get(row)).map(|(_, letter)| *letter);
        for column in 0..width {
            let other = column.checked_sub(1).and_then(|place| found.get(place));
            let cost = match (letter, other) {
                (None, _) => u32::try_from(column).unwrap_or(u32::MAX / 2),
                (Some("*"), None) => at(&costs, row - 1, 0),
                (Some("*"), Some(_)) => {
                    at(&costs, row - 1, column).min(at(&costs, row, column - 1))
                }
                (Some(_), None) => at(&costs, row - 1, 0) + 1,
                (Some(letter), Some((_, other))) => {
                    let change = u32::from(letter != *other);
                    let changed = at(&costs, row - 1, column - 1) + change;
                    changed
                        .min(at(&costs, row - 1, column) + 1)
                        .min(at(&costs, row, column - 1) + 1)
                }
            };
            costs.push(cost);
        }
    }
    let (mut apart, mut other) = (vec![false; wanted.len()], vec![false; found.len()]);
    let mark = |marks: &mut [bool], place: usize| {
        if let Some(mark) = marks.get_mut(place) {
            *mark = true;
        }
    };
    let (mut row, mut column) = (wanted.len(), found.len());
    while row > 0 || column > 0 {
        let here = at(&costs, row, column);
        let letter = row.checked_sub(1).and_then(|row| wanted.get(row)).map(|one| one.1);
        let other_letter = column.checked_sub(1).and_then(|at| found.get(at)).map(|one| one.1);
        let (star, same) = (letter == Some("*"), letter == other_letter);
        let both = letter.is_some() && other_letter.is_some();
        if star && at(&costs, row - 1, column) == here {
            row -= 1;
        } else if star {
            column -= 1;
        } else if both && at(&costs, row - 1, column - 1) + u32::from(!same) == here {
            (row, column) = (row - 1, column - 1);
            if !same {
                mark(&mut apart, row);
                mark(&mut other, column);
            }
        } else if row > 0 && at(&costs, row - 1, column) + 1 == here {
            row -= 1;
            mark(&mut apart, row);
        } else {
            column = column.saturating_sub(1);
            mark(&mut other, column);
        }
    }
    (apart, other)
}

/// The bytes of marked letters; single letters between two marked ones count as marked.
fn ranges(letters: &[(usize, &str)], from: usize, marks: &[bool]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let marked = letters.iter().skip(from).zip(marks).filter(|(_, mark)| **mark);
    for ((start, letter), _) in marked {
        let end = start + letter.len();
        match ranges.last_mut() {
            Some(last) if start.saturating_sub(last.end) <= 1 => last.end = end,
            _ => ranges.push(*start..end),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::differ;

    fn shown(pattern: &str, text: &str) -> (Vec<String>, Vec<String>) {
        let found = differ(pattern, text);
        let cut = |of: &str, ranges: &[std::ops::Range<usize>]| {
            ranges.iter().filter_map(|range| of.get(range.clone())).map(str::to_owned).collect()
        };
        (cut(pattern, &found.pattern), cut(text, &found.text))
    }

    #[test]
    fn only_the_letters_that_differ_are_marked() {
        let words = |one: &[&str]| one.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        for (pattern, text, wanted, found) in [
            ("Hi there.", "Hi there!", &["."][..], &["!"][..]),
            ("Hi Ada", "Hi Ada!", &[], &["!"]),
            ("Hallo", "Halo", &["l"], &[]),
            ("Hi *, bye.", "Hi Ada, bye!", &["."], &["!"]),
            ("你好世界", "你好时界", &["世"], &["时"]),
            ("*", "anything", &[], &[]),
            ("", "", &[], &[]),
        ] {
            assert_eq!(shown(pattern, text), (words(wanted), words(found)), "{pattern} {text}");
        }
        assert!(differ("Your name?", "Your nane?").is_small());
        let long = "ab".repeat(50_000);
        let found = differ(&long, &format!("{long}c"));
        assert_eq!((found.far, found.text.first()), (1, Some(&(100_000..100_001))));
        assert!(!differ("Your name?", "We are closed.").is_small());
    }
}
