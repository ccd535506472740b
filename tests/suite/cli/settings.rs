//! What `rondel.toml` says of files, rules and channels, and what it is told where that is wrong.

use super::{BAD, Folder, GOOD, spoken_of};

/// A program that says too much, offers too much, and reminds too late.
const TALKATIVE: &str = r#"workspace shop "Shop" {
  channel insta instagram
  channel wa whatsapp
}

workflow hello "Hello" {
  on message_received
  send "Welcome to the corner shop! This is what we have this week."
  ask "When shall we come?" as choice {
    option "Tomorrow morning"
    option "Tomorrow evening"
    option "On Saturday"
    timeout 2h { stop }
  } else { stop }
  wait 3h
  send "Shall we come again?"
}
"#;

fn concise(folder: &Folder) -> String {
    folder.rondel(&["check", "--format", "concise"]).out
}

#[test]
fn files_are_taken_in_and_left_out() {
    let folder = Folder::new(&[
        (
            "rondel.toml",
            "[files]\ninclude = [\"flows\", \"*.rondel\"]\nexclude = [\"**/*_old.rondel\", \"flows/drafts\"]\n",
        ),
        ("workspace.rondel", BAD),
        ("flows/a.rondel", BAD),
        ("flows/a_old.rondel", BAD),
        ("flows/deep/b.rondel", BAD),
        ("flows/drafts/c.rondel", BAD),
        ("flows/drafts/other/rondel.toml", ""),
        ("flows/drafts/other/d.rondel", BAD),
        ("notes/e.rondel", BAD),
        ("notes/other/rondel.toml", ""),
        ("notes/other/f.rondel", BAD),
    ]);
    let answer = folder.rondel(&["check", "--format", "concise"]);
    let taken =
        ["workspace.rondel", "flows/a.rondel", "flows/deep/b.rondel", "notes/other/f.rondel"];
    let mut spoken = spoken_of(&answer);
    let mut taken = taken.map(str::to_owned);
    spoken.sort();
    taken.sort();
    assert_eq!(spoken, taken, "{answer}");
    // As with ignored files: whoever names one wants to know.
    let named = folder.rondel(&["check", "flows/drafts/c.rondel", "--format", "concise"]);
    assert_eq!(spoken_of(&named), ["flows/drafts/c.rondel"]);
    // Other commands see the same program.
    let listed = folder.rondel(&["fmt", "--check"]);
    assert!(!listed.out.contains("drafts") && !listed.err.contains("drafts"), "{listed}");
}

#[test]
fn patterns_that_are_none_or_meet_nothing_are_told_of() {
    let wrong = r#"[files]
include = ["/srv/flows", "../shared", "C:/flows", "flows\\a", "[ab", "{a", "[z-a].rondel", ""]
exclude = ["!drafts", 5]
excludes = []

[rules."legacy/../.."]
unused = "off"
"#;
    let folder = Folder::new(&[("a.rondel", GOOD), ("rondel.toml", wrong)]);
    insta::assert_snapshot!(folder.rondel(&["check"]));
    folder.write("rondel.toml", b"[files]\nexclude = \"drafts\"\n[rules.unused]\nx = 1\n");
    insta::assert_snapshot!(concise(&folder));
    let idle = "[files]\ninclude = [\"flows\", \"*.rondel\"]\nexclude = [\"drafts\"]\n[rules.\"legacy\"]\nunused = \"off\"\n";
    folder.write("rondel.toml", idle.as_bytes());
    let answer = folder.rondel(&["check", "--deny", "warnings"]);
    assert_eq!(answer.code, Some(1));
    insta::assert_snapshot!(answer);
}

#[test]
fn a_rule_matters_in_some_files_as_much_as_their_pattern_says() {
    let text = |name: &str| {
        format!(
            "workflow {name} \"A\" {{\n  on conversation_opened\n  send \"Hi ${{contact.first_name}}\"\n}}\n"
        )
    };
    let settings = "[rules]\nmaybe-unset = \"error\"\n\n[rules.\"old\"]\nmaybe-unset = \"off\"\n\n[rules.\"old/worst/**\"]\nmaybe-unset = \"note\"\n";
    let folder = Folder::new(&[("rondel.toml", settings)]);
    for (path, name) in [("new", "a"), ("old/a", "b"), ("old/worst/a", "c")] {
        folder.write(&format!("{path}.rondel"), text(name).as_bytes());
    }
    insta::assert_snapshot!(concise(&folder));
    // The same from a folder below, from which the root is `..`.
    let mut command = folder.command(&["check", "a.rondel", "--format", "concise"]);
    let output = command.current_dir(folder.path("old/worst")).output().unwrap();
    assert!(super::answer(output).out.contains("note[maybe-unset]"));
    let wrong = "[rules.\"old/**\"]\nmaybe-unsett = \"off\"\nsyntax = \"off\"\nunused = 3\n";
    folder.write("rondel.toml", wrong.as_bytes());
    insta::assert_snapshot!(concise(&folder));
}

#[test]
fn channels_carry_what_the_settings_say() {
    let folder = Folder::new(&[("a.rondel", TALKATIVE), ("rondel.toml", "")]);
    assert_eq!(folder.rondel(&["check"]).code, Some(0));
    assert_eq!(concise(&folder), "");
    let settings = "[channels.insta]\nmessage = 50\noption = 15\noptions = 2\n\n[channels.wa]\nwindow = \"2h30m\"\n";
    folder.write("rondel.toml", settings.as_bytes());
    insta::assert_snapshot!(folder.rondel(&["check"]));
}

#[test]
fn a_limit_may_be_none_and_a_channel_may_be_none_that_is_met() {
    let long = TALKATIVE
        .replace("wait 3h", "wait 3d")
        .replace("Tomorrow morning", "Tomorrow, early in the morning");
    let folder = Folder::new(&[("a.rondel", &long), ("rondel.toml", "")]);
    let found = concise(&folder);
    assert!(found.contains("[option-too-long]") && found.contains("[outside-window]"), "{found}");
    let none = "[channels.wa]\nwindow = \"none\"\noption = \"none\"\n[channels.insta]\nconnected = false\n";
    folder.write("rondel.toml", none.as_bytes());
    assert_eq!(concise(&folder), "");
}

#[test]
fn what_is_wrong_about_channels_is_said() {
    let wrong = r#"[channels]
wa = 5

[channels.instta]
message = 50

[channels.telephone]

[channels.insta]
mesage = 1000
message = "many"
option = 0
options = 2.5
window = "a day"
connected = "no"
"#;
    let folder = Folder::new(&[("a.rondel", TALKATIVE), ("rondel.toml", wrong)]);
    insta::assert_snapshot!(folder.rondel(&["check"]));
    let json = folder.rondel(&["check", "--format", "json"]);
    assert_eq!(json.out.matches("unknown-name").count(), 2, "{json}");
    // Where the workspace itself does not parse, nothing is known of its channels.
    folder.write("a.rondel", TALKATIVE.replace("channel insta", "chanel insta: x").as_bytes());
    assert!(!concise(&folder).contains("no workspace declares"), "{}", concise(&folder));
}

#[test]
fn the_settings_of_the_guide_say_what_they_are_meant_to() {
    let page = include_str!("../../../examples/guide/check.md");
    let blocks: Vec<&str> =
        page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 5);
    let channels = "workspace shop \"Shop\" {\n  channel sms_main sms\n  channel telegram_main telegram\n  channel whatsapp_main whatsapp\n  channel old_page webchat\n}\n";
    let folder = Folder::new(&[("workspace.rondel", channels), ("flows/drafts/a.rondel", BAD)]);
    folder.write("flows/b_draft.rondel", BAD.as_bytes());
    folder.write("flows/c.rondel", GOOD.as_bytes());
    folder.write("legacy/d.rondel", GOOD.replace("hello", "bye").as_bytes());
    for block in blocks {
        folder.write("rondel.toml", block.as_bytes());
        let answer = folder.rondel(&["check", "--format", "concise"]);
        assert!(!answer.out.contains("rondel.toml"), "{block}\n{answer}");
        assert_eq!(answer.out.contains("flows/d"), !block.contains("[files]"), "{block}\n{answer}");
    }
}
