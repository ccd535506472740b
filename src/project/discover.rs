//! From paths to projects.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::ignored::{is_root, walk};
use super::read::{decode, read, report};
use super::{Problem, Project, SETTINGS_FILE, Stdin, settings};

/// Opens every project that `paths` and a text from standard input belong to.
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
#[must_use]
pub fn open(paths: &[PathBuf], stdin: Option<&Stdin>) -> (Vec<Project>, Vec<Problem>) {
    let mut opening = Opening::default();
    for path in paths {
        opening.path(path);
    }
    match stdin {
        Some(Stdin { path: Some(path), .. }) => opening.file(path),
        Some(Stdin { path: None, .. }) => {
            opening.roots.entry(PathBuf::from(STDIN)).or_default().is_bare = true;
        }
        None => {}
    }
    opening.finish(stdin)
}

/// What a text from standard input is called.
const STDIN: &str = "<stdin>";

/// A root before it is read.
#[derive(Default)]
struct Plan {
    files: BTreeSet<PathBuf>,
    /// Files that were named; none where the folder was.
    asked: Option<BTreeSet<PathBuf>>,
    /// Whether it is only a text from standard input.
    is_bare: bool,
}

#[derive(Default)]
struct Opening {
    roots: BTreeMap<PathBuf, Plan>,
    problems: Vec<Problem>,
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
            let found = walk(&folder);
            folders.extend(found.roots.iter().map(|root| tidy(root)));
            is_empty &= found.problems.is_empty();
            self.problems.extend(found.problems);
            if found.files.is_empty() && !is_root(&folder) {
                continue;
            }
            is_empty = false;
            let plan = self.roots.entry(folder).or_default();
            plan.asked = None;
            plan.files.extend(found.files.iter().map(|file| tidy(file)));
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
            let found = walk(&root);
            self.problems.extend(found.problems);
            let files = found.files.iter().map(|file| tidy(file)).collect();
            let plan = Plan { files, asked: Some(BTreeSet::new()), is_bare: false };
            self.roots.insert(root.clone(), plan);
        }
        let Some(plan) = self.roots.get_mut(&root) else { return };
        if !plan.files.contains(&path) {
            // The walk may have met it under another spelling, or passed over it because git
            // ignores it. It was named, so it counts, once, and as it was named.
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

    fn finish(mut self, stdin: Option<&Stdin>) -> (Vec<Project>, Vec<Problem>) {
        let mut projects = Vec::new();
        for (root, plan) in std::mem::take(&mut self.roots) {
            let mut project = Project { root, ..Project::default() };
            if plan.is_bare {
                project.root = PathBuf::new();
                add(
                    &mut project,
                    STDIN,
                    None,
                    stdin.map(|stdin| stdin.bytes.clone()).unwrap_or_default(),
                );
                projects.push(project);
                continue;
            }
            self.settings(&mut project);
            let mut asked = BTreeSet::new();
            for path in plan.files {
                let typed =
                    stdin.filter(|stdin| stdin.path.as_deref().map(tidy).as_ref() == Some(&path));
                let bytes = match typed {
                    Some(stdin) => Ok(stdin.bytes.clone()),
                    None => read(&path),
                };
                match bytes {
                    Ok(bytes) => {
                        let name = path.display().to_string();
                        let is_asked =
                            plan.asked.as_ref().is_some_and(|asked| asked.contains(&path));
                        let stored = typed.is_none().then_some(path);
                        let file = add(&mut project, &name, stored, bytes);
                        if is_asked {
                            asked.insert(file);
                        }
                    }
                    Err(problem) => self.problems.push(problem),
                }
            }
            project.asked = plan.asked.is_some().then_some(asked);
            projects.push(project);
        }
        (projects, self.problems)
    }

    fn settings(&mut self, project: &mut Project) {
        let path = project.root.join(SETTINGS_FILE);
        if !path.is_file() {
            return;
        }
        match read(&path) {
            Ok(bytes) => read_settings(project, &path.display().to_string(), bytes),
            Err(problem) => self.problems.push(problem),
        }
    }
}

/// Takes the bytes of a `rondel.toml` into a project.
pub(super) fn read_settings(project: &mut Project, name: &str, bytes: Vec<u8>) {
    let text = decode(bytes);
    let (settings, mut reports, sources) = settings::read(name, &text.text);
    if let Some(fault) = text.fault {
        reports = crate::report::Reports::default();
        reports.push(report(&fault, crate::base::FileId(0)));
    }
    project.settings = settings;
    project.settings_findings = (reports, sources);
}

/// Takes a file's bytes into a project.
pub(super) fn add(
    project: &mut Project,
    name: &str,
    path: Option<PathBuf>,
    bytes: Vec<u8>,
) -> crate::base::FileId {
    let text = decode(bytes);
    let file = project.sources.add(name, &text.text);
    project.paths.push(path);
    if let Some(fault) = text.fault {
        project.refused.push(report(&fault, file));
        project.refused_files.insert(file);
    }
    file
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
fn tidy(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, Component::CurDir)).collect()
}
