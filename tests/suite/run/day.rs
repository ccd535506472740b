//! The day of the whole shop, read afterwards: was everybody treated fairly, and is nobody lost?

use std::collections::{BTreeMap, BTreeSet};

use rondel::base::{Name, Sources};
use rondel::compile::compile;
use rondel::engine::Replay;
use rondel::routing::{Decision, Order, Pool, Standing, Verdict};
use rondel::runtime::{ContactState, Published, WaitFor};
use rondel::store::{MemoryAgents, MemoryRuns, RunStore, WorkspaceId, wait};

/// Every decision of the day in order, everybody as they are in the end, and the limits.
fn the_day() -> (Vec<Decision>, Vec<ContactState>, BTreeMap<Name, u32>) {
    let mut sources = Sources::default();
    for file in super::super::programs::below("examples/whole_shop") {
        sources.add(&file.name, &file.text);
    }
    let published = Published::load(compile(&sources).0.unwrap()).unwrap();
    let plan = published.workspace().plan().clone();
    let limits = plan.agents.iter().filter_map(|agent| Some((agent.name.clone(), agent.limit?)));
    let mut limits: BTreeMap<Name, u32> = limits.collect();
    let here = WorkspaceId(plan.name.clone());
    let agents = MemoryAgents::default().with(&here, &plan);
    let mut replay = Replay::on(published, agents, MemoryRuns::without_log());
    let path = format!("{}/examples/whole_shop/day.jsonl", env!("CARGO_MANIFEST_DIR"));
    let mut decisions = Vec::new();
    for (number, line) in (1..).zip(std::fs::read_to_string(path).unwrap().lines()) {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        if event.get("limit").is_some() {
            // Whose limit changes in the course of the day has none that holds all of it.
            limits.remove(event["agent"].as_str().unwrap());
        }
        for entry in replay.line(number, line).unwrap() {
            decisions.extend(entry.decision.map(|decision| *decision));
        }
    }
    // Told when their contacts heard of them, taken before.
    decisions.sort_by_key(|decision| decision.version);
    let contacts = wait(replay.engine().runs().contacts(&here, None, usize::MAX)).unwrap();
    (decisions, contacts, limits)
}

#[test]
fn the_day_of_the_whole_shop_is_fair_and_loses_nobody() {
    let (decisions, contacts, limits) = the_day();
    // Who was given how many, as long as the same agents of a pool qualify.
    let mut stretches: BTreeMap<Pool, (Vec<Name>, BTreeMap<Name, u32>)> = BTreeMap::new();
    let (mut in_turn, mut limited, mut waited) = (0, 0, 0);
    for decision in &decisions {
        assert!(!decision.to_string().is_empty(), "{decision:?}");
        waited += u32::from(decision.verdict == Verdict::Wait);
        let Verdict::Assigned(chosen) = &decision.verdict else { continue };
        let of = |name: &Name| decision.candidates.iter().find(|one| one.agent == *name);
        let candidate = of(chosen).unwrap_or_else(|| panic!("{chosen} is no candidate"));
        assert_eq!(candidate.standing, Standing::Eligible, "{decision:?}");
        if let Some(limit) = limits.get(chosen) {
            assert!(candidate.load < *limit, "{chosen} is above the limit: {decision:?}");
            limited += 1;
        }
        if decision.by == Order::LeastOpen {
            // It has spent a turn, whoever's it was.
            stretches.remove(&decision.pool);
        }
        if decision.by != Order::RoundRobin || matches!(decision.pool, Pool::Agent(_)) {
            continue;
        }
        let eligible = decision.candidates.iter().filter(|one| one.standing == Standing::Eligible);
        let longest_ago = eligible.clone().map(|one| one.turn).min();
        assert_eq!(longest_ago, Some(candidate.turn), "out of turn: {decision:?}");
        let mut names: Vec<Name> = eligible.map(|one| one.agent.clone()).collect();
        names.sort();
        let (of_whom, counts) = stretches.entry(decision.pool.clone()).or_default();
        if *of_whom != names {
            *counts = names.iter().map(|name| (name.clone(), 0)).collect();
            *of_whom = names;
        }
        *counts.entry(chosen.clone()).or_default() += 1;
        let (least, most) = (counts.values().min().unwrap(), counts.values().max().unwrap());
        assert!(most - least <= 1, "{counts:?} of {:?}", decision.pool);
        in_turn += 1;
    }
    assert!(in_turn > 300 && limited > 20 && waited > 50, "{in_turn} {limited} {waited}");

    let owned: BTreeSet<&Name> =
        decisions.iter().filter_map(|one| one.owner().map(|_| &one.contact)).collect();
    let mut waiting = 0;
    for state in &contacts {
        for run in &state.runs {
            let wait = run.wait().unwrap_or_else(|| panic!("{} neither waits nor ends", run.id));
            // Only another workflow's end has no deadline of its own: that workflow has one.
            assert!(wait.due.is_some() || matches!(wait.what, WaitFor::Other(_)), "{}", run.id);
            waiting += 1;
        }
        let troubled = state.trouble.is_some() && state.contact.owner.is_none();
        assert_eq!(troubled, state.attention().is_some(), "{} is lost", state.contact.id);
    }
    assert!(owned.len() > 1_000 && waiting > 100, "{} {waiting}", owned.len());
    println!(
        "counts: {} decisions, {in_turn} in turn, {} contacts, {} were given an owner",
        decisions.len(),
        contacts.len(),
        owned.len()
    );
}
