//! Text behind the readable part of a statement: the habits of other languages, half-typed lines,
//! and what is left.

use super::name::is_reserved;
use super::strict;
use crate::base::Span;
use crate::report::Report;
use crate::syntax::grammar::Rule;
use crate::syntax::lower::Lower;

/// Reports text behind the statement that begins at `start`.
pub(in crate::syntax) fn junk(lower: &mut Lower<'_, '_>, start: u32, here: Span) {
    if lower.faults.silent(lower.at(here).0) || habit(lower, start, here) {
        return;
    }
    strict::unexpected(lower, Rule::statement_only, start, here);
}

/// Reports what is known to be meant; false where it is not.
pub(super) fn habit(lower: &mut Lower<'_, '_>, start: u32, here: Span) -> bool {
    let text = lower.slice(here);
    let before = lower.slice(Span::new(start, here.start));
    let first = text.chars().next().unwrap_or(' ');
    let report = match first {
        ':' => colon(lower, before, text, here),
        '=' | '-' if text.get(1..).is_some_and(|rest| rest.starts_with('>')) => {
            Some(arrow(lower, text, here))
        }
        '-' if !before.ends_with([' ', '\t']) && !before.trim().contains([' ', '"']) => {
            hyphen(lower, start, text, here)
        }
        '.' => Some(dot(lower, before, here)),
        '$' => Some(dollar(lower, text, here)),
        '{' => Some(double_braces(lower, text, here)),
        '%' => percent(lower, before, here),
        '!' => Some(not(lower, here)),
        '(' => Some(opened(lower, here)),
        _ if before.ends_with('"') && first.is_alphanumeric() => Some(quote(lower, here)),
        '`' => Some(backtick(lower, here)),
        _ if first.is_alphabetic() && !first.is_ascii() => Some(foreign(lower, text, here)),
        _ => None,
    };
    let report = report.or_else(|| operator(lower, before, text, here));
    let Some(report) = report else { return false };
    lower.faults.push(report);
    true
}

/// A report about the first bytes of a stretch.
fn at(lower: &Lower<'_, '_>, here: Span, bytes: usize, message: impl Into<String>) -> Report {
    let end = here.start + u32::try_from(bytes).unwrap_or(0);
    lower.faults.report(lower.at(Span::new(here.start, end.min(here.end))).0, message)
}

fn colon(lower: &Lower<'_, '_>, before: &str, text: &str, here: Span) -> Option<Report> {
    let rest = text.trim_start_matches(':').trim();
    if before.trim().is_empty() || before.trim().contains([' ', '"']) {
        let report = at(lower, here, 1, "a colon has no place here");
        return Some(
            report
                .label("colons stand after labels, and after names in records")
                .help("take the colon away"),
        );
    }
    if rest.is_empty() {
        let label = before.trim();
        let span = lower.at(Span::new(here.start.saturating_sub(length(before)), here.end)).0;
        let report = lower.faults.report(span, format!("the label `{label}` has no step"));
        return Some(report.help("write a step after the label, or take it away"));
    }
    let report = at(lower, here, 1, format!("a colon stands after `{}`", before.trim()));
    let span = lower.at(Span::new(here.start, here.start + 1)).0;
    let location = lower.faults.location(span);
    let help = format!("write `{} {rest}`", before.trim());
    Some(report.label("no colon is needed").help(help).fix("take the colon away", location, ""))
}

fn arrow(lower: &Lower<'_, '_>, text: &str, here: Span) -> Report {
    let step = text.get(2..).unwrap_or_default().trim();
    let sign = text.get(..2).unwrap_or_default();
    let step = if step.is_empty() { "…" } else { step };
    at(lower, here, 2, format!("`{sign}` begins no block"))
        .help(format!("write the steps in `{{` and `}}`: `{{ {step} }}`"))
}

fn hyphen(lower: &Lower<'_, '_>, start: u32, text: &str, here: Span) -> Option<Report> {
    let word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    let end = text.find(|letter| !word(letter)).unwrap_or(text.len());
    let written = lower.slice(Span::new(start, here.start + u32::try_from(end).unwrap_or(0)));
    let name = written.replace('-', "_").to_lowercase();
    let span = lower.at(Span::new(start, start + length(written))).0;
    let location = lower.faults.location(span);
    (end > 1).then(|| {
        lower
            .faults
            .report(span, format!("the name `{written}` has a hyphen"))
            .label("`-` is always minus")
            .help(format!("write `{name}`"))
            .fix(format!("write `{name}`"), location, name)
    })
}

fn dot(lower: &Lower<'_, '_>, before: &str, here: Span) -> Report {
    let word = before.rsplit([' ', '\t', '(', '[', '{']).next().unwrap_or_default();
    if word.is_empty() {
        return at(lower, here, 1, "a name is missing before the dot")
            .help("write what the field belongs to, like `contact.name`");
    }
    at(lower, here, 1, format!("nothing follows the dot after `{word}`"))
        .help(format!("write the name of the field after the dot, like `{word}.name`"))
}

fn dollar(lower: &Lower<'_, '_>, text: &str, here: Span) -> Report {
    let braced = text.starts_with("${");
    let name = text.trim_start_matches(['$', '{']);
    let end = name.find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '_' | '.'));
    let name = name.get(..end.unwrap_or(name.len())).unwrap_or(name);
    if braced {
        let report = at(lower, here, name.len() + 3, "`${…}` stands in texts only");
        return report.help(format!("write `{name}` alone, or `\"${{{name}}}\"` in a text"));
    }
    let span = lower.at(Span::new(here.start, here.start + 1)).0;
    let location = lower.faults.location(span);
    at(lower, here, name.len() + 1, "names have no `$` before them")
        .help(format!("write the name alone, without `$`: `{name}`"))
        .fix("take the `$` away", location, "")
}

fn double_braces(lower: &Lower<'_, '_>, text: &str, here: Span) -> Report {
    let name = text.split("}}").next().unwrap_or_default().trim_matches(['{', ' ']);
    at(lower, here, text.find("}}").map_or(2, |end| end + 2), "a value needs no braces around it")
        .help(format!("write `{name}` alone, or `\"${{{name}}}\"` in a text"))
}

fn percent(lower: &Lower<'_, '_>, before: &str, here: Span) -> Option<Report> {
    let number = before.rsplit([' ', '\t', '(']).find(|part| !part.is_empty())?;
    let value: rust_decimal::Decimal = number.parse().ok()?;
    let share = (value / rust_decimal::Decimal::ONE_HUNDRED).normalize();
    Some(
        at(lower, here, 1, "`%` is the remainder of a division")
            .label("a number is expected after it")
            .help(format!("write `{share}` for {number} in a hundred")),
    )
}

fn not(lower: &Lower<'_, '_>, here: Span) -> Report {
    at(lower, here, 1, "`!` is no operator").help("write `not`, or `!=` to compare")
}

fn opened(lower: &Lower<'_, '_>, here: Span) -> Report {
    at(lower, here, 1, "these brackets cannot be read").help(
        "write a value, or names and values: `(name: contact.name)`; blocks stand in `{` and `}`",
    )
}

fn quote(lower: &Lower<'_, '_>, here: Span) -> Report {
    let span = lower.at(Span::new(here.start.saturating_sub(1), here.start)).0;
    lower
        .faults
        .report(span, "this quote ends the text, and more follows")
        .label("the text ends here")
        .help("write `\\\"` for a quote inside a text")
}

fn backtick(lower: &Lower<'_, '_>, here: Span) -> Report {
    at(lower, here, 1, "a text does not stand in backticks")
        .help("write texts in double quotes: `\"…\"`")
}

fn foreign(lower: &Lower<'_, '_>, text: &str, here: Span) -> Report {
    let end = text.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len());
    let word = text.get(..end).unwrap_or(text);
    at(lower, here, end, format!("`{word}` is neither a name nor a text"))
        .help(format!("write a text in double quotes: `\"{word}\"`; names have the letters `a` to `z`, digits and `_`"))
}

/// An operator with a side missing, or a comma with nothing behind it.
fn operator(lower: &Lower<'_, '_>, before: &str, text: &str, here: Span) -> Option<Report> {
    const SIGNS: [&str; 14] =
        ["==", "!=", "<=", ">=", "..", "=", "<", ">", "+", "-", "*", "/", "%", ","];
    let sign = SIGNS.into_iter().find(|sign| text.starts_with(sign)).or_else(|| {
        let word = strict::found(text);
        (is_reserved(word) && !matches!(word, "true" | "false" | "none")).then_some(word)
    })?;
    let rest = text.get(sign.len()..).unwrap_or_default().trim();
    let verb = before.trim();
    let nothing_before = !verb.contains([' ', '\t', '(', '"']) && !sign.starts_with("not");
    if nothing_before && sign == "=" && !rest.is_empty() {
        let start = lower.at(Span::point(here.start - length(before))).0;
        let location = lower.faults.location(start);
        let report = at(lower, here, sign.len(), format!("`{verb}` is no step"));
        return Some(
            report.label("only `set` gives values").help(format!("write `set {verb} = …`")).fix(
                "write `set`",
                location,
                "set ",
            ),
        );
    }
    if nothing_before && !rest.is_empty() {
        let report = at(lower, here, sign.len(), format!("a value is missing before `{sign}`"));
        return Some(report.help(format!("write a value between `{verb}` and `{sign}`")));
    }
    if rest.is_empty() || strict::found(rest) == ")" {
        let report = at(lower, here, sign.len(), format!("the value after `{sign}` is missing"));
        let help = match sign {
            "=" => "write the new value after `=`".to_owned(),
            "," => "write another value after the comma, or take the comma away".to_owned(),
            _ => format!("write a value after `{sign}`, or take `{sign}` away"),
        };
        return Some(report.help(help));
    }
    let next = strict::found(rest);
    let doubled = SIGNS.contains(&next)
        || (is_reserved(next) && !matches!(next, "true" | "false" | "none" | "not"));
    doubled.then(|| {
        at(
            lower,
            here,
            text.len() - rest.len() + next.len(),
            format!("a value is missing between `{sign}` and `{next}`"),
        )
        .help("write a value between them, or take one of them away")
    })
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
