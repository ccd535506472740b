//! Flat runs of terms and operators to trees, by precedence climbing.

use super::tokens::Tokens;
use super::{Lower, span};
use crate::base::{At, Binary, Logic, MAX_NESTING, Span, Unary};
use crate::syntax::explain;
use crate::syntax::grammar::Rule;
use crate::syntax::{Expr, ExprKind};

/// An expression and how deep it is nested. Every walk and drop relies on the bound.
pub(super) struct Nested {
    pub(super) expr: Expr,
    pub(super) depth: usize,
}

/// What stands between two terms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Infix {
    Logic(Logic),
    Compare(Binary),
    Arithmetic(Binary),
    Between,
    Else,
    Equals,
    To,
}

/// The levels, loosest first.
pub(super) const LOOSEST: u8 = 1;
const AND: u8 = 2;
const COMPARE: u8 = 4;
const FALLBACK: u8 = 5;
const SUM: u8 = 6;
const PRODUCT: u8 = 7;

impl Infix {
    pub(super) fn read(text: &str) -> Self {
        match text {
            "and" => Self::Logic(Logic::And),
            "or" => Self::Logic(Logic::Or),
            "else" => Self::Else,
            "between" => Self::Between,
            "=" => Self::Equals,
            "==" => Self::Compare(Binary::Equal),
            "!=" => Self::Compare(Binary::NotEqual),
            "<" => Self::Compare(Binary::Less),
            "<=" => Self::Compare(Binary::AtMost),
            ">" => Self::Compare(Binary::Greater),
            ">=" => Self::Compare(Binary::AtLeast),
            "contains" => Self::Compare(Binary::Contains),
            "starts_with" => Self::Compare(Binary::StartsWith),
            "ends_with" => Self::Compare(Binary::EndsWith),
            "matches" => Self::Compare(Binary::Matches),
            "in" => Self::Compare(Binary::In),
            "during" => Self::Compare(Binary::During),
            "has_any" => Self::Compare(Binary::HasAny),
            "has_all" => Self::Compare(Binary::HasAll),
            "has_none" => Self::Compare(Binary::HasNone),
            "+" => Self::Arithmetic(Binary::Add),
            "-" => Self::Arithmetic(Binary::Subtract),
            "*" => Self::Arithmetic(Binary::Multiply),
            "/" => Self::Arithmetic(Binary::Divide),
            "%" => Self::Arithmetic(Binary::Remainder),
            _ => Self::To,
        }
    }

    const fn level(self) -> u8 {
        match self {
            Self::Equals | Self::To => 0,
            Self::Logic(Logic::Or) => LOOSEST,
            Self::Logic(Logic::And) => AND,
            Self::Compare(_) | Self::Between => COMPARE,
            Self::Else => FALLBACK,
            Self::Arithmetic(Binary::Multiply | Binary::Divide | Binary::Remainder) => PRODUCT,
            Self::Arithmetic(_) => SUM,
        }
    }
}

impl Lower<'_, '_> {
    /// Reads one expression whose operators bind at least as tightly as `level`.
    pub(super) fn expression(&mut self, tokens: &mut Tokens<'_>, level: u8) -> Nested {
        let left = self.prefixed(tokens);
        self.climb(tokens, left, level)
    }

    /// Goes on from what was read with the operators that bind at least as tightly as `level`.
    fn climb(&mut self, tokens: &mut Tokens<'_>, mut left: Nested, level: u8) -> Nested {
        while let Some(token) = tokens.peek() {
            let rule = token.as_rule();
            let here = span(token);
            if rule == Rule::presence {
                if level > COMPARE {
                    break;
                }
                let set = !token.as_str().ends_with("unset");
                tokens.take();
                left = self.present(left, set, here);
                continue;
            }
            if rule != Rule::infix {
                break;
            }
            let mut infix = Infix::read(token.as_str());
            if infix == Infix::Equals && self.condition && level <= COMPARE {
                explain::single_equals(self, here);
                infix = Infix::Compare(Binary::Equal);
            }
            if infix.level() < level.max(LOOSEST) {
                break;
            }
            self.sign(tokens);
            left = self.joined(tokens, left, infix, here);
        }
        left
    }

    fn joined(
        &mut self,
        tokens: &mut Tokens<'_>,
        left: Nested,
        infix: Infix,
        here: Span,
    ) -> Nested {
        if infix.level() == COMPARE && is_comparison(&left.expr.kind) {
            explain::chain(self, &left.expr, here);
        }
        let right = self.expression(tokens, infix.level() + 1);
        match infix {
            Infix::Logic(logic) => self.connected(left, logic, right),
            Infix::Compare(binary) | Infix::Arithmetic(binary) => {
                self.pair(left, right, |left, right| {
                    ExprKind::Binary(binary, Box::new(left), Box::new(right))
                })
            }
            Infix::Else => self.pair(left, right, |left, right| {
                ExprKind::Fallback(Box::new(left), Box::new(right))
            }),
            Infix::Between => self.between(tokens, left, right, here),
            Infix::Equals | Infix::To => left,
        }
    }

    fn connected(&mut self, left: Nested, logic: Logic, right: Nested) -> Nested {
        let other =
            |expr: &Expr| matches!(&expr.kind, ExprKind::Logic(inner, _) if *inner != logic);
        if other(&left.expr) || other(&right.expr) {
            explain::mixed(self, &left.expr, logic, &right.expr);
        }
        let at = At(left.expr.at.0.to(right.expr.at.0));
        let depth = left.depth.max(right.depth + 1);
        if let ExprKind::Logic(same, mut sides) = left.expr.kind {
            if same == logic {
                sides.push(right.expr);
                return self.bounded(at, ExprKind::Logic(logic, sides), depth);
            }
            let left = Expr { at: left.expr.at, kind: ExprKind::Logic(same, sides) };
            return self.bounded(at, ExprKind::Logic(logic, vec![left, right.expr]), depth + 1);
        }
        self.bounded(at, ExprKind::Logic(logic, vec![left.expr, right.expr]), depth + 1)
    }

    fn between(
        &mut self,
        tokens: &mut Tokens<'_>,
        value: Nested,
        low: Nested,
        here: Span,
    ) -> Nested {
        let and = tokens.peek().filter(|token| token.as_rule() == Rule::infix);
        if and.is_none_or(|token| Infix::read(token.as_str()) != Infix::Logic(Logic::And)) {
            explain::between_without_and(self, here, &low.expr);
            return Nested { expr: Expr { at: value.expr.at, kind: ExprKind::Poison }, depth: 1 };
        }
        tokens.take();
        let high = self.expression(tokens, FALLBACK);
        let depth = value.depth.max(low.depth).max(high.depth) + 1;
        let at = At(value.expr.at.0.to(high.expr.at.0));
        let kind = ExprKind::Between(Box::new([value.expr, low.expr, high.expr]));
        self.bounded(at, kind, depth)
    }

    fn present(&mut self, value: Nested, set: bool, here: Span) -> Nested {
        if is_comparison(&value.expr.kind) {
            explain::chain(self, &value.expr, here);
        }
        let at = At(value.expr.at.0.to(self.at(here).0));
        self.bounded(at, ExprKind::IsSet(Box::new(value.expr), set), value.depth + 1)
    }

    fn prefixed(&mut self, tokens: &mut Tokens<'_>) -> Nested {
        let mut prefixes = Vec::new();
        while let Some(token) = tokens.take_if(Rule::prefix) {
            let unary = if token.as_str() == "-" { Unary::Minus } else { Unary::Not };
            prefixes.push((unary, span(&token)));
        }
        let mut value = self.primary(tokens);
        let mut is_climbed = false;
        while let Some((unary, here)) = prefixes.pop() {
            // `-` takes the term alone, `not` a whole comparison: also that of `not -a < b`.
            if unary == Unary::Not && !is_climbed {
                value = self.climb(tokens, value, COMPARE);
                is_climbed = true;
            }
            let at = At(self.at(here).0.to(value.expr.at.0));
            value = self.bounded(at, ExprKind::Unary(unary, Box::new(value.expr)), value.depth + 1);
        }
        value
    }

    fn pair(
        &mut self,
        left: Nested,
        right: Nested,
        kind: impl Fn(Expr, Expr) -> ExprKind,
    ) -> Nested {
        let at = At(left.expr.at.0.to(right.expr.at.0));
        self.bounded(at, kind(left.expr, right.expr), left.depth.max(right.depth) + 1)
    }

    /// The expression, or poison and a report where it would be nested too deeply.
    pub(super) fn bounded(&mut self, at: At, kind: ExprKind, depth: usize) -> Nested {
        if depth > MAX_NESTING {
            explain::too_deep(self, at.0);
            return Nested { expr: Expr { at, kind: ExprKind::Poison }, depth: 1 };
        }
        Nested { expr: Expr { at, kind }, depth }
    }
}

/// Comparisons give yes or no and do not chain.
fn is_comparison(kind: &ExprKind) -> bool {
    let binary = matches!(kind, ExprKind::Binary(binary, _, _) if !binary.is_arithmetic());
    binary || matches!(kind, ExprKind::Between(_) | ExprKind::IsSet(_, _))
}
