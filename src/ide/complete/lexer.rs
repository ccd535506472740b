//! The words and signs of a text that may be broken anywhere.
//!
//! While somebody types, the line at the cursor does not parse, and what the grammar makes of it
//! says little. Words and signs can still be told, and those before the cursor say enough.

use super::quoted;
use crate::base::{Binary, Logic, Span};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ide) enum Sign {
    /// `send`, `contact`.
    Word,
    /// `12.50`, `1h30m`, `09:00`, `2026-12-25`, `4xx`.
    Literal,
    /// `"…"`, also one that is not closed.
    Text,
    /// `(` or `[`.
    Opening,
    /// `)` or `]`.
    Closing,
    /// `{`.
    Brace,
    /// `}`.
    EndBrace,
    /// A comment up to its line end.
    Remark,
    /// A line end.
    LineEnd,
    /// Anything else: `==`, `,`, `.`, `..`.
    Other,
}

/// A word or sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ide) struct Token<'a> {
    /// What it is.
    pub(in crate::ide) sign: Sign,
    /// As it stands.
    pub(in crate::ide) text: &'a str,
    /// Where.
    pub(in crate::ide) span: Span,
    /// Whether nothing stands between it and the one before.
    pub(in crate::ide) touches: bool,
}

impl Token<'_> {
    /// Whether it is this word or sign.
    pub(in crate::ide) fn is(&self, text: &str) -> bool {
        !matches!(self.sign, Sign::Text | Sign::Remark) && self.text == text
    }

    /// Whether it joins two sides of an expression. `..` joins the ends of a range.
    pub(in crate::ide) fn joins(&self) -> bool {
        match self.sign {
            Sign::Word | Sign::Other => {
                let text = self.text;
                Binary::ALL.iter().any(|one| one.symbol() == text)
                    || [Logic::And.symbol(), Logic::Or.symbol()].contains(&text)
                    || ["between", "else", ".."].contains(&text)
            }
            Sign::Literal
            | Sign::Text
            | Sign::Opening
            | Sign::Closing
            | Sign::Brace
            | Sign::EndBrace
            | Sign::Remark
            | Sign::LineEnd => false,
        }
    }
}

/// Reads tokens from a place on.
#[derive(Clone, Debug)]
pub(in crate::ide) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    blank: bool,
}

impl<'a> Lexer<'a> {
    /// From `at`, in bytes.
    pub(in crate::ide) const fn new(text: &'a str, at: usize) -> Self {
        Self { text, at, blank: true }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        let bare = rest.trim_start_matches(|sign: char| sign.is_whitespace() && sign != '\n');
        self.blank |= bare.len() < rest.len();
        self.at += rest.len() - bare.len();
        let first = bare.chars().next()?;
        let (sign, length) = match first {
            '\n' => (Sign::LineEnd, 1),
            '#' => (Sign::Remark, bare.find('\n').unwrap_or(bare.len())),
            '"' => (Sign::Text, quoted::length(bare)),
            '(' | '[' => (Sign::Opening, 1),
            ')' | ']' => (Sign::Closing, 1),
            '{' => (Sign::Brace, 1),
            '}' => (Sign::EndBrace, 1),
            '0'..='9' => (Sign::Literal, literal(bare)),
            _ if is_mark(first) => (Sign::Word, marks(bare)),
            _ => (Sign::Other, other(bare).unwrap_or(first.len_utf8())),
        };
        let start = self.at;
        self.at += length;
        let touches = !self.blank;
        self.blank = sign == Sign::LineEnd;
        let text = self.text.get(start..self.at)?;
        let span = Span::new(u32::try_from(start).ok()?, u32::try_from(self.at).ok()?);
        Some(Token { sign, text, span, touches })
    }
}

/// Whether a sign may stand in a word. Letters of any script: a word is replaced as a whole.
fn is_mark(sign: char) -> bool {
    sign == '_' || sign.is_alphanumeric()
}

fn marks(text: &str) -> usize {
    text.find(|sign| !is_mark(sign)).unwrap_or(text.len())
}

/// `2026-12-25T09:00`, `09:00`, `12.50`, `1h30m`.
fn literal(text: &str) -> usize {
    let mut length = if is_day(text) { 10 } else { marks(text) };
    while let Some(rest) = text.get(length..) {
        let joined = rest.strip_prefix([':', '.']);
        let more = match joined {
            Some(behind) if behind.starts_with(|sign: char| sign.is_ascii_digit()) => {
                1 + marks(behind)
            }
            Some(_) | None => marks(rest),
        };
        if more == 0 {
            break;
        }
        length += more;
    }
    length
}

/// Whether a text begins like `2026-12-25`.
fn is_day(text: &str) -> bool {
    let shape = b"0000-00-00";
    let begins = text.as_bytes().get(..shape.len());
    begins.is_some_and(|begins| {
        let pairs = begins.iter().zip(shape);
        pairs.into_iter().all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            _ => byte == shape,
        })
    })
}

/// Signs of two characters.
fn other(text: &str) -> Option<usize> {
    ["==", "!=", "<=", ">=", ".."].iter().find(|two| text.starts_with(*two)).map(|_| 2)
}
