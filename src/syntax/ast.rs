//! The tree a text becomes.
//!
//! Everything in a file is a [`Statement`]: items, declarations, triggers, settings, steps,
//! outcomes, promises and scenario lines differ in their words, not in their shape. Which words
//! may stand where is the business of the vocabulary.

use jiff::civil;
use rust_decimal::Decimal;

use crate::base::{At, Duration, FileId, Name, Span};
pub use crate::base::{Binary, Logic, Unary};

/// A whole file: its items in order, and its comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ast {
    /// Which file.
    pub file: FileId,
    /// The top level.
    pub entries: Vec<Entry>,
    /// What has no place in the tree.
    pub trivia: Trivia,
}

/// The comments of a file, in order of place. Equal to any other: comments carry no meaning.
#[derive(Clone, Debug, Default)]
pub struct Trivia {
    /// Each from its `#` to the end of its line, without the line end.
    pub comments: Vec<Span>,
}

impl PartialEq for Trivia {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Trivia {}

/// One entry of a block: a statement, or text that could not be read (reported where it was).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A statement.
    Statement(Statement),
    /// Text that does not parse, as it stands.
    Poison(At),
}

/// `label: verb operand* { … } else { … }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// From its first byte to its last, without blanks or comments around it.
    pub at: At,
    /// The name before the colon.
    pub label: Option<Box<Word>>,
    /// The first word; a dotted path in lines like `order.total number`.
    pub verb: Word,
    /// What follows the verb on its line.
    pub operands: Vec<Operand>,
    /// The braces behind the operands.
    pub block: Option<Block>,
    /// The braces behind `else`.
    pub otherwise: Option<Box<Block>>,
    /// Text behind the statement that could not be read. The statement is damaged: its other
    /// parts are there, but whoever asks for a missing part must stay silent.
    pub junk: Option<At>,
}

/// A word and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub text: Name,
    /// Where.
    pub at: At,
}

/// Entries between braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// From `{` to `}`.
    pub at: At,
    /// What stands inside.
    pub entries: Vec<Entry>,
    /// Whether the `}` is there. An item with an unclosed block in it is reported once and its
    /// blocks may be nested wrongly.
    pub closed: bool,
}

/// One operand of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A single word or value.
    One(Expr),
    /// `a, b, c`: two or more.
    List(Vec<Expr>),
    /// `a = b`.
    Equation(Expr, Box<Expr>),
}

impl Operand {
    /// Its expressions, in order of the source.
    #[must_use]
    pub fn exprs(&self) -> Vec<&Expr> {
        match self {
            Self::One(expr) => vec![expr],
            Self::List(list) => list.iter().collect(),
            Self::Equation(left, right) => vec![left, right],
        }
    }
}

/// An expression and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    /// Where.
    pub at: At,
    /// What.
    pub kind: ExprKind,
}

/// What an expression is. Nested at most [`crate::base::MAX_NESTING`] deep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind {
    /// A bare word: `contact`, `sales`, `round_robin`, also a reserved word used as a name.
    Word(Name),
    /// A text, with what is interpolated.
    Text(Text),
    /// `12.50`.
    Number(Decimal),
    /// `1h30m`.
    Duration(Duration),
    /// `2026-12-25`.
    Date(civil::Date),
    /// `09:00`, in minutes since midnight; `24:00` is 1440.
    Time(u16),
    /// `2026-12-25T09:00`.
    DateTime(civil::DateTime),
    /// `4xx`: the first digit.
    StatusClass(u8),
    /// `true`, `false`.
    Bool(bool),
    /// `none`.
    None,
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `(name: a, "Any key": b)`.
    Record(Vec<(Key, Expr)>),
    /// `(a)`.
    Paren(Box<Expr>),
    /// `a.b`.
    Member(Box<Expr>, Box<Word>),
    /// `a[0]`, `a["key"]`.
    Index(Box<Expr>, Box<Expr>),
    /// `a[*]`, in paths of `save` only.
    Every(Box<Expr>),
    /// `f(a, b)`.
    Call(Box<Word>, Vec<Expr>),
    /// `number?`, in lines that declare a type only.
    Optional(Box<Expr>),
    /// `not a`, `-a`.
    Unary(Unary, Box<Expr>),
    /// `a + b`, `a contains b`, …
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// `a and b and c`, `a or b`: two or more sides of one connective.
    Logic(Logic, Vec<Expr>),
    /// `a between b and c`.
    Between(Box<[Expr; 3]>),
    /// `a is set` (true), `a is unset` (false).
    IsSet(Box<Expr>, bool),
    /// `a else b`.
    Fallback(Box<Expr>, Box<Expr>),
    /// `mon..fri`, `2026-12-24..2026-12-26`; `09:00-18:00`. In operands only.
    Range(Box<Expr>, Box<Expr>),
    /// What could not be read, reported where it was.
    Poison,
}

/// The name of a record's entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The name.
    pub text: Name,
    /// Whether it is written in quotes.
    pub quoted: bool,
    /// Where.
    pub at: At,
}

/// A text literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Raw stretches and interpolations in turn; escapes resolved, a block's indent removed.
    pub pieces: Vec<Piece>,
    /// Whether it is written between `"""`.
    pub block: bool,
}

/// A part of a text literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text as it is.
    Raw(Name),
    /// `${expr}`.
    Value(Expr),
}
