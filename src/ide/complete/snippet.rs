//! Whole lines with places to fill in, made from what is declared.

use std::fmt::Write as _;

use crate::base::Name;
use crate::vocabulary::{Body, Kind, Operand, Sort, Store, Want};

/// So many names are offered in a place to fill in; more are offered when one is asked for.
const FEW: usize = 12;

/// A line in the making, as the Language Server Protocol writes snippets.
#[derive(Debug, Default)]
pub(super) struct Snippet {
    text: String,
    gaps: usize,
}

impl Snippet {
    /// A line of a declared form. `names` gives the declared names of a sort.
    pub(super) fn line<'a>(
        word: &str,
        operands: impl IntoIterator<Item = &'a Operand>,
        names: &dyn Fn(Sort, usize) -> Vec<Name>,
    ) -> Self {
        let mut line = Self::default();
        line.words(word);
        for operand in operands {
            if !operand.before.is_empty() {
                line.words(" ");
                line.words(operand.before);
            }
            if !matches!(operand.kind, Kind::Implied(_)) {
                line.words(" ");
                line.operand(operand, names);
            }
        }
        line
    }

    /// What is written of it.
    pub(super) fn done(self) -> String {
        self.text
    }

    /// With a block that holds lines of a kind.
    pub(super) fn block(mut self, body: Body) -> Self {
        match body {
            Body::None | Body::Details => {}
            Body::Steps => self.text.push_str(" {\n\t$0\n}"),
            Body::Arms => {
                self.text.push_str(" {\n\twhen ");
                self.gap("true");
                self.text.push_str(" {\n\t\t$0\n\t}\n}");
            }
            Body::TypedLines { texts, .. } => {
                self.text.push_str(" {\n\t");
                self.gap("name");
                self.words(" ");
                self.choice(crate::vocabulary::LINE_TYPES);
                if texts {
                    self.words(" ");
                    self.quoted("text");
                }
                self.text.push_str("\n}");
            }
        }
        self
    }

    /// Fixed words.
    pub(super) fn words(&mut self, words: &str) {
        self.text.push_str(&escaped(words, &['$', '}', '\\']));
    }

    /// A place to fill in.
    pub(super) fn gap(&mut self, default: &str) {
        self.gaps += 1;
        let default = escaped(default, &['$', '}', '\\']);
        let _ = write!(self.text, "${{{}:{default}}}", self.gaps);
    }

    fn quoted(&mut self, default: &str) {
        self.words("\"");
        self.gap(default);
        self.words("\"");
    }

    /// A place to fill in with one of a few.
    fn choice<T: AsRef<str>>(&mut self, of: &[T]) {
        if let [only] = of {
            return self.words(only.as_ref());
        }
        self.gaps += 1;
        let all: Vec<String> =
            of.iter().map(|one| escaped(one.as_ref(), &['$', '}', '\\', ',', '|'])).collect();
        let _ = write!(self.text, "${{{}|{}|}}", self.gaps, all.join(","));
    }

    fn operand(&mut self, operand: &Operand, names: &dyn Fn(Sort, usize) -> Vec<Name>) {
        match operand.kind {
            Kind::Value(want) | Kind::Values(want) => self.value(want),
            Kind::Declared(sort) | Kind::DeclaredList(sort) => {
                let known = names(sort, FEW + 1);
                if known.is_empty() || known.len() > FEW {
                    self.gap(sort.noun());
                } else {
                    // Also the only one is a place to fill in: it may be meant otherwise.
                    self.one_of(&known);
                }
            }
            Kind::DeclaredText(sort) | Kind::DeclaredTexts(sort) => {
                let known = names(sort, FEW + 1);
                self.words("\"");
                if known.is_empty() || known.len() > FEW {
                    self.gap(sort.noun());
                } else {
                    let known: Vec<String> = known.iter().map(|one| text(one)).collect();
                    self.one_of(&known);
                }
                self.words("\"");
            }
            Kind::Word(words) | Kind::Words(words) | Kind::Type(words) => self.choice(words),
            Kind::LineType => self.choice(crate::vocabulary::LINE_TYPES),
            Kind::NewName => self.gap(operand.name),
            Kind::Text | Kind::Texts | Kind::NewTexts => self.quoted(operand.name),
            Kind::Email => self.quoted("name@example.com"),
            Kind::Pattern => self.quoted("pattern"),
            Kind::Count { min, max } => self.gap(&1.clamp(min, max).to_string()),
            Kind::Duration { max } => self.gap(if max < 3_600 { "10s" } else { "1h" }),
            Kind::Place(Store::Any | Store::Field | Store::Owner) => self.gap("contact.field"),
            Kind::Place(Store::Number) => self.gap("number"),
            Kind::Path => {
                self.words("body.");
                self.gap("name");
            }
            Kind::Record(_) => {
                self.words("(");
                self.gap("name");
                self.words(": ");
                self.gap("value");
                self.words(")");
            }
            Kind::Status => self.gap("404"),
            Kind::Days => self.gap("mon..fri"),
            Kind::Times => self.gap("09:00-18:00"),
            Kind::DateRange => self.gap("2026-12-25"),
            Kind::Moment => self.gap("2026-03-02T10:00"),
            Kind::Implied(_) => {}
        }
    }

    fn one_of<T: AsRef<str>>(&mut self, known: &[T]) {
        match known {
            [only] => self.gap(only.as_ref()),
            all => self.choice(all),
        }
    }

    fn value(&mut self, want: Want) {
        match want {
            Want::Shown | Want::Text | Want::Body => self.quoted("text"),
            Want::Url => self.quoted("https://example.com"),
            Want::Bool => self.gap("true"),
            Want::Number | Want::Bound => self.gap("1"),
            Want::Duration => self.gap("1h"),
            Want::Moment => self.gap("now + 1d"),
            Want::Any | Want::OfPlace(_) | Want::LikePlace(_) => self.gap("value"),
        }
    }
}

/// The words of a text as they stand between its quotes.
pub(super) fn text(words: &str) -> String {
    let mut written = String::with_capacity(words.len());
    for sign in words.chars() {
        match sign {
            '"' | '\\' => written.extend(['\\', sign]),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            _ => written.push(sign),
        }
    }
    // Only before a brace does the sign begin anything.
    written.replace("${", "\\${")
}

fn escaped(words: &str, signs: &[char]) -> String {
    let mut written = String::with_capacity(words.len());
    for sign in words.chars() {
        if signs.contains(&sign) {
            written.push('\\');
        }
        written.push(sign);
    }
    written
}
