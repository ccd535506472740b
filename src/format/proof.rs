//! Whether two texts say the same.

use crate::syntax::Ast;

/// Whether two texts have the same characters, apart from blanks, line ends, commas (those that
/// end a broken list come and go), and a byte order mark. Holds also for what no tree holds.
pub(super) fn same_characters(before: &str, after: &str) -> bool {
    said(without_mark(before)).eq(said(without_mark(after)))
}

/// A text without the mark that some editors put before it.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// What a text says, blanks and commas left out.
pub(super) fn said(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b','))
}

/// Whether two trees are the same but for places, and their comments say the same in the same
/// order.
pub(super) fn same_tree(before: (&Ast, &str), after: (&Ast, &str)) -> bool {
    before.0.entries == after.0.entries && comments(before).eq(comments(after))
}

fn comments<'a>((ast, text): (&'a Ast, &'a str)) -> impl Iterator<Item = &'a str> {
    let slice = move |span: &crate::base::Span| text.get(span.range()).unwrap_or_default();
    ast.trivia.comments.iter().map(slice).map(str::trim_end)
}
