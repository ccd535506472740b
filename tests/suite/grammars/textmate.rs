//! The parts of the TextMate grammar that follow from the vocabulary. Its other parts are written by hand
//! in the same file, and stay as they are.

use rondel::vocabulary::{FUNCTIONS, LINE_TYPES, OPERATORS, RESERVED, ScopeValue, VALUES};
use serde_json::{Value, json};

use super::lines::{self, Line, Lines, ROOMS, Role, Words};

/// A grammar with its made parts made anew.
pub(super) fn with_words(grammar: &str) -> String {
    let mut grammar: Value = serde_json::from_str(grammar).expect("the grammar is JSON");
    let parts = &mut grammar["repository"];
    for room in ROOMS {
        parts[format!("lines-{room}")] = json!({ "patterns": of_room(room) });
    }
    parts["lines-typed"]["patterns"][1]["end"] = json!(end());
    parts["types"] = word(LINE_TYPES.iter().copied(), "support.type.rondel");
    parts["operators"] = operators();
    parts["functions"] = json!({
        "match": format!("{}(?=\\()", one_of(FUNCTIONS.iter().map(|one| one.name).chain(["secret"]))),
        "name": "support.function.rondel",
    });
    let (roots, alone): (Vec<ScopeValue>, Vec<ScopeValue>) =
        VALUES.iter().copied().partition(|one| !one.name.is_empty());
    let roots: Words = roots.iter().map(|one| one.root).filter(|root| *root != "hours").collect();
    let alone: Words = alone.iter().map(|one| one.root).collect();
    parts["values"] = json!({
        "match": format!("{}(?=\\.\\w)|{}(?![\\w.(:])", one_of(roots), one_of(alone)),
        "name": "variable.language.rondel",
    });
    format!("{}\n", serde_json::to_string_pretty(&grammar).expect("it can be written"))
}

/// The lines of a room, those whose words mean more first.
fn of_room(room: &str) -> Vec<Value> {
    let include = |name: &str| json!({ "include": format!("#{name}") });
    let block = format!("block-{room}");
    let mut patterns: Vec<Value> = ["comment", &block, "label", "else"].map(include).into();
    let lines: Lines = lines::of(room);
    let typed: Words = lines.iter().filter(|(_, line)| line.typed).map(|(word, _)| *word).collect();
    if !typed.is_empty() {
        patterns.push(json!({
            "begin": format!("{}(?=\\s*\\{{)", one_of(typed)),
            "beginCaptures": { "0": { "name": of_role(Role::Setting) } },
            "end": "(?<=\\})",
            "patterns": [include("block-typed")],
        }));
    }
    for (line, heads) in lines::alike(&lines) {
        patterns.push(rule(&line, heads));
    }
    patterns.push(json!({
        "begin": "[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*",
        "beginCaptures": { "0": { "name": "variable.other.rondel" } },
        "end": end(),
        "patterns": [include("expression")],
    }));
    patterns.push(include("expression"));
    patterns
}

fn rule(line: &Line, heads: Words) -> Value {
    let role = line.role.expect("a line does something");
    let mut inner = Vec::new();
    let parts = [
        (&line.links, "keyword.other.link.rondel"),
        (&line.choices, "support.constant.rondel"),
        (&line.types, "support.type.rondel"),
    ];
    for (words, scope) in parts {
        if !words.is_empty() {
            inner.push(word(words.iter().copied(), scope));
        }
    }
    if heads.contains("jump") {
        let label = "entity.name.label.rondel";
        inner.push(json!({ "match": "[A-Za-z_]\\w*", "name": label }));
    }
    inner.push(json!({ "include": "#expression" }));
    json!({
        "begin": format!("{}(?!\\w)", one_of(heads)),
        "beginCaptures": { "0": { "name": of_role(role) } },
        "end": end(),
        "patterns": inner,
    })
}

/// What the first word of a line is.
fn of_role(role: Role) -> &'static str {
    match role {
        Role::Item => "storage.type.rondel",
        Role::Declaration => "storage.type.declaration.rondel",
        Role::Clause => "keyword.control.clause.rondel",
        Role::Choice => "keyword.control.choice.rondel",
        Role::Way => "keyword.control.way.rondel",
        Role::Step => "support.function.step.rondel",
        Role::Outcome => "keyword.control.outcome.rondel",
        Role::Setting => "support.type.property-name.setting.rondel",
    }
}

/// Where a line ends: at a brace, at an `else` before a block, and at the end of what is written unless that
/// shows that more is to come.
fn end() -> String {
    let words = operator_words().into_iter().filter(|word| *word != "is" && !word.is_empty());
    let words: Vec<String> = words.map(|word| format!("\\b{word}")).collect();
    format!(
        "(?=[{{}}])|(?=(?<!\\w)else\\s*\\{{)|(?<=[^\\s,=(\\[<>+*/%.-])(?<!{})(?=\\s*(?:#.*)?$)",
        words.join("|")
    )
}

fn operators() -> Value {
    let signs: Words = OPERATORS.iter().map(|one| one.word).filter(|word| !letters(word)).collect();
    let mut signs: Vec<String> = signs.iter().map(|sign| escaped(sign)).collect();
    signs.push("=".to_owned());
    signs.push("\\.\\.".to_owned());
    signs.sort_by_key(|sign| std::cmp::Reverse(sign.len()));
    json!({ "patterns": [
        {
            "match": "(?<!\\w|[^.]\\.)is\\s+(?:set|unset)(?!\\w)",
            "name": "keyword.operator.word.rondel",
        },
        {
            "match": format!("{}(?!\\w)", one_of(operator_words())),
            "name": "keyword.operator.word.rondel",
        },
        { "match": signs.join("|"), "name": "keyword.operator.rondel" },
    ] })
}

fn letters(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
}

/// Operators that are one word each.
fn operator_words() -> Words {
    let values = ["true", "false", "none", "is"];
    RESERVED.iter().copied().filter(|word| !values.contains(word)).collect()
}

fn escaped(sign: &str) -> String {
    sign.chars().flat_map(|letter| ['\\', letter]).collect()
}

fn word(words: impl IntoIterator<Item = &'static str>, scope: &str) -> Value {
    json!({ "match": format!("{}(?!\\w|\\.\\w|\\(|\\s*:)", one_of(words)), "name": scope })
}

/// One of the words, where it begins as a word of its own: not inside of one, and not behind a dot.
fn one_of(words: impl IntoIterator<Item = &'static str>) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    format!("(?<!\\w|[^.]\\.)(?:{})", words.join("|"))
}
