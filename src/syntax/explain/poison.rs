//! Lines that begin with something no line begins with.

use super::strict::found;
use crate::base::Span;
use crate::report::Report;
use crate::syntax::lower::Lower;

/// Reports an entry that could not be read; `before` is the entry before it.
pub(in crate::syntax) fn poison(lower: &mut Lower<'_, '_>, before: Option<Span>, here: Span) {
    if lower.faults.silent(lower.at(here).0) {
        return;
    }
    let report = reason(lower, before, here);
    lower.faults.push(report);
}

fn reason(lower: &Lower<'_, '_>, before: Option<Span>, here: Span) -> Report {
    let text = lower.slice(here);
    let first = found(text);
    let end = here.start + u32::try_from(first.len()).unwrap_or(0);
    let span = lower.at(Span::new(here.start, end)).0;
    let location = lower.faults.location(span);
    let report = |message: &str| lower.faults.report(span, message);
    let after_block =
        before.is_some_and(|before| !lower.slice(Span::new(before.end, here.start)).contains('\n'));
    match first {
        "," if after_block => report("no comma follows a block").help("take the comma away").fix(
            "take the comma away",
            location,
            "",
        ),
        "," => report("a line begins with a comma")
            .help("write the comma at the end of the line before"),
        "}" => {
            report("this `}` closes nothing").help("take it away").fix("take it away", location, "")
        }
        ")" | "]" => {
            lower.faults.report(span, format!("this `{first}` closes nothing")).help("take it away")
        }
        "{" => braces(lower, text, span),
        "$" => {
            let name = found(text.trim_start_matches(['$', '{']));
            report("names have no `$` before them")
                .help(format!("write `set {name} = …`, without `$`"))
        }
        "-" | "*" => lower
            .faults
            .report(span, format!("a line begins with `{first}`"))
            .help("begin the line with a step or a setting, like `send \"…\"`"),
        "@" => report("a line begins with `@`").help("begin the line with a step or a setting"),
        _ if first.starts_with('"') => quoted(lower, text, first, span),
        _ if first.starts_with(|letter: char| letter.is_ascii_digit()) => {
            report("a line begins with a number")
                .help("write the step or setting before the number, like `wait 5m`")
        }
        _ if first.starts_with(char::is_alphabetic) => lower
            .faults
            .report(span, format!("`{first}` is not a step"))
            .help("names and steps have the letters `a` to `z`, digits and `_`"),
        _ => lower
            .faults
            .report(span, format!("a line begins with `{first}`"))
            .help("begin the line with a step or a setting, or take it away"),
    }
}

fn braces(lower: &Lower<'_, '_>, text: &str, span: Span) -> Report {
    let inner = text.trim_matches(['{', '}', ' ']);
    if text.starts_with("{{") && !inner.contains('\n') {
        let report = lower.faults.report(span, "a value needs no braces around it");
        return report.help(format!("write `{inner}` alone, or `\"${{{inner}}}\"` in a text"));
    }
    lower
        .faults
        .report(span, "this block belongs to no step")
        .help("write the step before `{`, on the same line")
}

fn quoted(lower: &Lower<'_, '_>, text: &str, first: &str, span: Span) -> Report {
    let key = first.trim_matches('"');
    let rest = text.get(first.len()..).unwrap_or_default().trim_start();
    let plain =
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if let Some(value) = rest.strip_prefix(':').filter(|_| plain) {
        let value = value.trim().trim_end_matches(',');
        return lower
            .faults
            .report(span, format!("the step `{key}` is written without quotes and without a colon"))
            .help(format!("write `{key} {value}`"));
    }
    lower
        .faults
        .report(span, "a line begins with a text")
        .help("write the step before the text, like `send \"…\"`")
}
