//! Every keeper passes the suite that is published for all of them, and the suite finds keepers
//! that do not.

pub(crate) mod faults;
mod many;
mod own;
mod plants;
mod random;

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use rondel::store::conformance::{self, Report};
use rondel::store::{MemoryAgents, MemoryRuns, Missing, Sqlite};

/// Cases below which a suite is not what it was.
const AGENT_CASES: usize = 110;
const RUN_CASES: usize = 105;

/// A folder for files, in memory where the system has such a place.
pub(crate) fn folder() -> tempfile::TempDir {
    let shared = Path::new("/dev/shm");
    let near = if shared.is_dir() { tempfile::tempdir_in(shared) } else { tempfile::tempdir() };
    near.or_else(|_| tempfile::tempdir()).unwrap()
}

fn open(path: &Path) -> Sqlite {
    Sqlite::open(path, Missing::Create).unwrap()
}

/// Makes stores in a file each.
fn files(folder: &Path) -> impl Fn() -> Sqlite {
    let number = AtomicU32::new(0);
    move || open(&folder.join(format!("{}.db", number.fetch_add(1, Ordering::Relaxed))))
}

fn judge(keeper: &str, report: &Report, least: usize) {
    println!("counts: {} cases on {keeper}", report.count());
    assert!(report.is_passed(), "{keeper}\n{report}");
    assert!(report.count() >= least, "only {} cases", report.count());
}

#[test]
fn rosters_in_memory_are_kept_as_they_must_be() {
    judge("rosters in memory", &conformance::agent_store(MemoryAgents::default), AGENT_CASES);
}

#[test]
fn rosters_in_a_file_are_kept_as_they_must_be() {
    let folder = folder();
    let report = conformance::agent_store(files(folder.path()));
    judge("rosters in a file", &report, AGENT_CASES);
}

#[test]
fn runs_in_memory_are_kept_as_they_must_be() {
    judge("runs in memory", &conformance::run_store(MemoryRuns::default), RUN_CASES);
}

#[test]
fn runs_in_a_file_are_kept_as_they_must_be() {
    let folder = folder();
    let report = conformance::run_store(files(folder.path()));
    judge("runs in a file", &report, RUN_CASES);
}

#[test]
fn no_two_cases_have_one_name() {
    let mut names = conformance::agent_store(MemoryAgents::default).passed;
    names.extend(conformance::run_store(MemoryRuns::default).passed);
    let before = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), before);
}
