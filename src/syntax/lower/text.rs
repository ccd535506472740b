//! Texts: raw stretches, escapes, interpolations; block texts lose their common indent.

use pest::iterators::Pair;

use super::expression::{LOOSEST, Nested};
use super::tokens::Tokens;
use super::{Lower, span};
use crate::base::{Name, Span};
use crate::syntax::explain;
use crate::syntax::grammar::Rule;
use crate::syntax::{Expr, ExprKind, Piece, Text};

impl Lower<'_, '_> {
    pub(super) fn literal_text(&mut self, token: Pair<'_, Rule>) -> Nested {
        let here = span(&token);
        let at = self.at(here);
        let block = token.as_str().starts_with("\"\"\"");
        let quote = if block { 3 } else { 1 };
        let inside =
            Span::new(here.start + quote, here.end.saturating_sub(quote).max(here.start + quote));
        let margin = if block { Margin::of(self.slice(inside)) } else { Margin::default() };
        let first = inside.start + margin.first;
        let last = inside.end.saturating_sub(margin.last).max(first);
        let holes = token.into_inner();
        let mut pieces = Vec::with_capacity(2 * holes.len() + 1);
        let mut depth = 0;
        let mut from = first;
        for token in holes {
            let hole = span(&token);
            self.raw(&mut pieces, Span::new(from, hole.start), block.then_some((&margin, first)));
            let value = self.interpolation(token);
            depth = depth.max(value.depth);
            pieces.push(Piece::Value(value.expr));
            from = hole.end;
        }
        self.raw(&mut pieces, Span::new(from, last.max(from)), block.then_some((&margin, first)));
        self.bounded(at, ExprKind::Text(Text { pieces, block }), depth + 1)
    }

    fn raw(&mut self, pieces: &mut Vec<Piece>, here: Span, margin: Option<(&Margin, u32)>) {
        if here.is_empty() {
            return;
        }
        let text = match margin {
            Some((margin, first)) => {
                let shifted = margin.shifted(self.slice(here), here.start == first);
                if shifted.contains('\\') { self.decoded(&shifted, here) } else { shifted.into() }
            }
            None => self.unescaped(here),
        };
        if !text.is_empty() {
            pieces.push(Piece::Raw(text));
        }
    }

    /// The text of a stretch with its escapes resolved.
    pub(super) fn unescaped(&mut self, here: Span) -> Name {
        let text = self.slice(here);
        if text.contains('\\') { self.decoded(text, here) } else { Name::new(text) }
    }

    fn decoded(&mut self, text: &str, here: Span) -> Name {
        let mut decoded = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('\\') {
            decoded.push_str(before);
            let read = escape(after);
            if let Some((letter, after)) = read {
                decoded.push(letter);
                rest = after;
            } else {
                explain::escape(self, here, after);
                decoded.push('\\');
                let mut letters = after.chars();
                decoded.extend(letters.next());
                rest = letters.as_str();
            }
        }
        decoded.push_str(rest);
        Name::new(decoded)
    }

    fn interpolation(&mut self, token: Pair<'_, Rule>) -> Nested {
        let here = span(&token);
        let poison = Nested { expr: Expr { at: self.at(here), kind: ExprKind::Poison }, depth: 1 };
        let mut tokens = Tokens::new(token.into_inner());
        if tokens.peek().is_none() {
            explain::empty_hole(self, here);
            return poison;
        }
        if let Some(hole) = tokens.take_if(Rule::hole) {
            self.hole(here, span(&hole));
            return poison;
        }
        let outside = std::mem::replace(&mut self.condition, true);
        let value = self.expression(&mut tokens, LOOSEST);
        self.condition = outside;
        if let Some(hole) = tokens.take_if(Rule::hole) {
            self.hole(here, span(&hole));
            return poison;
        }
        if let Some(token) = tokens.take() {
            explain::misplaced(self, span(&token), true);
            return poison;
        }
        value
    }

    fn hole(&mut self, here: Span, hole: Span) {
        let hole = self.trimmed(hole);
        explain::hole(self, here, hole);
        self.poison.push(hole);
    }
}

/// The letter an escape stands for, and what follows it.
fn escape(after: &str) -> Option<(char, &str)> {
    let mut letters = after.chars();
    let letter = match letters.next()? {
        'n' => '\n',
        't' => '\t',
        plain @ ('"' | '\\' | '$') => plain,
        'u' => {
            let (digits, rest) = letters.as_str().strip_prefix('{')?.split_once('}')?;
            let number = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() <= 6)?;
            return Some((char::from_u32(number)?, rest));
        }
        _ => return None,
    };
    Some((letter, letters.as_str()))
}

/// What a block text loses: bytes at its beginning and end, and blanks before each line.
#[derive(Default)]
struct Margin {
    first: u32,
    last: u32,
    indent: usize,
}

impl Margin {
    fn of(text: &str) -> Self {
        let blank = |line: &str| line.trim().is_empty();
        let first =
            text.split_once('\n').filter(|(line, _)| blank(line)).map(|(line, _)| line.len() + 1);
        let last =
            text.rsplit_once('\n').filter(|(_, line)| blank(line)).map(|(_, line)| line.len() + 1);
        let indent = text
            .split('\n')
            .skip(usize::from(first.is_none()))
            .filter(|line| !blank(line))
            .map(|line| line.len() - line.trim_start_matches([' ', '\t']).len())
            .min();
        let first = first.unwrap_or(0);
        let mut last = last.unwrap_or(0).min(text.len().saturating_sub(first));
        let kept = text.get(first..text.len().saturating_sub(last)).unwrap_or_default();
        if last > 0 && kept.ends_with('\r') {
            last += 1;
        }
        let offset = |index: usize| u32::try_from(index).unwrap_or(0);
        Self { first: offset(first), last: offset(last), indent: indent.unwrap_or(0) }
    }

    /// A stretch without the margin of its lines; its beginning is one only at the text's.
    fn shifted(&self, text: &str, begins_line: bool) -> String {
        let mut shifted = String::with_capacity(text.len());
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                shifted.push('\n');
            }
            let line = line.strip_suffix('\r').unwrap_or(line);
            let begins = index > 0 || (begins_line && self.first > 0);
            let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
            let cut = if begins { blanks.min(self.indent) } else { 0 };
            shifted.push_str(line.get(cut..).unwrap_or_default());
        }
        shifted
    }
}
