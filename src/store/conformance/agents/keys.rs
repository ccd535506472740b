//! Keys, commands that belong together, versions, and workspaces of one store.

use super::desk::{Desk, agent, closed, key, opened, plain, plan, request, status, word};
use crate::plan::Agent;
use crate::routing::{RosterCommand, Status};
use crate::store::conformance::{AT, Case, Outcome, case, holds, same};
use crate::store::{AgentStore, StoreError, WorkerId, WorkspaceId, wait};

pub(super) fn cases<S: AgentStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("the same key gives the first reply again and changes nothing", same_key),
        case("the same key gives the first reply whatever the command is", other_command),
        case("the same key gives the first reply after much has happened", late_key),
        case("a command that is durable later is told from no other by its key", later_key),
        case("a reply that served somebody is given again as it was", served_again),
        case("a command that changed nothing is remembered too", remembered_nothing),
        case("a key of one workspace says nothing in another", key_elsewhere),
        case("a key is known to single and to several commands alike", key_of_both),
        case("several commands give their replies in order", many_in_order),
        case("several commands do what they would do one by one", many_as_single),
        case("a key that stands twice among several commands is done once", key_twice),
        case("several commands given again give their first replies", many_again),
        case("several commands of which some were given before", partly_known),
        case("no commands at all give no replies", none_at_all),
        case("versions rise by one with every command that changes something", versions),
        case("a workspace nobody published cannot be reached", unknown_workspace),
        case("commands for a workspace nobody published leave nothing behind", nothing_behind),
        case("several workspaces in one store are kept apart", workspaces),
        case("names and texts of any alphabet are kept as they are", alphabets),
    ]
}

fn same_key<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    desk.tell(opened("c1"))?;
    let ask = || desk.tell_as("k", RosterCommand::Assign(desk.request_for("c1")));
    let first = ask()?;
    let before = desk.snapshot()?;
    same("the second reply", ask()?, first.clone())?;
    same("the third reply", ask()?, first)?;
    same("snapshot", desk.snapshot()?, before)
}

fn other_command<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    let first = desk.tell_as("k", opened("c1"))?;
    let before = desk.snapshot()?;
    same("reply", desk.tell_as("k", status("ana", Status::Online))?, first)?;
    same("snapshot", desk.snapshot()?, before)
}

fn later_key<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    let later = |text: &str, command| {
        let worker = WorkerId::default();
        let reply = wait(store.apply_later(&desk.here, &worker, &key(text), command, AT));
        reply.map_err(|error| format!("apply later: {error}"))
    };
    later("o", opened("c1"))?;
    let first = later("k", RosterCommand::Assign(desk.request_for("c1")))?;
    holds("an owner", first.decision.as_ref().is_some_and(|one| one.owner().is_some()))?;
    let before = desk.snapshot()?;
    same("at once", desk.tell_as("k", opened("c2"))?, first.clone())?;
    same("later", later("k", opened("c3"))?, first)?;
    same("snapshot", desk.snapshot()?, before)
}

fn late_key<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    let ask = || desk.tell_as("k", RosterCommand::Assign(desk.request_for("c0")));
    let first = ask()?;
    for number in 1..200 {
        desk.arrive(&format!("c{number}"))?;
    }
    let before = desk.snapshot()?;
    same("reply", ask()?, first)?;
    same("snapshot", desk.snapshot()?, before)
}

fn served_again<S: AgentStore>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana"])?;
    desk.request.filters.only_online = true;
    desk.arrive_all(&["c1", "c2"])?;
    let first = desk.tell_as("k", status("ana", Status::Online))?;
    same("served", first.served.len(), 2)?;
    same("again", desk.tell_as("k", status("ana", Status::Online))?, first)?;
    same("loads", desk.loads()?, [2])
}

fn remembered_nothing<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana"])?;
    let come = || desk.tell_as("k", status("bo", Status::Online));
    let first = come()?;
    same("unknown", first.unknown.clone(), Some("bo".into()))?;
    desk.tell(RosterCommand::Publish(Box::new(plain(&["ana", "bo"]))))?;
    same("again", come()?, first)?;
    let statuses: Vec<_> = desk.snapshot()?.agents.iter().map(|one| one.status).collect();
    same("statuses", statuses, [Status::Offline, Status::Offline])
}

fn key_elsewhere<S: AgentStore>(store: &S) -> Outcome {
    let here = Desk::with(store, "here", plain(&["ana"]))?;
    let there = Desk::with(store, "there", plain(&["bo"]))?;
    let one = here.tell_as("k", RosterCommand::Assign(request("c1")))?;
    let other = there.tell_as("k", RosterCommand::Assign(request("c1")))?;
    let owners = (word(one.decision.as_deref()), word(other.decision.as_deref()));
    same("owners", owners, ("ana".into(), "bo".into()))
}

fn key_of_both<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    let one = desk.tell_as("one", RosterCommand::Assign(request("c1")))?;
    let many = desk.tell_many(vec![
        (key("one"), RosterCommand::Assign(request("c1"))),
        (key("two"), RosterCommand::Assign(request("c2"))),
    ])?;
    same("the first", many.first(), Some(&one))?;
    let two = desk.tell_as("two", RosterCommand::Assign(request("c2")))?;
    same("the second", many.get(1), Some(&two))?;
    same("turns", desk.turn_numbers()?, [1, 2])
}

fn asks(contacts: &[&str]) -> Vec<(crate::store::CommandKey, RosterCommand)> {
    let mut commands = Vec::new();
    for contact in contacts {
        commands.push((key(&format!("open/{contact}")), opened(contact)));
        commands.push((key(&format!("ask/{contact}")), RosterCommand::Assign(request(contact))));
    }
    commands
}

fn many_in_order<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo", "chen"])?;
    let replies = desk.tell_many(asks(&["c1", "c2", "c3", "c4"]))?;
    let owners: Vec<_> =
        replies.iter().filter_map(|reply| Some(word(Some(reply.decision.as_deref()?)))).collect();
    same("owners", owners, ["ana", "bo", "chen", "ana"])?;
    let versions: Vec<u64> = replies.iter().map(|reply| reply.version).collect();
    same("versions", versions, [1, 2, 3, 4, 5, 6, 7, 8])
}

fn many_as_single<S: AgentStore>(store: &S) -> Outcome {
    let here = Desk::with(store, "here", plain(&["ana", "bo", "chen"]))?;
    let there = Desk::with(store, "there", plain(&["ana", "bo", "chen"]))?;
    let mut commands = asks(&["c1", "c2", "c3", "c4", "c5"]);
    commands.push((key("close"), closed("c2")));
    commands.push((key("come"), status("bo", Status::Online)));
    commands.extend(asks(&["c6", "c7"]));
    let together = here.tell_many(commands.clone())?;
    let mut single = Vec::new();
    for (key, command) in commands {
        let reply = wait(store.apply(&there.here, &key, command, AT));
        single.push(reply.map_err(|error| error.to_string())?);
    }
    same("replies", together, single)?;
    same("snapshots", here.snapshot()?, there.snapshot()?)
}

fn key_twice<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    let ask = |by: &str, contact: &str| (key(by), RosterCommand::Assign(request(contact)));
    let replies = desk.tell_many(vec![ask("k", "c1"), ask("l", "c2"), ask("k", "c1")])?;
    same("how many", replies.len(), 3)?;
    same("the third", replies.get(2), replies.first())?;
    same("turns", desk.turn_numbers()?, [1, 2])?;
    same("version", desk.snapshot()?.version, 2)
}

fn many_again<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    let first = desk.tell_many(asks(&["c1", "c2"]))?;
    let before = desk.snapshot()?;
    same("replies", desk.tell_many(asks(&["c1", "c2"]))?, first)?;
    same("snapshot", desk.snapshot()?, before)
}

fn partly_known<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    let first = desk.tell_many(asks(&["c1"]))?;
    let all = desk.tell_many(asks(&["c1", "c2"]))?;
    same("how many", all.len(), 4)?;
    same("those known", all.get(..2), Some(first.as_slice()))?;
    same("loads", desk.loads()?, [1, 1])
}

fn none_at_all<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana"])?;
    same("replies", desk.tell_many(Vec::new())?.len(), 0)?;
    same("version", desk.snapshot()?.version, 0)
}

fn versions<S: AgentStore>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    let mut found = Vec::new();
    for command in [
        opened("c1"),
        opened("c1"),
        RosterCommand::Assign(request("c1")),
        RosterCommand::Sweep,
        closed("c1"),
        closed("c1"),
        status("ana", Status::Online),
        status("nobody", Status::Online),
        RosterCommand::Teams { agent: "ana".into(), teams: Vec::new() },
    ] {
        found.push(desk.tell(command)?.version);
        same("snapshot", Some(&desk.snapshot()?.version), found.last())?;
    }
    same("versions", found, [1, 1, 2, 2, 3, 3, 4, 4, 5])
}

fn unknown_workspace<S: AgentStore>(store: &S) -> Outcome {
    let nowhere = WorkspaceId("nowhere".into());
    let is_unavailable = |error| matches!(error, Some(StoreError::Unavailable(_)));
    let one = wait(store.apply(&nowhere, &key("k"), RosterCommand::Sweep, AT));
    holds("a command is refused", is_unavailable(one.err()))?;
    let commands = vec![(key("k"), RosterCommand::Sweep)];
    let many = wait(store.apply_many(&nowhere, commands, AT));
    holds("several commands are refused", is_unavailable(many.err()))?;
    holds("no snapshot", is_unavailable(wait(store.snapshot(&nowhere)).err()))
}

fn nothing_behind<S: AgentStore>(store: &S) -> Outcome {
    let here = WorkspaceId("here".into());
    let refused = wait(store.apply(&here, &key("k"), opened("c1"), AT));
    holds("a command is refused", refused.is_err())?;
    let desk = Desk::of(store, &["ana"])?;
    let reply = desk.tell_as("k", opened("c1"))?;
    same("version", reply.version, 1)?;
    same("owner", desk.ask("c1")?, "ana")?;
    same("loads", desk.loads()?, [1])
}

fn workspaces<S: AgentStore>(store: &S) -> Outcome {
    let here = Desk::with(store, "here", plain(&["ana", "bo"]))?;
    let there = Desk::with(store, "there", plain(&["ana", "bo"]))?;
    same("here", here.arrive_all(&["c1", "c2", "c3"])?, ["ana", "bo", "ana"])?;
    same("there", there.arrive("c1")?, "ana")?;
    there.tell(closed("c1"))?;
    same("loads here", here.loads()?, [2, 1])?;
    same("loads there", there.loads()?, [0, 0])
}

fn alphabets<S: AgentStore>(store: &S) -> Outcome {
    let names = ["名前", "o'brien", "a\"b", "émile", "👩‍💻"];
    let agents: Vec<Agent> = names.iter().map(|name| agent(name)).collect();
    let desk = Desk::with(store, "Ünïcode 'n' more", plan(agents))?;
    let contacts = ["+1 \\ 2", "c'1", "contact/1/2", "سلام", "c%_"];
    same("owners", desk.arrive_all(&contacts)?, names)?;
    same("loads", desk.loads()?, [1, 1, 1, 1, 1])
}
