//! The floors of the house, enforced.
//!
//! Every file of `src/` is parsed, so that an inline path counts and a comment does not.

mod breach;
mod floors;
mod paths;
mod planted;

use std::path::{Path, PathBuf};

use breach::{Breach, breaches};

/// A source file: its path below the package, with `/`, and its text.
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder of the package whose name ends in `.rs`, sorted.
fn files(folder: &str) -> Vec<File> {
    files_named(folder, &["rs"])
}

/// Every file below a folder of the package whose name has one of these ends, sorted.
fn files_named(folder: &str, ends: &[&str]) -> Vec<File> {
    let mut found = Vec::new();
    gather(&root().join(folder), ends, &mut found);
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

fn gather(folder: &Path, ends: &[&str], found: &mut Vec<File>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("node_modules") {
            // What editors' tests install is not the house's.
        } else if path.is_dir() {
            gather(&path, ends, found);
        } else if path.extension().is_some_and(|end| ends.iter().any(|one| end == *one)) {
            let below = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            found.push(File { path: below, text: std::fs::read_to_string(&path).unwrap() });
        }
    }
}

#[test]
fn the_house_stands_on_its_floors() {
    let files = files("src");
    assert!(files.len() > 20, "only {} files were looked at", files.len());
    let found: Vec<Breach> = breaches(&files);
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "{} breaches:\n{}", found.len(), lines.join("\n"));
}

#[test]
fn no_file_is_longer_than_the_wall() {
    for file in files("src").iter().chain(&files("tests/suite")) {
        let lines = file.text.lines().count();
        assert!(lines <= breach::WALL, "{} has {lines} lines: look for the seam", file.path);
    }
}

#[test]
fn nothing_names_a_folder_of_one_machine() {
    let of_a_machine = ["tmp", "home", "work", "root", "Users"].map(|name| format!("/{name}/"));
    let ends = ["rs", "md", "toml", "rondel", "pest", "js", "json", "lua", "mjs", "scm", "ts"];
    let mut all = vec![File { path: "README.md".to_owned(), text: read("README.md") }];
    for folder in ["src", "grammar", "editors", "examples", "tests/suite", "tests/fixtures"] {
        all.extend(files_named(folder, &ends));
    }
    let pages = all.iter().filter(|file| file.path.ends_with(".md")).count();
    assert!(pages > 10, "only {pages} pages were looked at");
    for file in all {
        let mut lines = file.text.lines();
        let found = lines.find(|line| of_a_machine.iter().any(|folder| line.contains(folder)));
        assert_eq!(found, None, "{}", file.path);
    }
}

#[test]
fn every_test_file_is_mounted() {
    let mounted = breach::mounted(&files("tests/suite"), &read("tests/main.rs"));
    assert_eq!(mounted, Vec::<String>::new(), "test files that nobody mounted");
}

#[test]
fn the_program_is_a_few_lines() {
    assert!(read("src/main.rs").lines().count() <= 25);
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}
