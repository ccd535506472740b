//! Operands of a statement: one value, a list, or an equation; ranges stand only here.

use super::expression::{Infix, LOOSEST};
use super::tokens::Tokens;
use super::{Lower, span};
use crate::base::{At, Binary, Span};
use crate::syntax::explain;
use crate::syntax::grammar::Rule;
use crate::syntax::{Expr, ExprKind, Operand, Word};

impl Lower<'_, '_> {
    pub(super) fn operand(&mut self, tokens: &mut Tokens<'_>, verb: &Word) -> Operand {
        let outside = std::mem::replace(&mut self.condition, verb.text == "when");
        let first = self.item(tokens);
        let operand = if Self::next_is(tokens, Infix::Equals) {
            self.sign(tokens);
            Operand::Equation(first, Box::new(self.expression(tokens, LOOSEST).expr))
        } else if tokens.next_is(Rule::comma) {
            let mut list = vec![first];
            while tokens.next_is(Rule::comma) {
                self.sign(tokens);
                list.push(self.item(tokens));
            }
            Operand::List(list)
        } else {
            Operand::One(first)
        };
        self.condition = outside;
        while let Some(token) = tokens.peek() {
            if token.as_rule() != Rule::infix && token.as_rule() != Rule::comma {
                break;
            }
            explain::left_over(self, span(token), &operand);
            tokens.take();
            self.item(tokens);
        }
        operand
    }

    /// Takes a comma or an operator, and looks whether what follows belongs to it.
    pub(super) fn sign(&mut self, tokens: &mut Tokens<'_>) {
        let Some(sign) = tokens.take().map(|token| span(&token)) else { return };
        let Some(next) = tokens.peek().map(span) else { return };
        if next.start > sign.end + 1 && self.slice(Span::new(sign.end, next.start)).contains('\n') {
            explain::broken_line(self, sign, next);
        }
    }

    /// A value or a range of values.
    fn item(&mut self, tokens: &mut Tokens<'_>) -> Expr {
        let first = self.expression(tokens, LOOSEST).expr;
        if Self::next_is(tokens, Infix::To) {
            self.sign(tokens);
            let last = self.expression(tokens, LOOSEST).expr;
            let at = At(first.at.0.to(last.at.0));
            return Expr { at, kind: ExprKind::Range(Box::new(first), Box::new(last)) };
        }
        // `09:00-18:00` reads as a difference until both sides are known to be times.
        if let ExprKind::Binary(Binary::Subtract, from, to) = &first.kind
            && is_time(&from.kind)
            && is_time(&to.kind)
        {
            let kind = ExprKind::Range(from.clone(), to.clone());
            return Expr { at: first.at, kind };
        }
        first
    }

    fn next_is(tokens: &Tokens<'_>, infix: Infix) -> bool {
        tokens.peek().is_some_and(|token| {
            token.as_rule() == Rule::infix && Infix::read(token.as_str()) == infix
        })
    }
}

const fn is_time(kind: &ExprKind) -> bool {
    matches!(kind, ExprKind::Time(_))
}
