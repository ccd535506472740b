//! What conditions are said to mean is what they mean when they run.

use jiff::civil::{Date, date};
use rondel::base::{Instant, Name, Sources, Table, Value, fold};
use rondel::plan::{Expr, StepKind};
use rondel::program::Kind;
use rondel::runtime::{Brought, Contact, Meter, Scope, Workflow, Workspace};
use rondel::solve::{Case, Held, Ranges, Subject, Values, solve};
use rust_decimal::Decimal;

use super::numbers::Numbers;

const WORLD: &str = r#"workspace shop "Corner Shop" {
  field budget number
  field plan choice "Free", "Gold", "Pro"
  field birthday date
  field news bool
  field note text
  tag vip
  tag cold
}
"#;

/// Conditions of one program.
const ARMS: usize = 40;
const PROGRAMS: usize = 25;
const CONTACTS: usize = 60;

/// A condition about few values, so that they meet.
fn condition(numbers: &mut Numbers, depth: usize) -> String {
    if depth > 0 && numbers.below(2) == 0 {
        let word = ["and", "or"][numbers.below(2)];
        let sides = [condition(numbers, depth - 1), condition(numbers, depth - 1)];
        return match numbers.below(4) {
            0 => format!("not ({} {word} {})", sides[0], sides[1]),
            _ => format!("(({}) {word} ({}))", sides[0], sides[1]),
        };
    }
    let number = numbers.below(5);
    let compare = ["==", "!=", "<", "<=", ">", ">="][numbers.below(6)];
    let plan = ["Free", "Gold", "Pro"][numbers.below(3)];
    let tag = ["vip", "cold"][numbers.below(2)];
    let same = ["==", "!="][numbers.below(2)];
    let field = ["budget", "plan", "birthday", "news", "note"][numbers.below(5)];
    match numbers.below(16) {
        0 => format!("contact.budget {compare} {number}"),
        1 => format!("{number} {compare} contact.budget"),
        2 => format!("contact.budget between {number} and {}", numbers.below(5)),
        3 => format!("(contact.budget else {}) {compare} {number}", numbers.below(5)),
        4 => format!("contact.budget in [{number}, 2]"),
        5 => format!("contact.plan {same} \"{plan}\""),
        6 => format!("contact.plan in [\"{plan}\", \"Free\"]"),
        7 => format!("(contact.plan else \"{plan}\") {same} \"Gold\""),
        8 => format!("contact.birthday {compare} 2000-01-0{}", 1 + number),
        9 => "contact.news".to_owned(),
        10 => format!("contact.news == {}", numbers.below(2) == 0),
        11 => format!("contact.note {same} \"{}\"", ["a", "B", " b"][numbers.below(3)]),
        12 => format!("contact.tags contains {tag}"),
        13 => {
            let word = ["has_any", "has_all", "has_none"][numbers.below(3)];
            format!("contact.tags {word} [{tag}, vip]")
        }
        14 => format!("contact.{field} is {}", ["set", "unset"][numbers.below(2)]),
        // What is not understood.
        _ => format!("contact.note starts_with \"{}\"", ["a", "b"][numbers.below(2)]),
    }
}

fn contact(numbers: &mut Numbers) -> Contact {
    let mut fields = Table::default();
    let mut put = |name: &'static str, value: Value| {
        fields.insert(Name::new_static(name), value);
    };
    if numbers.below(4) > 0 {
        let half = Decimal::from(numbers.below(11)) / Decimal::TWO;
        put("budget", Value::Number(half));
    }
    if numbers.below(4) > 0 {
        put("plan", Value::Text(["Free", "Gold", "Pro"][numbers.below(3)].into()));
    }
    if numbers.below(4) > 0 {
        let day = i8::try_from(1 + numbers.below(6)).expect("a day");
        put("birthday", Value::Date(date(2000, 1, day)));
    }
    if numbers.below(4) > 0 {
        put("news", Value::Bool(numbers.below(2) == 0));
    }
    if numbers.below(4) > 0 {
        put("note", Value::Text(["a", "b", "A ", "c"][numbers.below(4)].into()));
    }
    let tags = ["vip", "cold"].into_iter().filter(|_| numbers.below(2) == 0);
    let tags = tags.map(Name::new_static).collect();
    Contact { tags, fields, ..Contact::new("c1".into(), Instant::default()) }
}

/// Whether a contact is one of those that a case speaks of.
fn fits(case: &Case, contact: &Contact) -> bool {
    case.iter().all(|(subject, values)| match subject {
        Subject::Value(place) => holds(values, contact.field(&place.name).as_ref()),
        Subject::Has(_, item) => {
            let has = contact.tags.iter().any(|tag| fold(tag) == item.as_str());
            holds(values, Some(&Value::Bool(has)))
        }
    })
}

fn holds(values: &Values, value: Option<&Value>) -> bool {
    let Some(value) = value else { return values.unset };
    let only = match value {
        Value::Text(text) => Held::only(text),
        Value::Bool(yes) => Held::only(if *yes { "true" } else { "false" }),
        Value::Number(number) => Held::Numbers(Ranges::only(*number)),
        Value::Date(day) => {
            let since = day.duration_since(Date::constant(1970, 1, 1));
            Held::Numbers(Ranges::only(Decimal::from(since.as_hours() / 24)))
        }
        other => panic!("no field holds {other:?}"),
    };
    !values.held.and(&only).is_empty()
}

fn is_true(workspace: &Workspace, workflow: &Workflow, contact: &Contact, expr: &Expr) -> bool {
    let trigger = Brought { event: "manual".into(), values: Vec::new(), message: None };
    let scope = Scope {
        workflow,
        workspace,
        contact,
        owner_status: None,
        trigger: &trigger,
        message: None,
        variables: &Table::default(),
        now: Instant::default(),
    };
    scope.holds(&mut Meter::default(), expr)
}

#[test]
fn conditions_mean_what_is_solved_of_them() {
    let mut numbers = Numbers::new(7);
    let (mut judged, mut exact, mut never) = (0_u32, 0_u32, 0_u32);
    for _ in 0..PROGRAMS {
        let arms: String = (0..ARMS)
            .map(|_| format!("    when {} {{ stop }}\n", condition(&mut numbers, 3)))
            .collect();
        let text =
            format!("{WORLD}workflow w \"W\" {{\n  on manual\n  branch {{\n{arms}  }}\n}}\n");
        let mut sources = Sources::default();
        sources.add("w.rondel", &text);
        let checked = rondel::compile::check(&sources);
        let plans = rondel::compile::plans(&checked, &sources);
        let plans = plans.unwrap_or_else(|| panic!("{text}\n{:?}", checked.reports));
        let workspace = Workspace::load(plans.workspace).expect("a workspace");
        let workflow = Workflow::load(&plans.workflows[0]).expect("a workflow");
        let StepKind::Branch { arms: compiled, .. } = &plans.workflows[0].steps[0].kind else {
            panic!("not a branch")
        };
        let Kind::Branch { arms } = &checked.program.workflows[0].body.steps[0].kind else {
            panic!("not a branch")
        };
        for (arm, compiled) in arms.iter().zip(compiled) {
            let solved = [false, true].map(|truth| solve(&arm.when, truth));
            never += u32::from(solved.iter().any(|solved| solved.cases.is_never()));
            for _ in 0..CONTACTS {
                let contact = contact(&mut numbers);
                let truth = is_true(&workspace, &workflow, &contact, &compiled.when);
                let shown = || format!("{:?} {truth} of {contact:?}", compiled.when);
                let among = |truth: bool| {
                    let mut cases = solved[usize::from(truth)].cases.iter();
                    cases.any(|case| fits(case, &contact))
                };
                assert!(among(truth), "left out: {}", shown());
                if solved[usize::from(!truth)].exact {
                    assert!(!among(!truth), "let in: {}", shown());
                    exact += 1;
                }
                judged += 1;
            }
        }
    }
    println!(
        "counts: {judged} conditions judged, {exact} of them exactly, {never} never or always"
    );
    assert!(judged > 50_000 && exact > judged / 2 && never > 20);
}
