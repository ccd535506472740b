//! Many workers on one store.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::book::{Book, after, commit_of, event, set_timers};
use crate::store::conformance::crowd::crowd;
use crate::store::conformance::{Case, Outcome, case, same};
use crate::store::{Inbound, RunStore, StoreError, Work};

/// How often a worker looks again although there is nothing to do, before something was lost.
const PATIENCE: usize = 20_000;

pub(super) fn cases<S: RunStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("threads taking in the same ids find each new once", same_ids),
        case("threads taking in different ids lose none", different_ids),
        case("threads apply every event once, and a contact's in order", workers),
        case("threads that give events back apply every event once, in order", giving_back),
        case("threads that take in and apply at once lose nothing", both_at_once),
        case("threads fire every timer once", timers),
        case("of threads committing on one version one wins", one_version),
    ]
}

fn same_ids<S: RunStore + Sync>(store: &S) -> Outcome {
    let book = Book::of(store);
    let fresh = crowd(8, |number| {
        let mut fresh = 0_usize;
        for step in 0..50 {
            let id = (step + number * 6) % 50;
            let new = book.accept(&[event(&format!("e{id}"), &format!("c{}", id % 7))])?;
            fresh += new.into_iter().filter(|new| *new).count();
        }
        Ok(fresh)
    })?;
    same("new", fresh.iter().sum::<usize>(), 50)?;
    let applied = book.apply_all()?;
    same("applied", applied.len(), 50)?;
    same("different ones", applied.iter().collect::<BTreeSet<_>>().len(), 50)
}

fn different_ids<S: RunStore + Sync>(store: &S) -> Outcome {
    let book = Book::of(store);
    crowd(8, |number| {
        for step in 0..10 {
            let one = |part| event(&format!("e{number}/{step}/{part}"), &format!("c{number}"));
            let few: Vec<Inbound> = (0..5).map(one).collect();
            same("new", book.accept(&few)?, [true; 5])?;
        }
        Ok(())
    })?;
    let applied = book.apply_all()?;
    same("applied", applied.len(), 400)?;
    for number in 0..8 {
        let own = |step: usize| (0..5).map(move |part| format!("e{number}/{step}/{part}"));
        let wanted: Vec<String> = (0..10).flat_map(own).collect();
        same("in order", book.logged(Some(&format!("c{number}")))?, wanted)?;
    }
    Ok(())
}

const CONTACTS: usize = 12;
const EACH: usize = 15;

/// Events of many contacts, mixed.
fn mixed() -> Vec<Inbound> {
    let round = |number: usize| {
        (0..CONTACTS).map(move |of| event(&format!("e{of}/{number}"), &format!("c{of}")))
    };
    (0..EACH).flat_map(round).collect()
}

/// That every event of [`mixed`] was applied once and in order.
fn all_applied<S: RunStore>(book: &Book<'_, S>) -> Outcome {
    for of in 0..CONTACTS {
        let wanted: Vec<String> = (0..EACH).map(|number| format!("e{of}/{number}")).collect();
        let contact = format!("c{of}");
        same("the log of a contact", book.logged(Some(&contact))?, wanted)?;
        let turns = book.contact(&contact)?.map(|state| state.turns);
        same("the turns of a contact", turns, u64::try_from(EACH).ok())?;
    }
    same("not applied", book.counts()?.inbox, 0)
}

/// Works until `total` events were applied by all together.
fn work<S: RunStore>(
    book: &Book<'_, S>,
    applied: &AtomicUsize,
    total: usize,
    mut apply: impl FnMut(&Work) -> Result<bool, String>,
) -> Outcome {
    let mut idle = 0;
    while applied.load(Ordering::SeqCst) < total {
        match book.next()? {
            Some(work) => {
                idle = 0;
                if apply(&work)? {
                    applied.fetch_add(1, Ordering::SeqCst);
                }
            }
            None => {
                idle += 1;
                if idle > PATIENCE {
                    return Err("events that are not applied are not handed out".to_owned());
                }
                thread::yield_now();
            }
        }
    }
    Ok(())
}

fn workers<S: RunStore + Sync>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&mixed())?;
    let applied = AtomicUsize::new(0);
    crowd(8, |_| {
        work(&book, &applied, CONTACTS * EACH, |work| {
            book.settle(work, |_| {})?;
            Ok(true)
        })
    })?;
    all_applied(&book)
}

fn giving_back<S: RunStore + Sync>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&mixed())?;
    let applied = AtomicUsize::new(0);
    crowd(8, |number| {
        let mut seen = number;
        work(&book, &applied, CONTACTS * EACH, |work| {
            seen += 1;
            if seen % 3 == 0 {
                book.release(work)?;
                return Ok(false);
            }
            book.settle(work, |_| {})?;
            Ok(true)
        })
    })?;
    all_applied(&book)
}

fn both_at_once<S: RunStore + Sync>(store: &S) -> Outcome {
    let book = Book::of(store);
    let applied = AtomicUsize::new(0);
    crowd(8, |number| {
        if number % 2 == 0 {
            return work(&book, &applied, CONTACTS * EACH, |work| {
                book.settle(work, |_| {})?;
                Ok(true)
            });
        }
        for step in 0..EACH {
            for of in (0..CONTACTS).filter(|of| of % 4 == number / 2) {
                book.accept(&[event(&format!("e{of}/{step}"), &format!("c{of}"))])?;
            }
        }
        Ok(())
    })?;
    all_applied(&book)
}

fn timers<S: RunStore + Sync>(store: &S) -> Outcome {
    let book = Book::of(store);
    for number in 0..40 {
        let due = after(number % 5);
        book.bring(&format!("e{number}"), &format!("c{number}"), |state| {
            set_timers(state, &[due]);
        })?;
    }
    let fired = crowd(8, |_| {
        let mut fired = Vec::new();
        while let Some(work) = book.due(after(60))? {
            book.settle(&work, |state| state.runs.clear())?;
            fired.extend(work.event.contact().cloned());
            if fired.len() > 1_000 {
                return Err("timers fire again and again".to_owned());
            }
        }
        Ok(fired)
    })?;
    let all: Vec<_> = fired.into_iter().flatten().collect();
    same("fired", all.len(), 40)?;
    same("different ones", all.iter().collect::<BTreeSet<_>>().len(), 40)
}

fn one_version<S: RunStore + Sync>(store: &S) -> Outcome {
    let book = Book::of(store);
    // A timer: nothing but the version says that it was fired already.
    book.bring("e1", "c1", |state| set_timers(state, &[after(5)]))?;
    let taken = book.due(after(9))?.ok_or("no timer is due")?;
    let won = crowd(8, |_| match book.try_commit(commit_of(&taken)) {
        Ok(()) => Ok(1),
        Err(StoreError::Conflict) => Ok(0),
        Err(error) => Err(error.to_string()),
    })?;
    same("winners", won.iter().sum::<usize>(), 1)?;
    same("turns", book.contact("c1")?.map(|state| state.turns), Some(2))?;
    same("the log", book.logged(None)?, ["e1", ""])
}
