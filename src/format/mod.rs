//! Text to the same text in the one canonical layout.
//!
//! In: one file's text. Out: its canonical text, and the reports of reading it. The layout is
//! made from the tree, the comments and the stretches of source that the tree keeps as they are
//! (literals, and what could not be read). It must never know what a step means: every statement
//! has one shape, and is laid out by that shape alone.
//!
//! What was printed is read again and compared, and must print the same again. A text that would
//! not keep its meaning, its comments and its characters is given back as it came.

mod expression;
mod gap;
mod layout;
mod literal;
mod proof;
mod statement;
mod tokens;

use crate::base::{FileId, Location, Span};
use crate::report::{Code, Report, Reports};
use crate::syntax::{Ast, parse};

/// The finding that the formatter distrusts its own work. Nobody can silence it.
pub const INTERNAL: Code = Code("internal");

/// A text in canonical layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formatted {
    /// The text; as it came in where it cannot be laid out without harm.
    pub text: String,
    /// What reading the text found, and whether the formatter gave up.
    pub reports: Reports,
}

/// Lays a text out: two blanks an indent, one statement a line, at most one blank line in a row.
///
/// The line end of most lines is that of all lines; the last line has one; a byte order mark and
/// tabs between words go. Text that does not parse stays exactly as it stands.
///
/// ```
/// use rondel::base::FileId;
///
/// let ugly = "workflow hello \"Hello\"   {\n on   manual\n\n\n send \"Hi\"}";
/// let formatted = rondel::format::format(FileId(0), ugly);
/// assert_eq!(formatted.text, "workflow hello \"Hello\" {\n  on manual\n\n  send \"Hi\"\n}\n");
/// ```
#[must_use]
pub fn format(file: FileId, text: &str) -> Formatted {
    let (ast, mut reports) = parse(file, text);
    let printed = print(&ast, text);
    if printed == text {
        return Formatted { text: printed, reports };
    }
    let faithful = proof::same_characters(text, &printed) && {
        let (again, _) = parse(file, &printed);
        proof::same_tree((&ast, text), (&again, &printed)) && print(&again, &printed) == printed
    };
    if faithful {
        return Formatted { text: printed, reports };
    }
    if !reports.has_errors() {
        let location = Location { file, span: Span::point(0) };
        let message = "this file cannot be formatted without changing what it says";
        let help = "the file is left as it is; please send it to the makers of Rondel";
        reports.push(Report::error(INTERNAL, location, message).help(help));
    }
    Formatted { text: text.to_owned(), reports }
}

/// The canonical text of a tree that was read from `text`.
#[must_use]
pub fn print(ast: &Ast, text: &str) -> String {
    statement::file(ast, text)
}
