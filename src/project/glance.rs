//! The state of programs on disk at a glance: names, times and sizes, with nothing read.
//!
//! Two glances tell whether anything has changed between them. They are taken again and again and
//! compared, because what systems tell of changes by themselves does not come through from shared,
//! remote and mounted folders, and ends at a number of folders that differs from system to system.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::SETTINGS_FILE;
use super::discover::discover;

/// What there is at some paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glance {
    files: BTreeMap<PathBuf, Option<Mark>>,
    problems: Vec<String>,
}

/// What shows that a file is another one than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    size: u64,
    written: Option<SystemTime>,
    /// Where the file itself lies and when that changed, so that a file put in the place of another
    /// is seen even if it has the same age and size.
    own: (u64, i64, i64),
}

impl Glance {
    /// A glance at the programs that some paths belong to, and at further files.
    #[must_use]
    pub fn at(paths: &[PathBuf], further: &[&Path]) -> Self {
        let found = discover(paths, None);
        let mut glance = Self::default();
        for (path, root) in &found.roots {
            glance.put(&path.join(SETTINGS_FILE));
            root.files.iter().for_each(|file| glance.put(file));
        }
        further.iter().for_each(|file| glance.put(file));
        glance.problems = found.problems.into_iter().map(|problem| problem.message).collect();
        glance
    }

    /// The files that came, went, or were written since an earlier glance, in order.
    pub fn changed<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = &'a Path> {
        // What is nowhere now as before may have been looked for only once.
        let at = |files: &BTreeMap<PathBuf, Option<Mark>>, path: &Path| {
            files.get(path).copied().flatten()
        };
        let gone = before.files.keys().filter(|path| !self.files.contains_key(*path));
        let gone = gone.filter(move |path| at(&before.files, path).is_some());
        let other = move |path: &&PathBuf| at(&before.files, path) != at(&self.files, path);
        let here = self.files.keys().filter(other);
        gone.chain(here).map(PathBuf::as_path)
    }

    fn put(&mut self, path: &Path) {
        let mark = std::fs::metadata(path).ok().map(|meta| Mark {
            size: meta.len(),
            written: meta.modified().ok(),
            own: own(&meta),
        });
        self.files.insert(path.to_owned(), mark);
    }
}

#[cfg(unix)]
fn own(meta: &std::fs::Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (meta.ino(), meta.ctime(), meta.ctime_nsec())
}

#[cfg(not(unix))]
const fn own(_: &std::fs::Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}
