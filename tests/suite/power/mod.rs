//! The power goes, again and again: what was acknowledged is there, and what left is known.
//!
//! A shop is played on a file. Behind every call to the store somebody looks how the file and its log
//! are on the disk, as far as they were synced, and as they would be if nothing were lost. From
//! what lies between the two, cuts are made: parts of what was not synced reach the disk, others do
//! not, some are torn. Each cut is opened, taken up, played to the end, and compared with the day of a shop
//! whose power never goes.

mod disk;
mod full;
mod shop;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use disk::{Cut, Eye, Look as _, Watched};
use rondel::base::{Key, Name};
use rondel::engine::Engine;
use rondel::runtime::Recorded;
use rondel::store::{AgentStore, Claim, Missing, RunStore, Sqlite, wait};
use shop::{NOW, Outside, Shop};

use super::numbers::Numbers;

/// Shops that are played, and cuts that are made of each.
const SHOPS: u64 = 16;
const CUTS_EACH: usize = 40;
/// Cuts with something between what was synced and what was written, below which nothing is shown.
const LOSSES: usize = 100;

/// A folder for files, in memory where the system has such a place.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

type Desk = Engine<Watched, Watched, Outside>;

/// What a day comes to.
#[derive(Debug, PartialEq)]
struct Day {
    contacts: BTreeMap<Name, String>,
    roster: String,
    messages: BTreeMap<Key, String>,
    log: Vec<String>,
}

/// What was seen of all cuts.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) cuts: usize,
    pub(crate) losses: usize,
    pub(crate) left: usize,
    pub(crate) in_doubt: usize,
}

#[test]
fn whenever_the_power_goes_nobody_is_lost_and_nothing_is_said_twice() {
    let mut seen = Seen::default();
    for seed in 0..SHOPS {
        if let Err(why) = play(seed, &mut seen) {
            panic!("shop {seed}: {why}");
        }
    }
    println!("counts: {seen:?}");
    assert!(seen.losses >= LOSSES, "{seen:?}");
    assert!(seen.left > 0 && seen.in_doubt > 0, "{seen:?}");
}

/// Plays a shop, and every cut that is made of its day.
///
/// # Errors
/// What did not hold, in words.
pub(crate) fn play(seed: u64, seen: &mut Seen) -> Result<(), String> {
    let folder = folder();
    let shop = Shop::new(seed);
    let path = folder.path().join("day.db");
    let (whole, cuts) = day(&shop, &path, seed)?;
    for (number, cut) in cuts.iter().enumerate() {
        let path = folder.path().join(format!("cut-{number}.db"));
        let chance = Numbers::new(seed.wrapping_mul(1_000) + number as u64);
        seen.cuts += 1;
        seen.losses += usize::from(cut.loses());
        seen.left += cut.left.len();
        cut.write(&path, chance);
        take_up(&shop, &path, cut, &whole, seen).map_err(|why| format!("cut {number}: {why}"))?;
        disk::remove(&path);
    }
    Ok(())
}

/// A day on which the power stays, and the cuts that would have been made.
fn day(shop: &Shop, path: &Path, seed: u64) -> Result<(Day, Vec<Cut>), String> {
    let store = Sqlite::open(path, Missing::Create).map_err(|why| why.to_string())?;
    let eye = Arc::new(Mutex::new(Eye::new(&store, path, Numbers::new(seed), CUTS_EACH)));
    let mut engine = engine(shop, &store, &eye, Outside::on(&eye, Vec::new()));
    let failed = |why: rondel::store::StoreError| why.to_string();
    wait(engine.recover(NOW)).map_err(failed)?;
    bring(&mut engine, shop, &eye, 0)?;
    let whole = told(&engine, &store)?;
    let cuts = std::mem::take(&mut eye.lock().unwrap().cuts);
    Ok((whole, cuts))
}

fn engine(shop: &Shop, store: &Sqlite, eye: &Arc<Mutex<Eye>>, outside: Outside) -> Desk {
    let watched = || Watched { store: store.clone(), eye: eye.clone() };
    Engine::new(shop.published.clone(), watched(), watched(), outside)
}

/// Brings the events from a place on, each of them acknowledged before the next.
fn bring(engine: &mut Desk, shop: &Shop, eye: &Arc<Mutex<Eye>>, from: usize) -> Result<(), String> {
    let failed = |why: rondel::store::StoreError| why.to_string();
    for (place, event) in shop.events.iter().enumerate().skip(from) {
        let events = vec![event.clone()];
        if place % 3 == 0 {
            wait(engine.accept(events)).map_err(failed)?;
            eye.lock().unwrap().acknowledged(place);
            wait(engine.work(NOW)).map_err(failed)?;
        } else {
            wait(engine.take(events, NOW)).map_err(failed)?;
            eye.lock().unwrap().acknowledged(place);
        }
        eye.lock().unwrap().look();
    }
    Ok(())
}

/// Opens what is left after a cut, goes on, and compares.
fn take_up(
    shop: &Shop,
    path: &Path,
    cut: &Cut,
    whole: &Day,
    seen: &mut Seen,
) -> Result<(), String> {
    let failed = |why: rondel::store::StoreError| why.to_string();
    let store = Sqlite::open(path, Missing::Refuse).map_err(|why| why.to_string())?;
    let here = shop.here();
    for event in &shop.events[..cut.acknowledged] {
        if !wait(store.knows(&here, event.id())).map_err(failed)? {
            return Err(format!("event {} was acknowledged, and is lost", event.id()));
        }
    }
    let known = effects(&store, shop)?;
    for (key, text, _) in &cut.left {
        if !known.contains(key) {
            return Err(format!("`{text}` left, and nobody knows"));
        }
    }
    let eye = Arc::new(Mutex::new(Eye::new(&store, path, Numbers::new(0), 0)));
    let mut engine = engine(shop, &store, &eye, Outside::on(&eye, cut.left.clone()));
    wait(engine.recover(NOW)).map_err(failed)?;
    let rows = wait(store.unfinished(&here, None)).map_err(failed)?;
    let doubts = rows.iter().filter(|(_, claim)| *claim == Claim::InDoubt);
    let doubts: BTreeMap<Key, Name> =
        doubts.map(|(row, _)| (row.effect.key, row.contact.clone())).collect();
    seen.in_doubt += doubts.len();
    // Whoever was not told that an event arrived sends it again, and some who were.
    bring(&mut engine, shop, &eye, cut.acknowledged.saturating_sub(2))?;
    compare(&told(&engine, &store)?, whole, &doubts)?;
    let counts = wait(store.counts(&here)).map_err(failed)?;
    if counts.inbox != 0 || counts.outbox != doubts.len() as u64 {
        return Err(format!("something is left to do: {counts:?}, in doubt {doubts:?}"));
    }
    twice(&engine.world().left(), whole, &doubts)
}

/// The keys of every effect that a store knows of.
fn effects(store: &Sqlite, shop: &Shop) -> Result<Vec<Key>, String> {
    let log = wait(store.log(&shop.here(), None)).map_err(|why| why.to_string())?;
    let records = log.iter().flat_map(|logged| &logged.records);
    let keys = records.filter_map(|record| match &record.what {
        Recorded::Effect(effect) => Some(effect.key),
        Recorded::Trace(_) => None,
    });
    Ok(keys.collect())
}

/// What a day came to.
fn told(engine: &Desk, store: &Sqlite) -> Result<Day, String> {
    let failed = |why: rondel::store::StoreError| why.to_string();
    let here = engine.here();
    let contacts = wait(store.contacts(here, None, usize::MAX)).map_err(failed)?;
    let contacts = contacts.iter().map(|one| (one.contact.id.clone(), format!("{one:?}")));
    let roster = format!("{:?}", wait(store.snapshot(here)).map_err(failed)?);
    let messages = engine.world().left().into_iter().map(|(key, text, _)| (key, text)).collect();
    let log = wait(store.log(here, None)).map_err(failed)?;
    let log = log.iter().filter(|one| one.contact.is_some()).map(|one| format!("{one:?}"));
    let (contacts, log) = (contacts.collect(), log.collect());
    Ok(Day { contacts, roster, messages, log })
}

fn compare(cut: &Day, whole: &Day, doubts: &BTreeMap<Key, Name>) -> Result<(), String> {
    let doubtful = |contact: &Name| doubts.values().any(|one| one == contact);
    for (id, wanted) in &whole.contacts {
        let found = cut.contacts.get(id);
        if found != Some(wanted) && !doubtful(id) {
            return Err(format!("{id} is {found:?}\ninstead of {wanted}"));
        }
    }
    if cut.contacts.len() != whole.contacts.len() {
        return Err("there are other contacts".to_owned());
    }
    if doubts.is_empty() && cut.roster != whole.roster {
        return Err(format!("the roster is {}\ninstead of {}", cut.roster, whole.roster));
    }
    if doubts.is_empty() && cut.log != whole.log {
        let differs = cut.log.iter().zip(&whole.log).find(|(one, other)| one != other);
        return Err(format!("the log has {} entries: {differs:?}", cut.log.len()));
    }
    Ok(())
}

/// Every message left once; again only where its channel recognises it, not at all only in doubt.
fn twice(
    left: &[(Key, String, bool)],
    whole: &Day,
    doubts: &BTreeMap<Key, Name>,
) -> Result<(), String> {
    for (key, text, recognised) in left {
        let times = left.iter().filter(|(one, ..)| one == key).count();
        if times > 1 && !recognised {
            return Err(format!("`{text}` left {times} times"));
        }
        if doubts.is_empty() && whole.messages.get(key) != Some(text) {
            return Err(format!("`{text}` never was to leave under this key"));
        }
    }
    for (key, text) in &whole.messages {
        let never = left.iter().all(|(one, ..)| one != key);
        if never && doubts.is_empty() {
            return Err(format!("`{text}` never left"));
        }
    }
    Ok(())
}
