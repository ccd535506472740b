//! What the house forbids, found in parsed files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::File;
use super::floors::{self, EDGE, Room};
use super::paths::{Mention, mentions};

/// Lines of the longest file.
pub(super) const WALL: usize = 400;

/// Something forbidden, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Breach {
    pub(super) what: String,
    pub(super) path: String,
    pub(super) line: usize,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Libraries that only one room knows (and a second one in one thing).
const KEPT: [(&str, &[&str]); 4] = [
    ("pest", &["syntax"]),
    ("pest_derive", &["syntax"]),
    ("petgraph", &["graph"]),
    ("miette", &["report", "cli"]),
];

/// Macros that write without asking the one output.
const PRINTS: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];

/// Paths that touch the world: a clock, chance, files, the network, the environment, processes.
const WORLD: [&[&str]; 19] = [
    &["std", "fs"],
    &["std", "net"],
    &["std", "env"],
    &["std", "process"],
    &["std", "time", "SystemTime"],
    &["std", "time", "Instant"],
    &["std", "os"],
    &["std", "io", "stdin"],
    &["std", "io", "stdout"],
    &["std", "io", "stderr"],
    &["std", "hash", "RandomState"],
    &["jiff", "Timestamp", "now"],
    &["jiff", "Zoned", "now"],
    &["jiff", "tz", "TimeZone", "system"],
    &["rand"],
    &["fastrand"],
    &["getrandom"],
    &["tempfile"],
    &["ignore"],
];

/// Names that read a clock wherever they come from.
const CLOCKS: [&[&str]; 4] =
    [&["Timestamp", "now"], &["Zoned", "now"], &["SystemTime", "now"], &["TimeZone", "system"]];

/// Every breach of the given files.
pub(super) fn breaches(files: &[File]) -> Vec<Breach> {
    let mut found = Vec::new();
    let mut edges: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in files {
        let lines = file.text.lines().count();
        if lines > WALL {
            push(&mut found, file, WALL, format!("a file of {lines} lines"));
        }
        let parsed = syn::parse_file(&file.text).unwrap();
        let room = floors::of_file(&file.path);
        for mention in mentions(&parsed) {
            look(file, room, &mention, &mut edges, &mut found);
        }
        if room.is_none() && !["src/lib.rs", "src/main.rs"].contains(&file.path.as_str()) {
            push(&mut found, file, 1, "a room that no floor has".to_owned());
        }
    }
    if let Some(circle) = circle(&edges) {
        let path = circle.join(" → ");
        found.push(Breach { what: format!("a circle: {path}"), path: "src".to_owned(), line: 0 });
    }
    found
}

fn push(found: &mut Vec<Breach>, file: &File, line: usize, what: String) {
    found.push(Breach { what, path: file.path.clone(), line });
}

fn look<'a>(
    file: &File,
    room: Option<&'static Room>,
    mention: &Mention,
    edges: &mut BTreeMap<&'a str, BTreeSet<&'a str>>,
    found: &mut Vec<Breach>,
) {
    let segments = absolute(&file.path, &mention.segments);
    let name = segments.first().map_or("", String::as_str);
    let is_print = mention.is_macro && PRINTS.contains(&segments.last().map_or("", String::as_str));
    if is_print {
        push(found, file, mention.line, format!("a `{}!`", segments.join("::")));
    }
    let Some(room) = room else { return };
    if let Some((library, rooms)) = KEPT.iter().find(|(library, _)| *library == name)
        && !rooms.contains(&room.name)
    {
        push(found, file, mention.line, format!("{library} outside {}", rooms[0]));
    }
    if room.floor < EDGE && touches_the_world(&segments) {
        let path = segments.join("::");
        push(found, file, mention.line, format!("access to the world below the edge: {path}"));
    }
    let target = (name == "crate" || name == "rondel").then(|| segments.get(1)).flatten();
    let Some(target) = target.and_then(|target| floors::find(target)) else { return };
    if target.name == room.name {
        return;
    }
    edges.entry(room.name).or_default().insert(target.name);
    if let Err(what) = floors::may_import(room, target) {
        let (from, to) = (room.name, target.name);
        push(found, file, mention.line, format!("{what}: {from} imports {to}"));
    }
}

fn touches_the_world(segments: &[String]) -> bool {
    let starts = |path: &[&str]| {
        segments.len() >= path.len() && segments.iter().zip(path).all(|(own, part)| own == part)
    };
    WORLD.iter().any(|path| starts(path))
        || CLOCKS.iter().any(|path| segments.windows(2).any(|pair| pair == *path))
}

/// A path from the root of the crate: `super` and `self` resolved.
fn absolute(file: &str, segments: &[String]) -> Vec<String> {
    let first = segments.first().map_or("", String::as_str);
    if first != "super" && first != "self" {
        return segments.to_vec();
    }
    let below = file.strip_prefix("src/").unwrap_or(file);
    let below = below.strip_suffix(".rs").unwrap_or(below);
    let mut module: Vec<String> = vec!["crate".to_owned()];
    module.extend(below.split('/').filter(|part| *part != "mod").map(ToOwned::to_owned));
    let mut rest = segments;
    while let [step, tail @ ..] = rest {
        match step.as_str() {
            "self" => {}
            "super" if module.len() > 1 => drop(module.pop()),
            _ => break,
        }
        rest = tail;
    }
    module.extend(rest.iter().cloned());
    module
}

/// A way through the imports that comes back to where it began, if there is one.
fn circle<'a>(edges: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Option<Vec<&'a str>> {
    fn walk<'a>(
        at: &'a str,
        edges: &BTreeMap<&'a str, BTreeSet<&'a str>>,
        path: &mut Vec<&'a str>,
    ) -> Option<Vec<&'a str>> {
        if let Some(start) = path.iter().position(|one| *one == at) {
            return Some([&path[start..], &[at]].concat());
        }
        path.push(at);
        let next = edges.get(at).into_iter().flatten();
        let found = next.filter_map(|to| walk(to, edges, path)).next();
        path.pop();
        found
    }
    edges.keys().find_map(|start| walk(start, edges, &mut Vec::new()))
}

/// Test files that no `mod` line reaches.
pub(super) fn mounted(files: &[File], main: &str) -> Vec<String> {
    let mut modules: BTreeSet<String> = BTreeSet::new();
    let parsed = syn::parse_file(main).unwrap();
    reach("tests", &parsed.items, &mut modules);
    for file in files {
        let parsed = syn::parse_file(&file.text).unwrap();
        let folder = file.path.strip_suffix("/mod.rs").map(ToOwned::to_owned);
        let folder = folder.unwrap_or_else(|| file.path.trim_end_matches(".rs").to_owned());
        reach(&folder, &parsed.items, &mut modules);
    }
    let is_mounted = |path: &str| {
        let plain = path.trim_end_matches(".rs");
        modules.contains(plain) || modules.contains(plain.trim_end_matches("/mod"))
    };
    files.iter().map(|file| file.path.clone()).filter(|path| !is_mounted(path)).collect()
}

fn reach(folder: &str, items: &[syn::Item], modules: &mut BTreeSet<String>) {
    for item in items {
        if let syn::Item::Mod(item) = item {
            let path = format!("{folder}/{}", item.ident);
            if let Some((_, inner)) = &item.content {
                reach(&path, inner, modules);
            }
            modules.insert(path);
        }
    }
}
