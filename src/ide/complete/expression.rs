//! What may follow in an expression, by the words and signs before the cursor.

use super::lexer::{Sign, Token};
use super::offers::Offers;
use super::operand::last_item;
use super::values::{path, written};
use super::{Insert, Item, ItemKind};
use crate::base::{Logic, Type};
use crate::vocabulary::{OPERATORS, Operator, Sort, find_function};

/// What a condition may begin with: any value, for most are compared with another.
pub(super) const CONDITION: Type = Type::Unknown;

/// The innermost bracket that is not closed.
pub(in crate::ide) struct Inner<'a, 't> {
    /// Its place.
    pub(in crate::ide) at: usize,
    /// What stands behind its last comma.
    pub(in crate::ide) item: &'a [Token<'t>],
    /// How many items stand before that.
    pub(in crate::ide) nth: usize,
}

impl<'a, 't> Inner<'a, 't> {
    /// Of the brackets in `tokens`.
    pub(in crate::ide) fn of(tokens: &'a [Token<'t>]) -> Option<Self> {
        let mut depth = 0_usize;
        let at = (0..tokens.len()).rev().find(|at| match tokens.get(*at).map(|one| one.sign) {
            Some(Sign::Closing) => {
                depth += 1;
                false
            }
            Some(Sign::Opening) if depth == 0 => true,
            Some(Sign::Opening) => {
                depth -= 1;
                false
            }
            Some(
                Sign::Word
                | Sign::Literal
                | Sign::Text
                | Sign::Brace
                | Sign::EndBrace
                | Sign::Remark
                | Sign::LineEnd
                | Sign::Other,
            )
            | None => false,
        })?;
        let inside = tokens.get(at + 1..).unwrap_or_default();
        let (mut nth, mut depth) = (0, 0_usize);
        for token in inside {
            if token.sign == Sign::Opening {
                depth += 1;
            } else if token.sign == Sign::Closing {
                depth = depth.saturating_sub(1);
            } else if depth == 0 && token.is(",") {
                nth += 1;
            }
        }
        Some(Self { at, item: last_item(inside), nth })
    }
}

impl Offers<'_> {
    /// Everything that may follow in an expression of which `tokens` stand, where a value of type
    /// `wanted` is looked for.
    pub(super) fn expression(&mut self, tokens: &[Token<'_>], wanted: Option<&Type>) {
        let Some(inner) = Inner::of(tokens) else { return self.flat(tokens, wanted) };
        let before = tokens.get(..inner.at).unwrap_or_default();
        let touches = tokens.get(inner.at).is_some_and(|one| one.touches);
        let opening = tokens.get(inner.at).map_or("", |one| one.text);
        match (opening, before.last()) {
            ("(", Some(name)) if touches && name.sign == Sign::Word => {
                if name.is("secret") {
                    return self.names(Sort::Secret, &[], 0);
                }
                let takes = find_function(name.text).and_then(|one| one.takes.get(inner.nth));
                let ty = takes.map(|takes| written(takes).base).filter(|ty| *ty != Type::Unknown);
                self.flat(inner.item, ty.as_ref());
            }
            ("(", _) => match inner.item {
                // Behind a comma stands the next name of a record, which is its author's.
                [] if inner.nth > 0 => {}
                [key, colon, value @ ..]
                    if colon.is(":") && matches!(key.sign, Sign::Word | Sign::Text) =>
                {
                    self.flat(value, None);
                }
                item => {
                    let side = self.other_side(before);
                    self.flat(item, side.as_ref().or(wanted));
                }
            },
            (_, Some(of)) if touches && of.sign != Sign::Other => self.flat(inner.item, None),
            _ => {
                let item = match self.other_side(before).or_else(|| wanted.cloned()) {
                    Some(Type::List(item)) => Some(*item),
                    other => other,
                };
                self.flat(inner.item, item.as_ref());
            }
        }
    }

    /// The same where no bracket is open.
    fn flat(&mut self, tokens: &[Token<'_>], wanted: Option<&Type>) {
        let Some(last) = tokens.last() else { return self.term(wanted, 0) };
        if last.is(".") {
            for one in self.around.members(&path(tokens)) {
                let rank = u8::from(!wanted.is_none_or(|ty| ty.compares_with(&one.ty.base)));
                self.member(&one, rank);
            }
        } else if last.is("is") {
            for word in ["set", "unset"] {
                let known = OPERATORS.iter().find(|one| one.word.split(' ').nth(1) == Some(word));
                self.plain(word, ItemKind::Operator, known.map_or("", |one| one.written), 0);
            }
        } else if last.is("during") {
            self.names(Sort::Hours, &[], 0);
        } else if last.is("not") {
            self.term(Some(&CONDITION), 0);
        } else if last.joins() || last.is("=") || last.is("-") {
            let side = self.other_side(tokens);
            self.term(side.as_ref(), 0);
        } else if matches!(last.sign, Sign::Word | Sign::Literal | Sign::Text | Sign::Closing) {
            self.operators(tokens);
        }
    }

    /// The type that the side behind the last operator is compared with.
    fn other_side(&self, tokens: &[Token<'_>]) -> Option<Type> {
        let (operator, left) = tokens.split_last()?;
        let item = |ty: Option<Type>| match ty {
            Some(Type::List(item)) => Some(*item),
            other => other,
        };
        match operator.text {
            "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "between" | "else" => {
                self.around.type_at_end(left)
            }
            "contains" | "has_any" | "has_all" | "has_none" => item(self.around.type_at_end(left)),
            "starts_with" | "ends_with" | "matches" => Some(Type::Text),
            "and" => between(left)
                .and_then(|at| self.around.type_at_end(left.get(..at)?))
                .or(Some(CONDITION)),
            "or" => Some(CONDITION),
            _ => None,
        }
    }

    /// What may stand behind a whole value.
    fn operators(&mut self, tokens: &[Token<'_>]) {
        // Nobody compares a text that stands there with another.
        if let [only] = tokens
            && only.sign == Sign::Text
        {
            return;
        }
        let ty = self.around.type_at_end(tokens);
        let open = between(tokens).is_some();
        let compared = compares(tokens);
        for operator in OPERATORS.iter().filter(|one| one.word != "not" && one.written != "-a") {
            let joins = [Logic::And.symbol(), Logic::Or.symbol()].contains(&operator.word);
            let rank = match (joins, open, compared) {
                (true, true, _) if operator.word == Logic::Or.symbol() => continue,
                (true, true, _) => 0,
                (true, false, true) => 1,
                (true, false, false) if !matches!(ty, Some(Type::Bool) | None) => continue,
                (true, false, false) => 3,
                (false, _, true) if operator.level == 3 => continue,
                (false, ..) => 2,
            };
            if joins || ty.as_ref().is_none_or(|ty| takes(operator, ty)) {
                self.operator(operator, rank);
            }
        }
    }

    fn operator(&mut self, operator: &Operator, rank: u8) {
        let ends = operator.word.starts_with("is ");
        let again = self.around.standing.alone && !ends;
        let word = operator.word;
        self.put(Item {
            label: word.to_owned(),
            kind: ItemKind::Operator,
            detail: operator.written.to_owned(),
            documentation: format!("{}\n\n```rondel\n{}\n```", operator.about, operator.sample),
            insert: Insert::Plain(if again { format!("{word} ") } else { word.to_owned() }),
            rank,
            again,
        });
    }
}

/// Where a `between` stands that still lacks its `and`.
fn between(tokens: &[Token<'_>]) -> Option<usize> {
    let at = tokens.iter().rposition(|one| one.is("between"))?;
    let behind = tokens.get(at + 1..).unwrap_or_default();
    (!behind.is_empty() && behind.iter().all(|one| !one.is("and"))).then_some(at)
}

/// Whether the condition that tokens end in compares something already.
fn compares(tokens: &[Token<'_>]) -> bool {
    let mut at = tokens.len();
    let mut depth = 0_usize;
    while let Some(token) = at.checked_sub(1).and_then(|at| tokens.get(at)) {
        at -= 1;
        if token.sign == Sign::Closing {
            depth += 1;
        } else if token.sign == Sign::Opening {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && (token.is("and") || token.is("or")) {
            return false;
        } else if depth == 0 && token.is("is") {
            return true;
        } else if depth == 0 && token.joins() {
            let own = OPERATORS.iter().find(|one| one.word == token.text);
            if own.is_some_and(|one| one.level == 3) {
                return true;
            }
        }
    }
    false
}

/// Whether values of a type may stand before an operator.
fn takes(operator: &Operator, ty: &Type) -> bool {
    let ordered = matches!(
        ty,
        Type::Number | Type::Date | Type::Time | Type::DateTime | Type::Duration | Type::Unknown
    );
    let list = matches!(ty, Type::List(_) | Type::Unknown);
    match operator.word {
        "<" | "<=" | ">" | ">=" | "between" | "+" | "-" => ordered,
        "*" | "/" | "%" => matches!(ty, Type::Number | Type::Duration | Type::Unknown),
        "during" => matches!(ty, Type::DateTime | Type::Date | Type::Unknown),
        "starts_with" | "ends_with" | "matches" => ty.is_textual(),
        "contains" => ty.is_textual() || list,
        "has_any" | "has_all" | "has_none" => list,
        _ => true,
    }
}
