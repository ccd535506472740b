//! A page as plain text.

use std::fmt::Write;

use super::article::Article;

/// Columns of a line.
const WIDTH: usize = 88;

/// A page as it is printed to a terminal.
pub(super) fn text(article: &Article) -> String {
    let mut out = String::new();
    let title = if article.title.is_empty() {
        format!("{}: {}", article.word, article.kind)
    } else {
        format!("{}: {}, {}", article.word, article.title, article.kind)
    };
    let _ = writeln!(out, "{title}");
    if !article.about.is_empty() {
        out.push('\n');
        wrap(&mut out, &article.about, 2);
    }
    if !article.written.is_empty() {
        out.push_str("\nWritten\n");
        for line in &article.written {
            let _ = writeln!(out, "  {line}");
        }
        for sentence in &article.where_ {
            wrap(&mut out, sentence, 4);
        }
    }
    for table in &article.tables {
        let _ = writeln!(out, "\n{}", table.title);
        for row in &table.rows {
            let Some((first, rest)) = row.split_first() else { continue };
            for line in first.lines() {
                let _ = writeln!(out, "  {line}");
            }
            let mut sentences = rest.join(if table.columns.len() == 3 { ". " } else { " " });
            if table.title == "Outcomes" {
                sentences = outcome(rest);
            }
            wrap(&mut out, &sentences, 6);
        }
    }
    if !article.facts.is_empty() {
        out.push('\n');
        for fact in &article.facts {
            wrap(&mut out, fact, 2);
        }
    }
    if !article.sample.is_empty() {
        out.push_str("\nSample\n");
        for line in article.sample.lines() {
            let _ = writeln!(out, "{}", format!("  {line}").trim_end());
        }
    }
    out
}

fn outcome(cells: &[String]) -> String {
    match cells {
        [about, without, ..] => format!("{about} Without a block: {}", lower(without)),
        [about] => about.clone(),
        [] => String::new(),
    }
}

/// A sentence that goes on behind a colon.
fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// Words in lines of at most [`WIDTH`] columns, each behind so many blanks.
fn wrap(out: &mut String, sentences: &str, indent: usize) {
    let mut line = String::new();
    for word in sentences.split_whitespace() {
        let grown = line.chars().count() + word.chars().count() + 1 + indent;
        if !line.is_empty() && grown > WIDTH {
            let _ = writeln!(out, "{:indent$}{line}", "");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        let _ = writeln!(out, "{:indent$}{line}", "");
    }
}
