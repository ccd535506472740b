//! Files, entries, statements and blocks to tokens.

use super::expression::has_poison;
use super::gap::span_of;
use super::layout::{Layout, Token};
use super::tokens::Tokens;
use crate::base::Span;
use crate::syntax::{Ast, Block, Entry, Statement};

/// How much further in a block stands.
const STEP: usize = 2;

/// The canonical text of a whole file. Entries are laid out one by one, so that a long file needs
/// no more room than its longest entry.
pub(super) fn file(ast: &Ast, source: &str) -> String {
    let mut layout = Layout::new(end_of_line(source), source.len() + source.len() / 8);
    let mut tokens = Tokens::new(source, &ast.trivia.comments);
    let mut list = Vec::new();
    let mut before: Option<&Entry> = None;
    for entry in &ast.entries {
        tokens.before_item(before, entry);
        tokens.item(entry);
        tokens.take(&mut list);
        layout.write(&list);
        before = Some(entry);
    }
    tokens.at_end(before);
    tokens.take(&mut list);
    layout.write(&list);
    layout.finish()
}

/// The line end of most lines.
fn end_of_line(source: &str) -> &'static str {
    let all = source.bytes().filter(|byte| *byte == b'\n').count();
    let with_return = source.matches("\r\n").count();
    if with_return * 2 > all { "\r\n" } else { "\n" }
}

impl<'a> Tokens<'a> {
    /// An entry of the top level; as it stands where its tree does not hold all of its text.
    fn item(&mut self, entry: &'a Entry) {
        let span = self.trimmed(span_of(entry));
        let mark = self.mark();
        self.entry(entry);
        if !self.says(mark, span) {
            self.forget(mark);
            self.raw(span);
        }
    }

    fn entry(&mut self, entry: &'a Entry) {
        match entry {
            Entry::Statement(statement) => self.statement(statement),
            Entry::Poison(at) => self.raw(at.0),
        }
    }

    /// A stretch of source as it stands, the comments in it too.
    pub(super) fn raw(&mut self, span: Span) {
        let span = self.trimmed(span);
        self.push(Token::Raw(self.slice(span.start, span.end)));
        self.skip_comments(span.end);
        self.end = self.end.max(span.end);
    }

    fn statement(&mut self, statement: &'a Statement) {
        self.head(statement);
        if let Some(block) = &statement.block {
            self.push(Token::Space);
            self.block(block);
        }
        let junk = statement.junk.map(|at| at.0);
        let start = statement.otherwise.as_ref().map(|block| block.at.0.start);
        let early = |span: &Span| start.is_some_and(|start| span.start < start);
        self.junk(junk.filter(|span| early(span)));
        if let Some(otherwise) = &statement.otherwise {
            let start = otherwise.at.0.start;
            let from = self.end;
            if self.comments(start) {
                self.push(Token::Line { blank: false });
            } else {
                let below = statement.block.is_some() && self.has_line_end(from, start);
                self.push(Token::Else { below });
            }
            self.text("else");
            self.push(Token::Space);
            self.block(otherwise);
        }
        self.junk(junk.filter(|span| !early(span)));
    }

    /// The label, the verb and the operands; as they stand where the tree does not hold all of
    /// their text.
    fn head(&mut self, statement: &'a Statement) {
        let (span, damaged) = self.head_span(statement);
        let mark = self.mark();
        if !damaged {
            self.words(statement);
            if self.says(mark, span) {
                self.end = self.end.max(span.end);
                return;
            }
            self.forget(mark);
        }
        self.raw(span);
    }

    fn words(&mut self, statement: &'a Statement) {
        if let Some(label) = &statement.label {
            self.text(&label.text);
            self.text(":");
            self.push(Token::Space);
        }
        self.text(&statement.verb.text);
        self.end = statement.verb.at.0.end;
        for operand in &statement.operands {
            self.push(Token::Space);
            self.operand(operand);
        }
    }

    /// The span of a head, and whether something in it could not be read.
    fn head_span(&self, statement: &Statement) -> (Span, bool) {
        let start = statement.at.0.start;
        let junk = statement.junk.map(|at| at.0);
        let block = statement.block.as_ref().map(|block| block.at.0.start);
        let otherwise = statement.otherwise.as_ref().map(|block| block.at.0.start);
        let end = block.or_else(|| otherwise.map(|brace| self.before_else(start, brace)));
        let early = junk.filter(|junk| end.is_none_or(|end| junk.start < end));
        let damaged = early.is_some() || statement.operands.iter().any(has_poison);
        let whole = junk.map_or(0, |junk| junk.end).max(statement.at.0.end);
        (self.trimmed(Span::new(start, end.unwrap_or(whole))), damaged)
    }

    /// Where the `else` before a brace begins.
    fn before_else(&self, start: u32, brace: u32) -> u32 {
        let head = self.source.get(start as usize..brace as usize).unwrap_or_default();
        let head = head.trim_end();
        let head = head.strip_suffix("else").unwrap_or(head);
        start + u32::try_from(head.len()).unwrap_or_default()
    }

    /// What could not be read behind a block.
    fn junk(&mut self, span: Option<Span>) {
        let Some(span) = span.filter(|span| span.start >= self.end) else { return };
        if self.comments(span.start) || self.has_line_end(self.end, span.start) {
            self.push(Token::Line { blank: false });
        } else if span.start > self.end {
            self.push(Token::Space);
        }
        self.raw(span);
    }

    /// Braces and what stands between them: on one line if the author wrote a single statement so
    /// and it fits.
    fn block(&mut self, block: &'a Block) {
        let Span { start, end } = block.at.0;
        let closed = block.closed && self.slice(start, end).ends_with('}');
        self.end = start + 1;
        if !closed {
            self.open(true);
            self.text("{");
            self.push(Token::Indent(STEP));
            self.entries(&block.entries);
            self.push(Token::Dedent(STEP));
            return self.close();
        }
        let inner = end.saturating_sub(1);
        let only = self.only_statement(block, inner);
        let empty = block.entries.is_empty() && self.slice(start + 1, inner).is_empty();
        self.open(only.is_none() && !empty);
        self.text("{");
        if let Some(only) = only {
            self.push(Token::Indent(STEP));
            self.push(Token::Break);
            self.statement(only);
            self.push(Token::Dedent(STEP));
            self.push(Token::Break);
        } else if !empty {
            self.push(Token::Indent(STEP));
            self.entries(&block.entries);
            self.before_brace(block.entries.last(), inner, STEP);
        }
        self.text("}");
        self.close();
        self.end = self.end.max(end);
    }

    /// The statement of a block that the author wrote on one line and that may stay so.
    fn only_statement(&self, block: &'a Block, inner: u32) -> Option<&'a Statement> {
        let [Entry::Statement(only)] = block.entries.as_slice() else { return None };
        let start = block.at.0.start;
        let around = [(start + 1, only.at.0.start), (only.at.0.end, inner)];
        let alone = around.into_iter().all(|(from, to)| self.slice(from, to).is_empty());
        (alone && !self.has_comment(inner) && !self.has_line_end(start, inner)).then_some(only)
    }

    /// The first so many of a list of entries that stay as they stand, with all they hold: those of
    /// one line a part of which could not be read.
    fn kept(&self, entries: &[Entry]) -> usize {
        let mut kept = 0;
        for (index, entry) in entries.iter().enumerate() {
            let span = span_of(entry);
            let damaged = match entry {
                Entry::Statement(statement) => statement.junk.is_some(),
                Entry::Poison(_) => true,
            };
            if self.has_line_end(span.start, span.end) {
                return kept;
            }
            if damaged || kept > 0 {
                kept = index + 1;
            }
            let next = entries.get(index + 1).map_or(span.end, |next| span_of(next).start);
            if self.has_line_end(span.end, next) {
                return kept;
            }
        }
        kept
    }

    fn entries(&mut self, entries: &'a [Entry]) {
        let mut before: Option<&Entry> = None;
        let mut rest = entries;
        while let Some((first, behind)) = rest.split_first() {
            self.before_entry(before, first);
            // Most likely the line was meant as one, such as a text without quotes.
            match self.kept(rest).checked_sub(1).and_then(|last| rest.split_at_checked(last)) {
                Some((_, [last, behind @ ..])) => {
                    self.raw(span_of(first).to(span_of(last)));
                    (before, rest) = (Some(last), behind);
                }
                Some(_) | None => {
                    self.entry(first);
                    (before, rest) = (Some(first), behind);
                }
            }
        }
    }
}
