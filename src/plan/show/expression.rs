//! Expressions in the language's own words, with no more brackets than are needed.

use super::text::{escape, is_plain, quoted};
use crate::base::{Binary, Logic, Name, plain_number};
use crate::plan::{Expr, Literal, PathPart, Piece};
use crate::vocabulary::RESERVED;

/// How tightly an expression holds together; a looser one stands in brackets where a tighter one
/// is needed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bind {
    Logic,
    Not,
    Compare,
    Fallback,
    Sum,
    Product,
    Minus,
    Whole,
}

impl Bind {
    const fn tighter(self) -> Self {
        match self {
            Self::Logic => Self::Not,
            Self::Not => Self::Compare,
            Self::Compare => Self::Fallback,
            Self::Fallback => Self::Sum,
            Self::Sum => Self::Product,
            Self::Product => Self::Minus,
            Self::Minus | Self::Whole => Self::Whole,
        }
    }
}

/// An expression as an author would write it.
#[must_use]
pub fn show_expression(expr: &Expr) -> String {
    let mut out = String::new();
    put(expr, Bind::Logic, &mut out);
    out
}

fn put(expr: &Expr, least: Bind, out: &mut String) {
    let bind = bind(expr);
    if bind < least {
        out.push('(');
        put_bare(expr, bind, out);
        out.push(')');
    } else {
        put_bare(expr, bind, out);
    }
}

fn bind(expr: &Expr) -> Bind {
    match expr {
        Expr::Logic(..) => Bind::Logic,
        Expr::Not(of) if matches!(**of, Expr::IsSet(_)) => Bind::Compare,
        Expr::Not(_) => Bind::Not,
        Expr::Between(_) | Expr::IsSet(_) => Bind::Compare,
        Expr::Binary(operator, ..) => binary_bind(*operator),
        Expr::Fallback(..) => Bind::Fallback,
        Expr::Minus(_) => Bind::Minus,
        Expr::Literal(Literal::Number(number)) if number.is_sign_negative() => Bind::Minus,
        Expr::Literal(_)
        | Expr::Template(_)
        | Expr::List(_)
        | Expr::Record(_)
        | Expr::Read(_)
        | Expr::Member(..)
        | Expr::Index(..)
        | Expr::Call(..) => Bind::Whole,
    }
}

fn binary_bind(operator: Binary) -> Bind {
    if !operator.is_arithmetic() {
        Bind::Compare
    } else if matches!(operator, Binary::Add | Binary::Subtract) {
        Bind::Sum
    } else {
        Bind::Product
    }
}

fn put_bare(expr: &Expr, bind: Bind, out: &mut String) {
    match expr {
        Expr::Literal(literal) => put_literal(literal, out),
        Expr::Template(pieces) => put_template(pieces, out),
        Expr::List(items) => put_all("[", items, "]", out),
        Expr::Record(entries) => out.push_str(&show_record(entries)),
        Expr::Read(place) => out.push_str(&place.to_string()),
        Expr::Member(of, name) => {
            put(of, Bind::Whole, out);
            put_key(name, out);
        }
        Expr::Index(of, at) => {
            put(of, Bind::Whole, out);
            out.push('[');
            put(at, Bind::Logic, out);
            out.push(']');
        }
        Expr::Call(name, args) => {
            out.push_str(name);
            put_all("(", args, ")", out);
        }
        Expr::Not(of) => {
            if let Expr::IsSet(of) = &**of {
                put_around(of, bind.tighter(), " is unset", out);
            } else {
                out.push_str("not ");
                put(of, bind, out);
            }
        }
        Expr::IsSet(of) => put_around(of, bind.tighter(), " is set", out),
        Expr::Minus(of) => {
            out.push('-');
            // Two signs in a row would be read as one, or not at all.
            put(of, Bind::Whole, out);
        }
        Expr::Binary(operator, one, other) => {
            // Comparisons do not chain; everything else of one kind groups from the left.
            let left = if bind == Bind::Compare { bind.tighter() } else { bind };
            put(one, left, out);
            put_word(operator.symbol(), out);
            match (operator, &**other) {
                (Binary::During, Expr::List(dates)) => put_range(dates, out),
                (_, other) => put(other, bind.tighter(), out),
            }
        }
        Expr::Logic(logic, sides) => put_logic(*logic, sides, out),
        Expr::Between(sides) => {
            let [value, from, to] = sides.as_ref();
            put(value, bind.tighter(), out);
            out.push_str(" between ");
            put(from, bind.tighter(), out);
            out.push_str(" and ");
            put(to, bind.tighter(), out);
        }
        Expr::Fallback(one, other) => {
            put(one, bind, out);
            out.push_str(" else ");
            put(other, bind.tighter(), out);
        }
    }
}

fn put_around(of: &Expr, least: Bind, behind: &str, out: &mut String) {
    put(of, least, out);
    out.push_str(behind);
}

fn put_word(word: &str, out: &mut String) {
    out.push(' ');
    out.push_str(word);
    out.push(' ');
}

/// `and` and `or` do not mix without brackets, also where the order would be clear.
fn put_logic(logic: Logic, sides: &[Expr], out: &mut String) {
    for (index, side) in sides.iter().enumerate() {
        if index > 0 {
            put_word(logic.symbol(), out);
        }
        put(side, Bind::Not, out);
    }
}

fn put_range(dates: &[Expr], out: &mut String) {
    for (index, date) in dates.iter().enumerate() {
        if index > 0 {
            out.push_str("..");
        }
        put(date, Bind::Whole, out);
    }
}

fn put_all(open: &str, items: &[Expr], close: &str, out: &mut String) {
    out.push_str(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        put(item, Bind::Logic, out);
    }
    out.push_str(close);
}

fn put_template(pieces: &[Piece], out: &mut String) {
    out.push('"');
    for piece in pieces {
        match piece {
            Piece::Raw(text) => escape(text, out),
            Piece::Value(value) => {
                out.push_str("${");
                put(value, Bind::Logic, out);
                out.push('}');
            }
        }
    }
    out.push('"');
}

fn put_literal(literal: &Literal, out: &mut String) {
    match literal {
        Literal::None => out.push_str("none"),
        Literal::Text(text) => out.push_str(&quoted(text)),
        Literal::Number(number) => out.push_str(&plain_number(*number)),
        Literal::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
        Literal::Date(day) => out.push_str(&day.to_string()),
        Literal::Time(time) => out.push_str(&clock(&time.to_string())),
        Literal::DateTime(moment) => out.push_str(&clock(&moment.to_string())),
        Literal::Duration(length) => out.push_str(&length.to_string()),
        Literal::Agent(name)
        | Literal::Team(name)
        | Literal::Channel(name)
        | Literal::Tag(name)
        | Literal::Hours(name) => out.push_str(name),
    }
}

/// A time without seconds where there are none: `09:00`.
fn clock(text: &str) -> String {
    let colons = text.matches(':').count();
    let short = text.strip_suffix(":00").filter(|_| colons > 1);
    short.unwrap_or(text).to_owned()
}

/// `(name: a, "Any key": b)`.
pub(super) fn show_record(entries: &[(Name, Expr)]) -> String {
    let mut out = String::from("(");
    for (index, (key, value)) in entries.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        let bare = is_plain(key) && !RESERVED.contains(&key.as_str());
        out.push_str(&if bare { key.to_string() } else { quoted(key) });
        out.push_str(": ");
        put(value, Bind::Logic, &mut out);
    }
    out.push(')');
    out
}

fn put_key(key: &str, out: &mut String) {
    if is_plain(key) {
        out.push('.');
        out.push_str(key);
    } else {
        out.push('[');
        out.push_str(&quoted(key));
        out.push(']');
    }
}

/// `body.items[0].fullName`.
pub(super) fn show_path(parts: &[PathPart]) -> String {
    let mut out = String::new();
    for (index, part) in parts.iter().enumerate() {
        match part {
            PathPart::Key(key) if index == 0 => out.push_str(key),
            PathPart::Key(key) if key.chars().all(|one| one.is_ascii_alphanumeric()) => {
                out.push('.');
                out.push_str(key);
            }
            PathPart::Key(key) => put_key(key, &mut out),
            PathPart::Index(at) => out.push_str(&format!("[{at}]")),
            PathPart::Every => out.push_str("[*]"),
        }
    }
    out
}
