//! What a line says, for people who read no code: texts by their value, everything else as it is
//! written.
//!
//! In: a bound line and the texts it came from. Out: its words, each on one line. Where a text
//! stands is known from the program; nothing is searched for quotes.

use crate::base::{Binary, FileId, Literal, Location, Sources, Span, Type};
use crate::graph::draw::text::one_line;
use crate::program::{ArgValue, Expr, ExprKind, Line, Piece};

/// What a line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// The text it begins with, if it does: what somebody is going to read.
    pub(super) text: String,
    /// Everything else.
    pub(super) rest: String,
}

/// What a line says behind its own first words.
pub(super) fn line(line: &Line, words: &[&str], sources: &Sources) -> Said {
    let Location { file, span } = line.head;
    let written = sources.slice(line.head);
    let behind = words.iter().fold(written, |text, word| {
        text.strip_prefix(word).map_or(text, |behind| behind.trim_start())
    });
    let start = span.end.saturating_sub(to_u32(behind.len()));
    let mut texts = Vec::new();
    line.args.iter().for_each(|arg| of_arg(arg.span, &arg.value, file, sources, &mut texts));
    texts.sort_by_key(|(span, _)| span.start);
    let first = line.args.iter().map(|arg| arg.span).min_by_key(|span| span.start);
    let leads = |(at, _): &&(Span, String)| at.start == start && first == Some(*at);
    match texts.iter().find(leads) {
        Some((at, text)) => Said {
            text: one_line(text),
            rest: replaced(Span::new(at.end, span.end), file, &texts, sources),
        },
        None => Said {
            text: String::new(),
            rest: replaced(Span::new(start, span.end), file, &texts, sources),
        },
    }
}

/// An expression as it is written, with the texts in it by their value.
pub(super) fn expression(expr: &Expr, file: FileId, sources: &Sources) -> String {
    let mut texts = Vec::new();
    of_expr(expr, file, sources, &mut texts);
    replaced(expr.span, file, &texts, sources)
}

/// A stretch of source with some texts by their value, between quotes.
fn replaced(span: Span, file: FileId, texts: &[(Span, String)], sources: &Sources) -> String {
    let slice = |start, end| sources.slice(Location { file, span: Span::new(start, end) });
    let mut out = String::new();
    let mut at = span.start;
    for (place, text) in texts {
        if place.start < at || place.end > span.end {
            continue;
        }
        out.push_str(slice(at, place.start));
        out.extend(["\"", text, "\""]);
        at = place.end;
    }
    out.push_str(slice(at, span.end));
    one_line(&out)
}

/// The outermost texts of an operand, with their places.
fn of_arg(
    span: Span,
    value: &ArgValue,
    file: FileId,
    sources: &Sources,
    texts: &mut Vec<(Span, String)>,
) {
    if let ArgValue::Text(text) = value {
        texts.push((span, text.to_string()));
    } else if let ArgValue::Texts(all) = value {
        texts.extend(all.iter().map(|(text, span)| (*span, text.to_string())));
    } else {
        value.each_expr(|expr| of_expr(expr, file, sources, texts));
    }
}

fn of_expr(expr: &Expr, file: FileId, sources: &Sources, texts: &mut Vec<(Span, String)>) {
    if is_text(expr) {
        let mut text = String::new();
        read(expr, file, sources, &mut text);
        texts.push((expr.span, text));
    } else {
        expr.each_part(|part| of_expr(part, file, sources, texts));
    }
}

const fn is_text(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Literal(Literal::Text(_)) | ExprKind::Template(_))
}

/// A text as its reader gets it, with `{contact.name}` for what is only known in a run. What stands
/// in for it where there is none is left out, and what is joined to a text is part of the text.
fn read(expr: &Expr, file: FileId, sources: &Sources, out: &mut String) {
    if let ExprKind::Literal(Literal::Text(text)) = &expr.kind {
        out.push_str(text);
    } else if let ExprKind::Template(pieces) = &expr.kind {
        for piece in pieces {
            match piece {
                Piece::Raw(text) => out.push_str(text),
                Piece::Value(value) => read(value, file, sources, out),
            }
        }
    } else if let ExprKind::Fallback(first, _) = &expr.kind {
        read(first, file, sources, out);
    } else if let ExprKind::Binary(Binary::Add, one, other) = &expr.kind
        && expr.ty == Type::Text
    {
        read(one, file, sources, out);
        read(other, file, sources, out);
    } else {
        out.extend(["{", &expression(expr, file, sources), "}"]);
    }
}

/// Files are far smaller than 4 GiB.
fn to_u32(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
