//! The examples' events, and lines of every sort.

use super::{day, opened, replay, told};
use crate::engine::samples::{harbour_bikes, online_only, round_robin, savanna_solar};
use crate::engine::{Entry, Replay, What};
use crate::plan::Plans;

const BIKES: &str = include_str!("../../../examples/round_robin/leads.jsonl");
const SOLAR: &str = include_str!("../../../examples/round_robin_online_only/leads.jsonl");

#[test]
fn the_first_example_shares_leads_out_evenly() {
    let (entries, summary) = replay(harbour_bikes(), vec![round_robin()], BIKES);
    let counts: Vec<u64> = summary.assigned.iter().map(|(_, count)| *count).collect();
    assert_eq!(counts, [18, 17, 17, 17, 17]);
    assert_eq!((summary.lines.applied, summary.lines.read), (363, 363));
    assert_eq!((summary.runs.completed, summary.runs.started), (86, 86));
    assert_eq!((summary.waiting.len(), summary.attention.len(), summary.timers), (0, 0, 0));
    let sent = told(&entries, What::Sends);
    assert_eq!(
        sent.first().map(String::as_str),
        Some("Hi Ştefan! Thank you for writing to Harbour Bikes.")
    );
    assert!(sent.iter().any(|text| text.starts_with("Hi there!")));
}

#[test]
fn the_second_example_waits_for_whoever_is_online() {
    let (entries, summary) = replay(savanna_solar(), vec![online_only()], SOLAR);
    let counts: Vec<u64> = summary.assigned.iter().map(|(_, count)| *count).collect();
    assert_eq!(counts, [17, 31, 34, 14]);
    assert_eq!((summary.runs.completed, summary.attention.len()), (96, 0));
    let why = told(&entries, What::Assigned);
    assert_eq!(
        why.first().map(String::as_str),
        Some("Wanjiru Kamau · next in turn among 3 online: wanjiru, mei, juma; omar is offline")
    );
    assert!(why.iter().any(|why| why.contains("juma has 4 open, the limit")));
    assert!(why.iter().any(|why| why.contains("Omar Hassan after ")), "one waited over lunch");
}

#[test]
fn the_same_events_give_the_same_bytes() {
    let bytes = || {
        let (entries, summary) = replay(savanna_solar(), vec![online_only()], SOLAR);
        let lines: Vec<String> = entries.iter().map(Entry::to_json).collect();
        format!("{}\n{}", lines.join("\n"), summary.to_json())
    };
    assert_eq!(bytes(), bytes());
}

#[test]
fn every_line_is_accounted_for() {
    let events = [
        r#"{"id":"e1","at":"2026-03-02T09:00:00Z","type":"agent_status","agent":"amara","status":"online"}"#,
        r#"{"id":"e1","at":"2026-03-02T09:00:00Z","type":"agent_status","agent":"amara","status":"busy"}"#,
        r#"{"id":"e2","at":"2026-03-02T08:00:00Z","type":"agent_status","agent":"amra","status":"online"}"#,
        r#"{"id":"e3","at":"2026-03-02T08:00:00Z","type":"mesage","contact":"c1","text":"hi"}"#,
        r#"{"id":"e4","at":"2026-03-02T08:00:00Z","type":"message","contact":"c1","txt":"hi"}"#,
        r#"{"id":"e5","at":"yesterday","type":"time"}"#,
        r#"{"id":"e6","type":"time"}"#,
        "",
        "hello",
        r#"{"id":"e7","at":"2026-03-02T08:30:00Z","type":"time"}"#,
        r#"{"id":"e8","at":"2026-03-02T10:00:00+01:00","type":"message","contact":7,"text":"x"}"#,
    ];
    let (entries, summary) = replay(harbour_bikes(), vec![round_robin()], &events.join("\n"));
    let lines = summary.lines;
    assert_eq!(
        (lines.read, lines.applied, lines.duplicates, lines.bad, lines.blank, lines.late),
        (11, 2, 1, 7, 1, 1)
    );
    let expected = [
        "line 3: the workspace has no agent `amra` · did you mean `amara`?",
        "line 4: unknown event type `mesage` · did you mean `message`?",
        "line 5: unknown key `txt` · did you mean `text`?",
        "line 6: `yesterday` is not a moment, expected one with its zone like `2026-03-02T09:00:00Z`",
        "line 7: the key `at` is missing",
        "line 9: the line is not JSON: column 1 cannot be read · write one object a line",
        "line 11: `contact` is `7`, expected the id of a contact, or an object with its `id`",
    ];
    assert_eq!(told(&entries, What::Bad), expected);
}

#[test]
fn a_strict_run_ends_at_the_first_bad_line() {
    let plans = Plans { workspace: harbour_bikes(), workflows: vec![round_robin()] };
    let Ok(replay) = Replay::new(plans) else { return };
    let mut replay = replay.strict(true);
    let line = day(&[&opened("09:00", "c1")]);
    assert!(replay.line(1, "nonsense").is_ok());
    assert!(replay.is_over());
    assert_eq!(replay.line(2, &line), Ok(Vec::new()));
    let (_, summary) = replay.finish().unwrap_or_default();
    assert_eq!((summary.lines.bad, summary.lines.unread, summary.runs.started), (1, 1, 0));
}

#[test]
fn a_transcript_is_laid_out_in_the_zone_of_the_workspace() {
    let plans = Plans { workspace: savanna_solar(), workflows: vec![online_only()] };
    let Ok(mut replay) = Replay::new(plans) else { return };
    let mut transcript = replay.transcript();
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(SOLAR.lines().take(4)) {
        let told = replay.line(number, line).unwrap_or_default();
        for entry in told.iter().filter(|entry| !entry.what.is_detail()) {
            lines.push(transcript.render(entry));
        }
    }
    let expected = "\
Monday 2 March 2026
07:56:00  Wanjiru Kamau       · is now      online
08:00:00  Mei Tanaka          · is now      online
08:31:00  Juma Otieno         · is now      online
08:46:52  小明 陳             ‹ opened      on web_chat, by the contact
08:46:52  小明 陳             › sent        Hi 小明! Somebody will be with you in a moment.
08:46:52  小明 陳             › assigned    Wanjiru Kamau  · next in turn among 3 online: wanjiru, mei, juma; omar is offline
08:46:52  小明 陳             › sent        Hello, Wanjiru from Savanna Solar here. How can I help you?";
    assert_eq!(lines.join("\n"), expected);
}
