//! Runs that are written down as scenarios.

use super::Folder;

const SHOP: &str = "workspace shop \"Shop\" {
  agent amara \"Amara\"
  agent bo \"Bo\"
  team sales \"Sales\" amara, bo
  field plan choice \"Free\", \"Pro\"
  tag vip
  channel web webchat
  closing_notes \"Resolved\"
  sheet ledger \"Ledger\"
}
";
const LEADS: &str = "workflow leads \"Leads\" {
  on conversation_opened
  on shortcut \"Escalate\" { form { reason text \"Why?\" } }
  send \"Hi ${contact.first_name else \"there\"}, it is ${now}!\"
  plan: ask \"Which \\\"plan\\\"?\" as choice into contact.plan {
    timeout 1h { tag vip }
  } else { stop }
  http post \"https://crm.example.com/leads\" {
    body (name: contact.first_name else \"unknown\", plan: contact.plan else \"none\")
    save body.lead.id as number into lead
    failed { comment \"No answer.\" }
  }
  sheet append ledger tab \"Leads\" {
    row (Name: contact.first_name else \"unknown\", Lead: lead else 0)
    failed { comment \"No row.\" }
  }
  pool: assign to team sales by round_robin { only online }
  send \"You talk with ${assignee.first_name} now.\" { failed { comment \"Not heard.\" } }
  wait 1d
  close conversation { category \"Resolved\" }
}
";

/// A day with everything that a recording has to do with.
const DAY: &str = r#"{"id":"0","at":"2026-03-02T08:59:00Z","type":"agent_changed","agent":"amara","limit":1}
{"id":"1","at":"2026-03-02T09:00:00Z","type":"agent_status","agent":"amara","status":"online"}
{"id":"2","at":"2026-03-02T09:00:05Z","type":"conversation_opened","contact":{"id":"c1","first_name":"Ada","tags":["vip"]},"channel":"web"}
{"id":"3","at":"2026-03-02T09:00:06Z","type":"conversation_opened","contact":"c2","channel":"web"}
{"id":"4","at":"2026-03-02T09:01:00Z","type":"message","contact":"c1","text":"neither"}
{"id":"5","at":"2026-03-02T09:02:00Z","type":"message","contact":"c1","text":"pro"}
{"id":"6","at":"2026-03-02T09:02:01Z","type":"http_result","contact":"c1","status":200,"body":{"lead":{"id":7},"kinds":["a"]}}
{"id":"7","at":"2026-03-02T09:02:02Z","type":"sheet_result","contact":"c1","accepted":false}
{"id":"8","at":"2026-03-02T09:03:00Z","type":"unassigned_by_hand","contact":"c1"}
{"id":"9","at":"2026-03-02T09:04:00Z","type":"shortcut","contact":"c1","title":"Escalate","agent":"bo","form":{"reason":"angry"}}
not even JSON
{"id":"10","at":"2026-03-03T10:00:00Z","type":"tag_removed","contact":"c1","tag":"vip"}
"#;

fn folder() -> Folder {
    Folder::new(&[("rondel.toml", ""), ("workspace.rondel", SHOP), ("leads.rondel", LEADS)])
}

/// A recorded file without the moment at which it was recorded.
fn read(folder: &Folder, name: &str) -> String {
    let text = std::fs::read_to_string(folder.path(name)).unwrap();
    let now = |line: &str| {
        let line = match line.strip_prefix("  at ") {
            Some(_) => "  at MOMENT",
            None => line,
        };
        match line.split_once(", it is ") {
            Some((head, _)) => format!("{head}, it is MOMENT!\""),
            None => line.to_owned(),
        }
    };
    text.lines().map(|line| now(line) + "\n").collect()
}

/// That the file is laid out, has no errors, and passes.
fn holds(folder: &Folder, name: &str) {
    for words in [&["fmt", "--check", name][..], &["check"], &["test"]] {
        let answer = folder.rondel(words);
        assert_eq!(answer.code, Some(0), "{answer}\n{}", read(folder, name));
    }
}

#[test]
fn a_talk_becomes_a_scenario_that_passes_and_another_stands_behind_it() {
    let folder = folder();
    let typed = "/agent bo online\nhello\n/field plan \"Free\"\nPro\n/agent bo says hi\n/after 2d\n\
                 /agent amara online\n/state\n/quit\n";
    let answer = folder.rondel_with(&["run", "--record", "talks.rondel"], typed.as_bytes());
    assert_eq!(answer.code, Some(0), "{answer}");
    assert_eq!(answer.err, "recorded as \"recorded talk\" in `talks.rondel`\n");
    insta::assert_snapshot!(read(&folder, "talks.rondel"));
    holds(&folder, "talks.rondel");
    let again =
        folder.rondel_with(&["run", "--record", "talks.rondel"], b"hello\n/unassign\n/after 30m\n");
    assert_eq!(again.err, "recorded as \"recorded talk 2\" in `talks.rondel`\n");
    insta::assert_snapshot!(read(&folder, "talks.rondel"));
    holds(&folder, "talks.rondel");
    let whole = folder.rondel(&["test"]);
    assert!(whole.err.starts_with("2 scenarios passed"), "{whole}");
}

#[test]
fn a_broken_expectation_of_a_recorded_talk_is_found() {
    let folder = folder();
    folder.rondel_with(&["run", "--record", "talks.rondel"], b"hello\n");
    let text = std::fs::read_to_string(folder.path("leads.rondel")).unwrap();
    folder.write("leads.rondel", text.replace("Which", "What").as_bytes());
    let answer = folder.rondel(&["test"]);
    assert_eq!(answer.code, Some(1), "{answer}");
    assert!(answer.out.contains("expected  asked \"Which"), "{answer}");
}

#[test]
fn a_stream_of_events_becomes_a_scenario_of_its_first_contact() {
    let folder = folder();
    let words = ["run", "--events", "-", "--record", "./day.rondel"];
    let answer = folder.rondel_with(&words, DAY.as_bytes());
    assert_eq!(answer.code, Some(0), "{answer}");
    insta::assert_snapshot!(std::fs::read_to_string(folder.path("day.rondel")).unwrap());
    holds(&folder, "day.rondel");
}

#[test]
fn only_files_of_the_program_are_recorded_into() {
    let folder = folder();
    folder.write("broken.rondel", b"");
    for (file, code) in [("talk.txt", 2), ("../talk.rondel", 2), ("no/where.rondel", 2)] {
        let answer = folder.rondel_with(&["run", "--record", file], b"hello\n");
        assert_eq!((answer.code, answer.out.as_str()), (Some(code), ""), "{answer}");
    }
    insta::assert_snapshot!(folder.rondel(&["run", "--record", "talk.txt"]).err);
    let stored = ["run", "--store", "shop.db", "--record", "a.rondel", "--events", "-"];
    let answer = folder.rondel_with(&stored, b"");
    assert_eq!(answer.code, Some(2), "{answer}");
    assert!(answer.err.contains("`--record` needs a run that begins with nothing"), "{answer}");
    let nothing = folder.rondel_with(&["run", "--record", "a.rondel"], b"/agents\n");
    assert_eq!(nothing.err, "nothing has happened, and `a.rondel` is as it was\n");
    assert!(!folder.path("a.rondel").exists());
}

#[test]
fn what_stands_in_a_file_stays_and_so_do_its_line_ends() {
    let folder = folder();
    let before = "# mine\r\nworkflow other \"Other\" {\r\n  on manual\r\n  stop\r\n}\r\n\r\n\r\n";
    folder.write("mine.rondel", before.as_bytes());
    folder.rondel_with(&["run", "--record", "mine.rondel"], b"hello\n");
    let text = std::fs::read_to_string(folder.path("mine.rondel")).unwrap();
    assert!(text.starts_with(before.trim_end()), "{text}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
    holds(&folder, "mine.rondel");
}
