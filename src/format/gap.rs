//! What stands between entries to tokens: line ends, comments, and text that no entry holds.

use super::layout::Token;
use super::tokens::{Tokens, is_blank};
use crate::base::Span;
use crate::syntax::{Block, Entry};

/// A stretch between what was written last and what comes next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    /// Where what comes next begins.
    to: u32,
    /// Whether nothing that a reader sees stands before it in its block.
    first: bool,
    /// Whether an empty line must be put in.
    blank: bool,
    /// Whether what comes next stays on the line if the author put it there.
    beside: bool,
}

impl<'a> Tokens<'a> {
    /// Before an entry of the top level: an empty line, unless one side could not be read.
    pub(super) fn before_item(&mut self, before: Option<&Entry>, next: &Entry) {
        let mut gap = Gap::new(before, next);
        if before.is_some() && !gap.beside {
            gap.blank = !self.has_empty_line_before(gap.to);
        }
        self.gap(gap);
    }

    /// Before an entry of a block.
    pub(super) fn before_entry(&mut self, before: Option<&Entry>, next: &Entry) {
        self.gap(Gap::new(before, next));
    }

    /// Before the closing brace of a block, which stands less far in than its entries.
    pub(super) fn before_brace(&mut self, last: Option<&Entry>, to: u32, step: usize) {
        let beside = last.is_some_and(is_damaged);
        let gap = self.fill_gap(Gap { to, first: last.is_none(), blank: false, beside });
        self.push(Token::Dedent(step));
        self.end_gap(Gap { first: true, blank: false, ..gap });
    }

    /// Behind the last entry of a file.
    pub(super) fn at_end(&mut self, last: Option<&Entry>) {
        let to = u32::try_from(self.source.len()).unwrap_or(u32::MAX);
        self.fill_gap(Gap { to, first: last.is_none(), blank: false, beside: true });
    }

    fn gap(&mut self, gap: Gap) {
        let gap = self.fill_gap(gap);
        self.end_gap(gap);
    }

    /// The comments of a gap, and what no entry holds.
    fn fill_gap(&mut self, mut gap: Gap) -> Gap {
        loop {
            let comment = self.waiting().first().map_or(gap.to, |comment| comment.start);
            if self.stray(comment.min(gap.to)) {
                gap = Gap { first: false, blank: false, beside: true, ..gap };
            }
            let Some((span, text, own)) = self.next_comment(gap.to) else { return gap };
            if own {
                let kept = !gap.first && self.has_empty_line(self.end, span.start);
                self.push(Token::Line { blank: kept || gap.blank });
                (gap.first, gap.blank) = (false, false);
            }
            self.push(Token::Comment(text));
            self.end = span.end;
            gap.beside = false;
        }
    }

    /// What parts the last of a gap from what comes next.
    fn end_gap(&mut self, gap: Gap) {
        if !gap.beside || self.has_line_end(self.end, gap.to) {
            let kept = !gap.first && self.has_empty_line(self.end, gap.to);
            self.push(Token::Line { blank: kept || gap.blank });
        } else if self.end < gap.to {
            self.push(Token::Space);
        }
    }

    /// Text before `to` that is in no entry: as it stands. Gives whether there was any.
    fn stray(&mut self, to: u32) -> bool {
        let gap = self.source.get(self.end as usize..to as usize).unwrap_or_default();
        let text = gap.trim_start_matches(is_blank);
        if text.is_empty() {
            return false;
        }
        let start = to - u32::try_from(text.len()).unwrap_or_default();
        self.end_gap(Gap { to: start, first: true, blank: false, beside: true });
        self.raw(Span::new(start, to));
        true
    }

    /// Whether an empty line stands before `to`, around the comments there.
    fn has_empty_line_before(&self, to: u32) -> bool {
        let mut from = self.end;
        for comment in self.waiting().iter().take_while(|comment| comment.start < to) {
            if self.has_empty_line(from, comment.start) {
                return true;
            }
            from = comment.end;
        }
        self.has_empty_line(from, to)
    }
}

impl Gap {
    fn new(before: Option<&Entry>, next: &Entry) -> Self {
        let beside = is_damaged(next) || before.is_some_and(is_damaged);
        Self { to: span_of(next).start, first: before.is_none(), blank: false, beside }
    }
}

/// Where an entry stands.
pub(super) const fn span_of(entry: &Entry) -> Span {
    match entry {
        Entry::Statement(statement) => statement.at.0,
        Entry::Poison(at) => at.0,
    }
}

/// Whether an entry could not be read to its end.
fn is_damaged(entry: &Entry) -> bool {
    match entry {
        Entry::Statement(statement) => {
            let open = |block: Option<&Block>| block.is_some_and(|block| !block.closed);
            statement.junk.is_some()
                || open(statement.block.as_ref())
                || open(statement.otherwise.as_deref())
        }
        Entry::Poison(_) => true,
    }
}
