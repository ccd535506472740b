//! Workspaces that change while work goes on.

use super::desk::{Desk, agent, closed, limited, plain, plan, served};
use crate::plan::WorkspacePlan;
use crate::routing::{RosterCommand, RosterReply, Status};
use crate::store::AgentStore;
use crate::store::conformance::{Case, Outcome, case, same};

pub(super) fn cases<S: AgentStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("the first publication makes a workspace known, at version 0", first),
        case("publishing the same plan again changes nothing", again),
        case("a new agent takes part, before those who had a turn", new_agent),
        case("an agent who is gone gets nothing and is not in the snapshot", gone_agent),
        case("an agent who is gone and comes back keeps the turn", comes_back),
        case("an agent who is gone and comes back keeps the open conversations", keeps_load),
        case("owners, loads and turns stay when a plan is published", stays),
        case("statuses stay when a plan is published", statuses_stay),
        case("limits and teams are as the newest plan says", as_published),
        case("a plan with a new agent serves who waits", serves),
        case("a plan with a higher limit serves who waits", higher_limit_serves),
        case("a team that is not in the newest plan is gone", gone_team),
        case("the order of the newest plan breaks ties", new_order),
    ]
}

fn publish<S: AgentStore>(desk: &Desk<'_, S>, plan: WorkspacePlan) -> Result<RosterReply, String> {
    desk.tell(RosterCommand::Publish(Box::new(plan)))
}

fn first<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    let snapshot = desk.snapshot()?;
    same("version", snapshot.version, 0)?;
    let agents: Vec<_> = snapshot.agents.iter().map(|agent| agent.name.as_str()).collect();
    same("agents", agents, ["ana", "bo"])?;
    let pools: Vec<_> = snapshot.pools.iter().map(|pool| pool.team.as_deref()).collect();
    same("pools", pools, [None, Some("sales")])
}

fn again<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    desk.arrive_all(&["c1", "c2", "c3"])?;
    let before = desk.snapshot()?;
    let reply = publish(&desk, plain(&["ana", "bo"]))?;
    same("version", reply.version, before.version)?;
    same("snapshot", desk.snapshot()?, before)
}

fn new_agent<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    same("before", desk.arrive_all(&["c1", "c2"])?, ["ana", "bo"])?;
    let before = desk.snapshot()?.version;
    let reply = publish(&desk, plain(&["ana", "bo", "chen"]))?;
    same("version", reply.version, before + 1)?;
    same("after", desk.arrive_all(&["c3", "c4"])?, ["chen", "ana"])
}

fn gone_agent<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    publish(&desk, plain(&["bo"]))?;
    same("owners", desk.arrive_all(&["c1", "c2"])?, ["bo", "bo"])?;
    same("agents", desk.snapshot()?.agents.len(), 1)?;
    let reply = desk.tell(super::desk::by_hand("c1", "ana"))?;
    same("by hand", reply.unknown, Some("ana".into()))
}

fn comes_back<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo", "chen"])?;
    same("before", desk.arrive_all(&["c1", "c2"])?, ["ana", "bo"])?;
    publish(&desk, plain(&["bo", "chen"]))?;
    same("without", desk.arrive("c3")?, "chen")?;
    publish(&desk, plain(&["ana", "bo", "chen"]))?;
    same("turns", desk.turn_numbers()?, [1, 2, 3])?;
    same("with", desk.arrive("c4")?, "ana")
}

fn keeps_load<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    desk.arrive("c1")?;
    publish(&desk, plain(&["bo"]))?;
    publish(&desk, plain(&["ana", "bo"]))?;
    same("loads", desk.loads()?, [1, 0])?;
    desk.tell(closed("c1"))?;
    same("closed", desk.loads()?, [0, 0])
}

fn stays<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo", "chen"])?;
    desk.arrive_all(&["c1", "c2"])?;
    publish(&desk, plain(&["ana", "bo", "chen", "dana"]))?;
    same("loads", desk.loads()?, [1, 1, 0, 0])?;
    same("turns", desk.turn_numbers()?, [1, 2, 0, 0])?;
    desk.tell(closed("c1"))?;
    same("closed", desk.loads()?, [0, 1, 0, 0])
}

fn statuses_stay<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    desk.comes("ana", Status::Online)?;
    publish(&desk, plain(&["ana", "bo", "chen"]))?;
    let statuses: Vec<_> = desk.snapshot()?.agents.iter().map(|one| one.status).collect();
    same("statuses", statuses, [Status::Online, Status::Offline, Status::Offline])
}

fn as_published<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::with(store, "here", plan(vec![limited("ana", 3), agent("bo")]))?;
    desk.tell(RosterCommand::Limit { agent: "ana".into(), limit: Some(9) })?;
    desk.tell(RosterCommand::Teams { agent: "bo".into(), teams: Vec::new() })?;
    same("moved", desk.turns(Some("sales"))?.len(), 1)?;
    publish(&desk, plan(vec![limited("ana", 4), agent("bo")]))?;
    let limits: Vec<_> = desk.snapshot()?.agents.iter().map(|one| one.limit).collect();
    same("limits", limits, [Some(4), None])?;
    same("members", desk.turns(Some("sales"))?.len(), 2)
}

fn serves<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::with(store, "here", plan(vec![limited("ana", 1)]))?;
    same("owners", desk.arrive_all(&["c1", "c2", "c3"])?, ["ana", "waits", "waits"])?;
    let reply = publish(&desk, plan(vec![limited("ana", 1), limited("bo", 1)]))?;
    same("served", served(&reply), ["c2:bo"])
}

fn higher_limit_serves<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::with(store, "here", plan(vec![limited("ana", 1)]))?;
    desk.arrive_all(&["c1", "c2", "c3"])?;
    let reply = publish(&desk, plan(vec![limited("ana", 3)]))?;
    same("served", served(&reply), ["c2:ana", "c3:ana"])
}

fn gone_team<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana"])?;
    publish(&desk, WorkspacePlan { teams: Vec::new(), ..plain(&["ana"]) })?;
    same("pools", desk.snapshot()?.pools.len(), 1)?;
    same("verdict", desk.arrive("c1")?, "gone")
}

fn new_order<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo", "chen"])?;
    publish(&desk, plain(&["chen", "ana", "bo"]))?;
    same("owners", desk.arrive_all(&["c1", "c2", "c3"])?, ["chen", "ana", "bo"])
}
