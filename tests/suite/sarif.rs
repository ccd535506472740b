//! What `check --format sarif` writes keeps the published schema, whatever was found.
//!
//! The schema is the one that the crate `serde-sarif` makes its types of; they read everything back, too.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use rondel::lint::RULES;
use serde_json::Value;
use serde_sarif::sarif::{ReportingDescriptor, ResultLevel, Sarif};

use super::cli::Folder;
use super::programs;

/// A pattern of the schema that is none: a bracket closes what nothing opens.
const BROKEN: &str = "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$";

/// The published schema, from the source of the crate that carries it.
fn schema() -> Value {
    let cargo = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO"));
        let output = command.args(words).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let version = cargo(&["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let all = ["metadata", "--offline", "--locked", "--format-version", "1"];
    // Without a platform it would ask for packages of systems that nothing was built for.
    let metadata = cargo(&[&all[..], &["--filter-platform", host]].concat());
    let metadata: Value = serde_json::from_str(&metadata).unwrap();
    let mut packages = metadata["packages"].as_array().unwrap().iter();
    let package = packages.find(|package| package["name"] == "serde-sarif").unwrap();
    let manifest = PathBuf::from(package["manifest_path"].as_str().unwrap());
    let text = fs::read_to_string(manifest.with_file_name("src").join("schema.json")).unwrap();
    let mut schema: Value = serde_json::from_str(&text).unwrap();
    let broken = without(&mut schema, BROKEN);
    assert_eq!(broken, 2, "the schema has changed");
    schema
}

/// Takes a pattern out of a schema, and says how often it stood there.
fn without(schema: &mut Value, pattern: &str) -> usize {
    match schema {
        Value::Object(map) => {
            let is_it = map.get("pattern").is_some_and(|value| value == pattern);
            if is_it {
                map.remove("pattern");
            }
            usize::from(is_it)
                + map.values_mut().map(|value| without(value, pattern)).sum::<usize>()
        }
        Value::Array(list) => list.iter_mut().map(|value| without(value, pattern)).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

fn validator() -> jsonschema::Validator {
    jsonschema::options().should_validate_formats(true).build(&schema()).unwrap()
}

/// Every program of the repository that something is wrong with, each a root of its own.
fn broken() -> Folder {
    let folder = Folder::new(&[("fine ä/100 % [fine]#1.rondel", "")]);
    let add = |number: usize, name: &str, text: &str| {
        folder.write(&format!("{number}/rondel.toml"), b"");
        folder.write(&format!("{number}/{name}.rondel"), text.as_bytes());
    };
    let gallery = programs::below("tests/fixtures/gallery").into_iter();
    let texts = gallery.chain(programs::below("tests/fixtures/text")).map(|program| program.text);
    let texts = texts.chain(RULES.iter().map(|rule| rule.bad.to_owned()));
    for (number, text) in texts.enumerate() {
        let name = ["a", "with blank", "schön", "50%", "a+b&c"].get(number % 5).unwrap();
        add(number, name, &text);
    }
    folder.write("no text/rondel.toml", b"[chek]\n");
    folder.write("no text/latin.rondel", b"workflow caf\xe9 {\n}\n");
    folder
}

#[test]
fn every_finding_of_every_program_keeps_the_schema() {
    let validator = validator();
    let folder = broken();
    let answer = folder.rondel(&["check", "--pedantic", "--format", "sarif"]);
    assert_eq!(answer.code, Some(1), "{}", answer.err);
    let log: Value = serde_json::from_str(&answer.out).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&log)
        .map(|fault| format!("{} at {}", fault, fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));

    let results = log["runs"][0]["results"].as_array().unwrap();
    let found: BTreeSet<&str> = results.iter().filter_map(|one| one["ruleId"].as_str()).collect();
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.code.0).collect();
    assert_eq!(found, known, "a rule was not tried");
    for part in ["relatedLocations", "codeFlows", "fixes"] {
        assert!(results.iter().any(|one| one.get(part).is_some()), "no finding has {part}");
    }
    println!("counts: {} findings of {} rules", results.len(), found.len());
}

#[test]
fn another_program_reads_everything_back() {
    let folder = broken();
    let answer = folder.rondel(&["check", "--pedantic", "--format", "sarif"]);
    let log: Sarif = serde_json::from_str(&answer.out).unwrap();
    let run = &log.runs[0];
    let rules: &[ReportingDescriptor] = run.tool.driver.rules.as_deref().unwrap();
    for result in run.results.as_deref().unwrap() {
        let index = usize::try_from(result.rule_index.unwrap()).unwrap();
        assert_eq!(result.rule_id.as_deref(), Some(rules[index].id.as_str()));
        assert!(matches!(
            result.level,
            Some(ResultLevel::Error | ResultLevel::Warning | ResultLevel::Note)
        ));
        let place = result.locations.as_ref().unwrap()[0].physical_location.as_ref().unwrap();
        let uri = place.artifact_location.as_ref().unwrap().uri.as_deref().unwrap();
        assert!(folder.path(&decoded(uri)).is_file(), "{uri} leads nowhere");
    }
}

#[test]
fn a_log_without_findings_keeps_the_schema_too_and_a_strange_one_does_not() {
    let validator = validator();
    let folder = Folder::new(&[("good.rondel", super::cli::GOOD)]);
    let answer = folder.rondel(&["check", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&answer.out).unwrap();
    assert!(validator.is_valid(&log));
    assert_eq!(
        log["runs"][0]["results"],
        Value::Array(Vec::new()),
        "empty says: looked, and found nothing"
    );

    let strange = |change: &dyn Fn(&mut Value)| {
        let mut log = log.clone();
        change(&mut log);
        !validator.is_valid(&log)
    };
    assert!(strange(&|log| log["runs"][0]["colour"] = "red".into()));
    assert!(strange(&|log| log["runs"][0]["columnKind"] = "bytes".into()));
    assert!(strange(&|log| log["runs"][0]["tool"]["driver"]["name"] = Value::Null));
    assert!(strange(&|log| log["$schema"] = "no address".into()));
}

/// A reference of a URI as the path that it stands for.
fn decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        let digits = (byte == b'%').then(|| [rest.next().unwrap(), rest.next().unwrap()]);
        bytes.push(digits.map_or(byte, |digits| {
            u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
        }));
    }
    String::from_utf8(bytes).unwrap()
}
