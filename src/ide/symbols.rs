//! The things of a file and of a program, for outlines and searches.

use super::View;
use super::line::{Meaning, Within};
use super::names::{Sort, Thing, occurrences};
use crate::base::{FileId, Location, Span, fold};
use crate::syntax::{Entry, Expr, ExprKind, Operand, Statement};

/// What kind of thing a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// A workspace.
    Workspace,
    /// A declared thing.
    Declared(Option<Sort>),
    /// A workflow.
    Workflow,
    /// What starts one.
    Trigger,
    /// What it promises.
    Promise,
    /// A step with a label.
    Label,
    /// A step without one.
    Step,
    /// A block of a step: an outcome, an arm.
    Way,
    /// A scenario.
    Scenario,
}

/// A thing of a file, with what lies in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What it is called.
    pub name: String,
    /// What else is written, on one line.
    pub detail: String,
    /// What kind of thing it is.
    pub kind: SymbolKind,
    /// All of it.
    pub span: Span,
    /// Its name.
    pub name_span: Span,
    /// What lies in it, in order.
    pub inner: Vec<Symbol>,
}

/// A thing of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is called.
    pub name: String,
    /// The workflow it lies in; empty where that is nowhere.
    pub inside: String,
    /// What kind of thing it is.
    pub kind: SymbolKind,
    /// Its name.
    pub location: Location,
}

/// Letters of a detail.
const DETAIL: usize = 60;

/// The things of a file, each with what lies in it.
#[must_use]
pub fn symbols(view: &View<'_>, file: FileId) -> Vec<Symbol> {
    let (Some(ast), Some(source)) = (view.ast(file), view.source(file)) else { return Vec::new() };
    of_entries(&ast.entries, Within::File, source.text())
}

/// The things of a program whose names have the letters of a query in this order.
#[must_use]
pub fn find_symbols(view: &View<'_>, query: &str) -> Vec<Found> {
    let query: Vec<char> = fold(query).chars().filter(|sign| !sign.is_whitespace()).collect();
    let fits = |name: &str| {
        let mut wanted = query.iter().peekable();
        for sign in fold(name).chars() {
            wanted.next_if(|next| **next == sign);
        }
        wanted.peek().is_none()
    };
    let mut found: Vec<Found> = Vec::new();
    for one in occurrences(view) {
        let (kind, inside) = match &one.thing {
            _ if !one.introduces || !fits(one.thing.name()) => continue,
            Thing::Declared(Sort::Workflow, _) => (SymbolKind::Workflow, ""),
            Thing::Declared(sort, _) => (SymbolKind::Declared(Some(*sort)), ""),
            Thing::Label(_, of) => (SymbolKind::Label, of.as_str()),
            Thing::Variable(..) => continue,
        };
        let (name, inside) = (one.thing.name().to_string(), inside.to_owned());
        found.push(Found { name, inside, kind, location: one.location });
    }
    let scenarios = view.program.scenarios.iter().filter(|one| fits(&one.title));
    found.extend(scenarios.map(|one| Found {
        name: one.title.to_string(),
        inside: one.workflow.to_string(),
        kind: SymbolKind::Scenario,
        location: one.location,
    }));
    found
}

fn of_entries(entries: &[Entry], within: Within, text: &str) -> Vec<Symbol> {
    let mut found = Vec::new();
    for entry in entries {
        let Entry::Statement(statement) = entry else { continue };
        let meaning = within.meaning(statement);
        let mut inner = match &statement.block {
            Some(block) => of_entries(&block.entries, meaning.block(), text),
            None => Vec::new(),
        };
        if let Some(otherwise) = statement.otherwise.as_deref() {
            let steps = of_entries(&otherwise.entries, Within::Steps, text);
            if !steps.is_empty() {
                inner.push(Symbol {
                    name: "else".to_owned(),
                    detail: String::new(),
                    kind: SymbolKind::Way,
                    span: otherwise.at.0,
                    name_span: otherwise.at.0,
                    inner: steps,
                });
            }
        }
        match kind(meaning, statement, &inner) {
            Some(kind) => found.push(symbol(statement, kind, inner, text)),
            None => found.append(&mut inner),
        }
    }
    found
}

/// What a line is in an outline; none where it is nothing of its own.
fn kind(meaning: Meaning, statement: &Statement, inner: &[Symbol]) -> Option<SymbolKind> {
    Some(match meaning {
        Meaning::Item(item) => match item.word {
            "workspace" => SymbolKind::Workspace,
            "workflow" => SymbolKind::Workflow,
            _ => SymbolKind::Scenario,
        },
        Meaning::Declaration(declaration) => SymbolKind::Declared(declaration.sort),
        Meaning::Trigger(_) => SymbolKind::Trigger,
        Meaning::Promise(_) => SymbolKind::Promise,
        Meaning::Step(_) if statement.label.is_some() => SymbolKind::Label,
        Meaning::Step(_) => SymbolKind::Step,
        Meaning::Outcome(..) | Meaning::Arm | Meaning::Else if !inner.is_empty() => SymbolKind::Way,
        Meaning::Outcome(..)
        | Meaning::Arm
        | Meaning::Else
        | Meaning::Setting(_)
        | Meaning::Scenario(_)
        | Meaning::Typed
        | Meaning::Unknown => return None,
    })
}

fn symbol(statement: &Statement, kind: SymbolKind, inner: Vec<Symbol>, text: &str) -> Symbol {
    let head = head(statement);
    let written = text.get(head.range()).unwrap_or_default();
    let first = statement.operands.first().and_then(first_word);
    let own = match kind {
        SymbolKind::Workspace
        | SymbolKind::Workflow
        | SymbolKind::Scenario
        | SymbolKind::Declared(_)
        | SymbolKind::Trigger
        | SymbolKind::Promise => first,
        SymbolKind::Label => {
            statement.label.as_deref().map(|label| (label.text.to_string(), label.at.0))
        }
        SymbolKind::Step | SymbolKind::Way => None,
    };
    let verb = (statement.verb.text.to_string(), statement.verb.at.0);
    let (name, name_span) = own.unwrap_or(verb);
    let rest = match kind {
        SymbolKind::Step | SymbolKind::Way => {
            text.get(statement.verb.at.0.end as usize..head.end as usize)
        }
        SymbolKind::Label => Some(written),
        SymbolKind::Workspace
        | SymbolKind::Workflow
        | SymbolKind::Scenario
        | SymbolKind::Declared(_)
        | SymbolKind::Trigger
        | SymbolKind::Promise => {
            text.get(name_span.end as usize..head.end.max(name_span.end) as usize)
        }
    };
    let detail = short(rest.unwrap_or_default());
    Symbol { name, detail, kind, span: statement.at.0, name_span, inner }
}

/// The first word to the last operand.
fn head(statement: &Statement) -> Span {
    let last = statement.operands.last().and_then(|operand| operand.exprs().last().copied());
    statement.verb.at.0.to(last.map_or(statement.verb.at.0, |expr| expr.at.0))
}

/// The name that an operand is, without quotes, and where it stands.
fn first_word(operand: &Operand) -> Option<(String, Span)> {
    let Operand::One(Expr { at, kind }) = operand else { return None };
    match kind {
        ExprKind::Word(word) => Some((word.to_string(), at.0)),
        ExprKind::Text(text) => {
            let pieces: Vec<&str> = text
                .pieces
                .iter()
                .filter_map(|piece| match piece {
                    crate::syntax::Piece::Raw(raw) => Some(raw.as_str()),
                    crate::syntax::Piece::Value(_) => None,
                })
                .collect();
            let name = pieces.concat();
            (!name.is_empty()).then_some((name, at.0))
        }
        ExprKind::Number(_)
        | ExprKind::Duration(_)
        | ExprKind::Date(_)
        | ExprKind::Time(_)
        | ExprKind::DateTime(_)
        | ExprKind::StatusClass(_)
        | ExprKind::Bool(_)
        | ExprKind::None
        | ExprKind::List(_)
        | ExprKind::Record(_)
        | ExprKind::Paren(_)
        | ExprKind::Member(..)
        | ExprKind::Index(..)
        | ExprKind::Every(_)
        | ExprKind::Call(..)
        | ExprKind::Optional(_)
        | ExprKind::Unary(..)
        | ExprKind::Binary(..)
        | ExprKind::Logic(..)
        | ExprKind::Between(_)
        | ExprKind::IsSet(..)
        | ExprKind::Fallback(..)
        | ExprKind::Range(..)
        | ExprKind::Poison => None,
    }
}

/// A text on one line, and not too long.
fn short(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    if line.chars().count() <= DETAIL {
        return line;
    }
    let cut: String = line.chars().take(DETAIL - 1).collect();
    format!("{}…", cut.trim_end())
}
