//! Contacts: found, read and gone through.

use super::book::{Book, after, set_text};
use crate::base::Name;
use crate::runtime::ContactState;
use crate::store::conformance::{Case, Outcome, case, same};
use crate::store::{Field, RunStore, wait};

pub(super) fn cases<S: RunStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("a contact is found by e-mail address and by phone number", found),
        case("a text is compared to the letter", to_the_letter),
        case("an address is not found as a phone number, nor the other way about", fields_apart),
        case("of several with one address the first heard of is found", first_heard_of),
        case("a contact is not found by what it was before", not_by_the_old),
        case("whoever still has an address is found when the first gave it up", second_holder),
        case("whoever takes an address another gave up is found", taken_over),
        case("a contact nobody heard of is not there", unknown),
        case("contacts come by id, a page at a time", pages),
        case("pages go on behind an id that is not there", pages_behind),
        case("ids are in order of their bytes", bytes),
    ]
}

fn find<S: RunStore>(book: &Book<'_, S>, field: Field, text: &str) -> Result<String, String> {
    let found = wait(book.store.find(&book.here, field, text));
    let found = found.map_err(|error| error.to_string())?;
    Ok(found.map_or("nobody".to_owned(), |name| name.to_string()))
}

/// Gives a contact an e-mail address; each change is an event of its own.
fn email<S: RunStore>(book: &Book<'_, S>, contact: &str, text: Option<&str>) -> Outcome {
    let turns = book.contact(contact)?.map_or(0, |state| state.turns);
    book.bring(&format!("{contact}/{turns}"), contact, |state| set_text(state, "email", text))
}

fn found<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    email(&book, "c1", Some("ana@x.test"))?;
    book.bring("e2", "c2", |state| set_text(state, "phone", Some("+4930123")))?;
    same("e-mail", find(&book, Field::Email, "ana@x.test")?, "c1")?;
    same("phone", find(&book, Field::Phone, "+4930123")?, "c2")?;
    same("nobody's", find(&book, Field::Email, "bo@x.test")?, "nobody")
}

fn to_the_letter<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    email(&book, "c1", Some("ana@x.test"))?;
    for text in ["Ana@x.test", "ana@x.test ", "ana@x.tes", "ana_x.test", "%", ""] {
        same(text, find(&book, Field::Email, text)?, "nobody")?;
    }
    Ok(())
}

fn fields_apart<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.bring("e1", "c1", |state| set_text(state, "email", Some("12345")))?;
    book.bring("e2", "c2", |state| set_text(state, "phone", Some("67890")))?;
    same("as a phone number", find(&book, Field::Phone, "12345")?, "nobody")?;
    same("as an address", find(&book, Field::Email, "67890")?, "nobody")
}

fn first_heard_of<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let born = |id: &str, seconds: i64| {
        let mut state = ContactState::new(id.into(), after(seconds));
        set_text(&mut state, "email", Some("ana@x.test"));
        state
    };
    book.bring("e1", "c1", |state| *state = born("c1", 20))?;
    book.bring("e2", "c2", |state| *state = born("c2", 10))?;
    book.bring("e3", "c0", |state| *state = born("c0", 30))?;
    same("found", find(&book, Field::Email, "ana@x.test")?, "c2")
}

fn not_by_the_old<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    email(&book, "c1", Some("old@x.test"))?;
    email(&book, "c1", Some("new@x.test"))?;
    same("the old", find(&book, Field::Email, "old@x.test")?, "nobody")?;
    same("the new", find(&book, Field::Email, "new@x.test")?, "c1")?;
    email(&book, "c1", None)?;
    same("none", find(&book, Field::Email, "new@x.test")?, "nobody")?;
    email(&book, "c1", Some("old@x.test"))?;
    same("the old again", find(&book, Field::Email, "old@x.test")?, "c1")
}

fn second_holder<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    email(&book, "c1", Some("ana@x.test"))?;
    email(&book, "c2", Some("ana@x.test"))?;
    email(&book, "c1", None)?;
    same("found", find(&book, Field::Email, "ana@x.test")?, "c2")
}

fn taken_over<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    email(&book, "c1", Some("ana@x.test"))?;
    email(&book, "c1", Some("other@x.test"))?;
    email(&book, "c2", Some("ana@x.test"))?;
    same("found", find(&book, Field::Email, "ana@x.test")?, "c2")
}

fn unknown<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    same("before anything", book.contact("c1")?, None)?;
    book.bring("e1", "c1", |_| {})?;
    same("another", book.contact("c2")?, None)?;
    same("the empty id", book.contact("")?, None)
}

fn page<S: RunStore>(
    book: &Book<'_, S>,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<String>, String> {
    let after = after.map(Name::from);
    let states = wait(book.store.contacts(&book.here, after.as_ref(), limit));
    let states = states.map_err(|error| error.to_string())?;
    Ok(states.into_iter().map(|state| state.contact.id.to_string()).collect())
}

fn bring_all<S: RunStore>(book: &Book<'_, S>, contacts: &[&str]) -> Outcome {
    contacts.iter().try_for_each(|contact| book.bring(&format!("e/{contact}"), contact, |_| {}))
}

fn pages<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    same("before anything", page(&book, None, 10)?.len(), 0)?;
    bring_all(&book, &["c3", "c1", "c5", "c2", "c4"])?;
    same("the first", page(&book, None, 2)?, ["c1", "c2"])?;
    same("the second", page(&book, Some("c2"), 2)?, ["c3", "c4"])?;
    same("the last", page(&book, Some("c4"), 2)?, ["c5"])?;
    same("behind it", page(&book, Some("c5"), 2)?.len(), 0)?;
    same("a page of nothing", page(&book, None, 0)?.len(), 0)?;
    same("everybody", page(&book, None, usize::MAX)?.len(), 5)
}

fn pages_behind<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    bring_all(&book, &["b", "d", "f"])?;
    same("between", page(&book, Some("c"), 9)?, ["d", "f"])?;
    same("before all", page(&book, Some(""), 9)?, ["b", "d", "f"])
}

fn bytes<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    bring_all(&book, &["b", "é", "a", "B", "10", "9", "李"])?;
    same("in order", page(&book, None, 9)?, ["10", "9", "B", "a", "b", "é", "李"])
}
