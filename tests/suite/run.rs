//! Programs run on events, from text to transcript.

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
    let mut replay = Replay::new(plans.workspace, plans.workflows).unwrap();
    let mut transcript = replay.transcript();
    let mut lines = Vec::new();
    for (index, event) in events.iter().enumerate() {
        for entry in replay.line(index as u64 + 1, event) {
            lines.push(transcript.render(&entry));
        }
    }
    let (entries, summary) = replay.finish();
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
