//! What every word of a file is, for colours.

use super::View;
use super::line::{Line, Meaning, lines};
use super::names::{Sort, Thing, occurrences};
use crate::base::{FileId, Location, Span};
use crate::syntax::{Expr, ExprKind, Operand, Piece, Statement};
use crate::vocabulary::{TYPES, find_value, is_root};

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    /// A word of the language.
    Keyword,
    /// A setting or an outcome.
    Property,
    /// What starts a workflow.
    Event,
    /// A workflow.
    Workflow,
    /// A label.
    Label,
    /// A declared thing that is a value: an agent, a team, a tag, a channel, hours.
    Member,
    /// A field of the contact, and other values behind a dot.
    Field,
    /// A value of its own: `contact`, `now`.
    Root,
    /// A variable of the run.
    Variable,
    /// A function.
    Function,
    /// A type.
    Type,
    /// A number, a length of time, a date.
    Number,
    /// A text, without what is interpolated.
    Text,
    /// A comment.
    Comment,
}

/// A stretch of one line and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The stretch.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether a name is introduced here.
    pub introduces: bool,
}

/// Every word of a file that has a meaning, in order of place, none reaching over the end of its
/// line.
#[must_use]
pub fn tokens(view: &View<'_>, file: FileId) -> Vec<Token> {
    let (Some(ast), Some(source)) = (view.ast(file), view.source(file)) else { return Vec::new() };
    let mut found = Found { view: *view, file, list: Vec::new() };
    for one in occurrences(view).iter().filter(|one| one.location.file == file) {
        let kind = match &one.thing {
            // Texts stay texts.
            thing if thing.is_text() => continue,
            Thing::Declared(Sort::Workflow, _) => TokenKind::Workflow,
            Thing::Declared(Sort::Field, _) => TokenKind::Field,
            Thing::Declared(..) => TokenKind::Member,
            Thing::Label(..) => TokenKind::Label,
            Thing::Variable(..) => TokenKind::Variable,
        };
        found.list.push(Token { span: one.location.span, kind, introduces: one.introduces });
    }
    lines(ast, &mut |line| found.line(line));
    for comment in &ast.trivia.comments {
        found.put(*comment, TokenKind::Comment);
    }
    let mut list = found.list;
    // What a name is counts more than what the place alone tells.
    list.sort_by_key(|token| (token.span.start, token.span.end));
    list.dedup_by_key(|token| token.span.start);
    let mut tokens: Vec<Token> = Vec::with_capacity(list.len());
    for token in list {
        let overlaps = tokens.last().is_some_and(|last| token.span.start < last.span.end);
        if !overlaps && !token.span.is_empty() {
            on_lines(source.text(), token, &mut tokens);
        }
    }
    tokens
}

/// Cuts a token where its lines end.
fn on_lines(text: &str, token: Token, into: &mut Vec<Token>) {
    let Some(written) = text.get(token.span.range()) else { return };
    let mut start = token.span.start;
    for piece in written.split_inclusive(['\n', '\r']) {
        let line = piece.trim_end_matches(['\n', '\r']);
        let length = u32::try_from(line.len()).unwrap_or(0);
        if !line.is_empty() {
            into.push(Token { span: Span::new(start, start + length), ..token });
        }
        start += u32::try_from(piece.len()).unwrap_or(0);
    }
}

struct Found<'a> {
    view: View<'a>,
    file: FileId,
    list: Vec<Token>,
}

impl Found<'_> {
    fn put(&mut self, span: Span, kind: TokenKind) {
        self.list.push(Token { span, kind, introduces: false });
    }

    fn line(&mut self, line: Line<'_>) {
        let Line { meaning, statement, .. } = line;
        let verb = statement.verb.at.0;
        match meaning {
            Meaning::Item(_)
            | Meaning::Declaration(_)
            | Meaning::Trigger(_)
            | Meaning::Promise(_)
            | Meaning::Step(_)
            | Meaning::Arm
            | Meaning::Else
            | Meaning::Scenario(_) => self.put(verb, TokenKind::Keyword),
            Meaning::Setting(_) | Meaning::Outcome(..) => self.put(verb, TokenKind::Property),
            Meaning::Typed => self.put(verb, TokenKind::Field),
            Meaning::Unknown => {}
        }
        if let Some(block) = statement.otherwise.as_deref() {
            self.word_before(statement, block.at.0.start);
        }
        let is_event = matches!(meaning, Meaning::Trigger(_));
        for (index, operand) in statement.operands.iter().enumerate() {
            match operand {
                Operand::One(expr) if index == 0 && is_event => {
                    self.put(expr.at.0, TokenKind::Event);
                }
                Operand::One(expr) => self.expr(expr, meaning),
                Operand::List(list) => list.iter().for_each(|expr| self.expr(expr, meaning)),
                Operand::Equation(left, right) => {
                    self.expr(left, meaning);
                    self.expr(right, meaning);
                }
            }
        }
    }

    /// The `else` before a block.
    fn word_before(&mut self, statement: &Statement, brace: u32) {
        let span = Span::new(statement.at.0.start, brace);
        let before = self.view.slice(Location { file: self.file, span });
        let trimmed = before.trim_end();
        if trimmed.ends_with("else") {
            let end = statement.at.0.start + u32::try_from(trimmed.len()).unwrap_or(0);
            self.put(Span::new(end - 4, end), TokenKind::Keyword);
        }
    }

    fn expr(&mut self, expr: &Expr, meaning: Meaning) {
        let span = expr.at.0;
        match &expr.kind {
            ExprKind::Word(word) => {
                let kind = if find_value(word, "").is_some() {
                    TokenKind::Root
                } else if TYPES.iter().any(|ty| ty.word == word) && takes_type(meaning) {
                    TokenKind::Type
                } else {
                    TokenKind::Keyword
                };
                self.put(span, kind);
            }
            ExprKind::Text(text) => self.text(span, &text.pieces),
            ExprKind::Number(_)
            | ExprKind::Duration(_)
            | ExprKind::Date(_)
            | ExprKind::Time(_)
            | ExprKind::DateTime(_)
            | ExprKind::StatusClass(_) => self.put(span, TokenKind::Number),
            ExprKind::Bool(_) | ExprKind::None => self.put(span, TokenKind::Keyword),
            ExprKind::List(parts) | ExprKind::Logic(_, parts) => {
                parts.iter().for_each(|part| self.expr(part, meaning));
            }
            ExprKind::Call(name, parts) => {
                self.put(name.at.0, TokenKind::Function);
                parts.iter().for_each(|part| self.expr(part, meaning));
            }
            ExprKind::Record(entries) => {
                for (key, value) in entries {
                    let kind = if key.quoted { TokenKind::Text } else { TokenKind::Field };
                    self.put(key.at.0, kind);
                    self.expr(value, meaning);
                }
            }
            ExprKind::Between(sides) => sides.iter().for_each(|side| self.expr(side, meaning)),
            ExprKind::Index(left, right)
            | ExprKind::Binary(_, left, right)
            | ExprKind::Fallback(left, right)
            | ExprKind::Range(left, right) => {
                self.expr(left, meaning);
                self.expr(right, meaning);
            }
            ExprKind::Member(of, name) => {
                if matches!(&of.kind, ExprKind::Word(word) if is_root(word)) {
                    self.put(of.at.0, TokenKind::Root);
                } else {
                    self.expr(of, meaning);
                }
                self.put(name.at.0, TokenKind::Field);
            }
            ExprKind::Paren(of)
            | ExprKind::Every(of)
            | ExprKind::Optional(of)
            | ExprKind::Unary(_, of)
            | ExprKind::IsSet(of, _) => self.expr(of, meaning),
            ExprKind::Poison => {}
        }
    }

    /// A text around what is interpolated.
    fn text(&mut self, span: Span, pieces: &[Piece]) {
        let mut start = span.start;
        for piece in pieces {
            let Piece::Value(value) = piece else { continue };
            let inner = value.at.0;
            let before = Span::new(start, inner.start);
            // The `${` belongs to neither.
            let written = self.view.slice(Location { file: self.file, span: before });
            let opened = written.rfind("${").and_then(|at| u32::try_from(at).ok());
            let end = opened.map_or(inner.start, |at| start + at);
            self.put(Span::new(start, end), TokenKind::Text);
            self.expr(value, Meaning::Unknown);
            let rest = Span::new(inner.end, span.end);
            let rest = self.view.slice(Location { file: self.file, span: rest });
            let closed = rest.find('}').and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(0);
            start = inner.end + closed;
        }
        self.put(Span::new(start, span.end.max(start)), TokenKind::Text);
    }
}

/// Whether the words of a line may be types.
fn takes_type(meaning: Meaning) -> bool {
    use crate::vocabulary::{Form, Kind};
    let has = |forms: &[Form]| {
        forms
            .iter()
            .copied()
            .flatten()
            .any(|one| matches!(one.kind, Kind::Type(_) | Kind::LineType))
    };
    match meaning {
        Meaning::Declaration(one) => has(one.forms),
        Meaning::Step(one) => has(one.forms),
        Meaning::Setting(one) => has(one.forms),
        Meaning::Typed => true,
        Meaning::Item(_)
        | Meaning::Trigger(_)
        | Meaning::Promise(_)
        | Meaning::Outcome(..)
        | Meaning::Arm
        | Meaning::Else
        | Meaning::Scenario(_)
        | Meaning::Unknown => false,
    }
}
