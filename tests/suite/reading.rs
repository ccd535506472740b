//! Whatever a text holds, it is read: hostile nesting, broken bytes, lost tokens.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use rondel::base::{FileId, Location, MAX_SYNTAX_REPORTS};
use rondel::report::{Report, Reports};
use rondel::syntax::{Ast, Entry, parse};

const PROGRAM: &str = include_str!("../fixtures/valid/whole_program.rondel");
const OPERATORS: &str = include_str!("../fixtures/valid/every_operator_of_expressions.rondel");
const REQUEST: &str =
    include_str!("../fixtures/valid/an_http_request_with_every_setting_and_outcome.rondel");
const LAYOUT: &str = include_str!("../fixtures/valid/lines_braces_and_brackets.rondel");
const TEXTS: &str =
    include_str!("../fixtures/valid/texts_with_escapes_interpolations_and_blocks.rondel");

fn read(text: &str) -> (Ast, Reports) {
    parse(FileId(0), text)
}

fn messages(text: &str) -> Vec<String> {
    read(text).1.iter().map(|report| report.message.clone()).collect()
}

/// Reads, clones and drops a text on a small stack, and gives its reports and the time it took.
fn read_on_a_small_stack(text: String) -> (Vec<Report>, Duration) {
    let thread = std::thread::Builder::new().stack_size(512 * 1024);
    let spawned = thread.spawn(move || {
        let begin = Instant::now();
        let (ast, reports) = read(&text);
        let copy = ast.clone();
        assert_eq!(copy, ast);
        drop(copy);
        (reports.into_iter().collect(), begin.elapsed())
    });
    let joined = spawned.map(std::thread::JoinHandle::join);
    assert!(matches!(joined, Ok(Ok(_))), "the thread did not survive");
    joined.ok().and_then(Result::ok).unwrap_or_default()
}

#[test]
fn valid_programs_have_no_reports() {
    for text in
        [PROGRAM, OPERATORS, REQUEST, LAYOUT, TEXTS, "", "\n", "# only\n# comments", "\u{FEFF}"]
    {
        assert_eq!(messages(text), Vec::<String>::new());
    }
}

#[test]
fn a_hundred_thousand_levels_are_a_report_in_milliseconds() {
    for open in [
        "{",
        "[",
        "(",
        "not ",
        "-",
        "${\"",
        "\"${",
        "f(",
        "a[",
        "x {\n",
        "(a: ",
        "when not (",
        "}",
        ")",
        "\"\"\"",
        "a.",
        "1 + ",
        "a else ",
        "a and ",
        "a == ",
        "/*",
        "'",
    ] {
        for head in ["", "workflow w { set x = ", "workflow w {\n  send \""] {
            let text = format!("{head}{}", open.repeat(100_000));
            let (reports, time) = read_on_a_small_stack(text);
            let chained = ["a and ", "a."].contains(&open);
            assert!(!reports.is_empty() || chained || head.is_empty(), "{head}{open}");
            assert!(reports.len() <= MAX_SYNTAX_REPORTS + 1, "{head}{open}");
            assert!(time < Duration::from_secs(5), "{head}{open} took {time:?}");
        }
    }
}

#[test]
fn nesting_up_to_the_limit_fits_a_small_stack() {
    let deep = |open: &str, close: &str, levels: usize| {
        format!("set x = {}1{}\n", open.repeat(levels), close.repeat(levels))
    };
    let blocks = format!("{}stop\n{}", "a {\n".repeat(64), "}\n".repeat(64));
    let texts = format!("send {}x{}\n", "\"${".repeat(32), "}\"".repeat(32));
    for text in [
        deep("(", ")", 60),
        deep("[", "]", 60),
        deep("f(", ")", 60),
        deep("(a: ", ")", 60),
        blocks,
        texts,
    ] {
        let (reports, _) = read_on_a_small_stack(text);
        assert_eq!(reports, Vec::new());
    }
    let both = format!(
        "{}set x = {}1{}\n{}",
        "a {\n".repeat(32),
        "(".repeat(32),
        ")".repeat(32),
        "}\n".repeat(32)
    );
    assert_eq!(read_on_a_small_stack(both).0, Vec::new());
}

#[test]
fn unclosed_brackets_take_no_exponential_time() {
    for open in ["(", "[", "f(", "a[", "([", "(a: ", "{(", "\"${("] {
        let text = format!("workflow w {{\n  set x = {}\n}}\n", open.repeat(2_000 / open.len()));
        let begin = Instant::now();
        assert!(!messages(&text).is_empty(), "{open}");
        assert!(begin.elapsed() < Duration::from_secs(2), "{open}");
    }
}

#[test]
fn one_line_of_ten_megabytes_is_read() {
    for (part, size) in
        [("a, ", 10), ("{ } ", 10), ("a; ", 1), ("$ ", 1), ("} ", 1), ("'a' ", 1), ("\" ", 1)]
    {
        let text = part.repeat(size * 1_000_000 / part.len());
        let begin = Instant::now();
        let (_, reports) = read(&text);
        assert!(reports.len() <= MAX_SYNTAX_REPORTS + 1, "{part}");
        assert!(begin.elapsed() < Duration::from_secs(30), "{part} took {:?}", begin.elapsed());
    }
}

#[test]
fn many_broken_lines_take_time_in_proportion() {
    for line in [
        "send \"Hello\n",
        "send Hello\"\n",
        "x (\ny\n",
        "send \"${a\n",
        "x {\n",
        "}\n",
        "x [a\n",
        "send “a\n",
        "set x =\n",
        "\"\"\"\nx\n",
        "a; b\n",
        "else {\n",
    ] {
        let text = line.repeat(20_000);
        let begin = Instant::now();
        let (_, reports) = read(&text);
        assert!(reports.len() <= MAX_SYNTAX_REPORTS + 1, "{line}");
        assert!(!reports.is_empty(), "{line}");
        assert!(begin.elapsed() < Duration::from_secs(10), "{line} took {:?}", begin.elapsed());
    }
}

#[test]
fn a_file_beyond_the_size_limit_is_one_report() {
    let (ast, reports) = read(&"#\n".repeat(9_000_000));
    assert_eq!(reports.iter().map(|report| report.code.0).collect::<Vec<_>>(), ["limit"]);
    assert!(matches!(ast.entries.as_slice(), [Entry::Poison(_)]));
}

#[test]
fn further_faults_are_counted() {
    let text = "send 'a'\n".repeat(80);
    let reports = read(&text).1;
    assert_eq!(reports.len(), MAX_SYNTAX_REPORTS + 1);
    let last = reports.iter().last().map(|report| report.message.clone());
    assert_eq!(last.as_deref(), Some("30 more syntax faults are not shown"));
}

#[test]
fn a_lost_brace_leaves_the_items_behind_it_whole() {
    let text =
        "workflow a \"A\" {\n  on manual\n  send \"x\"\n\nworkflow b \"B\" {\n  on manual\n}\n";
    let (ast, reports) = read(text);
    assert_eq!(reports.len(), 1);
    let names: Vec<bool> =
        ast.entries.iter().map(|entry| matches!(entry, Entry::Statement(_))).collect();
    assert_eq!(names, [true, true]);
}

#[test]
fn comments_keep_their_places_in_a_mended_text() {
    let text = "send \"a\"; # one\n# two\nsend \"b\"\n";
    let (ast, reports) = read(text);
    assert_eq!(reports.len(), 1);
    let comments: Vec<&str> =
        ast.trivia.comments.iter().filter_map(|span| text.get(span.range())).collect();
    assert_eq!(comments, ["# one", "# two"]);
}

#[test]
fn a_lost_token_is_reported_once_and_where_it_was() {
    let (mut programs, mut single, mut reports, mut near) = (0, 0, 0, 0);
    for text in [PROGRAM, OPERATORS, REQUEST, LAYOUT, TEXTS] {
        for (start, end) in tokens(text) {
            let head = text.get(..start).unwrap_or_default();
            let broken = format!("{head}{}", text.get(end..).unwrap_or_default());
            let found = read(&broken).1;
            if found.is_empty() {
                continue;
            }
            programs += 1;
            single += usize::from(found.len() == 1);
            let line = head.matches('\n').count();
            let at = |location: Location| {
                let offset = location.span.start as usize;
                broken.get(..offset).unwrap_or_default().matches('\n').count()
            };
            reports += found.len();
            near += found
                .iter()
                .filter(|report| (line..=line + 1).contains(&at(report.location())))
                .count();
        }
    }
    assert!(near * 100 >= reports * 90, "{near} of {reports} reports are near");
    assert!(single * 100 >= programs * 80, "{single} of {programs} programs have one report");
}

/// Words, numbers, whole texts and single signs.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let part = |letter: char| letter.is_alphanumeric() || letter == '_';
        let length = match letter {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' => rest
                .char_indices()
                .skip(1)
                .find(|(_, letter)| *letter == '"')
                .map_or(1, |(at, _)| at + 1),
            _ if part(letter) => rest.find(|letter| !part(letter)).unwrap_or(rest.len()),
            _ => letter.len_utf8(),
        };
        if !letter.is_whitespace() && letter != '#' {
            tokens.push((at, at + length));
        }
        at += length;
    }
    tokens
}

/// Every place lies inside of the text and on letters' borders.
fn sound(text: &str) {
    let (ast, reports) = read(text);
    for report in reports.iter() {
        assert!(text.get(report.location().span.range()).is_some(), "{report:?}");
        for label in &report.secondary {
            assert!(text.get(label.location.span.range()).is_some(), "{report:?}");
        }
        for edit in report.fix.iter().flat_map(|fix| &fix.edits) {
            assert!(text.get(edit.location.span.range()).is_some(), "{report:?}");
        }
    }
    for comment in &ast.trivia.comments {
        let comment = text.get(comment.range()).unwrap_or_default();
        assert!(comment.starts_with('#') || comment.starts_with("//"), "{comment:?}");
    }
}

const SOUP: [&str; 72] = [
    "workflow",
    "workspace",
    "scenario",
    "w",
    "\"a\"",
    "\"",
    "\"\"\"",
    "${",
    "}",
    "{",
    "(",
    ")",
    "[",
    "]",
    ",",
    ":",
    ".",
    "..",
    "=",
    "==",
    "!=",
    "<",
    ">=",
    "+",
    "-",
    "*",
    "/",
    "%",
    "and",
    "or",
    "not",
    "else",
    "is set",
    "in",
    "between",
    "during",
    "when",
    "branch",
    "send",
    "set",
    "jump to",
    "x",
    "contact.plan",
    "1",
    "5m",
    "09:00",
    "2026-12-25",
    "4xx",
    "#",
    "# c",
    "\n",
    "\n  ",
    "\n    ",
    " ",
    "\t",
    "\r",
    "\r\n",
    "\\",
    "\\n",
    "\0",
    ";",
    "'",
    "“",
    "”",
    "é",
    "👩‍👩‍👧",
    "\u{A0}",
    "//",
    "/*",
    "&&",
    "??",
    "$",
];

#[test]
fn quotes_that_are_escaped_already_stay_so() {
    sound("'a\\\"#'b");
    let (ast, reports) = read("'say \\\"hi\\\" # no comment'");
    assert!(ast.trivia.comments.is_empty());
    let fix = reports.iter().find_map(|report| report.fix.as_ref()).unwrap();
    assert_eq!(fix.edits[0].text, "\"say \\\"hi\\\" # no comment\"");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        sound(&text);
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        sound(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_soup_of_tokens_is_read(
        parts in proptest::collection::vec((0..SOUP.len(), any::<bool>()), 0..80)
    ) {
        let mut text = String::new();
        for (index, blank) in parts {
            text.push_str(SOUP.get(index).copied().unwrap_or_default());
            if blank {
                text.push(' ');
            }
        }
        sound(&text);
    }

    #[test]
    fn any_cut_and_splice_of_a_program_is_read(
        cuts in proptest::collection::vec((0..3_000_usize, 0..40_usize, 0..SOUP.len()), 1..6)
    ) {
        let mut text = PROGRAM.to_owned();
        for (at, length, index) in cuts {
            let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let end = (at + length).min(text.len());
            let end = (end..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap_or(at);
            text.replace_range(at..end, SOUP.get(index).copied().unwrap_or_default());
        }
        sound(&text);
    }
}
