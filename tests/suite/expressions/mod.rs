//! Expressions: what is found in them, what they prove, and what may be unset.

mod proofs;

use std::fmt::Write;

use rondel::base::{Place, Root, Sources};
use rondel::program::{self, Expr, Kind, Program};
use rondel::report::Report;
use rondel::syntax;

use super::programs;

const WORLD: &str = r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor"
  agent bo "Bo Lind"
  team sales "Sales" amara, bo
  field budget number
  field visits number
  field plan choice "Free", "Gold", "Pro"
  field birthday date
  field seen datetime
  field open_at time
  field news bool
  field last_agent agent
  field note text
  tag vip
  tag cold
  channel web webchat
  lifecycle "New lead", "Hot lead"
  secret crm_token
  hours office { open mon..fri 09:00-18:00 }
}
"#;

/// The program and its findings.
fn build(text: &str) -> (Program, Vec<Report>, Sources) {
    let mut sources = Sources::default();
    let file = sources.add("a.rondel", text);
    let (ast, mut reports) = syntax::parse(file, text);
    let (program, found) = program::build(&[ast], &sources, std::num::NonZeroUsize::MIN);
    reports.append(found);
    reports.sort();
    (program, reports.into_iter().collect(), sources)
}

/// A finding in few lines.
fn show(report: &Report, sources: &Sources) -> String {
    let at = |location| sources.slice(location).to_owned();
    let mut text = format!("  {:?} {}: {}\n", report.severity, report.code.0, report.message);
    writeln!(text, "    `{}` {}", at(report.location()), report.primary.text).unwrap();
    for label in &report.secondary {
        writeln!(text, "    `{}` {}", at(label.location), label.text).unwrap();
    }
    if let Some(help) = &report.help {
        writeln!(text, "    = {help}").unwrap();
    }
    if let Some(fix) = &report.fix {
        let edits: Vec<&str> = fix.edits.iter().map(|edit| edit.text.as_str()).collect();
        writeln!(text, "    > {}: {}", fix.title, edits.join(" | ")).unwrap();
    }
    text
}

/// What is found in each line put into the frame at `$`.
fn found_in(lines: &[&str], frame: &str) -> String {
    let mut shown = String::new();
    for line in lines {
        let (_, reports, sources) = build(&frame.replace('$', line));
        writeln!(shown, "{line}").unwrap();
        for report in &reports {
            shown.push_str(&show(report, &sources));
        }
        if reports.is_empty() {
            shown.push_str("  nothing\n");
        }
    }
    shown
}

fn conditions(lines: &[&str]) -> String {
    let frame = "workflow a \"A\" {\n  on message_received\n  set total = 5\n  set said = message.text\n  branch { when $ { stop } }\n}\n";
    found_in(lines, &format!("{WORLD}{frame}"))
}

fn values(lines: &[&str]) -> String {
    let frame = "workflow a \"A\" {\n  on message_received\n  set total = 5\n  set said = message.text\n  $\n}\n";
    found_in(lines, &format!("{WORLD}{frame}"))
}

#[test]
fn sound_programs_have_sound_expressions() {
    // Workflows of one example may start each other, whichever file they stand in.
    let examples = programs::examples().into_iter().map(|(name, files)| {
        let texts: Vec<String> = files.into_iter().map(|file| file.text).collect();
        (name, texts.join("\n"))
    });
    let fixtures = programs::below("tests/fixtures/valid").into_iter();
    for (name, text) in fixtures.map(|one| (one.name, one.text)).chain(examples) {
        let (_, reports, sources) = build(&text);
        let errors: Vec<String> = reports
            .iter()
            .filter(|report| report.severity == rondel::report::Severity::Error)
            .map(|report| show(report, &sources))
            .collect();
        assert!(errors.is_empty(), "{name}:\n{}", errors.concat());
    }
}

#[test]
fn comparisons_of_what_does_not_compare() {
    insta::assert_snapshot!(conditions(&[
        "contact.budget > \"5000\"",
        "contact.budget == said",
        "contact.plan == \"Gold\" and contact.plan == \"gold \"",
        "contact.plan == \"Gould\"",
        "\"Gould\" == contact.plan",
        "contact.plan in [\"Free\", \"Premium\"]",
        "contact.plan == Gold",
        "conversation.status == \"opened\"",
        "contact.lifecycle == \"Warm lead\"",
        "contact.name < \"M\"",
        "contact.tags == vip",
        "contact.tags contains [vip, cold]",
        "contact.tags has_any vip",
        "contact.tags contains 5",
        "contact.tags contains \"vpi\"",
        "conversation.channel == \"whatsapp\"",
        "conversation.channel == wep",
        "assignee == \"Amara Okafor\"",
        "assignee == \"amara\"",
        "assignee == amra",
        "amara == assignee and web == conversation.channel",
        "assignee == sales",
        "contact.note == none",
        "contact.birthday == \"2000-01-01\"",
        "contact.birthday > now and contact.seen > 2026-01-01",
        "conversation.since_incoming > 30",
        "contact.news == \"yes\"",
        "contact.budget between 1 and \"5\"",
        "said between \"a\" and \"b\"",
        "said in \"abc\"",
        "vip in contact.tags",
        "said matches \"[a-\"",
        "said matches contact.note",
        "said starts_with 5",
        "contact.budget contains 5",
        "now during office and today during 2026-12-24..2026-12-26",
        "now during ofice",
        "today during office",
        "office == now",
    ]));
}

#[test]
fn conditions_that_are_none() {
    insta::assert_snapshot!(conditions(&[
        "contact.tags",
        "contact.note",
        "contact.budget",
        "contact.plan",
        "office",
        "office.is_open and contact.news",
        "not contact.note",
        "contact.news or total",
        "contact is set",
        "\"yes\"",
    ]));
}

#[test]
fn names_that_nothing_declares() {
    insta::assert_snapshot!(values(&[
        "send \"${customer.first_name else \"there\"}\"",
        "send \"${contact.frist_name}\"",
        "send \"${contact.bugdet}\"",
        "send \"${budget}\"",
        "send \"${totla}\"",
        "send \"${zebra}\"",
        "send \"${contact}\"",
        "send \"${message}\"",
        "send \"${office}\"",
        "send \"${office.opens}\"",
        "send \"${ofice.next_opening}\"",
        "send \"${now.hour}\"",
        "send \"${amara.email}\"",
        "send \"${contact.name.first}\"",
        "send \"${contact.last_agent.name}\"",
        "send \"${trigger.category}\"",
        "send \"${trigger.evnt}\"",
        "send \"${assignee.nmae}\"",
        "send \"${conversation.chanel}\"",
        "send \"${lowercase(said)} ${len(said)} ${concat(said, said)} ${lwoer(said)}\"",
        "send \"${secret(crm_token)}\"",
        "http get \"https://a.example/${secret(crm_tokne)}\"",
        "http get \"https://a.example/\" { header \"K\" = \"Bearer ${secret(crm_token)}\" }",
    ]));
}

#[test]
fn values_that_do_not_fit() {
    insta::assert_snapshot!(values(&[
        "set contact.plan = \"Premium\"",
        "set contact.plan = said",
        "set contact.budget = \"1,000\"",
        "set contact.budget = said",
        "set contact.budget = (total else \"0\")",
        "set contact.birthday = now",
        "set contact.seen = today",
        "set contact.open_at = \"09:00\"",
        "set contact.news = 1",
        "set contact.note = total",
        "set contact.last_agent = assignee",
        "set contact.last_agent = \"amara\"",
        "set contact.last_agent = sales",
        "set total = \"five\"",
        "set said = contact.note else 5",
        "set x = said + total",
        "set x = \"Total: \" + total",
        "set x = total + \"5\"",
        "set x = total - said",
        "set x = now + 5",
        "set x = contact.tags + vip",
        "set x = -said",
        "set x = today + 2d",
        "set x = [1, \"a\"]",
        "set x = said[0]",
        "set x = [1, 2][\"a\"]",
        "set x = contact.tags.first",
        "set x = (a: 1, a: 2)",
        "set x = 24:00",
        "wait \"10m\"",
        "wait until said",
    ]));
}

#[test]
fn calls_that_do_not_fit() {
    insta::assert_snapshot!(values(&[
        "set x = round(contact.budget)",
        "set x = lower()",
        "set x = lower(said, said)",
        "set x = lower(total)",
        "set x = round(said, 2)",
        "set x = round(\"5\", 2)",
        "set x = min(total, said)",
        "set x = join(said, \", \")",
        "set x = format(total, \"d MMM\")",
        "set x = format(now, \"YYYY-MM-DD\")",
        "set x = format(today, \"dd.mm.yyyy\")",
        "set x = format(now, \"EEEE, dd.MM.yy 'at' h a\")",
        "set x = length(contact.tags) + length(said)",
        "set x = secret(crm_token)",
    ]));
}

#[test]
fn a_sketch_is_warned_of_names_it_cannot_know() {
    let frame = "workflow a \"A\" {\n  on conversation_opened\n  branch { when $ { stop } }\n}\n";
    insta::assert_snapshot!(found_in(
        &[
            "contact.budget > 5",
            "assignee == amara",
            "contact.tags contains vip",
            "conversation.channel == web",
            "now during office",
            "office.is_open",
            "conversation.statsu == \"open\"",
            "unknwon > 5",
        ],
        frame,
    ));
}
