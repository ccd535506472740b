//! The tokens of a program as a person sees them. Written apart from the parser, so that tests
//! can take a program to pieces without asking what they test.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a word of the language.
    Word,
    /// A number, date, time or duration.
    Number,
    /// A text, its interpolations included.
    Text,
    /// A bracket, a brace or an operator.
    Sign,
    /// A comment.
    Comment,
}

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) at: Range<usize>,
}

/// The tokens of a sound program, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut from = 0;
    while let Some(&byte) = bytes.get(from) {
        if byte.is_ascii_whitespace() {
            from += 1;
            continue;
        }
        let (kind, to) = match byte {
            b'#' => (Kind::Comment, text[from..].find('\n').map_or(text.len(), |end| from + end)),
            b'"' => (Kind::Text, end_of_text(text, from)),
            b'0'..=b'9' => (Kind::Number, end_of_number(bytes, from)),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => (Kind::Word, end_of_word(bytes, from)),
            _ => (Kind::Sign, end_of_sign(text, from)),
        };
        tokens.push(Token { kind, at: from..to });
        from = to;
    }
    tokens
}

fn is_mark(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn end_of_word(bytes: &[u8], from: usize) -> usize {
    from + bytes[from..].iter().take_while(|byte| is_mark(**byte)).count()
}

fn end_of_number(bytes: &[u8], from: usize) -> usize {
    let mut to = from;
    loop {
        to = end_of_word(bytes, to);
        let digit = bytes.get(to + 1).is_some_and(u8::is_ascii_digit);
        let calendar = matches!(to - from, 4 | 7) && bytes.get(to) == Some(&b'-');
        let joined = matches!(bytes.get(to), Some(b'.' | b':')) || calendar;
        if !joined || !digit {
            return to;
        }
        to += 1;
    }
}

fn end_of_sign(text: &str, from: usize) -> usize {
    let long = ["==", "!=", "<=", ">=", "..", "[*]"];
    let sign = long.into_iter().find(|sign| text[from..].starts_with(sign));
    from + sign.map_or_else(|| text[from..].chars().next().map_or(1, char::len_utf8), str::len)
}

/// The end of a text that begins at `from`: its interpolations may hold texts themselves.
fn end_of_text(text: &str, from: usize) -> usize {
    let quotes = if text[from..].starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
    let mut at = from + quotes.len();
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with(quotes) {
            return at + quotes.len();
        }
        if rest.starts_with("${") {
            at = end_of_value(text, at + 2);
        } else {
            let skipped = usize::from(rest.starts_with('\\')) + 1;
            at += rest.chars().take(skipped).map(char::len_utf8).sum::<usize>();
        }
    }
    text.len()
}

fn end_of_value(text: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(letter) = text[at..].chars().next() {
        match letter {
            '}' => return at + 1,
            '"' => at = end_of_text(text, at),
            _ => at += letter.len_utf8(),
        }
    }
    text.len()
}

#[test]
fn a_program_is_taken_to_pieces() {
    let text = "on x { a == 09:00-18:00, \"b ${c else \"d\"}\" } # e\n2026-12-25..f(1_0)";
    let pieces: Vec<&str> = tokens(text).into_iter().map(|token| &text[token.at]).collect();
    let expected = [
        "on",
        "x",
        "{",
        "a",
        "==",
        "09:00",
        "-",
        "18:00",
        ",",
        "\"b ${c else \"d\"}\"",
        "}",
        "# e",
        "2026-12-25",
        "..",
        "f",
        "(",
        "1_0",
        ")",
    ];
    assert_eq!(pieces, expected);
}
