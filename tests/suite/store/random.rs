//! Two keepers that are given the same commands give the same replies, also when one of them is
//! closed and opened again in between.

use rondel::base::{Duration, Instant, Key, Name};
use rondel::plan::{Agent, Team, WorkspacePlan};
use rondel::routing::{Filters, Order, Pool, Request, RequestId, RosterCommand, Status};
use rondel::store::{AgentStore, CommandKey, MemoryAgents, Sqlite, WorkspaceId, wait};

use super::{folder, open};
use crate::suite::numbers::Numbers;

const SEQUENCES: u64 = 2_000;
const AGENTS: [&str; 6] = ["ana", "bo", "chen", "dana", "eve", "finn"];
const TEAMS: [&str; 3] = ["sales", "care", "night"];

/// What chance brings.
struct Chance(Numbers);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0.next() % limit
    }

    /// Whether something happens that does so once in so many times.
    fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }

    fn agent(&mut self) -> Name {
        if self.once_in(20) { "nobody".into() } else { self.one_of(&AGENTS).into() }
    }

    fn team(&mut self) -> Name {
        if self.once_in(20) { "nowhere".into() } else { self.one_of(&TEAMS).into() }
    }

    fn contact(&mut self) -> Name {
        format!("c{}", self.below(12)).into()
    }

    fn limit(&mut self) -> Option<u32> {
        self.one_of(&[None, Some(0), Some(1), Some(2), Some(3)])
    }

    fn plan(&mut self) -> WorkspacePlan {
        let mut names: Vec<&str> = AGENTS.into_iter().filter(|_| !self.once_in(5)).collect();
        let turned = self.below(names.len().max(1) as u64);
        names.rotate_left(usize::try_from(turned).unwrap());
        let agents: Vec<Agent> = names
            .iter()
            .map(|&name| Agent {
                skills: if self.once_in(2) { vec!["german".into()] } else { Vec::new() },
                limit: self.limit(),
                unassignable: self.once_in(10),
                ..Agent::new(name, name)
            })
            .collect();
        let teams = TEAMS.into_iter().filter(|_| !self.once_in(6)).collect::<Vec<_>>();
        let team = |name: &&str| Team {
            name: (*name).into(),
            title: (*name).into(),
            members: names.iter().filter(|_| !self.once_in(3)).map(|&name| name.into()).collect(),
        };
        let teams = teams.iter().map(team).collect();
        WorkspacePlan { agents, teams, ..WorkspacePlan::default() }
    }

    fn request(&mut self, now: Instant) -> Request {
        let pool = match self.below(6) {
            0 => Pool::Workspace,
            1 => Pool::Agent(self.agent()),
            _ => Pool::Team(self.team()),
        };
        let filters = Filters {
            only_online: self.once_in(2),
            below: self.one_of(&[None, None, None, Some(1), Some(2), Some(0)]),
            skills: if self.once_in(6) { vec!["german".into()] } else { Vec::new() },
        };
        let passed = (0..self.one_of(&[0, 0, 0, 0, 1, 2])).map(|_| self.agent()).collect();
        let by = self.one_of(&[Order::RoundRobin, Order::LeastOpen]);
        let (keep_owner, priority) = (self.once_in(3), self.one_of(&[0, 0, 0, 1, -1]));
        let id = RequestId(Key::of_text(&format!("r{}", self.below(16))));
        let (contact, since) = (self.contact(), now);
        Request { id, contact, pool, by, filters, keep_owner, priority, passed, since }
    }

    fn command(&mut self, now: Instant) -> RosterCommand {
        match self.below(24) {
            0..=7 => RosterCommand::Assign(self.request(now)),
            8 => RosterCommand::Withdraw(RequestId(Key::of_text(&format!("r{}", self.below(16))))),
            9 => RosterCommand::AssignByHand { contact: self.contact(), agent: self.agent() },
            10 => RosterCommand::Unassign { contact: self.contact() },
            11..=13 => RosterCommand::Opened { contact: self.contact() },
            14 | 15 => RosterCommand::Closed { contact: self.contact() },
            16..=18 => {
                let status = self.one_of(&[Status::Online, Status::Busy, Status::Offline]);
                RosterCommand::Status { agent: self.agent(), status }
            }
            19 => RosterCommand::Limit { agent: self.agent(), limit: self.limit() },
            20 => RosterCommand::Enabled { agent: self.agent(), enabled: self.once_in(2) },
            21 => {
                let teams = (0..self.below(3)).map(|_| self.team()).collect();
                RosterCommand::Teams { agent: self.agent(), teams }
            }
            22 => RosterCommand::Publish(Box::new(self.plan())),
            _ => RosterCommand::Sweep,
        }
    }
}

/// Commands for a workspace of their own, each with its key; some are given to both keepers
/// together with those before them.
struct Sequence {
    seed: u64,
    here: WorkspaceId,
    commands: Vec<(CommandKey, RosterCommand)>,
}

impl Sequence {
    fn of(seed: u64) -> Self {
        let mut chance = Chance(Numbers::new(seed));
        let mut commands = Vec::new();
        for number in 0..5 + chance.below(36) {
            let now = Instant::default().plus(Duration::seconds(number.cast_signed()));
            let key = if chance.once_in(8) { chance.below(number + 1) } else { number };
            let command = match number {
                0 => RosterCommand::Publish(Box::new(chance.plan())),
                _ => chance.command(now),
            };
            commands.push((CommandKey(Key::of_text(&format!("k{key}"))), command));
        }
        Self { seed, here: WorkspaceId(format!("w{seed}").into()), commands }
    }

    /// Gives a part of the commands to both; says where they differ.
    fn play(
        &self,
        memory: &MemoryAgents,
        file: &Sqlite,
        part: std::ops::Range<usize>,
    ) -> Vec<String> {
        let mut differ = Vec::new();
        let mut chance = Chance(Numbers::new(self.seed ^ 0x5EED));
        let mut rest = &self.commands[part];
        while !rest.is_empty() {
            let length = usize::try_from(1 + chance.below(4)).unwrap().min(rest.len());
            let (few, others) = rest.split_at(length);
            rest = others;
            let at = Instant::default();
            if let [(key, command)] = few {
                let one = wait(memory.apply(&self.here, key, command.clone(), at));
                let other = wait(file.apply(&self.here, key, command.clone(), at));
                if one != other {
                    differ.push(format!("seed {}: {command:?}\n{one:?}\n{other:?}", self.seed));
                }
            } else {
                let one = wait(memory.apply_many(&self.here, few.to_vec(), at));
                let other = wait(file.apply_many(&self.here, few.to_vec(), at));
                if one != other {
                    differ.push(format!("seed {}: {few:?}\n{one:?}\n{other:?}", self.seed));
                }
            }
        }
        differ.extend(self.look(memory, file));
        differ
    }

    fn look(&self, memory: &MemoryAgents, file: &Sqlite) -> Option<String> {
        let one = wait(memory.snapshot(&self.here));
        let other = wait(file.snapshot(&self.here));
        (one != other).then(|| format!("seed {}: snapshots\n{one:?}\n{other:?}", self.seed))
    }
}

fn none(what: &str, differ: &[String]) {
    let first = differ.first().map_or("", String::as_str);
    assert!(differ.is_empty(), "{what}: {} differ, the first\n{first}", differ.len());
}

#[test]
fn memory_and_a_file_that_is_opened_again_answer_alike() {
    let folder = folder();
    let path = folder.path().join("random.db");
    let memory = MemoryAgents::default();
    let all: Vec<Sequence> = (0..SEQUENCES).map(Sequence::of).collect();
    let commands: usize = all.iter().map(|one| one.commands.len()).sum();
    for half in 0..2 {
        let file = open(&path);
        let differ: Vec<String> = all.iter().filter_map(|one| one.look(&memory, &file)).collect();
        none("what was opened again", if half == 0 { &[] } else { &differ });
        let play = |one: &Sequence| {
            let middle = one.commands.len() / 2;
            let part = if half == 0 { 0..middle } else { middle..one.commands.len() };
            one.play(&memory, &file, part)
        };
        let differ: Vec<String> = all.iter().flat_map(play).collect();
        none(if half == 0 { "the first half" } else { "the second half" }, &differ);
    }
    let file = open(&path);
    let differ: Vec<String> = all.iter().filter_map(|one| one.look(&memory, &file)).collect();
    none("what was opened again in the end", &differ);
    println!("counts: {SEQUENCES} sequences, {commands} commands, the same in memory and a file");
    assert!(commands > 40_000, "only {commands} commands");
}
