//! Compiling, drawing, running, explaining.

use super::Folder;

const TEAM: &str = "workspace shop \"Shop\" {\n  agent amara \"Amara\"\n  agent bo \"Bo\"\n  \
    team sales \"Sales\" amara, bo\n  channel web webchat\n}\n";
const SHARE: &str = "workflow share \"Share\" {\n  on conversation_opened\n  send \"Hi\"\n  \
    assign to team sales by round_robin\n}\n";
const EVENTS: &str = "\
{\"id\":\"1\",\"at\":\"2026-03-02T09:00:00Z\",\"type\":\"conversation_opened\",\"contact\":{\"id\":\"c1\",\"first_name\":\"Ada\"},\"channel\":\"web\",\"source\":\"contact\"}
{\"id\":\"2\",\"at\":\"2026-03-02T09:01:00Z\",\"type\":\"conversation_opened\",\"contact\":{\"id\":\"c2\",\"first_name\":\"\u{645}\u{62d}\u{645}\u{62f}\"},\"channel\":\"web\",\"source\":\"contact\"}
";

/// A program of two files that shares leads out.
fn shop() -> Folder {
    Folder::new(&[
        ("rondel.toml", ""),
        ("workspace.rondel", TEAM),
        ("share.rondel", SHARE),
        ("leads.jsonl", EVENTS),
    ])
}

#[test]
fn words_are_explained_and_near_ones_offered() {
    let folder = Folder::new(&[]);
    let page = folder.rondel(&["explain", "send"]);
    assert_eq!(page.code, Some(0));
    assert!(page.out.contains("send"), "{page}");
    insta::assert_snapshot!(folder.rondel(&["explain", "sned"]));
    insta::assert_snapshot!(folder.rondel(&["explain"]));
    let help = folder.rondel(&["explain", "--help"]);
    assert!(help.out.contains("Examples:"), "{help}");
}

#[test]
fn plans_are_written_checked_and_found_stale() {
    let folder = shop();
    insta::assert_snapshot!(folder.rondel(&["compile", "--check"]));
    insta::assert_snapshot!(folder.rondel(&["compile"]));
    insta::assert_snapshot!(folder.rondel(&["compile", "--check"]));
    folder.write("share.rondel", SHARE.replace("round_robin", "least_open").as_bytes());
    folder.write("plans/gone.workflow.txt", b"# rondel plan 1\n");
    folder.write("plans/mine.txt", b"my notes\n");
    let answer = folder.rondel(&["compile", "--check"]);
    assert_eq!(answer.code, Some(1), "{answer}");
    assert!(answer.out.contains("+assign_1: assign to team sales by least_open"), "{answer}");
    assert!(answer.out.contains("gone.workflow.txt` belongs to no workflow any more"), "{answer}");
    assert_eq!(folder.rondel(&["compile"]).code, Some(0));
    assert_eq!(folder.rondel(&["compile", "--check"]).code, Some(0));
    assert!(!folder.path("plans/gone.workflow.txt").exists());
    assert!(folder.path("plans/mine.txt").exists());
    assert_eq!(folder.rondel(&["compile", "--out", "elsewhere"]).code, Some(0));
    assert!(folder.path("elsewhere/share.workflow.json").exists());
}

#[test]
fn files_that_are_no_plans_or_newer_ones_are_not_written_over() {
    let folder = shop();
    let foreign = "{\"mine\": 1}";
    let newer = "{\"format\": \"rondel plan\", \"version\": 99}";
    for (text, said) in [(foreign, "this is not a plan"), (newer, "has version 99")] {
        folder.write("plans/share.workflow.json", text.as_bytes());
        for words in [&["compile"][..], &["compile", "--check"]] {
            let answer = folder.rondel(words);
            assert_eq!(answer.code, Some(2), "{answer}");
            assert!(answer.err.contains(said), "{answer}");
        }
        let kept = std::fs::read_to_string(folder.path("plans/share.workflow.json"));
        assert_eq!(kept.unwrap(), text);
    }
    folder.write("plans/share.workflow.json", b"");
    folder.write("plans/other.workflow.json", foreign.as_bytes());
    assert_eq!(folder.rondel(&["compile"]).code, Some(0));
    assert_eq!(folder.rondel(&["compile", "--check"]).code, Some(0));
    assert!(folder.path("plans/other.workflow.json").exists());
}

#[test]
fn nothing_is_compiled_drawn_or_run_where_there_are_errors() {
    let folder = shop();
    folder.write("share.rondel", SHARE.replace("send", "sned").as_bytes());
    for arguments in [&["compile"][..], &["graph"], &["run", "--events", "leads.jsonl"]] {
        let answer = folder.rondel(arguments);
        assert_eq!((answer.code, answer.out.as_str()), (Some(1), ""), "{answer}");
        assert!(answer.err.contains("error[unknown-step]"), "{answer}");
    }
    assert!(!folder.path("plans").exists());
}

#[test]
fn graphs_are_drawn_in_every_format() {
    let folder = shop();
    insta::assert_snapshot!(folder.rondel(&["graph", "share"]));
    for (format, begin) in [("mermaid", "flowchart TD"), ("dot", "digraph"), ("json", "{")] {
        let answer = folder.rondel(&["graph", "--format", format]);
        assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""));
        assert!(answer.out.starts_with(begin), "{answer}");
    }
    insta::assert_snapshot!(folder.rondel(&["graph", "shar"]));
}

#[test]
fn leads_are_shared_out_and_every_line_is_accounted_for() {
    let folder = shop();
    insta::assert_snapshot!(folder.rondel(&["run", "--events", "leads.jsonl"]));
    let bad = format!("{{\"id\":\n{EVENTS}");
    insta::assert_snapshot!(folder.rondel_with(&["run", "--events", "-"], bad.as_bytes()));
    let strict = folder.rondel_with(&["run", "--events", "-", "--strict"], bad.as_bytes());
    assert_eq!(strict.code, Some(1), "{strict}");
    assert!(!strict.out.contains("assigned    "), "{strict}");
    let mut wrong = EVENTS.as_bytes().to_vec();
    wrong.extend(b"\xff\n");
    let json = ["run", ".", "--events", "-", "--format", "json"];
    let first = folder.rondel_with(&json, &wrong);
    assert_eq!(first.code, Some(0), "{first}");
    for line in first.out.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "{line}");
    }
    assert_eq!(first.out, folder.rondel_with(&json, &wrong).out);
}

#[test]
fn events_that_cannot_be_read_are_a_failure() {
    let folder = shop();
    insta::assert_snapshot!(folder.rondel(&["run", "--events", "missing.jsonl"]));
    let answer = folder.rondel(&["run", "--events", "."]);
    assert_eq!(answer.code, Some(2), "{answer}");
    assert_eq!(answer.err, "error: cannot read `.`: it is a folder\n");
}

#[test]
fn without_events_one_talks_with_the_program() {
    let folder = shop();
    let typed = "hello\n/why\n/agent bo online\n/state\n/agents\n/after 10m\n/agnt x\n/agent x online\n\
                 /field a 1\n/webhook w {\n/contact c2\nhi\n/close\n/help\n/quit\nnot any more\n";
    let answer = folder.rondel_with(&["run"], typed.as_bytes());
    assert_eq!(answer.code, Some(0), "{answer}");
    for said in [
        "‹ says        hello",
        "› sent        Hi",
        "› assigned    Amara  · next in turn among 2: amara, bo",
        "  next in turn among 2: amara, bo\n",
        "Bo                  · is now      online",
        "owner         Amara\n",
        "agent  id     status   open  limit\n",
        "10m later, nothing has happened\n",
        "! there is no `/agnt`; did you mean `/agent`?\n",
        "! the workspace has no agent `x`\n",
        "! this is no JSON",
        "c2                  ‹ says        hi",
        "c2                  ‹ closed",
        "/after 10m                        time passes\n",
    ] {
        assert!(answer.out.contains(said), "{said}\n{answer}");
    }
    assert!(!answer.out.contains("not any more"), "{answer}");
    let kept = folder.rondel(&["run", "--store", "shop.db"]);
    assert_eq!(kept.code, Some(2), "{kept}");
}
