//! What may stand at a cursor.

use std::fmt::Write as _;

use rondel::ide::{Completions, Insert, Item, complete};

use super::cursor::{WORLD, in_scenario, in_workflow, marked};

mod hostile;
mod snippets;
mod walk;

fn at(text: &str) -> Completions {
    let (desk, spot) = marked(text);
    complete(&desk.view(), spot)
}

/// What is offered in each place: ranks and kinds, then the labels.
fn offered<'a>(places: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let mut out = String::new();
    for (shown, text) in places {
        let found = at(&text);
        let (before, behind) = text.split_once('▮').unwrap();
        let whole = format!("{before}{behind}");
        let word = &whole[found.span.range()];
        let _ = writeln!(out, "{shown}\n  replaces `{word}`");
        let mut last = None;
        for item in &found.items {
            let group = (item.rank, item.kind);
            if last == Some(group) {
                let _ = write!(out, ", {}", item.label);
            } else {
                let line = if last.is_some() { "\n" } else { "" };
                let _ = write!(out, "{line}  {} {:?}: {}", item.rank, item.kind, item.label);
            }
            last = Some(group);
        }
        out.push_str(if last.is_some() { "\n\n" } else { "  nothing\n\n" });
    }
    out
}

fn in_workflows(lines: &[&'static str]) -> String {
    offered(lines.iter().map(|line| (*line, in_workflow(line))))
}

fn in_scenarios(lines: &[&'static str]) -> String {
    offered(lines.iter().map(|line| (*line, in_scenario(line))))
}

/// The items of some labels, with all that is said of them.
fn whole(text: &str, labels: &[&str]) -> String {
    let found = at(text);
    let mut out = String::new();
    for item in found.items.iter().filter(|item| labels.contains(&item.label.as_str())) {
        out.push_str(&told(item));
    }
    out
}

fn told(item: &Item) -> String {
    let insert = match &item.insert {
        Insert::Plain(text) => format!("plain   {text:?}"),
        Insert::Snippet(text) => format!("snippet {text:?}"),
    };
    let again = if item.again { ", and asks again" } else { "" };
    format!(
        "== {} ({:?})\n{}\n{insert}{again}\n{}\n\n",
        item.label, item.kind, item.detail, item.documentation
    )
}

#[test]
fn at_the_top_of_a_file_stand_items() {
    insta::assert_snapshot!(offered([
        ("an empty file", "▮".to_owned()),
        ("behind a workspace", format!("{WORLD}w▮")),
        ("behind the brace of a workspace", "workspace shop \"Shop\" {} ▮".to_owned()),
        ("a title", "workspace shop ▮".to_owned()),
        ("a scenario for", format!("{WORLD}scenario \"a trial\" ▮")),
        ("a scenario for whom", format!("{WORLD}scenario \"a trial\" for ▮ {{\n}}\n")),
    ]));
}

#[test]
fn in_a_workspace_stand_declarations() {
    let place = |line: &'static str| {
        (line, WORLD.replacen("  tag vip\n", &format!("  tag vip\n  {line}\n"), 1))
    };
    insta::assert_snapshot!(offered([
        place("▮"),
        place("team a \"A\" amara, ▮"),
        place("field size ▮"),
        place("channel c ▮"),
        place("template t ▮"),
        place("template t on ▮"),
        place("agent zoe \"Zoe\" { ▮ }"),
        place("agent zoe \"Zoe\" { limit 3\n ▮ }"),
        place("agent zoe \"Zoe\" { skills \"fr▮\" }"),
        place("hours late { open ▮ }"),
        place("hours late { open mon..fri ▮ }"),
    ]));
}

#[test]
fn zones_are_offered_where_a_zone_stands() {
    for line in ["timezone ▮", "timezone \"Eur▮", "hours late { timezone \"▮\" }"] {
        let found = at(&format!("workspace shop \"Shop\" {{\n  {line}\n}}\n"));
        let labels: Vec<&str> = found.items.iter().map(|item| item.label.as_str()).collect();
        assert!(labels.len() > 300, "{line}: {}", labels.len());
        assert!(["Europe/London", "Asia/Tokyo", "UTC"].iter().all(|zone| labels.contains(zone)));
    }
}

#[test]
fn at_the_head_of_a_workflow_stand_triggers_settings_and_promises() {
    let place = |line: &'static str| {
        (line, format!("{WORLD}workflow w \"W\" {{\n  once per_contact\n  {line}\n}}\n"))
    };
    insta::assert_snapshot!(offered([
        place("▮"),
        place("on ▮"),
        place("on con▮"),
        place("ensure ▮"),
        place("ensure reply ▮"),
        place("ensure reply within ▮"),
        place("overlap ▮"),
        place("stop ▮"),
        place("stop when agent_replies, ▮"),
        place("on conversation_opened { ▮ }"),
        place("on conversation_opened { source contact\n  first_time\n ▮ }"),
        place("on conversation_opened { source contact, ▮ }"),
        place("on contact_field_updated contact.plan { to ▮ }"),
        place("on lifecycle_updated { from ▮ }"),
        place("on lifecycle_updated { from \"▮\" }"),
        place("on manual { with { source ▮ } }"),
    ]));
}

#[test]
fn in_a_workflow_stand_steps() {
    insta::assert_snapshot!(in_workflows(&[
        "▮",
        "here: ▮",
        "as▮",
        "send \"Hi\" { ▮ }",
        "send \"Hi\" { via web\n  failed { }\n  ▮ }",
        "ask \"Plan?\" as choice into contact.plan { option \"Free\"\n  ▮ }",
        "during office { } ▮",
        "send \"Hi\" { } ▮",
        "branch { ▮ }",
        "branch { when true { } ▮ }",
        "branch { when true { } else { }\n ▮ }",
        "branch { when true { ▮ } }",
    ]));
}

#[test]
fn operands_follow_the_forms_of_their_line() {
    insta::assert_snapshot!(in_workflows(&[
        "assign ▮",
        "assign to ▮",
        "assign to team ▮",
        "assign to team sales ▮",
        "assign to team sales by ▮",
        "assign to contact.▮",
        "assign to agent amara { accept ▮ }",
        "assign to team sales by round_robin { skills ▮ }",
        "assign to team sales by round_robin { skills \"fr\", ▮ }",
        "assign to agent amara { accept within ▮ }",
        "ask \"How many?\" ▮",
        "ask \"How many?\" as ▮",
        "ask \"How many?\" as number ▮",
        "ask \"How many?\" as number into ▮",
        "ask \"How many?\" as number into contact.▮",
        "ask \"Plan?\" as choice into contact.plan { option ▮ }",
        "ask \"Plan?\" as choice into contact.plan { option \"Free\"\n option \"▮\" }",
        "tag vip, ▮",
        "jump ▮",
        "jump to ▮",
        "wait ▮",
        "during ▮",
        "set ▮",
        "set contact.▮",
        "set contact.plan ▮",
        "set contact.plan = ▮",
        "set contact.lifecycle = \"▮",
        "close conversation { category ▮ }",
        "send \"Hi\" { template ▮ }",
        "http ▮",
        "http get \"https://example.com\" { save ▮ }",
        "http get \"https://example.com\" { save body.id ▮ }",
        "http get \"https://example.com\" { save body.id as list ▮ }",
        "http get \"https://example.com\" { save body.id as list of ▮ }",
        "http get \"https://example.com\" { status ▮ }",
        "sheet append ▮",
        "start ▮",
        "start survey { with ▮ }",
        "start survey { with (▮) }",
        "start survey { at ▮ }",
    ]));
}

#[test]
fn expressions_offer_values_and_what_joins_them() {
    insta::assert_snapshot!(in_workflows(&[
        "branch { when ▮ }",
        "set x = (a: 1, ▮)",
        "branch { when contact.▮ }",
        "branch { when contact.bud▮ > 3 { } }",
        "branch { when contact.plan ▮ }",
        "branch { when contact.plan == ▮ }",
        "branch { when contact.plan == \"▮\" }",
        "branch { when contact.plan in [\"Free\", ▮] }",
        "branch { when contact.tags contains ▮ }",
        "branch { when contact.tags has_any [▮] }",
        "branch { when conversation.channel == ▮ }",
        "branch { when assignee == ▮ }",
        "branch { when contact.budget is ▮ }",
        "branch { when contact.budget between 1 ▮ }",
        "branch { when contact.budget > 3 ▮ }",
        "branch { when now during ▮ }",
        "branch { when office.▮ }",
        "branch { when conversation.▮ }",
        "branch { when trigger.▮ }",
        "branch { when trigger.event == ▮ }",
        "branch { when length(▮) > 3 { } }",
        "branch { when (contact.budget > ▮ }",
        "set x = round(count, ▮",
        "http get \"https://example.com\" { header \"A\" = secret(▮) }",
    ]));
}

#[test]
fn interpolations_are_expressions_and_the_words_around_them_are_not() {
    insta::assert_snapshot!(in_workflows(&[
        "send \"Hi ${contact.▮}!\"",
        "send \"Hi ${contact.▮",
        "send \"Hi ${▮\n  comment \"there\"",
        "send \"Hi ${trigger.agent ▮} and ${contact.name}\"",
        "send \"Hi ${lower(contact.▮",
        "send \"Hi ${contact.plan == \"▮\"}\"",
        "send \"\"\"\n    Hi ${assignee.▮}\n    \"\"\"",
        "http get \"https://example.com/${▮}\"",
        "send \"Hi ▮ there\"",
        "send \"\"\"\n  Hi ▮\n  \"\"\"",
    ]));
}

#[test]
fn in_comments_stand_the_rules_that_they_silence() {
    insta::assert_snapshot!(in_workflows(&[
        "# ▮",
        "# a word ▮",
        "# allow ▮",
        "# allow loop▮: why",
        "# allow unused, un▮",
        "# allow unused: we ▮",
        "stop # allow after ▮",
    ]));
}

#[test]
fn scenarios_have_lines_of_their_own() {
    insta::assert_snapshot!(in_scenarios(&[
        "▮",
        "▮expect ended",
        "given ▮",
        "given agent ▮",
        "given agent amara ▮",
        "given contact ▮",
        "given contact (▮)",
        "given contact (plan: ▮)",
        "given http post \"*\" ▮",
        "given conversation ▮",
        "when ▮",
        "when agent amara ▮",
        "when tag vip ▮",
        "when field ▮",
        "when field plan becomes ▮",
        "when webhook ▮",
        "when webhook orders posted (▮",
        "when shortcut ▮",
        "when shortcut \"Escalate\" by amara (▮",
        "when started with (▮",
        "when conversation closed by amara category ▮",
        "expect ▮",
        "expect not ▮",
        "expect at ▮",
        "expect field plan = ▮",
        "after ▮",
    ]));
}

#[test]
fn an_item_says_how_it_is_written_and_what_it_is_for() {
    let steps = in_workflow("▮");
    let labels = ["assign to team", "during", "wait until", "stop"];
    let mut out = whole(&steps, &labels);
    out += &whole(&in_workflow("ask \"Plan?\" as text { ▮ }"), &["option", "timeout", "retries"]);
    out += &whole(&in_workflow("assign to team ▮"), &["sales"]);
    out += &whole(&in_workflow("jump to ▮"), &["pool"]);
    out += &whole(&in_workflow("set x = ▮"), &["round", "count", "assignee", "now"]);
    out += &whole(&in_workflow("set x = contact.▮"), &["plan", "email"]);
    out += &whole(&in_workflow("send \"Hi\" { ▮ via web }"), &["via", "on"]);
    out += &whole(&in_scenario("▮"), &["given agent", "given agent … owns", "expect", "after"]);
    out += &whole("▮", &["workflow"]);
    insta::assert_snapshot!(out);
}

#[test]
fn what_is_broken_above_does_not_tell_on_what_is_below() {
    let broken = "workflow lost \"Lost\" {\n  on manual\n  send \"Hi ${contact.\n  branch {\n";
    insta::assert_snapshot!(offered([
        (
            "a missing brace above",
            format!("{WORLD}{broken}\n{}", "workflow w \"W\" {\n  on ▮\n}\n")
        ),
        ("an open text above", in_workflow("send \"Hi\n  jump to ▮")),
        ("an open bracket above", in_workflow("set x = lower(\"a\"\n  jump to ▮")),
        ("a list of several lines", in_workflow("tag vip,\n    ▮")),
        ("a call of several lines", in_workflow("set x = max(\n    1,\n    ▮\n  )")),
    ]));
}
