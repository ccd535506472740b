//! A state of the model.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use rondel::routing::{Order, RosterReply};

use super::keeper::{Committed, Conflict, Keeper, Shelf, number};
use super::laws;
use super::shop::Shop;

/// A piece of work, which one event asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Job {
    Assign { lead: usize },
    Close { lead: usize },
    Turn { agent: usize, online: bool },
}

/// How far a job is.
#[derive(Clone, Debug)]
pub(super) struct Progress {
    pub(super) job: Job,
    /// Nobody works at it, as far as anybody knows.
    pub(super) free: bool,
    /// The event is applied: it is never handed out again.
    pub(super) done: bool,
    /// The first reply to its command.
    pub(super) reply: Option<Arc<RosterReply>>,
}

/// What a worker has in its memory.
#[derive(Clone, Debug)]
pub(super) enum Worker {
    Idle,
    /// It has read the roster, and decides.
    Reads {
        job: usize,
        shelf: Arc<Shelf>,
        told: bool,
    },
    /// It has a reply, and tells the contacts it concerns.
    Knows {
        job: usize,
        reply: Arc<RosterReply>,
    },
}

/// What a contact was told: the version of the roster and the owner, by the event that said so.
pub(super) type Told = BTreeMap<Event, (u64, usize)>;

/// The id of an event that tells a contact its owner: seen again, it changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Event {
    Answer,
    Served(u64),
}

/// A state of the model.
#[derive(Clone, Debug)]
pub(super) struct Day {
    keeper: Keeper,
    by: Order,
    pub(super) shelf: Arc<Shelf>,
    pub(super) jobs: Vec<Progress>,
    pub(super) workers: Vec<Worker>,
    pub(super) told: Vec<Told>,
    pub(super) crashes: u8,
    pub(super) flips: u8,
    pub(super) closes: u8,
    /// Leads in the order in which the roster heard of them.
    pub(super) arrived: Vec<usize>,
    /// Whom the roster gave to whom, in this order.
    pub(super) given: Vec<(usize, usize)>,
    /// Agents who could not be given a lead when somebody was.
    pub(super) skipped: Vec<bool>,
    /// Whether a command that came again got another reply than the first time.
    pub(super) contradicted: bool,
}

impl Worker {
    pub(super) fn job(&self) -> Option<usize> {
        match self {
            Self::Idle => None,
            Self::Reads { job, .. } | Self::Knows { job, .. } => Some(*job),
        }
    }
}

impl Day {
    /// The morning, on which nothing has happened yet.
    pub(super) fn new(shop: &Shop, agents: &[(bool, Option<u32>)]) -> Self {
        let job =
            |lead| Progress { job: Job::Assign { lead }, free: true, done: false, reply: None };
        Self {
            keeper: shop.keeper,
            by: shop.by,
            shelf: Arc::new(Shelf::new(agents, shop.leads)),
            jobs: (0..shop.leads).map(job).collect(),
            workers: vec![Worker::Idle; shop.workers],
            told: vec![Told::new(); shop.leads],
            crashes: shop.crashes,
            flips: shop.flips,
            closes: shop.closes,
            arrived: Vec::new(),
            given: Vec::new(),
            skipped: vec![false; agents.len()],
            contradicted: false,
        }
    }

    /// Whether somebody asked to close a conversation.
    pub(super) fn is_closed(&self, lead: usize) -> bool {
        self.jobs.iter().any(|one| one.job == Job::Close { lead })
    }

    /// Whether nothing is left to do.
    pub(super) fn is_quiet(&self) -> bool {
        self.jobs.iter().all(|one| one.done)
            && self.workers.iter().all(|worker| matches!(worker, Worker::Idle))
    }

    /// Whether nothing can happen any more.
    pub(super) fn is_over(&self) -> bool {
        self.is_quiet() && self.flips == 0 && self.closes == 0
    }

    pub(super) fn ask(&mut self, job: Job) {
        self.jobs.push(Progress { job, free: true, done: false, reply: None });
    }

    pub(super) fn commit(&mut self, worker: usize, lost: bool) {
        let Worker::Reads { job, shelf: read, .. } = self.workers[worker].clone() else { return };
        let Ok(Committed { shelf, reply, changed }) = self.decide(self.keeper, job, &read) else {
            return self.read(worker, job);
        };
        if changed {
            self.note(&shelf, &reply);
            self.arrived = self.with(job);
        }
        self.shelf = shelf;
        let first = self.jobs[job].reply.get_or_insert_with(|| Arc::clone(&reply));
        self.contradicted |= *first != reply;
        if lost {
            self.read(worker, job);
        } else {
            self.workers[worker] = Worker::Knows { job, reply };
        }
    }

    /// What comes of a job that a worker has read for.
    pub(super) fn decide(
        &self,
        keeper: Keeper,
        job: usize,
        read: &Arc<Shelf>,
    ) -> Result<Committed, Conflict> {
        let what = (job, self.jobs[job].job);
        keeper.commit(&self.shelf, read, what, self.by, &self.with(job))
    }

    /// Who has arrived when a job is done.
    fn with(&self, job: usize) -> Vec<usize> {
        let lead = match self.jobs[job].job {
            Job::Assign { lead } => Some(lead).filter(|lead| !self.arrived.contains(lead)),
            Job::Close { .. } | Job::Turn { .. } => None,
        };
        self.arrived.iter().copied().chain(lead).collect()
    }

    fn read(&mut self, worker: usize, job: usize) {
        let shelf = Arc::clone(&self.shelf);
        self.workers[worker] = Worker::Reads { job, shelf, told: false };
    }

    /// Takes down who was given to whom.
    fn note(&mut self, after: &Shelf, reply: &RosterReply) {
        let served = reply.served.iter().map(|served| &served.decision);
        let decisions: Vec<_> = reply.decision.iter().chain(served).collect();
        let given = decisions.iter().filter_map(|decision| {
            let owner = decision.owner()?;
            Some((number(&decision.contact), number(owner)))
        });
        let before = self.given.len();
        self.given.extend(given);
        let news = self.given.len() - before;
        for agent in 0..self.skipped.len() {
            let is_out = |shelf: &Shelf| !laws::is_free(shelf, agent);
            self.skipped[agent] |= news > 0 && is_out(&self.shelf) || news > 1 && is_out(after);
        }
    }

    /// Tells everybody whom a reply concerns.
    pub(super) fn tell(&mut self, job: usize, reply: &RosterReply) {
        if let (Job::Assign { lead }, Some(decision)) = (self.jobs[job].job, &reply.decision)
            && let Some(owner) = decision.owner()
        {
            self.told[lead].entry(Event::Answer).or_insert((reply.version, number(owner)));
        }
        for served in &reply.served {
            let (lead, event) = (number(&served.request.contact), Event::Served(reply.version));
            if let Some(owner) = served.decision.owner() {
                self.told[lead].entry(event).or_insert((reply.version, number(owner)));
            }
        }
    }

    /// Leads, those who arrived first, then the others by what is going on about them: two days
    /// that differ in nothing but the names of leads are one.
    fn order(&self) -> Vec<usize> {
        let mut rest: Vec<_> =
            (0..self.told.len()).filter(|lead| !self.arrived.contains(lead)).collect();
        rest.sort_by_cached_key(|lead| {
            let mut at_work: Vec<_> = self
                .workers
                .iter()
                .filter(|one| one.job() == Some(*lead))
                .map(|one| self.print(one))
                .collect();
            at_work.sort_unstable();
            (self.jobs[*lead].free, at_work)
        });
        self.arrived.iter().copied().chain(rest).collect()
    }

    /// What a worker knows, but for its job.
    fn print(&self, worker: &Worker) -> (u8, u64, bool) {
        match worker {
            Worker::Idle => (0, 0, false),
            Worker::Reads { shelf, told, .. } => {
                let read = if shelf.print == self.shelf.print { 0 } else { shelf.print };
                // A keeper may not care for what was read, or only for whether it is old.
                let matters = match self.keeper {
                    Keeper::Serial | Keeper::Forgetful => 0,
                    Keeper::Versioned => u64::from(read != 0),
                    Keeper::Unguarded => read,
                };
                (1, if *told { read } else { matters }, *told)
            }
            Worker::Knows { reply, .. } => (2, reply.version, false),
        }
    }
}

impl Hash for Day {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let order = self.order();
        let place = |lead: usize| order.iter().position(|one| *one == lead).unwrap_or(lead);
        (self.shelf.print, self.crashes, self.flips, self.closes).hash(hasher);
        (self.contradicted, &self.skipped).hash(hasher);
        let known = |number: usize| match self.jobs[number].job {
            Job::Assign { lead } => (place(lead), Job::Assign { lead: 0 }),
            Job::Close { lead } => (number, Job::Close { lead: place(lead) }),
            job @ Job::Turn { .. } => (number, job),
        };
        for number in order.iter().copied().chain(order.len()..self.jobs.len()) {
            let Progress { free, done, reply, .. } = &self.jobs[number];
            (known(number), free, done, reply.as_ref().map(|reply| reply.version)).hash(hasher);
        }
        for lead in &order {
            self.told[*lead].hash(hasher);
        }
        for (lead, agent) in &self.given {
            (place(*lead), agent).hash(hasher);
        }
        let at =
            |worker: &Worker| (worker.job().map(known).map(|(job, _)| job), self.print(worker));
        let mut workers: Vec<_> = self.workers.iter().map(at).collect();
        workers.sort_unstable();
        workers.hash(hasher);
    }
}

impl PartialEq for Day {
    fn eq(&self, other: &Self) -> bool {
        let print = |day: &Self| {
            let mut hasher = DefaultHasher::new();
            day.hash(&mut hasher);
            hasher.finish()
        };
        print(self) == print(other)
    }
}
