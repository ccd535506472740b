//! Input that was made to hurt: deep, long, wide, unfinished, or not text at all.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use rondel::base::{FileId, MAX_SOURCE_BYTES};
use rondel::format::format;
use rondel::report::Code;
use rondel::syntax::parse;

const FILE: FileId = FileId(0);
const STACK: usize = 512 * 1024;

/// How long a text may take, in a build that is not made for speed.
const BOUND: Duration = Duration::from_secs(40);

/// Parses and formats in a thread with a small stack; gives the codes that were reported, and the
/// formatted text. What takes too long is left behind, so that the test ends all the same.
fn survive(text: String) -> (Vec<Code>, String) {
    let begin: String = text.chars().take(60).collect();
    let (send, receive) = mpsc::channel();
    let work = move || {
        let before = Instant::now();
        let (_, reports) = parse(FILE, &text);
        let parsed = before.elapsed();
        let formatted = format(FILE, &text).text;
        let codes = reports.iter().map(|report| report.code).collect();
        let _ = send.send((parsed, codes, formatted));
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work);
    let thread = thread.expect("a thread can be had");
    let result = receive.recv_timeout(BOUND);
    let (parsed, codes, formatted) = match result {
        Ok(result) => result,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("{begin:?} takes too long"),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            panic!("{begin:?} panics: {:?}", thread.join())
        }
    };
    assert!(parsed < BOUND / 4, "parsing {begin:?} took {parsed:?}");
    (codes, formatted)
}

fn nested(before: &str, open: &str, middle: &str, close: &str, times: usize) -> String {
    format!("{before}{}{middle}{}\n", open.repeat(times), close.repeat(times))
}

const HEAD: &str = "workflow deep \"Deep\" {\n  on manual\n";

#[test]
fn a_hundred_thousand_nested_braces_are_one_report() {
    for text in [
        nested("", "a {", "", "}", 100_000),
        nested("", "a {\n", "", "}\n", 100_000),
        nested(HEAD, "{", "", "", 100_000),
        nested(HEAD, "during office { } else {", "", "}", 100_000),
        "}".repeat(100_000),
        "{".repeat(100_000),
    ] {
        let (codes, formatted) = survive(text.clone());
        assert!(!codes.is_empty() && codes.len() <= 51, "{} reports", codes.len());
        assert!(formatted == text || !formatted.is_empty());
    }
}

#[test]
fn a_hundred_thousand_nested_brackets_are_reported() {
    for (open, close) in [("(", ")"), ("[", "]"), ("f(", ")"), ("a[", "]"), ("(a: ", ")")] {
        let whole = nested(&format!("{HEAD}  set x = "), open, "1", close, 100_000);
        let half = nested(&format!("{HEAD}  set x = "), open, "1", "", 100_000);
        for text in [whole + "}\n", half] {
            let (codes, _) = survive(text);
            assert!(!codes.is_empty() && codes.len() <= 51, "{} reports", codes.len());
        }
    }
}

#[test]
fn a_hundred_thousand_prefixes_and_operators_are_survived() {
    for run in
        ["not ", "- ", "not not - ", "a + ", "a and ", "a or ", "a else ", "a == ", "a.b.", "\"${"]
    {
        let text = format!("{HEAD}  set x = {}a\n}}\n", run.repeat(100_000));
        survive(text);
    }
}

#[test]
fn a_line_of_ten_megabytes_is_survived() {
    const SIZE: usize = 10 * 1024 * 1024;
    let parts =
        ["é", "comment ", "word ", "\"text\" ", "1, ", "{ a } ", "${", "\\", "not ", "a and ", "]"];
    for before in ["", "# ", "send ", "send \"", "set x = "] {
        for part in parts {
            let text = format!("{HEAD}  {before}{}\n}}\n", part.repeat(SIZE / part.len()));
            let (codes, formatted) = survive(text.clone());
            assert_eq!(codes, [Code("limit")], "{before}{part}");
            assert!(formatted == text, "{before}{part}");
        }
    }
}

#[test]
fn a_line_of_nearly_a_megabyte_is_read() {
    const SIZE: usize = 1024 * 1024 - 64;
    for part in ["word ", "\"text\" ", "1, ", "{ a } ", "${", "not ", "a and ", "é", "\\"] {
        survive(format!("{HEAD}  send {}\n}}\n", part.repeat(SIZE / part.len())));
    }
}

#[test]
fn a_file_of_twenty_megabytes_is_refused_and_kept() {
    let line = "  send \"Hi\"\n";
    let text = format!("{HEAD}{}}}\n", line.repeat(20 * 1024 * 1024 / line.len()));
    assert!(text.len() > MAX_SOURCE_BYTES);
    let (codes, formatted) = survive(text.clone());
    assert_eq!(codes, [Code("limit")]);
    assert!(formatted == text);
}

#[test]
fn two_kilobytes_of_unclosed_brackets_take_no_time() {
    for run in
        ["([", "(", "[", "{", "([{", "f(a[", "(a: ", "(a, ", "[\"${", "a {(", "\"${(", "a else {"]
    {
        let text = format!("{HEAD}  set x = {}\n}}\n", run.repeat(2048 / run.len()));
        let before = Instant::now();
        survive(text);
        let took = before.elapsed();
        assert!(took < Duration::from_secs(2), "{run:?} took {took:?}");
    }
}

#[test]
fn strange_characters_are_survived_and_kept() {
    let letters = [
        "\0", "\u{feff}", "\r", "\u{2028}", "\u{202e}", "\u{200b}", "\u{c}", "\u{b}", "\u{a0}",
        "\u{85}",
    ];
    for letter in letters {
        for text in [
            letter.to_owned(),
            format!("{letter}{HEAD}}}\n"),
            format!("{HEAD}{letter}}}\n"),
            format!("{HEAD}  send{letter}\"Hi\"\n}}{letter}\n"),
            format!("{HEAD}  send \"H{letter}i\" # {letter}\n}}\n{letter}"),
            format!("{HEAD}  send \"\"\"\n   {letter}\n  {letter}a\n  \"\"\"\n}}\n"),
        ] {
            let (_, formatted) = survive(text.clone());
            let again = format(FILE, &formatted).text;
            assert_eq!(formatted, again, "{text:?}");
            let begins = usize::from(text.starts_with('\u{feff}'));
            let count = |text: &str| text.matches(letter).count();
            if !matches!(letter, "\r") {
                let lost = if letter == "\u{feff}" { begins } else { 0 };
                assert_eq!(count(&text), count(&formatted) + lost, "{text:?}");
            }
        }
    }
}

#[test]
fn nothing_and_next_to_nothing_are_programs() {
    for text in
        ["", " ", "\n", "\r\n\r\n", "\u{feff}", "#", "# only a comment", "\t# one\n\n\n# two"]
    {
        let (codes, formatted) = survive(text.to_owned());
        assert!(codes.is_empty(), "{text:?}: {codes:?}");
        assert!(formatted.is_empty() || formatted.ends_with('\n'), "{text:?}");
    }
}
