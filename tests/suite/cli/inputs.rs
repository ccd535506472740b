//! What `check` looks at, and what it says.

use super::{BAD, Folder, GOOD, answer, spoken_of};

#[test]
fn a_good_folder_is_checked_in_silence_but_for_the_count() {
    let folder = Folder::new(&[("a.rondel", GOOD), ("sub/b.rondel", "")]);
    insta::assert_snapshot!(folder.rondel(&["check"]));
}

#[test]
fn what_a_careful_author_would_do_besides_is_said_on_request() {
    let folder = Folder::new(&[("a.rondel", GOOD)]);
    let answer = folder.rondel(&["check", "--pedantic", "--format", "concise"]);
    assert_eq!(answer.code, Some(0));
    assert!(answer.out.contains("note[untested-workflow]"), "{}", answer.out);
}

#[test]
fn errors_are_drawn_and_exit_with_one() {
    let folder = Folder::new(&[("a.rondel", BAD)]);
    insta::assert_snapshot!(folder.rondel(&["check"]));
}

#[test]
fn a_line_each_leaves_the_count_to_standard_error() {
    let folder = Folder::new(&[("a.rondel", BAD), ("b.rondel", BAD)]);
    insta::assert_snapshot!(folder.rondel(&["check", "--format", "concise", "b.rondel"]));
}

#[test]
fn json_stands_alone_on_standard_output() {
    let folder = Folder::new(&[("a.rondel", BAD)]);
    let answer = folder.rondel(&["check", "--format", "json"]);
    assert_eq!((answer.code, answer.err.as_str()), (Some(1), ""));
    let document: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(document["version"], 1);
    assert_eq!(document["reports"][0]["code"], "syntax");
    assert_eq!(document["reports"][0]["place"]["start"]["line"], 3);
}

#[test]
fn standard_input_is_a_program_or_stands_in_for_a_file() {
    let folder = Folder::new(&[("rondel.toml", ""), ("a.rondel", GOOD), ("b.rondel", BAD)]);
    let bare = folder.rondel_with(&["check", "-", "--format", "concise"], BAD.as_bytes());
    assert_eq!((bare.code, spoken_of(&bare)), (Some(1), vec!["<stdin>".to_owned()]));
    let arguments = ["check", "-", "--stdin-filename", "a.rondel", "--format", "concise"];
    let named = folder.rondel_with(&arguments, BAD.as_bytes());
    assert_eq!((named.code, spoken_of(&named)), (Some(1), vec!["a.rondel".to_owned()]));
    assert_eq!(folder.rondel_with(&arguments, GOOD.as_bytes()).code, Some(0));
    insta::assert_snapshot!(folder.rondel(&["check", "--stdin-filename", "a.rondel"]));
}

#[test]
fn every_folder_with_settings_is_a_root_of_its_own() {
    let folder = Folder::new(&[
        ("rondel.toml", ""),
        ("a.rondel", GOOD),
        ("sub/rondel.toml", "[chek]\n"),
        ("sub/b.rondel", GOOD),
        ("sub/deep/c.rondel", BAD),
    ]);
    insta::assert_snapshot!(folder.rondel(&["check", "--format", "concise"]));
}

#[test]
fn hidden_and_ignored_files_are_passed_over_unless_named() {
    let folder = Folder::new(&[
        (".gitignore", "drafts/\n"),
        ("a.rondel", GOOD),
        ("drafts/b.rondel", BAD),
        (".hidden/c.rondel", BAD),
    ]);
    assert_eq!(folder.rondel(&["check"]).code, Some(0));
    let named = folder.rondel(&["check", "drafts/b.rondel", "--format", "concise"]);
    assert_eq!(spoken_of(&named), ["drafts/b.rondel"]);
}

#[test]
fn a_file_is_spoken_of_as_it_was_named() {
    let folder = Folder::new(&[("rondel.toml", ""), ("sub/a.rondel", BAD), ("sub/b.rondel", BAD)]);
    let mut command = folder.command(&["check", "a.rondel", "--format", "concise"]);
    let output = command.current_dir(folder.path("sub")).output().unwrap();
    assert_eq!(spoken_of(&answer(output)), ["a.rondel"]);
    let full = folder.path("sub/a.rondel").display().to_string();
    let named = folder.rondel(&["check", &full, "--format", "concise"]);
    assert_eq!(spoken_of(&named), [full]);
    let dotted = folder.rondel(&["check", "./sub/../sub/a.rondel", "--format", "concise"]);
    assert_eq!(spoken_of(&dotted), ["sub/../sub/a.rondel"]);
}

#[test]
fn a_file_of_this_folder_is_looked_at_within_its_program() {
    let workspace = "workspace shop \"Shop\" {\n  agent amara \"Amara Okafor\"\n}\n";
    let uses = "workflow hello \"Hello\" {\n  on manual\n  assign to agent amara\n}\n";
    let folder = Folder::new(&[("rondel.toml", ""), ("workspace.rondel", workspace)]);
    folder.write("a.rondel", uses.as_bytes());
    folder.write("sub/b.rondel", uses.replace("hello", "bye").as_bytes());
    let known = |answer: &super::Answer| !answer.out.contains("amara");
    let here = folder.rondel(&["check", "a.rondel", "--format", "concise"]);
    assert!(known(&here), "{here}");
    let mut command = folder.command(&["check", "b.rondel", "--format", "concise"]);
    let below = answer(command.current_dir(folder.path("sub")).output().unwrap());
    assert!(known(&below), "{below}");
}

#[test]
fn what_is_not_there_is_said_and_the_rest_goes_on() {
    let folder = Folder::new(&[("a.rondel", BAD), ("empty/readme.md", "")]);
    insta::assert_snapshot!(folder.rondel(&[
        "check",
        "--format",
        "concise",
        "missing.rondel",
        "a.rondel",
        "empty",
    ]));
}

#[test]
fn wrong_bytes_are_shown_where_they_stand_and_nothing_else_of_that_file() {
    let folder = Folder::new(&[("b.rondel", BAD)]);
    folder.write("a.rondel", b"workflow caf\xe9 {\n  send: \"Hi\"\n}\n");
    folder.write("c.rondel", b"\xff\xfew\0o\0r\0k\0f\0l\0o\0w\0");
    insta::assert_snapshot!(folder.rondel(&["check"]));
}

#[test]
fn odd_files_are_no_trouble() {
    let folder =
        Folder::new(&[("comments.rondel", "# nothing\r\n# but this"), ("empty.rondel", "")]);
    folder.write("bom.rondel", format!("\u{feff}{GOOD}").as_bytes());
    folder.write("crlf.rondel", GOOD.replace("hello", "bye").replace('\n', "\r\n").as_bytes());
    let answer = folder.rondel(&["check"]);
    assert_eq!(answer.code, Some(0), "{answer}");
    folder.write("nul.rondel", b"workflow \0 a {\n}\n");
    let answer = folder.rondel(&["check", "--format", "concise"]);
    assert_eq!((answer.code, spoken_of(&answer)[0].as_str()), (Some(1), "nul.rondel"), "{answer}");
}

#[test]
fn a_file_beyond_the_limit_is_refused_at_once() {
    let folder = Folder::new(&[]);
    folder.write("a.rondel", &vec![b'#'; 20_000_000]);
    insta::assert_snapshot!(folder.rondel(&["check"]));
}

#[test]
fn deep_nesting_is_answered_in_a_moment() {
    let folder = Folder::new(&[]);
    for open in ["{", "(", "[", "not "] {
        folder.write("a.rondel", format!("workflow a {}", open.repeat(100_000)).as_bytes());
        let begun = std::time::Instant::now();
        assert_eq!(folder.rondel(&["check"]).code, Some(1), "{open}");
        assert!(begun.elapsed().as_secs() < 5, "{open}: {:?}", begun.elapsed());
    }
}
