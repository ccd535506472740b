//! Pairs to tree: files, blocks and statements.
//!
//! In: what pest read. Out: entries, and a report for everything that could not be read.

mod expression;
mod group;
mod literal;
mod operand;
mod primary;
mod text;
mod tokens;

use pest::iterators::{Pair, Pairs};

use tokens::Tokens;

use super::explain;
use super::faults::Faults;
use super::grammar::Rule;
use super::origin::Origin;
use super::{Block, Entry, Operand, Statement, Word};
use crate::base::{At, Name, Span};

/// One walk over the pairs of a file.
pub(super) struct Lower<'a, 't> {
    /// The text that pest read.
    pub(super) text: &'a str,
    /// The way from it to the text as it was written.
    pub(super) origin: &'a Origin,
    /// What was found wrong.
    pub(super) faults: &'a mut Faults<'t>,
    /// Whether a single `=` can only be meant as `==` here.
    condition: bool,
    /// The statement being walked, for reports that quote it.
    statement: Span,
    /// Whether an operand of the statement turned out to be damaged, and from where on.
    damaged: Option<Span>,
    /// What could not be read, in the order of the text.
    pub(super) poison: Vec<Span>,
    /// Whether the statement before could not be read to its end.
    after_damage: bool,
    /// The operands read so far of the statements being walked; each takes its own out at its end,
    /// in no more room than they need.
    operands: Vec<Operand>,
}

impl<'a, 't> Lower<'a, 't> {
    pub(super) const fn new(text: &'a str, origin: &'a Origin, faults: &'a mut Faults<'t>) -> Self {
        Self {
            text,
            origin,
            faults,
            condition: false,
            statement: Span::point(0),
            damaged: None,
            poison: Vec::new(),
            after_damage: false,
            operands: Vec::new(),
        }
    }

    /// The entries of a file or a block, and whether the closing brace was there.
    pub(super) fn entries(&mut self, pairs: Pairs<'_, Rule>) -> (Vec<Entry>, bool) {
        let mut entries = Vec::with_capacity(pairs.len());
        let mut closed = true;
        let mut before = None;
        for pair in pairs {
            let rule = pair.as_rule();
            let here = span(&pair);
            if rule == Rule::comment {
                continue;
            }
            if rule == Rule::statement {
                self.same_line(before, here);
                self.after_damage |= before.is_some_and(|before| self.faulty(before));
                entries.extend(self.statement(pair));
            } else if rule == Rule::poison || rule == Rule::stray {
                let here = self.trimmed(here);
                let whole = Span::new(here.start, here.end);
                explain::poison(self, before, whole);
                self.poison.push(here);
                entries.push(Entry::Poison(self.at(here)));
            } else if rule == Rule::missing_close {
                closed = false;
            }
            before = Some(here);
        }
        (entries, closed)
    }

    fn statement(&mut self, pair: Pair<'_, Rule>) -> Option<Entry> {
        let whole = span(&pair);
        let mut tokens = Tokens::new(pair.into_inner());
        let first = tokens.take()?;
        self.statement = whole;
        self.damaged = None;
        let after_damage = std::mem::take(&mut self.after_damage);
        let mut end = span(&first).end;
        let mut verb = self.word(&first);
        let mut label = None;
        if let Some(second) = tokens.take_if(Rule::verb) {
            end = span(&second).end;
            label = Some(std::mem::replace(&mut verb, self.word(&second)));
        }
        let first_operand = self.operands.len();
        let mut junk = None;
        let mut block = None;
        let mut otherwise = None;
        while let Some(token) = tokens.peek() {
            let rule = token.as_rule();
            let here = self.trimmed(span(token));
            if rule == Rule::comment {
                tokens.take();
                continue;
            }
            if rule == Rule::block {
                let damaged = self.damaged.take();
                block = tokens.take().and_then(|pair| self.block(pair));
                self.statement = whole;
                self.damaged = damaged;
            } else if rule == Rule::junk {
                tokens.take();
                explain::junk(self, whole.start, here);
                self.poison.push(here);
                junk = Some(here);
            } else if rule == Rule::otherwise {
                let Some(pair) = tokens.take() else { break };
                let damaged = self.damaged.take();
                let (read, unread) = self.otherwise(pair, otherwise.is_some(), junk.is_some());
                self.statement = whole;
                self.damaged = damaged;
                otherwise = otherwise.or(read.map(Box::new));
                junk = junk.or(unread);
            } else {
                let operand = self.operand(&mut tokens, &verb);
                self.operands.push(operand);
                end = tokens.end();
                continue;
            }
            end = here.end;
        }
        let whole = Span::new(whole.start, end);
        let junk = junk.or(self.damaged.take()).map(|here| self.at(here));
        let at = self.at(whole);
        self.after_damage = junk.is_some();
        let label = label.filter(|label| explain::label(self, label)).map(Box::new);
        let operands = self.operands.split_off(first_operand);
        let statement = Statement { at, label, verb, operands, block, otherwise, junk };
        Some(explain::statement(self, statement, whole, after_damage))
    }

    pub(super) fn block(&mut self, pair: Pair<'_, Rule>) -> Option<Block> {
        let here = span(&pair);
        let (entries, closed) = self.entries(pair.into_inner());
        let written = self.origin.of(here);
        // A brace that was put in takes no room in the text as it was written.
        let brace = self.origin.of(Span::new(here.end.saturating_sub(1), here.end));
        let closed = closed && !brace.is_empty();
        Some(Block { at: At(written), entries, closed })
    }

    fn otherwise(
        &mut self,
        pair: Pair<'_, Rule>,
        second: bool,
        damaged: bool,
    ) -> (Option<Block>, Option<Span>) {
        let here = self.trimmed(span(&pair));
        let mut junk = None;
        let mut block = None;
        for pair in pair.into_inner() {
            if pair.as_rule() == Rule::junk {
                junk = Some(self.trimmed(span(&pair)));
            } else if pair.as_rule() == Rule::block {
                block = self.block(pair);
            }
        }
        explain::otherwise(self, here, junk, block.is_some(), second, damaged);
        if let Some(junk) = junk {
            self.poison.push(junk);
        }
        let unread = junk.or_else(|| block.is_none().then_some(here));
        (block, unread)
    }

    pub(super) fn word(&self, pair: &Pair<'_, Rule>) -> Word {
        Word { text: Name::new(pair.as_str()), at: self.at(span(pair)) }
    }

    /// Whether the line that an entry ends on has a fault.
    fn faulty(&self, entry: Span) -> bool {
        let end = self.origin.of(Span::point(entry.end)).start;
        self.faults.has_one_at(end)
    }

    /// Two statements on one line are two statements, and reported.
    fn same_line(&mut self, before: Option<Span>, here: Span) {
        let Some(before) = before else { return };
        let between = self.text.get(before.end as usize..here.start as usize).unwrap_or_default();
        if !between.contains(['\n', '\r']) {
            explain::same_line(self, here);
        }
    }

    /// Where a stretch of the text that was read stands in the text that was written.
    pub(super) fn at(&self, span: Span) -> At {
        At(self.origin.of(span))
    }

    /// The statement being walked.
    pub(super) const fn statement_span(&self) -> Span {
        self.statement
    }

    /// Marks the statement: what stands from `here` on could not be understood.
    pub(super) fn damage(&mut self, here: Span) {
        self.damaged = self.damaged.or(Some(here));
    }

    /// What the author wrote at a stretch of the written text.
    pub(super) fn written(&self, span: Span) -> &'t str {
        self.faults.written(span)
    }

    /// What stands at a stretch of the text that was read.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// A stretch without the blanks at its end.
    pub(super) fn trimmed(&self, span: Span) -> Span {
        let text = self.slice(span);
        let blanks = text.len() - text.trim_end().len();
        Span::new(span.start, span.end.saturating_sub(u32::try_from(blanks).unwrap_or(0)))
    }
}

/// The stretch of a pair, in bytes of the text that was read.
pub(super) fn span(pair: &Pair<'_, Rule>) -> Span {
    let span = pair.as_span();
    let offset = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    Span::new(offset(span.start()), offset(span.end()))
}
