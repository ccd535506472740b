//! Source text as it stands in drawings: on one line, cut to a width.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::base::{Location, Sources, Span};
use crate::graph::StepGraph;
use crate::program::Step;

/// A stretch of source on one line: every run of blanks, line ends and control characters becomes
/// one blank.
#[must_use]
pub fn one_line(text: &str) -> String {
    let is_gap = |letter: char| letter.is_whitespace() || letter.is_control();
    text.split(is_gap).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A step as it is written, without its label and block.
pub(super) fn head(step: &Step, sources: &Sources) -> String {
    let text = one_line(sources.slice(step.line.head));
    if text.is_empty() { step.decl.verb.to_owned() } else { text }
}

/// A stretch of the workflow's file on one line.
pub(super) fn stretch(graph: &StepGraph<'_>, span: Span, sources: &Sources) -> String {
    one_line(sources.slice(Location { file: graph.workflow().file, span }))
}

/// How many columns a text takes in a terminal.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// At most so many columns of a text; what is cut leaves `…`.
#[must_use]
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for cluster in text.graphemes(true) {
        used += width(cluster);
        if used > columns {
            break;
        }
        kept.push_str(cluster);
    }
    let mut kept = kept.trim_end().to_owned();
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::{cut, one_line};

    #[test]
    fn wide_letters_count_twice_and_clusters_stay_whole() {
        assert_eq!(cut("hello", 5), "hello");
        assert_eq!(cut("hello!", 5), "hell…");
        assert_eq!(cut("日本語です", 5), "日本…");
        assert_eq!(cut("ab👩‍👩‍👧‍👧cd", 4), "ab…");
    }

    #[test]
    fn line_ends_and_controls_become_blanks() {
        assert_eq!(one_line("a\r\n\t b\u{7}c"), "a b c");
    }
}
