//! What can be folded away, and how a selection grows.

use super::line::{Line, lines};
use super::{Spot, View};
use crate::base::{FileId, Span};
use crate::syntax::{Block, Entry, Expr, ExprKind, Operand, Piece, Statement};

/// A stretch that can be folded away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From the end of its first line's head to its end.
    pub span: Span,
    /// Whether it is comments.
    pub comments: bool,
}

/// Everything of several lines that can be folded away, in order of place.
#[must_use]
pub fn folds(view: &View<'_>, file: FileId) -> Vec<Fold> {
    let (Some(ast), Some(source)) = (view.ast(file), view.source(file)) else { return Vec::new() };
    let mut found = Vec::new();
    let is_long = |span: Span| source.line_of(span.start) < source.line_of(span.end);
    lines(ast, &mut |line: Line<'_>| {
        let blocks = line.statement.block.iter().chain(line.statement.otherwise.as_deref());
        let blocks = blocks.map(|block| block.at.0).filter(|span| is_long(*span));
        found.extend(blocks.map(|span| Fold { span, comments: false }));
        for text in long_texts(line.statement) {
            if is_long(text) {
                found.push(Fold { span: text, comments: false });
            }
        }
    });
    let mut run: Option<Span> = None;
    for comment in &ast.trivia.comments {
        let alone = source.line(source.line_of(comment.start)).trim_start().starts_with('#');
        let follows =
            run.is_some_and(|run| source.line_of(run.end) + 1 == source.line_of(comment.start));
        run = match run {
            Some(before) if follows && alone => Some(before.to(*comment)),
            before => {
                let before = before.filter(|span| is_long(*span));
                found.extend(before.map(|span| Fold { span, comments: true }));
                alone.then_some(*comment)
            }
        };
    }
    let last = run.filter(|span| is_long(*span));
    found.extend(last.map(|span| Fold { span, comments: true }));
    found.sort_by_key(|fold| (fold.span, fold.comments));
    found
}

/// The block texts among the operands of a line.
fn long_texts(statement: &Statement) -> Vec<Span> {
    let exprs = statement.operands.iter().flat_map(Operand::exprs);
    let is_block = |expr: &&Expr| matches!(&expr.kind, ExprKind::Text(text) if text.block);
    exprs.filter(is_block).map(|expr| expr.at.0).collect()
}

/// What a selection at a place grows to, the smallest first, each inside of the next.
#[must_use]
pub fn selections(view: &View<'_>, at: Spot) -> Vec<Span> {
    let (Some(ast), Some(source)) = (view.ast(at.file), view.source(at.file)) else {
        return Vec::new();
    };
    let end = u32::try_from(source.text().len()).unwrap_or(u32::MAX);
    let found = vec![Span::new(0, end)];
    let mut around = Around { at: at.offset, text: source.text(), found };
    around.entries(&ast.entries);
    for comment in &ast.trivia.comments {
        around.put(*comment);
    }
    let mut found = around.found;
    found.sort_by_key(|span| span.len());
    found.dedup();
    // Only what holds the one before is an answer.
    let mut nested: Vec<Span> = Vec::new();
    for span in found {
        if nested.last().is_none_or(|inner| span.holds(*inner)) {
            nested.push(span);
        }
    }
    nested
}

struct Around<'a> {
    at: u32,
    text: &'a str,
    found: Vec<Span>,
}

impl Around<'_> {
    fn put(&mut self, span: Span) -> bool {
        let holds = span.start <= self.at && self.at <= span.end;
        if holds && !span.is_empty() {
            self.found.push(span);
        }
        holds
    }

    fn entries(&mut self, entries: &[Entry]) {
        for entry in entries {
            match entry {
                Entry::Statement(statement) => self.statement(statement),
                Entry::Poison(at) => {
                    self.put(at.0);
                }
            }
        }
    }

    fn statement(&mut self, statement: &Statement) {
        if !self.put(statement.at.0) {
            return;
        }
        if let Some(label) = &statement.label {
            self.put(label.at.0);
        }
        self.put(statement.verb.at.0);
        let mut head = statement.verb.at.0;
        for expr in statement.operands.iter().flat_map(Operand::exprs) {
            head = head.to(expr.at.0);
            self.expr(expr);
        }
        self.put(head);
        for block in statement.block.iter().chain(statement.otherwise.as_deref()) {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        let span = block.at.0;
        if self.put(span) {
            let end = if block.closed { span.end.saturating_sub(1) } else { span.end };
            self.put(Span::new(span.start + 1, end));
            self.entries(&block.entries);
        }
    }

    /// What stands in a text; one that is not closed has its words up to its end.
    fn words(&self, span: Span, quotes: &str) -> Span {
        let written = self.text.get(span.range()).unwrap_or_default();
        let inner = written.strip_prefix(quotes).unwrap_or(written);
        let start = written.len() - inner.len();
        let inner = inner.strip_suffix(quotes).unwrap_or(inner);
        let at = |bytes: usize| span.start + u32::try_from(bytes).unwrap_or(0);
        Span::new(at(start), at(start + inner.len()))
    }

    fn expr(&mut self, expr: &Expr) {
        if !self.put(expr.at.0) {
            return;
        }
        match &expr.kind {
            ExprKind::Text(text) => {
                self.put(self.words(expr.at.0, if text.block { "\"\"\"" } else { "\"" }));
                for piece in &text.pieces {
                    if let Piece::Value(value) = piece {
                        self.expr(value);
                    }
                }
            }
            ExprKind::List(parts) | ExprKind::Call(_, parts) | ExprKind::Logic(_, parts) => {
                parts.iter().for_each(|part| self.expr(part));
            }
            ExprKind::Record(entries) => {
                for (key, value) in entries {
                    self.put(key.at.0);
                    self.put(key.at.0.to(value.at.0));
                    self.expr(value);
                }
            }
            ExprKind::Between(sides) => sides.iter().for_each(|side| self.expr(side)),
            ExprKind::Index(left, right)
            | ExprKind::Binary(_, left, right)
            | ExprKind::Fallback(left, right)
            | ExprKind::Range(left, right) => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::Member(of, name) => {
                self.expr(of);
                self.put(name.at.0);
            }
            ExprKind::Paren(of)
            | ExprKind::Every(of)
            | ExprKind::Optional(of)
            | ExprKind::Unary(_, of)
            | ExprKind::IsSet(of, _) => self.expr(of),
            ExprKind::Word(_)
            | ExprKind::Number(_)
            | ExprKind::Duration(_)
            | ExprKind::Date(_)
            | ExprKind::Time(_)
            | ExprKind::DateTime(_)
            | ExprKind::StatusClass(_)
            | ExprKind::Bool(_)
            | ExprKind::None
            | ExprKind::Poison => {}
        }
    }
}
