//! A state of the model.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use rondel::routing::Order;

use super::keeper::{Committed, Conflict, Keeper, Reply, Shelf};
use super::laws;
use super::shop::Shop;

/// A piece of work, which one event asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    pub(super) reply: Option<Arc<Reply>>,
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
        reply: Arc<Reply>,
    },
}

/// What a contact was told: the version of the roster and the owner, by the event that said so.
pub(super) type Told = Vec<(Event, u64, usize)>;

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
            self.note(job, &shelf, &reply);
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
    fn note(&mut self, job: usize, after: &Shelf, reply: &Reply) {
        let before = self.given.len();
        if let (Job::Assign { lead }, Some(owner)) = (self.jobs[job].job, reply.owner) {
            self.given.push((lead, owner));
        }
        self.given.extend(&reply.served);
        let news = self.given.len() - before;
        for agent in 0..self.skipped.len() {
            let is_out = |shelf: &Shelf| !laws::is_free(shelf, agent);
            self.skipped[agent] |= news > 0 && is_out(&self.shelf) || news > 1 && is_out(after);
        }
    }

    /// Tells everybody whom a reply concerns.
    pub(super) fn tell(&mut self, job: usize, reply: &Reply) {
        let version = reply.version;
        if let (Job::Assign { lead }, Some(owner)) = (self.jobs[job].job, reply.owner) {
            self.hear(lead, (Event::Answer, version, owner));
        }
        for (lead, owner) in &reply.served {
            self.hear(*lead, (Event::Served(version), version, *owner));
        }
    }

    fn hear(&mut self, lead: usize, news: (Event, u64, usize)) {
        let told = &mut self.told[lead];
        if let Err(place) = told.binary_search_by_key(&news.0, |(event, ..)| *event) {
            told.insert(place, news);
        }
    }

    /// Jobs that can still be heard of, in an order that has nothing to do with their numbers: leads
    /// who have arrived, in the order in which they did, then everything by what is going on about
    /// it. Two days that differ in nothing but names are one.
    fn order(&self) -> Vec<usize> {
        let at_work = |job: usize| {
            let workers = self.workers.iter().filter(|worker| worker.job() == Some(job));
            let mut prints: Vec<_> = workers.map(|worker| self.print(worker)).collect();
            prints.sort_unstable();
            prints
        };
        let leads = 0..self.told.len();
        let mut rest: Vec<_> = leads.filter(|lead| !self.arrived.contains(lead)).collect();
        rest.sort_by_cached_key(|lead| (self.jobs[*lead].free, at_work(*lead)));
        let mut order: Vec<usize> = self.arrived.iter().copied().chain(rest).collect();
        let others = self.told.len()..self.jobs.len();
        let mut others: Vec<_> = others.filter(|job| !self.is_past(*job)).collect();
        others.sort_by_cached_key(|job| (self.about(*job, &order), at_work(*job)));
        order.extend(others);
        order
    }

    /// Whether an agent's event is applied, and nobody works at it any more.
    fn is_past(&self, number: usize) -> bool {
        let Progress { job, done, .. } = &self.jobs[number];
        *done && matches!(job, Job::Turn { .. }) && !self.is_at_work(number)
    }

    fn is_at_work(&self, job: usize) -> bool {
        self.workers.iter().any(|worker| worker.job() == Some(job))
    }

    /// How a job is, where leads are known by their place.
    fn about(&self, number: usize, order: &[usize]) -> (Job, bool, bool, u64) {
        let Progress { job, free, done, reply } = &self.jobs[number];
        let place = |lead| place(lead, order);
        let job = match *job {
            Job::Assign { lead } => Job::Assign { lead: place(lead) },
            Job::Close { lead } => Job::Close { lead: place(lead) },
            job @ Job::Turn { .. } => job,
        };
        // The first reply matters as long as somebody may ask again.
        let asks = !done || self.is_at_work(number);
        let reply = reply.as_ref().filter(|_| asks).map_or(0, |reply| reply.print);
        (job, *free, *done, reply)
    }

    /// A number for what a worker knows, but for its job.
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
            Worker::Knows { reply, .. } => (2, reply.print, false),
        }
    }
}

/// Where something stands.
fn place(one: usize, order: &[usize]) -> usize {
    order.iter().position(|other| *other == one).unwrap_or(one)
}

impl Hash for Day {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let order = self.order();
        (self.shelf.print, self.crashes, self.flips, self.closes).hash(hasher);
        (self.contradicted, &self.skipped).hash(hasher);
        order.iter().for_each(|job| self.about(*job, &order).hash(hasher));
        for lead in order.iter().take(self.told.len()) {
            self.told[*lead].hash(hasher);
        }
        for (lead, agent) in &self.given {
            (place(*lead, &order), agent).hash(hasher);
        }
        let at = |worker: &Worker| (worker.job().map(|job| place(job, &order)), self.print(worker));
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
