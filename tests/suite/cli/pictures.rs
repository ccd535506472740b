//! `rondel graph` where it gives pictures.

use super::{Folder, GOOD};

const MORE: &str = r#"workflow waiting "Waiting" {
  on conversation_opened
  send "Hello!"
  assign to workspace by least_open { only online }
}

workflow other "Other" {
  on manual
  stop
}

scenario "hello is said" for waiting {
  when conversation opened
  expect sent "Hello!"
}
"#;

const BROKEN: &str = r#"workflow broken "Broken" {
  on conversation_opened
  ensure owner
  send "Hello!"
}
"#;

fn folder() -> Folder {
    Folder::new(&[("rondel.toml", ""), ("more.rondel", MORE)])
}

#[test]
fn the_name_of_the_file_says_which_format_is_meant() {
    let folder = folder();
    for (file, begin) in [
        ("a.svg", "<svg xmlns"),
        ("a.html", "<!doctype html>"),
        ("a.mmd", "flowchart TD"),
        ("a.dot", "digraph"),
        ("a.json", "{"),
        ("a.txt", "waiting  Waiting"),
    ] {
        let answer = folder.rondel(&["graph", "waiting", "--output", file]);
        assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (Some(0), "", ""));
        let written = std::fs::read_to_string(folder.path(file)).unwrap();
        assert!(written.starts_with(begin), "{file}: {written}");
    }
    let written = std::fs::read_to_string(folder.path("a.svg")).unwrap();
    for output in [&[][..], &["-o", "-"]] {
        let answer = folder.rondel(&[&["graph", "waiting", "--format", "svg"], output].concat());
        assert_eq!((answer.code, answer.out.as_str()), (Some(0), written.as_str()));
    }
    assert!(!folder.path("-").exists());
}

#[cfg(feature = "picture")]
#[test]
fn pixels_are_written_as_large_as_is_asked() {
    let folder = folder();
    let width = |arguments: &[&str]| {
        let all = [&["graph", "waiting", "-o", "a.png"], arguments].concat();
        let answer = folder.rondel(&all);
        assert_eq!(answer.code, Some(0), "{answer}");
        let bytes = std::fs::read(folder.path("a.png")).unwrap();
        assert_eq!(&bytes[1..4], b"PNG");
        u32::from_be_bytes(bytes[16..20].try_into().unwrap())
    };
    assert_eq!(width(&[]), width(&["--scale", "1"]) * 2);
    assert_eq!(width(&["--theme", "dark", "--scale", "0.5"]) * 4, width(&[]));
}

#[test]
fn what_was_found_and_gone_through_is_painted_where_it_is_asked_for() {
    let folder = folder();
    let picture = |arguments: &[&str]| {
        let answer = folder.rondel(&[&["graph", "waiting", "--format", "svg"], arguments].concat());
        assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""));
        answer.out
    };
    assert!(!picture(&[]).contains("class=\"badge"));
    assert!(picture(&["--findings"]).contains("badge warning"));
    let covered = picture(&["--coverage"]);
    assert!(covered.contains("step message covered") && covered.contains("× 1"));
    assert!(!covered.contains("badge warning"));
    let page = folder.rondel(&["graph", "--format", "html"]).out;
    assert!(page.contains("badge warning") && !page.contains("data-overlay=\"coverage\""));
    assert!(page.contains("data-workflow=\"waiting\"") && page.contains("data-workflow=\"other\""));
}

#[test]
fn what_breaks_a_promise_is_drawn_with_what_is_wrong_on_it() {
    let folder = Folder::new(&[("rondel.toml", ""), ("broken.rondel", BROKEN)]);
    let plain = folder.rondel(&["graph", "--format", "svg"]);
    assert_eq!((plain.code, plain.out.as_str()), (Some(1), ""));
    assert!(plain.err.contains("error[promise-broken]"), "{plain}");
    for format in [&["svg", "--findings"][..], &["html"]] {
        let answer = folder.rondel(&[&["graph", "--format"], format].concat());
        assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""));
        assert!(answer.out.contains("badge error"), "{answer}");
        assert!(answer.out.contains("a run can end without an owner"), "{answer}");
    }
    // Its scenarios are not played: nothing is painted as if they had been, and that is said.
    let answer = folder.rondel(&["graph", "-o", "a.html", "--coverage"]);
    assert_eq!(answer.code, Some(0));
    insta::assert_snapshot!(answer);
}

#[test]
fn a_workflow_without_a_title_is_headed_by_its_name() {
    let folder = Folder::new(&[("a.rondel", "workflow untitled {\n  on manual\n  stop\n}\n")]);
    let page = folder.rondel(&["graph", "--format", "html"]).out;
    for heading in ["<title>untitled</title>", "<h1>untitled</h1>", ">untitled</button>"] {
        assert!(page.contains(heading), "{heading}");
    }
    let picture = folder.rondel(&["graph", "--format", "svg"]).out;
    assert_eq!(picture.matches(">untitled</text>").count(), 1);
}

#[test]
fn pictures_that_cannot_be_are_told_of() {
    let folder = folder();
    insta::assert_snapshot!(folder.rondel(&["graph", "--format", "svg"]));
    insta::assert_snapshot!(folder.rondel(&["graph", "waiting", "--theme", "dark"]));
    insta::assert_snapshot!(folder.rondel(&["graph", "-o", "a.html", "--scale", "2"]));
    insta::assert_snapshot!(folder.rondel(&["graph", "waiting", "-o", "nowhere/a.svg"]));
    let answer = folder.rondel(&["graph", "-o", "a.png", "--scale", "99"]);
    assert!(answer.code == Some(2) && answer.err.contains("not between 0.1 and 8"), "{answer}");
    let answer = folder.rondel(&["graph", "-o", "a.png", "--scale", "-1"]);
    assert!(answer.code == Some(2) && answer.err.contains("not between 0.1 and 8"), "{answer}");
    insta::assert_snapshot!(folder.rondel(&["graph", "waiting", "-o", "a.JPG"]));
    assert!(!folder.path("a.JPG").exists());
    let written = folder.rondel(&["graph", "waiting", "-o", "a.JPG", "--format", "svg"]);
    assert_eq!(written.code, Some(0), "{written}");
    let many = |at| format!("workflow w{at} {{\n  on manual\n  stop\n}}\n");
    let many = Folder::new(&[("many.rondel", &(0..30).map(many).collect::<String>())]);
    let answer = many.rondel(&["graph", "--format", "svg"]);
    assert!(answer.err.contains("`w11` and 18 more, or take"), "{answer}");
    let none = Folder::new(&[("a.rondel", "workspace shop \"Shop\" {}\n")]);
    let answer = none.rondel(&["graph", "-o", "a.html"]);
    assert!(answer.code == Some(2) && answer.err.contains("no workflow to show"), "{answer}");
    let empty = Folder::new(&[("rondel.toml", "")]);
    insta::assert_snapshot!(empty.rondel(&["graph", "--format", "svg"]));
    let whole = Folder::new(&[("good.rondel", GOOD)]);
    assert_eq!(whole.rondel(&["graph", "--format", "svg"]).code, Some(0));
}

#[test]
fn the_picture_in_the_guide_is_what_is_drawn() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let shown = root.join("examples/round_robin/share_out_leads.svg");
    let example = root.join("examples/round_robin");
    let example = example.to_str().unwrap();
    let answer = folder().rondel(&["graph", example, "--format", "svg"]);
    assert_eq!(answer.code, Some(0), "{answer}");
    if std::env::var_os("RONDEL_UPDATE").is_some() {
        std::fs::write(&shown, &answer.out).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&shown).unwrap(), answer.out);
}
