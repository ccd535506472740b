//! The tokens of a flat expression, with a look at the next one.

use pest::iterators::{Pair, Pairs};

use super::span;
use crate::syntax::grammar::Rule;

/// Pairs in order, the next one in sight.
pub(super) struct Tokens<'i> {
    pairs: Pairs<'i, Rule>,
    next: Option<Pair<'i, Rule>>,
    end: u32,
}

impl<'i> Tokens<'i> {
    pub(super) fn new(mut pairs: Pairs<'i, Rule>) -> Self {
        let next = pairs.next();
        Self { pairs, next, end: 0 }
    }

    /// The next token, without taking it.
    pub(super) const fn peek(&self) -> Option<&Pair<'i, Rule>> {
        self.next.as_ref()
    }

    /// The kind of the token behind the next.
    pub(super) fn second(&self) -> Option<Rule> {
        self.pairs.peek().map(|pair| pair.as_rule())
    }

    /// Takes the next token.
    pub(super) fn take(&mut self) -> Option<Pair<'i, Rule>> {
        let token = std::mem::replace(&mut self.next, self.pairs.next())?;
        self.end = span(&token).end;
        Some(token)
    }

    /// The byte behind the last token that was taken.
    pub(super) const fn end(&self) -> u32 {
        self.end
    }

    /// Takes the next token if it is of this kind.
    pub(super) fn take_if(&mut self, rule: Rule) -> Option<Pair<'i, Rule>> {
        if self.next_is(rule) { self.take() } else { None }
    }

    /// Whether the next token is of this kind.
    pub(super) fn next_is(&self, rule: Rule) -> bool {
        self.next.as_ref().is_some_and(|pair| pair.as_rule() == rule)
    }
}
