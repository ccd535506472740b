//! A program as it stands in the editor.

use std::sync::Arc;

use crate::base::{FileId, Location, Source, Sources, Span};
use crate::compile::Parsed;
use crate::program::Program;
use crate::syntax::{Ast, Entry, ExprKind, Key, Operand, Statement};

/// A program that was understood: its texts, their trees, and what they mean together.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The texts.
    pub sources: &'a Sources,
    /// Each text as it was read, in order of the files.
    pub read: &'a [Arc<Parsed>],
    /// What was understood.
    pub program: &'a Program,
}

/// A place between two characters of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The file.
    pub file: FileId,
    /// Bytes before the place.
    pub offset: u32,
}

impl<'a> View<'a> {
    /// The tree of a file.
    #[must_use]
    pub fn ast(&self, file: FileId) -> Option<&'a Ast> {
        self.read.get(file.0 as usize).map(|read| &read.ast)
    }

    /// The text of a file.
    #[must_use]
    pub fn source(&self, file: FileId) -> Option<&'a Source> {
        self.sources.get(file)
    }

    /// What stands at a location; empty where there is nothing.
    #[must_use]
    pub fn slice(&self, location: Location) -> &'a str {
        self.source(location.file).map_or("", |source| source.slice(location.span))
    }

    /// The names in the record that stands at a location, as they are written.
    pub(super) fn keys(&self, record: Location) -> impl Iterator<Item = &'a Key> + use<'a> {
        let mut entries = self.ast(record.file).map_or(&[][..], |ast| ast.entries.as_slice());
        let mut found = None;
        while let Some(statement) = entries.iter().find_map(|entry| holding(entry, record.span)) {
            let exprs = statement.operands.iter().flat_map(Operand::exprs);
            found = exprs.into_iter().find(|expr| expr.at.0 == record.span).or(found);
            entries = statement.block.as_ref().map_or(&[][..], |block| block.entries.as_slice());
        }
        let keys = found.and_then(|expr| {
            if let ExprKind::Record(entries) = &expr.kind { Some(entries) } else { None }
        });
        keys.into_iter().flatten().map(|(key, _)| key)
    }
}

/// The statement that an entry is, where it holds a stretch.
fn holding(entry: &Entry, span: Span) -> Option<&Statement> {
    match entry {
        Entry::Statement(statement) => Some(statement).filter(|one| one.at.0.holds(span)),
        Entry::Poison(_) => None,
    }
}

impl Spot {
    /// Whether a stretch holds the place, or ends at it: a cursor behind a word belongs to it.
    #[must_use]
    pub fn touches(self, location: Location) -> bool {
        let Location { file, span } = location;
        file == self.file && span.start <= self.offset && self.offset <= span.end
    }
}
