//! CPU clocks of the machine.

use rustix::time::{ClockId, clock_gettime};

/// Whose CPU time counts.
#[derive(Clone, Copy)]
pub enum Clock {
    /// The calling thread only.
    Thread,
    /// Every thread of the process, for work that may spread itself out.
    Process,
}

impl Clock {
    /// Runs the work, drops its result inside the measured stretch, and gives the rest back.
    ///
    /// `work` returns what it made and what the caller wants to know about it. *Units*: CPU seconds.
    pub fn time<T, N>(self, work: impl FnOnce() -> (T, N)) -> (f64, N) {
        let start = self.now();
        let (made, known) = work();
        drop(std::hint::black_box(made));
        (self.now() - start, known)
    }

    fn now(self) -> f64 {
        let time = clock_gettime(match self {
            Clock::Thread => ClockId::ThreadCPUTime,
            Clock::Process => ClockId::ProcessCPUTime,
        });
        time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
    }
}
