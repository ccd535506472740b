//! From paths to projects.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::Problem;
use super::ignored::{Found, is_root, walk};
use super::settings::{self, Read};

/// Every root that `paths` and the path of a text from standard input belong to, with its files.
///
/// - A folder is a root, with or without a `rondel.toml`; every folder below it that has one is a
///   root of its own.
/// - A file belongs to the nearest folder above it that has a `rondel.toml`: the whole root is
///   read, and only the named files are spoken of. Without such a folder, the named files of one
///   folder are a program together.
/// - A text from standard input stands in for the file whose path it was given, or is a program
///   of its own.
///
/// What cannot be read is a problem; the rest goes on.
pub(super) fn discover(paths: &[PathBuf], stdin: Option<&Path>) -> Opening {
    let mut opening = Opening::default();
    for path in paths {
        opening.path(path);
    }
    if let Some(path) = stdin {
        opening.file(path);
    }
    opening
}

/// A root before its files are read.
#[derive(Default)]
pub(super) struct Root {
    pub(super) settings: Read,
    pub(super) files: BTreeSet<PathBuf>,
    /// Files that were named; none where the folder was.
    pub(super) asked: Option<BTreeSet<PathBuf>>,
}

/// Roots, and what could not be looked into.
#[derive(Default)]
pub(super) struct Opening {
    pub(super) roots: BTreeMap<PathBuf, Root>,
    pub(super) problems: Vec<Problem>,
}

impl Opening {
    fn path(&mut self, path: &Path) {
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => self.folder(path),
            Ok(_) => self.file(path),
            Err(error) => self.problems.push(Problem::io("read", path, &error)),
        }
    }

    fn folder(&mut self, path: &Path) {
        let mut folders = vec![tidy(path)];
        let mut is_empty = true;
        while let Some(folder) = folders.pop() {
            let (settings, found) = self.look(&folder);
            folders.extend(found.roots.iter().map(|root| tidy(root)));
            is_empty &= found.problems.is_empty();
            self.problems.extend(found.problems);
            if found.files.is_empty() && !is_root(&folder) {
                continue;
            }
            is_empty = false;
            let root = self.roots.entry(folder).or_default();
            root.settings = settings;
            root.asked = None;
            // In order as they are, they become a set at once in a fraction of the time.
            root.files.append(&mut found.files.iter().map(|file| tidy(file)).collect());
        }
        if is_empty {
            let message = format!("there is no `.rondel` file in `{}`", path.display());
            self.problems.push(Problem::new(message).help("name a file, or another folder"));
        }
    }

    fn file(&mut self, path: &Path) {
        let path = tidy(path);
        if self.roots.values().any(|plan| plan.asked.is_none() && plan.files.contains(&path)) {
            return;
        }
        let Some(root) = root_of(&path) else {
            let folder = path.parent().unwrap_or(Path::new("")).to_owned();
            self.roots.entry(folder).or_default().files.insert(path);
            return;
        };
        if !self.roots.contains_key(&root) {
            let (settings, found) = self.look(&root);
            self.problems.extend(found.problems);
            let files = found.files.iter().map(|file| tidy(file)).collect();
            let plan = Root { settings, files, asked: Some(BTreeSet::new()) };
            self.roots.insert(root.clone(), plan);
        }
        let Some(plan) = self.roots.get_mut(&root) else { return };
        if !plan.files.contains(&path) {
            // The walk may have met it under another spelling, or passed over it because git or the
            // settings leave it out. It was named, so it counts, once, and as it was named.
            let same = |known: &PathBuf| {
                known.file_name() == path.file_name()
                    && known.canonicalize().ok() == path.canonicalize().ok()
            };
            plan.files.retain(|known| !same(known));
            plan.files.insert(path.clone());
        }
        if let Some(asked) = &mut plan.asked {
            asked.insert(path);
        }
    }

    /// The settings of a root, and what lies in it.
    fn look(&mut self, root: &Path) -> (Read, Found) {
        let mut read = match settings::open(root) {
            Ok(read) => read,
            Err(problem) => {
                self.problems.push(problem);
                Read::default()
            }
        };
        let mut found = walk(root, &read.settings.files);
        if found.problems.is_empty() {
            read.reports.append(read.settings.idle(&found.inside, &found.left_out));
            read.reports.sort();
        }
        found.inside.clear();
        (read, found)
    }
}

/// The nearest folder at or above a file's that has a `rondel.toml`, written as near to the given
/// path as can be.
fn root_of(file: &Path) -> Option<PathBuf> {
    let folder = file.parent()?;
    let climbs = folder.components().any(|part| part == Component::ParentDir);
    // What has no folder in its path lies in this one, which no system calls by an empty name.
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let full = if climbs { here.canonicalize() } else { std::path::absolute(here) }.ok()?;
    let (above, root) = full.ancestors().enumerate().find(|(_, folder)| is_root(folder))?;
    let written = folder.components().count();
    if climbs || folder.is_absolute() {
        return Some(root.to_owned());
    }
    if above <= written {
        return folder.ancestors().nth(above).map(Path::to_owned);
    }
    Some(std::iter::repeat_n("..", above - written).collect())
}

/// A path without `.` parts, so that one file has one spelling.
pub(super) fn tidy(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, Component::CurDir)).collect()
}
