//! What the way to a step, or the program itself, proves: findings that are none then.

use rondel::vocabulary::codes;

use super::rules::{around, codes_of, findings, found};

#[test]
fn one_may_divide_by_what_is_not_zero() {
    let unset = |steps: &str| found("maybe-unset", steps);
    let shown = "send \"${5 / n}\"";
    let nothing: &[&str] = &[];
    let asked =
        |bounds: &str| format!("ask \"How many?\" as number into n {{ {bounds} }}\n{shown}");
    assert_eq!(unset(&asked("min 1")), nothing);
    assert_eq!(unset(&asked("max -1")), nothing);
    assert_eq!(unset(&asked("min 0")), ["5 / n"]);
    assert_eq!(unset(&asked("max 9")), ["5 / n"]);
    assert_eq!(unset(&format!("set n = 2\n{shown}")), nothing);
    assert_eq!(unset(&format!("set n = 0\n{shown}")), ["5 / n"]);
    assert_eq!(unset(&format!("set n = 2\nset n = n - 2\n{shown}")), ["5 / n"]);
    for (condition, surely) in [
        ("n != 0", true),
        ("n > 0", true),
        ("0 < n", true),
        ("n >= 0", false),
        ("n == 3", true),
        ("n < 0", true),
        ("n <= 0", false),
        ("n between 1 and 9", true),
        ("n between -1 and 9", false),
        ("n > 0 and n < 9", true),
        ("n > 0 or n < 9", false),
        ("n > 0 or n < -9", true),
        ("not n == 0", true),
        ("not n == 1", false),
    ] {
        let steps = format!(
            "ask \"How many?\" as number into n\nbranch {{ when {condition} {{ {shown} }} }}"
        );
        assert_eq!(unset(&steps).is_empty(), surely, "{condition}");
    }
    assert_eq!(
        unset(
            "set n = length(\"a\")\nset x = \"a\"\nbranch { when n != 0 and \"${5 / n}\" == x { stop } }"
        ),
        nothing
    );
}

#[test]
fn hours_that_open_again_have_a_next_opening() {
    let unset = |hours: &str| {
        let text = format!(
            "workspace shop \"Shop\" {{\n  hours office {{ {hours} }}\n}}\n{}",
            around("wait until office.next_opening")
        );
        codes_of(&text).contains(&codes::MAYBE_UNSET)
    };
    assert!(!unset("open mon..fri 09:00-18:00"));
    assert!(!unset("open sun 09:00-18:00\n closed 2026-01-01..2026-12-31"));
    assert!(unset("open mon..fri 09:00-18:00\n closed 2026-01-01..2027-03-01"));
    assert!(unset("closed 2026-12-25"));
    // Between the two nothing opens: the days in between are a Saturday and a Sunday.
    let two = "closed 2026-01-01..2026-07-31\n closed 2026-08-03..2027-03-01";
    assert!(unset(&format!("open mon..fri 09:00-18:00\n {two}")));
    assert!(!unset(&format!("open sat 09:00-18:00\n {two}")));
}

#[test]
fn whoever_writes_writes_on_a_channel() {
    let unset = |on: &str| {
        let text = format!(
            "workflow trial \"Trial\" {{\n  {on}\n  comment \"${{conversation.channel_kind}}\"\n}}\n"
        );
        codes_of(&text).contains(&codes::MAYBE_UNSET)
    };
    assert!(!unset("on message_received"));
    assert!(!unset("on conversation_opened { source contact, ad }"));
    assert!(unset("on conversation_opened"));
    assert!(unset("on conversation_opened { source contact, user }"));
    assert!(unset("on conversation_closed"));
    assert!(unset("on message_received\n  on manual"));
}

#[test]
fn what_a_trigger_asks_for_is_brought() {
    let unset = |settings: &str| {
        let text = format!(
            "workflow trial \"Trial\" {{\n  on ad_clicked {settings}\n  comment \"${{trigger.ad_name}}\"\n}}\n"
        );
        codes_of(&text).contains(&codes::MAYBE_UNSET)
    };
    assert!(unset(""));
    assert!(unset("{ platform meta }"));
    assert!(!unset("{ ads \"Spring\" }"));
}

#[test]
fn a_failure_is_theirs_to_handle_who_wait_for_it() {
    let child = "workflow child \"Child\" {\n  on manual\n  http get \"https://crm.example.com\"\n  send \"a\"\n}\n";
    let unhandled = |start: &str| {
        let text = format!("{}{child}", around(start));
        let (reports, _) = findings(&text);
        reports.iter().filter(|report| report.code == codes::UNHANDLED_FAILURE).count()
    };
    assert_eq!(unhandled("start child { and_wait\n failed { stop } }"), 0);
    // It is said once, of the start.
    assert_eq!(unhandled("start child { and_wait }"), 1);
    assert_eq!(unhandled("start child { failed { stop } }"), 1);
    let both = "start child { and_wait\n failed { stop } }\nstart child { failed { stop } }";
    assert_eq!(unhandled(both), 1);
    assert_eq!(unhandled("stop"), 1);
}

#[test]
fn a_wait_for_opening_hours_is_as_long_as_they_can_be_closed() {
    let breaks = |within: &str| {
        let text = format!(
            "workspace shop \"Shop\" {{\n  hours office {{ open mon..fri 09:00-18:00 }}\n}}\n\
             workflow trial \"Trial\" {{\n  on conversation_opened\n  ensure ends within {within}\n  \
             wait until office.next_opening\n}}\n"
        );
        codes_of(&text).contains(&codes::PROMISE_BROKEN)
    };
    // From Friday evening to Monday morning, with the night in which the clock is put back.
    assert!(!breaks("2d16h"));
    assert!(breaks("2d15h"));
}
