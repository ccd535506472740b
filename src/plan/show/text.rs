//! Texts in quotes, as the language reads them.

use std::fmt::Write;

/// A text without interpolations, in quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    escape(text, &mut out);
    out.push('"');
    out
}

/// Appends a stretch of text as it stands between quotes. Whatever a reviewer could not see, or
/// could take for something else, is written as a number.
pub(super) fn escape(text: &str, out: &mut String) {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '$' if letters.peek() == Some(&'{') => out.push_str("\\$"),
            hidden if is_hidden(hidden) => {
                // Writing into a text cannot fail.
                let _ = write!(out, "\\u{{{:X}}}", u32::from(hidden));
            }
            plain => out.push(plain),
        }
    }
}

/// Control characters, marks that turn the direction of writing, and blanks of no width. The two
/// joiners stay: writing and emoji of many people need them.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{61C}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{2069}'
                | '\u{FEFF}'
        )
}

/// Whether a word can stand without quotes as the name of a thing or a key.
pub(super) fn is_plain(word: &str) -> bool {
    let mut letters = word.chars();
    let starts = letters.next().is_some_and(|first| first.is_ascii_lowercase());
    starts && letters.all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '_')
}

#[cfg(test)]
mod tests {
    use super::{is_plain, quoted};

    #[test]
    fn what_cannot_be_seen_is_written_as_a_number() {
        assert_eq!(quoted("a \"b\" \\ $5 ${x}\n\t"), r#""a \"b\" \\ $5 \${x}\n\t""#);
        assert_eq!(quoted("a\u{202E}b\u{7}\r"), r#""a\u{202E}b\u{7}\u{D}""#);
        let family = "👨\u{200D}👩\u{200D}👧";
        assert_eq!(quoted(family), format!("\"{family}\""));
    }

    #[test]
    fn names_need_no_quotes() {
        assert!(is_plain("crm_id2"));
        assert!(!is_plain("E-mail") && !is_plain("") && !is_plain("2a"));
    }
}
