//! The rules about what workflows say when, and what they set off, case by case.

use rondel::base::Sources;

/// How often a code is found in a program.
fn count(code: &str, text: &str) -> usize {
    let mut sources = Sources::default();
    sources.add("workflow.rondel", text);
    let reports = rondel::compile::check(&sources).reports;
    assert!(!reports.iter().any(|report| report.code.0 == "syntax"), "{text}");
    reports.iter().filter(|report| report.code.0 == code).count()
}

const WORKSPACE: &str = r#"workspace shop "Shop" {
  agent amara "Amara"
  agent bo "Bo" { limit 5 }
  team sales "Sales" amara, bo
  team small "Small" bo
  channel main whatsapp
  channel web webchat
  template again on main "Hello again."
  hours daily { open mon..sun 08:00-20:00 }
  hours weekdays { open mon..fri 08:00-20:00 }
  hours nights { open mon..sun 22:00-06:00 }
  hours evenings {
    open mon..fri 16:00-00:00
    closed 2026-12-25
  }
  field x number
  field y number
  tag a
  tag b
}
"#;

/// How often a code is found in a workflow of these steps.
fn in_steps(code: &str, trigger: &str, steps: &str) -> usize {
    let text = format!("{WORKSPACE}workflow trial \"Trial\" {{\n  on {trigger}\n{steps}\n}}\n");
    count(code, &text)
}

#[test]
fn time_adds_up_until_the_contact_writes() {
    let late = |steps: &str| in_steps("outside-window", "message_received", steps);
    assert_eq!(late("wait 24h\nsend \"a\""), 1);
    assert_eq!(late("wait 23h59m59s\nsend \"a\""), 0);
    assert_eq!(late("wait 13h\nwait 13h\nsend \"a\"\nsend \"b\""), 1);
    assert_eq!(late("wait 2d\nsend \"a\" { via web }"), 0);
    assert_eq!(late("wait 2d\nsend \"a\" { template again }"), 0);
    assert_eq!(
        late("wait 2d\nsend \"a\" {\nvia main\ntemplate again\n}\nsend \"b\" { via main }"),
        0
    );
    assert_eq!(late("ask \"a\" as text { timeout 20h { } }\nwait 5h\nsend \"b\""), 1);
    assert_eq!(late("ask \"a\" as text { timeout 20h { stop } }\nwait 5h\nsend \"b\""), 0);
    assert_eq!(
        late("ask \"a\" as number {\ninvalid { }\ntimeout 1h { stop }\n}\nwait 23h\nsend \"b\""),
        0
    );
    assert_eq!(late("a: wait 8h\njump to a { at_most 1 }\nsend \"a\""), 0);
    assert_eq!(late("a: wait 8h\njump to a { at_most 2 }\nsend \"a\""), 1);
    assert_eq!(late("a: ask \"a\" as text { timeout 8h { stop } }\njump to a\nsend \"a\""), 0);
}

#[test]
fn queues_and_hours_are_waited_for_at_their_longest() {
    let late = |steps: &str| in_steps("outside-window", "message_received", steps);
    assert_eq!(late("assign to team sales by round_robin\nsend \"a\""), 0);
    assert_eq!(late("assign to team small by round_robin\nsend \"a\""), 1);
    assert_eq!(late("assign to team small by round_robin { timeout 1h { } }\nsend \"a\""), 0);
    assert_eq!(
        late("assign to agent amara {\naccept within 5m\ntimeout 25h { }\n}\nsend \"a\""),
        1
    );
    assert_eq!(late("wait until daily.next_opening else now\nsend \"a\""), 0);
    assert_eq!(late("wait until weekdays.next_opening else now\nsend \"a\""), 1);
    assert_eq!(late("wait until nights.next_opening else now\nwait 7h\nsend \"a\""), 0);
    assert_eq!(late("wait until nights.next_opening else now\nwait 8h\nsend \"a\""), 1);
    assert_eq!(late("wait until now + 10h\nsend \"a\""), 0);
    assert_eq!(late("wait until contact.created_at\nsend \"a\""), 1);
}

#[test]
fn a_holiday_before_a_weekend_makes_it_longer() {
    let broken = |within: &str| {
        let steps =
            format!("ensure ends within {within}\nwait until evenings.next_opening else now");
        in_steps("promise-broken", "message_received", &steps)
    };
    // From Thursday's end to Monday 16:00, and the hour by which a night may be longer.
    assert_eq!(broken("89h"), 0);
    assert_eq!(broken("88h"), 1);
}

#[test]
fn who_began_matters() {
    let late = |trigger: &str| in_steps("outside-window", trigger, "send \"a\"");
    assert_eq!(late("shortcut \"Hello\""), 0);
    let body = "{\nidentify by email\nbody { email email }\n}";
    assert_eq!(late(&format!("webhook hello {body}")), 1);
    let fresh = body.replace("}\n}", "}\nwhen conversation.since_incoming < 2h\n}");
    assert_eq!(late(&format!("webhook hello {fresh}")), 0);
    let steps = "branch {\nwhen conversation.since_incoming > 23h { stop }\n}\nsend \"a\"";
    assert_eq!(in_steps("outside-window", &format!("webhook hello {body}"), steps), 0);
}

#[test]
fn what_is_started_goes_on_with_the_time_of_the_one_that_starts_it() {
    let late = |first: &str, second: &str| {
        let text = format!(
            "{WORKSPACE}workflow one \"One\" {{\non message_received\n{first}\n}}\n\
             workflow two \"Two\" {{\non manual\n{second}\n}}\n"
        );
        count("outside-window", &text)
    };
    assert_eq!(late("wait 20h\nstart two", "wait 5h\nsend \"a\""), 1);
    assert_eq!(late("wait 20h\nstart two", "wait 3h\nsend \"a\""), 0);
    assert_eq!(late("start two { and_wait } else { }\nwait 5h\nsend \"a\"", "wait 20h"), 1);
    let asks = "ask \"a\" as text { timeout 1h { stop } } else { stop }";
    assert_eq!(late("wait 20h\nstart two { and_wait } else { }\nwait 2h\nsend \"a\"", asks), 0);
    assert_eq!(late("wait 20h\nstart two { at end }", "wait 20h\nend: wait 1h\nsend \"a\""), 0);
}

#[test]
fn what_is_closed_is_closed_until_it_is_opened() {
    let after = |steps: &str| in_steps("after-close", "message_received", steps);
    assert_eq!(after("close conversation\nsend \"a\"\nsend \"b\""), 1);
    assert_eq!(after("close conversation\nopen conversation\nsend \"a\""), 0);
    assert_eq!(
        after("close conversation\nbranch { when conversation.status == \"open\" { send \"a\" } }"),
        0
    );
    assert_eq!(
        after(
            "close conversation\nbranch { when conversation.status == \"closed\" { stop } }\nsend \"a\""
        ),
        0
    );
    assert_eq!(after("branch { when now > now { close conversation } }\nsend \"a\""), 1);
    assert_eq!(in_steps("after-close", "conversation_closed", "send \"a\""), 0);
}

#[test]
fn options_are_alike_where_one_answer_means_both() {
    let alike = |options: &[&str]| {
        let lines: Vec<String> =
            options.iter().map(|option| format!("option \"{option}\"")).collect();
        let steps = format!("ask \"a\" as choice {{\n{}\n}} else {{ stop }}", lines.join("\n"));
        in_steps("similar-options", "message_received", &steps)
    };
    assert_eq!(alike(&["Sales", "Sales abroad"]), 0);
    assert_eq!(alike(&["1", "2", "3"]), 0);
    assert_eq!(alike(&["2", "1"]), 1);
    assert_eq!(alike(&["One", "1"]), 1);
    assert_eq!(alike(&["Yes", "Yes."]), 1);
    assert_eq!(alike(&["10", "20", "30"]), 0);
    assert_eq!(alike(&["2 Mar", "3 Mar", "4 Mar"]), 1);
    assert_eq!(alike(&["9:00", "10:00", "1:30"]), 0);
}

#[test]
fn dates_are_ambiguous_where_one_text_is_two_days() {
    let ambiguous = |formats: &str| {
        let steps = format!("ask \"a\" as date {{ formats {formats} }} else {{ stop }}");
        in_steps("ambiguous-date", "message_received", &steps)
    };
    assert_eq!(ambiguous("\"dd.MM.yyyy\", \"MM.dd.yyyy\""), 1);
    assert_eq!(ambiguous("\"dd.MM.yyyy\", \"MM/dd/yyyy\""), 0);
    assert_eq!(ambiguous("\"dd.MM.yyyy\", \"d.M.yy\""), 0);
    assert_eq!(ambiguous("\"dd-MM-yy\", \"yy-MM-dd\""), 1);
    assert_eq!(ambiguous("\"ddMMyyyy\", \"yyyyMMdd\""), 1);
    assert_eq!(ambiguous("\"d MMM yyyy\", \"MMM d yyyy\", \"yyyy-MM-dd\""), 0);
}

/// How often a code is found in two workflows.
fn in_two(code: &str, one: (&str, &str), two: (&str, &str)) -> usize {
    let text = format!(
        "{WORKSPACE}workflow one \"One\" {{\non {}\n{}\n}}\nworkflow two \"Two\" {{\non {}\n{}\n}}\n",
        one.0, one.1, two.0, two.1
    );
    count(code, &text)
}

#[test]
fn a_loop_needs_a_change_in_every_round() {
    let loops = |one: (&str, &str), two: (&str, &str)| in_two("trigger-loop", one, two);
    let (added_a, added_b) = ("contact_tag_updated { added a }", "contact_tag_updated { added b }");
    assert_eq!(loops((added_a, "tag b"), (added_b, "tag a")), 0);
    assert_eq!(loops((added_a, "untag a\ntag b"), (added_b, "untag b\ntag a")), 1);
    assert_eq!(loops((added_a, "untag a\ntag b"), (added_b, "tag a")), 0);
    assert_eq!(loops((added_a, "untag a\nwait 1m\ntag b"), (added_b, "untag b\ntag a")), 0);
    assert_eq!(loops((added_a, "untag a\ntag b\nwait 1m"), (added_b, "untag b\ntag a")), 0);
    let (of_x, of_y) = ("contact_field_updated contact.x", "contact_field_updated contact.y");
    assert_eq!(loops((of_x, "set contact.y = contact.x"), (of_y, "set contact.x = contact.y")), 0);
    assert_eq!(
        loops((of_x, "set contact.y = contact.x"), (of_y, "set contact.x = contact.y + 1")),
        1
    );
    let (to_1, to_2) = (format!("{of_x} {{ to 1 }}"), format!("{of_x} {{ to 2 }}"));
    assert_eq!(loops((&to_1, "set contact.x = 2"), (&to_2, "set contact.x = 1")), 1);
    assert_eq!(loops((&to_1, "set contact.x = 2"), (&to_2, "set contact.x = 3")), 0);
    let once = format!("{to_1}\nonce per_contact");
    assert_eq!(loops((&once, "set contact.x = 2"), (&to_2, "set contact.x = 1")), 0);
}

#[test]
fn a_condition_ends_a_loop_where_the_loop_changes_it() {
    let loops = |one: (&str, &str), two: (&str, &str)| in_two("trigger-loop", one, two);
    let (to_1, to_2) =
        ("contact_field_updated contact.x { to 1 }", "contact_field_updated contact.x { to 2 }");
    let back = "set contact.x = 1";
    let vip = "branch { when contact.tags contains a { set contact.x = 2 } }";
    assert_eq!(loops((to_1, vip), (to_2, back)), 1);
    assert_eq!(loops((to_1, vip), (to_2, "untag a\nset contact.x = 1")), 0);
    assert_eq!(
        loops((to_1, "branch { when contact.x == 3 { set contact.x = 2 } }"), (to_2, back)),
        0
    );
    let not_vip = "branch { when contact.tags has_none [a] { set contact.x = 1 } }";
    assert_eq!(loops((to_1, vip), (to_2, not_vip)), 0);
}

#[test]
fn workflows_that_start_each_other_loop_if_they_end_at_once() {
    let loops = |one: &str, two: &str| in_two("trigger-loop", ("manual", one), ("manual", two));
    assert_eq!(loops("start two", "start one"), 1);
    assert_eq!(loops("start two", "wait 1h\nstart one"), 0);
    assert_eq!(loops("start two { and_wait } else { }", "start one"), 0);
    let (opened, closed) = ("conversation_opened", "conversation_closed");
    let both = |one: &str, two: &str| in_two("trigger-loop", (opened, one), (closed, two));
    assert_eq!(both("close conversation", "open conversation"), 1);
    let by_people = "conversation_closed { source user, contact }";
    let people =
        in_two("trigger-loop", (opened, "close conversation"), (by_people, "open conversation"));
    assert_eq!(people, 0);
}

#[test]
fn a_workflow_is_told_of_what_it_changes_itself() {
    let own = |trigger: &str, steps: &str| in_steps("self-trigger", trigger, steps);
    assert_eq!(own("contact_tag_updated", "tag a"), 1);
    assert_eq!(own("contact_tag_updated { added a }", "tag a"), 0);
    assert_eq!(own("contact_tag_updated { added a }", "untag a"), 0);
    assert_eq!(own("contact_tag_updated { added a }", "untag a\ntag a"), 1);
    assert_eq!(own("contact_field_updated contact.x", "set contact.x = 1"), 1);
    assert_eq!(own("contact_field_updated contact.x { to 1 }", "set contact.x = 1"), 0);
    assert_eq!(own("contact_field_updated contact.x { to 1 }", "set contact.x = 2"), 0);
    assert_eq!(own("conversation_closed", "close conversation"), 0);
    assert_eq!(own("conversation_closed", "open conversation\nclose conversation"), 1);
    assert_eq!(
        own("conversation_closed { source user }", "open conversation\nclose conversation"),
        0
    );
}

#[test]
fn questions_compete_where_one_event_leads_to_both() {
    let asks = "ask \"a\" as text { timeout 1h { stop } } else { stop }";
    let compete = |one: &str, two: &str| in_two("competing-workflows", (one, asks), (two, asks));
    assert_eq!(compete("conversation_opened", "conversation_opened { first_time }"), 1);
    assert_eq!(compete("conversation_opened", "message_received"), 0);
    assert_eq!(
        compete("conversation_opened { channel web }", "conversation_opened { channel main }"),
        0
    );
    let old = "conversation_opened { when not conversation.first_time }";
    assert_eq!(compete(old, "conversation_opened { first_time }"), 0);
    assert_eq!(
        compete(
            "message_received { contains \"order\" }",
            "message_received { contains \"bill\" }"
        ),
        0
    );
    assert_eq!(
        compete(
            "message_received { contains \"order\" }",
            "message_received { contains \"Order me\" }"
        ),
        1
    );
    assert_eq!(compete("message_received { contains \"order\" }", "message_received"), 1);
    assert_eq!(compete("message_received { interrupts }", "message_received"), 0);
    let opened = |when: &str| format!("conversation_opened {{ when {when} }}");
    let (low, high, other) =
        (opened("contact.x < 5"), opened("contact.x >= 5"), opened("contact.x > 2"));
    assert_eq!(compete(&low, &high), 0);
    assert_eq!(compete(&low, &other), 1);
    let quiet = in_two(
        "competing-workflows",
        ("conversation_opened", asks),
        ("conversation_opened", "send \"a\""),
    );
    assert_eq!(quiet, 0);
    let inside = format!("branch {{ when contact.tags contains a {{ {asks} }} }}");
    let outside = format!("branch {{ when contact.tags contains a {{ stop }} }}\n{asks}");
    let apart = in_two(
        "competing-workflows",
        ("conversation_opened", &inside),
        ("conversation_opened", &outside),
    );
    assert_eq!(apart, 0);
}

#[test]
fn limits_are_those_of_the_channels_that_can_be_met() {
    let long = "x".repeat(1_601);
    let says = |trigger: &str, steps: &str| {
        let workspace = "workspace shop \"Shop\" {\nchannel texts sms\nchannel web webchat\n}\n";
        let text = format!("{workspace}workflow trial \"Trial\" {{\non {trigger}\n{steps}\n}}\n");
        count("message-too-long", &text)
    };
    let send = format!("send \"{long}\"");
    assert_eq!(says("conversation_opened", &send), 1);
    assert_eq!(says("conversation_opened { channel web }", &send), 0);
    assert_eq!(says("conversation_opened", &format!("{send} {{ via web }}")), 0);
    assert_eq!(says("conversation_opened", &format!("{send} {{ on texts \"short\" }}")), 0);
    assert_eq!(
        says("conversation_opened", &format!("send \"short\" {{ on texts \"{long}\" }}")),
        1
    );
    let apart = format!("branch {{ when conversation.channel == web {{ {send} }} }}");
    assert_eq!(says("conversation_opened", &apart), 0);
    let gap = format!("send \"{}${{contact.id}}\"", "x".repeat(1_600));
    assert_eq!(says("conversation_opened", &gap), 0);
    let else_gap = format!("send \"{}${{contact.name else \"y\"}}\"", "x".repeat(1_601));
    assert_eq!(says("conversation_opened", &else_gap), 1);
}
