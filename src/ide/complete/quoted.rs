//! Texts that may not be closed, and what stands at a place inside.

/// What a place inside of a text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ide) enum Inside {
    /// The words of a text that begins so many bytes behind the start.
    Words(usize),
    /// An interpolation whose expression begins so many bytes behind the start.
    Hole(usize),
}

/// What is open at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// A text in `"`, which ends with its line at the latest.
    Plain(usize),
    /// A text in `"""`.
    Block(usize),
    /// An interpolation, or braces in one; it ends with its line at the latest.
    Hole(usize),
}

/// Length of the text that `text` begins with, in bytes. One that is not closed ends with its line,
/// or in `"""` with the file: what stands below is code.
pub(super) fn length(text: &str) -> usize {
    scan(text, text.len()).0
}

/// What stands at the byte `at` of a text that `text` begins with; nothing in the middle of signs
/// that belong together.
pub(super) fn inside(text: &str, at: usize) -> Option<Inside> {
    match scan(text, at).1? {
        Open::Plain(start) | Open::Block(start) => (start <= at).then_some(Inside::Words(start)),
        Open::Hole(start) => (start <= at).then_some(Inside::Hole(start)),
    }
}

/// Steps over a text up to `until`: how far that is, and what is open there.
fn scan(text: &str, until: usize) -> (usize, Option<Open>) {
    let bytes = text.as_bytes();
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    while at < until
        && let Some(rest) = bytes.get(at..)
        && let Some(byte) = rest.first()
    {
        let begins = |with: &[u8]| rest.starts_with(with);
        let mut step = 1;
        match (open.last().copied(), byte) {
            (Some(Open::Plain(_) | Open::Hole(_)), b'\n') => {
                while matches!(open.last(), Some(Open::Plain(_) | Open::Hole(_))) {
                    open.pop();
                }
                if open.is_empty() {
                    return (at, None);
                }
            }
            // What a line end is put behind does not keep it from ending the text.
            (Some(Open::Plain(_)), b'\\') if begins(b"\\\n") || begins(b"\\\r") => {}
            (Some(Open::Plain(_) | Open::Block(_)), b'\\') => step = 2,
            (Some(Open::Plain(_) | Open::Block(_)), b'$') if begins(b"${") => {
                step = 2;
                open.push(Open::Hole(at + 2));
            }
            (Some(Open::Plain(_)), b'"') => {
                open.pop();
            }
            (Some(Open::Block(_)), b'"') if begins(b"\"\"\"") => {
                step = 3;
                open.pop();
            }
            (Some(Open::Hole(_)), b'}') => {
                open.pop();
            }
            (Some(Open::Hole(_)), b'{') => open.push(Open::Hole(at + 1)),
            (Some(Open::Hole(_)) | None, b'"') if begins(b"\"\"\"") => {
                step = 3;
                open.push(Open::Block(at + 3));
            }
            (Some(Open::Hole(_)) | None, b'"') => open.push(Open::Plain(at + 1)),
            (Some(Open::Plain(_) | Open::Block(_) | Open::Hole(_)) | None, _) => {}
        }
        at += step;
        if open.is_empty() {
            return (at, None);
        }
    }
    let whole = at.min(text.len());
    (whole, open.last().copied())
}

#[cfg(test)]
mod tests {
    use super::{Inside, inside, length};

    #[test]
    fn a_text_ends_at_its_quote() {
        assert_eq!(length(r#""a \" b" c"#), 8);
        assert_eq!(length(r#""a ${lower("b")} c" d"#), 19);
        assert_eq!(length("\"\"\"\na \" b\n\"\"\" c"), 13);
    }

    #[test]
    fn a_text_that_is_not_closed_ends_with_its_line() {
        assert_eq!(length("\"Hi ${contact.\nsend"), 14);
        assert_eq!(length("\"Hi\r\nsend"), 4);
        assert_eq!(length("\"Hi\\\nsend"), 4);
    }

    #[test]
    fn an_interpolation_is_told_from_the_words_around_it() {
        let text = r#""Hi ${contact.name}!""#;
        assert_eq!(inside(text, 3), Some(Inside::Words(1)));
        assert_eq!(inside(text, 9), Some(Inside::Hole(6)));
        assert_eq!(inside(text, 20), Some(Inside::Words(1)));
        assert_eq!(inside(text, 21), None);
    }
}
