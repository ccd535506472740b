//! What programs compile to, and the files it is kept in.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rondel::base::Sources;
use rondel::compile;
use rondel::plan::{Plan, Plans, differences, files, read, schemas, show, write};
use rondel::vocabulary;
use serde_json::Value;

use super::programs::{self, Program};

fn sources(programs: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    for (name, text) in programs {
        sources.add(name, text);
    }
    sources
}

/// The plans of a text; what forbids them otherwise.
fn compiled(name: &str, text: &str) -> Result<Plans, String> {
    let (plans, reports) = compile::compile(&sources(&[(name, text)]));
    let errors: Vec<String> = reports.into_iter().map(|report| report.message).collect();
    plans.ok_or_else(|| format!("{name}: {}", errors.join("; ")))
}

/// Every sound program that stands alone, and every sample of the vocabulary.
fn alone() -> Vec<(String, Plans)> {
    let mut all = Vec::new();
    let fixtures = programs::below("tests/fixtures/valid").into_iter();
    for Program { name, text } in fixtures {
        let plans = compiled(&name, &text);
        all.push((name, plans.unwrap()));
    }
    let steps = vocabulary::STEPS.iter().map(|step| (step.verb, step.sample));
    let triggers = vocabulary::TRIGGERS.iter().map(|trigger| (trigger.event, trigger.sample));
    for (word, sample) in steps.chain(triggers) {
        let plans = compiled(word, sample);
        all.push((word.to_owned(), plans.unwrap()));
    }
    assert!(all.len() > 50, "only {} programs were compiled", all.len());
    all
}

fn each(plans: &Plans) -> Vec<Plan> {
    let workflows = plans.workflows.iter().cloned().map(Plan::Workflow);
    workflows.chain([Plan::Workspace(plans.workspace.clone())]).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

#[test]
fn every_plan_comes_back_as_it_was_written() {
    for (name, plans) in alone() {
        for plan in each(&plans) {
            let text = write(&plan);
            assert_eq!(read(&text).as_ref(), Ok(&plan), "{name}");
            assert_eq!(write(&plan), text);
        }
    }
}

#[test]
fn every_plan_keeps_to_its_schema() {
    let [(_, workflow), (_, workspace)] = schemas();
    let workflow = jsonschema::validator_for(&workflow).unwrap();
    let workspace = jsonschema::validator_for(&workspace).unwrap();
    for (name, plans) in alone() {
        for plan in each(&plans) {
            let validator = match plan {
                Plan::Workflow(_) => &workflow,
                Plan::Workspace(_) => &workspace,
            };
            let json: Value = serde_json::from_str(&write(&plan)).unwrap();
            let faults: Vec<String> =
                validator.iter_errors(&json).map(|fault| fault.to_string()).collect();
            assert_eq!(faults, Vec::<String>::new(), "{name}");
        }
    }
}

#[test]
fn a_schema_takes_nothing_that_it_does_not_know() {
    let [(_, schema), _] = schemas();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let plans = compiled("stop", "workflow a \"A\" {\n  on manual\n  stop\n}\n").unwrap();
    let whole: Value = serde_json::from_str(&write(&each(&plans)[0])).unwrap();
    assert!(validator.is_valid(&whole));
    for pointer in ["", "/workflow", "/workflow/settings", "/workflow/steps/0"] {
        let mut strange = whole.clone();
        let object = strange.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        object.insert("stranger".to_owned(), Value::Null);
        assert!(!validator.is_valid(&strange), "at `{pointer}`");
    }
    for (key, value) in [("version", Value::from(2)), ("format", Value::from("other"))] {
        let mut other = whole.clone();
        other[key] = value;
        assert!(!validator.is_valid(&other), "{key}");
    }
}

#[test]
fn the_published_schemas_are_current() {
    for (name, schema) in schemas() {
        let path = root().join(format!("examples/schema/{name}.schema.json"));
        let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        if std::env::var_os("RONDEL_UPDATE").is_some() {
            fs::write(&path, &text).unwrap();
        }
        let published = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        let hint = "is out of date: run the tests with RONDEL_UPDATE=1";
        assert!(published == text, "{} {hint}", path.display());
    }
}

/// Every example with the plans of all its files together.
fn examples() -> Vec<(String, Plans)> {
    let mut folders: Vec<PathBuf> = fs::read_dir(root().join("examples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("rondel.toml").is_file())
        .collect();
    folders.sort();
    let plans = |folder: &PathBuf| {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let below = programs::below(&format!("examples/{name}"));
        let texts: Vec<(&str, &str)> =
            below.iter().map(|one| (one.name.as_str(), one.text.as_str())).collect();
        let (plans, reports) = compile::compile(&sources(&texts));
        let found: Vec<String> = reports.into_iter().map(|report| report.message).collect();
        (name, plans.unwrap_or_else(|| panic!("{found:?}")))
    };
    folders.iter().map(plans).collect()
}

#[test]
fn examples_compile_to_what_reviewers_read() {
    let examples = examples();
    assert!(examples.len() >= 2);
    for (name, plans) in examples {
        let texts: Vec<String> = files(&plans)
            .into_iter()
            .filter(|file| file.name.ends_with(".txt"))
            .map(|file| format!("== {}\n{}", file.name, file.text))
            .collect();
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../snapshots/plan" }, {
            insta::assert_snapshot!(name, texts.join("\n"));
        });
    }
}

#[test]
fn programs_compile_to_what_reviewers_read() {
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../snapshots/plan" }, {
        insta::glob!("../fixtures/valid", "*.rondel", |path| {
            let text = fs::read_to_string(path).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap();
            let plans = compiled(name, &text).unwrap();
            let shown: Vec<String> = each(&plans).iter().map(show).collect();
            insta::assert_snapshot!(format!("{}\n{}", text, shown.join("\n")));
        });
    });
}

#[test]
fn the_file_form_of_a_small_program_stays_as_it_is() {
    let text = "workflow a \"A\" {\n  on manual\n  send \"Hi\" { failed { stop } }\n}\n";
    let plans = compiled("a.rondel", text).unwrap();
    let all: Vec<String> = each(&plans).iter().map(write).collect();
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../snapshots/plan" }, {
        insta::assert_snapshot!("the_file_form_of_a_small_program", format!("{text}\n{}", all.join("\n")));
    });
}

#[test]
fn comments_and_layout_do_not_change_a_hash() {
    for Program { name, text } in programs::below("tests/fixtures/valid") {
        let before = compiled(&name, &text).unwrap();
        let moved = format!("# a comment above everything\n\n\n{text}\n# and one below\n");
        let after = compiled(&name, &moved).unwrap();
        let hashes = |plans: &Plans| each(plans).iter().map(Plan::hash).collect::<Vec<_>>();
        assert_eq!(hashes(&before), hashes(&after), "{name}");
        let stale = differences(&files(&after), &files(&before));
        assert!(stale.iter().all(|one| one.name.ends_with(".json")), "{name}: {stale:?}");
    }
}

#[test]
fn different_plans_have_different_hashes_and_texts() {
    let mut hashes = BTreeSet::new();
    let mut texts = BTreeSet::new();
    let mut contents = BTreeSet::new();
    for (_, plans) in alone() {
        for plan in each(&plans) {
            hashes.insert(plan.hash());
            let shown = show(&plan);
            texts.insert(shown.split_once('\n').unwrap().1.to_owned());
            contents.insert(format!("{:?}", without_places(plan)));
        }
    }
    assert_eq!(hashes.len(), contents.len());
    assert_eq!(texts.len(), contents.len());
}

fn without_places(plan: Plan) -> Plan {
    match plan {
        Plan::Workflow(mut workflow) => {
            workflow.steps.iter_mut().for_each(|step| step.source = None);
            Plan::Workflow(workflow)
        }
        workspace @ Plan::Workspace(_) => workspace,
    }
}

#[test]
fn the_deepest_program_comes_back_too() {
    let lists = format!("{}1{}", "[".repeat(58), "]".repeat(58));
    let records = format!("{}1{}", "(a: ".repeat(58), ")".repeat(58));
    for value in [lists, records] {
        let text = format!("workflow a \"A\" {{\n  on manual\n  set x = {value}\n}}\n");
        let plans = compiled("deep", &text).unwrap();
        for plan in each(&plans) {
            assert_eq!(read(&write(&plan)), Ok(plan));
        }
    }
}

#[test]
fn any_cut_or_changed_plan_is_refused() {
    let text = "workflow a \"A\" {\n  on manual\n  send \"Hi\" { failed { stop } }\n}\n";
    let whole = write(&each(&compiled("a.rondel", text).unwrap())[0]);
    for end in 0..whole.trim_end().len() {
        assert!(read(&whole[..end]).is_err(), "cut after {end} bytes");
    }
    let mut taken = Vec::new();
    for (at, digit) in whole.char_indices().filter(|(_, one)| one.is_ascii_alphanumeric()) {
        let other = if digit == 'e' { 'a' } else { 'e' };
        let changed = format!("{}{other}{}", &whole[..at], &whole[at + 1..]);
        if read(&changed).is_ok() {
            taken.push(whole[..at].lines().last().unwrap_or_default().trim().to_owned());
        }
    }
    taken.retain(|line| !line.starts_with("\"a.rondel") && !line.starts_with('"'));
    assert_eq!(taken, Vec::<String>::new());
}

#[test]
fn threads_change_nothing() {
    let mut texts = Vec::new();
    for (ordinal, Program { text, .. }) in programs::all().into_iter().enumerate() {
        texts.push((format!("{ordinal}.rondel"), text.repeat(8)));
    }
    let mut all = Sources::default();
    for (name, text) in &texts {
        all.add(name, text);
    }
    let one = compile::check(&all);
    let four = compile::check_on(&all, 4.try_into().unwrap());
    assert!(one.reports.len() > 100);
    assert!(one.reports == four.reports);
}
