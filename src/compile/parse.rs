//! Every file of a program read, several at a time.

use std::num::NonZeroUsize;

use crate::base::{FileId, Source, Sources, share};
use crate::report::Reports;
use crate::syntax::{self, Ast};

/// Bytes of source that are worth a thread of their own.
const WORTH_A_THREAD: usize = 64 * 1024;

/// The trees and findings of all files, in order of the files.
pub(super) fn parse(sources: &Sources, threads: NonZeroUsize) -> (Vec<Ast>, Reports) {
    let files: Vec<(FileId, &Source)> = sources.iter().collect();
    let bytes: usize = files.iter().map(|(_, source)| source.text().len()).sum();
    let worth = NonZeroUsize::MIN.saturating_add(bytes / WORTH_A_THREAD);
    let parsed =
        share(&files, threads.min(worth), |(file, source)| syntax::parse(*file, source.text()));
    let mut asts = Vec::with_capacity(parsed.len());
    let mut all = Reports::default();
    for (ast, reports) in parsed {
        asts.push(ast);
        all.append(reports);
    }
    (asts, all)
}
