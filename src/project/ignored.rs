//! The files of a folder: hidden and git-ignored ones are not looked at, nested roots are noted.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::WalkBuilder;

use super::{EXTENSION, Problem, SETTINGS_FILE};

/// What a walk through one root found.
#[derive(Default)]
pub(super) struct Found {
    /// Program files, in order of path.
    pub(super) files: Vec<PathBuf>,
    /// Folders below that are roots of their own.
    pub(super) roots: Vec<PathBuf>,
    /// What could not be looked into.
    pub(super) problems: Vec<Problem>,
}

/// Walks through `root`, up to the next roots.
pub(super) fn walk(root: &Path) -> Found {
    let nested: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
    let seen = Arc::clone(&nested);
    let start = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let mut builder = WalkBuilder::new(start);
    builder.require_git(false).follow_links(false).sort_by_file_name(Ord::cmp);
    builder.filter_entry(move |entry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let is_root = entry.depth() > 0 && is_folder && is_root(entry.path());
        if is_root {
            seen.lock().unwrap_or_else(PoisonError::into_inner).push(entry.path().to_owned());
        }
        !is_root
    });
    let mut found = Found::default();
    for entry in builder.build() {
        match entry {
            Ok(entry) => {
                let is_program = entry.path().extension().is_some_and(|end| end == EXTENSION);
                let kind = entry.file_type();
                let is_file = kind.is_some_and(|kind| kind.is_file());
                let is_link = kind.is_some_and(|kind| kind.is_symlink());
                if is_program && (is_file || (is_link && leads_out(root, entry.path()))) {
                    found.files.push(entry.into_path());
                }
            }
            Err(error) => found.problems.push(Problem::new(format!("cannot look into {error}"))),
        }
    }
    found.roots = std::mem::take(&mut *nested.lock().unwrap_or_else(PoisonError::into_inner));
    found
}

/// Whether a folder holds a `rondel.toml`.
pub(super) fn is_root(folder: &Path) -> bool {
    folder.join(SETTINGS_FILE).is_file()
}

/// Whether a linked file lies outside of the root. One inside is read under its own name already.
fn leads_out(root: &Path, link: &Path) -> bool {
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    match (root.canonicalize(), link.canonicalize()) {
        (Ok(root), Ok(target)) => target.is_file() && !target.starts_with(root),
        (_, Err(_)) => true,
        (Err(_), Ok(_)) => false,
    }
}
