//! Every file of a program read, several at a time.

use std::num::NonZeroUsize;

use crate::base::{FileId, Source, Sources, share};
use crate::report::Reports;
use crate::syntax::{self, Ast};

/// Bytes of source that are worth a thread of their own.
const WORTH_A_THREAD: usize = 64 * 1024;

/// One text, read: its tree, and what does not parse of it.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The tree.
    pub ast: Ast,
    /// What does not parse.
    pub reports: Reports,
}

impl Parsed {
    /// Reads a text.
    #[must_use]
    pub fn of(file: FileId, source: &Source) -> Self {
        let (ast, reports) = syntax::parse(file, source.text());
        Self { ast, reports }
    }
}

/// How many threads the texts of a program are worth, of those that may be had.
pub(super) fn worth(sources: &Sources, threads: NonZeroUsize) -> NonZeroUsize {
    let bytes: usize = sources.iter().map(|(_, source)| source.text().len()).sum();
    threads.min(NonZeroUsize::MIN.saturating_add(bytes / WORTH_A_THREAD))
}

/// The trees and findings of all files, in order of the files.
pub(super) fn parse(sources: &Sources, threads: NonZeroUsize) -> (Vec<Ast>, Reports) {
    let files: Vec<(FileId, &Source)> = sources.iter().collect();
    let parsed = share(&files, threads, |(file, source)| syntax::parse(*file, source.text()));
    let mut asts = Vec::with_capacity(parsed.len());
    let mut all = Reports::default();
    for (ast, reports) in parsed {
        asts.push(ast);
        all.append(reports);
    }
    (asts, all)
}
