//! `check --watch` sees every change, whichever way it comes about.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::{BAD, Folder, GOOD};

/// No machine is so slow; only what never comes is waited for as long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A check that goes on, and the lines that it has written.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn of(folder: &Folder, arguments: &[&str]) -> Self {
        let words = [&["check", "--watch", "--format", "concise"], arguments].concat();
        let mut command = folder.command(&words);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (sender, lines) = channel();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let other = sender.clone();
        std::thread::spawn(move || {
            BufReader::new(out).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        std::thread::spawn(move || {
            BufReader::new(err).lines().map_while(Result::ok).try_for_each(|line| other.send(line))
        });
        Self { child, lines }
    }

    /// Everything up to the end of the next check. What was found and what is remarked come by two
    /// ways, so the one may be late.
    fn next(&self, finding: Option<&str>) -> String {
        let until = Instant::now() + PATIENCE;
        let mut all = String::new();
        let (mut ended, mut found) = (false, finding.is_none());
        while !(ended && found) {
            let left = until.saturating_duration_since(Instant::now());
            let line =
                self.lines.recv_timeout(left).unwrap_or_else(|_| panic!("only came:\n{all}"));
            ended |= line.ends_with("waiting for changes, Ctrl-C ends");
            found |= finding.is_some_and(|words| line.contains(words));
            all.push_str(&line);
            all.push('\n');
        }
        all
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn every_way_in_which_files_change_is_seen() {
    let folder = Folder::new(&[("rondel.toml", ""), ("a.rondel", GOOD)]);
    let watch = Watch::of(&folder, &[]);
    assert!(watch.next(None).contains("checked 1 file: no findings"));

    folder.write("a.rondel", BAD.as_bytes());
    let all = watch.next(Some("a.rondel:3:7: error[syntax]"));
    assert!(all.contains("`a.rondel` changed, checked in "), "{all}");

    // As editors save: a new file, put in the place of the old one.
    folder.write("a.rondel~", GOOD.as_bytes());
    fs::rename(folder.path("a.rondel~"), folder.path("a.rondel")).unwrap();
    assert!(watch.next(None).contains("checked 1 file: no findings"));

    folder.write("b.rondel", BAD.replace("hello", "bye").as_bytes());
    assert!(watch.next(Some("b.rondel:3:7")).contains("checked 2 files"), "created");

    fs::remove_file(folder.path("b.rondel")).unwrap();
    let all = watch.next(None);
    assert!(all.contains("`b.rondel` changed") && all.contains("checked 1 file: no"), "{all}");

    folder.write("new/folder/c.rondel", BAD.replace("hello", "bye").as_bytes());
    watch.next(Some("new/folder/c.rondel:3:7"));

    folder.write("rondel.toml", b"[files]\nexclude = [\"new\"]\n");
    let all = watch.next(None);
    assert!(all.contains("and 1 more changed") && all.contains("checked 1 file: no"), "{all}");

    fs::rename(folder.path("new"), folder.path("old")).unwrap();
    watch.next(Some("warning[unused]: `new` meets no file"));

    folder.write("old/rondel.toml", b"[chek]\n");
    watch.next(Some("old/rondel.toml:1:2"));

    folder.write(".gitignore", b"old/\n");
    assert!(watch.next(None).contains("checked 1 file: 1 warning"), "ignored");
}

#[test]
fn a_program_may_go_away_and_come_back() {
    let folder = Folder::new(&[("shop/a.rondel", GOOD)]);
    let watch = Watch::of(&folder, &["shop"]);
    watch.next(None);
    fs::remove_dir_all(folder.path("shop")).unwrap();
    let all = watch.next(None);
    assert!(all.contains("cannot read `shop`: it does not exist"), "{all}");
    folder.write("shop/a.rondel", BAD.as_bytes());
    let all = watch.next(Some("shop/a.rondel:3:7"));
    assert!(all.contains("  `shop/a.rondel` changed, "), "{all}");
}

#[test]
fn a_named_file_is_spoken_of_alone_and_its_program_is_watched() {
    let folder = Folder::new(&[("rondel.toml", ""), ("a.rondel", GOOD), ("b.rondel", BAD)]);
    let watch = Watch::of(&folder, &["a.rondel"]);
    assert!(!watch.next(None).contains("b.rondel"));
    folder.write("b.rondel", GOOD.as_bytes());
    let all = watch.next(None);
    assert!(all.contains("`b.rondel` changed") && all.contains("checked 1 file: no"), "{all}");
}

#[cfg(unix)]
#[test]
fn it_ends_by_itself_when_nobody_listens_any_more() {
    let folder = Folder::new(&[("a.rondel", GOOD)]);
    let mut command = folder.command(&["check", "--watch"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    assert_eq!(line, "checked 1 file: no findings\n", "no screen is wiped where there is none");
    drop(out);
    let answer = super::answer(child.wait_with_output().unwrap());
    assert_eq!(answer.code, Some(0), "{answer}");
    assert!(!answer.err.contains("error"), "{answer}");
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let folder = Folder::new(&[("a.rondel", GOOD)]);
    let said = |arguments: &[&str]| {
        let answer = folder.rondel(&[&["check", "--watch"], arguments].concat());
        assert_eq!((answer.code, answer.out.as_str()), (Some(2), ""), "{answer}");
        answer.err
    };
    let mut all = String::new();
    for arguments in [
        &["--format", "json"][..],
        &["--format", "sarif"],
        &["-"],
        &["--fix"],
        &["--diff"],
        &["--write-baseline", "known.json"],
        &["missing.rondel"],
    ] {
        all.push_str(&said(arguments));
    }
    insta::assert_snapshot!(all);
}
