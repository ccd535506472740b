//! Effects: kept until they are done, and never lost in between.

use super::book::{Book, agent_event, commit_of, effect, event};
use crate::base::Key;
use crate::store::conformance::{Case, Outcome, case, same};
use crate::store::{Claim, RunStore, wait};

pub(super) fn cases<S: RunStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("effects are kept until they are done", until_done),
        case("effects that are not done come in the order in which they were asked for", in_order),
        case("an effect comes back as it was asked for", as_asked),
        case("its answer and the end of an effect are taken in together", answer_and_done),
        case("the end of an effect counts although its answer was seen before", done_twice),
        case("the end of an effect nobody asked for changes nothing", unknown_done),
        case("an effect in doubt stays visible", in_doubt),
        case("an effect in doubt can still be done", doubt_then_done),
        case("doubt about an effect nobody asked for changes nothing", unknown_doubt),
        case("an effect that is asked for twice is kept once", asked_twice),
        case("effects of events without a contact are kept too", without_contact),
    ]
}

/// Applies an event that asks for effects.
fn ask<S: RunStore>(book: &Book<'_, S>, id: &str, effects: &[&str]) -> Outcome {
    book.accept(&[event(id, "c1")])?;
    let mut commit = commit_of(&book.take(id)?);
    commit.outbox = effects.iter().map(|name| effect(name)).collect();
    book.commit(commit)
}

/// The effects that are not done, by the name they were given.
fn open<S: RunStore>(book: &Book<'_, S>) -> Result<Vec<(String, Claim)>, String> {
    let rows = wait(book.store.unfinished(&book.here, None)).map_err(|error| error.to_string())?;
    Ok(rows.into_iter().map(|(row, claim)| (row.contact.to_string(), claim)).collect())
}

fn names<S: RunStore>(book: &Book<'_, S>) -> Result<Vec<String>, String> {
    Ok(open(book)?.into_iter().map(|(name, _)| name).collect())
}

fn keys(names: &[&str]) -> Vec<Key> {
    names.iter().map(|name| Key::of_text(name)).collect()
}

fn doubt<S: RunStore>(book: &Book<'_, S>, names: &[&str]) -> Outcome {
    wait(book.store.doubt(&book.here, keys(names))).map_err(|error| error.to_string())
}

fn until_done<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    ask(&book, "e1", &["f1", "f2"])?;
    same("counted", book.counts()?.outbox, 2)?;
    book.accept_done(&[], keys(&["f1"]))?;
    same("open", names(&book)?, ["f2"])?;
    book.accept_done(&[], keys(&["f2"]))?;
    same("open in the end", names(&book)?.len(), 0)?;
    same("counted in the end", book.counts()?.outbox, 0)
}

fn in_order<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    ask(&book, "e1", &["f1", "f2", "f3", "f4"])?;
    ask(&book, "e2", &["f5"])?;
    ask(&book, "e3", &["f6", "f7", "f8"])?;
    ask(&book, "e4", &["f9"])?;
    let wanted = ["f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9"];
    same("open", names(&book)?, wanted)?;
    book.accept_done(&[], keys(&["f2", "f7"]))?;
    same("then", names(&book)?, ["f1", "f3", "f4", "f5", "f6", "f8", "f9"])
}

fn as_asked<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    ask(&book, "e1", &["größe \"1\" 👩‍💻"])?;
    let rows = wait(store.unfinished(&book.here, None)).map_err(|error| error.to_string())?;
    same("the effect", rows, [(effect("größe \"1\" 👩‍💻"), Claim::Claimed)])
}

fn answer_and_done<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    ask(&book, "e1", &["f1"])?;
    same("new", book.accept_done(&[event("answer", "c1")], keys(&["f1"]))?, [true])?;
    same("open", names(&book)?.len(), 0)?;
    same("applied", book.apply_all()?, ["answer"])
}

fn done_twice<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    ask(&book, "e1", &["f1"])?;
    book.accept(&[event("answer", "c1")])?;
    same("new", book.accept_done(&[event("answer", "c1")], keys(&["f1"]))?, [false])?;
    same("open", names(&book)?.len(), 0)?;
    book.accept_done(&[], keys(&["f1"]))?;
    same("applied", book.apply_all()?, ["answer"])
}

fn unknown_done<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    ask(&book, "e1", &["f1"])?;
    book.accept_done(&[], keys(&["f2"]))?;
    same("open", names(&book)?, ["f1"])
}

fn in_doubt<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    ask(&book, "e1", &["f1", "f2"])?;
    doubt(&book, &["f1"])?;
    let wanted = [("f1".to_owned(), Claim::InDoubt), ("f2".to_owned(), Claim::Claimed)];
    same("open", open(&book)?, wanted)?;
    same("counted", book.counts()?.outbox, 2)
}

fn doubt_then_done<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    ask(&book, "e1", &["f1"])?;
    doubt(&book, &["f1"])?;
    book.accept_done(&[], keys(&["f1"]))?;
    same("open", names(&book)?.len(), 0)
}

fn unknown_doubt<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    doubt(&book, &["f1"])?;
    ask(&book, "e1", &["f1"])?;
    same("open", open(&book)?, [("f1".to_owned(), Claim::Claimed)])
}

fn asked_twice<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    ask(&book, "e1", &["f1", "f2"])?;
    ask(&book, "e2", &["f1"])?;
    same("open", names(&book)?, ["f1", "f2"])?;
    same("counted", book.counts()?.outbox, 2)
}

fn without_contact<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[agent_event("e1")])?;
    let mut commit = commit_of(&book.take("e1")?);
    commit.outbox = [effect("f1")].into();
    book.commit(commit)?;
    same("open", names(&book)?, ["f1"])
}
