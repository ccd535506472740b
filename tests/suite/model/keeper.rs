//! The store of the model: the production keeper in memory, and ways to get a command into it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex};

use rondel::base::{Instant, Key, Name};
use rondel::plan::{Agent, WorkspacePlan};
use rondel::routing::{
    Order, Pool, Request, RequestId, Roster, RosterCommand, RosterReply, RosterSnapshot, Status,
};
use rondel::store::{CommandKey, MemoryAgents, WorkspaceId};

use super::day::Job;

/// How a command is committed. The last two are wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeper {
    /// One after the other: what the keeper in memory, and the writer of the one in a file, do.
    Serial,
    /// Decided on what was read, and committed only where nothing has changed since: what a keeper
    /// does that cannot make commands wait for each other.
    Versioned,
    /// Decided on what was read, and written over whatever stands there by then.
    Unguarded,
    /// One after the other, but a command that comes again is carried out again.
    Forgetful,
}

/// Why nothing was committed: somebody else was quicker.
pub(super) struct Conflict;

/// What a commit left behind.
#[derive(Clone, Debug)]
pub(super) struct Committed {
    pub(super) shelf: Arc<Shelf>,
    pub(super) reply: Arc<Reply>,
    /// Whether the roster is another one now.
    pub(super) changed: bool,
}

/// A reply, and who is whose by it.
#[derive(Debug, PartialEq)]
pub(super) struct Reply {
    said: RosterReply,
    pub(super) version: u64,
    /// The owner of whoever asked.
    pub(super) owner: Option<usize>,
    /// Leads who had waited, and their owners.
    pub(super) served: Vec<(usize, usize)>,
    /// A number for all that, in which leads are called by the order in which they arrived.
    pub(super) print: u64,
}

/// The store at one moment. Shared by all states of the model in which it looks like this.
#[derive(Debug)]
pub(super) struct Shelf {
    agents: MemoryAgents,
    /// How often it was committed to.
    commits: u32,
    pub(super) roster: RosterSnapshot,
    /// The owner of each lead who has arrived.
    owners: Vec<(usize, Option<usize>)>,
    /// Leads who wait, in the order in which they would be served.
    pub(super) waiting: Vec<usize>,
    /// A number for what is in it, in which leads are called by the order in which they arrived.
    pub(super) print: u64,
    /// What came of commands that were committed here, so that each is carried out only once.
    tried: Mutex<Vec<Tried>>,
}

/// A job, and what came of its command: another shelf, or none where the roster stays as it is.
#[derive(Debug)]
struct Tried {
    job: (usize, Job),
    next: Option<Arc<Shelf>>,
    reply: Arc<Reply>,
}

fn lead(number: usize) -> Name {
    format!("lead{number}").into()
}

fn agent(number: usize) -> Name {
    format!("agent{number}").into()
}

fn key(job: usize) -> Key {
    Key::of_text(&format!("job{job}"))
}

fn here() -> WorkspaceId {
    WorkspaceId("here".into())
}

/// The number in a name of a lead or an agent.
pub(super) fn number(name: &Name) -> usize {
    name.trim_start_matches(|sign: char| sign.is_ascii_alphabetic()).parse().unwrap()
}

impl Reply {
    fn new(said: RosterReply, arrived: &[usize]) -> Self {
        let version = said.version;
        let owner = said.decision.iter().find_map(|decision| decision.owner().map(number));
        let served = said.served.iter().filter_map(|served| {
            let owner = served.decision.owner()?;
            Some((number(&served.request.contact), number(owner)))
        });
        let served: Vec<_> = served.collect();
        let place = |lead: usize| arrived.iter().position(|one| *one == lead);
        let mut hasher = DefaultHasher::new();
        (version, owner).hash(&mut hasher);
        served.iter().for_each(|(lead, owner)| (place(*lead), owner).hash(&mut hasher));
        Self { said, version, owner, served, print: hasher.finish() }
    }
}

impl Shelf {
    /// A workspace with these agents and conversations that are open.
    pub(super) fn new(agents: &[(bool, Option<u32>)], leads: usize) -> Self {
        let one = |(index, (_, limit)): (usize, &(bool, Option<u32>))| Agent {
            limit: *limit,
            ..Agent::new(&agent(index), &agent(index))
        };
        let plan = WorkspacePlan {
            agents: agents.iter().enumerate().map(one).collect(),
            ..WorkspacePlan::default()
        };
        let kept = MemoryAgents::default().with(&here(), &plan);
        let online =
            |(index, _)| RosterCommand::Status { agent: agent(index), status: Status::Online };
        let comes = agents.iter().enumerate().filter(|(_, (online, _))| *online).map(online);
        let opened = (0..leads).map(|number| RosterCommand::Opened { contact: lead(number) });
        for (command, index) in comes.chain(opened).zip(0_u32..) {
            let key = CommandKey(Key::of_text("morning").part(0, index));
            kept.apply_now(&here(), &key, &command, Instant::default()).unwrap();
        }
        Self::look(kept, 0, &[])
    }

    /// A shelf with all that others look at. Leads who have arrived come in this order.
    fn look(agents: MemoryAgents, commits: u32, arrived: &[usize]) -> Self {
        let roster = agents.look(&here(), Roster::snapshot).unwrap();
        let owner = |contact: &usize| {
            let owner = agents.look(&here(), |roster| roster.owner(&lead(*contact)).cloned());
            (*contact, owner.flatten().as_ref().map(number))
        };
        let owners = arrived.iter().map(owner).collect();
        let waiting = roster.waiting.iter().map(|request| number(&request.contact)).collect();
        let tried = Mutex::default();
        let shelf = Self { agents, commits, roster, owners, waiting, print: 0, tried };
        Self { print: shelf.print(arrived), ..shelf }
    }

    /// The owner of a lead.
    pub(super) fn owner(&self, lead: usize) -> Option<usize> {
        self.owners.iter().find(|(one, _)| *one == lead).and_then(|(_, owner)| *owner)
    }

    fn print(&self, arrived: &[usize]) -> u64 {
        let place = |lead: usize| arrived.iter().position(|one| *one == lead);
        let mut hasher = DefaultHasher::new();
        self.roster.version.hash(&mut hasher);
        for agent in &self.roster.agents {
            (agent.status.word(), agent.limit, agent.load).hash(&mut hasher);
        }
        for pool in &self.roster.pools {
            pool.members.iter().for_each(|(_, turn)| turn.hash(&mut hasher));
        }
        self.waiting.iter().for_each(|lead| place(*lead).hash(&mut hasher));
        self.owners.iter().for_each(|(_, owner)| owner.hash(&mut hasher));
        hasher.finish()
    }

    /// What comes of a command on a shelf.
    fn tried(&self, job: (usize, Job), key: Key, by: Order, arrived: &[usize]) -> Tried {
        let agents = self.agents.clone();
        let (key, now) = (CommandKey(key), Instant::default());
        let said = agents.apply_now(&here(), &key, &command(job.1, by), now).unwrap();
        let after = Self::look(agents, self.commits + 1, arrived);
        // Whatever is carried out changes the roster here; else the key was known.
        let next = (after.roster.version != self.roster.version).then(|| Arc::new(after));
        Tried { job, next, reply: Arc::new(Reply::new(said, arrived)) }
    }
}

impl Keeper {
    /// Commits the command of a job, decided on what was read in a store that looks like `now`.
    pub(super) fn commit(
        self,
        now: &Arc<Shelf>,
        read: &Arc<Shelf>,
        job: (usize, Job),
        by: Order,
        arrived: &[usize],
    ) -> Result<Committed, Conflict> {
        let base = match self {
            Self::Versioned if read.roster.version != now.roster.version => return Err(Conflict),
            Self::Unguarded => read,
            Self::Serial | Self::Versioned | Self::Forgetful => now,
        };
        let mut all = base.tried.lock().unwrap();
        if let Some(tried) = all.iter().find(|tried| tried.job == job) {
            return Ok(tried.on(base));
        }
        let key = match self {
            Self::Forgetful => key(job.0).part(0, now.commits + 1),
            Self::Serial | Self::Versioned | Self::Unguarded => key(job.0),
        };
        let tried = base.tried(job, key, by, arrived);
        let committed = tried.on(base);
        all.push(tried);
        Ok(committed)
    }
}

impl Tried {
    fn on(&self, base: &Arc<Shelf>) -> Committed {
        let shelf = Arc::clone(self.next.as_ref().unwrap_or(base));
        Committed { shelf, reply: Arc::clone(&self.reply), changed: self.next.is_some() }
    }
}

/// What a job asks of the roster.
fn command(job: Job, by: Order) -> RosterCommand {
    match job {
        Job::Assign { lead: contact } => {
            let (id, now) = (RequestId(key(contact)), Instant::default());
            let mut request = Request::new(id, lead(contact), Pool::Workspace, now);
            (request.by, request.filters.only_online) = (by, true);
            RosterCommand::Assign(request)
        }
        Job::Close { lead: contact } => RosterCommand::Closed { contact: lead(contact) },
        Job::Turn { agent: number, online } => {
            let status = if online { Status::Online } else { Status::Offline };
            RosterCommand::Status { agent: agent(number), status }
        }
    }
}
