//! Step graphs and their drawings.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use rondel::base::Sources;
use rondel::graph::{Node, StepGraph, draw};
use rondel::program::Program;

fn program(text: &str) -> (Program, Sources) {
    let mut sources = Sources::default();
    let file = sources.add("workflow.rondel", text);
    let (ast, _) = rondel::syntax::parse(file, text);
    let (program, _) = rondel::program::build(&[ast], &sources, std::num::NonZeroUsize::MIN);
    (program, sources)
}

fn fixture(name: &str) -> String {
    fs::read_to_string(format!("tests/fixtures/valid/{name}.rondel")).unwrap()
}

fn outlines(text: &str, columns: usize) -> String {
    let (program, sources) = program(text);
    let graphs = StepGraph::all(&program);
    let palette = draw::Palette::default();
    let drawn = graphs.iter().map(|graph| draw::outline(graph, &sources, columns, &palette));
    drawn.collect::<Vec<_>>().join("\n")
}

/// A workflow whose texts hold what drawings read as their own.
const AWKWARD: &str = r##"workflow awkward "A \"quoted\" #title <b> & {co} [x]" {
  on conversation_opened
  ask "Ein \"Wort\" \\ `code` #1; & <i>?" as choice {
    option "Yes, \"sure\" #1 [a] {b} |" { comment "日本語 👩‍👩‍👧‍👧 مرحبا" }
    option "No; --> x" { stop }
  }
  comment """
    two
    lines \N &amp;
    """
}
"##;

#[test]
fn the_whole_program_as_an_outline() {
    insta::assert_snapshot!(outlines(&fixture("whole_program"), 100));
}

#[test]
fn outlines_fit_the_width() {
    for columns in [40, 60, 80] {
        for name in ["whole_program", "an_assignment_with_every_setting_and_outcome"] {
            let drawn = outlines(&fixture(name), columns);
            let widest = drawn.lines().map(unicode_width).max().unwrap();
            assert!(widest <= columns, "{widest} > {columns}\n{drawn}");
        }
    }
    insta::assert_snapshot!(outlines(AWKWARD, 60));
}

fn unicode_width(line: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(line)
}

#[test]
fn jumps_and_else_as_outlines() {
    let names = [
        "else_takes_what_has_no_block_of_its_own",
        "jumping_back_a_limited_number_of_times",
        "labels_on_steps_of_every_depth",
    ];
    let drawn: Vec<String> = names.iter().map(|name| outlines(&fixture(name), 90)).collect();
    insta::assert_snapshot!(drawn.join("\n"));
}

#[test]
fn drawings_for_other_tools() {
    let (program, sources) = program(AWKWARD);
    let graphs = StepGraph::all(&program);
    insta::assert_snapshot!("mermaid", draw::mermaid(&graphs[0], &sources));
    insta::assert_snapshot!("dot", draw::dot(&graphs[0], &sources));
    insta::assert_json_snapshot!("data", draw::data(&graphs, &sources));
}

#[test]
fn mermaid_reads_every_line() {
    let id = r"(?:begin|ended|failed|timed_out|s\d+)";
    let text = r##"(?:[^"`<>\\#&]|<br/>|#(?:quot|amp|lt|gt|\d+);)*"##;
    let node = format!(
        r#"{id}(?:\(\["{text}"\]\)|\["{text}"\]|\{{"{text}"\}}|>"{text}"\]|\(\("{text}"\)\))"#
    );
    let edge = format!(r#"{id} (?:-->|-\.->)(?:\|"{text}"\|)? {id}"#);
    let line = regex::Regex::new(&format!("^  (?:{node}|{edge})$")).unwrap();
    for text in every_program() {
        let (program, sources) = program(&text);
        for graph in StepGraph::all(&program) {
            let drawn = draw::mermaid(&graph, &sources);
            let mut lines = drawn.lines();
            assert_eq!(lines.next(), Some("flowchart TD"));
            for drawn in lines {
                assert!(line.is_match(drawn), "{drawn}");
            }
        }
    }
}

#[test]
fn graphviz_draws_every_program_where_it_is_installed() {
    if Command::new("dot").arg("-V").output().is_err() {
        return;
    }
    let mut all = String::new();
    for text in every_program() {
        let (program, sources) = program(&text);
        for graph in StepGraph::all(&program) {
            all.push_str(&draw::dot(&graph, &sources));
        }
    }
    let mut dot = Command::new("dot")
        .arg("-Tplain")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    dot.stdin.take().unwrap().write_all(all.as_bytes()).unwrap();
    let said = dot.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&said.stderr);
    let faults = errors.lines().filter(|line| line.contains("rror"));
    assert!(said.status.success() && faults.count() == 0, "{errors}");
}

fn every_program() -> Vec<String> {
    let mut texts = vec![AWKWARD.to_owned()];
    for entry in fs::read_dir("tests/fixtures/valid").unwrap() {
        texts.push(fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    texts
}

#[test]
fn every_way_leads_somewhere_and_blocks_come_back() {
    for text in every_program() {
        let (program, _) = program(&text);
        for graph in StepGraph::all(&program) {
            for node in graph.nodes() {
                let leaves = graph.possible(node).count();
                match node {
                    Node::Step(_) | Node::Entry => assert!(leaves > 0),
                    Node::End | Node::Failed | Node::TimedOut => assert_eq!(leaves, 0),
                }
            }
        }
    }
}

#[test]
fn what_every_way_leads_through() {
    let (program, _) = program(&fixture("whole_program"));
    let graphs = StepGraph::all(&program);
    let graph = &graphs[0];
    let at = |id: &str| Node::Step(graph.find(id).unwrap());
    let dominators = graph.dominators();
    assert!(dominators.always_through(at("pool"), at("budget")));
    assert!(!dominators.always_through(at("send_1"), at("pool")));
}

#[cfg(feature = "schema")]
#[test]
fn data_keeps_to_its_schema() {
    let schema = serde_json::to_value(schemars::schema_for!(draw::Drawing)).unwrap();
    let (program, sources) = program(&fixture("whole_program"));
    let graphs = StepGraph::all(&program);
    let data = serde_json::to_value(draw::data(&graphs, &sources)).unwrap();
    jsonschema::validate(&schema, &data).unwrap();
}
