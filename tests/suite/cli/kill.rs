//! A store whose process is killed again and again.

use std::process::Stdio;
use std::time::{Duration, Instant};

use rondel::store::{AgentStore, RunStore, Sqlite, wait};

use super::Folder;

/// How often the process is killed.
const KILLS: u32 = 100;

/// Everything a store holds that counts: contacts, the log, the roster, what is left to do.
fn everything(folder: &Folder, name: &str) -> String {
    let store = Sqlite::view(&folder.path(name)).unwrap();
    let (here, _) = wait(store.workspaces()).unwrap().pop().unwrap();
    let contacts = wait(store.contacts(&here, None, usize::MAX)).unwrap();
    let log = wait(store.log(&here, None)).unwrap();
    let snapshot = wait(store.snapshot(&here)).unwrap();
    let counts = wait(store.counts(&here)).unwrap();
    format!("{contacts:#?}\n{log:#?}\n{snapshot:#?}\n{counts:#?}")
}

#[test]
fn a_process_that_is_killed_a_hundred_times_ends_as_one_that_is_not() {
    let root = env!("CARGO_MANIFEST_DIR");
    let program = format!("{root}/examples/round_robin_online_only");
    let events = format!("{program}/leads.jsonl");
    // On the real disk, where the other tests use none.
    let folder = Folder::new(&[]);
    let words = |store: &'static str| {
        ["run", &program, "--events", &events, "--store", store].map(str::to_owned)
    };
    assert!(folder.command(&words("whole.db")).stdout(Stdio::null()).status().unwrap().success());

    // Later and later, so that all of the day is met; each number is another moment.
    let (mut killed, mut patience, began) = (0, Duration::from_millis(4), Instant::now());
    while killed < KILLS && began.elapsed() < Duration::from_secs(120) {
        let mut child = folder.command(&words("cut.db")).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(patience + Duration::from_micros(u64::from(killed * 377 % 2_900)));
        if child.try_wait().unwrap().is_some() {
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        killed += 1;
        if killed % 4 == 0 {
            patience += Duration::from_millis(1);
        }
    }
    assert!(killed > 20, "the day was over after {killed} kills");
    assert!(folder.command(&words("cut.db")).stdout(Stdio::null()).status().unwrap().success());
    let (whole, cut) = (everything(&folder, "whole.db"), everything(&folder, "cut.db"));
    let differs = whole.lines().zip(cut.lines()).position(|(one, other)| one != other);
    let around = |text: &str| {
        let from = differs.unwrap_or_default().saturating_sub(12);
        text.lines().skip(from).take(30).collect::<Vec<_>>().join("\n")
    };
    assert!(whole == cut, "they differ:\n{}\n--- and\n{}", around(&whole), around(&cut));
    println!("counts: killed {killed} times");
}
