//! Text as a terminal shows it: cells of known width, and nothing that could command the terminal
//! or reorder what stands around it.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns from one tab stop to the next.
const TAB: usize = 4;

/// One letter as people see it (a grapheme), with its place in the line and its width.
#[derive(Clone, Debug)]
pub(super) struct Cell<'a> {
    /// Its first byte within the line.
    pub(super) at: usize,
    /// Its length in bytes.
    pub(super) len: usize,
    /// What is drawn.
    pub(super) shown: Cow<'a, str>,
    /// How many columns that takes.
    pub(super) width: usize,
}

/// The cells of a stretch of a line that begins at byte `base` of the line.
pub(super) fn cells(text: &str, base: usize) -> Vec<Cell<'_>> {
    if is_plain(text) {
        let shown = |at: usize| Cow::Borrowed(text.get(at..=at).unwrap_or_default());
        let cell = |at: usize| Cell { at: base + at, len: 1, shown: shown(at), width: 1 };
        return (0..text.len()).map(cell).collect();
    }
    let mut column = 0;
    let mut cells = Vec::new();
    for (index, grapheme) in text.grapheme_indices(true) {
        let shown: Cow<'_, str> = if grapheme == "\t" {
            Cow::Owned(" ".repeat(TAB - column % TAB))
        } else {
            shown(grapheme)
        };
        let width = shown.width();
        cells.push(Cell { at: base + index, len: grapheme.len(), shown, width });
        column += width;
    }
    cells
}

/// How many columns a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// A text of one line that is safe to print: controls, bidirectional marks and letters without
/// width are spelled out.
#[must_use]
pub fn safe(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.graphemes(true).map(shown).collect())
}

/// Whether every byte is a letter by itself, one column wide and safe to print.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..0x7f).contains(&byte))
}

/// Breaks a text at blanks into lines of at most `width` columns; a longer word stays whole.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let own = word.width();
        let full = used + 1 + own > width;
        if full && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0;
        } else if !line.is_empty() {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += own;
    }
    lines.push(line);
    lines
}

/// One grapheme as it may be printed.
fn shown(grapheme: &str) -> Cow<'_, str> {
    let mut letters = grapheme.chars();
    let ascii = letters.next().is_some_and(|letter| letter.is_ascii());
    let lone = letters.next().is_none();
    if ascii && lone && !grapheme.contains(char::is_control) {
        return Cow::Borrowed(grapheme);
    }
    // A joiner behind a Latin letter joins nothing: it hides.
    let hidden =
        |letter: char| is_hidden(letter) || (ascii && matches!(letter, '\u{200c}' | '\u{200d}'));
    if grapheme.contains(hidden) {
        let spell = |letter| if hidden(letter) { escape(letter) } else { String::from(letter) };
        return Cow::Owned(grapheme.chars().map(spell).collect());
    }
    if grapheme.width() == 0 {
        return Cow::Owned(grapheme.chars().map(escape).collect());
    }
    Cow::Borrowed(grapheme)
}

/// Letters that move the cursor, turn the direction of reading, or cannot be seen.
///
/// *Source*: Unicode Technical Report 36, section 2.10, and Standard Annex 9, table 4.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
        )
}

fn escape(letter: char) -> String {
    if letter.is_control() {
        letter.escape_default().to_string()
    } else {
        letter.escape_unicode().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::{cells, safe, wrap};

    #[test]
    fn a_family_is_one_cell_of_two_columns() {
        let widths: Vec<usize> = cells("a👨‍👩‍👧‍👦文e\u{301}", 0).iter().map(|cell| cell.width).collect();
        assert_eq!(widths, [1, 2, 2, 1]);
    }

    #[test]
    fn tabs_reach_the_next_stop() {
        let widths: Vec<usize> = cells("\ta\tb", 0).iter().map(|cell| cell.width).collect();
        assert_eq!(widths, [4, 1, 3, 1]);
    }

    #[test]
    fn what_commands_a_terminal_is_spelled_out() {
        assert_eq!(safe("a\u{1b}[31m\u{202e}b\n"), "a\\u{1b}[31m\\u{202e}b\\n");
        assert_eq!(safe("a\u{200d}b 👨‍👩‍👧 می‌خواهم"), "a\\u{200d}b 👨‍👩‍👧 می‌خواهم");
    }

    #[test]
    fn texts_break_at_blanks() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("unbreakable", 4), ["unbreakable"]);
        assert_eq!(wrap("", 4), [""]);
    }
}
