//! Threads for what takes time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::Builder;

use crossbeam_channel::{Sender, unbounded};

/// Bytes of the stack of a thread. Nesting is bounded so that far less is enough.
const STACK: usize = 8 * 1024 * 1024;

/// The fewest and the most threads: one long question must not hold up the others.
const THREADS: (usize, usize) = (2, 4);

type Job = Box<dyn FnOnce() + Send>;

/// Threads that take jobs in the order in which they are given.
#[derive(Debug)]
pub(super) struct Pool {
    jobs: Sender<Job>,
}

impl Pool {
    pub(super) fn new() -> Self {
        let (jobs, waiting) = unbounded::<Job>();
        let (least, most) = THREADS;
        let count = std::thread::available_parallelism().map_or(least, std::num::NonZero::get);
        for _ in 0..count.clamp(least, most) {
            let waiting = waiting.clone();
            let worker = Builder::new().name("rondel-lsp-worker".to_owned()).stack_size(STACK);
            // Without threads the jobs wait for ever, and the editor goes on without answers.
            let _ = worker.spawn(move || waiting.iter().for_each(contained));
        }
        Self { jobs }
    }

    pub(super) fn run(&self, job: impl FnOnce() + Send + 'static) {
        let _ = self.jobs.send(Box::new(job));
    }
}

/// Whatever goes wrong in a job ends with it.
fn contained(job: Job) {
    let _ = catch_unwind(AssertUnwindSafe(job));
}
