//! Sixty-four threads on one roster.

use std::collections::BTreeMap;

use rondel::base::{Instant, Key, Name};
use rondel::plan::{Agent, WorkspacePlan};
use rondel::routing::{Pool, Request, RequestId, RosterCommand};
use rondel::store::{AgentStore, CommandKey, MemoryAgents, WorkspaceId, wait};

use super::{folder, open};

const THREADS: usize = 64;
const EACH: usize = 20;
const AGENTS: usize = 8;

fn plan() -> WorkspacePlan {
    let one = |number| Agent::new(&format!("a{number}"), "A");
    WorkspacePlan { agents: (0..AGENTS).map(one).collect(), ..WorkspacePlan::default() }
}

/// Has every thread ask for its contacts; gives how many each agent got.
fn share_out(store: &(impl AgentStore + Sync)) -> BTreeMap<Name, usize> {
    let here = WorkspaceId("here".into());
    let tell = |key: String, command| {
        let key = CommandKey(Key::of_text(&key));
        wait(store.apply(&here, &key, command, Instant::default())).unwrap()
    };
    tell("publish".to_owned(), RosterCommand::Publish(Box::new(plan())));
    let ask = |contact: String| {
        let name = Name::from(contact.as_str());
        tell(format!("open/{contact}"), RosterCommand::Opened { contact: name.clone() });
        let request = Request::new(
            RequestId(Key::of_text(&contact)),
            name,
            Pool::Workspace,
            Instant::default(),
        );
        let reply = tell(format!("ask/{contact}"), RosterCommand::Assign(request));
        reply.decision.and_then(|decision| decision.owner().cloned()).unwrap()
    };
    let owners: Vec<Name> = std::thread::scope(|scope| {
        let start = |thread: usize| {
            let ask = &ask;
            scope.spawn(move || {
                (0..EACH).map(|number| ask(format!("c{thread}/{number}"))).collect::<Vec<_>>()
            })
        };
        let threads: Vec<_> = (0..THREADS).map(start).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let mut counts = BTreeMap::new();
    for owner in owners {
        *counts.entry(owner).or_default() += 1;
    }
    let snapshot = wait(store.snapshot(&here)).unwrap();
    for agent in snapshot.agents {
        assert_eq!(counts.get(&agent.name), Some(&(agent.load as usize)), "{}", agent.name);
    }
    counts
}

fn judge(keeper: &str, counts: &BTreeMap<Name, usize>) {
    let (least, most) = (counts.values().min().unwrap(), counts.values().max().unwrap());
    println!("counts: {THREADS} threads on {keeper}: {counts:?}");
    assert_eq!(counts.len(), AGENTS);
    assert_eq!(counts.values().sum::<usize>(), THREADS * EACH);
    assert!(most - least <= 1, "{keeper}: {counts:?}");
}

#[test]
fn sixty_four_threads_share_out_evenly() {
    judge("rosters in memory", &share_out(&MemoryAgents::default()));
    let folder = folder();
    judge("rosters in a file", &share_out(&open(&folder.path().join("many.db"))));
}
