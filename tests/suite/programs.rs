//! The programs that stand in the repository, for tests that want all of them.

use std::fs;
use std::path::{Path, PathBuf};

/// A program's file: its place from the root of the repository, and its text.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) name: String,
    pub(super) text: String,
}

/// Every file in `folder` (from the root) and below that is a program, in order of name.
pub(super) fn below(folder: &str) -> Vec<Program> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join(folder)];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rondel") {
                files.push(path);
            }
        }
    }
    files.sort();
    let read = |path: PathBuf| Program {
        name: path.strip_prefix(root).unwrap_or(&path).display().to_string(),
        text: fs::read_to_string(&path).expect("the file is text"),
    };
    files.into_iter().map(read).collect()
}

/// Every program that has nothing wrong with it.
pub(super) fn sound() -> Vec<Program> {
    let mut programs = below("tests/fixtures/valid");
    programs.extend(below("examples"));
    assert!(programs.len() > 30, "only {} programs were found", programs.len());
    programs
}

/// Every program, right or wrong.
pub(super) fn all() -> Vec<Program> {
    let mut programs = below("tests/fixtures");
    programs.extend(below("examples"));
    assert!(programs.len() > 150, "only {} programs were found", programs.len());
    programs
}

/// Every example: the folders below `examples/` that are programs, each with its files.
pub(super) fn examples() -> Vec<(String, Vec<Program>)> {
    let mut examples: Vec<(String, Vec<Program>)> = Vec::new();
    for program in below("examples") {
        let folder = program.name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        match examples.last_mut() {
            Some((name, files)) if *name == folder => files.push(program),
            _ => examples.push((folder, vec![program])),
        }
    }
    assert!(examples.len() >= 2, "only {} examples were found", examples.len());
    examples
}
