//! Operands and expressions to tokens. Parentheses are in the tree, so none are added or taken.

use super::layout::Token;
use super::tokens::Tokens;
use crate::base::Unary;
use crate::syntax::{Expr, ExprKind, Key, Operand, Piece};

/// How much further in the rest of an operand stands that needs more than one line. Twice the
/// step of a block, to be told apart from one.
const HANG: usize = 4;
/// How much further in the items of brackets stand.
const STEP: usize = 2;

/// What stands between brackets.
#[derive(Clone, Copy)]
enum Items<'a> {
    /// The elements of a list, the arguments of a call.
    Values(&'a [Expr]),
    /// The entries of a record.
    Entries(&'a [(Key, Expr)]),
    /// One expression, which no comma may follow.
    One(&'a Expr),
}

impl<'a> Tokens<'a> {
    /// An operand of a statement.
    pub(super) fn operand(&mut self, operand: &'a Operand) {
        match operand {
            Operand::One(value) => self.expression(value),
            Operand::List(values) => self.fill(values),
            Operand::Equation(left, right) => {
                self.expression(left);
                self.infix("=", right);
            }
        }
    }

    /// `a, b, c` without brackets: as many on a line as fit.
    fn fill(&mut self, values: &'a [Expr]) {
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                self.text(",");
                self.push(Token::Indent(HANG));
                self.comments(value.at.0.start);
                self.push(Token::Fill);
                self.expression(value);
                self.push(Token::Dedent(HANG));
            } else {
                self.expression(value);
            }
        }
    }

    /// An expression of a statement or of brackets.
    pub(super) fn expression(&mut self, value: &'a Expr) {
        self.hanging(value, HANG);
    }

    /// An expression whose further lines stand `hang` further in.
    fn hanging(&mut self, value: &'a Expr, hang: usize) {
        let span = value.at.0;
        match &value.kind {
            ExprKind::Word(name) => self.text(name),
            ExprKind::Text(text) => self.literal(span, text),
            ExprKind::Number(_)
            | ExprKind::Duration(_)
            | ExprKind::Date(_)
            | ExprKind::Time(_)
            | ExprKind::DateTime(_)
            | ExprKind::StatusClass(_)
            | ExprKind::Bool(_)
            | ExprKind::None
            | ExprKind::Poison => self.push(Token::Raw(self.slice(span.start, span.end))),
            ExprKind::List(items) => {
                self.brackets(span.start, span.end, ["[", "]"], Items::Values(items));
            }
            ExprKind::Record(entries) => {
                self.brackets(span.start, span.end, ["(", ")"], Items::Entries(entries));
            }
            ExprKind::Paren(inner) => {
                self.brackets(span.start, span.end, ["(", ")"], Items::One(inner));
            }
            ExprKind::Member(base, name) => {
                self.expression(base);
                self.text(".");
                self.text(&name.text);
            }
            ExprKind::Index(base, key) => {
                self.expression(base);
                self.brackets(base.at.0.end, span.end, ["[", "]"], Items::One(key));
            }
            ExprKind::Every(base) => {
                self.expression(base);
                self.text("[*]");
            }
            ExprKind::Call(name, arguments) => {
                self.text(&name.text);
                let from = name.at.0.end;
                self.brackets(from, span.end, ["(", ")"], Items::Values(arguments));
            }
            ExprKind::Optional(inner) => {
                self.expression(inner);
                self.text("?");
            }
            ExprKind::Unary(Unary::Not, inner) => {
                self.text("not");
                self.comments(inner.at.0.start);
                self.push(Token::Space);
                self.expression(inner);
            }
            ExprKind::Unary(Unary::Minus, inner) => {
                self.text("-");
                self.comments(inner.at.0.start);
                self.expression(inner);
            }
            ExprKind::Binary(operator, left, right) => {
                self.hanging(left, hang);
                let chance = if hugs(right) { (Token::Space, 0) } else { (Token::Fill, hang) };
                self.further(operator.symbol(), right, chance);
            }
            ExprKind::Logic(connective, sides) => self.chain(sides, connective.symbol(), hang),
            ExprKind::Between(sides) => {
                let [value, low, high] = sides.as_ref();
                self.expression(value);
                self.infix("between", low);
                self.infix("and", high);
            }
            ExprKind::IsSet(inner, set) => {
                self.expression(inner);
                self.push(Token::Space);
                self.text("is");
                self.push(Token::Space);
                self.text(if *set { "set" } else { "unset" });
            }
            ExprKind::Fallback(left, right) => {
                self.expression(left);
                self.infix("else", right);
            }
            ExprKind::Range(from, to) => {
                self.expression(from);
                let between = self.slice(from.at.0.end, to.at.0.start);
                self.text(if between.starts_with("..") { ".." } else { "-" });
                self.comments(to.at.0.start);
                self.expression(to);
            }
        }
        self.end = self.end.max(span.end);
    }

    /// The sides of a connective: all on one line, or each on its own.
    fn chain(&mut self, sides: &'a [Expr], operator: &'static str, hang: usize) {
        self.open(false);
        for (index, side) in sides.iter().enumerate() {
            if index == 0 {
                self.expression(side);
            } else {
                self.further(operator, side, (Token::Break, hang));
            }
        }
        self.close();
    }

    /// An operator and its right side, with a chance for a line end between them.
    fn further(
        &mut self,
        operator: &'static str,
        side: &'a Expr,
        (chance, hang): (Token<'a>, usize),
    ) {
        self.push(Token::Space);
        self.text(operator);
        self.push(Token::Indent(hang));
        self.comments(side.at.0.start);
        self.push(chance);
        self.expression(side);
        self.push(Token::Dedent(hang));
    }

    /// A word between two values and the second, on the same line unless a comment parts them.
    fn infix(&mut self, word: &'static str, right: &'a Expr) {
        let hang = if self.has_comment(right.at.0.start) { HANG } else { 0 };
        self.further(word, right, (Token::Space, hang));
    }

    /// Brackets: each item on a line of its own if the author began so, if a comment stands
    /// inside, or if they do not fit.
    fn brackets(&mut self, from: u32, to: u32, pair: [&'static str; 2], items: Items<'a>) {
        let [open, close] = pair;
        let last = to.saturating_sub(1);
        let commented = self.has_comment(last);
        let first = match items {
            Items::Values(values) => values.first().map(|value| value.at.0.start),
            Items::Entries(entries) => entries.first().map(|(key, _)| key.at.0.start),
            Items::One(value) => Some(value.at.0.start),
        };
        let Some(first) = first.or_else(|| commented.then_some(last)) else {
            self.text(open);
            return self.text(close);
        };
        self.open(!self.rigid && (commented || self.has_line_end(from, first)));
        self.text(open);
        self.push(Token::Indent(STEP));
        match items {
            Items::Values(values) => {
                let chance = if self.may_share(values) { Token::Fill } else { Token::Break };
                for (index, value) in values.iter().enumerate() {
                    self.before_value(index, value.at.0.start, chance);
                    self.expression(value);
                }
                self.last_comma(values.is_empty());
            }
            Items::Entries(entries) => {
                for (index, (key, value)) in entries.iter().enumerate() {
                    self.before_value(index, key.at.0.start, Token::Break);
                    self.key(key);
                    self.comments(value.at.0.start);
                    self.push(Token::Space);
                    self.expression(value);
                }
                self.last_comma(entries.is_empty());
            }
            Items::One(value) => {
                self.before_value(0, value.at.0.start, Token::Edge);
                self.hanging(value, 0);
            }
        }
        self.comments(last);
        self.push(Token::Dedent(STEP));
        self.push(Token::Edge);
        self.text(close);
        self.close();
    }

    /// What stands before an item of brackets.
    fn before_value(&mut self, index: usize, start: u32, chance: Token<'a>) {
        if index > 0 {
            self.text(",");
        }
        self.comments(start);
        self.push(if index > 0 { chance } else { Token::Edge });
    }

    /// Whether items may stand on a line together: plain ones, and the author put two on one.
    fn may_share(&self, values: &[Expr]) -> bool {
        let starts = values.iter().skip(1).map(|value| value.at.0.start);
        let gaps = values.iter().map(|value| value.at.0.end).zip(starts);
        values.iter().all(is_plain)
            && gaps.into_iter().any(|(end, start)| !self.has_line_end(end, start))
    }

    fn last_comma(&mut self, empty: bool) {
        if !empty {
            self.push(Token::Comma);
        }
    }

    fn key(&mut self, key: &'a Key) {
        if key.quoted {
            let at = key.at.0;
            self.push(Token::Raw(self.slice(at.start, at.end)));
        } else {
            self.text(&key.text);
        }
        self.text(":");
    }
}

/// Whether a value is a single word or literal.
fn is_plain(value: &Expr) -> bool {
    if let ExprKind::Text(text) = &value.kind {
        return !text.block && text.pieces.len() < 2;
    }
    if let ExprKind::Unary(_, inner) | ExprKind::Member(inner, _) = &value.kind {
        return is_plain(inner);
    }
    matches!(
        value.kind,
        ExprKind::Word(_)
            | ExprKind::Number(_)
            | ExprKind::Duration(_)
            | ExprKind::Date(_)
            | ExprKind::Time(_)
            | ExprKind::DateTime(_)
            | ExprKind::StatusClass(_)
            | ExprKind::Bool(_)
            | ExprKind::None
    )
}

/// Whether a right side begins beside its operator although it is too long for the line.
const fn hugs(right: &Expr) -> bool {
    matches!(right.kind, ExprKind::List(_) | ExprKind::Record(_))
}

/// Whether something in an operand could not be read.
pub(super) fn has_poison(operand: &Operand) -> bool {
    match operand {
        Operand::One(value) => is_poisoned(value),
        Operand::List(values) => values.iter().any(is_poisoned),
        Operand::Equation(left, right) => is_poisoned(left) || is_poisoned(right),
    }
}

fn is_poisoned(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Poison => true,
        ExprKind::Word(_)
        | ExprKind::Number(_)
        | ExprKind::Duration(_)
        | ExprKind::Date(_)
        | ExprKind::Time(_)
        | ExprKind::DateTime(_)
        | ExprKind::StatusClass(_)
        | ExprKind::Bool(_)
        | ExprKind::None => false,
        ExprKind::Text(text) => text.pieces.iter().any(|piece| match piece {
            Piece::Raw(_) => false,
            Piece::Value(value) => is_poisoned(value),
        }),
        ExprKind::List(values) | ExprKind::Call(_, values) | ExprKind::Logic(_, values) => {
            values.iter().any(is_poisoned)
        }
        ExprKind::Record(entries) => entries.iter().any(|(_, value)| is_poisoned(value)),
        ExprKind::Paren(inner)
        | ExprKind::Member(inner, _)
        | ExprKind::Every(inner)
        | ExprKind::Optional(inner)
        | ExprKind::Unary(_, inner)
        | ExprKind::IsSet(inner, _) => is_poisoned(inner),
        ExprKind::Index(one, other)
        | ExprKind::Binary(_, one, other)
        | ExprKind::Fallback(one, other)
        | ExprKind::Range(one, other) => is_poisoned(one) || is_poisoned(other),
        ExprKind::Between(sides) => sides.iter().any(is_poisoned),
    }
}
