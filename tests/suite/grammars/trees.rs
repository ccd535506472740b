//! What tree-sitter makes of programs.

use std::collections::BTreeSet;

use rondel::base::FileId;
use rondel::syntax;
use rondel::vocabulary::{DECLARATIONS, ITEMS, PROMISES, SCENARIO_LINES, STEPS, TRIGGERS};
use tree_sitter::{Language, Node, Parser, Query, QueryCursor, StreamingIterator, Tree};

use super::read;
use crate::suite::programs::{below, sound};

fn language() -> Language {
    Language::new(tree_sitter_rondel::LANGUAGE)
}

fn parse(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&language()).unwrap();
    parser.parse(text, None).unwrap()
}

/// Where the first node stands that is wrong or missing.
fn fault(node: Node<'_>) -> Option<usize> {
    if node.is_error() || node.is_missing() {
        return Some(node.start_position().row + 1);
    }
    let mut cursor = node.walk();
    node.children(&mut cursor).find_map(fault)
}

/// Every program there is that the compiler reads without a fault in its form, and every sample.
fn programs() -> Vec<(String, String)> {
    let mut programs: Vec<(String, String)> =
        sound().into_iter().map(|one| (one.name, one.text)).collect();
    for one in below("tests/fixtures") {
        let (_, reports) = syntax::parse(FileId(0), &one.text);
        if reports.is_empty() {
            programs.push((one.name, one.text));
        }
    }
    programs.extend(samples().map(|(word, sample)| (word.to_owned(), sample.to_owned())));
    assert!(programs.len() > 300, "only {} programs were looked at", programs.len());
    programs
}

fn samples() -> impl Iterator<Item = (&'static str, &'static str)> {
    let steps = STEPS.iter().map(|one| (one.verb, one.sample));
    let triggers = TRIGGERS.iter().map(|one| (one.event, one.sample));
    let promises = PROMISES.iter().map(|one| (one.word, one.sample));
    let declarations = DECLARATIONS.iter().map(|one| (one.word, one.sample));
    let lines = SCENARIO_LINES.iter().map(|one| (one.word, one.sample));
    let items = ITEMS.iter().map(|one| (one.word, one.sample));
    steps.chain(triggers).chain(promises).chain(declarations).chain(lines).chain(items)
}

#[test]
fn tree_sitter_reads_every_program_that_the_compiler_reads() {
    let mut faults = Vec::new();
    let programs = programs();
    for (name, text) in &programs {
        if let Some(line) = fault(parse(text).root_node()) {
            faults.push(format!("{name}:{line}"));
        }
    }
    println!("counts: {} programs", programs.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_word_at_the_beginning_of_a_line_has_a_colour_of_its_own() {
    let language = language();
    let query = read("editors/tree-sitter-rondel/queries/highlights.scm");
    let query = Query::new(&language, &query).unwrap();
    let mut plain = BTreeSet::new();
    for (_, sample) in samples() {
        let tree = parse(sample);
        let mut coloured: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut cursor = QueryCursor::new();
        let mut matches = cursor.matches(&query, tree.root_node(), sample.as_bytes());
        while let Some(found) = matches.next() {
            let own = found.captures().iter();
            let own = own.filter(|one| query.capture_names()[one.index as usize] != "variable");
            coloured.extend(own.map(|one| (one.node.start_byte(), one.node.end_byte())));
        }
        let mut firsts = Vec::new();
        first_words(tree.root_node(), &mut firsts);
        assert!(!firsts.is_empty());
        firsts.retain(|place| !coloured.contains(place));
        plain.extend(firsts.into_iter().map(|place| sample[place.0..place.1].to_owned()));
    }
    assert_eq!(plain, BTreeSet::new(), "words that are coloured like any name");
}

/// Where the first words of lines stand.
fn first_words(node: Node<'_>, found: &mut Vec<(usize, usize)>) {
    if node.kind() == "verb" {
        found.push((node.start_byte(), node.end_byte()));
    }
    let mut cursor = node.walk();
    node.children(&mut cursor).for_each(|inner| first_words(inner, found));
}

#[test]
fn every_query_is_one() {
    let language = language();
    let kept: [(&str, &[&str]); 3] = [
        ("tree-sitter-rondel/queries", &["highlights", "folds", "indents"]),
        ("neovim/queries/rondel", &["highlights", "folds", "indents", "textobjects"]),
        // It folds nothing.
        ("helix/queries/rondel", &["highlights", "indents", "rainbows", "textobjects"]),
    ];
    for (folder, names) in kept {
        for name in names {
            let query = read(&format!("editors/{folder}/{name}.scm"));
            let found = Query::new(&language, &query);
            assert!(found.is_ok(), "{folder}/{name}: {}", found.unwrap_err());
        }
    }
}

#[test]
fn a_missing_quote_or_brace_spoils_little() {
    let text = "workflow a \"A\" {\n  on manual\n  send \"Hi\n  comment \"There.\"\n}\n\nworkflow b \"B\" {\n  on manual\n}\n";
    let tree = parse(text);
    let root = tree.root_node();
    let mut cursor = root.walk();
    let last = root.named_children(&mut cursor).last().unwrap();
    assert_eq!(last.kind(), "statement", "{}", root.to_sexp());
    assert_eq!(last.start_position().row, 6, "{}", root.to_sexp());
}
