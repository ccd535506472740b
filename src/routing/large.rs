//! Pools too large to be looked at as a whole choose as anybody would who did.

use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, proptest};

use super::{
    Filters, Order, Pool, Request, RequestId, Roster, RosterChange, RosterCommand, Standing,
    Status, Verdict, roster_step,
};
use crate::base::{Instant, Key, Name};
use crate::plan::{Agent, WorkspacePlan};

const AGENTS: usize = 40;
const SKILLS: [&str; 3] = ["german", "sales", "billing"];

fn workspace() -> WorkspacePlan {
    let agent = |number: usize| {
        let skills = SKILLS.iter().enumerate().filter(|(bit, _)| number >> bit & 1 == 1);
        Agent {
            limit: [None, Some(1), Some(3)].get(number % 5).copied().flatten(),
            skills: skills.map(|(_, skill)| Name::new_static(skill)).collect(),
            ..Agent::new(&format!("a{number}"), "Somebody")
        }
    };
    WorkspacePlan { agents: (0..AGENTS).map(agent).collect(), ..WorkspacePlan::default() }
}

/// Whoever is chosen by looking at everybody.
fn chosen(roster: &Roster, plan: &WorkspacePlan, request: &Request) -> Option<Name> {
    let snapshot = roster.snapshot();
    let turns = snapshot.pools.first().map(|pool| pool.members.as_slice()).unwrap_or_default();
    let all = snapshot.agents.iter().zip(turns).zip(&plan.agents).zip(0..);
    let Filters { only_online, below, skills } = &request.filters;
    let qualified = all.filter(|(((agent, _), planned), _)| {
        agent.enabled
            && agent.limit.is_none_or(|limit| agent.load < limit)
            && below.is_none_or(|below| agent.load < below)
            && (!only_online || agent.status == Status::Online)
            && skills.iter().all(|skill| planned.skills.contains(skill))
    });
    let first =
        qualified.min_by_key(|(((agent, (_, turn)), _), place): &(_, usize)| match request.by {
            Order::RoundRobin => (*turn, 0, *place),
            Order::LeastOpen => (u64::from(agent.load), *turn, *place),
        });
    first.map(|(((agent, _), _), _)| agent.name.clone())
}

fn request(number: usize, contact: &str, kind: u8) -> Request {
    let (id, now) = (RequestId(Key::of_text(&format!("r{number}"))), Instant::default());
    Request {
        by: if kind & 1 == 0 { Order::RoundRobin } else { Order::LeastOpen },
        filters: Filters {
            only_online: kind & 2 == 2,
            below: [None, Some(1), Some(2), Some(4)]
                .get(usize::from(kind >> 2 & 3))
                .copied()
                .flatten(),
            skills: SKILLS
                .iter()
                .take(usize::from(kind >> 4 & 3))
                .map(|one| Name::new_static(one))
                .collect(),
        },
        ..Request::new(id, contact.into(), Pool::Workspace, now)
    }
}

fn steps() -> impl Strategy<Value = Vec<(u8, u8, bool)>> {
    prop::collection::vec((any::<u8>(), any::<u8>(), any::<bool>()), 1..150)
}

proptest! {
    #[test]
    fn whoever_is_chosen_is_the_first_of_all_who_qualify(steps in steps()) {
        let plan = workspace();
        let mut roster = Roster::new(&plan);
        let run = |roster: &mut Roster, command: &RosterCommand| {
            let (reply, changes): (_, Vec<RosterChange>) =
                roster_step(roster, command, Instant::default());
            roster.apply(&changes);
            reply
        };
        for number in 0..AGENTS {
            let agent = format!("a{number}").into();
            run(&mut roster, &RosterCommand::Status { agent, status: Status::Online });
        }
        for (number, (kind, who, coming)) in steps.into_iter().enumerate() {
            let contact = format!("c{}", who % 90);
            if coming {
                run(&mut roster, &RosterCommand::Opened { contact: contact.as_str().into() });
                // Nobody waits in this test, and nobody has an owner who would be lifted off.
                run(&mut roster, &RosterCommand::Unassign { contact: contact.as_str().into() });
                let request = request(number, &contact, kind);
                let expected = chosen(&roster, &plan, &request);
                let reply = run(&mut roster, &RosterCommand::Assign(request.clone()));
                // Of a large pool only those are listed who qualify; their reasons say so, too.
                let mut listed = reply.decision.iter().flat_map(|decision| &decision.candidates);
                prop_assert!(listed.all(|one| one.standing == Standing::Eligible));
                let verdict = reply.decision.map(|decision| decision.verdict.clone());
                let got = match verdict {
                    Some(Verdict::Assigned(agent)) => Some(agent),
                    _ => None,
                };
                prop_assert_eq!(got, expected);
                run(&mut roster, &RosterCommand::Withdraw(request.id));
            } else if kind % 2 == 0 {
                run(&mut roster, &RosterCommand::Closed { contact: contact.into() });
            } else {
                let agent = format!("a{}", usize::from(who) % AGENTS).into();
                let status = if kind % 4 == 1 { Status::Online } else { Status::Offline };
                run(&mut roster, &RosterCommand::Status { agent, status });
            }
        }
    }
}
