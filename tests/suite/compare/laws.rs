//! Two plans are told apart exactly when their content has another hash.

use std::collections::BTreeSet;

use rondel::base::Sources;
use rondel::compare::{Side, compare};
use rondel::compile::compile;
use rondel::plan::{Plan, Plans, WorkflowPlan, WorkspacePlan, read, write};
use rondel::vocabulary;
use serde_json::{Map, Value};

use super::super::programs;
use super::super::promises::random;
use super::{compared, understood};

/// Whether two plans of one kind differ in anything that is told.
fn is_told(old: &Plan, new: &Plan) -> bool {
    let side = |plan: &Plan| match plan {
        Plan::Workflow(plan) => (None, vec![plan.clone()]),
        Plan::Workspace(plan) => (Some(plan.clone()), Vec::new()),
    };
    let ((old_world, old_flows), (new_world, new_flows)) = (side(old), side(new));
    let old = Side { workspace: old_world.as_ref(), workflows: &old_flows, facts: None };
    let new = Side { workspace: new_world.as_ref(), workflows: &new_flows, facts: None };
    !compare(&old, &new).is_same()
}

/// Every place of a document, as a pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(entries) => {
            for (key, item) in entries {
                let key = key.replace('~', "~0").replace('/', "~1");
                places(item, &format!("{at}/{key}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What a value may be instead.
fn others(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => vec![Value::from("x")],
        Value::Bool(yes) => vec![Value::from(!yes)],
        Value::Number(number) => vec![Value::from(number.as_i64().unwrap_or(0) + 1)],
        Value::String(text) => {
            vec![Value::from(format!("{text}x")), Value::from("end"), Value::from("PT7S")]
        }
        Value::Array(items) => {
            let mut all = Vec::new();
            for at in 0..items.len() {
                let mut fewer = items.clone();
                let item = fewer.remove(at);
                all.push(Value::from(fewer.clone()));
                let mut turned = fewer.clone();
                turned.insert(0, item.clone());
                all.push(Value::from(turned));
                let mut more = items.clone();
                more.push(item);
                all.push(Value::from(more));
            }
            all
        }
        Value::Object(entries) => {
            let mut all = Vec::new();
            for key in entries.keys() {
                let mut fewer = entries.clone();
                let item = fewer.remove(key).unwrap();
                all.push(Value::from(fewer.clone()));
                for name in ["agent", "tag", "text", "name", "is_set", "not", "list", "step"] {
                    let mut renamed: Map<String, Value> = fewer.clone();
                    renamed.insert(name.to_owned(), item.clone());
                    all.push(Value::from(renamed));
                }
            }
            all
        }
    }
}

fn content(plan: &Plan) -> Value {
    match plan {
        Plan::Workflow(plan) => serde_json::to_value(plan).unwrap(),
        Plan::Workspace(plan) => serde_json::to_value(plan).unwrap(),
    }
}

/// A plan of the same kind, if the content is one.
fn plan(like: &Plan, content: Value) -> Option<Plan> {
    let plan = match like {
        Plan::Workflow(_) => Plan::Workflow(serde_json::from_value::<WorkflowPlan>(content).ok()?),
        Plan::Workspace(_) => {
            Plan::Workspace(serde_json::from_value::<WorkspacePlan>(content).ok()?)
        }
    };
    // What cannot be read back from a file is no plan.
    read(&write(&plan)).ok()
}

fn each(plans: Plans) -> Vec<Plan> {
    let workflows = plans.workflows.into_iter().map(Plan::Workflow);
    workflows.chain([Plan::Workspace(plans.workspace)]).collect()
}

fn compiled(text: &str) -> Vec<Plan> {
    let mut sources = Sources::default();
    sources.add("a.rondel", text);
    compile(&sources).0.map(each).unwrap_or_default()
}

/// The plans that are changed: every word of the language has a sample, and larger programs hold
/// what the samples do not.
fn samples() -> Vec<Plan> {
    let steps = vocabulary::STEPS.iter().map(|step| step.sample);
    let triggers = vocabulary::TRIGGERS.iter().map(|trigger| trigger.sample);
    let mut plans: Vec<Plan> = steps.chain(triggers).flat_map(compiled).collect();
    for program in programs::below("tests/fixtures/changes") {
        plans.extend(compiled(&program.text));
    }
    // Samples share what they do not speak of.
    let mut known = BTreeSet::new();
    plans.retain(|plan| known.insert(plan.hash()));
    assert!(plans.len() > 60, "only {} plans were changed", plans.len());
    plans
}

#[test]
fn plans_are_told_apart_exactly_when_their_hashes_are_others() {
    let (mut changed, mut same) = (0, 0);
    for before in samples() {
        let whole = content(&before);
        let mut pointers = Vec::new();
        places(&whole, "", &mut pointers);
        for pointer in pointers {
            for other in others(whole.pointer(&pointer).unwrap()) {
                let mut content = whole.clone();
                *content.pointer_mut(&pointer).unwrap() = other;
                let Some(after) = plan(&before, content) else { continue };
                let differs = before.hash() != after.hash();
                assert_eq!(is_told(&before, &after), differs, "{pointer}: {}", write(&after));
                assert_eq!(is_told(&after, &before), differs, "{pointer}: {}", write(&after));
                if differs {
                    changed += 1;
                } else {
                    same += 1;
                }
            }
        }
    }
    println!("{changed} plans were others, {same} the same");
    assert!(changed > 6_000 && same > 300, "{changed} were others, {same} the same");
}

#[test]
fn random_programs_are_told_apart_exactly_when_their_hashes_are_others() {
    let mut made = (0..200).filter_map(|seed| understood(&random::program(seed).text));
    let mut last = made.next().unwrap();
    let mut broken = 0;
    for next in made {
        let hash = |program: &super::Program| {
            each(program.plans.clone()).iter().map(Plan::hash).collect::<Vec<_>>()
        };
        let told = compared(&last, &next);
        assert_eq!(told.is_same(), hash(&last) == hash(&next));
        for promise in &told.promises {
            assert_eq!(promise.message.is_some(), !promise.path.is_empty(), "{promise:?}");
            broken += usize::from(promise.is_broken());
        }
        last = next;
    }
    assert!(broken > 20, "only {broken} promises were broken");
}
