//! Single values, and what touches them from behind: members, indexes, calls.

use pest::iterators::Pair;

use super::expression::Nested;
use super::tokens::Tokens;
use super::{Lower, span};
use crate::base::{At, Name, Span};
use crate::syntax::explain;
use crate::syntax::grammar::Rule;
use crate::syntax::{Expr, ExprKind, Word};

impl Lower<'_, '_> {
    pub(super) fn primary(&mut self, tokens: &mut Tokens<'_>) -> Nested {
        let Some(token) = tokens.take() else {
            return poison(self.at(Span::point(self.statement.end)));
        };
        let mut value = self.atom(token);
        while let Some(token) = tokens.peek() {
            let rule = token.as_rule();
            if rule == Rule::member
                || rule == Rule::index
                || rule == Rule::call
                || rule == Rule::optional
            {
                let Some(token) = tokens.take() else { break };
                value = self.extended(value, token);
            } else {
                break;
            }
        }
        value
    }

    fn atom(&mut self, token: Pair<'_, Rule>) -> Nested {
        let here = span(&token);
        let at = self.at(here);
        let rule = token.as_rule();
        if is_path(rule) {
            self.path(token.as_str(), here)
        } else if rule == Rule::text {
            self.literal_text(token)
        } else if rule == Rule::literal {
            let kind = self.literal(token.as_str(), here);
            Nested { expr: Expr { at, kind }, depth: 1 }
        } else if rule == Rule::list {
            let (items, depth) = self.values(token.into_inner());
            self.bounded(at, ExprKind::List(items), depth + 1)
        } else if rule == Rule::group {
            self.group(token)
        } else {
            poison(at)
        }
    }

    /// `contact.plan`: one token, as deep as it has parts.
    fn path(&mut self, text: &str, here: Span) -> Nested {
        let mut parts = text.split('.');
        let first = parts.next().unwrap_or_default();
        let mut end = here.start + length(first);
        let at = self.at(Span::new(here.start, end));
        let alone = first.len() == text.len();
        let kind = match first {
            "true" if alone => ExprKind::Bool(true),
            "false" if alone => ExprKind::Bool(false),
            "none" if alone => ExprKind::None,
            _ => ExprKind::Word(explain::name(self, first, Span::new(here.start, end))),
        };
        let mut value = Nested { expr: Expr { at, kind }, depth: 1 };
        for part in parts {
            let start = end + 1;
            end = start + length(part);
            let word = Word { text: Name::new(part), at: self.at(Span::new(start, end)) };
            value = self.member(value, word);
        }
        value
    }

    fn member(&mut self, value: Nested, word: Word) -> Nested {
        let at = At(value.expr.at.0.to(word.at.0));
        self.bounded(at, ExprKind::Member(Box::new(value.expr), Box::new(word)), value.depth + 1)
    }

    fn extended(&mut self, value: Nested, token: Pair<'_, Rule>) -> Nested {
        let here = span(&token);
        let at = At(value.expr.at.0.to(self.at(here).0));
        let rule = token.as_rule();
        if rule == Rule::member {
            let name = Span::new(here.start + 1, here.end);
            let word = Word { text: Name::new(self.slice(name)), at: self.at(name) };
            return self.member(value, word);
        }
        if rule == Rule::optional {
            return self.bounded(at, ExprKind::Optional(Box::new(value.expr)), value.depth + 1);
        }
        if rule == Rule::call {
            let (arguments, depth) = self.values(token.into_inner());
            let depth = depth.max(value.depth) + 1;
            let ExprKind::Word(text) = &value.expr.kind else {
                explain::not_a_function(self, value.expr.at.0);
                return value;
            };
            let word = Box::new(Word { text: text.clone(), at: value.expr.at });
            return self.bounded(at, ExprKind::Call(word, arguments), depth);
        }
        self.index(value, token, at)
    }

    fn index(&mut self, value: Nested, token: Pair<'_, Rule>, at: At) -> Nested {
        let here = span(&token);
        let inner = token.into_inner();
        if inner.peek().is_some_and(|token| token.as_rule() == Rule::every) {
            return self.bounded(at, ExprKind::Every(Box::new(value.expr)), value.depth + 1);
        }
        let (mut items, depth) = self.values(inner);
        let depth = depth.max(value.depth) + 1;
        if items.len() > 1 {
            explain::one_index(self, here);
        }
        let Some(item) = items.drain(..).next() else {
            explain::no_index(self, here);
            return Nested { expr: Expr { at, kind: ExprKind::Poison }, depth: 1 };
        };
        self.bounded(at, ExprKind::Index(Box::new(value.expr), Box::new(item)), depth)
    }
}

/// Whether a token is a word, or several joined by dots.
pub(super) fn is_path(rule: Rule) -> bool {
    rule == Rule::name || rule == Rule::path
}

const fn poison(at: At) -> Nested {
    Nested { expr: Expr { at, kind: ExprKind::Poison }, depth: 1 }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
