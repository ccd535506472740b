//! The variables of a workflow: every name that is stored into, and its type.
//!
//! A variable has one type, that of its first store in the source. Types are inferred before
//! anything is bound, so that a step may use what a later one stores and a jump leads back to.

use std::collections::HashMap;

use super::expression;
use super::scope::{Run, Scope};
use crate::base::{Choices, Location, Name, Type};
use crate::syntax::{Block, Entry, Expr, ExprKind, Operand, Piece, Statement};

/// A store into a variable, found in the text of a workflow.
struct Found<'a> {
    name: &'a Name,
    location: Location,
    source: From<'a>,
}

/// What says the type.
enum From<'a> {
    /// The words behind `as`, and the texts of the statement's options.
    Words(Vec<&'a str>, Vec<Name>),
    /// A status of an answer.
    Number,
    /// The value that is stored.
    Value(&'a Expr),
}

/// Every variable in order of its first store, with its type.
pub(crate) fn collect(
    body: &Block,
    scope: &mut Scope<'_>,
    run: &mut Run,
) -> Vec<(Name, Type, Location)> {
    let mut found = Vec::new();
    walk(body, scope, &mut found);
    let mut order: Vec<Name> = Vec::new();
    let mut types: HashMap<Name, (Type, Location)> = HashMap::new();
    // Two rounds: the second knows what the first could not because it stood further below.
    for _ in 0..2 {
        for store in &found {
            let known = types.get(store.name).map(|(ty, _)| ty.clone());
            if known.as_ref().is_some_and(|ty| *ty != Type::Unknown) {
                continue;
            }
            let ty = match &store.source {
                From::Words(words, options) => declared(words, store.name, options),
                From::Number => Type::Number,
                From::Value(value) => {
                    run.variables.clone_from(&types);
                    expression::infer_type(value, run, scope.names)
                }
            };
            if known.is_none() {
                order.push(store.name.clone());
            }
            let place = types.get(store.name).map_or(store.location, |(_, place)| *place);
            types.insert(store.name.clone(), (ty, place));
        }
        if types.values().all(|(ty, _)| *ty != Type::Unknown) {
            break;
        }
    }
    run.variables.clone_from(&types);
    order
        .into_iter()
        .filter_map(|name| types.get(&name).cloned().map(|(ty, place)| (name, ty, place)))
        .collect()
}

fn declared(words: &[&str], name: &Name, options: &[Name]) -> Type {
    let Some(ty) = expression::parse_type(words) else { return Type::Unknown };
    if matches!(ty.base, Type::Choice(_)) {
        return Type::Choice(Choices { of: name.clone(), options: options.into() });
    }
    ty.base
}

/// Walks statements of every depth, which the reader of texts has bounded.
fn walk<'a>(block: &'a Block, scope: &Scope<'_>, found: &mut Vec<Found<'a>>) {
    for entry in &block.entries {
        let Entry::Statement(statement) = entry else { continue };
        store(statement, scope, found);
        for block in statement.block.iter().chain(&statement.otherwise) {
            walk(block, scope, found);
        }
    }
}

fn store<'a>(statement: &'a Statement, scope: &Scope<'_>, found: &mut Vec<Found<'a>>) {
    if statement.verb.text == "set" {
        if let [Operand::Equation(Expr { kind: ExprKind::Word(name), at }, value), ..] =
            statement.operands.as_slice()
        {
            let location = scope.location(at.0);
            found.push(Found { name, location, source: From::Value(value) });
        }
        return;
    }
    let words: Vec<Option<&Name>> = statement.operands.iter().map(word).collect();
    let Some(into) = words.iter().position(|word| word.is_some_and(|word| word == "into")) else {
        return;
    };
    let Some(Operand::One(Expr { kind: ExprKind::Word(name), at })) =
        statement.operands.get(into + 1)
    else {
        return;
    };
    let of = words.iter().position(|word| word.is_some_and(|word| word == "as"));
    let source = match of.filter(|of| *of < into) {
        Some(of) => {
            let words = words.get(of + 1..into).unwrap_or_default();
            let words = words.iter().filter_map(|word| word.map(Name::as_str)).collect();
            From::Words(words, options(statement))
        }
        None => From::Number,
    };
    found.push(Found { name, location: scope.location(at.0), source });
}

fn word(operand: &Operand) -> Option<&Name> {
    match operand {
        Operand::One(Expr { kind: ExprKind::Word(word), .. }) => Some(word),
        Operand::One(_) | Operand::List(_) | Operand::Equation(..) => None,
    }
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
