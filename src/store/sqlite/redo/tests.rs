//! What is read of calls as they were written, whole or not.

use super::{Call, Records, Redo};
use crate::base::Key;
use crate::store::WorkspaceId;

const STORE: u32 = 7;

fn note(redo: &mut Redo, texts: &[&str]) {
    let key = [Key::of_text("k1")];
    let call = Call::Doubt { here: WorkspaceId("shop".into()), effects: (&key).into() };
    assert!(redo.note(&call, texts.iter().copied()).is_ok());
}

/// What each call was called with, beside its head.
fn texts(redo: &mut Redo) -> Vec<Vec<String>> {
    let calls = redo.repeat();
    Records(&calls).map(|texts| texts.skip(1).map(str::to_owned).collect()).collect()
}

/// A file with three calls behind the fifth.
fn file() -> Vec<u8> {
    let mut redo = Redo::new(STORE, 5);
    for call in [&["six"][..], &["seven", "", "Grüße"], &[]] {
        note(&mut redo, call);
    }
    redo.send().map(|(_, calls)| calls).unwrap_or_default()
}

fn resume(done: u64, file: &[u8]) -> Option<Vec<Vec<String>>> {
    Redo::new(STORE, done).resume(file).as_mut().map(texts)
}

fn owned(calls: &[&[&str]]) -> Option<Vec<Vec<String>>> {
    let call = |texts: &&[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Some(calls.iter().map(call).collect())
}

#[test]
fn calls_are_read_as_they_were_taken_down() {
    let all = [&["six"][..], &["seven", "", "Grüße"], &[]];
    assert_eq!(resume(5, &file()), owned(&all));
    assert_eq!(resume(6, &file()), owned(&all[1..]));
    assert_eq!(resume(8, &file()), owned(&[]));
    assert_eq!(resume(80, &file()), owned(&[]));
}

#[test]
fn what_is_torn_or_older_ends_them() {
    let whole = file();
    let lengths: Vec<usize> = (0..=whole.len())
        .map(|length| {
            resume(5, whole.get(..length).unwrap_or_default()).map_or(9, |calls| calls.len())
        })
        .collect();
    assert!(lengths.is_sorted() && lengths.ends_with(&[3]) && lengths.starts_with(&[0]));
    for place in 0..whole.len() {
        let mut torn = whole.clone();
        torn.iter_mut().skip(place).take(1).for_each(|byte| *byte ^= 0x10);
        // A call is there as it was, or neither it nor what stands behind it is.
        let left = resume(5, &torn).unwrap_or_default();
        let all = resume(5, &whole).unwrap_or_default();
        assert!(left.len() < 3 && all.starts_with(&left), "{place}: {left:?}");
    }
    // The next calls stand in their place.
    let mut redo = Redo::new(STORE, 8);
    note(&mut redo, &["nine"]);
    let (_, mut newer) = redo.send().unwrap_or_default();
    newer.extend(whole.iter().skip(newer.len()));
    assert_eq!(resume(8, &newer), owned(&[&["nine"]]));
}

#[test]
fn calls_of_another_store_are_none_and_a_gap_is_seen() {
    assert!(Redo::new(STORE + 1, 5).resume(&file()).is_some_and(|redo| !redo.is_open()));
    assert!(Redo::new(STORE, 4).resume(&file()).is_none());
    assert!(Redo::new(STORE, 4).resume(&[0; 64]).is_some());
}

#[test]
fn what_was_not_sent_is_undone_and_its_numbers_are_given_again() {
    let mut redo = Redo::new(STORE, 5);
    note(&mut redo, &["six"]);
    let (place, mut file) = redo.send().unwrap_or_default();
    assert_eq!(place, 0);
    note(&mut redo, &["seven"]);
    note(&mut redo, &["eight"]);
    redo.undo();
    assert_eq!((redo.last(), redo.is_synced()), (6, false));
    redo.reached_the_disk();
    assert!(redo.is_synced());
    note(&mut redo, &["seven again"]);
    let (place, calls) = redo.send().unwrap_or_default();
    assert_eq!(place, file.len() as u64);
    file.extend(calls);
    assert_eq!(resume(5, &file), owned(&[&["six"], &["seven again"]]));
}

#[test]
fn what_is_in_the_file_makes_room() {
    let mut redo = Redo::new(STORE, 0);
    note(&mut redo, &["one"]);
    redo.commit();
    assert!(redo.is_ahead() && !redo.is_open());
    let settled = redo.committed();
    note(&mut redo, &["two"]);
    redo.settle(settled);
    assert!(redo.is_open() && !redo.is_ahead() && !redo.is_synced());
    let (place, calls) = redo.send().unwrap_or_default();
    assert_eq!(place, 0);
    assert_eq!(resume(1, &calls), owned(&[&["two"]]));
}
