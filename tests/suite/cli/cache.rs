//! Findings that are kept: the same to the letter, for as long as nothing has changed.

use std::fs;
use std::path::{Path, PathBuf};

use super::findings::FOUND;
use super::{Answer, BAD, Folder, GOOD};

const FORMATS: [&str; 6] = ["human", "concise", "json", "sarif", "github", "junit"];

/// What is done to a folder, and how.
type Change<'a> = (&'a str, &'a dyn Fn(&Folder));

/// A program that has a place for findings.
fn folder() -> Folder {
    Folder::new(&[("rondel.toml", ""), ("leads.rondel", FOUND), ("sub/bad.rondel", BAD)])
}

/// The states that are kept, oldest name first.
fn kept(folder: &Folder) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder.path(".rondel_cache")) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let is_sign = |path: &Path| path.ends_with(".gitignore") || path.ends_with("CACHEDIR.TAG");
    let mut kept: Vec<PathBuf> = paths.filter(|path| !is_sign(path)).collect();
    kept.sort();
    kept
}

/// Puts findings into the cache that nobody made, so that whoever shows them has looked there.
fn plant(folder: &Folder) {
    for path in kept(folder) {
        let text = fs::read_to_string(&path).unwrap();
        let (head, body) = text.split_once('\n').unwrap();
        let body = body.replace("\"message\":\"", "\"message\":\"planted: ");
        let head = head.rsplit_once(' ').unwrap().0;
        let hash = blake3::hash(body.as_bytes()).to_hex();
        fs::write(&path, format!("{head} {hash}\n{body}")).unwrap();
    }
}

fn same(one: &Answer, other: &Answer) -> bool {
    (one.code, &one.out, &one.err) == (other.code, &other.out, &other.err)
}

#[test]
fn the_second_answer_comes_from_the_cache_and_is_the_first_to_the_letter() {
    let folder =
        Folder::new(&[("rondel.toml", "[chek]\n"), ("leads.rondel", FOUND), ("c.rondel", BAD)]);
    folder.write("b/latin.rondel", b"workflow caf\xe9 {\n}\n");
    for format in FORMATS {
        let call = ["check", "--format", format, "--color", "always"];
        let anew = folder.rondel(&[&call[..], &["--no-cache"]].concat());
        let first = folder.rondel(&call);
        let second = folder.rondel(&call);
        assert!(same(&anew, &first) && same(&first, &second), "{anew}\n{first}\n{second}");
        assert_eq!(second.code, Some(1));
    }
    assert_eq!(kept(&folder).len(), 1, "the form of an answer makes no difference");
    plant(&folder);
    let planted = folder.rondel(&["check"]);
    assert!(planted.out.contains("planted: "), "{planted}");
    assert!(!folder.rondel(&["check", "--no-cache"]).out.contains("planted: "));
    // Whoever asks about one file is answered from what is known of all.
    assert!(folder.rondel(&["check", "c.rondel"]).out.contains("planted: "));
}

#[test]
fn whatever_findings_follow_from_makes_them_anew() {
    let changes: [Change<'_>; 7] = [
        ("a letter", &|folder| {
            folder.write("leads.rondel", FOUND.replace("Never", "never").as_bytes())
        }),
        ("a further file", &|folder| folder.write("more.rondel", b"")),
        ("a file that is gone", &|folder| fs::remove_file(folder.path("sub/bad.rondel")).unwrap()),
        ("another name", &|folder| {
            fs::rename(folder.path("leads.rondel"), folder.path("lead.rondel")).unwrap();
        }),
        ("the settings", &|folder| folder.write("rondel.toml", b"[rules]\nunused = \"off\"\n")),
        ("a file that is ignored", &|folder| folder.write(".gitignore", b"sub/\n")),
        ("nothing at all", &|_| ()),
    ];
    for (what, change) in changes {
        let folder = folder();
        let call = ["check", "--format", "concise"];
        folder.rondel(&call);
        plant(&folder);
        change(&folder);
        let after = folder.rondel(&call);
        assert_eq!(after.out.contains("planted: "), what == "nothing at all", "{what}: {after}");
        let anew = folder.rondel(&["check", "--format", "concise", "--no-cache"]);
        assert!(what == "nothing at all" || same(&after, &anew), "{what}: {after}\n{anew}");
    }
    let folder = folder();
    folder.rondel(&["check"]);
    plant(&folder);
    assert!(
        !folder.rondel(&["check", "--pedantic"]).out.contains("planted: "),
        "more care is wanted"
    );
    let planted = folder.rondel(&["check", ".", "--deny", "warnings"]);
    assert!(
        planted.out.contains("planted: "),
        "what fails a check is not what is found: {planted}"
    );
}

#[test]
fn findings_of_the_settings_that_the_program_shows_are_kept_too() {
    let folder = Folder::new(&[("rondel.toml", "[channels.insta]\n"), ("a.rondel", GOOD)]);
    let first = folder.rondel(&["check"]);
    assert!(first.out.contains("no workspace declares a channel `insta`"), "{first}");
    assert!(same(&first, &folder.rondel(&["check"])));
    assert_eq!(kept(&folder).len(), 1);
}

#[test]
fn what_is_damaged_or_foreign_is_passed_over_and_replaced() {
    let folder = folder();
    let first = folder.rondel(&["check"]);
    let path = kept(&folder).remove(0);
    let whole = fs::read(&path).unwrap();
    let mut turned = whole.clone();
    let middle = turned.len() / 2;
    turned[middle] ^= 1;
    for bytes in [&whole[..whole.len() / 2], &[][..], b"#!/bin/sh\n", &turned] {
        fs::write(&path, bytes).unwrap();
        assert!(same(&first, &folder.rondel(&["check"])));
        assert!(fs::read(&path).unwrap() == whole, "it is whole again");
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert!(same(&first, &folder.rondel(&["check"])));
}

#[test]
fn nothing_is_kept_where_nobody_wants_it() {
    let bare = Folder::new(&[("a.rondel", BAD)]);
    bare.rondel(&["check"]);
    assert!(!bare.path(".rondel_cache").exists(), "a folder without settings is left as it is");
    let empty = Folder::new(&[("rondel.toml", "")]);
    empty.rondel(&["check"]);
    assert!(!empty.path(".rondel_cache").exists(), "there is nothing to look through");
    let folder = folder();
    folder.rondel(&["check", "--no-cache"]);
    folder.rondel_with(&["check", "-", "--stdin-filename", "leads.rondel"], GOOD.as_bytes());
    folder.rondel(&["check", "--fix", "--diff"]);
    folder.rondel(&["fmt", "--check"]);
    folder.rondel(&["compile"]);
    assert!(!folder.path(".rondel_cache").exists());
    folder.write("rondel.toml", b"[check]\ncache = false\n");
    folder.rondel(&["check"]);
    assert!(!folder.path(".rondel_cache").exists());
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_or_leads_elsewhere_changes_no_answer() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder();
    let anew = folder.rondel(&["check", "--no-cache"]);
    let elsewhere = Folder::new(&[]);
    symlink(elsewhere.path(""), folder.path(".rondel_cache")).unwrap();
    assert!(same(&anew, &folder.rondel(&["check"])));
    assert_eq!(fs::read_dir(elsewhere.path("")).unwrap().count(), 0, "nothing goes through a link");
    fs::remove_file(folder.path(".rondel_cache")).unwrap();

    folder.write(".rondel_cache", b"a file");
    assert!(same(&anew, &folder.rondel(&["check"])));
    fs::remove_file(folder.path(".rondel_cache")).unwrap();

    folder.rondel(&["check"]);
    let state = kept(&folder).remove(0);
    for (path, mode) in
        [(state, 0o000), (folder.path(".rondel_cache"), 0o500), (folder.path(""), 0o500)]
    {
        fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
        assert!(same(&anew, &folder.rondel(&["check"])), "{}", path.display());
    }
    for path in [folder.path(""), folder.path(".rondel_cache")] {
        fs::set_permissions(&path, PermissionsExt::from_mode(0o700)).unwrap();
    }
}

#[test]
fn the_cache_stays_small_and_git_passes_over_it() {
    let folder = folder();
    for number in 0..20 {
        folder.write("leads.rondel", format!("# {number}\n{FOUND}").as_bytes());
        folder.rondel(&["check"]);
    }
    let newest = kept(&folder).len();
    assert_eq!(newest, 16);
    let last = folder.rondel(&["check"]);
    plant(&folder);
    assert!(!same(&last, &folder.rondel(&["check"])), "the newest is among them");
    let ignored = fs::read_to_string(folder.path(".rondel_cache/.gitignore")).unwrap();
    assert!(ignored.lines().any(|line| line == "*"));
    // A cache is no part of the program, and no root.
    fs::write(folder.path(".rondel_cache/trap.rondel"), BAD).unwrap();
    assert!(!folder.rondel(&["check"]).out.contains("trap"));
}

#[test]
fn many_at_once_give_one_answer() {
    let folder = folder();
    let anew = folder.rondel(&["check", "--no-cache"]);
    for _ in 0..3 {
        let children: Vec<_> = (0..12)
            .map(|_| {
                let mut command = folder.command(&["check"]);
                command.stdin(std::process::Stdio::null());
                command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
                command.spawn().unwrap()
            })
            .collect();
        for child in children {
            assert!(same(&anew, &super::answer(child.wait_with_output().unwrap())));
        }
        assert_eq!(kept(&folder).len(), 1, "nothing half written stays");
        fs::remove_file(kept(&folder).remove(0)).unwrap();
    }
}
