//! Who is chosen: in turn, or who owns the fewest.

use super::desk::{Desk, closed, limited, opened, plan, word};
use crate::plan::{Team, WorkspacePlan};
use crate::routing::{Order, Pool, RosterCommand, Standing, Status};
use crate::store::AgentStore;
use crate::store::conformance::{Case, Outcome, case, holds, same};

pub(super) fn cases<S: AgentStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("agents get contacts in turn, in declared order", in_turn),
        case("a turn leaves its number behind, higher ones later", turn_numbers),
        case("every pool has turns of its own", pools_turn_alone),
        case(
            "an agent who is skipped gets the next contact once on coming back",
            skipped_comes_back,
        ),
        case("nobody is given a turn by a request that waits or fails", waiting_spends_no_turn),
        case("whoever owns the fewest open conversations is chosen", least_open),
        case("among equals with the fewest open the turn decides", least_open_in_turn),
        case("conversations that were closed do not count as open", closed_do_not_count),
        case("conversations that were never opened do not count as open", unopened_do_not_count),
        case("the present owner is kept where that is asked for", owner_is_kept),
        case("the present owner is not kept where that is not asked for", owner_is_not_kept),
        case("an owner who does not qualify is not kept", unfit_owner_is_not_kept),
        case("keeping an owner spends no turn", keeping_spends_no_turn),
        case("an agent asked for by name is chosen and spends no turn", by_name),
        case("an agent asked for by name who is full is waited for", by_name_waits),
        case("agents who were passed over are not chosen", passed_over),
        case("the agent who was passed over last is taken off the contact", taken_off),
        case("a decision lists who was looked at and how they stood", candidates),
        case("a decision names the version it was taken on", decision_version),
    ]
}

fn in_turn<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo", "chen"])?;
    let given = desk.arrive_all(&["c1", "c2", "c3", "c4", "c5", "c6", "c7"])?;
    same("owners", given, ["ana", "bo", "chen", "ana", "bo", "chen", "ana"])
}

fn turn_numbers<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo", "chen"])?;
    same("before", desk.turn_numbers()?, [0, 0, 0])?;
    desk.arrive_all(&["c1", "c2"])?;
    same("after two", desk.turn_numbers()?, [1, 2, 0])?;
    desk.arrive_all(&["c3", "c4"])?;
    same("after four", desk.turn_numbers()?, [4, 2, 3])
}

fn pools_turn_alone<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo", "chen"])?;
    same("the team", desk.arrive_all(&["c1", "c2"])?, ["ana", "bo"])?;
    desk.request.pool = Pool::Workspace;
    same("the workspace", desk.arrive_all(&["c3", "c4"])?, ["ana", "bo"])?;
    desk.request.pool = Pool::Team("sales".into());
    same("the team again", desk.arrive("c5")?, "chen")?;
    let turns = desk.turns(None)?;
    same("turns of the workspace", turns, [("ana".into(), 3), ("bo".into(), 4), ("chen".into(), 0)])
}

fn skipped_comes_back<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo"])?;
    desk.request.filters.only_online = true;
    desk.comes("bo", Status::Online)?;
    same("alone", desk.arrive_all(&["c1", "c2", "c3"])?, ["bo", "bo", "bo"])?;
    desk.comes("ana", Status::Online)?;
    let given = desk.arrive_all(&["c4", "c5", "c6", "c7"])?;
    same("together", given, ["ana", "bo", "ana", "bo"])
}

fn waiting_spends_no_turn<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo"])?;
    desk.request.filters.only_online = true;
    same("nobody online", desk.arrive("c1")?, "waits")?;
    desk.request.filters.below = Some(0);
    same("below none", desk.arrive("c2")?, "below zero")?;
    same("turns", desk.turn_numbers()?, [0, 0])
}

fn least_open<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo", "chen"])?;
    desk.request.by = Order::LeastOpen;
    for (agent, count) in [("ana", 3), ("bo", 1), ("chen", 2)] {
        desk.owns(agent, count)?;
    }
    same("owners", desk.arrive_all(&["c1", "c2", "c3"])?, ["bo", "chen", "bo"])?;
    same("loads", desk.loads()?, [3, 3, 3])
}

fn least_open_in_turn<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo", "chen"])?;
    same("in turn", desk.arrive_all(&["c1", "c2"])?, ["ana", "bo"])?;
    desk.tell(closed("c1"))?;
    desk.tell(closed("c2"))?;
    desk.request.by = Order::LeastOpen;
    same("fewest open", desk.arrive_all(&["c3", "c4", "c5"])?, ["chen", "ana", "bo"])
}

fn closed_do_not_count<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo"])?;
    desk.request.by = Order::LeastOpen;
    desk.owns("ana", 4)?;
    desk.owns("bo", 2)?;
    for contact in ["ana-1", "ana-2", "ana-3"] {
        desk.tell(closed(contact))?;
    }
    same("loads", desk.loads()?, [1, 2])?;
    same("owner", desk.arrive("c1")?, "ana")
}

fn unopened_do_not_count<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::with(store, "here", plan(vec![limited("ana", 1)]))?;
    same("never opened", (desk.ask("c1")?, desk.ask("c2")?), ("ana".into(), "ana".into()))?;
    same("before", desk.loads()?, [0])?;
    desk.tell(opened("c1"))?;
    same("after", desk.loads()?, [1])?;
    same("full", desk.ask("c3")?, "waits")
}

fn owner_is_kept<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo", "chen"])?;
    desk.arrive_all(&["c1", "c2"])?;
    desk.request.keep_owner = true;
    same("again", desk.ask("c1")?, "ana")?;
    same("loads", desk.loads()?, [1, 1, 0])
}

fn owner_is_not_kept<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo", "chen"])?;
    desk.arrive_all(&["c1", "c2"])?;
    same("again", desk.ask("c1")?, "chen")?;
    same("loads", desk.loads()?, [0, 1, 1])
}

fn unfit_owner_is_not_kept<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo"])?;
    desk.comes("bo", Status::Online)?;
    same("first", desk.arrive("c1")?, "ana")?;
    desk.request.keep_owner = true;
    desk.request.filters.only_online = true;
    same("again", desk.ask("c1")?, "bo")
}

fn keeping_spends_no_turn<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo"])?;
    desk.arrive("c1")?;
    desk.request.keep_owner = true;
    desk.ask("c1")?;
    same("turns", desk.turn_numbers()?, [1, 0])
}

fn by_name<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo"])?;
    desk.request.pool = Pool::Agent("bo".into());
    same("owners", desk.arrive_all(&["c1", "c2"])?, ["bo", "bo"])?;
    same("turns", desk.turn_numbers()?, [0, 0])
}

fn by_name_waits<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::with(store, "here", plan(vec![limited("ana", 1), limited("bo", 9)]))?;
    desk.request.pool = Pool::Agent("ana".into());
    same("owners", desk.arrive_all(&["c1", "c2"])?, ["ana", "waits"])?;
    let reply = desk.tell(closed("c1"))?;
    same("served", super::desk::served(&reply), ["c2:ana"])
}

fn passed_over<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo"])?;
    desk.request.passed = vec!["ana".into()];
    same("one", desk.arrive("c1")?, "bo")?;
    desk.request.passed = vec!["ana".into(), "bo".into()];
    same("both", desk.arrive("c2")?, "waits")
}

fn taken_off<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo"])?;
    same("first", desk.arrive("c1")?, "ana")?;
    desk.request.passed = vec!["ana".into()];
    let reply = desk.tell(RosterCommand::Assign(desk.request_for("c1")))?;
    same("again", word(reply.decision.as_deref()), "bo")?;
    holds("taken off", reply.decision.is_some_and(|decision| decision.taken_off))?;
    same("loads", desk.loads()?, [0, 1])
}

fn candidates<S: AgentStore>(store: &S) -> Outcome {
    let team = |name: &str, members: &[&str]| Team {
        name: name.into(),
        title: name.into(),
        members: members.iter().map(|&name| name.into()).collect(),
    };
    let agents = plan(vec![limited("ana", 1), limited("bo", 5), limited("chen", 5)]).agents;
    let teams = vec![team("sales", &["ana", "bo", "chen"])];
    let plan = WorkspacePlan { agents, teams, ..WorkspacePlan::default() };
    let desk = Desk::with(store, "here", plan)?;
    desk.owns("ana", 1)?;
    desk.tell(opened("c1"))?;
    let reply = desk.tell(RosterCommand::Assign(desk.request_for("c1")))?;
    let listed = reply.decision.map(|decision| decision.candidates.clone()).unwrap_or_default();
    let standings: Vec<_> = listed.iter().map(|one| (one.agent, one.standing)).collect();
    let of = |agent: &str, standing| (agent.into(), standing);
    let (yes, full) = (Standing::Eligible, Standing::Full(1));
    same("standings", standings, [of("bo", yes.clone()), of("chen", yes), of("ana", full)])
}

fn decision_version<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana"])?;
    desk.tell(opened("c1"))?;
    let before = desk.snapshot()?.version;
    let reply = desk.tell(RosterCommand::Assign(desk.request_for("c1")))?;
    same("the decision's", reply.decision.map(|decision| decision.version), Some(before))?;
    same("the reply's", reply.version, before + 1)
}
