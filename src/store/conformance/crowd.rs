//! Many threads on one store.

use std::thread;

/// Has every number below `threads` worked on by a thread of its own, all at once, and gives what
/// each brought, in order.
pub(super) fn crowd<T: Send>(
    threads: usize,
    work: impl Fn(usize) -> Result<T, String> + Sync,
) -> Result<Vec<T>, String> {
    let gate = std::sync::Barrier::new(threads);
    thread::scope(|scope| {
        let (work, gate) = (&work, &gate);
        let start = |number| {
            scope.spawn(move || {
                gate.wait();
                work(number)
            })
        };
        let all: Vec<_> = (0..threads).map(start).collect();
        let ended = |thread: thread::ScopedJoinHandle<'_, Result<T, String>>| {
            thread.join().unwrap_or_else(|_| Err("a thread panicked".to_owned()))
        };
        // Every thread is waited for, also behind one that failed.
        let ends: Vec<Result<T, String>> = all.into_iter().map(ended).collect();
        ends.into_iter().collect()
    })
}
