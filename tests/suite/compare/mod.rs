//! What is told of two programs.

mod laws;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rondel::base::Sources;
use rondel::compare::{
    COMPARISON_VERSION, Compared, Comparison, Document, Side, compare, mermaid, summary, tell,
};
use rondel::compile::{Checked, check, plans_as_understood};
use rondel::lint::Facts;
use rondel::plan::{Plans, WorkflowPlan};
use rondel::report::Palette;

/// A program, compiled as far as it is understood.
struct Program {
    sources: Sources,
    checked: Checked,
    plans: Plans,
}

fn program(text: &str) -> Program {
    understood(text).unwrap_or_else(|| panic!("not understood:\n{text}"))
}

fn understood(text: &str) -> Option<Program> {
    let mut sources = Sources::default();
    sources.add("leads.rondel", text);
    let checked = check(&sources);
    let plans = plans_as_understood(&checked, &sources)?;
    Some(Program { sources, checked, plans })
}

/// What differs, with what holds.
fn compared(old: &Program, new: &Program) -> Comparison {
    let (old_graphs, new_graphs) = (old.checked.graphs(), new.checked.graphs());
    let old_facts = Facts::new(&old.checked.program, &old_graphs, &old.sources);
    let new_facts = Facts::new(&new.checked.program, &new_graphs, &new.sources);
    compare(
        &Side {
            workspace: Some(&old.plans.workspace),
            workflows: &old.plans.workflows,
            facts: Some(&old_facts),
        },
        &Side {
            workspace: Some(&new.plans.workspace),
            workflows: &new.plans.workflows,
            facts: Some(&new_facts),
        },
    )
}

fn named<'a>(plans: &'a Plans, name: &str) -> Option<&'a WorkflowPlan> {
    plans.workflows.iter().find(|plan| plan.name == name)
}

fn charts(old: &Program, new: &Program, comparison: &Comparison) -> String {
    let chart = |told: &rondel::compare::WorkflowChange| {
        let was = told.old_name.as_ref().unwrap_or(&told.name);
        mermaid(named(&old.plans, was), named(&new.plans, &told.name), told)
    };
    comparison.workflows.iter().map(chart).collect::<Vec<_>>().join("\n")
}

fn told(old: &str, new: &str) -> String {
    let (old, new) = (program(old), program(new));
    tell(&compared(&old, &new), 100, Palette::PLAIN)
}

fn fixtures() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/changes");
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let read = |folder: &Path, side: &str| {
        std::fs::read_to_string(folder.join(format!("{side}.rondel"))).unwrap()
    };
    let name = |folder: &Path| folder.file_name().unwrap().to_str().unwrap().to_owned();
    folders.iter().map(|one| (name(one), read(one, "old"), read(one, "new"))).collect()
}

#[test]
fn changes_are_told_to_people_and_drawn() {
    let fixtures = fixtures();
    assert!(fixtures.len() > 8, "only {} changes were looked at", fixtures.len());
    for (name, old, new) in fixtures {
        let (old, new) = (program(&old), program(&new));
        let comparison = compared(&old, &new);
        let text = tell(&comparison, 100, Palette::PLAIN);
        let charts = charts(&old, &new, &comparison);
        let shown = format!("{}\n\n{text}\n{charts}", summary(&comparison));
        insta::assert_snapshot!(name, shown);
    }
}

#[test]
fn what_is_told_backwards_is_the_other_way_round() {
    for (name, old, new) in fixtures() {
        let (old, new) = (program(&old), program(&new));
        let (there, back) = (compared(&old, &new), compared(&new, &old));
        assert_eq!(there.is_same(), back.is_same(), "{name}");
        assert_eq!(there.workflows.len(), back.workflows.len(), "{name}");
        assert_eq!(there.promises.is_empty(), back.promises.is_empty(), "{name}");
        assert!(compared(&new, &new).is_same(), "{name}");
    }
}

#[cfg(feature = "schema")]
#[test]
fn the_document_for_programs_keeps_to_its_schema() {
    let schema = serde_json::to_value(schemars::schema_for!(Document)).unwrap();
    crate::suite::schemas::current("comparison", &schema);
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (name, old, new) in fixtures() {
        let comparison = compared(&program(&old), &program(&new));
        let document = Document {
            version: COMPARISON_VERSION,
            old: "old".to_owned(),
            new: "new".to_owned(),
            same: comparison.is_same(),
            programs: vec![Compared { folder: String::new(), comparison }],
        };
        let json = serde_json::to_value(&document).unwrap();
        let faults: Vec<String> = validator.iter_errors(&json).map(|one| one.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new(), "{name}");
        if name == "a_promise_that_no_longer_holds" {
            insta::assert_json_snapshot!(document);
        }
    }
    assert!(!validator.is_valid(&serde_json::json!({"version": 1})));
}

#[test]
fn a_step_put_in_renames_no_other() {
    let old = "workflow w \"W\" {\n  on manual\n  send \"One.\"\n  send \"Two.\"\n}\n";
    let new = old.replace("  send \"One.\"", "  send \"Zero.\"\n  send \"One.\"");
    let told = told(old, &new);
    assert!(told.contains("+ send_1: send \"Zero.\""), "{told}");
    assert!(told.contains("another name: send_1 → send_2, send_2 → send_3"), "{told}");
    assert!(!told.contains("\n  - ") && !told.contains("\n  ~ "), "{told}");
}

/// A workflow of so many steps, one of which says `word`.
fn long(steps: usize, word: &str) -> String {
    let mut text = String::from("workflow long \"Long\" {\n  on manual\n");
    for step in 0..steps {
        let said = if step == steps / 2 { word.to_owned() } else { format!("This is {step}.") };
        text.push_str(&format!("  comment \"{said}\"\n"));
    }
    text + "}\n"
}

#[test]
fn two_thousand_steps_are_compared_at_once() {
    let (old, new) = (program(&long(2_000, "Old.")), program(&long(2_000, "New.")));
    let other = program(&long(2_000, "x").replace("This is", "Now it is"));
    for (one, another, most) in [(&old, &new, 1), (&old, &other, 2_000)] {
        let start = Instant::now();
        let comparison = compared(one, another);
        let text = tell(&comparison, 100, Palette::PLAIN);
        let chart = charts(one, another, &comparison);
        let took = start.elapsed();
        println!("2,000 steps, {most} changed: {took:?}");
        assert!(comparison.workflows[0].steps.len() <= most, "{text}");
        assert!(chart.len() < 50_000, "a chart of {} bytes", chart.len());
        assert!(chart.lines().filter(|line| line.contains("->")).count() <= 400);
        assert!(took < Duration::from_secs(20), "{took:?}");
    }
}
