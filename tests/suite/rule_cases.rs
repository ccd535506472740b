//! Rules at their edges: what each of them reports, and what looks like it and is not.

use std::num::NonZeroUsize;

use rondel::base::Sources;
use rondel::compile::check_with;
use rondel::lint::Care;

const NOTHING: &[&str] = &[];

/// The texts that a rule reports in a program.
fn found(code: &str, text: &str) -> Vec<String> {
    found_with(code, text, Care::Usual)
}

fn found_with(code: &str, text: &str, care: Care) -> Vec<String> {
    let mut sources = Sources::default();
    sources.add("trial.rondel", text);
    let reports = check_with(&sources, NonZeroUsize::MIN, care, &[]).reports;
    let firm = ["syntax", "wrong-type", "unknown-setting", "wrong-place", "unknown-step"];
    for report in reports.iter() {
        assert!(!firm.contains(&report.code.0), "{}\n{text}", report.message);
    }
    let own = reports.iter().filter(|report| report.code.0 == code);
    own.map(|report| sources.slice(report.location()).to_owned()).collect()
}

/// A workflow around some steps, in a shop of three agents.
fn around(steps: &str) -> String {
    shop(&format!("workflow trial \"Trial\" {{\n  on conversation_opened\n{steps}\n}}\n"))
}

fn shop(items: &str) -> String {
    format!(
        "workspace shop \"Shop\" {{\n  agent amara \"Amara\"\n  agent bo \"Bo\" {{\n limit 5\n skills \"fr\"\n }}\n  \
         agent chen \"Chen\" {{ unassignable }}\n  team sales \"Sales\" amara, bo\n  team small \"Small\" bo\n  \
         team idle \"Idle\" chen\n  team empty \"Empty\"\n  field seller agent\n  tag vip\n  secret token\n  \
         hours office {{ open mon..fri 09:00-18:00 }}\n}}\n{items}"
    )
}

fn sketch(steps: &str) -> String {
    format!("workflow trial \"Trial\" {{\n  on conversation_opened\n{steps}\n}}\n")
}

#[test]
fn waits_without_a_word_about_their_end_are_found() {
    let found = |text: &str| found("unhandled-timeout", text);
    let ask = "ask \"a\" as text";
    assert_eq!(found(&around(ask)), [ask]);
    for handled in ["{ timeout 1h }", "{ timeout 1h { } }", "{ } else { stop }"] {
        assert_eq!(found(&around(&format!("{ask} {handled}"))), NOTHING, "{handled}");
    }
    assert_eq!(found(&around(&format!("stop\n{ask}"))), NOTHING);
    assert_eq!(found(&around("ai \"a\" { failed { stop } }")), ["ai \"a\""]);
    assert_eq!(found(&around(&format!("# allow unhandled-timeout: seen daily\n{ask}"))), NOTHING);
}

#[test]
fn an_assignment_waits_where_everybody_may_be_full() {
    let found = |text: &str| found("unhandled-timeout", text);
    let waits = |to: &str| !found(&around(&format!("assign to {to}"))).is_empty();
    assert!(waits("team small by round_robin") && waits("agent bo"));
    assert!(!waits("team sales by round_robin") && !waits("workspace by least_open"));
    assert!(waits("team sales by round_robin { below 5 }"));
    assert!(waits("team sales by round_robin { skills \"fr\" }"));
    assert!(waits("team sales by round_robin { accept within 5m }"));
    assert!(waits("contact.seller { failed { stop } }"));
    assert!(!waits("team empty by round_robin { below 5 }"), "nobody is in it");
    assert!(!waits("team sales by round_robin { only online }"), "said otherwise");
    assert_eq!(found(&sketch("assign to workspace by least_open")), NOTHING);
    assert_eq!(found(&sketch("assign to workspace by least_open { below 5 }")).len(), 1);
}

#[test]
fn one_fault_is_reported_once_under_a_promise() {
    let text = around("ensure owner\nask \"a\" as text\nask \"b\" as text\nassign to agent amara");
    assert_eq!(found("promise-broken", &text), ["ensure owner"]);
    // Both questions break it; the promise shows the first.
    assert_eq!(found("unhandled-timeout", &text).len(), 1);
    let text = text.replace("ensure owner", "# allow promise-broken: for now\nensure owner");
    assert_eq!(found("unhandled-timeout", &text).len(), 2);
    let online = "ensure owner\nassign to team sales by round_robin { only online }";
    assert_eq!(found("promise-broken", &around(online)).len(), 1);
    assert_eq!(found("queue-may-starve", &around(online)), NOTHING);
}

#[test]
fn failures_of_others_are_found_where_they_end_the_run() {
    let found = |text: &str| found("unhandled-failure", text);
    let get = "http get \"https://example.com\"";
    assert_eq!(found(&around(get)), [get]);
    assert_eq!(found(&around(&format!("{get} {{ status 404 {{ stop }} }}"))).len(), 1);
    assert_eq!(found(&around(&format!("{get} {{ failed {{ }} }}"))), NOTHING);
    assert_eq!(found(&around(&format!("{get} else {{ }}"))), NOTHING);
    assert_eq!(found(&around("ask \"a\" as text { timeout 1h }\nsend \"b\"")), NOTHING);
    let start = |settings: &str, block: &str| {
        let other = format!("workflow other \"Other\" {{\n  on manual\n{settings}\n  stop\n}}\n");
        found(&format!("{}{other}", around(&format!("start other{block}")))).len()
    };
    assert_eq!(start("", ""), 1);
    assert_eq!(start("overlap skip", ""), 1);
    assert_eq!(start("overlap restart", ""), 0);
    assert_eq!(start("overlap restart\nonce per_contact", ""), 1);
    assert_eq!(start("overlap restart", " { and_wait }"), 1);
}

#[test]
fn ways_without_an_owner_are_found_where_others_have_one() {
    let found = |text: &str| found("ownerless-end", text);
    let or_not = |steps: &str| {
        let assign = "assign to agent amara";
        around(&format!(
            "branch {{ when contact.tags contains vip {{ {assign} }} else {{\n{steps}\n}} }}"
        ))
    };
    assert_eq!(found(&or_not("send \"a\"")), ["trial"]);
    assert_eq!(found(&or_not("stop")), ["trial"]);
    for looked_after in [
        "close conversation",
        "assign to team sales by round_robin",
        "http get \"https://example.com\"\nclose conversation",
        "branch { when assignee.id is unset { assign to agent amara } }",
    ] {
        assert_eq!(found(&or_not(looked_after)), NOTHING, "{looked_after}");
    }
    assert_eq!(found(&or_not("close conversation\nopen conversation")).len(), 1);
    assert_eq!(found(&around("assign to agent amara\nunassign")).len(), 1);
    assert_eq!(found(&around("send \"a\"")), NOTHING, "nobody is assigned at all");
    assert_eq!(found(&around("ensure owner\nassign to agent amara\nunassign")), NOTHING);
    let silenced =
        or_not("stop").replace("workflow trial", "# allow ownerless-end: a game\nworkflow trial");
    assert_eq!(found(&silenced), NOTHING);
}

#[test]
fn whether_a_contact_comes_without_an_owner_depends_on_the_trigger() {
    let ends = |triggers: &str| {
        let steps = "branch { when contact.tags contains vip { assign to agent amara } }";
        let flow = format!("workflow trial \"Trial\" {{\n{triggers}\n{steps}\n}}\n");
        !found("ownerless-end", &shop(&flow)).is_empty()
    };
    assert!(ends("on conversation_opened") && ends("on message_received") && ends("on ad_clicked"));
    assert!(!ends("on manual") && !ends("on shortcut \"A\"") && !ends("on conversation_closed"));
    assert!(!ends("on contact_tag_updated { added vip }"));
    assert!(ends("on conversation_opened\non manual"));
    let starts = "workflow trial \"Trial\" {\n  on conversation_opened\n  branch {\n when contact.tags contains vip { \
                  assign to agent amara }\n else { start other { failed { close conversation } } }\n }\n}\n";
    let other = |steps: &str| format!("workflow other \"Other\" {{\n  on manual\n{steps}\n}}\n");
    let all = |steps: &str| found("ownerless-end", &shop(&format!("{starts}{}", other(steps))));
    assert_eq!(all("assign to agent bo { timeout 1h }"), NOTHING);
    assert_eq!(all("send \"a\""), ["trial"]);
}

#[test]
fn assignments_for_nobody_are_found() {
    let nobody = |to: &str| found("nobody-eligible", &around(&format!("assign to {to}"))).len();
    for to in [
        "team empty by round_robin",
        "team idle by round_robin",
        "agent chen",
        "workspace by least_open { skills \"de\" }",
        "team sales by round_robin { skills \"fr\", \"de\" }",
        "contact.seller { skills \"de\" }",
        "team sales by round_robin { below 0 }",
        "team empty by round_robin { failed { stop } }",
    ] {
        assert_eq!(nobody(to), 1, "{to}");
    }
    for to in [
        "agent bo",
        "team sales by round_robin { skills \"fr\" }",
        "contact.seller",
        "workspace by least_open { below 1 }",
    ] {
        assert_eq!(nobody(to), 0, "{to}");
    }
    assert_eq!(found("nobody-eligible", &sketch("assign to workspace by least_open")), NOTHING);
    let below = sketch("assign to workspace by least_open { below 0 }");
    assert_eq!(found("nobody-eligible", &below).len(), 1);
}

#[test]
fn hours_around_an_assignment_are_taken_for_those_of_the_team() {
    let online = "assign to team sales by round_robin { only online }";
    let starves = |steps: &str| {
        let text =
            around(&steps.replace("ONLINE", &format!("{{ {online} }}")).replace("ASSIGN", online));
        !found("queue-may-starve", &text).is_empty()
    };
    assert!(starves("ASSIGN"));
    assert!(!starves("during office ONLINE") && starves("during office { stop }\nASSIGN"));
    assert!(starves("during office { send \"a\" } else ONLINE"));
    assert!(!starves("branch { when office.is_open ONLINE }"));
    assert!(!starves("branch { when not office.is_open { stop } }\nASSIGN"));
    assert!(!starves("branch { when now during office and contact.tags contains vip ONLINE }"));
    assert!(starves("branch { when now during office or contact.tags contains vip ONLINE }"));
    assert!(starves("during 2026-12-24..2026-12-26 ONLINE"));
    assert!(!starves("wait until office.next_opening else now\nASSIGN"));
    assert!(!starves("during office { jump to pool }\nstop\npool: send \"a\"\nASSIGN"));
    assert!(starves(
        "branch { when contact.tags contains vip { jump to pool } }\nduring office { pool: ASSIGN }"
    ));
    let trigger =
        "workflow trial \"Trial\" {\n  on conversation_opened { when office.is_open }\n  ";
    assert_eq!(found("queue-may-starve", &shop(&format!("{trigger}{online}\n}}\n"))), NOTHING);
}

#[test]
fn credentials_are_found_by_their_place() {
    let request = |line: &str| {
        let request =
            format!("http post \"https://example.com\" {{\n{line}\nfailed {{ stop }}\n}}");
        found("secret-in-source", &around(&request))
    };
    let chance = "9f86d081884c7d659a2feaa0c55ad015";
    for name in ["X-Api-Key", "X-Auth-Token", "Client-Secret"] {
        assert_eq!(request(&format!("header \"{name}\" = \"{chance}\"")), [chance], "{name}");
    }
    assert_eq!(request(&format!("query \"token\" = \"{chance}\"")), [chance]);
    assert_eq!(request(&format!("body (a: (api_key: \"{chance}\"))")), [chance]);
    assert_eq!(request("header \"authorization\" = \"Token abcdef123\""), ["abcdef123"]);
    assert_eq!(request("header \"Authorization\" = \"Bearer \" + \"abcdef123\"").len(), 1);
    for line in [
        "header \"Authorization\" = \"Bearer ${secret(token)}\"",
        "header \"Authorization\" = secret(token)",
        "header \"Content-Type\" = \"application/json; charset=utf-8\"",
        "header \"ETag\" = \"9f86d081884c7d659a2feaa0c55ad015\"",
        "query \"key\" = \"summary-of-march-2026\"",
        "body (password: contact.id)",
    ] {
        assert_eq!(request(line), NOTHING, "{line}");
    }
    let by_shape = "send \"AKIAIOSFODNN7EXAMPLE\"\nset key = \"AKIAIOSFODNN7EXAMPLE\"";
    assert_eq!(found("secret-in-source", &around(by_shape)).len(), 2);
    let both = request("header \"Authorization\" = \"Bearer AKIAIOSFODNN7EXAMPLE\"");
    assert_eq!(both, ["AKIAIOSFODNN7EXAMPLE"], "one credential is one finding");
}

#[test]
fn addresses_are_followed_as_far_as_the_text_tells() {
    let private =
        |steps: &str| found("private-url", &around(&format!("{steps} {{ failed {{ stop }} }}")));
    let insecure =
        |steps: &str| found("insecure-url", &around(&format!("{steps} {{ failed {{ stop }} }}")));
    assert_eq!(private("http get \"https://10.0.0.1/${contact.id}\""), ["10.0.0.1"]);
    assert_eq!(private("set base = \"https://localhost\"\nhttp get \"${base}/x\"").len(), 1);
    assert_eq!(
        private(
            "set base = \"https://localhost\"\nset base = \"https://a.example\"\nhttp get \"${base}/x\""
        ),
        NOTHING
    );
    assert_eq!(private("http get contact.name else \"https://localhost/\"").len(), 1);
    assert_eq!(
        private(
            "send \"a\" { attach \"https://192.168.0.1/a.png\" }\nhttp get \"https://a.example\""
        )
        .len(),
        1
    );
    assert_eq!(private("send \"https://192.168.0.1/\"\nhttp get \"https://a.example\""), NOTHING);
    assert_eq!(insecure("http get \"http://a.example\""), ["http://"]);
    assert_eq!(insecure("http get \"http://localhost\""), NOTHING, "said otherwise");
    assert_eq!(insecure("http get \"https://a.example/?to=http://b.example\""), NOTHING);
}

#[test]
fn hidden_letters_have_a_fix_and_names_are_held_to_more() {
    let text = around("send \"a\u{200b}b\"\nset note = \"สวัสดี\u{200b}ครับ\"");
    assert_eq!(found("hidden-character", &text), ["\u{200b}"]);
    let mut sources = Sources::default();
    sources.add("trial.rondel", &text);
    let reports = rondel::compile::check(&sources).reports;
    let report = reports.iter().find(|report| report.code.0 == "hidden-character").unwrap();
    assert_eq!(report.fix.as_ref().map(|fix| fix.edits[0].text.as_str()), Some(""));
    let ask = |option: &str| {
        around(&format!(
            "ask \"a\" as choice {{\n option \"{option}\"\n option \"b\"\n timeout 1h\n }}"
        ))
    };
    assert_eq!(found("hidden-character", &ask("R\u{435}d")), ["\u{435}"]);
    assert_eq!(found("hidden-character", &ask("Красный")), NOTHING);
    assert_eq!(found("hidden-character", &ask("👩\u{200d}🚀")), NOTHING);
    assert_eq!(found("hidden-character", &around("send \"R\u{435}d\"")), NOTHING);
    assert_eq!(found("hidden-character", "\u{feff}# a byte order mark begins the file\n"), NOTHING);
}

#[test]
fn hours_are_never_open_where_no_day_is_left() {
    let never = |lines: &str| {
        found(
            "hours-never-open",
            &format!("workspace shop \"Shop\" {{\n  hours office {{\n{lines}\n}}\n}}\n"),
        )
    };
    let open = "open mon..fri 09:00-18:00\n";
    assert_eq!(never("closed 2026-12-25"), ["office"]);
    assert_eq!(never(&format!("{open}closed 1970-01-01..9999-12-31")), ["office"]);
    assert_eq!(never(&format!("{open}closed 2000-01-01..9999-12-31")), NOTHING);
    assert_eq!(
        never(&format!("{open}closed 1970-01-01..2026-12-31\nclosed 2027-01-02..9999-12-31")),
        NOTHING
    );
}

#[test]
fn workflows_that_no_scenario_tries_are_told_of_on_request() {
    let one = sketch("start other { failed { stop } }");
    let other = "workflow other \"Other\" {\n  on manual\n  stop\n}\n";
    let scenario = "scenario \"a\" for trial {\n  when conversation opened\n  expect ended\n}\n";
    let untried = |text: &str, care| found_with("untested-workflow", text, care);
    let both = format!("{one}{other}");
    assert_eq!(untried(&both, Care::Usual), NOTHING);
    assert_eq!(untried(&both, Care::Pedantic), ["trial", "other"]);
    assert_eq!(untried(&format!("{both}{scenario}"), Care::Pedantic), NOTHING);
    let allowed = format!("# allow untested-workflow: tried by hand\n{both}");
    assert_eq!(untried(&allowed, Care::Pedantic), ["other"]);
    assert_eq!(found_with("unused-allow", &allowed, Care::Usual), NOTHING);
}
