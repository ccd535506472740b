//! Operands, laid out for matching: what stands between a line's first word and its block.

use crate::base::{Name, Span};
use crate::syntax::{Expr, ExprKind, Operand, Statement, Unary};

/// One thing that stands in a line.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Item<'a> {
    /// A word or value.
    One(&'a Expr),
    /// `a, b`.
    List(&'a [Expr]),
    /// The `=` of an equation, at the zero-width place before its right side.
    Equals(Span),
}

impl<'a> Item<'a> {
    /// Where it stands.
    pub(crate) fn span(self) -> Span {
        match self {
            Self::One(expr) => expr.at.0,
            Self::List(list) => {
                list.iter().map(|one| one.at.0).reduce(Span::to).unwrap_or_default()
            }
            Self::Equals(span) => span,
        }
    }

    /// The bare word it is, if it is one.
    pub(crate) fn word(self) -> Option<&'a Name> {
        match self {
            Self::One(Expr { kind: ExprKind::Word(word), .. }) => Some(word),
            Self::One(_) | Self::List(_) | Self::Equals(_) => None,
        }
    }

    /// Whether it is this fixed word (`=` for the sign of an equation).
    pub(crate) fn is(self, word: &str) -> bool {
        match self {
            Self::Equals(_) => word == "=",
            Self::One(_) | Self::List(_) => self.word().is_some_and(|own| own == word),
        }
    }

    /// Its values: one, or those of a list.
    pub(crate) fn values(self) -> &'a [Expr] {
        match self {
            Self::One(expr) => std::slice::from_ref(expr),
            Self::List(list) => list,
            Self::Equals(_) => &[],
        }
    }

    /// Whether any part of it is text that could not be read.
    pub(crate) fn is_poison(self) -> bool {
        self.values().iter().any(is_poison)
    }
}

fn is_poison(value: &Expr) -> bool {
    if let ExprKind::Range(from, to) | ExprKind::Binary(_, from, to) = &value.kind {
        return is_poison(from) || is_poison(to);
    }
    value.kind == ExprKind::Poison
}

/// The items of a line, and whether `not` stands before the first.
pub(crate) fn items(statement: &Statement) -> (bool, Vec<Item<'_>>) {
    let mut negated = false;
    let mut items = Vec::with_capacity(statement.operands.len() + 1);
    for (index, operand) in statement.operands.iter().enumerate() {
        match operand {
            Operand::One(expr) => {
                let inner = (index == 0).then(|| negated_word(expr)).flatten();
                negated |= inner.is_some();
                items.push(Item::One(inner.unwrap_or(expr)));
            }
            Operand::List(list) => items.push(Item::List(list)),
            Operand::Equation(left, right) => {
                items.push(Item::One(left));
                items.push(Item::Equals(Span::point(right.at.0.start)));
                items.push(Item::One(right));
            }
        }
    }
    (negated, items)
}

/// The word of `not word`.
fn negated_word(expr: &Expr) -> Option<&Expr> {
    if let ExprKind::Unary(Unary::Not, inner) = &expr.kind
        && matches!(inner.kind, ExprKind::Word(_))
    {
        return Some(inner);
    }
    None
}
