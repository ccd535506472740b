//! Days on a store that loses answers, or commits, and says of neither which it was.

use rondel::base::Sources;
use rondel::compile::compile;
use rondel::engine::Replay;
use rondel::runtime::Published;
use rondel::store::{MemoryAgents, MemoryRuns, RunStore, WorkspaceId, wait};

use crate::suite::store::faults::{BrokenRuns, RunFault};

/// Everything that is kept of an example's day, and everything that was told of it.
fn day_of<R: RunStore>(example: &str, runs: R) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut sources = Sources::default();
    for file in super::super::programs::below(&format!("examples/{example}")) {
        sources.add(&file.name, &file.text);
    }
    let published = Published::load(compile(&sources).0.unwrap()).unwrap();
    let plan = published.workspace().plan().clone();
    let here = WorkspaceId(plan.name.clone());
    let agents = MemoryAgents::default().with(&here, &plan);
    let mut replay = Replay::on(published, agents, runs);
    let events = ["leads", "events"].map(|name| format!("{root}/examples/{example}/{name}.jsonl"));
    let events = events.iter().find_map(|path| std::fs::read_to_string(path).ok()).unwrap();
    let mut told = Vec::new();
    for (number, line) in (1..).zip(events.lines()) {
        told.extend(replay.line(number, line).unwrap());
    }
    told.extend(replay.settled().unwrap());
    let runs = replay.engine().runs();
    let contacts = wait(runs.contacts(&here, None, usize::MAX)).unwrap();
    let log = wait(runs.log(&here, None)).unwrap();
    format!("{contacts:#?}\n{log:#?}\n{told:#?}\n{:?}", wait(runs.counts(&here)).unwrap())
}

#[test]
fn what_nobody_knows_of_is_looked_up_and_not_done_again() {
    for example in ["round_robin_online_only", "escalation", "csat_to_sheet"] {
        let plain = day_of(example, MemoryRuns::default());
        for fault in [RunFault::LosesAnswers, RunFault::LosesCommits] {
            let broken = day_of(example, BrokenRuns::with(fault));
            let pairs = plain.lines().zip(broken.lines());
            let differs = pairs.enumerate().find(|(_, (one, other))| one != other);
            assert!(plain == broken, "{example}, {fault:?}: {differs:?}");
        }
    }
}
