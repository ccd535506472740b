//! Who qualifies.

use super::desk::{Desk, agent, closed, limited, plain, plan, served};
use crate::plan::{Agent, Team};
use crate::routing::{Pool, RosterCommand, Status};
use crate::store::AgentStore;
use crate::store::conformance::{Case, Outcome, case, same};

pub(super) fn cases<S: AgentStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("only who is online is chosen where that is asked for", only_online),
        case("whether somebody is online does not matter where that is not asked for", anybody),
        case("an agent's own limit holds", own_limit),
        case("a limit that was changed holds from then on", changed_limit),
        case("a limit of none is no limit", limit_taken_away),
        case("the limit of the request holds", below),
        case("the limit of the agent and that of the request both hold", both_limits),
        case("a contact's own conversation does not count against its owner", own_is_lifted),
        case("only agents with all the skills are chosen", skills),
        case("who may not be assigned to is not chosen", disabled),
        case("who is never assigned to cannot be made so", unassignable),
        case("an agent in two teams has one limit", one_limit_for_two_teams),
        case("a team that nobody knows is gone", unknown_team),
        case("an agent asked for by name whom nobody knows is gone", unknown_by_name),
        case("a team without members is empty", empty_team),
        case("a pool in which nobody may be assigned to says so", nobody_enabled),
        case("a pool in which nobody has the skills says so", nobody_skilled),
        case("a request that fails does not wait", failing_does_not_wait),
    ]
}

fn only_online<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo", "chen"])?;
    desk.request.filters.only_online = true;
    desk.comes("bo", Status::Busy)?;
    desk.comes("chen", Status::Online)?;
    same("owners", desk.arrive_all(&["c1", "c2"])?, ["chen", "chen"])?;
    desk.comes("chen", Status::Offline)?;
    same("nobody", desk.arrive("c3")?, "waits")
}

fn anybody<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    desk.comes("ana", Status::Busy)?;
    same("owners", desk.arrive_all(&["c1", "c2"])?, ["ana", "bo"])
}

fn own_limit<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::with(store, "here", plan(vec![limited("ana", 1), limited("bo", 2)]))?;
    let given = desk.arrive_all(&["c1", "c2", "c3", "c4"])?;
    same("owners", given, ["ana", "bo", "bo", "waits"])?;
    same("loads", desk.loads()?, [1, 2])
}

fn changed_limit<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    let limit = |agent: &str, limit| RosterCommand::Limit { agent: agent.into(), limit };
    desk.tell(limit("ana", Some(0)))?;
    desk.tell(limit("bo", Some(1)))?;
    same("owners", desk.arrive_all(&["c1", "c2"])?, ["bo", "waits"])?;
    let limits: Vec<_> = desk.snapshot()?.agents.iter().map(|agent| agent.limit).collect();
    same("limits", limits, [Some(0), Some(1)])
}

fn limit_taken_away<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::with(store, "here", plan(vec![limited("ana", 1)]))?;
    same("with it", desk.arrive_all(&["c1", "c2"])?, ["ana", "waits"])?;
    let reply = desk.tell(RosterCommand::Limit { agent: "ana".into(), limit: None })?;
    same("served", served(&reply), ["c2:ana"])?;
    same("without it", desk.arrive_all(&["c3", "c4"])?, ["ana", "ana"])
}

fn below<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo"])?;
    desk.request.filters.below = Some(2);
    desk.owns("ana", 2)?;
    let given = desk.arrive_all(&["c1", "c2", "c3"])?;
    same("owners", given, ["bo", "bo", "waits"])
}

fn both_limits<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::with(store, "here", plan(vec![limited("ana", 1), limited("bo", 5)]))?;
    desk.request.filters.below = Some(2);
    desk.owns("ana", 1)?;
    desk.owns("bo", 2)?;
    same("full", desk.arrive("c1")?, "waits")?;
    let reply = desk.tell(closed("bo-1"))?;
    same("served", served(&reply), ["c1:bo"])
}

fn own_is_lifted<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::with(store, "here", plan(vec![limited("ana", 1)]))?;
    same("first", desk.arrive("c1")?, "ana")?;
    desk.request.keep_owner = true;
    same("again", desk.ask("c1")?, "ana")?;
    same("loads", desk.loads()?, [1])
}

fn skills<S: AgentStore>(store: &S) -> Outcome {
    let skilled = |name: &str, skills: &[&str]| Agent {
        skills: skills.iter().map(|&skill| skill.into()).collect(),
        ..agent(name)
    };
    let agents =
        vec![agent("ana"), skilled("bo", &["german"]), skilled("chen", &["german", "spanish"])];
    let mut desk = Desk::with(store, "here", plan(agents))?;
    desk.request.filters.skills = vec!["german".into()];
    same("one skill", desk.arrive_all(&["c1", "c2", "c3"])?, ["bo", "chen", "bo"])?;
    desk.request.filters.skills = vec!["spanish".into(), "german".into()];
    same("two skills", desk.arrive_all(&["c4", "c5"])?, ["chen", "chen"])
}

fn enabled(agent: &str, enabled: bool) -> RosterCommand {
    RosterCommand::Enabled { agent: agent.into(), enabled }
}

fn disabled<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    desk.tell(enabled("ana", false))?;
    same("without", desk.arrive_all(&["c1", "c2"])?, ["bo", "bo"])?;
    desk.tell(enabled("ana", true))?;
    same("with", desk.arrive("c3")?, "ana")
}

fn unassignable<S: AgentStore>(store: &S) -> Outcome {
    let boss = Agent { unassignable: true, ..agent("boss") };
    let mut desk = Desk::with(store, "here", plan(vec![boss, agent("bo")]))?;
    desk.tell(enabled("boss", true))?;
    same("owners", desk.arrive_all(&["c1", "c2"])?, ["bo", "bo"])?;
    desk.request.pool = Pool::Agent("boss".into());
    same("by name", desk.arrive("c3")?, "nobody enabled")
}

fn one_limit_for_two_teams<S: AgentStore>(store: &S) -> Outcome {
    let mut plan = plan(vec![limited("ana", 1)]);
    let members = vec!["ana".into()];
    plan.teams.push(Team { name: "care".into(), title: "Care".into(), members });
    let mut desk = Desk::with(store, "here", plan)?;
    same("one team", desk.arrive("c1")?, "ana")?;
    desk.request.pool = Pool::Team("care".into());
    same("the other", desk.arrive("c2")?, "waits")
}

fn unknown_team<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana"])?;
    desk.request.pool = Pool::Team("nobody".into());
    same("verdict", desk.arrive("c1")?, "gone")
}

fn unknown_by_name<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana"])?;
    desk.request.pool = Pool::Agent("nobody".into());
    same("verdict", desk.arrive("c1")?, "gone")
}

fn empty_team<S: AgentStore>(store: &S) -> Outcome {
    let mut plan = plain(&["ana"]);
    plan.teams.push(Team { name: "night".into(), title: "Night".into(), members: Vec::new() });
    let mut desk = Desk::with(store, "here", plan)?;
    desk.request.pool = Pool::Team("night".into());
    same("verdict", desk.arrive("c1")?, "empty")
}

fn nobody_enabled<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    desk.tell(enabled("ana", false))?;
    desk.tell(enabled("bo", false))?;
    same("verdict", desk.arrive("c1")?, "nobody enabled")
}

fn nobody_skilled<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo"])?;
    desk.request.filters.skills = vec!["german".into()];
    same("verdict", desk.arrive("c1")?, "nobody skilled")
}

fn failing_does_not_wait<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana"])?;
    desk.request.pool = Pool::Team("nobody".into());
    desk.arrive("c1")?;
    same("waiting", desk.waiting()?.len(), 0)
}
