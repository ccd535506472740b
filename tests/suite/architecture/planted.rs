//! Planted breaches: the watchman is shown to bark at each.

use super::File;
use super::breach::{self, breaches};

fn found(path: &str, text: &str) -> Vec<String> {
    let file = File { path: path.to_owned(), text: text.to_owned() };
    breaches(&[file]).into_iter().map(|breach| breach.what).collect()
}

#[test]
fn each_planted_breach_is_found() {
    let cases = [
        ("src/syntax/a.rs", "use crate::lint::Rule;", "an upward import: syntax imports lint"),
        ("src/syntax/a.rs", "fn f() { crate::lint::run(); }", "an upward import"),
        ("src/syntax/a.rs", "fn f() { super::super::lint::run(); }", "an upward import"),
        ("src/syntax/a.rs", "fn f() { vec![crate::lint::run()]; }", "an upward import"),
        ("src/lint/a.rs", "use crate::plan::Plan;", "an upward import: lint imports plan"),
        ("src/engine/a.rs", "use crate::syntax::Ast;", "a crossing between the towers"),
        ("src/engine/a.rs", "use crate::report::Report;", "a crossing between the towers"),
        ("src/project/a.rs", "use crate::runtime::turn;", "a crossing between the towers"),
        ("src/lint/a.rs", "use pest::Parser;", "pest outside syntax"),
        ("src/lint/a.rs", "type G = petgraph::Graph<(), ()>;", "petgraph outside graph"),
        ("src/lint/a.rs", "use miette::Diagnostic;", "miette outside report"),
        ("src/lint/a.rs", "fn f() { println!(\"\"); }", "a `println!`"),
        ("src/cli/a.rs", "fn f() { print!(\"\"); }", "a `print!`"),
        ("src/cli/a.rs", "fn f() { std::eprintln!(\"\"); }", "a `std::eprintln!`"),
        ("src/cli/a.rs", "fn f() { eprint!(\"\"); }", "a `eprint!`"),
        ("src/cli/a.rs", "fn f() { dbg!(1); }", "a `dbg!`"),
        ("src/cli/a.rs", "fn f() { assert!({ println!(); true }); }", "a `println!`"),
        ("src/runtime/a.rs", "use std::time::SystemTime;", "below the edge: std::time::SystemTime"),
        ("src/runtime/a.rs", "use jiff::Zoned; fn f() { Zoned::now(); }", "below the edge"),
        ("src/runtime/a.rs", "fn f() { std::hash::RandomState::new(); }", "below the edge"),
        ("src/runtime/a.rs", "use rand::rng;", "below the edge: rand"),
        ("src/compile.rs", "use std::{fs, io};", "below the edge: std::fs"),
        ("src/syntax/a.rs", "fn f() { std::env::var(\"HOME\"); }", "below the edge: std::env"),
        ("src/routing/a.rs", "use std::net::TcpStream;", "below the edge: std::net"),
        ("src/attic/a.rs", "fn f() {}", "a room that no floor has"),
    ];
    for (path, text, expected) in cases {
        let found = found(path, text);
        assert!(
            found.iter().any(|what| what.contains(expected)),
            "{path}: {text}\n  expected: {expected}\n  found: {found:?}"
        );
    }
}

#[test]
fn a_long_file_and_a_circle_are_found() {
    let long = "fn f() {}\n".repeat(breach::WALL + 1);
    assert!(found("src/lint/a.rs", &long).iter().any(|what| what.contains("401 lines")));
    let files =
        [("src/lint/a.rs", "use crate::plan::A;"), ("src/plan/b.rs", "use crate::lint::B;")];
    let files = files.map(|(path, text)| File { path: path.to_owned(), text: text.to_owned() });
    let circles = breaches(&files).into_iter().filter(|breach| breach.what.starts_with("a circle"));
    assert_eq!(circles.count(), 1);
}

#[test]
fn what_is_allowed_is_not_found() {
    let cases = [
        ("src/syntax/a.rs", "// use crate::lint::Rule;\nuse crate::base::Span;"),
        ("src/syntax/a.rs", "/// See `crate::lint`.\nfn f() {}"),
        ("src/syntax/lower/a.rs", "use super::super::ast::Ast; use super::b;"),
        ("src/engine/a.rs", "use crate::{base::Name, plan::Step, runtime::turn, store::Store};"),
        ("src/cli/a.rs", "use std::fs; use crate::{compile, engine, lint};"),
        ("src/lib.rs", "pub mod cli;"),
    ];
    for (path, text) in cases {
        assert_eq!(found(path, text), Vec::<String>::new(), "{path}: {text}");
    }
}

#[test]
fn a_test_file_nobody_mounted_is_found() {
    let files =
        ["tests/suite/a.rs", "tests/suite/b/mod.rs", "tests/suite/b/c.rs", "tests/suite/d.rs"];
    let files = files.map(|path| File {
        path: path.to_owned(),
        text: if path.ends_with("b/mod.rs") { "mod c;".to_owned() } else { String::new() },
    });
    let lost = breach::mounted(&files, "mod suite { mod a; mod b; }");
    assert_eq!(lost, ["tests/suite/d.rs"]);
}
