//! The formatter: what it makes of ugly programs, and the laws it keeps.

use proptest::prelude::*;
use rondel::base::FileId;
use rondel::format::{INTERNAL, format};
use rondel::syntax::{Ast, parse};

use super::lexer::{Kind, Token, tokens};
use super::programs::{Program, all, sound};

const FILE: FileId = FileId(0);

/// Formats a text, and checks the laws that hold for every text there is.
fn lawful(text: &str) -> String {
    let once = format(FILE, text);
    let internal = once.reports.iter().any(|report| report.code == INTERNAL);
    assert!(!internal, "the formatter gave up on {text:?}");
    let twice = format(FILE, &once.text);
    assert_eq!(once.text, twice.text, "formatting twice differs from formatting {text:?} once");
    assert_eq!(characters(text), characters(&once.text), "characters of {text:?} were lost");
    once.text
}

/// Everything that is said, without blanks and commas.
fn characters(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.chars().filter(|letter| !matches!(letter, ' ' | '\t' | '\r' | '\n' | ',')).collect()
}

/// The tree of a text that must be free of errors, and its comments.
fn read(text: &str) -> (Ast, Vec<String>) {
    let (ast, reports) = parse(FILE, text);
    assert!(reports.is_empty(), "{text}\n{reports:#?}");
    let comments = ast.trivia.comments.iter();
    let comments = comments.map(|span| text[span.range()].trim_end().to_owned()).collect();
    (ast, comments)
}

/// Blanks that a snapshot would hide.
fn visible(text: &str) -> String {
    let text = text.replace('\u{feff}', "⟨bom⟩").replace('\t', "⟶");
    text.replace("\r\n", "␍\n").replace('\r', "␍")
}

#[test]
fn ugly_programs_become_canonical() {
    insta::glob!("../fixtures/format", "*.rondel", |path| {
        let source = std::fs::read_to_string(path).unwrap();
        let formatted = lawful(&source);
        let end = if formatted.is_empty() || formatted.ends_with('\n') {
            ""
        } else {
            "⟨no line end⟩"
        };
        let both = format!("{}\n━━━━━━━━\n{}{end}", visible(&source), visible(&formatted));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/format");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("format", both));
    });
}

#[test]
fn sound_programs_keep_their_tree_and_comments() {
    for Program { name, text } in sound() {
        let before = read(&text);
        let after = lawful(&text);
        assert_eq!(before, read(&after), "{name}");
    }
}

#[test]
fn programs_of_every_kind_obey_the_laws() {
    for program in all() {
        lawful(&program.text);
    }
}

#[test]
fn the_examples_are_formatted() {
    for Program { name, text } in super::programs::below("examples") {
        let formatted = format(FILE, &text).text;
        assert_eq!(formatted, text, "run `rondel fmt` on {name}");
    }
}

#[test]
fn a_text_that_is_too_long_is_left_alone() {
    let long = "# a comment\n".repeat(rondel::base::MAX_SOURCE_BYTES / 12 + 1);
    let formatted = format(FILE, &long);
    assert_eq!(formatted.text, long);
    assert!(formatted.reports.has_errors());
}

/// The places in a program where a line may end, and how far in the next line must stand: what
/// goes on stands further in than what it belongs to.
fn chances(text: &str, tokens: &[Token]) -> Vec<(usize, usize)> {
    let mut chances = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let word = &text[token.at.clone()];
        let infix = ["and", "or", "+", "*", "/", "==", "!=", "<", ">", "<=", ">="];
        let goes_on = matches!(word, "(" | "[" | "," | "=") || infix.contains(&word);
        let follows = tokens.get(index + 1).map_or(text.len(), |next| next.at.start);
        let ends = text[token.at.end..follows].contains('\n');
        if goes_on {
            chances.push((token.at.end, 40));
        } else if word == "{" || (ends && token.kind != Kind::Comment) {
            chances.push((token.at.end, 2));
        }
    }
    chances
}

/// A program with something put in behind some places, chosen by numbers.
fn with_insertions(
    text: &str,
    places: &[(usize, usize)],
    choices: &[u8],
    put: impl Fn(u8, usize) -> String,
) -> String {
    let mut changed = String::with_capacity(text.len() * 2);
    let mut from = 0;
    for (index, (place, indent)) in places.iter().enumerate() {
        changed.push_str(&text[from..*place]);
        let round = u8::try_from(index / choices.len() % 256).unwrap();
        changed.push_str(&put(choices[index % choices.len()].wrapping_add(round), *indent));
        from = *place;
    }
    changed.push_str(&text[from..]);
    changed
}

/// What is put in for a choice: most often nothing.
fn comment(choice: u8, indent: usize) -> String {
    let indent = " ".repeat(indent);
    match choice % 8 {
        0 => format!(" # behind {choice}\n{indent}"),
        1 => format!("\n    # above {choice}\n\n\n{indent}"),
        2 => format!("#x{choice}\n#y\n  # z \n{indent}"),
        _ => String::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(192) })]

    #[test]
    fn comments_put_in_anywhere_survive(which in any::<prop::sample::Index>(), choices in prop::collection::vec(any::<u8>(), 1..40)) {
        let programs = sound();
        let text = &which.get(&programs).text;
        let changed = with_insertions(text, &chances(text, &tokens(text)), &choices, comment);
        let before = read(&changed);
        prop_assert_eq!(&before.0, &read(text).0, "a comment changed the tree of {}", changed);
        let after = lawful(&changed);
        prop_assert_eq!(before, read(&after));
    }

    #[test]
    fn blanks_put_in_between_words_change_nothing(which in any::<prop::sample::Index>(), choices in prop::collection::vec(any::<u8>(), 1..40)) {
        let programs = sound();
        let text = &which.get(&programs).text;
        let all = tokens(text);
        let apart = all.windows(2).filter(|pair| pair[0].at.end < pair[1].at.start);
        let places: Vec<_> = apart.map(|pair| (pair[0].at.end, 0)).collect();
        let blank = |choice: u8, _| ["", "", "  ", "\t", " \t "][usize::from(choice % 5)].to_owned();
        let changed = with_insertions(text, &places, &choices, blank);
        prop_assert_eq!(format(FILE, text).text, lawful(&changed));
    }

    #[test]
    fn any_bytes_obey_the_laws(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        lawful(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_words_obey_the_laws(words in prop::collection::vec(prop::sample::select(WORDS), 0..120)) {
        lawful(&words.concat());
    }
}

/// What programs are made of, with blanks on some sides of it.
const WORDS: &[&str] = &[
    "workflow a \"A\" {\n",
    "on manual\n",
    "send",
    " \"Hi\"",
    " { ",
    "}",
    "\n",
    "\n",
    "\n\n",
    " ",
    " else ",
    "else",
    "(",
    ")",
    "[",
    "]",
    ", ",
    " = ",
    "==",
    " and ",
    " or ",
    " not ",
    " + ",
    "-",
    "..",
    "a.b",
    "name",
    ": ",
    "12.5",
    "1h30m",
    "2026-12-25",
    "09:00",
    "# c\n",
    " # d",
    "\"",
    "\"\"\"\n",
    "\"\"\"",
    "${",
    "\\",
    "$",
    "\u{feff}",
    "\r\n",
    "\t",
    "é",
    "👩‍👩‍👧‍👦",
    "\0",
    "?",
    "*",
    "&&",
    "!",
    ";",
    "branch {",
    "when a {",
    "is set",
    "between 1 and 2",
    "\"x ${y else \"z\"}\"",
    "“",
    "'",
    "workspace w \"W\" {",
    "scenario \"S\" for a {",
];
