//! How a line or a call goes on.

use std::fmt::Write as _;

use rondel::ide::signature;

use super::cursor::{WORLD, in_scenario, in_workflow, marked};

/// The ways to go on, the one that is meant with an arrow, and what is filled in there.
fn ways<'a>(places: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let mut out = String::new();
    for (shown, text) in places {
        let (desk, spot) = marked(&text);
        let _ = writeln!(out, "{shown}");
        let Some(found) = signature(&desk.view(), spot) else {
            out.push_str("  nothing\n\n");
            continue;
        };
        for (at, way) in found.ways.iter().enumerate() {
            let arrow = if at == found.active { "->" } else { "  " };
            let _ = write!(out, "{arrow} {}", way.label);
            if let Some(parameter) = way.active.map(|at| &way.parameters[at]) {
                let label: Vec<char> = way.label.chars().collect();
                let own = &label[parameter.start as usize..parameter.end as usize];
                let own: String = own.iter().collect();
                let _ = write!(out, "   [{own}] {}", parameter.documentation);
            }
            out.push('\n');
        }
        let _ = writeln!(out, "   {}\n", found.ways[found.active].documentation);
    }
    out
}

#[test]
fn the_line_shows_its_forms() {
    let lines = [
        "send ▮",
        "send \"Hi▮",
        "assign ▮",
        "assign to ▮",
        "assign to team ▮",
        "assign to team sales by ▮",
        "assign to contact.▮",
        "ask \"How many?\" as ▮",
        "ask \"How many?\" as number into contact.budget ▮",
        "ask \"How many?\" as number { retries ▮ }",
        "wait until ▮",
        "tag vip, ▮",
        "set x = ▮",
        "stop ▮",
        "nonsense ▮",
        "▮",
        "# send ▮",
    ];
    insta::assert_snapshot!(ways(lines.iter().map(|line| (*line, in_workflow(line)))));
}

#[test]
fn declarations_triggers_and_scenarios_show_theirs() {
    let place = |line: &'static str| {
        (line, WORLD.replacen("  tag vip\n", &format!("  tag vip\n  {line}\n"), 1))
    };
    let head = |line: &'static str| (line, format!("workflow w \"W\" {{\n  {line}\n}}\n"));
    let scenario = |line: &'static str| (line, in_scenario(line));
    insta::assert_snapshot!(ways([
        place("team night ▮"),
        place("hours late { open mon..fri ▮ }"),
        head("on webhook ▮"),
        head("on manual { with { tier ▮ } }"),
        head("ensure reply ▮"),
        scenario("given agent amara ▮"),
        scenario("when shortcut \"Escalate\" by ▮"),
        scenario("expect not tag ▮"),
        ("workflow", "workflow ▮".to_owned()),
    ]));
}

#[test]
fn a_call_shows_what_the_function_takes() {
    let lines = [
        "set x = round(▮",
        "set x = round(count, ▮)",
        "set x = round(count, 1, ▮)",
        "set x = join([\"a\", ▮], \", \")",
        "set x = min(1, (2 + ▮",
        "set x = lower(first_word(▮))",
        "set x = (1 + ▮",
        "send \"${format(now, ▮)}\"",
        "send \"${format(now, \"d MMM▮\")}\"",
    ];
    insta::assert_snapshot!(ways(lines.iter().map(|line| (*line, in_workflow(line)))));
}
