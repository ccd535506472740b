//! What a change changes, between folders, plans and revisions.

use std::process::{Command, Stdio};

use super::Folder;

const WORLD: &str = "workspace shop \"Shop\" {\n  agent amara \"Amara\"\n  agent bo \"Bo\"\n  \
    team sales \"Sales\" amara, bo\n  channel web webchat\n}\n";
const SHARE: &str = "workflow share \"Share\" {\n  on conversation_opened\n  ensure owner\n  \
    send \"Hi\"\n  assign to team sales by round_robin\n}\n";
pub(super) const CHANGED: &str = "workflow share \"Share\" {\n  on conversation_opened\n  ensure owner\n  \
    send \"Hello\"\n  assign to team sales by round_robin {\n    only online\n    \
    timeout 5m { comment \"Nobody.\" }\n  }\n}\n";

/// What git answers in a folder.
pub(super) fn git(folder: &Folder, words: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(["-c", "core.autocrlf=false", "-c", "commit.gpgsign=false"]);
    command.args(words).current_dir(folder.dir.path()).stdin(Stdio::null());
    for (name, value) in [("NAME", "Ada"), ("EMAIL", "ada@example.com")] {
        command.env(format!("GIT_AUTHOR_{name}"), value);
        command.env(format!("GIT_COMMITTER_{name}"), value);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {words:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// A repository with a program in it, which is committed.
pub(super) fn repository() -> Folder {
    let folder =
        Folder::new(&[("rondel.toml", ""), ("world.rondel", WORLD), ("share.rondel", SHARE)]);
    git(&folder, &["init", "-q", "-b", "main"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-qm", "Begin"]);
    folder
}

#[test]
fn what_is_not_committed_is_compared_with_what_is() {
    let folder = repository();
    let same = folder.rondel(&["diff"]);
    assert_eq!(same.code, Some(0), "{same}");
    assert_eq!(same.out, "no differences in what the workflows do\n");
    folder.write("share.rondel", CHANGED.as_bytes());
    let changed = folder.rondel(&["diff"]);
    assert_eq!(changed.code, Some(1));
    insta::assert_snapshot!(changed);
    let chart = folder.rondel(&["diff", "--format", "mermaid"]);
    insta::assert_snapshot!(chart);
    let bare = folder.rondel(&["diff", "--format", "mermaid", "--workflow", "share"]);
    assert!(bare.out.starts_with("flowchart TD\n"), "{bare}");
    assert!(chart.out.contains(&bare.out), "{bare}");
    let json = folder.rondel(&["diff", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(document["programs"][0]["promises"][0]["holds"], false);
    assert_eq!(document["old"], "HEAD");
}

#[test]
fn revisions_are_read_without_a_change_of_the_work_tree() {
    let folder = repository();
    git(&folder, &["tag", "v1"]);
    git(&folder, &["checkout", "-qb", "wip"]);
    folder.write("share.rondel", CHANGED.as_bytes());
    git(&folder, &["commit", "-qam", "Change"]);
    git(&folder, &["checkout", "-q", "main"]);
    folder.write("other.rondel", super::GOOD.as_bytes());
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-qm", "Add another"]);
    folder.write("share.rondel", b"broken {");
    for words in
        [&["v1", "wip"][..], &["v1..wip"], &["main...wip"], &["main~1", "wip"], &["v1:", "wip:./"]]
    {
        let answer = folder.rondel(&[&["diff"], words].concat());
        assert_eq!(answer.code, Some(1), "{words:?}: {answer}");
        assert!(answer.out.contains("ensure owner: no longer holds"), "{words:?}: {answer}");
        assert!(!answer.out.contains("hello"), "{words:?}: {answer}");
    }
    let both = folder.rondel(&["diff", "main..wip"]);
    assert!(both.out.contains("- workflow hello"), "{both}");
    let status = git(&folder, &["status", "--short"]);
    assert_eq!(status.trim(), "M share.rondel");
    let broken = folder.rondel(&["diff", "v1"]);
    assert_eq!(broken.code, Some(2));
    assert!(broken.err.contains("the program of the work tree is not understood"), "{broken}");
    assert!(broken.err.contains("share.rondel:1"), "{broken}");
}

#[test]
fn what_is_not_there_yet_or_not_fetched_is_said() {
    let folder = repository();
    let answer = folder.rondel(&["diff", "HEAD~3"]);
    assert_eq!(answer.code, Some(2));
    assert!(answer.err.contains("`HEAD` has not so many commits before it"), "{answer}");
    let fresh = Folder::new(&[("rondel.toml", ""), ("share.rondel", SHARE)]);
    git(&fresh, &["init", "-q"]);
    let answer = fresh.rondel(&["diff"]);
    assert_eq!(answer.code, Some(2));
    assert!(answer.err.contains("nothing is committed in"), "{answer}");
}

#[test]
fn a_workspace_that_comes_or_goes_is_told_as_such() {
    let folder = repository();
    std::fs::remove_file(folder.path("world.rondel")).unwrap();
    folder.write("share.rondel", super::GOOD.as_bytes());
    let answer = folder.rondel(&["diff"]);
    assert!(answer.out.contains("\n  - workspace shop\n  - agent amara\n"), "{answer}");
    git(&folder, &["commit", "-qam", "Take the workspace out"]);
    let answer = folder.rondel(&["diff", "HEAD", "HEAD~1"]);
    assert!(answer.out.contains("\n  + workspace shop\n      title Shop\n"), "{answer}");
}

#[test]
fn a_folder_below_is_compared_with_itself() {
    let folder = repository();
    folder.write("north/rondel.toml", b"");
    folder.write("north/a.rondel", super::GOOD.as_bytes());
    folder.write("north/.hidden/b.rondel", b"not {{ a program");
    git(&folder, &["add", "-f", "."]);
    git(&folder, &["commit", "-qm", "Add the north"]);
    folder.write("north/a.rondel", super::GOOD.replace("Hi", "Hello").as_bytes());
    let all = folder.rondel(&["diff"]);
    assert!(all.out.contains("== north\n1 workflow changed\n"), "{all}");
    for words in [&["HEAD", "--in", "north"][..], &["HEAD:north"], &["HEAD:north", "north"]] {
        let answer = folder.rondel(&[&["diff"], words].concat());
        assert!(answer.out.contains("~ workflow hello"), "{words:?}: {answer}");
        assert!(!answer.out.contains("=="), "{words:?}: {answer}");
    }
    let gone = folder.rondel(&["diff", "HEAD~1", "--in", "north"]);
    assert_eq!(gone.code, Some(2));
    assert!(gone.err.contains("there is nothing at `north` in `HEAD~1`"), "{gone}");
    let whole = folder.rondel(&["diff", "HEAD~1", "HEAD"]);
    assert!(whole.out.contains("+ workflow hello \"Hello\", 1 step"), "{whole}");
}

#[test]
fn files_that_moved_and_other_line_ends_are_no_differences() {
    let folder = repository();
    std::fs::remove_file(folder.path("share.rondel")).unwrap();
    let windows = format!("\u{feff}# Moved.\n\n{SHARE}").replace('\n', "\r\n");
    folder.write("flows/deep/renamed.rondel", windows.as_bytes());
    let answer = folder.rondel(&["diff"]);
    assert_eq!(answer.code, Some(0), "{answer}");
}

#[test]
fn plans_are_compared_as_programs_are() {
    let folder = repository();
    assert_eq!(folder.rondel(&["compile"]).code, Some(0));
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-qm", "Compile"]);
    for words in [
        &["plans", "."][..],
        &["HEAD:plans"],
        &["HEAD:plans", "plans"],
        &["plans/share.workflow.json"],
        &["HEAD:plans/share.workflow.json", "plans/share.workflow.json"],
        &["plans/workspace.json", "plans"],
        &["share.rondel", "share.rondel"],
    ] {
        let answer = folder.rondel(&[&["diff"], words].concat());
        assert_eq!(answer.code, Some(0), "{words:?}: {answer}");
    }
    folder.write("share.rondel", CHANGED.as_bytes());
    folder.write("other.rondel", super::GOOD.as_bytes());
    let folders = folder.rondel(&["diff", "plans", "."]);
    assert!(folders.out.contains("+ workflow hello"), "{folders}");
    // Without the source of one side, only the lines of promises can be compared.
    assert!(!folders.out.contains("no longer holds"), "{folders}");
    let one = folder.rondel(&["diff", "plans/share.workflow.json"]);
    assert_eq!(one.code, Some(1));
    assert!(!one.out.contains("hello"), "{one}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let folder = repository();
    folder.write("newer/workspace.json", b"{\"format\": \"rondel plan\", \"version\": 99}");
    folder.write("foreign.json", b"[]");
    folder.write("empty/readme.txt", b"");
    let missing = |words: &[&str], said: &str| {
        let answer = folder.rondel(&[&["diff"], words].concat());
        assert_eq!(answer.code, Some(2), "{words:?}: {answer}");
        assert!(answer.err.contains(said), "{words:?}: {answer}");
        assert!(answer.err.contains("help: "), "{words:?}: {answer}");
        assert_eq!(answer.out, "", "{words:?}");
    };
    missing(&["newer"], "cannot read `newer/workspace.json`: this plan has version 99");
    missing(&["foreign.json"], "this is not a plan");
    missing(&["empty"], "there is no `.rondel` file in `empty`");
    missing(&["mian"], "did you mean `main`?");
    missing(&["HEAD:nowhere"], "there is nothing at `nowhere` in `HEAD`");
    missing(&["--", "--upload-pack=x"], "there is no revision");
    missing(&["./gone.json"], "cannot read `./gone.json`: it does not exist");
    missing(&["main", "--workflow", "shar"], "did you mean `share`?");

    let outside = Folder::new(&[("a.rondel", super::GOOD)]);
    let mut command = outside.command(&["diff"]);
    let ceiling = outside.dir.path().parent().unwrap();
    let answer = super::answer(command.env("GIT_CEILING_DIRECTORIES", ceiling).output().unwrap());
    assert_eq!(answer.code, Some(2));
    assert!(answer.err.contains("belongs to no git repository"), "{answer}");
    let mut command = folder.command(&["diff"]);
    let answer = super::answer(command.env("PATH", "").output().unwrap());
    assert_eq!(answer.code, Some(2));
    assert!(answer.err.contains("cannot run `git`"), "{answer}");
}

#[test]
fn a_program_with_broken_promises_is_compared_all_the_same() {
    let folder = repository();
    folder.write("share.rondel", CHANGED.as_bytes());
    git(&folder, &["commit", "-qam", "Break a promise"]);
    folder.write("share.rondel", SHARE.as_bytes());
    let answer = folder.rondel(&["diff"]);
    assert!(answer.out.contains("ensure owner: holds now"), "{answer}");
    assert!(answer.err.contains("`HEAD` has an error that `rondel check` tells of"), "{answer}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let folder = repository();
    folder.write("share.rondel", CHANGED.as_bytes());
    let mut command = folder.command(&["diff", "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains("panicked") && !said.contains("Broken pipe"), "{said}");
}
