//! Text literals to tokens.
//!
//! What is said stays as the author wrote it, escapes too: `\u{200B}` says more than the
//! character it stands for. Only interpolations are laid out, and the indent of a block follows
//! that of its statement.

use super::layout::Token;
use super::tokens::{Tokens, is_blank};
use crate::base::Span;
use crate::syntax::{Expr, Piece, Text};

/// How much further in the lines of a block text stand.
const STEP: usize = 2;

impl<'a> Tokens<'a> {
    /// A text literal.
    pub(super) fn literal(&mut self, span: Span, text: &'a Text) {
        let Some(parts) = self.parts(span, text) else {
            self.push(Token::Raw(self.slice(span.start, span.end)));
            return self.skip_comments(span.end);
        };
        let source = self.slice(span.start, span.end);
        let indent = if text.block { common_indent(source) } else { None };
        if indent.is_some() {
            self.push(Token::Indent(STEP));
        }
        let rigid = std::mem::replace(&mut self.rigid, true);
        let count = parts.len();
        for (index, (raw, value)) in parts.into_iter().enumerate() {
            match indent {
                Some(indent) => self.block_lines(raw, indent, index + 1 == count),
                None => self.push(Token::Raw(raw)),
            }
            if let Some(value) = value {
                self.expression(value);
            }
        }
        self.rigid = rigid;
    }

    /// The stretches of a literal's source, each with the value that follows it. None if it must
    /// stay as it stands: a comment inside, or more than one line in an interpolation.
    fn parts(&self, span: Span, text: &'a Text) -> Option<Vec<(&'a str, Option<&'a Expr>)>> {
        if self.has_comment(span.end) {
            return None;
        }
        let mut parts = Vec::with_capacity(text.pieces.len() / 2 + 1);
        let mut from = span.start as usize;
        for piece in &text.pieces {
            let Piece::Value(value) = piece else { continue };
            let at = value.at.0.range();
            let raw = self.source.get(from..at.start)?;
            let head = raw.trim_end_matches(is_blank);
            let inside = self.source.get(at.clone())?;
            let rest = self.source.get(at.end..span.end as usize)?;
            let tail = rest.trim_start_matches(is_blank);
            let blanks = rest.len() - tail.len();
            let around = [raw.get(head.len()..)?, rest.get(..blanks)?];
            if !head.ends_with("${") || !tail.starts_with('}') || inside.contains('\n') {
                return None;
            }
            if around.iter().any(|blank| blank.contains('\n')) {
                return None;
            }
            parts.push((head, Some(value)));
            from = at.end + blanks;
        }
        parts.push((self.source.get(from..span.end as usize)?, None));
        Some(parts)
    }

    /// A stretch of a block text, each of its lines without the common indent.
    fn block_lines(&mut self, raw: &'a str, indent: usize, last: bool) {
        let mut lines = raw.split('\n').peekable();
        if let Some(first) = lines.next() {
            let trimmed = first.trim_end_matches(is_blank);
            let begins = trimmed == QUOTES && lines.peek().is_some();
            self.block_line(if begins { QUOTES } else { first });
        }
        while let Some(line) = lines.next() {
            let text = line.trim_start_matches(is_indent);
            let ends = last && lines.peek().is_none();
            let alone = ends && text == QUOTES;
            if alone {
                self.push(Token::Dedent(STEP));
            }
            self.push(Token::Line { blank: false });
            if alone {
                self.text(QUOTES);
            } else {
                let blanks = indent.min(line.len() - text.len());
                self.block_line(line.get(blanks..).unwrap_or_default());
            }
            if ends && !alone {
                self.push(Token::Dedent(STEP));
            }
        }
    }

    fn block_line(&mut self, line: &'a str) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if !line.is_empty() {
            self.text(line);
        }
    }
}

const QUOTES: &str = "\"\"\"";

/// The indent that all lines of a block text share. None if its first line says something or if
/// it has but one: then it stays as it stands.
fn common_indent(source: &str) -> Option<usize> {
    let (first, rest) = source.split_once('\n')?;
    if first.trim_matches(is_blank) != QUOTES {
        return None;
    }
    let body = rest.strip_suffix(QUOTES)?;
    let indents = body.split('\n').filter(|line| !line.trim().is_empty());
    let indents = indents.map(|line| line.len() - line.trim_start_matches(is_indent).len());
    Some(indents.min().unwrap_or_default())
}

const fn is_indent(letter: char) -> bool {
    matches!(letter, ' ' | '\t')
}
