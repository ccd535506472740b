//! Several workspaces in one store.

use super::book::{Book, after, commit_of, effect, event, set_text, set_timers};
use crate::base::Key;
use crate::store::conformance::{Case, Outcome, case, same};
use crate::store::{DeadLetter, Field, RunStore, wait};

pub(super) fn cases<S: RunStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("an id of one workspace is new in another", ids),
        case("a contact that is worked on in one workspace is free in another", busy),
        case("contacts of several workspaces are kept apart", contacts),
        case("timers of several workspaces are kept apart", timers),
        case("effects of several workspaces are kept apart", effects),
        case("events given up in one workspace stay in another", dead),
        case("logs and counts of several workspaces are kept apart", logs),
    ]
}

fn two<S: RunStore>(store: &S) -> (Book<'_, S>, Book<'_, S>) {
    (Book::named(store, "here"), Book::named(store, "there"))
}

fn ids<S: RunStore>(store: &S) -> Outcome {
    let (here, there) = two(store);
    same("here", here.accept(&[event("e1", "c1")])?, [true])?;
    same("there", there.accept(&[event("e1", "c1"), event("e2", "c1")])?, [true, true])?;
    same("applied here", here.apply_all()?, ["e1"])?;
    same("applied there", there.apply_all()?, ["e1", "e2"])
}

fn busy<S: RunStore>(store: &S) -> Outcome {
    let (here, there) = two(store);
    here.accept(&[event("e1", "c1")])?;
    there.accept(&[event("e1", "c1")])?;
    let one = here.take("e1")?;
    let other = there.take("e1")?;
    here.settle(&one, |_| {})?;
    same("version", other.version, 0)?;
    there.settle(&other, |_| {})
}

fn contacts<S: RunStore>(store: &S) -> Outcome {
    let (here, there) = two(store);
    here.bring("e1", "c1", |state| set_text(state, "email", Some("ana@x.test")))?;
    same("the contact", there.contact("c1")?, None)?;
    let found = wait(store.find(&there.here, Field::Email, "ana@x.test"));
    same("found", found, Ok(None))?;
    let all = wait(store.contacts(&there.here, None, 9)).map(|all| all.len());
    same("all", all, Ok(0))
}

fn timers<S: RunStore>(store: &S) -> Outcome {
    let (here, there) = two(store);
    here.bring("e1", "c1", |state| set_timers(state, &[after(10)]))?;
    there.bring("e1", "c1", |state| set_timers(state, &[after(20)]))?;
    same("too early there", there.due_contact(after(15))?, None::<String>)?;
    same("here", here.due_contact(after(15))?, Some("c1".to_owned()))?;
    same("there", there.due_contact(after(20))?, Some("c1".to_owned()))
}

fn effects<S: RunStore>(store: &S) -> Outcome {
    let (here, there) = two(store);
    for book in [&here, &there] {
        book.accept(&[event("e1", "c1")])?;
        let mut commit = commit_of(&book.take("e1")?);
        commit.outbox = [effect("f1")].into();
        book.commit(commit)?;
    }
    here.accept_done(&[], vec![Key::of_text("f1")])?;
    same("open", (here.counts()?.outbox, there.counts()?.outbox), (0, 1))
}

fn dead<S: RunStore>(store: &S) -> Outcome {
    let (here, there) = two(store);
    for book in [&here, &there] {
        book.accept(&[event("e1", "c1"), event("e2", "c1")])?;
    }
    here.take("e1")?;
    let letter = DeadLetter { id: "e1".into(), at: after(1), why: "no".into() };
    same("buried", wait(store.bury(&here.here, letter)), Ok(()))?;
    same("dead there", wait(store.dead(&there.here)), Ok(Vec::new()))?;
    same("applied here", here.apply_all()?, ["e2"])?;
    same("applied there", there.apply_all()?, ["e1", "e2"])
}

fn logs<S: RunStore>(store: &S) -> Outcome {
    let (here, there) = two(store);
    here.bring("e1", "c1", |_| {})?;
    there.bring("e2", "c1", |_| {})?;
    there.bring("e3", "c1", |_| {})?;
    same("here", here.logged(Some("c1"))?, ["e1"])?;
    same("there", there.logged(None)?, ["e2", "e3"])?;
    same("contacts", (here.counts()?.contacts, there.counts()?.contacts), (1, 1))
}
