//! What a workflow promises.

use super::Promise;
use super::bind::{bind_behind, first_word, no_else};
use super::scope::Scope;
use crate::base::{Span, nearest};
use crate::report::Report;
use crate::syntax::Statement;
use crate::vocabulary::{self, codes};

/// Binds a promise; none where its word is missing or unknown (reported).
pub(crate) fn bind_promise(statement: &Statement, scope: &mut Scope<'_>) -> Option<Promise> {
    no_else(statement, scope);
    let word = first_word(statement);
    let known: Vec<&str> = vocabulary::PROMISES.iter().map(|promise| promise.word).collect();
    let Some((word, span)) = word else {
        let end = scope.location(Span::point(statement.verb.at.0.end));
        scope.report(
            Report::error(codes::MISSING_ARGUMENT, end, "`ensure` needs a promise")
                .label("expected a promise here")
                .help(format!("write {}", quoted(&known))),
        );
        return None;
    };
    let Some(decl) = vocabulary::find_promise(&word) else {
        let place = scope.location(span);
        let report = Report::error(codes::UNKNOWN_NAME, place, format!("unknown promise `{word}`"))
            .label("not a promise");
        let near =
            vocabulary::synonym_of_promise(&word).or_else(|| nearest(&word, known.iter().copied()));
        scope.report(match near {
            Some(near) => report.help(format!("did you mean `{near}`?")).guess(
                format!("write `{near}`"),
                place,
                near,
            ),
            None => report.help(format!("promises are {}", quoted(&known))),
        });
        return None;
    };
    let line = bind_behind(statement, span, decl.word, decl.forms, scope);
    Some(Promise { decl, line })
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`ensure {word}`")).collect::<Vec<_>>().join(", ")
}
