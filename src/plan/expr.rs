//! Expressions as the runtime evaluates them: resolved, without places in the source.

use serde::{Deserialize, Serialize};

use crate::base::{Binary, Logic, Name};
pub use crate::base::{Literal, PathPart, Place, Root};

/// An expression. Checked: every name in it is known and its types fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Expr {
    /// A fixed value.
    Literal(Literal),
    /// A text with interpolations.
    Template(Vec<Piece>),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `(name: a)`.
    Record(Vec<(Name, Expr)>),
    /// The value of a place.
    Read(Place),
    /// `a.b` of a record.
    Member(Box<Expr>, Name),
    /// `a[0]`, `a["key"]`.
    Index(Box<Expr>, Box<Expr>),
    /// `lower(a)`: the function's name and its arguments.
    Call(Name, Vec<Expr>),
    /// `not a`.
    Not(Box<Expr>),
    /// `-a`.
    Minus(Box<Expr>),
    /// `a + b`, `a contains b`. The right side of `during` is an hours literal or a range of
    /// two dates as a list.
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// `a and b and c`.
    Logic(Logic, Vec<Expr>),
    /// `a between b and c`.
    Between(Box<[Expr; 3]>),
    /// `a is set`.
    IsSet(Box<Expr>),
    /// `a else b`.
    Fallback(Box<Expr>, Box<Expr>),
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Piece {
    /// As it is.
    Raw(Name),
    /// Computed and rendered.
    Value(Expr),
}
