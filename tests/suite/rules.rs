//! Every rule reports its `bad` program and not its `good` one.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use rondel::base::Sources;
use rondel::lint::{self, Care, RULES, Rule};
use rondel::report::{Code, Human, Reports};
use rondel::vocabulary::codes;

/// What is found in a program of one file.
pub(super) fn findings(text: &str) -> (Reports, Sources) {
    findings_with(text, Care::Usual)
}

fn findings_with(text: &str, care: Care) -> (Reports, Sources) {
    let mut sources = Sources::default();
    sources.add("workflow.rondel", text);
    let reports = rondel::compile::check_with(&sources, NonZeroUsize::MIN, care, &[]).reports;
    (reports, sources)
}

/// The least care with which a rule is asked.
fn care_of(rule: &Rule) -> Care {
    if Care::Usual.asks(rule.code) { Care::Usual } else { Care::Pedantic }
}

fn drawn(text: &str) -> String {
    drawn_with(text, Care::Usual)
}

fn drawn_with(text: &str, care: Care) -> String {
    let (reports, sources) = findings_with(text, care);
    let human = Human::default();
    reports.iter().map(|report| human.draw(report, &sources)).collect::<Vec<_>>().join("\n")
}

pub(super) fn codes_of(text: &str) -> BTreeSet<Code> {
    codes_with(text, Care::Usual)
}

fn codes_with(text: &str, care: Care) -> BTreeSet<Code> {
    findings_with(text, care).0.iter().map(|report| report.code).collect()
}

#[test]
fn every_rule_reports_its_bad_program_and_nothing_else() {
    for rule in RULES {
        let codes = codes_with(rule.bad, care_of(rule));
        assert_eq!(codes, BTreeSet::from([rule.code]), "{}\n{}", rule.bad, drawn(rule.bad));
    }
}

#[test]
fn no_rule_reports_a_good_program() {
    for rule in RULES {
        let codes = codes_with(rule.good, care_of(rule));
        assert!(codes.is_empty(), "{}\n{}", rule.good, drawn(rule.good));
    }
}

#[test]
fn every_code_has_a_rule_and_a_page() {
    let ruled: BTreeSet<Code> = RULES.iter().map(|rule| rule.code).collect();
    let known: BTreeSet<Code> = codes::ALL.iter().copied().collect();
    assert_eq!(ruled.len(), RULES.len());
    assert_eq!(ruled, known);
    for rule in RULES {
        let page = lint::explain(rule.code.0).unwrap();
        assert!(page.contains("Reported:"));
    }
    assert_eq!(lint::explain("no-such-code"), None);
}

#[test]
fn the_bad_programs_as_they_are_reported() {
    for rule in RULES {
        let shown = format!("{}\n{}", rule.bad, drawn_with(rule.bad, care_of(rule)));
        insta::assert_snapshot!(format!("bad_{}", rule.code.0.replace('-', "_")), shown);
    }
}

#[test]
fn pages_as_they_are_printed() {
    insta::assert_snapshot!(lint::explain("loop-without-wait").unwrap());
}

/// A workflow around some steps.
pub(super) fn around(steps: &str) -> String {
    format!("workflow trial \"Trial\" {{\n  on conversation_opened\n{steps}\n}}\n")
}

/// The first labels' texts of what a code finds.
pub(super) fn found(code: &str, steps: &str) -> Vec<String> {
    let (reports, sources) = findings(&around(steps));
    let own = reports.iter().filter(|report| report.code.0 == code);
    own.map(|report| sources.slice(report.location()).to_owned()).collect()
}

#[test]
fn what_a_way_proves_is_set() {
    let unset = |steps: &str| found("maybe-unset", steps);
    let hello = "send \"${contact.first_name}\"";
    let nothing: &[&str] = &[];
    assert_eq!(unset(hello), ["contact.first_name"]);
    assert_eq!(
        unset(&format!("branch {{ when contact.first_name is set {{ {hello} }} }}")),
        nothing
    );
    assert_eq!(
        unset(&format!("branch {{ when contact.first_name is unset {{ {hello} }} }}")),
        ["contact.first_name"]
    );
    assert_eq!(
        unset(&format!("branch {{ when contact.first_name is unset {{ stop }} }}\n{hello}")),
        nothing
    );
    assert_eq!(
        unset(&format!("branch {{ when contact.first_name == \"Ada\" {{ {hello} }} }}")),
        nothing
    );
    assert_eq!(
        unset(&format!(
            "ask \"Name?\" as text into contact.first_name {{ invalid {{ }} }}\n{hello}"
        )),
        ["contact.first_name"]
    );
    assert_eq!(unset(&format!("ask \"Name?\" as text into contact.first_name\n{hello}")), nothing);
    assert_eq!(unset("set answer = 1\nsend \"${answer}\""), nothing);
    assert_eq!(unset("set answer = 1\nclear answer\nsend \"${answer}\""), ["answer"]);
    assert_eq!(
        unset("branch { when contact.tags contains vip { set answer = 1 } }\nsend \"${answer}\""),
        ["answer"]
    );
    assert_eq!(
        unset("branch { when now > now { set a = 1 } else { set a = 2 } }\nsend \"${a}\""),
        nothing
    );
    assert_eq!(
        unset("set a = 1\nset b = contact.phone { failed { stop } }\nsend \"${a}${b}\""),
        nothing
    );
    assert_eq!(unset("set b = contact.phone\nsend \"${b}\""), ["contact.phone", "b"]);
}

#[test]
fn an_owner_is_known_where_one_was_assigned() {
    let unset = |steps: &str| found("maybe-unset", steps);
    let hello = "send \"${assignee.first_name}\"";
    let nothing: &[&str] = &[];
    assert_eq!(unset(hello), ["assignee.first_name"]);
    assert_eq!(unset(&format!("assign to workspace by least_open\n{hello}")), nothing);
    assert_eq!(
        unset(&format!("assign to workspace by least_open {{ failed {{ }} }}\n{hello}")),
        ["assignee.first_name"]
    );
    assert_eq!(
        unset(&format!("assign to workspace by least_open\nunassign\n{hello}")),
        ["assignee.first_name"]
    );
    assert_eq!(
        unset("assign to workspace by least_open\nsend \"${assignee.last_name}\""),
        ["assignee.last_name"]
    );
}

#[test]
fn a_jump_back_brings_what_it_did_not_prove() {
    let steps = "set a = 1\n\
                 again: send \"${a}\"\n\
                 clear a\n\
                 wait 1h\n\
                 jump to again";
    assert_eq!(found("maybe-unset", steps), ["a"]);
    insta::assert_snapshot!(drawn(&around(steps)));
}

#[test]
fn the_first_of_every_unreachable_stretch_is_reported() {
    let unreached = |steps: &str| found("unreachable-step", steps);
    let nothing: &[&str] = &[];
    assert_eq!(unreached("stop\nsend \"a\"\nsend \"b\""), ["send \"a\""]);
    assert_eq!(unreached("jump to b\nsend \"a\"\nb: send \"b\""), ["send \"a\""]);
    assert_eq!(
        unreached("branch { when now > now { stop } else { stop } }\nsend \"a\""),
        ["send \"a\""]
    );
    assert_eq!(unreached("a: wait 1h\njump to a\nsend \"after the limit\""), nothing);
    assert_eq!(
        unreached("stop\nbranch { when now > now { a: send \"a\" } }\nsend \"c\""),
        ["branch"]
    );
    assert_eq!(
        unreached(
            "assign to workspace by least_open {\nassigned { }\ntimeout 1h { }\nfailed { }\n} \
                   else { send \"a\" }"
        ),
        ["send \"a\""]
    );
}

#[test]
fn loops_are_measured_against_a_turn() {
    let severity = |steps: &str| {
        let (reports, _) = findings(&around(steps));
        let own = reports.iter().find(|report| report.code.0 == "loop-without-wait");
        own.map(|report| format!("{:?}", report.severity))
    };
    assert_eq!(severity("a: tag x\njump to a").as_deref(), Some("Warning"));
    assert_eq!(severity("a: tag x\njump to a { at_most 498 }").as_deref(), Some("Warning"));
    assert_eq!(severity("a: tag x\njump to a { at_most 500 }").as_deref(), Some("Error"));
    assert_eq!(severity("a: wait 1m\njump to a { at_most 500 }"), None);
    assert_eq!(severity("a: wait 0s\njump to a { at_most 500 }").as_deref(), Some("Error"));
    let one_waits = "a: branch { when now > now { wait 1m } else { tag x } }\njump to a";
    assert_eq!(severity(one_waits).as_deref(), Some("Warning"));
    let nested = "a: tag x\nb: tag y\njump to b { at_most 300 }\njump to a { at_most 300 }";
    assert_eq!(severity(nested).as_deref(), Some("Error"));
}

#[test]
fn comments_silence_what_they_name_and_nothing_else() {
    let hello = "send \"${contact.first_name}\"";
    let codes =
        |steps: &str| codes_of(&around(steps)).into_iter().map(|code| code.0).collect::<Vec<_>>();
    let nothing: &[&str] = &[];
    assert_eq!(codes(&format!("# allow maybe-unset: known\n{hello}")), nothing);
    assert_eq!(codes(&format!("{hello} # allow maybe-unset: known")), nothing);
    assert_eq!(codes(&format!("# allow unused: known\n{hello}")), ["maybe-unset", "unused-allow"]);
    assert_eq!(codes(&format!("# allow maybe-unset\n{hello}")), ["allow-without-reason"]);
    assert_eq!(
        codes(&format!("# allow maybe-unsed: known\n{hello}")),
        ["maybe-unset", "unused-allow"]
    );
    // Nobody sees the mark at the beginning of a file.
    let marked = "\u{feff}# allow unused: later\nworkspace shop \"Shop\" { tag cold }\n";
    assert!(codes_of(marked).is_empty());
}

/// Whether a workflow with two agents breaks its promise.
fn breaks(promise: &str, steps: &str) -> bool {
    let text = format!(
        "workspace shop \"Shop\" {{\n  agent amara \"Amara\"\n  agent bo \"Bo\" {{ limit 5 }}\n  \
         team sales \"Sales\" amara, bo\n  team small \"Small\" bo\n  team empty \"Empty\"\n}}\n\
         workflow trial \"Trial\" {{\n  on conversation_opened\n  ensure {promise}\n{steps}\n}}\n"
    );
    codes_of(&text).contains(&codes::PROMISE_BROKEN)
}

#[test]
fn an_owner_is_promised_on_every_way() {
    assert!(breaks("owner", "comment \"a\""));
    assert!(!breaks("owner", "assign to team sales by round_robin"));
    assert!(breaks("owner", "assign to team small by round_robin"));
    // That nobody is in it is said where it is assigned to.
    assert!(!breaks("owner", "assign to team empty by round_robin"));
    assert!(breaks(
        "owner",
        "# allow nobody-eligible: to be filled\nassign to team empty by round_robin"
    ));
    assert!(breaks("owner", "assign to team sales by round_robin { only online }"));
    assert!(!breaks(
        "owner",
        "assign to team sales by round_robin { only online\n timeout 1h { assign to agent amara } }"
    ));
    assert!(!breaks("owner", "close conversation"));
    assert!(breaks("owner", "assign to agent amara\nunassign"));
    assert!(breaks("owner", "ask \"Name?\" as text\nassign to agent amara"));
    assert!(!breaks("owner", "branch { when assignee.id is unset { assign to agent amara } }"));
}

#[test]
fn times_are_promised_on_every_way() {
    assert!(!breaks("reply within 5m", "wait 5m\nsend \"a\""));
    assert!(breaks("reply within 5m", "wait 6m\nsend \"a\""));
    assert!(breaks("reply within 5m", "comment \"a\""));
    assert!(!breaks("reply within 5m", "assign to agent amara\nsend \"a\""));
    assert!(breaks("reply within 5m", "assign to agent bo\nsend \"a\""));
    assert!(!breaks("ends within 1h", "a: wait 10m\njump to a { at_most 5 }"));
    assert!(breaks("ends within 1h", "a: wait 10m\njump to a { at_most 6 }"));
    assert!(breaks("ends within 1h", "ask \"a\" as text { timeout 30m { } }"));
    assert!(!breaks("ends within 1h", "ask \"a\" as text {\n retries 1\n timeout 30m { }\n }"));
}

#[test]
fn messages_without_an_answer_are_counted() {
    assert!(!breaks("at_most 2 unanswered", "send \"a\"\nsend \"b\""));
    assert!(breaks("at_most 2 unanswered", "send \"a\"\nsend \"b\"\nsend \"c\""));
    assert!(!breaks("at_most 2 unanswered", "send \"a\"\nask \"b\" as text\nsend \"c\""));
    assert!(breaks(
        "at_most 2 unanswered",
        "send \"a\"\nask \"b\" as text { timeout 1h { } }\nsend \"c\""
    ));
    assert!(!breaks("at_most 2 unanswered", "a: send \"a\"\nwait 1h\njump to a { at_most 1 }"));
    assert!(breaks("at_most 2 unanswered", "a: send \"a\"\nwait 1h\njump to a { at_most 2 }"));
}

#[test]
fn a_run_that_another_workflow_starts_at_a_label_has_had_its_reply() {
    let text = "workflow one \"One\" {\n  on conversation_opened\n  on manual\n  ensure reply within 5m\n  \
                send \"a\"\n  rest: wait 1h\n}\n\
                workflow two \"Two\" {\n  on manual\n  start one {\n at rest\n failed { stop }\n }\n}\n";
    assert!(codes_of(text).is_empty(), "{}", drawn(text));
    let owner =
        text.replace("ensure reply within 5m", "ensure owner\n  assign to workspace by least_open");
    assert!(codes_of(&owner).contains(&codes::PROMISE_BROKEN));
}
