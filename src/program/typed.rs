//! Checked expressions.

use super::ArgValue;
use crate::base::{Binary, Literal, Logic, Name, Place, Span, Type};
use crate::vocabulary as decl;

/// A checked expression: resolved and typed.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Where it stands; the file is that of the line it belongs to.
    pub span: Span,
    /// Its type where it has a value. Whether it may have none depends on the way there and is
    /// asked of the graph.
    pub ty: Type,
    /// What it is.
    pub kind: ExprKind,
}

impl Expr {
    /// Calls `visit` with every part of it, one level down, in order of the source.
    pub fn each_part<'a>(&'a self, mut visit: impl FnMut(&'a Self)) {
        match &self.kind {
            ExprKind::Template(pieces) => {
                for piece in pieces {
                    if let Piece::Value(value) = piece {
                        visit(value);
                    }
                }
            }
            ExprKind::List(parts) | ExprKind::Call(_, parts) | ExprKind::Logic(_, parts) => {
                parts.iter().for_each(visit);
            }
            ExprKind::Record(entries) => entries.iter().for_each(|(_, value)| visit(value)),
            ExprKind::Between(sides) => sides.iter().for_each(visit),
            ExprKind::Index(left, right)
            | ExprKind::Binary(_, left, right)
            | ExprKind::Fallback(left, right) => {
                visit(left);
                visit(right);
            }
            ExprKind::Member(of, _)
            | ExprKind::Not(of)
            | ExprKind::Minus(of)
            | ExprKind::IsSet(of, _) => visit(of),
            ExprKind::Literal(_) | ExprKind::Read(..) | ExprKind::Unknown => {}
        }
    }
}

/// What a checked expression is.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A fixed value.
    Literal(Literal),
    /// A text with interpolations.
    Template(Vec<Piece>),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `(name: a)`.
    Record(Vec<(Name, Expr)>),
    /// The value of a place, and whether it may be missing where nothing is proved.
    Read(Place, bool),
    /// `a.b` of a record.
    Member(Box<Expr>, Name),
    /// `a[0]`, `a["key"]`.
    Index(Box<Expr>, Box<Expr>),
    /// A function and its arguments.
    Call(&'static decl::Function, Vec<Expr>),
    /// `not a`.
    Not(Box<Expr>),
    /// `-a`.
    Minus(Box<Expr>),
    /// `a + b`, `a contains b`. The right side of `during` is an hours literal or a list of two
    /// dates.
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// `a and b`.
    Logic(Logic, Vec<Expr>),
    /// `a between b and c`.
    Between(Box<[Expr; 3]>),
    /// `a is set` (true), `a is unset` (false).
    IsSet(Box<Expr>, bool),
    /// `a else b`.
    Fallback(Box<Expr>, Box<Expr>),
    /// What could not be read or resolved, reported where it was.
    Unknown,
}

/// A part of a text.
#[derive(Clone, Debug)]
pub enum Piece {
    /// As it is.
    Raw(Name),
    /// Computed and rendered.
    Value(Expr),
}

impl ArgValue {
    /// Calls `visit` with every expression that it is made of, in order of the source.
    pub fn each_expr<'a>(&'a self, mut visit: impl FnMut(&'a Expr)) {
        match self {
            Self::Expr(expr) => visit(expr),
            Self::Exprs(list) => list.iter().for_each(visit),
            Self::Record(entries) => entries.iter().for_each(|(_, expr)| visit(expr)),
            Self::Name(_)
            | Self::Names(_)
            | Self::Text(_)
            | Self::Texts(_)
            | Self::Count(_)
            | Self::Duration(_)
            | Self::Place(..)
            | Self::Type(..)
            | Self::Path(_)
            | Self::Status { .. }
            | Self::Days(_)
            | Self::Times(_)
            | Self::Dates(..)
            | Self::Moment(_) => {}
        }
    }
}
