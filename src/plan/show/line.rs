//! Lines of a step, a trigger or a setting, written as their declarations say.

use super::block::show_block;
use super::expression::{show_expression, show_path, show_record};
use super::text::{is_plain, quoted};
use crate::base::Name;
use crate::plan::{Arg, Setting, Trigger};
use crate::vocabulary::{self as decl, Form, Kind};

/// A word and its operands, each behind the words that the declared form puts before it. What no
/// form declares stands in order. Texts of several lines go on below, one level deeper than the
/// line.
pub(super) fn show_line(word: &str, forms: &[Form], args: &[(Name, Arg)], indent: usize) -> String {
    let mut out = word.to_owned();
    let mut add = |part: &str| {
        if !part.is_empty() {
            out.push(' ');
            out.push_str(part);
        }
    };
    match forms.iter().find(|form| is_of_form(form, args)) {
        Some(form) => {
            for operand in *form {
                let Some((_, arg)) = args.iter().find(|(name, _)| name == operand.name) else {
                    continue;
                };
                add(operand.before);
                if !matches!(operand.kind, Kind::Implied(_)) {
                    add(&show_operand(arg, indent + 1));
                }
            }
        }
        None => args.iter().for_each(|(_, arg)| add(&show_operand(arg, indent + 1))),
    }
    out
}

/// Whether a line has all operands that a form wants, and none that it does not know.
fn is_of_form(form: &Form, args: &[(Name, Arg)]) -> bool {
    let is_there = |name: &str| args.iter().any(|(own, _)| own == name);
    let implied = |kind: Kind, name: &str| {
        let Kind::Implied(word) = kind else { return true };
        args.iter().any(|(own, arg)| own == name && matches!(arg, Arg::Name(own) if own == word))
    };
    form.iter().all(|one| one.optional || (is_there(one.name) && implied(one.kind, one.name)))
        && args.iter().all(|(name, _)| form.iter().any(|one| one.name == name))
}

/// Settings one a line, each `indent` deep, with the lines of their blocks below.
pub(super) fn put_settings(
    settings: &[Setting],
    known: &[decl::Setting],
    indent: usize,
    out: &mut String,
) {
    for setting in settings {
        let found = known.iter().find(|one| setting.name == one.word);
        let forms = found.map_or(&[][..], |one| one.forms);
        let line = show_line(&setting.name, forms, &setting.args, indent);
        put_line(&line, indent, out);
        put_settings(&setting.lines, found.map_or(&[], |one| one.settings), indent + 1, out);
    }
}

/// The settings of a trigger, each with the lines of its block.
#[must_use]
pub fn show_trigger_settings(trigger: &Trigger) -> Vec<String> {
    let known = decl::find_trigger(&trigger.event).map_or(&[][..], |known| known.settings);
    let show = |setting| {
        let mut out = String::new();
        put_settings(std::slice::from_ref(setting), known, 0, &mut out);
        out
    };
    trigger.settings.iter().map(show).collect()
}

/// One line.
pub(super) fn put_line(line: &str, indent: usize, out: &mut String) {
    for _ in 0..indent {
        out.push_str("  ");
    }
    out.push_str(line);
    out.push('\n');
}

/// One operand as it stands in its line: a text of several lines on lines of its own.
#[must_use]
pub fn show_operand(arg: &Arg, indent: usize) -> String {
    let block = if let Arg::Expr(expr) = arg { show_block(expr, indent) } else { None };
    block.unwrap_or_else(|| show_arg(arg))
}

/// One operand.
pub(super) fn show_arg(arg: &Arg) -> String {
    match arg {
        Arg::Expr(expr) => show_expression(expr),
        Arg::Exprs(exprs) => list(exprs, show_expression),
        Arg::Name(name) => bare(name),
        Arg::Names(names) => list(names, |name| bare(name)),
        Arg::Text(text) => quoted(text),
        Arg::Texts(texts) => show_texts(texts),
        Arg::Count(count) => count.to_string(),
        Arg::Duration(length) => length.to_string(),
        Arg::Place(place) => place.to_string(),
        Arg::Type(ty) => ty.to_string(),
        Arg::Path(parts) => show_path(parts),
        Arg::Record(entries) => show_record(entries),
        Arg::Status { code, class: true } => format!("{code}xx"),
        Arg::Status { code, class: false } => code.to_string(),
    }
}

/// Texts in quotes, with commas.
pub(super) fn show_texts(texts: &[Name]) -> String {
    list(texts, |text| quoted(text))
}

/// Names with commas.
pub(super) fn show_names(names: &[Name]) -> String {
    list(names, |name| bare(name))
}

fn bare(name: &str) -> String {
    if is_plain(name) { name.to_owned() } else { quoted(name) }
}

fn list<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    items.iter().map(show).collect::<Vec<_>>().join(", ")
}
