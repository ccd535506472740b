//! From roots to projects: their files read, several at a time.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::discover::{Opening, Root, discover, tidy};
use super::read::{Fault, decode, read, report};
use super::settings::Read;
use super::{Problem, Project, Stdin};
use crate::base::{FileId, Source, share};

/// Files that are worth a thread: each is read in the time that it takes to begin one or less.
const WORTH_A_THREAD: usize = 32;

/// What a text from standard input is called.
const STDIN: &str = "<stdin>";

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
    let Opening { roots, mut problems } =
        discover(paths, stdin.and_then(|stdin| stdin.path.as_deref()));
    let mut projects = Vec::new();
    if let Some(Stdin { bytes, path: None }) = stdin {
        let mut project = Project::default();
        project.add(indexed(STDIN, bytes.clone()), None);
        projects.push(project);
    }
    for (path, root) in roots {
        projects.push(load(path, root, stdin, &mut problems));
    }
    (projects, problems)
}

/// Reads the files of a root. Those that cannot be read are problems.
fn load(path: PathBuf, root: Root, stdin: Option<&Stdin>, problems: &mut Vec<Problem>) -> Project {
    let Read { settings, reports, sources } = root.settings;
    let mut project = Project {
        root: path,
        settings,
        settings_findings: (reports, sources),
        ..Project::default()
    };
    let is_typed = |path: &PathBuf| {
        stdin.filter(|stdin| stdin.path.as_deref().map(tidy).as_ref() == Some(path))
    };
    let files: Vec<PathBuf> = root.files.into_iter().collect();
    let read = share(&files, threads(files.len()), |path| {
        let bytes = match is_typed(path) {
            Some(stdin) => stdin.bytes.clone(),
            None => read(path)?,
        };
        Ok(indexed(&path.display().to_string(), bytes))
    });
    let mut asked = BTreeSet::new();
    for (path, read) in files.into_iter().zip(read) {
        let is_asked = root.asked.as_ref().is_some_and(|asked| asked.contains(&path));
        let stored = is_typed(&path).is_none().then_some(path);
        match read {
            Ok(read) => {
                let file = project.add(read, stored);
                asked.extend(is_asked.then_some(file));
            }
            Err(problem) => problems.push(problem),
        }
    }
    project.asked = root.asked.is_some().then_some(asked);
    project
}

/// On how many threads so many files are read.
fn threads(files: usize) -> NonZeroUsize {
    // Asking for the number of processors costs more than a few files take.
    let most =
        if files < WORTH_A_THREAD { None } else { std::thread::available_parallelism().ok() };
    most.unwrap_or(NonZeroUsize::MIN)
}

pub(super) fn indexed(name: &str, bytes: Vec<u8>) -> (Source, Option<Fault>) {
    let text = decode(bytes);
    (Source::new(name, &text.text), text.fault)
}

impl Project {
    /// Takes in a file that was read.
    pub(super) fn add(
        &mut self,
        (source, fault): (Source, Option<Fault>),
        path: Option<PathBuf>,
    ) -> FileId {
        let file = self.sources.push(source);
        self.paths.push(path);
        if let Some(fault) = fault {
            self.refused.push(report(&fault, file));
            self.refused_files.insert(file);
        }
        file
    }
}
