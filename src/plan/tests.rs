//! A plan made by hand, and the laws of its forms.

use super::{
    Arg, Arm, Expr, Literal, Outcome, Piece, Place, Plan, PlanError, Root, Setting, Settings, Step,
    StepKind, Target, Trigger, Variable, WorkflowPlan, WorkspacePlan, read, show, write,
};
use crate::base::{Binary, Duration, Name};

fn place(of: Root, name: &'static str) -> Place {
    Place { of, name: Name::new_static(name), which: None }
}

fn step(id: &'static str, line: u32, kind: StepKind) -> Step {
    Step { id: id.into(), source: Some(("leads.rondel".into(), line)), kind }
}

/// A small workflow with a step of every kind.
pub(super) fn workflow() -> WorkflowPlan {
    let to = |id: &'static str| Target::Step(id.into());
    let first_name = Expr::Read(place(Root::Contact, "first_name"));
    let there = Expr::Literal(Literal::Text("there".into()));
    let hello = Expr::Template(vec![
        Piece::Raw("Hi ".into()),
        Piece::Value(Expr::Fallback(Box::new(first_name), Box::new(there))),
        Piece::Raw("!".into()),
    ]);
    let budget = || Box::new(Expr::Read(place(Root::Contact, "budget")));
    let ten = Box::new(Expr::Literal(Literal::Number(10_000.into())));
    let assign = StepKind::Act {
        verb: "assign".into(),
        args: vec![
            ("to".into(), Arg::Name("team".into())),
            ("team".into(), Arg::Name("sales".into())),
            ("by".into(), Arg::Name("round_robin".into())),
        ],
        settings: vec![Setting {
            name: "only".into(),
            args: vec![("what".into(), Arg::Name("online".into()))],
            lines: Vec::new(),
        }],
        outcomes: vec![
            Outcome { name: "assigned".into(), with: None, to: to("stop_1"), handled: false },
            Outcome {
                name: "timeout".into(),
                with: Some(Arg::Duration(Duration::minutes(10))),
                to: to("again"),
                handled: true,
            },
            Outcome { name: "failed".into(), with: None, to: Target::Failed, handled: false },
        ],
        next: to("stop_1"),
    };
    WorkflowPlan {
        name: "leads".into(),
        title: "Leads".into(),
        settings: Settings::default(),
        triggers: vec![Trigger {
            event: "conversation_opened".into(),
            args: Vec::new(),
            settings: vec![Setting {
                name: "source".into(),
                args: vec![("sources".into(), Arg::Names(vec!["contact".into(), "ad".into()]))],
                lines: Vec::new(),
            }],
            when: vec![Expr::IsSet(budget())],
        }],
        promises: Vec::new(),
        variables: vec![Variable { name: "grade".into(), r#type: "text".into() }],
        entry: to("send_1"),
        steps: vec![
            step(
                "send_1",
                3,
                StepKind::Act {
                    verb: "send".into(),
                    args: vec![("text".into(), Arg::Expr(hello))],
                    settings: Vec::new(),
                    outcomes: vec![Outcome {
                        name: "failed".into(),
                        with: None,
                        to: to("branch_1"),
                        handled: false,
                    }],
                    next: to("branch_1"),
                },
            ),
            step(
                "branch_1",
                4,
                StepKind::Branch {
                    arms: vec![Arm {
                        when: Expr::Binary(Binary::AtLeast, budget(), ten),
                        to: to("set_1"),
                    }],
                    otherwise: to("pool"),
                },
            ),
            step(
                "set_1",
                5,
                StepKind::Set {
                    place: place(Root::Var, "grade"),
                    value: Some(Expr::Literal(Literal::Text("A".into()))),
                    failed: to("pool"),
                    next: to("pool"),
                },
            ),
            step("pool", 7, assign),
            step(
                "again",
                9,
                StepKind::Jump { to: to("pool"), at_most: 10, exhausted: to("stop_1") },
            ),
            step("stop_1", 11, StepKind::End),
        ],
    }
}

fn file() -> String {
    write(&Plan::Workflow(workflow()))
}

#[test]
fn a_plan_comes_back_as_it_was_written() {
    for plan in [Plan::Workflow(workflow()), Plan::Workspace(zoned())] {
        let text = write(&plan);
        assert_eq!(read(&text), Ok(plan.clone()));
        assert_eq!(read(&text.replace('\n', "\r\n")), Ok(plan.clone()));
        assert_eq!(write(&plan), text);
    }
}

fn zoned() -> WorkspacePlan {
    WorkspacePlan { timezone: "UTC".into(), ..WorkspacePlan::default() }
}

#[test]
fn places_in_the_source_are_no_content() {
    let mut moved = workflow();
    for step in &mut moved.steps {
        step.source = None;
    }
    let (plan, moved) = (Plan::Workflow(workflow()), Plan::Workflow(moved));
    assert_eq!(plan.hash(), moved.hash());
    assert_eq!(show(&plan), show(&moved));
    assert_ne!(write(&plan), write(&moved));
}

#[test]
fn a_foreign_file_is_refused() {
    for text in ["", "hello", "[1]", "{}", "{\"format\": \"other\"}", "{\"format\": 1}"] {
        assert!(matches!(read(text), Err(PlanError::Foreign(_))), "{text}");
    }
    let deep = "[".repeat(100_000);
    assert!(matches!(read(&deep), Err(PlanError::Foreign(_))));
    let said = read("{\"format\": \"other\"}").map_err(|error| error.to_string());
    let expected = "this is not a plan: its `format` is `other`; give a `.json` file that `rondel \
                    compile` wrote";
    assert_eq!(said, Err(expected.to_owned()));
}

#[test]
fn a_newer_file_is_refused() {
    let text = file().replace("\"version\": 1", "\"version\": 2");
    assert_eq!(read(&text), Err(PlanError::Newer { found: 2 }));
}

fn damage(text: &str) -> String {
    match read(text) {
        Err(PlanError::Damaged(why)) => why,
        other => format!("{other:?}"),
    }
}

#[test]
fn a_damaged_file_is_refused() {
    let whole = file();
    let cut: String = whole.chars().take(whole.len() / 2).collect();
    assert!(damage(&cut).starts_with("it breaks off in line "), "{}", damage(&cut));
    let changed = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from}");
        damage(&whole.replacen(from, to, 1))
    };
    assert_eq!(
        changed("\"at_most\": 10", "\"at_most\": 11"),
        "its content is not the one its `hash` was made of"
    );
    assert_eq!(changed("\"id\": \"set_1\"", "\"id\": \"pool\""), "the step `pool` is there twice");
    assert_eq!(
        changed("\"id\": \"set_1\"", "\"id\": \"set_2\""),
        "a step leads to `set_1`, which does not exist"
    );
    assert_eq!(
        changed("\"version\": 1", "\"version\": 0"),
        "it has no version that was ever written"
    );
    assert_eq!(changed("\"hash\"", "\"hsah\""), "it has no `hash`");
}

#[test]
fn an_unknown_key_is_refused_everywhere() {
    let whole = file();
    let mut misses = Vec::new();
    for (at, _) in whole.match_indices("{\n") {
        let (before, behind) = whole.split_at(at + 2);
        let text = format!("{before}\"stranger\": 1,\n{behind}");
        if read(&text).is_ok() {
            misses.push(before.lines().count());
        }
    }
    assert_eq!(misses, Vec::<usize>::new(), "lines behind which a strange key is taken");
}

#[test]
fn the_readable_form_says_where_every_step_leads() {
    let text = show(&Plan::Workflow(workflow()));
    let (head, body) = text.split_once('\n').unwrap_or_default();
    assert!(head.starts_with("# rondel plan 1, "), "{head}");
    let expected = r#"workflow leads "Leads"
  on conversation_opened
    source contact, ad
    when contact.budget is set
  overlap skip
  variable grade text
  begin -> send_1

send_1: send "Hi ${contact.first_name else "there"}!"
  failed -> branch_1, by default
  sent -> branch_1

branch_1: branch
  when contact.budget >= 10000 -> set_1
  else -> pool

set_1: set grade = "A"
  failed -> pool
  next -> pool

pool: assign to team sales by round_robin
  only online
  assigned -> stop_1, by default
  timeout 10m -> again
  failed -> (end as failed), by default

again: jump
  at_most 10 -> pool
  exhausted -> stop_1

stop_1: stop
"#;
    assert_eq!(body, expected);
}
