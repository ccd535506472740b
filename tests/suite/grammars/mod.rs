//! The grammars for editors know the words that the compiler knows, and read the programs that it reads.
//!
//! What they say of words is made from the vocabulary: `RONDEL_UPDATE=1 cargo test grammars` writes it anew.

mod lines;
mod queries;
mod textmate;
mod trees;

use std::collections::BTreeSet;
use std::path::PathBuf;

use rondel::vocabulary::{OPERATORS, RESERVED};
use serde_json::Value;

fn place(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    let text = std::fs::read_to_string(place(name)).unwrap_or_else(|why| panic!("{name}: {why}"));
    text.replace("\r\n", "\n")
}

/// Compares what a file says with what it should say; with `RONDEL_UPDATE` it is written anew.
fn current(name: &str, text: &str) {
    let there = std::fs::read_to_string(place(name)).unwrap_or_default().replace("\r\n", "\n");
    if there != text && std::env::var_os("RONDEL_UPDATE").is_some() {
        std::fs::create_dir_all(place(name).parent().unwrap()).unwrap();
        std::fs::write(place(name), text).unwrap();
        return;
    }
    assert!(there == text, "{name} is out of date: run the tests with RONDEL_UPDATE=1");
}

const TEXTMATE: &str = "editors/textmate/rondel.tmLanguage.json";
const QUERIES: &str = "editors/tree-sitter-rondel/queries";

#[test]
fn the_textmate_grammar_knows_the_words_of_the_language() {
    current(TEXTMATE, &textmate::with_words(&read(TEXTMATE)));
}

#[test]
fn the_queries_know_the_words_of_the_language() {
    let highlights = queries::with_words(&read(&format!("{QUERIES}/highlights.scm")));
    current(&format!("{QUERIES}/highlights.scm"), &highlights);
    current("editors/neovim/queries/rondel/highlights.scm", &highlights);
    let for_helix = queries::for_helix(&highlights);
    current("editors/helix/queries/rondel/highlights.scm", &for_helix);
    for name in ["folds.scm", "indents.scm"] {
        current(
            &format!("editors/neovim/queries/rondel/{name}"),
            &read(&format!("{QUERIES}/{name}")),
        );
    }
}

#[test]
fn tree_sitter_knows_the_first_words_of_lines() {
    let lines = lines::anywhere();
    let list: Vec<String> = lines.keys().map(|word| format!("  \"{word}\"")).collect();
    current("editors/tree-sitter-rondel/words.json", &format!("[\n{}\n]\n", list.join(",\n")));
    let words: BTreeSet<String> = lines.keys().map(|word| (*word).to_owned()).collect();
    let mut of_tree_sitter = BTreeSet::new();
    strings(&made_of_tree_sitter()["rules"]["_word"], &mut of_tree_sitter);
    let hint = "run `tree-sitter generate` in editors/tree-sitter-rondel";
    assert_eq!(of_tree_sitter, words, "the parser is out of date: {hint}");
}

/// The grammar that the parser was generated from.
fn made_of_tree_sitter() -> Value {
    serde_json::from_str(&read("editors/tree-sitter-rondel/src/grammar.json")).unwrap()
}

#[test]
fn all_grammars_have_the_same_operators_and_reserved_words() {
    let operators: BTreeSet<String> =
        OPERATORS.iter().map(|one| one.word.to_owned()).chain(["=".into(), "..".into()]).collect();
    let reserved: BTreeSet<String> = RESERVED.iter().map(|word| (*word).to_owned()).collect();

    let mut grammar = made_of_tree_sitter();
    grammar["rules"]["_word"] = Value::Null;
    let mut of_tree_sitter = BTreeSet::new();
    strings(&grammar["rules"]["operator"], &mut of_tree_sitter);
    of_tree_sitter.extend(["not", "is set", "is unset"].map(str::to_owned));
    assert_eq!(of_tree_sitter, operators);
    let mut words = BTreeSet::new();
    strings(&grammar["rules"], &mut words);
    words.retain(|word| word.starts_with(char::is_alphabetic));
    // The second halves of `is set` and `is unset` are reserved nowhere else.
    let halves = ["set", "unset"];
    words.retain(|word| !halves.contains(&word.as_str()));
    assert_eq!(words, reserved);

    // The compiler's own grammar writes words in quotes, and signs as ranges too.
    let pest = read("grammar/expression.pest");
    let code: String =
        pest.lines().filter(|line| !line.starts_with("//")).flat_map(|line| [line, "\n"]).collect();
    let quoted = code.split('"').skip(1).step_by(2);
    let mut of_pest: BTreeSet<String> = quoted
        .filter(|word| word.starts_with(char::is_alphabetic) && !halves.contains(word))
        .map(str::to_owned)
        .collect();
    of_pest.extend(["is", "true", "false", "none"].map(str::to_owned));
    assert_eq!(of_pest, reserved);
}

/// Every fixed string of a rule.
fn strings(rule: &Value, found: &mut BTreeSet<String>) {
    match rule {
        Value::Object(map) if map.get("type") == Some(&Value::from("STRING")) => {
            found.insert(map["value"].as_str().unwrap().to_owned());
        }
        // The name that an alias gives is one of the tree, and no word of the text.
        Value::Object(map) => map.iter().for_each(|(_, inner)| strings(inner, found)),
        Value::Array(all) => all.iter().for_each(|inner| strings(inner, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
