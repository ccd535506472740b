//! The model: leads arrive, workers give the roster commands and tell contacts what came of it,
//! die in between, and agents come and go.

use std::sync::Arc;

use rondel::routing::Order;
use stateright::{Model, Property};

use super::day::{Day, Job, Worker};
use super::keeper::Keeper;
use super::laws;

/// What may happen on a day.
#[derive(Clone, Debug)]
pub(super) struct Shop {
    pub(super) keeper: Keeper,
    /// Whether a worker tells a contact before the decision is committed, which is wrong.
    pub(super) tells_first: bool,
    pub(super) by: Order,
    pub(super) leads: usize,
    pub(super) workers: usize,
    pub(super) crashes: u8,
    pub(super) flips: u8,
    pub(super) closes: u8,
    /// How the days begin: who is online, and the limit of each agent.
    pub(super) mornings: Vec<Vec<(bool, Option<u32>)>>,
}

/// What happens next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A worker is handed a job, and reads.
    Take {
        worker: usize,
        job: usize,
    },
    /// A worker commits; where the answer is lost, it asks again.
    Commit {
        worker: usize,
        lost: bool,
    },
    /// A worker tells what it knows, and is done.
    Tell {
        worker: usize,
    },
    /// A worker dies, and its job is handed out again.
    Die {
        worker: usize,
    },
    /// A worker is taken for dead: its job is handed out again although it goes on.
    Lose {
        worker: usize,
    },
    Flip {
        agent: usize,
    },
    Close {
        lead: usize,
    },
}

impl Model for Shop {
    type State = Day;
    type Action = Step;

    fn init_states(&self) -> Vec<Day> {
        self.mornings.iter().map(|agents| Day::new(self, agents)).collect()
    }

    fn actions(&self, day: &Day, steps: &mut Vec<Step>) {
        // Workers who are idle are all alike.
        let idle = day.workers.iter().position(|worker| matches!(worker, Worker::Idle));
        if let Some(worker) = idle {
            let open = day.jobs.iter().enumerate().filter(|(_, one)| one.free && !one.done);
            steps.extend(open.map(|(job, _)| Step::Take { worker, job }));
        }
        for (worker, state) in day.workers.iter().enumerate() {
            match state {
                Worker::Idle => continue,
                Worker::Reads { told: false, .. } if self.tells_first => {
                    steps.push(Step::Tell { worker });
                }
                Worker::Reads { .. } => {
                    steps.extend([false, true].map(|lost| Step::Commit { worker, lost }));
                }
                Worker::Knows { .. } => steps.push(Step::Tell { worker }),
            }
            if day.crashes > 0 {
                steps.extend([Step::Die { worker }, Step::Lose { worker }]);
            }
        }
        if day.flips > 0 {
            let agents = 0..day.skipped.len();
            // Of one agent's events, each waits for the one before.
            let is_settled = |agent: &usize| {
                let theirs = |job| matches!(job, Job::Turn { agent: one, .. } if one == *agent);
                day.jobs.iter().all(|one| one.done || !theirs(one.job))
            };
            steps.extend(agents.filter(is_settled).map(|agent| Step::Flip { agent }));
        }
        if day.closes > 0 {
            let applied = (0..self.leads).filter(|lead| day.jobs[*lead].done);
            steps.extend(
                applied.filter(|lead| !day.is_closed(*lead)).map(|lead| Step::Close { lead }),
            );
        }
    }

    fn next_state(&self, day: &Day, step: Step) -> Option<Day> {
        let mut next = day.clone();
        match step {
            Step::Take { worker, job } => {
                next.jobs[job].free = false;
                let shelf = Arc::clone(&day.shelf);
                next.workers[worker] = Worker::Reads { job, shelf, told: false };
            }
            Step::Commit { worker, lost } => next.commit(worker, lost),
            Step::Tell { worker } => match day.workers[worker].clone() {
                Worker::Knows { job, reply } => {
                    next.tell(job, &reply);
                    next.jobs[job].done = true;
                    next.workers[worker] = Worker::Idle;
                }
                Worker::Reads { job, shelf, .. } => {
                    // It does not wait to hear whether the decision stands.
                    let decided = next.decide(Keeper::Unguarded, job, &shelf).ok()?;
                    next.tell(job, &decided.reply);
                    next.workers[worker] = Worker::Reads { job, shelf, told: true };
                }
                Worker::Idle => return None,
            },
            Step::Die { worker } | Step::Lose { worker } => {
                next.crashes -= 1;
                let job = day.workers[worker].job()?;
                next.jobs[job].free = true;
                if matches!(step, Step::Die { .. }) {
                    next.workers[worker] = Worker::Idle;
                }
            }
            Step::Flip { agent } => {
                next.flips -= 1;
                next.ask(Job::Turn { agent, online: !laws::is_online(&day.shelf, agent) });
            }
            Step::Close { lead } => {
                next.closes -= 1;
                next.ask(Job::Close { lead });
            }
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        laws::all()
    }
}
