//! The tokens of one entry, gathered in the order of its text, with every comment among them.

use super::layout::Token;
use super::proof::said;
use crate::base::Span;

/// A place among the tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark<'a> {
    length: usize,
    comments: &'a [Span],
    end: u32,
}

/// What the walk over the tree writes into.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    /// The text that the tree was read from.
    pub(super) source: &'a str,
    /// The comments that were not written yet, in order of place.
    comments: &'a [Span],
    list: Vec<Token<'a>>,
    open: Vec<usize>,
    /// Where the last thing that was written ends in the source.
    pub(super) end: u32,
    /// Whether nothing may be broken: inside of an interpolation.
    pub(super) rigid: bool,
}

impl<'a> Tokens<'a> {
    /// No tokens yet, and all comments before us.
    pub(super) fn new(source: &'a str, comments: &'a [Span]) -> Self {
        let end = if source.starts_with('\u{feff}') { 3 } else { 0 };
        Self { source, comments, list: Vec::new(), open: Vec::new(), end, rigid: false }
    }

    /// Gives what was gathered, and begins anew.
    pub(super) fn take(&mut self, into: &mut Vec<Token<'a>>) {
        into.clear();
        std::mem::swap(&mut self.list, into);
    }

    /// Where we are, to come back to if what follows turns out to be no good.
    pub(super) const fn mark(&self) -> Mark<'a> {
        Mark { length: self.list.len(), comments: self.comments, end: self.end }
    }

    /// Forgets what was written since.
    pub(super) fn forget(&mut self, mark: Mark<'a>) {
        self.list.truncate(mark.length);
        self.comments = mark.comments;
        self.end = mark.end;
    }

    /// Whether what was written since has the characters of a span of the source, apart from
    /// blanks and commas.
    pub(super) fn says(&self, mark: Mark<'a>, span: Span) -> bool {
        let source = self.source.get(span.range()).unwrap_or_default();
        let written = self.list.get(mark.length..).unwrap_or_default();
        said(source).eq(written.iter().flat_map(|token| said(token.characters())))
    }

    /// Writes a token. Where nothing may break, chances to do so become blanks.
    pub(super) fn push(&mut self, token: Token<'a>) {
        if !self.rigid {
            self.list.push(token);
        } else if matches!(token, Token::Break | Token::Fill) {
            self.list.push(Token::Space);
        } else if !matches!(token, Token::Edge | Token::Comma) {
            self.list.push(token);
        }
    }

    /// Writes text.
    pub(super) fn text(&mut self, text: &'a str) {
        self.push(Token::Text(text));
    }

    /// Begins a group.
    pub(super) fn open(&mut self, broken: bool) {
        self.open.push(self.list.len());
        self.list.push(Token::Open { close: 0, broken });
    }

    /// Ends the group that was begun last.
    pub(super) fn close(&mut self) {
        let close = self.list.len();
        let begin = self.open.pop().and_then(|begin| self.list.get_mut(begin));
        if let Some(Token::Open { close: end, .. }) = begin {
            *end = close;
        }
        self.list.push(Token::Close);
    }

    /// The source of a span, without blanks around it.
    pub(super) fn slice(&self, start: u32, end: u32) -> &'a str {
        let text = self.source.get(start as usize..end as usize).unwrap_or_default();
        text.trim_matches(is_blank)
    }

    /// A span without the blanks at its end.
    pub(super) fn trimmed(&self, span: Span) -> Span {
        let text = self.source.get(span.range()).unwrap_or_default();
        let blanks = text.len() - text.trim_end_matches(is_blank).len();
        Span::new(span.start, span.end - u32::try_from(blanks).unwrap_or_default())
    }

    /// Whether the source has a line end in a span.
    pub(super) fn has_line_end(&self, start: u32, end: u32) -> bool {
        self.source.get(start as usize..end as usize).is_some_and(|text| text.contains('\n'))
    }

    /// Whether the source has an empty line in a span of blanks.
    pub(super) fn has_empty_line(&self, start: u32, end: u32) -> bool {
        let gap = self.source.get(start as usize..end as usize).unwrap_or_default();
        gap.bytes().filter(|byte| *byte == b'\n').nth(1).is_some()
    }

    /// The next comment before `end`, if there is one: its place, its text, and whether it
    /// stands on a line of its own.
    pub(super) fn next_comment(&mut self, end: u32) -> Option<(Span, &'a str, bool)> {
        let (first, rest) = self.comments.split_first()?;
        if first.start >= end {
            return None;
        }
        self.comments = rest;
        let text = self.source.get(first.range()).unwrap_or_default().trim_end_matches(is_blank);
        Some((*first, text, self.begins_line(first.start)))
    }

    /// The comments that were not written yet.
    pub(super) const fn waiting(&self) -> &'a [Span] {
        self.comments
    }

    /// Whether a comment that was not written yet stands before `end`.
    pub(super) fn has_comment(&self, end: u32) -> bool {
        self.comments.first().is_some_and(|comment| comment.start < end)
    }

    /// Leaves out the comments before `end`, because they were written as part of something.
    pub(super) fn skip_comments(&mut self, end: u32) {
        while self.next_comment(end).is_some() {}
    }

    /// Writes the comments before `end` inside of a statement; gives whether there were any.
    pub(super) fn comments(&mut self, end: u32) -> bool {
        let mut any = false;
        while let Some((span, text, own)) = self.next_comment(end) {
            if own {
                self.push(Token::Line { blank: false });
            }
            self.push(Token::Comment(text));
            self.end = span.end;
            any = true;
        }
        any
    }

    /// Whether only blanks stand before an offset on its line.
    fn begins_line(&self, offset: u32) -> bool {
        let before = self.source.get(..offset as usize).unwrap_or_default();
        let line = before.trim_end_matches(is_blank_in_line);
        line.is_empty() || line == "\u{feff}" || line.ends_with('\n')
    }
}

/// Whether a character is a blank or part of a line end.
pub(super) const fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r' | '\n')
}

const fn is_blank_in_line(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r')
}
