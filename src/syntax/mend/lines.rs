//! The lines of code and the braces on them, as the walk found them.

use crate::base::Span;

/// A line on which a statement begins or goes on, outside of texts and brackets.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its first letter of code.
    pub(super) start: u32,
    /// The byte behind its last letter of code.
    pub(super) end: u32,
    /// The byte behind its line end.
    pub(super) next: u32,
    /// Blanks before its first letter.
    pub(super) indent: usize,
    /// Whether it goes on from the line before.
    pub(super) follows: bool,
    /// Its braces in order.
    pub(super) braces: Vec<Brace>,
}

/// A brace of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Brace {
    pub(super) at: u32,
    pub(super) opens: bool,
}

impl Line {
    /// What is written on it.
    pub(super) fn code<'a>(&self, text: &'a str) -> &'a str {
        text.get(Span::new(self.start, self.end).range()).unwrap_or_default()
    }

    /// Whether a brace is the first on its line.
    pub(super) const fn begins_with(&self, brace: Brace) -> bool {
        self.start == brace.at
    }
}

/// How many blanks begin the line that an offset stands on.
pub(super) fn indent(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..).unwrap_or_default();
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// Where the code of a line ends when its blanks and its trailing braces are taken off: where a
/// text without its closing quote most likely ended.
pub(super) fn before_braces(text: &str) -> usize {
    let mut rest = text.trim_end();
    loop {
        let shorter = rest.trim_end_matches(['{', '}']);
        let trimmed = shorter.trim_end();
        if shorter.len() == rest.len() || trimmed.len() == shorter.len() {
            return rest.len();
        }
        rest = trimmed;
    }
}
