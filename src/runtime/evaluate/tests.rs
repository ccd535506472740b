//! What expressions give.

use jiff::civil::{date, time};
use rust_decimal::Decimal;

use super::{Meter, Note, Scope, render};
use crate::base::{Binary, Duration, Instant, Logic, MAX_TEXT_BYTES, Name, Value};
use crate::plan::{
    Agent, Closed, Expr, Hours, Literal, Opening, Piece, Place, Root, Settings, Target,
    WorkflowPlan, WorkspacePlan,
};
use crate::runtime::{Brought, Contact, Workflow, Workspace};

/// Monday, 2 March 2026, 09:00:00 in UTC.
const NOW: Instant = Instant { millis: 1_772_442_000_000 };

fn text(text: &str) -> Expr {
    Expr::Literal(Literal::Text(text.into()))
}

fn number(number: i64, scale: u32) -> Expr {
    Expr::Literal(Literal::Number(Decimal::new(number, scale)))
}

fn length(seconds: i64) -> Expr {
    Expr::Literal(Literal::Duration(Duration::seconds(seconds)))
}

fn read(of: Root, name: &str) -> Expr {
    Expr::Read(Place { of, name: name.into(), which: None })
}

fn of_hours(name: &str) -> Expr {
    Expr::Read(Place { of: Root::Hours, name: name.into(), which: Some(Box::new("office".into())) })
}

fn two(operator: Binary, one: Expr, other: Expr) -> Expr {
    Expr::Binary(operator, Box::new(one), Box::new(other))
}

fn call(name: &str, args: Vec<Expr>) -> Expr {
    Expr::Call(name.into(), args)
}

fn unset() -> Expr {
    read(Root::Contact, "phone")
}

/// The value as text, or `unset`, and what was noted.
fn compute(expr: &Expr) -> (String, Vec<Note>) {
    let agent = Agent::new("amara", "Amara Ngozi Okafor");
    let open = vec![Opening { days: vec![1, 2, 3, 4, 5], ranges: vec![(540, 1080)] }];
    let closed = vec![Closed { from: date(2026, 3, 3), to: date(2026, 3, 3) }];
    let plan = WorkspacePlan {
        name: "acme".into(),
        title: "Acme Ltd".into(),
        timezone: "Europe/Paris".into(),
        agents: vec![agent],
        hours: vec![Hours { name: "office".into(), timezone: None, open, closed }],
        ..WorkspacePlan::default()
    };
    let Ok(workspace) = Workspace::load(plan) else { return Default::default() };
    let workflow = Workflow::load(&WorkflowPlan {
        name: "w".into(),
        title: Name::default(),
        settings: Settings::default(),
        promises: Vec::new(),
        triggers: Vec::new(),
        variables: Vec::new(),
        entry: Target::End,
        steps: Vec::new(),
    });
    let Ok(workflow) = workflow else { return Default::default() };
    let contact = Contact {
        fields: [("first_name".into(), Value::Text("Ada".into()))].into_iter().collect(),
        owner: Some("amara".into()),
        tags: vec!["vip".into(), "new".into()],
        ..Contact::new("c1".into(), NOW)
    };
    let variables = [("x".into(), Value::Number(Decimal::from(5)))].into_iter().collect();
    let scope = Scope {
        workflow: &workflow,
        workspace: &workspace,
        contact: &contact,
        owner_status: None,
        trigger: &Brought::default(),
        message: None,
        variables: &variables,
        now: NOW,
    };
    let mut meter = Meter::default();
    let value = scope.value(&mut meter, expr);
    let text = value.map_or_else(|| "unset".to_owned(), |value| render(&workspace, &value));
    (text, meter.notes)
}

fn all(cases: Vec<(Expr, &str)>) {
    for (expr, expected) in cases {
        assert_eq!(compute(&expr).0, expected, "{expr:?}");
    }
}

#[test]
fn arithmetic_is_exact_and_unset_stays_unset() {
    let day = || Expr::Literal(Literal::Date(date(2026, 12, 25)));
    let clock = || Expr::Literal(Literal::Time(time(9, 0, 0, 0)));
    all(vec![
        (two(Binary::Add, number(1, 1), number(2, 1)), "0.3"),
        (two(Binary::Divide, number(1, 0), number(0, 0)), "unset"),
        (two(Binary::Divide, number(10, 0), number(4, 0)), "2.5"),
        (two(Binary::Remainder, number(10, 0), number(4, 0)), "2"),
        (two(Binary::Add, number(1, 0), unset()), "unset"),
        (Expr::Minus(Box::new(number(1250, 2))), "-12.5"),
        (two(Binary::Add, text("a"), text("b")), "ab"),
        (two(Binary::Add, day(), length(86_400)), "2026-12-26"),
        (two(Binary::Subtract, day(), length(3_600)), "2026-12-24 23:00"),
        (two(Binary::Subtract, read(Root::Now, ""), length(900)), "2026-03-02 09:45"),
        (two(Binary::Add, clock(), length(5_400)), "10:30"),
        (two(Binary::Multiply, length(3_600), number(15, 1)), "1h30m"),
        (two(Binary::Divide, length(5_400), length(3_600)), "1.5"),
        (two(Binary::Subtract, day(), read(Root::Today, "")), "298d"),
    ]);
}

#[test]
fn comparisons_fold_case_and_are_false_where_a_side_is_unset() {
    let tags = || read(Root::Contact, "tags");
    let list = |items: &[&str]| Expr::List(items.iter().map(|item| text(item)).collect());
    let yes = |expr| Expr::Logic(Logic::And, vec![expr, Expr::Literal(Literal::Bool(true))]);
    all(vec![
        (two(Binary::Equal, text(" STRASSE"), text("straße")), "yes"),
        (two(Binary::NotEqual, unset(), text("a")), "yes"),
        (two(Binary::Equal, unset(), text("a")), "no"),
        (two(Binary::Contains, text("I need HELP!"), text("help")), "yes"),
        (two(Binary::StartsWith, text("https://x"), text("HTTP")), "yes"),
        (two(Binary::EndsWith, text("really? "), text("?")), "yes"),
        (two(Binary::Matches, text("please STOP now"), text("\\bstop\\b")), "yes"),
        (two(Binary::Matches, text("x"), text("(")), "no"),
        (two(Binary::Contains, tags(), text("VIP")), "yes"),
        (two(Binary::In, text("at"), list(&["DE", "AT"])), "yes"),
        (two(Binary::HasAny, tags(), list(&["vip", "x"])), "yes"),
        (two(Binary::HasAll, tags(), list(&["vip", "x"])), "no"),
        (two(Binary::HasNone, tags(), list(&["x"])), "yes"),
        (two(Binary::HasNone, unset(), list(&["x"])), "yes"),
        (yes(two(Binary::Less, number(5, 0), read(Root::Var, "x"))), "no"),
        (Expr::Not(Box::new(unset())), "yes"),
        (Expr::Between(Box::new([read(Root::Var, "x"), number(5, 0), number(9, 0)])), "yes"),
        (Expr::IsSet(Box::new(unset())), "no"),
        (Expr::Fallback(Box::new(unset()), Box::new(text("none"))), "none"),
        (call("exactly", vec![text("a"), text("A")]), "no"),
    ]);
}

#[test]
fn places_hours_and_functions_give_what_they_say() {
    let office = || Expr::Literal(Literal::Hours("office".into()));
    let days = Expr::List(vec![
        Expr::Literal(Literal::Date(date(2026, 3, 1))),
        Expr::Literal(Literal::Date(date(2026, 3, 2))),
    ]);
    all(vec![
        (read(Root::Assignee, "first_name"), "Amara"),
        (read(Root::Assignee, "last_name"), "Ngozi Okafor"),
        (read(Root::Assignee, ""), "Amara Ngozi Okafor"),
        (read(Root::Workspace, "name"), "Acme Ltd"),
        (read(Root::Now, ""), "2026-03-02 10:00"),
        (of_hours("is_open"), "yes"),
        (of_hours("next_opening"), "2026-03-02 10:00"),
        (two(Binary::During, read(Root::Now, ""), office()), "yes"),
        (two(Binary::During, read(Root::Now, ""), days), "yes"),
        (call("upper", vec![text("straße")]), "STRASSE"),
        (call("length", vec![text("añb")]), "3"),
        (call("first_word", vec![text("  hello big world")]), "hello"),
        (call("first_word", vec![text(" ")]), "unset"),
        (call("number", vec![text(" 12.50 ")]), "12.5"),
        (call("number", vec![text("12e3")]), "unset"),
        (call("date", vec![text("2026-02-29")]), "unset"),
        (call("time", vec![text("09:30")]), "09:30"),
        (call("round", vec![number(25, 1), number(0, 0)]), "2"),
        (call("max", vec![number(2, 0), number(10, 0)]), "10"),
        (call("join", vec![call("split", vec![text("a,b"), text(",")]), text("/")]), "a/b"),
        (call("format", vec![read(Root::Now, ""), text("d MMM HH:mm")]), "2 Mar 10:00"),
        (call("lower", vec![unset()]), "unset"),
        (Expr::Index(Box::new(read(Root::Contact, "tags")), Box::new(number(1, 0))), "new"),
        (Expr::Index(Box::new(read(Root::Contact, "tags")), Box::new(number(9, 0))), "unset"),
    ]);
}

#[test]
fn an_unset_value_renders_as_nothing_and_is_noted() {
    let pieces = vec![Piece::Raw("Call ".into()), Piece::Value(unset()), Piece::Raw("!".into())];
    let (text, notes) = compute(&Expr::Template(pieces));
    assert_eq!(text, "Call !");
    assert_eq!(notes, [Note::RenderedUnset("contact.phone".into())]);
}

#[test]
fn texts_and_operations_have_limits() {
    let long = text(&"x".repeat(MAX_TEXT_BYTES));
    let (value, notes) = compute(&two(Binary::Add, long, text("y")));
    assert_eq!((value.as_str(), notes), ("unset", vec![Note::TextTooLong]));
    let many = Expr::List((0..20_000).map(|one| number(one, 0)).collect());
    let (_, notes) = compute(&call("length", vec![many]));
    assert_eq!(notes, [Note::TooManyOperations]);
}
