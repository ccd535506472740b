//! Who waits, and when they are served.

use super::desk::{Desk, agent, by_hand, closed, limited, plan, served};
use crate::plan::Agent;
use crate::routing::{Pool, RosterCommand, Status};
use crate::store::AgentStore;
use crate::store::conformance::{Case, Outcome, case, same};

pub(super) fn cases<S: AgentStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("whoever waits is served before a newcomer", before_newcomers),
        case("who waits is served in order of arrival when somebody comes online", first_come),
        case("higher priority is served first, then whoever waits longer", priority),
        case("a request that waits is told its place", places),
        case("one place that becomes free serves one", one_place_serves_one),
        case("the snapshot lists who waits in the order they would be served", waiting_in_order),
        case("a limit that is raised serves who waits", raised_limit),
        case("an agent who may be assigned to again serves who waits", enabled_again),
        case("an agent who joins a team serves who waits for it", joining_serves),
        case("an agent who left a team gets nothing of it", leaving),
        case("a contact that loses its owner frees a place", unassign_serves),
        case("a contact given to another agent frees a place", moving_serves),
        case("a request that was withdrawn is not served", withdraw),
        case("withdrawing a request that does not wait changes nothing", withdraw_nothing),
        case("closing a conversation withdraws its request", close_withdraws),
        case("asking again under the same id takes the place anew, once", asked_again),
        case("who waits for one agent does not hold up the others", one_by_name),
        case("a request that needs a skill does not hold up those behind it", skill_in_front),
        case("a sweep that can serve nobody changes nothing", idle_sweep),
        case("those who were served do not wait any more", served_is_gone),
    ]
}

fn before_newcomers<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana"])?;
    desk.request.filters.below = Some(3);
    let given = desk.arrive_all(&["c1", "c2", "c3", "c4"])?;
    same("owners", given, ["ana", "ana", "ana", "waits"])?;
    let reply = desk.tell(closed("c1"))?;
    same("served", served(&reply), ["c4:ana"])?;
    same("the newcomer", desk.arrive("c5")?, "waits")
}

fn first_come<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::with(store, "here", plan(vec![limited("ana", 2)]))?;
    desk.request.filters.only_online = true;
    same("nobody there", desk.arrive_all(&["c1", "c2", "c3"])?, ["waits", "waits", "waits"])?;
    same("served", desk.comes("ana", Status::Online)?, ["c1:ana", "c2:ana"])?;
    same("waiting", desk.waiting()?, ["c3"])
}

fn priority<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana"])?;
    desk.request.filters.only_online = true;
    for (contact, priority) in [("old", 0), ("young", 0), ("urgent", 5), ("late", -1), ("next", 5)]
    {
        desk.request.priority = priority;
        desk.arrive(contact)?;
    }
    let served = desk.comes("ana", Status::Online)?;
    same("served", served, ["urgent:ana", "next:ana", "old:ana", "young:ana", "late:ana"])
}

fn places<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana"])?;
    desk.request.filters.only_online = true;
    let mut places = Vec::new();
    for (contact, priority) in [("c1", 0), ("c2", 0), ("c3", 1)] {
        desk.request.priority = priority;
        let reply = desk.tell(RosterCommand::Assign(desk.request_for(contact)))?;
        places.push(reply.decision.and_then(|decision| decision.place));
    }
    same("places", places, [Some(1), Some(2), Some(1)])
}

fn one_place_serves_one<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::with(store, "here", plan(vec![limited("ana", 2)]))?;
    let given = desk.arrive_all(&["c1", "c2", "c3", "c4"])?;
    same("owners", given, ["ana", "ana", "waits", "waits"])?;
    same("served", served(&desk.tell(closed("c2"))?), ["c3:ana"])?;
    same("loads", desk.loads()?, [2])?;
    same("waiting", desk.waiting()?, ["c4"])
}

fn waiting_in_order<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana"])?;
    desk.request.filters.only_online = true;
    for (contact, pool, priority) in [
        ("c1", Pool::Team("sales".into()), 0),
        ("c2", Pool::Workspace, 3),
        ("c3", Pool::Agent("ana".into()), 0),
        ("c4", Pool::Workspace, 0),
    ] {
        (desk.request.pool, desk.request.priority) = (pool, priority);
        same(contact, desk.arrive(contact)?, "waits")?;
    }
    same("waiting", desk.waiting()?, ["c2", "c1", "c3", "c4"])?;
    let served = desk.comes("ana", Status::Online)?;
    same("served", served, ["c2:ana", "c1:ana", "c3:ana", "c4:ana"])
}

fn raised_limit<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::with(store, "here", plan(vec![limited("ana", 1)]))?;
    same("owners", desk.arrive_all(&["c1", "c2", "c3"])?, ["ana", "waits", "waits"])?;
    let reply = desk.tell(RosterCommand::Limit { agent: "ana".into(), limit: Some(2) })?;
    same("served", served(&reply), ["c2:ana"])
}

fn enabled_again<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::with(store, "here", plan(vec![agent("ana"), limited("bo", 0)]))?;
    let enabled = |enabled| RosterCommand::Enabled { agent: "ana".into(), enabled };
    desk.tell(enabled(false))?;
    same("nobody free", desk.arrive("c1")?, "waits")?;
    same("served", served(&desk.tell(enabled(true))?), ["c1:ana"])
}

fn teams(agent: &str, teams: &[&str]) -> RosterCommand {
    let teams = teams.iter().map(|&team| team.into()).collect();
    RosterCommand::Teams { agent: agent.into(), teams }
}

fn joining_serves<S: AgentStore>(store: &S) -> Outcome {
    let mut plan = plan(vec![limited("ana", 1), agent("bo")]);
    for team in &mut plan.teams {
        team.members = vec!["ana".into()];
    }
    let desk = Desk::with(store, "here", plan)?;
    same("owners", desk.arrive_all(&["c1", "c2"])?, ["ana", "waits"])?;
    same("served", served(&desk.tell(teams("bo", &["sales"]))?), ["c2:bo"])?;
    let members = desk.turns(Some("sales"))?;
    same("members", members, [("ana".into(), 1), ("bo".into(), 2)])
}

fn leaving<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    desk.tell(teams("ana", &[]))?;
    same("owners", desk.arrive_all(&["c1", "c2"])?, ["bo", "bo"])
}

fn unassign_serves<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::with(store, "here", plan(vec![limited("ana", 1)]))?;
    same("owners", desk.arrive_all(&["c1", "c2"])?, ["ana", "waits"])?;
    let reply = desk.tell(RosterCommand::Unassign { contact: "c1".into() })?;
    same("served", served(&reply), ["c2:ana"])
}

fn moving_serves<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::with(store, "here", plan(vec![limited("ana", 1), limited("bo", 0)]))?;
    same("owners", desk.arrive_all(&["c1", "c2"])?, ["ana", "waits"])?;
    same("served", served(&desk.tell(by_hand("c1", "bo"))?), ["c2:ana"])?;
    same("loads", desk.loads()?, [1, 1])
}

fn withdraw<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana"])?;
    desk.request.filters.only_online = true;
    desk.arrive_all(&["c1", "c2"])?;
    let reply = desk.tell(RosterCommand::Withdraw(desk.request_for("c1").id))?;
    let withdrawn: Vec<_> = reply.withdrawn.iter().map(|one| one.contact.as_str()).collect();
    same("withdrawn", withdrawn, ["c1"])?;
    same("served", desk.comes("ana", Status::Online)?, ["c2:ana"])
}

fn withdraw_nothing<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana"])?;
    desk.arrive("c1")?;
    let before = desk.snapshot()?;
    let reply = desk.tell(RosterCommand::Withdraw(desk.request_for("c1").id))?;
    same("withdrawn", reply.withdrawn.len(), 0)?;
    same("snapshot", desk.snapshot()?, before)
}

fn close_withdraws<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana"])?;
    desk.request.filters.only_online = true;
    desk.arrive_all(&["c1", "c2"])?;
    let reply = desk.tell(closed("c1"))?;
    let withdrawn: Vec<_> = reply.withdrawn.iter().map(|one| one.contact.as_str()).collect();
    same("withdrawn", withdrawn, ["c1"])?;
    same("served", desk.comes("ana", Status::Online)?, ["c2:ana"])
}

fn asked_again<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana"])?;
    desk.request.filters.only_online = true;
    desk.arrive_all(&["c1", "c2"])?;
    same("again", desk.ask("c1")?, "waits")?;
    same("waiting", desk.waiting()?, ["c2", "c1"])
}

fn one_by_name<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::with(store, "here", plan(vec![limited("ana", 0), agent("bo")]))?;
    desk.request.pool = Pool::Agent("ana".into());
    same("by name", desk.arrive("c1")?, "waits")?;
    desk.request.pool = Pool::Team("sales".into());
    same("the team", desk.arrive("c2")?, "bo")
}

fn skill_in_front<S: AgentStore>(store: &S) -> Outcome {
    let german = Agent { skills: vec!["german".into()], ..agent("ana") };
    let mut desk = Desk::with(store, "here", plan(vec![german, limited("bo", 1)]))?;
    desk.request.filters.only_online = true;
    desk.request.filters.skills = vec!["german".into()];
    same("german", desk.arrive("c1")?, "waits")?;
    desk.request.filters.skills = Vec::new();
    same("any", desk.arrive("c2")?, "waits")?;
    same("bo", desk.comes("bo", Status::Online)?, ["c2:bo"])?;
    same("ana", desk.comes("ana", Status::Online)?, ["c1:ana"])
}

fn idle_sweep<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana"])?;
    desk.request.filters.only_online = true;
    desk.arrive("c1")?;
    let before = desk.snapshot()?;
    same("served", desk.tell(RosterCommand::Sweep)?.served.len(), 0)?;
    same("snapshot", desk.snapshot()?, before)
}

fn served_is_gone<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo"])?;
    desk.request.filters.only_online = true;
    desk.arrive("c1")?;
    same("served", desk.comes("ana", Status::Online)?, ["c1:ana"])?;
    same("again", desk.comes("bo", Status::Online)?.len(), 0)?;
    same("swept", desk.tell(RosterCommand::Sweep)?.served.len(), 0)?;
    same("waiting", desk.waiting()?.len(), 0)?;
    same("loads", desk.loads()?, [1, 0])
}
