//! Every file of a program read, several at a time.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::base::{FileId, Source, Sources};
use crate::report::Reports;
use crate::syntax::{self, Ast};

/// Bytes of source that are worth a thread of their own.
const WORTH_A_THREAD: usize = 64 * 1024;

/// A file that was read.
type Parsed = (FileId, Ast, Reports);

/// The trees and findings of all files, in order of the files.
pub(super) fn parse(sources: &Sources, threads: NonZeroUsize) -> (Vec<Ast>, Reports) {
    let files: Vec<(FileId, &Source)> = sources.iter().collect();
    let bytes: usize = files.iter().map(|(_, source)| source.text().len()).sum();
    let threads = threads.get().min(files.len()).min(1 + bytes / WORTH_A_THREAD);
    let mut parsed = read(&files, threads);
    parsed.sort_by_key(|(file, _, _)| *file);
    let mut asts = Vec::with_capacity(parsed.len());
    let mut all = Reports::default();
    for (_, ast, reports) in parsed {
        asts.push(ast);
        all.append(reports);
    }
    (asts, all)
}

/// Reads all files, each on whichever thread comes to it first.
fn read(files: &[(FileId, &Source)], threads: usize) -> Vec<Parsed> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut parsed = Vec::new();
        while let Some((file, source)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let (ast, reports) = syntax::parse(*file, source.text());
            parsed.push((*file, ast, reports));
        }
        parsed
    };
    thread::scope(|scope| {
        // Where no further thread is to be had, this one does all of the work.
        let spawn = |_| thread::Builder::new().spawn_scoped(scope, work).ok();
        let others: Vec<_> = (1..threads).filter_map(spawn).collect();
        let mut parsed = work();
        for other in others {
            match other.join() {
                Ok(more) => parsed.extend(more),
                Err(payload) => std::panic::resume_unwind(payload),
            }
        }
        parsed
    })
}
