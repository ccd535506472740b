//! The published forms of events and graphs: current, and kept by what is read and written.
#![cfg(feature = "schema")]

use rondel::graph::draw;
use serde_json::Value;

/// Compares a schema with the published one; with `RONDEL_UPDATE` it is written anew.
pub(super) fn current(name: &str, schema: &Value) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/schema");
    let path = format!("{folder}/{name}.schema.json");
    let text = format!("{}\n", serde_json::to_string_pretty(schema).unwrap());
    if std::env::var_os("RONDEL_UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(published == text, "{path} is out of date: run the tests with RONDEL_UPDATE=1");
}

#[test]
fn the_form_of_events_is_published_and_the_examples_keep_it() {
    let schema = rondel::engine::schema();
    current("event", &schema);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut count = 0;
    for example in ["round_robin", "round_robin_online_only"] {
        let root = env!("CARGO_MANIFEST_DIR");
        let text = std::fs::read_to_string(format!("{root}/examples/{example}/leads.jsonl"));
        for line in text.unwrap().lines() {
            let event: Value = serde_json::from_str(line).unwrap();
            assert!(validator.is_valid(&event), "{line}");
            count += 1;
        }
    }
    assert!(count > 500, "only {count} events were looked at");
    let strange =
        serde_json::json!({"id": "e1", "at": "2026-03-02T09:00:00Z", "type": "time", "x": 1});
    assert!(!validator.is_valid(&strange), "an unknown key is refused");
}

#[test]
fn the_form_of_graphs_is_published() {
    current("graph", &serde_json::to_value(schemars::schema_for!(draw::Drawing)).unwrap());
}

#[test]
fn the_form_of_tried_scenarios_is_published_and_kept() {
    use rondel::base::Sources;
    use rondel::scenario::{Counts, Manner, Results, Tried, VERSION, test};

    let schema = serde_json::to_value(schemars::schema_for!(Results)).unwrap();
    current("scenarios", &schema);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let root = env!("CARGO_MANIFEST_DIR");
    for name in ["every_form", "every_failure", "near_misses"] {
        let path = format!("{root}/tests/fixtures/scenarios/{name}.rondel");
        let mut sources = Sources::default();
        sources.add("p.rondel", &std::fs::read_to_string(path).unwrap());
        let checked = rondel::check(&sources);
        let plans = rondel::compile::plans(&checked, &sources).unwrap();
        let tried = test(&checked.program, &plans, &sources, Manner::default(), |_| true).unwrap();
        let results = Results {
            version: VERSION,
            summary: Counts::default(),
            broken: vec!["elsewhere".to_owned()],
            scenarios: tried.iter().map(Tried::from).collect(),
        };
        let written: Value = serde_json::from_str(&results.render()).unwrap();
        assert!(validator.is_valid(&written), "{name}: {:?}", validator.validate(&written).err());
        assert!(results.scenarios.len() > 4, "{name}");
    }
    assert!(!validator.is_valid(&serde_json::json!({"version": 1})), "keys are asked for");
}

#[test]
fn the_schema_of_coverage_is_current() {
    use rondel::scenario::coverage::CoverageDocument;
    current("coverage", &serde_json::to_value(schemars::schema_for!(CoverageDocument)).unwrap());
}
