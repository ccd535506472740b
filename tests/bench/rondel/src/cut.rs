//! Cutting a long program between two of its workflows.

/// The longest beginning of `text` that holds whole items and at most `lines` lines.
///
/// An item begins with a word at the start of a line; what its last line's comment is about may
/// stay behind, which costs nothing. Workflows of the corpus name earlier ones only, so that a
/// beginning is a valid program too.
pub fn first_lines(text: &str, lines: usize) -> &str {
    let mut end = 0;
    let mut offset = 0;
    for line in text.split_inclusive('\n').take(lines) {
        if line.starts_with("workflow ") {
            end = offset;
        }
        offset += line.len();
    }
    if offset == text.len() { text } else { &text[..end] }
}
