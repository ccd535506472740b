//! Findings for other programs, known findings, and findings that are mended.

use super::Folder;

pub(super) const FOUND: &str = r#"workspace shop "Shop" {
  agent amara "Amara Okafor"
  team sales "Sales" amara
  field budget number
}

workflow leads "Leads" {
  on conversation_opened
  ensure owner
  branch { when contact.budget > 5 and contact.budget < 3 { comment "Never, 100 %." } }
  assign to team sales by round_robin { only online }
}
"#;

fn folder() -> Folder {
    Folder::new(&[("a folder/leads.rondel", FOUND)])
}

#[test]
fn findings_are_written_as_other_programs_read_them() {
    let folder = folder();
    for format in ["sarif", "github", "junit"] {
        let answer = folder.rondel(&["check", "--format", format]);
        assert_eq!(answer.code, Some(1));
        let written = answer.out.replace(env!("CARGO_PKG_VERSION"), "VERSION");
        if format == "sarif" {
            let mut log: serde_json::Value = serde_json::from_str(&written).unwrap();
            let rules = log["runs"][0]["tool"]["driver"]["rules"].take();
            assert_eq!(rules.as_array().unwrap().len(), rondel::lint::RULES.len());
            insta::assert_snapshot!(serde_json::to_string_pretty(&log).unwrap());
        } else {
            insta::assert_snapshot!(written);
        }
    }
}

#[test]
fn a_folder_without_findings_is_a_case_that_passed() {
    let folder = Folder::new(&[("good.rondel", super::GOOD)]);
    let answer = folder.rondel(&["check", "--format", "junit"]);
    assert_eq!(answer.code, Some(0));
    insta::assert_snapshot!(answer.out);
}

#[test]
fn what_is_known_is_passed_over_wherever_it_stands_now() {
    let folder = folder();
    let answer = folder.rondel(&["check", "--write-baseline", "known.json"]);
    assert_eq!((answer.code, answer.out.as_str()), (Some(0), ""), "{answer}");
    insta::assert_snapshot!(std::fs::read_to_string(folder.path("known.json")).unwrap());

    let moved = format!("# Another line.\n\n{FOUND}");
    folder.write("a folder/leads.rondel", moved.as_bytes());
    let check = ["check", "--baseline", "known.json", "--deny", "warnings"];
    assert_eq!(folder.rondel(&check).code, Some(0));

    let more =
        moved.replace("  assign to", "  branch { when true == false { stop } }\n  assign to");
    folder.write("a folder/leads.rondel", more.as_bytes());
    let again = moved.replace("comment \"Never, 100 %.\"", "stop");
    folder.write(
        "a folder/again.rondel",
        again.replace("leads \"Leads\"", "again \"Again\"").as_bytes(),
    );
    assert_eq!(folder.rondel(&check).code, Some(1));

    std::fs::remove_file(folder.path("a folder/again.rondel")).unwrap();
    folder.write("a folder/leads.rondel", super::GOOD.as_bytes());
    let answer = folder.rondel(&check);
    assert_eq!(answer.code, Some(0));
    assert!(answer.err.contains("2 findings gone from `known.json`; write it anew"), "{answer}");

    folder.write("known.json", b"{}");
    let answer = folder.rondel(&check);
    assert_eq!(answer.code, Some(2));
    assert!(answer.err.contains("`known.json` is no file of known findings"), "{answer}");
}

#[test]
fn what_one_safe_change_mends_is_mended_and_guesses_are_left() {
    let text = "workflow hello \"Hello\" {\n  on manual\n  send: \"Hi\"\n  wait 5 minutes\n  comand \"x\"\n}\n";
    let folder = Folder::new(&[("hello.rondel", text)]);
    let read = || std::fs::read_to_string(folder.path("hello.rondel")).unwrap();
    let answer = folder.rondel(&["check", "--fix", "--diff"]);
    assert_eq!(answer.code, Some(1));
    insta::assert_snapshot!(answer);
    assert_eq!(read(), text);
    let answer = folder.rondel(&["check", "--fix"]);
    assert_eq!(answer.code, Some(1), "{answer}");
    insta::assert_snapshot!(read());
    let answer = folder.rondel(&["check", "--fix", "--diff"]);
    assert_eq!((answer.code, answer.err.as_str()), (Some(0), "0 findings to be mended\n"));
}

#[test]
fn what_could_not_be_read_fails_also_where_nothing_else_is_told() {
    let folder = folder();
    for words in [&["--diff"][..], &["--write-baseline", "known.json"]] {
        let answer = folder.rondel(&[&["check", ".", "nowhere"], words].concat());
        assert_eq!(answer.code, Some(2), "{words:?}: {answer}");
    }
}

#[cfg(unix)]
#[test]
fn mending_never_writes_through_a_link_out_of_the_project() {
    let folder = Folder::new(&[("root/rondel.toml", ""), ("outside.rondel", super::BAD)]);
    std::os::unix::fs::symlink("../outside.rondel", folder.path("root/link.rondel")).unwrap();
    let answer = folder.rondel(&["check", "root", "--fix"]);
    assert_eq!(answer.code, Some(2), "{answer}");
    assert_eq!(std::fs::read_to_string(folder.path("outside.rondel")).unwrap(), super::BAD);
}

#[test]
fn a_rule_matters_as_much_as_the_settings_say() {
    let folder = folder();
    let settings = "[rules]\nconstant-condition = \"off\"\npromise-broken = \"warning\"\n";
    folder.write("a folder/rondel.toml", settings.as_bytes());
    let answer = folder.rondel(&["check", "--format", "concise"]);
    assert_eq!(answer.code, Some(0), "{answer}");
    assert!(answer.out.contains("warning[promise-broken]"), "{answer}");
    assert!(!answer.out.contains("constant-condition"), "{answer}");
    assert_eq!(folder.rondel(&["compile", "a folder"]).code, Some(0));

    let wrong = "[rules]\nsyntax = \"off\"\nunusd = \"off\"\nunused = \"loud\"\n";
    folder.write("a folder/rondel.toml", wrong.as_bytes());
    let answer = folder.rondel(&["check", "--format", "concise"]);
    assert_eq!(answer.code, Some(1));
    insta::assert_snapshot!(answer.out);
}
