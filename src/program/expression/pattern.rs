//! Patterns that are texts: regular expressions, and those of `format`.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::base::{Literal, Location, MAX_PATTERN_BYTES, Name, Type};
use crate::program::scope::Scope;
use crate::program::{Expr, ExprKind};
use crate::report::Report;
use crate::vocabulary::{Function, codes};

/// Reports a regular expression that cannot be read.
pub(crate) fn check_pattern(pattern: &str, place: Location, scope: &mut Scope<'_>) {
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, ' ' | '_' | '-');
    if pattern.chars().all(plain) {
        return;
    }
    let read = regex_syntax::ParserBuilder::new().case_insensitive(true).build().parse(pattern);
    let (message, label) = match read {
        Err(error) => {
            let text = error.to_string();
            let last = text.lines().rev().find_map(|line| line.strip_prefix("error: "));
            ("this pattern cannot be read", last.unwrap_or("not a regular expression").to_owned())
        }
        Ok(read) if is_small(&read) || compiles(pattern) => return,
        Ok(_) => ("this pattern is too large", "it compiles to more than 1 MiB".to_owned()),
    };
    scope.report(
        Report::error(codes::WRONG_TYPE, place, message)
            .label(label)
            .help("put `\\\\` before a sign that is meant as it stands, as in `\"2 \\\\+ 2\"`"),
    );
}

/// Whether a pattern is so small that it surely fits: most are, and compiling one costs more than
/// checking the workflow around it.
fn is_small(read: &Hir) -> bool {
    /// Far more bytes than one range of letters compiles to.
    const RANGE: usize = 512;
    ranges(read).saturating_mul(RANGE) < MAX_PATTERN_BYTES
}

/// How many ranges of letters a pattern is made of, repeated ones counted as often as they repeat.
fn ranges(read: &Hir) -> usize {
    match read.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(text) => text.0.len(),
        HirKind::Class(Class::Unicode(letters)) => letters.ranges().len(),
        HirKind::Class(Class::Bytes(bytes)) => bytes.ranges().len(),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min).max(1);
            ranges(&repetition.sub).saturating_mul(usize::try_from(times).unwrap_or(usize::MAX))
        }
        HirKind::Capture(capture) => ranges(&capture.sub) + 1,
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().map(ranges).fold(0, usize::saturating_add)
        }
    }
}

fn compiles(pattern: &str) -> bool {
    let mut builder = regex::RegexBuilder::new(pattern);
    builder.case_insensitive(true).size_limit(MAX_PATTERN_BYTES).build().is_ok()
}

/// Checks the pattern of `format`, where it and the type of the value are known.
pub(super) fn check_format(function: &Function, args: &[Expr], scope: &mut Scope<'_>) {
    let ("format", [of, pattern]) = (function.name, args) else { return };
    let ExprKind::Literal(Literal::Text(text)) = &pattern.kind else { return };
    let fault = if of.ty == Type::Number {
        number(text)
    } else if of.ty == Type::Date {
        moment(text, "yMdE", "a date has no time of day")
    } else if of.ty == Type::Time {
        moment(text, "Hhmsa", "a time of day has no date")
    } else if of.ty == Type::DateTime {
        moment(text, "yMdEHhmsa", "")
    } else {
        None
    };
    let Some((label, help)) = fault else { return };
    let place = scope.location(pattern.span);
    let message = format!("`\"{text}\"` is not a pattern for {}", super::types::noun(&of.ty));
    scope.report(
        Report::error(codes::WRONG_TYPE, place, message)
            .label(label)
            .help(help)
            .also(scope.location(of.span), format!("this is {}", super::types::noun(&of.ty))),
    );
}

/// Reports a way of writing dates that cannot be read, or that leaves a part of the date open.
pub(crate) fn check_date_format(format: &Name, place: Location, scope: &mut Scope<'_>) {
    let stray = moment(format, "yMdE", "a date has no time of day");
    let open = [('d', "day"), ('M', "month"), ('y', "year")];
    let open = open.into_iter().find(|(letter, _)| !format.contains(*letter));
    let fault = stray.or_else(|| {
        let (letter, part) = open?;
        let label = format!("the {part} is missing: `{letter}`");
        Some((label, "write one like `\"dd.MM.yyyy\"` or `\"d MMM yyyy\"`".to_owned()))
    });
    let Some((label, help)) = fault else { return };
    let message = format!("`\"{format}\"` is no way to write a date");
    scope.report(Report::error(codes::WRONG_TYPE, place, message).label(label).help(help));
}

/// What is wrong with a pattern, and what to write.
type Fault = (String, String);

fn number(pattern: &Name) -> Option<Fault> {
    let help = || "write one like `\"0\"`, `\"0.00\"` or `\"#,##0.0\"`".to_owned();
    if let Some(stray) = pattern.chars().find(|letter| !matches!(letter, '0' | '#' | ',' | '.')) {
        return Some((format!("`{stray}` has no meaning here"), help()));
    }
    if !pattern.contains(['0', '#']) {
        return Some(("there is no digit in it".to_owned(), help()));
    }
    (pattern.matches('.').count() > 1).then(|| ("it has two points".to_owned(), help()))
}

/// Letters that stand for parts of a moment, outside of single quotes.
fn moment(pattern: &Name, allowed: &str, why: &str) -> Option<Fault> {
    let mut quoted = false;
    for letter in pattern.chars() {
        if letter == '\'' {
            quoted = !quoted;
        }
        if quoted || !letter.is_ascii_alphabetic() || allowed.contains(letter) {
            continue;
        }
        let known = "yMdEHhmsa".contains(letter);
        let label = if known && letter == 'm' && !why.is_empty() {
            "`m` are minutes; months are `M`".to_owned()
        } else if known {
            format!("`{letter}`: {why}")
        } else {
            format!("`{letter}` stands for nothing")
        };
        let help = match letter {
            'Y' => "write the year as `yyyy`".to_owned(),
            'D' => "write the day as `d` or `dd`".to_owned(),
            'S' => "write seconds as `ss`".to_owned(),
            _ if known => format!("use the letters {}", letters(allowed)),
            _ => format!(
                "use the letters {}, and put words in single quotes: `'at'`",
                letters(allowed)
            ),
        };
        return Some((label, help));
    }
    None
}

fn letters(allowed: &str) -> String {
    let each: Vec<String> = allowed.chars().map(|letter| format!("`{letter}`")).collect();
    each.join(" ")
}
