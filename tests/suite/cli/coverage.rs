//! What scenarios go through, as people and programs ask for it.

use super::Folder;

const HALF: &str = include_str!("../../fixtures/coverage/half_of_it_is_tried.rondel");

const WHOLE: &str = r#"workspace shop "Shop" {
  agent amara "Amara"
  team sales "Sales" amara
  channel web webchat
}

workflow share "Share" {
  on conversation_opened
  assign to team sales by round_robin { failed { comment "Nobody." } }
  jump to end { exhausted { comment "Never." } }
  end: send "Welcome!"
}

scenario "a lead" for share {
  when conversation opened
  expect sent "Welcome!"
}
"#;

fn half() -> Folder {
    Folder::new(&[("rondel.toml", ""), ("leads.rondel", HALF)])
}

#[test]
fn what_is_missing_is_told_with_the_lines_that_reach_it() {
    insta::assert_snapshot!(half().rondel(&["test", "--coverage", "text"]));
}

#[test]
fn what_no_run_can_go_through_is_told_apart() {
    let folder = Folder::new(&[("rondel.toml", ""), ("share.rondel", WHOLE)]);
    insta::assert_snapshot!(folder.rondel(&["test", "--coverage", "text"]));
    let enough = folder.rondel(&["test", "--min-coverage", "100"]);
    assert_eq!(enough.code, Some(0), "{enough}");
}

#[test]
fn other_programs_read_it_too() {
    let folder = half();
    let lcov = folder.rondel(&["test", "--coverage", "lcov"]);
    assert_eq!((lcov.code, lcov.err.as_str()), (Some(0), "1 scenario passed\n"));
    insta::assert_snapshot!(lcov.out);
    let json = folder.rondel(&["test", "--coverage", "json"]);
    assert_eq!((json.code, json.err.as_str()), (Some(0), "1 scenario passed\n"));
    insta::assert_snapshot!(json.out);
    #[cfg(feature = "schema")]
    {
        let schema = schemars::schema_for!(rondel::scenario::coverage::CoverageDocument);
        let validator = jsonschema::validator_for(&serde_json::to_value(schema).unwrap()).unwrap();
        validator.validate(&serde_json::from_str(&json.out).unwrap()).unwrap();
    }
}

#[test]
fn less_than_is_asked_for_fails() {
    let folder = half();
    let little = folder.rondel(&["test", "--min-coverage", "90"]);
    assert_eq!(little.code, Some(1));
    assert!(
        little.err.ends_with("of steps and outcomes covered, 90 % are asked for\n"),
        "{little}"
    );
    assert_eq!(folder.rondel(&["test", "--min-coverage", "20"]).code, Some(0));
    let beyond = folder.rondel(&["test", "--min-coverage", "101"]);
    assert_eq!(beyond.code, Some(2), "{beyond}");
}

#[test]
fn scenarios_are_suggested_for_the_rest_and_pass_as_they_are() {
    let folder = half();
    let suggested = folder.rondel(&["test", "--suggest"]);
    insta::assert_snapshot!(suggested);
    folder.write("more.rondel", suggested.out.as_bytes());
    assert_eq!(folder.rondel(&["fmt", "--check", "more.rondel"]).code, Some(0));
    let again = folder.rondel(&["test", "--coverage", "text", "--min-coverage", "97"]);
    assert_eq!(again.code, Some(0), "{again}");
    // Whoever asks again has no title twice.
    let titles = |text: &str| text.matches("\nscenario").count();
    assert!(titles(&folder.rondel(&["test", "--suggest"]).out) < titles(&suggested.out));
}

#[test]
fn two_documents_are_not_written_at_once() {
    let folder = half();
    for other in [&["--suggest"][..], &["--coverage", "lcov"], &["--coverage", "json"]] {
        let arguments = [&["test", "--format", "junit"], other].concat();
        let answer = folder.rondel(&arguments);
        assert_eq!((answer.code, answer.out.as_str()), (Some(2), ""), "{answer}");
        assert!(answer.err.contains("both write to standard output"), "{answer}");
    }
    assert_eq!(folder.rondel(&["test", "--suggest", "--coverage", "text"]).code, Some(2));
}
