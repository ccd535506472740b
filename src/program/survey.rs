//! One walk over an item before it is bound: what later passes ask about all of its blocks.

use crate::base::{FileId, Location, Name};
use crate::syntax::{Block, Entry, Expr, ExprKind, Operand, Piece, Statement, Word};

/// An item, and what stands anywhere in it.
#[derive(Debug)]
pub(crate) struct Survey<'a> {
    /// Where it stands.
    pub(crate) file: FileId,
    /// The item.
    pub(crate) item: &'a Statement,
    /// The labels of its steps, in order of the source.
    pub(crate) labels: Vec<&'a Word>,
    /// What is stored into names, in order of the source.
    pub(crate) stores: Vec<Store<'a>>,
    /// Whether text in it could not be read, or its block is missing.
    pub(crate) damaged: bool,
}

/// A store into a name.
#[derive(Debug)]
pub(crate) struct Store<'a> {
    /// The name.
    pub(crate) name: &'a Name,
    /// Where it stands.
    pub(crate) location: Location,
    /// What says its type.
    pub(crate) from: From<'a>,
}

/// What says the type of a name that is stored into.
#[derive(Debug)]
pub(crate) enum From<'a> {
    /// The words behind `as`, and the texts of the statement's options.
    Words(Vec<&'a str>, Vec<Name>),
    /// A status of an answer.
    Number,
    /// The value that is stored.
    Value(&'a Expr),
}

impl<'a> Survey<'a> {
    /// Walks all blocks of an item, whose depth the reader of texts has bounded.
    pub(crate) fn of(file: FileId, item: &'a Statement) -> Self {
        let damaged = item.junk.is_some() || item.block.is_none();
        let mut survey = Self { file, item, labels: Vec::new(), stores: Vec::new(), damaged };
        item.block.iter().for_each(|block| survey.walk(block));
        survey
    }

    fn walk(&mut self, block: &'a Block) {
        self.damaged |= !block.closed;
        for entry in &block.entries {
            let Entry::Statement(statement) = entry else {
                self.damaged = true;
                continue;
            };
            self.damaged |= statement.junk.is_some();
            self.labels.extend(statement.label.as_deref());
            if let Some((name, location, from)) = self.store(statement) {
                self.stores.push(Store { name, location, from });
            }
            for inner in statement.block.iter().chain(statement.otherwise.as_deref()) {
                self.walk(inner);
            }
        }
    }

    /// The store that a statement is: `set x = value`, or one with `into x`.
    fn store(&self, statement: &'a Statement) -> Option<(&'a Name, Location, From<'a>)> {
        let operands = statement.operands.as_slice();
        let place = |expr: &Expr| Location { file: self.file, span: expr.at.0 };
        if statement.verb.text == "set" {
            let [Operand::Equation(target, value), ..] = operands else { return None };
            let ExprKind::Word(name) = &target.kind else { return None };
            return Some((name, place(target), From::Value(value)));
        }
        if operands.len() < 2 {
            return None;
        }
        let find = |wanted: &str| {
            operands.iter().position(|one| word(one).is_some_and(|word| word == wanted))
        };
        let into = find("into")?;
        let Some(Operand::One(target)) = operands.get(into + 1) else { return None };
        let ExprKind::Word(name) = &target.kind else { return None };
        let from = match find("as").filter(|of| *of < into) {
            Some(of) => {
                let words = operands.get(of + 1..into).unwrap_or_default();
                let words = words.iter().filter_map(|one| word(one).map(Name::as_str)).collect();
                From::Words(words, options(statement))
            }
            None => From::Number,
        };
        Some((name, place(target), from))
    }
}

fn word(operand: &Operand) -> Option<&Name> {
    let Operand::One(Expr { kind: ExprKind::Word(word), .. }) = operand else { return None };
    Some(word)
}

/// The texts of the `option` lines of a statement.
pub(crate) fn options(statement: &Statement) -> Vec<Name> {
    let entries = statement.block.iter().flat_map(|block| &block.entries);
    let mut options = Vec::new();
    for entry in entries {
        let Entry::Statement(line) = entry else { continue };
        if line.verb.text != "option" {
            continue;
        }
        if let [Operand::One(Expr { kind: ExprKind::Text(text), .. }), ..] =
            line.operands.as_slice()
            && let [Piece::Raw(raw)] = text.pieces.as_slice()
        {
            options.push(raw.clone());
        }
    }
    options
}
