//! The files of a folder: hidden and git-ignored ones are not looked at, nor those that its settings
//! leave out; nested roots are noted.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::WalkBuilder;

use super::{EXTENSION, Files, Problem, SETTINGS_FILE};

/// What a walk through one root found.
#[derive(Default)]
pub(super) struct Found {
    /// Program files, in order of path.
    pub(super) files: Vec<PathBuf>,
    /// Those files' paths from the root, also of those that are not taken in.
    pub(super) inside: Vec<String>,
    /// Files and folders that are left out, by their paths from the root.
    pub(super) left_out: Vec<String>,
    /// Folders below that are roots of their own.
    pub(super) roots: Vec<PathBuf>,
    /// What could not be looked into.
    pub(super) problems: Vec<Problem>,
}

/// Walks through `root`, up to the next roots.
pub(super) fn walk(root: &Path, files: &Files) -> Found {
    let seen: Arc<Mutex<Found>> = Arc::default();
    let start = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let mut builder = WalkBuilder::new(start);
    builder.require_git(false).follow_links(false).sort_by_file_name(Ord::cmp);
    let (noted, wanted, from) = (Arc::clone(&seen), files.clone(), start.to_owned());
    builder.filter_entry(move |entry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        if entry.depth() == 0 || !(is_folder || is_program(entry.path())) {
            return true;
        }
        let mut seen = noted.lock().unwrap_or_else(PoisonError::into_inner);
        let path = inside(&from, entry.path());
        if wanted.leaves_out(&path) {
            seen.left_out.push(path);
            return false;
        }
        let is_root = is_folder && is_root(entry.path());
        if is_root {
            seen.roots.push(entry.path().to_owned());
        }
        !is_root
    });
    let mut found = Found::default();
    for entry in builder.build() {
        match entry {
            Ok(entry) => {
                let kind = entry.file_type();
                let is_file = kind.is_some_and(|kind| kind.is_file());
                let is_link = kind.is_some_and(|kind| kind.is_symlink());
                if !is_program(entry.path())
                    || !(is_file || (is_link && leads_out(root, entry.path())))
                {
                    continue;
                }
                let path = inside(start, entry.path());
                if files.takes_in(&path) {
                    found.files.push(entry.into_path());
                }
                found.inside.push(path);
            }
            Err(error) => found.problems.push(refused(&error)),
        }
    }
    let seen = std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner));
    Found { roots: seen.roots, left_out: seen.left_out, ..found }
}

/// What could not be looked into, and why.
fn refused(error: &ignore::Error) -> Problem {
    let (mut path, mut why) = (None, error);
    loop {
        if let ignore::Error::WithPath { path: at, err } = why {
            path = Some(at.strip_prefix(".").unwrap_or(at));
            why = err;
        } else if let ignore::Error::WithDepth { err, .. } = why {
            why = err;
        } else {
            break;
        }
    }
    if let (Some(path), ignore::Error::Io(error)) = (path, why) {
        return Problem::io("look into", path, error);
    }
    Problem::new(format!("cannot look into {error}"))
}

fn is_program(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == EXTENSION)
}

/// The path of a file from a root, with `/` between its parts.
pub(super) fn inside(root: &Path, file: &Path) -> String {
    let below = match file.strip_prefix(root) {
        Ok(below) => below.to_owned(),
        // One of them may have been reached by another way.
        Err(_) => match (root.canonicalize(), file.canonicalize()) {
            (Ok(root), Ok(full)) => full.strip_prefix(root).unwrap_or(file).to_owned(),
            (Ok(_), Err(_)) | (Err(_), Ok(_) | Err(_)) => file.to_owned(),
        },
    };
    let parts = below.components().map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
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

#[cfg(test)]
mod tests {
    use super::refused;
    use ignore::Error;

    #[test]
    fn what_cannot_be_looked_into_is_named_with_the_reason() {
        let denied = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        let at = Error::WithPath { path: "./north".into(), err: Box::new(Error::Io(denied)) };
        let problem = refused(&Error::WithDepth { depth: 1, err: Box::new(at) });
        assert_eq!(problem.message, "cannot look into `north`: permission was denied");
    }
}
