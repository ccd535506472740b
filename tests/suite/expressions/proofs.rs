//! What conditions prove, what may be unset, and how deep expressions may go.

use super::*;

/// The first condition of the first branch.
fn condition(text: &str) -> Expr {
    let frame = format!(
        "{WORLD}workflow a \"A\" {{\n  on manual\n  branch {{ when {text} {{ stop }} }}\n}}\n"
    );
    let (program, reports, sources) = build(&frame);
    let shown: Vec<String> = reports.iter().map(|report| show(report, &sources)).collect();
    assert!(reports.is_empty(), "{text}:\n{}", shown.concat());
    let step = program.workflows[0].body.steps.iter().find_map(|step| match &step.kind {
        Kind::Branch { arms } => Some(arms[0].when.clone()),
        _ => None,
    });
    step.expect("there is a branch")
}

fn places(places: &[Place]) -> String {
    let each = places.iter().map(|place| {
        let root = match place.of {
            Root::Contact => "",
            _ => "assignee.",
        };
        format!("{root}{}", place.name)
    });
    each.collect::<Vec<_>>().join(" ")
}

#[test]
fn conditions_prove_places() {
    for (text, when_true, when_false) in [
        ("contact.note is set", "note", ""),
        ("contact.note is unset", "", "note"),
        ("contact.budget > 5", "budget", ""),
        ("contact.budget != 5", "", "budget"),
        ("contact.budget + contact.visits > 5", "budget visits", ""),
        ("contact.budget between 1 and contact.visits", "budget visits", ""),
        ("contact.note is set and contact.budget > 5", "budget note", ""),
        ("contact.note is unset or contact.budget is unset", "", "budget note"),
        ("contact.note == \"a\" or contact.note == \"b\"", "note", ""),
        ("contact.note == \"a\" or contact.budget == 5", "", ""),
        ("not (contact.note is set and contact.budget > 5)", "", "budget note"),
        ("not contact.note is unset", "note", ""),
        ("contact.news", "news", ""),
        ("not contact.news", "", "news"),
        ("(contact.news else false)", "news", ""),
        ("(contact.news else true)", "", "news"),
        ("(contact.note else \"x\") == \"x\"", "", ""),
        ("lower(contact.note) contains \"x\"", "note", ""),
        ("contact.plan in [\"Free\"]", "plan", ""),
        ("contact.last_agent == amara", "last_agent", ""),
        (
            "assignee == amara",
            "assignee. assignee.first_name assignee.id assignee.name assignee.status",
            "",
        ),
    ] {
        let condition = condition(text);
        assert_eq!(places(&program::narrows(&condition, true)), when_true, "true {text}");
        assert_eq!(places(&program::narrows(&condition, false)), when_false, "false {text}");
    }
}

#[test]
fn values_may_be_unset() {
    for (text, unset) in [
        ("contact.note", "contact.note"),
        ("contact.id", ""),
        ("contact.note else \"x\"", ""),
        ("contact.note else contact.name", "contact.name"),
        ("contact.id else contact.name", ""),
        ("contact.budget + 1", "contact.budget"),
        ("5 / 2", ""),
        ("5 / 0", "5 / 0"),
        ("5 / length(contact.id)", "5 / length(contact.id)"),
        ("number(contact.id)", "number(contact.id)"),
        ("number(contact.note) else 5", ""),
        ("lower(contact.note)", "contact.note"),
        ("contact.budget > 5", ""),
        ("\"${contact.note}\"", ""),
        ("[1, 2][0]", "[1, 2][0]"),
        ("contact.tags", ""),
        ("none", "none"),
        ("trim(\"${contact.note}\")", ""),
    ] {
        let full = format!("workflow a \"A\" {{\n  on manual\n  set x = {text}\n}}\n");
        let full = format!("{WORLD}{full}");
        let (program, _, sources) = build(&full);
        let Kind::Set { value: Some(value), .. } = &program.workflows[0].body.steps[0].kind else {
            panic!("{text} is not stored");
        };
        let file = program.workflows[0].file;
        let part = program::maybe_unset(value, &|_| false);
        let part = part
            .map(|part| sources.slice(rondel::base::Location { file, span: part.span }).to_owned());
        assert_eq!(part.unwrap_or_default(), unset, "{text}");
    }
}

#[test]
fn texts_are_sinks_of_values() {
    let condition = condition(
        "contact.note is set and lower(\"${contact.note} ${trim(\"${contact.name}\")}\") == \"x\"",
    );
    let sinks = program::sinks(&condition);
    let proved: Vec<String> = sinks.iter().map(|sink| places(&sink.proved)).collect();
    assert_eq!(proved, ["note", "note", "note"]);
}

#[test]
fn the_deepest_expressions_fit_a_small_stack() {
    let nested = |open: &str, middle: &str, close: &str, times: usize| {
        format!("{}{middle}{}", open.repeat(times), close.repeat(times))
    };
    let deep = [
        nested("(", "1", ")", 60),
        nested("lower(", "said", ")", 60),
        nested("not (", "contact.news", ")", 30),
        nested("(contact.news or (", "contact.news", "))", 15),
        nested("[", "1", "]", 60),
        nested("(a: ", "1", ")", 60),
        nested("\"${", "said", "}\"", 30),
        nested("(said else ", "said", ")", 30),
        nested("(1 + ", "1", ")", 30),
        nested("(true == ", "true", ")", 30),
        vec!["1"; 60].join(" + "),
        format!("said{}", ".a".repeat(60)),
    ];
    for value in deep {
        let text = format!(
            "{WORLD}workflow a \"A\" {{\n  on message_received\n  set said = contact.note\n  set x = {value}\n}}\n"
        );
        let shown: String = value.chars().take(30).collect();
        let work = move || {
            let (program, reports, sources) = build(&text);
            for workflow in &program.workflows {
                for step in &workflow.body.steps {
                    if let Kind::Set { value: Some(value), .. } = &step.kind {
                        let _ = program::maybe_unset(value, &|_| false);
                        let _ = program::sinks(value);
                        let _ = program::narrows(value, true);
                    }
                }
            }
            let limits = reports.iter().filter(|report| report.code.0 == "limit");
            limits.map(|report| show(report, &sources)).collect::<String>()
        };
        let thread = std::thread::Builder::new().stack_size(512 * 1024).spawn(work);
        let limits = thread.expect("a thread can be had").join().expect("it ends");
        assert_eq!(limits, "", "{shown}");
    }
}
