//! What people do, and what must not drift.

use super::desk::{Desk, by_hand, closed, limited, opened, plan, served, status};
use crate::routing::{RosterCommand, Status};
use crate::store::AgentStore;
use crate::store::conformance::{Case, Outcome, case, same};

pub(super) fn cases<S: AgentStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("a person's choice wins over every limit", beats_limits),
        case("a person's choice spends no turn", spends_no_turn),
        case("a person's choice takes the contact out of the queue", leaves_the_queue),
        case("a person's choice is not undone by a sweep", stays),
        case("a contact given to another agent counts for that one alone", moves_the_load),
        case("giving a contact to its owner again changes no load", same_owner),
        case("opening twice counts once", opened_twice),
        case("closing twice takes away once", closed_twice),
        case("taking an owner away twice takes away once", unassigned_twice),
        case("closing a contact nobody heard of takes nothing away", closed_unknown),
        case("a conversation that is opened again counts for its owner", reopened),
        case("a contact without an owner counts for nobody", unassigned_then_opened),
        case("an agent nobody knows is told as unknown and nothing changes", unknown_agents),
        case("the status of every agent is in the snapshot", statuses),
        case("loads are exact after many openings, closings and moves", no_drift),
    ]
}

fn beats_limits<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::with(store, "here", plan(vec![limited("ana", 1)]))?;
    desk.owns("ana", 3)?;
    same("loads", desk.loads()?, [3])?;
    same("automatic", desk.arrive("c1")?, "waits")?;
    desk.tell(closed("ana-1"))?;
    desk.tell(closed("ana-2"))?;
    same("still full", desk.waiting()?, ["c1"])?;
    same("served", served(&desk.tell(closed("ana-3"))?), ["c1:ana"])
}

fn spends_no_turn<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    desk.owns("ana", 2)?;
    same("turns", desk.turn_numbers()?, [0, 0])?;
    same("next", desk.arrive("c1")?, "ana")
}

fn leaves_the_queue<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo"])?;
    desk.request.filters.only_online = true;
    same("first", desk.arrive("c1")?, "waits")?;
    let reply = desk.tell(by_hand("c1", "bo"))?;
    same("withdrawn", reply.withdrawn.len(), 1)?;
    same("waiting", desk.waiting()?.len(), 0)?;
    same("served", desk.comes("ana", Status::Online)?.len(), 0)
}

fn stays<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    desk.tell(opened("c1"))?;
    desk.tell(by_hand("c1", "bo"))?;
    for _ in 0..3 {
        same("served", desk.tell(RosterCommand::Sweep)?.served.len(), 0)?;
    }
    same("loads", desk.loads()?, [0, 1])
}

fn moves_the_load<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    desk.arrive("c1")?;
    same("before", desk.loads()?, [1, 0])?;
    desk.tell(by_hand("c1", "bo"))?;
    same("after", desk.loads()?, [0, 1])
}

fn same_owner<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana"])?;
    desk.arrive("c1")?;
    desk.tell(by_hand("c1", "ana"))?;
    desk.tell(by_hand("c1", "ana"))?;
    same("loads", desk.loads()?, [1])
}

fn opened_twice<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana"])?;
    desk.arrive("c1")?;
    desk.tell(opened("c1"))?;
    desk.tell(opened("c1"))?;
    same("loads", desk.loads()?, [1])
}

fn closed_twice<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana"])?;
    desk.arrive_all(&["c1", "c2"])?;
    for _ in 0..3 {
        desk.tell(closed("c1"))?;
    }
    same("loads", desk.loads()?, [1])
}

fn unassigned_twice<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana"])?;
    desk.arrive_all(&["c1", "c2"])?;
    for _ in 0..3 {
        desk.tell(RosterCommand::Unassign { contact: "c1".into() })?;
    }
    same("loads", desk.loads()?, [1])
}

fn closed_unknown<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana"])?;
    desk.arrive("c1")?;
    desk.tell(closed("nobody"))?;
    desk.tell(RosterCommand::Unassign { contact: "nobody".into() })?;
    same("loads", desk.loads()?, [1])
}

fn reopened<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    desk.arrive_all(&["c1", "c2"])?;
    desk.tell(closed("c2"))?;
    same("closed", desk.loads()?, [1, 0])?;
    desk.tell(opened("c2"))?;
    same("opened", desk.loads()?, [1, 1])
}

fn unassigned_then_opened<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana"])?;
    desk.arrive("c1")?;
    desk.tell(closed("c1"))?;
    desk.tell(RosterCommand::Unassign { contact: "c1".into() })?;
    desk.tell(opened("c1"))?;
    same("loads", desk.loads()?, [0])
}

fn unknown_agents<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana"])?;
    desk.arrive("c1")?;
    let before = desk.snapshot()?;
    let agent = || "nobody".into();
    let commands = [
        by_hand("c1", "nobody"),
        status("nobody", Status::Online),
        RosterCommand::Limit { agent: agent(), limit: Some(1) },
        RosterCommand::Enabled { agent: agent(), enabled: false },
        RosterCommand::Teams { agent: agent(), teams: vec!["sales".into()] },
    ];
    for command in commands {
        same("unknown", desk.tell(command)?.unknown, Some(agent()))?;
    }
    same("snapshot", desk.snapshot()?, before)
}

fn statuses<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo", "chen"])?;
    desk.comes("ana", Status::Online)?;
    desk.comes("bo", Status::Busy)?;
    let agents = desk.snapshot()?.agents;
    let found: Vec<_> = agents.iter().map(|one| (one.name.as_str(), one.status)).collect();
    let wanted = [("ana", Status::Online), ("bo", Status::Busy), ("chen", Status::Offline)];
    same("statuses", found, wanted)
}

fn no_drift<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo", "chen"])?;
    for number in 0..30 {
        let contact = format!("c{number}");
        desk.arrive(&contact)?;
        if number % 2 == 0 {
            desk.tell(by_hand(&contact, "ana"))?;
        }
        if number % 3 == 0 {
            desk.tell(closed(&contact))?;
            desk.tell(closed(&contact))?;
        }
        if number % 6 == 0 {
            desk.tell(opened(&contact))?;
        }
    }
    same("open ones", desk.loads()?.iter().sum::<u32>(), 25)?;
    for number in 0..30 {
        desk.tell(closed(&format!("c{number}")))?;
    }
    same("when all are closed", desk.loads()?, [0, 0, 0])
}
