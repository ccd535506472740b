//! Many at once on one roster.

use std::collections::BTreeSet;

use super::desk::{Desk, closed, key, limited, opened, plain, plan, request, word};
use crate::routing::{Order, RosterCommand};
use crate::store::AgentStore;
use crate::store::conformance::crowd::crowd;
use crate::store::conformance::{Case, Outcome, case, holds, same};

pub(super) fn cases<S: AgentStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("eight threads share out in turn with exact counts", exact_counts),
        case("sixteen threads never bring an agent above a limit", no_limit_exceeded),
        case("threads that free places and take them keep every limit", limits_while_closing),
        case("threads with one key get one reply", one_key),
        case("threads that repeat each other's keys do everything once", repeated_keys),
        case("commands given together are not mixed with others", together),
        case("no two commands of different threads are given one version", own_versions),
        case("loads are exact after threads opened and closed", exact_loads),
        case("many threads asking for one contact leave it with one owner", one_contact),
        case("threads in several workspaces do not meet", workspaces),
        case("a snapshot taken in between is of one moment", snapshots),
    ]
}

/// The counts of each owner, in declared order of `names`.
fn counts(names: &[&str], owners: &[Vec<String>]) -> Vec<usize> {
    let of = |name: &&str| owners.iter().flatten().filter(|owner| owner == name).count();
    names.iter().map(of).collect()
}

fn exact_counts<S: AgentStore + Sync>(store: &S) -> Outcome {
    let names = ["ana", "bo", "chen", "dana", "eve"];
    let desk = Desk::of(store, &names)?;
    let owners = crowd(8, |thread| {
        (0..25).map(|number| desk.arrive(&format!("c{thread}/{number}"))).collect()
    })?;
    same("owners", counts(&names, &owners), [40, 40, 40, 40, 40])?;
    same("loads", desk.loads()?, [40, 40, 40, 40, 40])?;
    let turns: BTreeSet<u64> = desk.turn_numbers()?.into_iter().collect();
    same("last turns", turns, BTreeSet::from([196, 197, 198, 199, 200]))
}

fn no_limit_exceeded<S: AgentStore + Sync>(store: &S) -> Outcome {
    let plan = plan(vec![limited("ana", 3), limited("bo", 5), limited("chen", 7)]);
    let desk = Desk::with(store, "here", plan)?;
    let owners = crowd(16, |thread| {
        (0..4).map(|number| desk.arrive(&format!("c{thread}/{number}"))).collect()
    })?;
    let found = counts(&["ana", "bo", "chen", "waits"], &owners);
    same("owners", found, [3, 5, 7, 49])?;
    same("loads", desk.loads()?, [3, 5, 7])?;
    same("waiting", desk.waiting()?.len(), 49)
}

fn limits_while_closing<S: AgentStore + Sync>(store: &S) -> Outcome {
    let mut desk = Desk::with(store, "here", plan(vec![limited("ana", 2), limited("bo", 3)]))?;
    desk.request.by = Order::LeastOpen;
    let highest = crowd(8, |thread| {
        let mut highest = vec![0, 0];
        for number in 0..12 {
            let contact = format!("c{thread}/{number}");
            desk.arrive(&contact)?;
            let loads = desk.loads()?;
            highest = highest.iter().zip(&loads).map(|(one, other)| *one.max(other)).collect();
            desk.tell(closed(&contact))?;
        }
        Ok(highest)
    })?;
    let above = highest.iter().any(|loads| loads.iter().zip([2, 3]).any(|(one, most)| *one > most));
    holds("nobody above a limit", !above)?;
    same("loads", desk.loads()?, [0, 0])?;
    same("waiting", desk.waiting()?.len(), 0)
}

fn one_key<S: AgentStore + Sync>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo", "chen"])?;
    desk.tell(opened("c1"))?;
    let replies = crowd(16, |_| desk.tell_as("k", RosterCommand::Assign(request("c1"))))?;
    let others = replies.iter().filter(|reply| Some(*reply) != replies.first()).count();
    same("other replies", others, 0)?;
    same("turns", desk.turn_numbers()?, [1, 0, 0])?;
    same("version", desk.snapshot()?.version, 2)
}

fn repeated_keys<S: AgentStore + Sync>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo", "chen", "dana"])?;
    let replies = crowd(8, |thread| {
        let mut replies = Vec::new();
        for step in 0..40 {
            // Every thread goes through all of them, each from another place on.
            let number = (step + thread * 5) % 40;
            let ask = RosterCommand::Assign(request(&format!("c{number}")));
            replies.push((number, desk.tell_as(&format!("ask/{number}"), ask)?));
        }
        replies.sort_by_key(|(number, _)| *number);
        Ok(replies)
    })?;
    let others = replies.iter().filter(|one| Some(*one) != replies.first()).count();
    same("threads with other replies", others, 0)?;
    let owners: Vec<Vec<String>> = replies
        .iter()
        .take(1)
        .map(|all| all.iter().map(|(_, reply)| word(reply.decision.as_deref())).collect())
        .collect();
    same("owners", counts(&["ana", "bo", "chen", "dana"], &owners), [10, 10, 10, 10])?;
    same("version", desk.snapshot()?.version, 40)
}

fn together<S: AgentStore + Sync>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo", "chen"])?;
    let mixed = crowd(8, |thread| {
        let mut mixed = 0_usize;
        for round in 0..20 {
            let one = |number: usize| {
                let contact = format!("c{thread}/{round}/{number}");
                (key(&contact), RosterCommand::Assign(request(&contact)))
            };
            let replies = desk.tell_many((0..6).map(one).collect())?;
            let first = replies.first().map_or(0, |reply| reply.version);
            let versions = replies.iter().map(|reply| reply.version);
            mixed += usize::from(!versions.eq(first..first + 6));
        }
        Ok(mixed)
    })?;
    same("mixed", mixed.iter().sum::<usize>(), 0)
}

fn own_versions<S: AgentStore + Sync>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo"])?;
    let versions = crowd(8, |thread| {
        let mut versions = Vec::new();
        for number in 0..20 {
            let contact = format!("c{thread}/{number}");
            versions.push(desk.tell(RosterCommand::Assign(request(&contact)))?.version);
        }
        Ok(versions)
    })?;
    let rising = versions.iter().all(|own| own.windows(2).all(|two| two.first() < two.last()));
    holds("versions that one thread hears rise", rising)?;
    let all: BTreeSet<u64> = versions.into_iter().flatten().collect();
    same("versions", all, (1..=160).collect())
}

fn exact_loads<S: AgentStore + Sync>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo", "chen"])?;
    crowd(8, |thread| {
        for number in 0..15 {
            let contact = format!("c{thread}/{number}");
            desk.arrive(&contact)?;
            if number % 3 != 0 {
                desk.tell(closed(&contact))?;
                desk.tell(closed(&contact))?;
            }
        }
        Ok(())
    })?;
    same("open", desk.loads()?.iter().sum::<u32>(), 40)
}

fn one_contact<S: AgentStore + Sync>(store: &S) -> Outcome {
    let mut desk = Desk::of(store, &["ana", "bo", "chen"])?;
    desk.tell(opened("c1"))?;
    desk.request.keep_owner = true;
    let owners = crowd(12, |_| desk.ask("c1"))?;
    let others = owners.iter().filter(|owner| Some(*owner) != owners.first()).count();
    same("other owners", others, 0)?;
    same("loads", desk.loads()?, [1, 0, 0])
}

fn workspaces<S: AgentStore + Sync>(store: &S) -> Outcome {
    let names = ["ana", "bo"];
    let open = |number| Desk::with(store, &format!("shop {number}"), plain(&names));
    let desks: Vec<Desk<'_, S>> = (0..8).map(open).collect::<Result<_, _>>()?;
    let owners = crowd(8, |thread| {
        let desk = desks.get(thread).ok_or("no desk")?;
        (0..10).map(|number| desk.arrive(&format!("c{number}"))).collect::<Result<Vec<_>, _>>()
    })?;
    let wanted = ["ana", "bo", "ana", "bo", "ana", "bo", "ana", "bo", "ana", "bo"];
    for own in owners {
        same("owners", own, wanted)?;
    }
    Ok(())
}

fn snapshots<S: AgentStore + Sync>(store: &S) -> Outcome {
    let desk = Desk::of(store, &["ana", "bo", "chen"])?;
    let odd = crowd(8, |thread| {
        let (mut odd, mut last) = (0_usize, 0);
        for number in 0..20 {
            if thread % 2 == 0 {
                let contact = format!("c{thread}/{number}");
                desk.tell(RosterCommand::Assign(desk.request_for(&contact)))?;
                continue;
            }
            let snapshot = desk.snapshot()?;
            let turns = snapshot.pools.iter().flat_map(|pool| &pool.members);
            let given = turns.map(|(_, turn)| *turn).max().unwrap_or_default();
            // Every command here gives one turn, so that turns and versions go together.
            odd += usize::from(snapshot.version != given || snapshot.version < last);
            last = snapshot.version;
        }
        Ok(odd)
    })?;
    same("odd snapshots", odd.iter().sum::<usize>(), 0)
}
