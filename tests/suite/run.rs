//! Programs run on events, from text to transcript.

mod day;
mod lost;
mod nodes;
mod steps;

use rondel::base::Sources;
use rondel::compile::compile;
use rondel::engine::Replay;

/// Runs a program on events, and gives its transcript and the summary.
fn run(program: &str, events: &[&str]) -> String {
    let mut sources = Sources::default();
    sources.add("program.rondel", program);
    let (plans, reports) = compile(&sources);
    let found: Vec<&str> = reports.iter().map(|report| report.message.as_str()).collect();
    let plans = plans.unwrap_or_else(|| panic!("{found:?}"));
    let mut replay = Replay::new(plans).unwrap();
    let mut transcript = replay.transcript();
    let mut lines = Vec::new();
    for (index, event) in events.iter().enumerate() {
        for entry in replay.line(index as u64 + 1, event).unwrap() {
            lines.push(transcript.render(&entry));
        }
    }
    let (entries, summary) = replay.finish().unwrap();
    lines.extend(entries.iter().map(|entry| transcript.render(entry)));
    format!("{}\n{summary}", lines.join("\n"))
}

#[test]
fn all_that_one_event_starts_begins_before_what_they_set_off() {
    let program = r#"workspace shop "Shop" {
  channel web webchat
  field n number
}
workflow d "D" {
  on contact_field_updated contact.n
  once per_contact
  comment "d sees ${contact.n else 0}"
  set contact.n = (contact.n else 0) * 10
}
workflow e "E" {
  on contact_field_updated contact.n
  once per_contact
  comment "e sees ${contact.n else 0}"
}
workflow f "F" {
  on contact_field_updated contact.n
  comment "f sees ${contact.n else 0} from ${trigger.from else 0} to ${trigger.to else 0}"
}
"#;
    let event = r#"{"id":"1","at":"2026-03-02T09:00:00Z","type":"field_changed","contact":"c1","field":"n","value":1}"#;
    insta::assert_snapshot!(run(program, &[event]));
}

#[test]
fn many_who_wait_cost_no_square_and_are_counted() {
    let program = r#"workspace shop "Shop" {
  agent amara "Amara Okafor"
  team sales "Sales" amara
  channel web webchat
}
workflow leads "Leads" {
  on conversation_opened
  assign to team sales by round_robin { only online }
}
"#;
    let opened = |index: usize| {
        format!(
            r#"{{"id":"e{index}","at":"2026-03-02T09:00:00Z","type":"conversation_opened","contact":{{"id":"c{index}"}},"channel":"web","source":"contact"}}"#
        )
    };
    let events: Vec<String> = (0..3_000).map(opened).collect();
    let events: Vec<&str> = events.iter().map(String::as_str).collect();
    let begin = std::time::Instant::now();
    let answer = run(program, &events);
    assert!(begin.elapsed().as_secs() < 20, "3,000 leads took {:?}", begin.elapsed());
    assert!(answer.contains("c19 and 2980 more"), "{}", answer.split("waiting").last().unwrap());
}

#[test]
fn a_bad_line_says_which_key_holds_what_in_words_for_people() {
    let cases = [
        (r#"[1, 2]"#, "the line is a list, not an object"),
        (
            r#"{"id":"1","at":"2026-03-02T09:00:00Z","type":"time""#,
            "the line ends before its JSON object does",
        ),
        (r#"{"id":"1","at":"2026-03-02T09:00:00Z","type":7}"#, "`type` is `7`, expected a text"),
        (r#"{"id":5,"at":"2026-03-02T09:00:00Z","type":"time"}"#, "`id` is `5`, expected a text"),
        (
            r#"{"id":"1","at":"2026-03-02T09:00:00Z","type":"agent_changed","agent":"amara","limit":-3}"#,
            "`limit` is `-3`, expected a whole number from 0 on",
        ),
        (
            r#"{"id":"1","at":"2026-03-02T09:00:00Z","type":"agent_changed","agent":"amara","enabled":"yes"}"#,
            "`enabled` is a text, expected `true` or `false`",
        ),
        (
            r#"{"id":"1","at":"2026-03-02T09:00:00Z","type":"agent_changed","agent":"amara","teams":"sales"}"#,
            "`teams` is a text, expected a list",
        ),
        (
            r#"{"id":"1","at":"2026-03-02T09:00:00Z","type":"conversation_opened","contact":{"id":"c1","first_name":7}}"#,
            "`contact.first_name` is `7`, expected a text",
        ),
    ];
    for (line, expected) in cases {
        let misfit = rondel::engine::read_line(line).unwrap_err();
        assert_eq!(misfit.message, expected, "{line}");
    }
}

#[test]
fn a_webhook_finds_a_contact_by_id_and_refuses_an_id_nobody_has() {
    let program = r#"workspace shop "Shop" { channel web webchat }
workflow orders "Orders" {
  on webhook order {
    identify by contact_id
    body { contact_id text }
  }
  comment "An order."
}
"#;
    let posted = |id: &str| {
        format!(
            r#"{{"id":"{id}","at":"2026-03-02T09:00:00Z","type":"webhook","name":"order","body":{{"contact_id":"c1"}}}}"#
        )
    };
    let opened =
        r#"{"id":"2","at":"2026-03-02T09:00:00Z","type":"conversation_opened","contact":"c1"}"#;
    let told = run(program, &[&posted("1"), opened, &posted("3")]);
    assert!(told.contains("line 1: no contact has the id `c1`"), "{told}");
    assert!(told.contains("An order."), "{told}");
    assert!(told.contains("2 applied, 1 bad and skipped"), "{told}");
}

#[test]
fn what_the_workspace_does_not_know_is_refused_at_the_door() {
    let program = r#"workspace shop "Shop" {
  channel web webchat
  lifecycle "New", "Hot"
  closing_notes "Resolved"
}
workflow escalate "Escalate" {
  on shortcut "Escalate" { form { reason text "Why?" } }
  on manual { with { tier text } }
  on conversation_closed { category "Resolved" }
  comment "${trigger.event}"
}
"#;
    let events = [
        r#"{"id":"1","at":"2026-03-02T09:00:00Z","type":"conversation_opened","contact":{"id":"c1","email":"ada"}}"#,
        r#"{"id":"2","at":"2026-03-02T09:00:00Z","type":"conversation_opened","contact":{"id":"c1","phone":"0770"}}"#,
        r#"{"id":"3","at":"2026-03-02T09:00:00Z","type":"conversation_opened","contact":{"id":"c1","lifecycle":"Cold"}}"#,
        r#"{"id":"4","at":"2026-03-02T09:00:00Z","type":"conversation_closed","contact":"c1","category":"Resolvd"}"#,
        r#"{"id":"5","at":"2026-03-02T09:00:00Z","type":"shortcut","contact":"c1","title":"Escalat"}"#,
        r#"{"id":"6","at":"2026-03-02T09:00:00Z","type":"started","contact":"c1","workflow":"escalate","with":{}}"#,
        r#"{"id":"7","at":"2026-03-02T09:00:00Z","type":"started","contact":"c1","workflow":"escalate","with":{"tier":"A","teir":"B"}}"#,
    ];
    insta::assert_snapshot!(run(program, &events));
}

#[test]
fn results_that_nobody_waits_for_change_nothing() {
    let program = "workspace shop \"Shop\" { channel web webchat }\nworkflow hello \"Hello\" {\n  \
                   on conversation_opened\n  comment \"Opened.\"\n}\n";
    let events = [
        r#"{"id":"1","at":"2026-03-02T09:00:00Z","type":"conversation_opened","contact":"c1"}"#,
        r#"{"id":"2","at":"2026-03-02T09:00:01Z","type":"http_result","contact":"c1","status":200,"body":{"id":7}}"#,
        r#"{"id":"3","at":"2026-03-02T09:00:02Z","type":"ai_turn","contact":"c1","says":"Hello!"}"#,
        r#"{"id":"4","at":"2026-03-02T09:00:03Z","type":"sheet_result","contact":"c1","accepted":true}"#,
        r#"{"id":"5","at":"2026-03-02T09:00:04Z","type":"http_result","contact":"c1","status":20}"#,
        r#"{"id":"6","at":"2026-03-02T09:00:05Z","type":"ai_turn","contact":"c1","outcome":"finished"}"#,
        r#"{"id":"7","at":"2026-03-02T09:00:06Z","type":"ai_turn","contact":"c1"}"#,
    ];
    insta::assert_snapshot!(run(program, &events));
}

/// The entries of an example's own events, as JSON, and the account of every line.
fn told_of<A: rondel::AgentStore, R: rondel::RunStore>(
    mut replay: Replay<A, R>,
    events: &str,
) -> (String, rondel::engine::Summary) {
    let mut told = String::new();
    for (number, line) in (1..).zip(events.lines()) {
        for entry in replay.line(number, line).unwrap() {
            told.push_str(&entry.to_json());
            told.push('\n');
        }
    }
    let (entries, summary) = replay.finish().unwrap();
    entries.iter().for_each(|entry| told.push_str(&entry.to_json()));
    (told, summary)
}

/// A folder that costs no disk, where there is one.
pub(crate) fn quick_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

#[test]
fn the_days_of_the_examples_are_the_same_on_every_keeper() {
    let (mut examples, mut lines) = (0, 0);
    for (name, files) in super::programs::examples() {
        let mut sources = Sources::default();
        for file in &files {
            sources.add(&file.name, &file.text);
        }
        let plans = compile(&sources).0.unwrap();
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
        let events = ["events.jsonl", "leads.jsonl", "day.jsonl"].map(|file| folder.join(file));
        let path = events.iter().find(|path| path.exists());
        let path = path.unwrap_or_else(|| panic!("{name} has no events"));
        let events = std::fs::read_to_string(path).unwrap();

        let memory = told_of(Replay::new(plans.clone()).unwrap(), &events);
        let place = quick_folder();
        let path = place.path().join("day.db");
        let store = rondel::store::Sqlite::open(&path, rondel::store::Missing::Create).unwrap();
        let published = rondel::store::wait(rondel::engine::publish(&store, plans)).unwrap();
        let mut replay = Replay::on(published, store.clone(), store);
        assert!(replay.resume().unwrap().is_empty());
        let sqlite = told_of(replay, &events);
        assert_eq!(memory, sqlite, "{name}");

        let (_, summary) = memory;
        assert_eq!(summary.lines.bad, 0, "{name}");
        examples += 1;
        lines += summary.lines.applied;
    }
    assert!(examples >= 25, "{examples}");
    println!("counts: {lines} events of {examples} examples, twice");
}
