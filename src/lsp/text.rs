//! Places in texts: bytes here, lines and columns there.

use gen_lsp_types::{Position, Range};

use crate::base::Span;

/// How columns are counted, as the two sides agreed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes of UTF-8.
    Utf8,
    /// Units of UTF-16, which every editor can.
    #[default]
    Utf16,
}

/// Where the lines of a text begin, in bytes. Lines end at `\n`, `\r\n` or a lone `\r`, as the
/// protocol has it.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    starts: Vec<u32>,
}

/// A byte order mark. Editors take it away before they count.
const MARK: char = '\u{feff}';

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let mut starts = vec![beginning(text)];
        let mut bytes = text.bytes().enumerate().peekable();
        while let Some((index, byte)) = bytes.next() {
            let pair = byte == b'\r' && bytes.peek().is_some_and(|(_, next)| *next == b'\n');
            if (byte == b'\n' || byte == b'\r') && !pair {
                starts.push(to_u32(index + 1));
            }
        }
        Self { starts }
    }

    /// The place of a byte; one past the end is the end, and one within a line end is before it.
    pub(super) fn position(&self, text: &str, offset: u32, encoding: Encoding) -> Position {
        let offset = offset.min(to_u32(text.len()));
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0).min(offset);
        // Within a character, its beginning.
        let whole = |end: u32| text.get(start as usize..end as usize);
        let before = (start..=offset).rev().find_map(whole).unwrap_or_default();
        let before = before.trim_end_matches('\r');
        Position { line: to_u32(line), character: units(before, encoding) }
    }

    /// The byte of a place. A column behind the line's end is the end; one inside of a character
    /// is its beginning; a line behind the last is the end of the text.
    pub(super) fn offset(&self, text: &str, at: Position, encoding: Encoding) -> u32 {
        let end = to_u32(text.len());
        let Some(start) = self.starts.get(at.line as usize).copied() else { return end };
        let next = self.starts.get(at.line as usize + 1).copied().unwrap_or(end);
        let line = text.get(start as usize..next as usize).unwrap_or_default();
        let line = line.trim_end_matches(['\r', '\n']);
        let mut left = at.character;
        let mut offset = start;
        for sign in line.chars() {
            let width = width(sign, encoding);
            if left < width {
                break;
            }
            left -= width;
            offset += to_u32(sign.len_utf8());
        }
        offset
    }

    pub(super) fn range(&self, text: &str, span: Span, encoding: Encoding) -> Range {
        Range {
            start: self.position(text, span.start, encoding),
            end: self.position(text, span.end, encoding),
        }
    }

    pub(super) fn span(&self, text: &str, range: Range, encoding: Encoding) -> Span {
        let start = self.offset(text, range.start, encoding);
        let end = self.offset(text, range.end, encoding);
        Span::new(start, end.max(start))
    }
}

/// Units of a text.
pub(super) fn units(text: &str, encoding: Encoding) -> u32 {
    text.chars().map(|sign| width(sign, encoding)).sum()
}

fn width(sign: char, encoding: Encoding) -> u32 {
    to_u32(match encoding {
        Encoding::Utf8 => sign.len_utf8(),
        Encoding::Utf16 => sign.len_utf16(),
    })
}

fn beginning(text: &str) -> u32 {
    if text.starts_with(MARK) { to_u32(MARK.len_utf8()) } else { 0 }
}

/// Offsets fit in 32 bits because the size limit of a source is far below.
fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Lines};

    const TEXT: &str = "\u{feff}one\r\nzwei 👍 ß\rdrei\n";

    #[test]
    fn every_byte_has_a_place_that_leads_back() {
        let lines = Lines::of(TEXT);
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            for (offset, sign) in
                TEXT.char_indices().filter(|(_, sign)| !"\r\n\u{feff}".contains(*sign))
            {
                let offset = u32::try_from(offset).unwrap_or_default();
                let place = lines.position(TEXT, offset, encoding);
                assert_eq!(lines.offset(TEXT, place, encoding), offset, "{sign:?} {place:?}");
            }
        }
    }

    #[test]
    fn columns_are_counted_as_agreed() {
        let lines = Lines::of(TEXT);
        let at = u32::try_from(TEXT.find('ß').unwrap_or_default()).unwrap_or_default();
        let narrow = lines.position(TEXT, at, Encoding::Utf16);
        assert_eq!((narrow.line, narrow.character), (1, 8));
        let wide = lines.position(TEXT, at, Encoding::Utf8);
        assert_eq!((wide.line, wide.character), (1, 10));
        let at = u32::try_from("\u{feff}one\r".len()).unwrap_or_default();
        let inside = lines.position(TEXT, at, Encoding::Utf16);
        assert_eq!((inside.line, inside.character), (0, 3));
        let at = u32::try_from(TEXT.find('ß').unwrap_or_default() + 1).unwrap_or_default();
        let within = lines.position(TEXT, at, Encoding::Utf16);
        assert_eq!((within.line, within.character), (1, 8));
    }

    #[test]
    fn places_outside_are_the_nearest_inside() {
        use gen_lsp_types::Position;
        let lines = Lines::of(TEXT);
        let at = |line, character| {
            lines.offset(TEXT, Position { line, character }, Encoding::Utf16) as usize
        };
        assert_eq!(at(0, 99), "\u{feff}one".len());
        assert_eq!(at(99, 0), TEXT.len());
        assert_eq!(at(1, 6), "\u{feff}one\r\nzwei ".len());
    }
}
