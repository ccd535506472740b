//! Scenarios, tried out as people do it.

use quick_xml::XmlVersion;
use quick_xml::events::Event;

use super::Folder;

const SHOP: &str = "workspace shop \"Shop\" {\n  agent amara \"Amara\"\n  agent bo \"Bo\"\n  \
    team sales \"Sales\" amara, bo\n  channel web webchat\n}\n";
const SHARE: &str = "workflow share \"Share\" {\n  on conversation_opened\n  send \"你好, \\\"Ada\\\"!\"\n  \
    assign to team sales by round_robin\n}\n";

/// A workflow that is only warned of.
const DOUBTFUL: &str = "workflow doubtful \"Doubtful\" {\n  on manual\n  \
    # allow unsed: nothing\n  send \"Hello\"\n}\n";

/// A scenario of a title that expects this.
fn scenario(title: &str, expected: &str) -> String {
    format!(
        "\nscenario \"{title}\" for share {{\n  when conversation opened\n  expect {expected}\n}}\n"
    )
}

/// A program of two files with scenarios, given as titles and what each expects.
fn folder(scenarios: &[(&str, &str)]) -> Folder {
    let text: String =
        scenarios.iter().map(|(title, expected)| scenario(title, expected)).collect();
    Folder::new(&[
        ("rondel.toml", ""),
        ("workspace.rondel", SHOP),
        ("share.rondel", &(SHARE.to_owned() + &text)),
    ])
}

const THREE: [(&str, &str); 3] = [
    ("a greeting", "sent \"你好*\""),
    ("the first lead", "assigned bo"),
    ("the second lead", "sent \"你好, \\\"Bea\\\"!\""),
];

#[test]
fn scenarios_that_pass_take_a_line_each() {
    insta::assert_snapshot!(folder(&[("a greeting", "sent \"你好*\"")]).rondel(&["test"]));
    let none = folder(&[]).rondel(&["test"]);
    assert_eq!((none.code, none.err.as_str()), (Some(0), "no scenarios\n"), "{none}");
}

#[test]
fn failures_are_told_at_length_behind_all_the_others() {
    let folder = folder(&THREE);
    insta::assert_snapshot!(folder.rondel(&["test"]));
    let coloured = folder.rondel(&["test", "--color", "always", "--filter", "SECOND"]);
    insta::assert_snapshot!(coloured.out.replace('\u{1b}', "ESC"));
}

#[test]
fn the_first_failure_can_end_it() {
    insta::assert_snapshot!(folder(&THREE).rondel(&["test", "--fail-fast"]));
}

#[test]
fn a_filter_leaves_out_and_one_that_leaves_nothing_is_a_mistake() {
    let folder = folder(&THREE);
    insta::assert_snapshot!(folder.rondel(&["test", "--filter", "Greeting"]));
    insta::assert_snapshot!(folder.rondel(&["test", "--filter", "the first leed"]));
    let none = folder.rondel(&["test", "--filter", "nothing like it", "--format", "json"]);
    assert_eq!(none.code, Some(2), "{none}");
    assert!(none.err.contains("no scenario is called like `nothing like it`"), "{none}");
}

#[test]
fn errors_of_a_program_are_told_once_and_the_other_programs_tried() {
    let folder = folder(&THREE[..1]);
    folder.write("other/rondel.toml", b"");
    // A warning beside the error is for `rondel check` to tell.
    let broken = SHOP.to_owned() + &SHARE.replace("sales by", "sale by") + DOUBTFUL;
    folder.write("other/all.rondel", (broken + &scenario("one", "open")).as_bytes());
    insta::assert_snapshot!(folder.rondel(&["test"]));
    let stopped = folder.rondel(&["test", "--fail-fast"]);
    assert!(stopped.err.contains("no scenarios; 1 not tried"), "{stopped}");
    insta::assert_snapshot!(folder.rondel(&["test", "--format", "junit"]).out);
}

#[test]
fn results_are_written_as_other_programs_read_them() {
    let folder = folder(&THREE);
    folder.write(
        "more.rondel",
        scenario("a <b> & \\\"c\\\" \\u{1}", "sent \"\\u{1b}[31m]]>\"").as_bytes(),
    );
    let junit = folder.rondel(&["test", "--format", "junit"]);
    assert_eq!((junit.code, junit.err.as_str()), (Some(1), ""));
    assert_eq!(
        names(&junit.out),
        ["a <b> & \"c\" \u{fffd}", "a greeting", "the first lead", "the second lead"]
    );
    insta::assert_snapshot!(junit.out);
    let json = folder.rondel(&["test", "--format", "json", "--fail-fast"]);
    assert_eq!((json.code, json.err.as_str()), (Some(1), ""));
    insta::assert_snapshot!(json.out);
}

/// The names of the cases of a document, every part of which can be read.
fn names(xml: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut names = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(one) | Event::Empty(one) => {
                for attribute in one.attributes() {
                    let attribute = attribute.unwrap();
                    let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap();
                    if one.name().as_ref() == b"testcase" && attribute.key.as_ref() == b"name" {
                        names.push(value.into_owned());
                    }
                }
            }
            Event::Eof => return names,
            _ => {}
        }
    }
}

#[test]
fn an_output_that_goes_away_ends_it_quietly() {
    use std::process::Stdio;
    let folder = folder(&THREE);
    let mut command = folder.command(&["test", "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
}
