//! The part of the queries for tree-sitter that follows from the vocabulary, and the forms that editors
//! want which use names of their own.

use std::fmt::Write;

use rondel::vocabulary::{FUNCTIONS, LINE_TYPES, ScopeValue, VALUES};

use super::lines::{self, Lines, Role, Words};

/// Where the made part begins and ends.
const MARKS: [&str; 2] = ["; <words>\n", "; </words>\n"];

/// A query with its made part made anew.
pub(super) fn with_words(query: &str) -> String {
    let [begin, end] = MARKS;
    let (before, rest) = query.split_once(begin).expect("the words have a place");
    let (_, after) = rest.split_once(end).expect("the words have an end");
    format!("{before}{begin}{}{end}{after}", words())
}

/// What the first word of a line is captured as.
fn of_role(role: Role) -> &'static str {
    match role {
        Role::Item | Role::Declaration => "keyword.type",
        Role::Clause => "keyword",
        Role::Choice => "keyword.conditional",
        Role::Way => "keyword.return",
        Role::Step => "function.builtin",
        Role::Outcome => "keyword.exception",
        Role::Setting => "property",
    }
}

fn words() -> String {
    let lines = lines::anywhere();
    let mut out = String::new();
    out.push_str("\n; The first words of lines.\n");
    let mut roles: Vec<Role> = lines.values().filter_map(|line| line.role).collect();
    roles.sort();
    roles.dedup();
    for role in roles {
        let words = lines.iter().filter(|(_, line)| line.role == Some(role));
        let words = listed(words.map(|(word, _)| *word));
        let _ = writeln!(out, "(verb {words} @{})", of_role(role));
    }
    let declared = lines::of("workspace");
    let declared = declared.iter().filter(|(_, line)| line.role == Some(Role::Declaration));
    let _ = writeln!(
        out,
        "(file (statement verb: (verb \"workspace\")\n  body: (block (statement verb: (verb {} \
         @keyword.type)))))",
        listed(declared.map(|(word, _)| *word))
    );
    out.push_str("\n; Words behind them.\n");
    behind(&mut out, &lines);
    out.push_str("\n; Names with a type, in the blocks that hold such.\n");
    let typed = lines.iter().filter(|(_, line)| line.typed).map(|(word, _)| *word);
    let _ = writeln!(
        out,
        "(statement verb: (verb {})\n  body: (block (statement\n    verb: [(verb _ @variable.parameter) \
         (dotted) @variable.parameter])))",
        listed(typed.clone())
    );
    let _ = writeln!(
        out,
        "(statement verb: (verb {})\n  body: (block (statement\n    [(name) @type.builtin (optional \
         (name) @type.builtin)]))\n  {})",
        listed(typed),
        any_of("type.builtin", LINE_TYPES.iter().copied())
    );
    out.push_str("\n; Values and functions.\n");
    let (roots, alone): (Vec<ScopeValue>, Vec<ScopeValue>) =
        VALUES.iter().copied().partition(|one| !one.name.is_empty());
    let roots: Words = roots.iter().map(|one| one.root).filter(|root| *root != "hours").collect();
    let _ = writeln!(out, "(member of: (name) @variable.builtin");
    let _ = writeln!(out, "  {})", any_of("variable.builtin", roots));
    let alone: Words = alone.iter().map(|one| one.root).collect();
    let _ = writeln!(out, "((name) @variable.builtin");
    let _ = writeln!(out, "  {})", any_of("variable.builtin", alone));
    let functions = FUNCTIONS.iter().map(|one| one.name).chain(["secret"]);
    let _ = writeln!(out, "((function) @function.builtin");
    let _ = writeln!(out, "  {})", any_of("function.builtin", functions));
    out
}

/// Words of the language behind the first, each kind of line apart: elsewhere they are names.
fn behind(out: &mut String, lines: &Lines) {
    for (line, heads) in lines::alike(lines) {
        let parts = [
            ("keyword.operator", &line.links),
            ("constant.builtin", &line.choices),
            ("type.builtin", &line.types),
        ];
        for (capture, words) in parts {
            if words.is_empty() {
                continue;
            }
            let mut places = vec!["(name)", "(series (name))"];
            if line.negates {
                places.push("(unary (name))");
            }
            if line.days {
                places.extend(["(operation (name))", "(series (operation (name)))"]);
            }
            let places: Vec<String> = places
                .iter()
                .map(|place| place.replace("(name)", &format!("(name) @{capture}")))
                .collect();
            let _ = writeln!(
                out,
                "(statement verb: (verb {})\n  [{}]\n  {})",
                listed(heads.iter().copied()),
                places.join(" "),
                any_of(capture, words.iter().copied())
            );
        }
    }
}

/// One word, or one of several, as patterns have them.
fn listed(words: impl IntoIterator<Item = &'static str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("\"{word}\"")).collect();
    let mut out = String::from("[");
    let mut width = 0;
    for word in &words {
        if width + word.len() > 90 {
            out.push_str("\n ");
            width = 0;
        }
        let _ = write!(out, "{}{word}", if out.ends_with('[') { "" } else { " " });
        width += word.len() + 1;
    }
    if words.len() == 1 { words.concat() } else { out + "]" }
}

/// A condition on a capture, broken into lines that can be read.
fn any_of(capture: &str, words: impl IntoIterator<Item = &'static str>) -> String {
    let mut out = format!("(#any-of? @{capture}");
    let mut width = out.len();
    for word in words {
        if width + word.len() > 90 {
            out.push_str("\n   ");
            width = 3;
        }
        let _ = write!(out, " \"{word}\"");
        width += word.len() + 3;
    }
    out.push(')');
    out
}

/// What Helix calls a capture, where that is something else.
const IN_HELIX: &[(&str, &str)] = &[
    ("@boolean", "@constant.builtin.boolean"),
    ("@number", "@constant.numeric"),
    ("@string.escape", "@constant.character.escape"),
    ("@string.special", "@string.special"),
    ("@variable.member", "@variable.other.member"),
    ("@property", "@attribute"),
    ("@keyword.conditional", "@keyword.control.conditional"),
    ("@keyword.exception", "@keyword.control.exception"),
    ("@keyword.return", "@keyword.control.return"),
    ("@keyword.type", "@keyword.storage.type"),
    ("@comment.note", "@comment.line.documentation"),
    ("@punctuation.special", "@punctuation.special"),
];

/// A query for highlights in the words of Helix.
pub(super) fn for_helix(query: &str) -> String {
    let mut out = String::new();
    let mut rest = query;
    while let Some(at) = rest.find('@') {
        let (before, capture) = rest.split_at(at);
        let end = capture
            .find(|letter: char| !(letter.is_ascii_alphanumeric() || "@._".contains(letter)));
        let (name, after) = capture.split_at(end.unwrap_or(capture.len()));
        let known = IN_HELIX.iter().find(|(own, _)| *own == name);
        out.push_str(before);
        out.push_str(known.map_or(name, |(_, theirs)| theirs));
        rest = after;
    }
    out.push_str(rest);
    out
}
