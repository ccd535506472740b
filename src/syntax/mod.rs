//! Text to tree. Never fails: what cannot be read becomes poison and a report.
//!
//! In: one file's text. Out: an [`Ast`] with its comments, and [`Reports`]. The only room that
//! knows pest.

mod ast;
mod explain;
mod faults;
mod grammar;
mod lower;
mod mend;
mod origin;
mod scan;

pub use ast::*;

use pest::Parser;

use crate::base::{At, FileId, Location, MAX_LINE_BYTES, MAX_NESTING, MAX_SOURCE_BYTES, Span};
use crate::report::{Report, Reports};
use crate::vocabulary::codes;
use faults::Faults;
use grammar::{Grammar, Rule};
use lower::Lower;
use origin::Origin;
use scan::{Look, Signs};

/// Reads a text.
///
/// *Limits*: a text of more than [`MAX_SOURCE_BYTES`], with a line of more than [`MAX_LINE_BYTES`],
/// or nested more than [`MAX_NESTING`] levels deep, is one piece of poison.
#[must_use]
pub fn parse(file: FileId, text: &str) -> (Ast, Reports) {
    let mut faults = Faults::new(file, text);
    let whole = Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX));
    let entries = Vec::new();
    let mut ast = Ast { file, entries, trivia: Trivia::default() };
    if text.len() > MAX_SOURCE_BYTES {
        let size = MAX_SOURCE_BYTES / 1024 / 1024;
        let message = format!("this file is larger than {size} MiB");
        let report = faults.coded(codes::LIMIT, Span::point(0), message);
        faults.push(report.help("split it into several files"));
        ast.entries.push(Entry::Poison(At(whole)));
        return (ast, faults.finish());
    }
    if let Some(at) = long_line(text) {
        let size = MAX_LINE_BYTES / 1024 / 1024;
        let report = faults.coded(codes::LIMIT, at, format!("this line is longer than {size} MiB"));
        faults.also(report.help("write it on several lines"));
        ast.entries.push(Entry::Poison(At(whole)));
        return (ast, faults.finish());
    }
    match scan::scan(text, Signs::Looked) {
        Look::Clean(comments) => {
            let origin = Origin::default();
            ast.read(text, &origin, comments, &mut faults);
        }
        Look::Slips => {
            let (mended, origin) = mend::mend(text, &mut faults);
            match scan::scan(&mended, Signs::Taken) {
                Look::Clean(comments) => ast.read(&mended, &origin, comments, &mut faults),
                Look::Slips => ast.give_up(whole, &mut faults),
                Look::Deep(at) => ast.too_deep(origin.of(Span::point(at)), whole, &mut faults),
            }
        }
        Look::Deep(at) => ast.too_deep(Span::point(at), whole, &mut faults),
    }
    let mut reports = faults.finish();
    null_character(file, text, &mut reports);
    (ast, reports)
}

/// Where the first line begins that is too long.
fn long_line(text: &str) -> Option<Span> {
    if text.len() <= MAX_LINE_BYTES {
        return None;
    }
    let mut start = 0;
    for line in text.split('\n') {
        if line.len() > MAX_LINE_BYTES {
            return u32::try_from(start).ok().map(Span::point);
        }
        start += line.len() + 1;
    }
    None
}

/// A null character is nothing that people write; in texts and comments nobody else looks for it.
fn null_character(file: FileId, text: &str, reports: &mut Reports) {
    let Some(at) = text.find('\0').and_then(|at| u32::try_from(at).ok()) else { return };
    let location = Location { file, span: Span::new(at, at + 1) };
    if reports.iter().any(|report| report.location().span.holds(location.span)) {
        return;
    }
    let message = "a null character stands in this file";
    reports.push(
        Report::error(codes::SYNTAX, location, message)
            .label("byte 0")
            .help("take it away; the file may be damaged, or no text at all"),
    );
}

impl Ast {
    /// Parses a text that the scan found clean.
    fn read(&mut self, text: &str, origin: &Origin, comments: Vec<Span>, faults: &mut Faults<'_>) {
        let Ok(mut pairs) = Grammar::parse(Rule::file, text) else {
            // Every list of the grammar ends in an alternative that takes anything.
            let whole = Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX));
            self.give_up(origin.of(whole), faults);
            return;
        };
        let mut lower = Lower::new(text, origin, faults);
        let Some(file) = pairs.next() else { return };
        (self.entries, _) = lower.entries(file.into_inner());
        let comments = outside(comments, &lower.poison);
        self.trivia.comments = comments.into_iter().map(|comment| origin.of(comment)).collect();
    }

    /// Poison for a text that not even its slips can be told of.
    fn give_up(&mut self, whole: Span, faults: &mut Faults<'_>) {
        let start = Span::point(whole.start);
        if faults.is_empty() {
            faults.push(faults.report(start, "this text cannot be read"));
        }
        self.entries.push(Entry::Poison(At(whole)));
    }

    fn too_deep(&mut self, at: Span, whole: Span, faults: &mut Faults<'_>) {
        let message = format!("nested more than {MAX_NESTING} levels deep");
        let report = faults.coded(codes::LIMIT, Span::new(at.start, at.start + 1), message);
        faults.also(report.help("move the inner part into a workflow or a variable of its own"));
        self.entries.push(Entry::Poison(At(whole)));
    }
}

/// The comments that stand outside of poison: poison is kept as it stands, comments and all.
fn outside(mut comments: Vec<Span>, poison: &[Span]) -> Vec<Span> {
    if !poison.is_empty() {
        comments.retain(|comment| !poison.iter().any(|poison| poison.holds(*comment)));
    }
    comments
}
