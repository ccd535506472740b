//! Which operands of a declared form stand already, and which may come next.

use std::ops::Range;

use super::lexer::{Sign, Token};
use crate::vocabulary::{Form, Kind, Operand, Store};

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ide) enum Next {
    /// Fixed words, of which some may stand already.
    Words(&'static str),
    /// The operand's own text, which begins at this token.
    Value(usize),
    /// Nothing: the line is whole.
    Nothing,
}

/// A way to read what is written as the beginning of a form.
#[derive(Clone, Debug)]
pub(in crate::ide) struct Fit {
    /// The form.
    pub(in crate::ide) form: Form,
    /// The operand that comes next, by its place; behind the last where the line is whole.
    pub(in crate::ide) at: usize,
    /// What comes next of it.
    pub(in crate::ide) next: Next,
    /// The tokens of each operand that stands already.
    pub(in crate::ide) bound: Vec<(&'static Operand, Range<usize>)>,
}

impl Fit {
    /// The operand that comes next.
    pub(in crate::ide) fn operand(&self) -> Option<&'static Operand> {
        self.form.get(self.at)
    }
}

/// Every way to read tokens as the beginning of one of some forms.
pub(in crate::ide) fn fits(forms: &'static [Form], tokens: &[Token<'_>]) -> Vec<Fit> {
    let mut found = Vec::new();
    for form in forms {
        let reader = Reader { form, tokens };
        reader.read(0, 0, &mut Vec::new(), &mut found);
    }
    found
}

struct Reader<'a, 't> {
    form: Form,
    tokens: &'a [Token<'t>],
}

impl Reader<'_, '_> {
    /// Reads on with the operand at `at` and the token at `from`. As deep as the form is long.
    fn read(
        &self,
        at: usize,
        from: usize,
        bound: &mut Vec<(&'static Operand, Range<usize>)>,
        found: &mut Vec<Fit>,
    ) {
        let fit = |next, bound: &[_]| Fit { form: self.form, at, next, bound: bound.to_vec() };
        let Some(operand) = self.form.get(at) else {
            if from == self.tokens.len() {
                found.push(fit(Next::Nothing, bound));
            }
            return;
        };
        if operand.optional {
            self.read(at + 1, from, bound, found);
        }
        let mut here = from;
        let mut words = operand.before;
        while let Some((word, rest)) = first_word(words) {
            let Some(token) = self.tokens.get(here) else {
                found.push(fit(Next::Words(words), bound));
                return;
            };
            if !token.is(word) {
                return;
            }
            (here, words) = (here + 1, rest);
        }
        let ends = ends(operand.kind, self.tokens, here);
        if ends.open {
            found.push(fit(Next::Value(here), bound));
        }
        if let Some(end) = ends.whole {
            bound.push((operand, here..end));
            self.read(at + 1, end, bound, found);
            bound.pop();
        }
    }
}

fn first_word(words: &'static str) -> Option<(&'static str, &'static str)> {
    (!words.is_empty()).then(|| words.split_once(' ').unwrap_or((words, "")))
}

/// How far an operand reaches.
struct Ends {
    /// Behind its last token, where it is whole.
    whole: Option<usize>,
    /// Whether the cursor stands where it begins, in it, or where it may go on.
    open: bool,
}

impl Ends {
    const NONE: Self = Self { whole: None, open: false };
    const OPEN: Self = Self { whole: None, open: true };

    const fn whole(end: usize) -> Self {
        Self { whole: Some(end), open: false }
    }
}

fn ends(kind: Kind, tokens: &[Token<'_>], at: usize) -> Ends {
    if matches!(kind, Kind::Implied(_)) {
        return Ends::whole(at);
    }
    let Some(first) = tokens.get(at) else { return Ends::OPEN };
    let one = |sign: Sign| if first.sign == sign { Ends::whole(at + 1) } else { Ends::NONE };
    match kind {
        Kind::Word(words) if !words.contains(&first.text) => Ends::NONE,
        Kind::Word(_) | Kind::Declared(_) | Kind::NewName => one(Sign::Word),
        Kind::Text | Kind::DeclaredText(_) | Kind::Email | Kind::Pattern => one(Sign::Text),
        Kind::Words(_) | Kind::DeclaredList(_) => {
            list(tokens, at, &|at| item(tokens, at, Sign::Word))
        }
        Kind::Texts | Kind::NewTexts | Kind::DeclaredTexts(_) => {
            list(tokens, at, &|at| item(tokens, at, Sign::Text))
        }
        Kind::Count { .. } if first.is("-") && at + 1 == tokens.len() => Ends::OPEN,
        Kind::Count { .. } if first.is("-") => item(tokens, at + 1, Sign::Literal),
        Kind::Count { .. } | Kind::Duration { .. } | Kind::Status | Kind::Moment => {
            one(Sign::Literal)
        }
        Kind::Days => list(tokens, at, &|at| range(tokens, at, Sign::Word, "..")),
        Kind::Times => list(tokens, at, &|at| range(tokens, at, Sign::Literal, "-")),
        Kind::DateRange => range(tokens, at, Sign::Literal, ".."),
        Kind::Place(Store::Field | Store::Owner) if !first.is("contact") => Ends::NONE,
        Kind::Place(_) => path(tokens, at),
        Kind::Type(_) => ty(tokens, at),
        Kind::LineType => match tokens.get(at + 1) {
            Some(behind) if behind.is("?") => Ends::whole(at + 2),
            Some(_) | None => one(Sign::Word),
        },
        Kind::Record(_) if first.is("(") => match closing(tokens, at) {
            Some(end) => Ends::whole(end + 1),
            None => Ends::OPEN,
        },
        Kind::Record(_) => Ends::NONE,
        Kind::Value(_) | Kind::Path => expression(tokens, at),
        Kind::Values(_) => list(tokens, at, &|at| expression(tokens, at)),
        Kind::Implied(_) => Ends::whole(at),
    }
}

fn item(tokens: &[Token<'_>], at: usize, sign: Sign) -> Ends {
    match tokens.get(at) {
        None => Ends::OPEN,
        Some(token) if token.sign == sign => Ends::whole(at + 1),
        Some(_) => Ends::NONE,
    }
}

/// Items separated by commas.
fn list(tokens: &[Token<'_>], mut at: usize, item: &dyn Fn(usize) -> Ends) -> Ends {
    loop {
        let ends = item(at);
        let Some(end) = ends.whole else { return ends };
        if !tokens.get(end).is_some_and(|token| token.is(",")) {
            return ends;
        }
        at = end + 1;
    }
}

/// One, or two with a sign between them.
fn range(tokens: &[Token<'_>], at: usize, sign: Sign, between: &str) -> Ends {
    let first = item(tokens, at, sign);
    match first.whole {
        Some(end) if tokens.get(end).is_some_and(|token| token.is(between)) => {
            item(tokens, end + 1, sign)
        }
        Some(_) | None => first,
    }
}

/// `contact.budget`, `answer`.
fn path(tokens: &[Token<'_>], at: usize) -> Ends {
    let mut ends = item(tokens, at, Sign::Word);
    while let Some(end) = ends.whole
        && tokens.get(end).is_some_and(|token| token.is("."))
    {
        ends = item(tokens, end + 1, Sign::Word);
    }
    ends
}

/// `number`, `list of text`.
fn ty(tokens: &[Token<'_>], at: usize) -> Ends {
    let ends = item(tokens, at, Sign::Word);
    let (Some(first), Some(_)) = (tokens.get(at), ends.whole) else { return ends };
    match tokens.get(at + 1) {
        None if first.is("list") => Ends { open: true, ..ends },
        Some(of) if first.is("list") && of.is("of") => item(tokens, at + 2, Sign::Word),
        Some(_) | None => ends,
    }
}

/// The place of the bracket that closes the one at `at`.
pub(super) fn closing(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate().skip(at) {
        if token.sign == Sign::Opening {
            depth += 1;
        } else if token.sign == Sign::Closing {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(place);
            }
        }
    }
    None
}

/// Terms and what joins them, as far as they go.
fn expression(tokens: &[Token<'_>], mut at: usize) -> Ends {
    let open = |at: usize| if at >= tokens.len() { Ends::OPEN } else { Ends::NONE };
    loop {
        while tokens.get(at).is_some_and(|token| token.is("-") || token.is("not")) {
            at += 1;
        }
        let Some(end) = term(tokens, at) else {
            return if reaches_end(tokens, at) { Ends::OPEN } else { open(at) };
        };
        at = end;
        while tokens.get(at).is_some_and(|token| token.is("is")) {
            if at + 1 == tokens.len() {
                return Ends::OPEN;
            }
            at += 2;
        }
        match tokens.get(at) {
            None => return Ends { whole: Some(at), open: true },
            Some(token) if token.joins() => at += 1,
            Some(_) => return Ends::whole(at),
        }
    }
}

/// Whether the term at `at` has no end before the cursor.
fn reaches_end(tokens: &[Token<'_>], at: usize) -> bool {
    match tokens.get(at).map(|token| token.sign) {
        None => true,
        Some(Sign::Word | Sign::Literal | Sign::Text | Sign::Opening) => true,
        Some(
            Sign::Closing
            | Sign::Brace
            | Sign::EndBrace
            | Sign::Remark
            | Sign::LineEnd
            | Sign::Other,
        ) => false,
    }
}

/// Behind a term and what touches it: members, calls, indexes. None where it is not whole.
fn term(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let first = tokens.get(at)?;
    let mut end = match first.sign {
        Sign::Word | Sign::Literal | Sign::Text => at + 1,
        Sign::Opening => closing(tokens, at)? + 1,
        Sign::Closing
        | Sign::Brace
        | Sign::EndBrace
        | Sign::Remark
        | Sign::LineEnd
        | Sign::Other => return None,
    };
    while let Some(token) = tokens.get(end) {
        if token.is(".") {
            tokens.get(end + 1).filter(|name| name.sign == Sign::Word)?;
            end += 2;
        } else if token.sign == Sign::Opening && token.touches {
            end = closing(tokens, end)? + 1;
        } else if token.is("?") {
            end += 1;
        } else {
            break;
        }
    }
    Some(end)
}
