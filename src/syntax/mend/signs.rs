//! Signs of other languages and of word processors.

use super::walk::Walk;
use super::{Slip, offset, replace};
use crate::base::Span;
use crate::syntax::origin::Change;

/// Operators of other languages, and the words of this one.
const OPERATORS: [(&str, &str); 9] = [
    ("&&", "and"),
    ("||", "or"),
    ("??", "else"),
    ("&", "and"),
    ("|", "or"),
    ("===", "=="),
    ("!==", "!="),
    ("<>", "!="),
    ("≠", "!="),
];

/// Letters that look like signs of the language, and the signs.
const LOOKALIKES: [(char, &str); 9] = [
    ('–', "-"),
    ('—', "-"),
    ('−', "-"),
    ('…', ".."),
    ('≥', ">="),
    ('≤', "<="),
    ('×', "*"),
    ('，', ","),
    ('：', ":"),
];

impl Walk<'_, '_, '_> {
    /// Code that is neither blank, text, bracket nor comment.
    pub(super) fn sign(&mut self, letter: char) {
        if letter.is_ascii_alphanumeric() || letter == '_' {
            self.code(1);
            return;
        }
        let rest = self.rest();
        let operator = OPERATORS.iter().find(|(sign, _)| rest.starts_with(sign));
        if let Some((sign, word)) = operator {
            self.word(sign, word);
        } else if letter == ';' {
            self.semicolon();
        } else if letter == '!' && !rest.starts_with("!=") && self.stands_before_value() {
            let here = self.here(1);
            let location = self.faults.location(here);
            let report = self.report(here, "`!` is no operator").help("write `not`").fix(
                "write `not`",
                location,
                "not ",
            );
            self.slips.push(Slip::new(report, vec![replace(here, "not ")]));
            self.code(1);
        } else if rest.starts_with("//") {
            self.slashes();
        } else if rest.starts_with("/*") {
            self.slash_star();
        } else if letter == '\'' || letter == '‘' || letter == '’' {
            self.single_quotes(letter);
        } else if matches!(letter, '“' | '”' | '„' | '«' | '»' | '‟' | '＂') {
            self.curly_quotes(letter);
        } else if let Some((_, sign)) = LOOKALIKES.iter().find(|(look, _)| *look == letter) {
            let here = self.here(letter.len_utf8());
            let location = self.faults.location(here);
            let report = self
                .report(here, format!("`{letter}` is not a sign of the language"))
                .help(format!("write `{sign}`"))
                .fix(format!("write `{sign}`"), location, *sign);
            self.slips.push(Slip::new(report, vec![replace(here, *sign)]));
            self.code(letter.len_utf8());
        } else if letter == '\r' {
            self.lone_return();
        } else if letter == '\0'
            || (letter.is_whitespace() && letter != '\n')
            || is_invisible(letter)
        {
            self.invisible(letter);
        } else {
            self.code(letter.len_utf8());
        }
    }

    fn here(&self, bytes: usize) -> Span {
        Span::new(offset(self.at), offset(self.at + bytes))
    }

    fn before(&self) -> Option<char> {
        self.text.get(..self.at).and_then(|text| text.chars().next_back())
    }

    fn stands_before_value(&self) -> bool {
        let before = self.before().is_none_or(|letter| " \t\n([{,=".contains(letter));
        before
            && self
                .letter(1)
                .is_some_and(|next| next.is_ascii_alphabetic() || "($_!".contains(next))
    }

    /// An operator that is a word, or another sign, here.
    fn word(&mut self, sign: &str, word: &str) {
        let here = self.here(sign.len());
        let location = self.faults.location(here);
        let blank = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
        let left = if blank(self.before()) { "" } else { " " };
        let right = if blank(self.letter(sign.len())) { "" } else { " " };
        let text = format!("{left}{word}{right}");
        let report = self
            .report(here, format!("`{sign}` is no operator"))
            .help(format!("write `{word}`"))
            .fix(format!("write `{word}`"), location, text.clone());
        self.slips.push(Slip::new(report, vec![replace(here, text)]));
        self.code(sign.len());
    }

    fn semicolon(&mut self) {
        let here = self.here(1);
        let rest = self.rest().get(1..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let last = rest.is_empty() || rest.starts_with(['#', '}', ';', '\n', '\r']);
        let location = self.faults.location(here);
        let report = self.report(here, "a statement ends at the end of its line, without `;`");
        let (report, text) = if last || !self.stack.is_empty() {
            (report.help("take the `;` away").fix("take the `;` away", location, ""), "")
        } else {
            (report.help("take the `;` away and begin a new line"), "\n")
        };
        self.slips.push(Slip::new(report, vec![replace(here, text)]));
        // The line of code ends before the sign that is taken away.
        self.at += 1;
    }

    fn slashes(&mut self) {
        if self.before() == Some(':') {
            self.bare_address();
            return;
        }
        let here = self.here(2);
        let location = self.faults.location(here);
        let report = self
            .report(here, "`//` begins no comment")
            .help("begin a comment with `#`")
            .fix("write `#`", location, "#");
        self.slips.push(Slip::new(report, vec![replace(here, "#")]));
        self.skip_line();
    }

    fn bare_address(&mut self) {
        let before = self.text.get(..self.at).unwrap_or_default();
        let word = before.rsplit([' ', '\t', '\n', '(', '[']).next().unwrap_or_default();
        let from = self.at - word.len();
        let rest = self.rest();
        let length = rest.find([' ', '\t', '\n', '\r', '"', ',']).unwrap_or(rest.len());
        let end = self.at + length;
        let here = Span::new(offset(from), offset(end));
        let address = self.text.get(from..end).unwrap_or_default();
        let report = self
            .report(here, "a web address stands in quotes")
            .help(format!("write `\"{address}\"`"));
        let quote = |at: usize| replace(Span::point(offset(at)), "\"");
        self.slips.push(Slip::new(report, vec![quote(from), quote(end)]));
        self.code(length);
    }

    fn slash_star(&mut self) {
        let rest = self.rest();
        let length = rest.find("*/").map(|at| at + 2);
        let length = length.or_else(|| rest.find(['\n', '\r'])).unwrap_or(rest.len());
        let here = self.here(length);
        let report = self
            .report(self.here(2), "`/*` begins no comment")
            .help("begin each line of a comment with `#`");
        self.slips.push(Slip::new(report, vec![replace(here, "")]));
        self.at += length;
    }

    fn single_quotes(&mut self, letter: char) {
        let inside_word = self.before().is_some_and(char::is_alphanumeric);
        let line = self.rest_of_line().get(letter.len_utf8()..).unwrap_or_default();
        let closing = line.char_indices().filter(|(_, next)| matches!(next, '\'' | '’')).find(
            |(at, next)| {
                let after = line.get(at + next.len_utf8()..).and_then(|rest| rest.chars().next());
                !after.is_some_and(char::is_alphanumeric)
            },
        );
        if inside_word {
            self.code(letter.len_utf8());
            return;
        }
        let Some((at, close)) = closing else {
            self.code(letter.len_utf8());
            return;
        };
        self.quotes(
            letter,
            at,
            Some(close),
            "a text does not stand in single quotes",
            "write texts in double quotes: `\"…\"`",
        );
    }

    fn curly_quotes(&mut self, letter: char) {
        let line = self.rest_of_line().get(letter.len_utf8()..).unwrap_or_default();
        let closing = line
            .char_indices()
            .find(|(_, next)| matches!(next, '”' | '“' | '"' | '»' | '«' | '‟' | '＂'));
        let at = closing.map_or_else(|| super::lines::before_braces(line), |(at, _)| at);
        let message = "a text does not stand in curly quotes";
        self.quotes(
            letter,
            at,
            closing.map(|(_, close)| close),
            message,
            "write straight quotes: `\"`",
        );
    }

    /// A text between quotes that are none: both become straight ones.
    fn quotes(
        &mut self,
        open: char,
        length: usize,
        close: Option<char>,
        message: &str,
        help: &str,
    ) {
        let from = self.at;
        let end = from + open.len_utf8() + length;
        let closing = close.map_or(0, char::len_utf8);
        let content = self.text.get(from + open.len_utf8()..end).unwrap_or_default();
        let whole = Span::new(offset(from), offset(end + closing));
        let text = format!("\"{}\"", escaped(content));
        let location = self.faults.location(whole);
        let report = self.report(whole, message).help(help).fix(
            "write `\"` at both ends",
            location,
            text.clone(),
        );
        let sound = !content.contains("${") && !content.ends_with('\\');
        let changes: Vec<Change> =
            if sound { vec![replace(whole, text)] } else { vec![replace(whole, "\"\"")] };
        self.slips.push(Slip::new(report, changes));
        self.code(whole.len());
    }

    fn lone_return(&mut self) {
        let here = self.here(1);
        let changes = vec![replace(here, "\n")];
        if self.told_of_ends {
            self.slips.push(Slip { at: here.start, report: None, changes, echoes: false });
        } else {
            self.told_of_ends = true;
            let report = self
                .report(here, "a line ends with a carriage return alone")
                .help("save the file with line ends of the usual kind (LF or CR LF)");
            self.slips.push(Slip::new(report, changes));
        }
        self.end_line();
    }

    fn invisible(&mut self, letter: char) {
        let here = self.here(letter.len_utf8());
        let text = if letter.is_whitespace() { " " } else { "" };
        let location = self.faults.location(here);
        let name = u32::from(letter);
        let report = self
            .report(here, format!("an invisible character, U+{name:04X}"))
            .help(if text.is_empty() { "take it away" } else { "write an ordinary blank" })
            .fix("mend the blank", location, text);
        self.slips.push(Slip::new(report, vec![replace(here, text)]));
        self.at += letter.len_utf8();
    }
}

/// What stands between quotes that are none, as it stands between straight ones: those inside are
/// escaped, unless they are already.
fn escaped(content: &str) -> String {
    let mut text = String::with_capacity(content.len());
    let mut letters = content.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => {
                text.push(letter);
                text.extend(letters.next());
            }
            letter => text.push(letter),
        }
    }
    text
}

/// Letters that take no room: joiners, marks of direction, a byte order mark inside of a text.
const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
        || letter.is_ascii_control()
}
