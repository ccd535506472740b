//! A page as a part of a Markdown file.

use std::fmt::Write;

use super::article::{Article, Table};

/// A page below a heading of this level.
pub(in crate::vocabulary) fn markdown(article: &Article, level: usize) -> String {
    let mut out = String::new();
    let marks = "#".repeat(level);
    let _ = match article.title.as_str() {
        "" => writeln!(out, "{marks} `{}`", article.word),
        title => writeln!(out, "{marks} `{}`: {title}", article.word),
    };
    if !article.about.is_empty() {
        let _ = writeln!(out, "\n{}", article.about);
    }
    if !article.written.is_empty() {
        let _ = writeln!(out, "\n```text\n{}\n```", article.written.join("\n"));
    }
    if !article.where_.is_empty() {
        out.push('\n');
        for sentence in &article.where_ {
            let _ = writeln!(out, "- {sentence}");
        }
    }
    let is_all = article.tables.len() == 1 && article.written.is_empty();
    for one in &article.tables {
        let title = if is_all { String::new() } else { format!("**{}**\n\n", one.title) };
        let _ = writeln!(out, "\n{title}{}", table(one));
    }
    if !article.facts.is_empty() {
        let _ = writeln!(out, "\n{}", article.facts.join(" "));
    }
    if !article.sample.is_empty() {
        let _ = writeln!(out, "\n```rondel\n{}\n```", article.sample.trim_end());
    }
    out
}

/// A table.
fn table(table: &Table) -> String {
    let mut out = format!("| {} |\n", table.columns.join(" | "));
    let _ = writeln!(out, "|{}", "---|".repeat(table.columns.len()));
    for row in &table.rows {
        let mut cells = row.iter();
        let first = cells.next().map(|cell| {
            let lines: Vec<String> = cell.lines().map(code).collect();
            lines.join("<br>")
        });
        let rest = cells.map(|cell| cell.replace('|', "\\|").replace('\n', " "));
        let all: Vec<String> = first.into_iter().chain(rest).collect();
        let _ = writeln!(out, "| {} |", all.join(" | "));
    }
    out.trim_end().to_owned()
}

/// Source text inside a cell.
pub(in crate::vocabulary) fn code(source: &str) -> String {
    format!("`{}`", source.replace('|', "\\|"))
}
