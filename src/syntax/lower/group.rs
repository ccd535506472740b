//! What stands in round and square brackets: records, lists, arguments, or one value.

use pest::iterators::{Pair, Pairs};

use super::expression::{Infix, LOOSEST, Nested};
use super::primary::is_path;
use super::tokens::Tokens;
use super::{Lower, span};
use crate::base::{Name, Span};
use crate::syntax::explain;
use crate::syntax::grammar::Rule;
use crate::syntax::{Expr, ExprKind, Key};

/// One item between commas, with the key before its colon.
struct Item {
    key: Option<Key>,
    value: Expr,
}

/// Everything between two brackets.
#[derive(Default)]
struct Items {
    list: Vec<Item>,
    depth: usize,
    comma_at_end: bool,
    damaged: bool,
}

impl Lower<'_, '_> {
    /// `(a)`, `(name: a)` or `()`.
    pub(super) fn group(&mut self, token: Pair<'_, Rule>) -> Nested {
        let here = span(&token);
        let at = self.at(here);
        let mut items = self.items(token.into_inner());
        let depth = items.depth + 1;
        if items.damaged {
            return Nested { expr: Expr { at, kind: ExprKind::Poison }, depth: 1 };
        }
        let keyed = items.list.iter().filter(|item| item.key.is_some()).count();
        if keyed == 0 && items.list.len() == 1 && !items.comma_at_end {
            let value = items.list.drain(..).next().map(|item| item.value);
            let value = value.unwrap_or(Expr { at, kind: ExprKind::Poison });
            return self.bounded(at, ExprKind::Paren(Box::new(value)), depth);
        }
        if keyed < items.list.len() {
            explain::round_list(self, here, keyed > 0);
            return Nested { expr: Expr { at, kind: ExprKind::Poison }, depth: 1 };
        }
        let entries = items.list.into_iter().filter_map(|item| Some((item.key?, item.value)));
        self.bounded(at, ExprKind::Record(entries.collect()), depth)
    }

    /// Values without keys, and how deep the deepest is.
    pub(super) fn values(&mut self, pairs: Pairs<'_, Rule>) -> (Vec<Expr>, usize) {
        let items = self.items(pairs);
        if let Some(key) = items.list.iter().find_map(|item| item.key.as_ref()) {
            explain::key_in_list(self, key.at.0);
        }
        (items.list.into_iter().map(|item| item.value).collect(), items.depth)
    }

    fn items(&mut self, pairs: Pairs<'_, Rule>) -> Items {
        let outside = std::mem::replace(&mut self.condition, true);
        let mut tokens = Tokens::new(pairs);
        let mut items = Items::default();
        let mut comma = true;
        while let Some(token) = tokens.peek() {
            let rule = token.as_rule();
            let here = span(token);
            if rule == Rule::comma {
                tokens.take();
                if comma {
                    explain::double_comma(self, here);
                    items.damaged = true;
                }
                comma = true;
                items.comma_at_end = true;
            } else if rule == Rule::gunk {
                tokens.take();
                let here = self.trimmed(here);
                explain::gunk(self, here);
                self.poison.push(here);
                items.damaged = true;
            } else if rule == Rule::colon || rule == Rule::infix {
                // A second colon, or an operator that belongs to statements alone.
                explain::misplaced(self, here, Infix::read(token.as_str()) == Infix::To);
                tokens.take();
                items.damaged = true;
            } else {
                items.comma_at_end = false;
                comma = false;
                let (item, depth) = self.keyed(&mut tokens);
                items.depth = items.depth.max(depth);
                items.list.push(item);
            }
        }
        self.condition = outside;
        items
    }

    fn keyed(&mut self, tokens: &mut Tokens<'_>) -> (Item, usize) {
        let key = if tokens.second() == Some(Rule::colon) { self.key(tokens) } else { None };
        let value = self.expression(tokens, LOOSEST);
        (Item { key, value: value.expr }, value.depth)
    }

    fn key(&mut self, tokens: &mut Tokens<'_>) -> Option<Key> {
        let token = tokens.take()?;
        tokens.take_if(Rule::colon);
        let here = span(&token);
        let at = self.at(here);
        if is_path(token.as_rule()) && !token.as_str().contains('.') {
            return Some(Key { text: Name::new(token.as_str()), quoted: false, at });
        }
        if token.as_rule() == Rule::text && token.clone().into_inner().next().is_none() {
            let whole = self.slice(here);
            let inside = Span::new(here.start + 1, here.end.saturating_sub(1));
            let plain = !whole.starts_with("\"\"\"");
            let text = self.unescaped(inside);
            if plain {
                return Some(Key { text, quoted: true, at });
            }
        }
        explain::bad_key(self, here);
        Some(Key { text: Name::new(token.as_str()), quoted: true, at })
    }
}
