//! What one decision about an owner costs: the roster's step with its reasons, and making it true.

use std::error::Error;
use std::hint::black_box;

use bench_measure::Clock;
use rondel::base::{Key, Name};
use rondel::plan::{Agent, WorkspacePlan};
use rondel::routing::{
    Filters, Order, Pool, Request, RequestId, Roster, RosterCommand, Status, Verdict, roster_step,
};

use bench_conversation::shop::NOW;

use crate::words::Words;

/// How many agents there are.
const SIZES: [usize; 3] = [20, 1_000, 10_000];
/// Open conversations an agent has on average when the clock starts.
const OPEN_EACH: usize = 2;

/// A way of asking.
struct Case {
    name: &'static str,
    by: Order,
    /// Whether agent `k` of `n` is online.
    is_online: fn(usize, usize) -> bool,
    filters: Filters,
}

fn cases() -> Vec<Case> {
    let plain = Filters::default();
    let skilled = |skill| Filters { skills: vec![Name::new_static(skill)], ..Filters::default() };
    let everybody: fn(usize, usize) -> bool = |_, _| true;
    let case = |name, by, filters| Case { name, by, is_online: everybody, filters };
    vec![
        Case {
            name: "round robin, only online, two are",
            by: Order::RoundRobin,
            is_online: |agent, agents| agent == agents / 3 || agent == agents - 1,
            filters: Filters { only_online: true, ..Filters::default() },
        },
        case("round robin", Order::RoundRobin, plain.clone()),
        case("least open", Order::LeastOpen, plain),
        case(
            "round robin, below 3",
            Order::RoundRobin,
            Filters { below: Some(3), ..Filters::default() },
        ),
        case("round robin, a skill of every tenth", Order::RoundRobin, skilled("common")),
        case("round robin, a skill of two", Order::RoundRobin, skilled("rare")),
    ]
}

/// Prints, per repetition, size and case, the cost of one decision.
pub fn run(words: &mut Words) -> Result<(), Box<dyn Error>> {
    let decisions: usize = words.number("a number of decisions")?;
    let reps: u32 = words.number("a number of repetitions")?;
    for rep in 0..reps {
        for agents in SIZES {
            for case in cases() {
                let mut desk = Desk::new(&case, agents);
                let requests = desk.requests(&case, decisions);
                let (cpu_s, assigned) = Clock::Thread.time(|| ((), desk.decide(&requests)));
                if assigned != decisions {
                    return Err(
                        format!("{}: {assigned} of {decisions} found an owner", case.name).into()
                    );
                }
                let (ns, name) = (cpu_s * 1e9 / decisions as f64, case.name);
                println!(
                    r#"{{"peer":"decide, {name}, {agents} agents","rep":{rep},"agents":{agents},"case":"{name}","decisions":{decisions},"cpu_s":{cpu_s:.6},"ns":{ns:.1}}}"#
                );
            }
        }
    }
    Ok(())
}

/// A roster with some conversations open already.
struct Desk {
    roster: Roster,
    contacts: usize,
    asked: u64,
}

impl Desk {
    fn new(case: &Case, agents: usize) -> Self {
        let plan = WorkspacePlan {
            agents: (0..agents).map(|k| agent(k, agents)).collect(),
            ..WorkspacePlan::default()
        };
        let mut desk = Self { roster: Roster::new(&plan), contacts: agents * OPEN_EACH, asked: 0 };
        for k in (0..agents).filter(|k| (case.is_online)(*k, agents)) {
            let agent = format!("a{k}").into();
            desk.tell(&RosterCommand::Status { agent, status: Status::Online });
        }
        // Everybody has an owner before anything is measured.
        for contact in 0..desk.contacts {
            let agent = format!("a{}", contact % agents).into();
            let contact = Name::from(format!("c{contact}"));
            desk.tell(&RosterCommand::Opened { contact: contact.clone() });
            desk.tell(&RosterCommand::AssignByHand { contact, agent });
        }
        desk
    }

    fn tell(&mut self, command: &RosterCommand) {
        let (_, changes) = roster_step(&self.roster, command, NOW);
        self.roster.apply(&changes);
    }

    /// Requests of contacts in turn. A contact that asks again leaves the agent it had.
    fn requests(&mut self, case: &Case, count: usize) -> Vec<RosterCommand> {
        let mut requests = Vec::with_capacity(count);
        for number in 0..count {
            self.asked += 1;
            let id = RequestId(Key::of_text(&format!("r{}", self.asked)));
            let contact = format!("c{}", number % self.contacts).into();
            let request = Request::new(id, contact, Pool::Workspace, NOW);
            let filters = case.filters.clone();
            requests.push(RosterCommand::Assign(Request { by: case.by, filters, ..request }));
        }
        requests
    }

    /// Decides the requests one after the other, each made true at once. Gives how many found an owner.
    fn decide(&mut self, requests: &[RosterCommand]) -> usize {
        let mut assigned = 0;
        for request in requests {
            let (reply, changes) = roster_step(&self.roster, request, NOW);
            self.roster.apply(&changes);
            let decision = black_box(reply).decision;
            let found = decision.is_some_and(|one| matches!(one.verdict, Verdict::Assigned(_)));
            assigned += usize::from(found);
        }
        assigned
    }
}

fn agent(k: usize, agents: usize) -> Agent {
    let mut agent = Agent::new(&format!("a{k}"), &format!("Agent{k}"));
    if k % 10 == 5 {
        agent.skills.push(Name::new_static("common"));
    }
    if k == agents / 3 || k == agents - 1 {
        agent.skills.push(Name::new_static("rare"));
    }
    agent
}
