//! Keeping everything in a file, going on with it, and looking into it.

use super::Folder;

const TEAM: &str = r#"workspace shop "Shop" {
  agent amara "Amara Okafor" { limit 1 }
  agent bo "Bo Lind" { skills "fr" }
  agent grace "Grace Achieng" { unassignable }
  team sales "Sales" amara, bo
  channel web webchat
}
"#;
const SHARE: &str = r#"workflow share "Share" {
  on conversation_opened
  assign to team sales by round_robin {
    only online
    timeout 30m
  }
  send "Hello, ${assignee.first_name} here."
  ask "Anything else?" as text into more { timeout 1h { stop } } else { stop }
  comment "Said “${more else ""}”."
}
"#;

fn opened(number: u32, minute: u32) -> String {
    format!(
        r#"{{"id":"o{number}","at":"2026-03-02T09:{minute:02}:00Z","type":"conversation_opened","contact":{{"id":"c{number}","first_name":"Ada {number}"}},"channel":"web"}}"#
    )
}

fn online(agent: &str, minute: u32) -> String {
    format!(
        r#"{{"id":"{agent}{minute}","at":"2026-03-02T09:{minute:02}:00Z","type":"agent_status","agent":"{agent}","status":"online"}}"#
    )
}

/// A morning in which one lead waits in vain.
fn morning() -> Vec<String> {
    let mut lines = vec![online("amara", 0), online("bo", 1)];
    lines.extend((1..=3).map(|number| opened(number, number + 1)));
    lines.push(
        r#"{"id":"m1","at":"2026-03-02T09:10:00Z","type":"message","contact":"c1","text":"No."}"#
            .to_owned(),
    );
    lines.push(
        r#"{"id":"h1","at":"2026-03-02T09:11:00Z","type":"assigned_by_hand","contact":"c2","agent":"grace"}"#
            .to_owned(),
    );
    lines.extend(["amara", "bo"].map(|agent| online(agent, 12).replace("online", "offline")));
    lines.push(opened(4, 13));
    lines.push(r#"{"id":"t","at":"2026-03-02T09:50:00Z","type":"time"}"#.to_owned());
    lines.push(opened(5, 55));
    lines
}

fn shop() -> Folder {
    let events = morning().join("\n");
    Folder::new(&[
        ("rondel.toml", ""),
        ("workspace.rondel", TEAM),
        ("share.rondel", SHARE),
        ("events.jsonl", &events),
    ])
}

const RUN: &[&str] = &["run", "--events", "events.jsonl", "--store", "shop.db"];

#[test]
fn a_run_that_is_stopped_anywhere_goes_on_where_it_was() {
    let whole = shop();
    let once = whole.rondel(RUN);
    let log = |folder: &Folder| {
        let mut told = String::new();
        for contact in 1..=5 {
            let id = format!("c{contact}");
            let answer = folder.rondel(&["why", &id, "--store", "shop.db", "--format", "json"]);
            assert_eq!(answer.code, Some(0), "{answer}");
            told.push_str(&answer.out);
        }
        told
    };
    let wanted = log(&whole);
    assert_eq!(wanted.lines().count(), 7, "{wanted}");
    for stop in 1..morning().len() {
        let folder = shop();
        let part = morning()[..stop].join("\n");
        let first =
            folder.rondel_with(&["run", "--events", "-", "--store", "shop.db"], part.as_bytes());
        assert_eq!(first.code, Some(0), "{first}");
        let rest = folder.rondel(RUN);
        assert!(rest.out.contains(&format!("{stop} seen before")), "{rest}");
        assert_eq!(log(&folder), wanted, "stopped after {stop} lines");
        let ends = |text: &str| text.split("waiting").last().map(str::to_owned);
        assert_eq!(ends(&rest.out), ends(&once.out));
    }
}

#[test]
fn what_is_in_a_store_is_shown() {
    let folder = shop();
    insta::assert_snapshot!(folder.rondel(RUN));
    let look = |words: &[&str]| {
        let mut words = words.to_vec();
        words.extend(["--store", "shop.db"]);
        folder.rondel(&words)
    };
    insta::assert_snapshot!(look(&["agents"]));
    insta::assert_snapshot!(look(&["runs"]));
    insta::assert_snapshot!(look(&["attention"]));
    insta::assert_snapshot!(look(&["why", "c2"]));
    insta::assert_snapshot!(look(&["why", "c4"]));
    insta::assert_snapshot!(look(&["why", "c77"]));
    for words in [&["agents"][..], &["runs"], &["attention"], &["why", "c1"]] {
        let mut words = words.to_vec();
        words.extend(["--format", "json"]);
        let answer = look(&words);
        assert!(answer.out.lines().all(|line| line.starts_with('{')), "{answer}");
        assert!(!answer.out.is_empty(), "{answer}");
    }
    let other = folder.rondel(&["runs", "--store", "none.db"]);
    assert_eq!((other.code, other.err.as_str()), (Some(2), "error: there is no store `none.db`\n"));
    folder.write("text.db", b"just a text, and a long one");
    let foreign = folder.rondel(&["run", "--events", "events.jsonl", "--store", "text.db"]);
    assert_eq!(foreign.code, Some(2), "{foreign}");
    assert!(foreign.err.contains("is not a store of Rondel"), "{foreign}");
}

#[test]
fn until_stops_before_later_events_and_lets_time_pass() {
    let folder = shop();
    let until =
        |moment: &str| folder.rondel(&["run", "--events", "events.jsonl", "--until", moment]);
    let early = until("2026-03-02T09:05:30Z");
    assert!(early.out.contains("5 applied, 7 not read any more"), "{early}");
    let late = until("2026-03-02T11:30:00Z");
    assert!(late.out.contains("12 applied"), "{late}");
    assert!(late.out.contains("› time is up"), "{late}");
    let wrong = until("noon");
    assert_eq!(wrong.code, Some(2), "{wrong}");
    assert!(wrong.err.contains("expected a moment with its zone"), "{wrong}");
}

#[test]
fn runs_keep_the_workflow_they_began_with() {
    let folder = shop();
    let lines = morning();
    let first = lines[..4].join("\n");
    let words = ["run", "--events", "-", "--store", "shop.db"];
    assert_eq!(folder.rondel_with(&words, first.as_bytes()).code, Some(0));
    folder.write(
        "share.rondel",
        SHARE.replace("Said “", "Wrote “").replace("Hello", "Hi").as_bytes(),
    );
    let answers = [
        r#"{"id":"a1","at":"2026-03-02T09:06:00Z","type":"message","contact":"c1","text":"No."}"#,
        r#"{"id":"x1","at":"2026-03-02T09:07:00Z","type":"conversation_closed","contact":"c1"}"#,
        r#"{"id":"x2","at":"2026-03-02T09:08:00Z","type":"conversation_opened","contact":"c9","channel":"web"}"#,
        r#"{"id":"a2","at":"2026-03-02T09:09:00Z","type":"message","contact":"c9","text":"Yes."}"#,
    ];
    let answer = folder.rondel_with(&words, answers.join("\n").as_bytes());
    assert!(answer.out.contains("Said “No.”"), "{answer}");
    assert!(
        answer.out.contains("Hi, Amara here.") || answer.out.contains("Hi, Bo here."),
        "{answer}"
    );
    assert!(answer.out.contains("Wrote “Yes.”"), "{answer}");
}
