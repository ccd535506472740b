//! Work that is shared out among threads.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What `work` makes of each item, in order of the items, on at most so many threads.
///
/// Each item goes to whichever thread comes to it first. Where no further thread is to be had, the
/// calling one does all of the work.
pub fn share<T: Sync, R: Send>(
    items: &[T],
    threads: NonZeroUsize,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let threads = threads.get().min(items.len());
    if threads <= 1 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut made: Vec<(usize, R)> = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return made };
            made.push((at, work(item)));
        }
    };
    let mut made = thread::scope(|scope| {
        let spawn = |_| thread::Builder::new().spawn_scoped(scope, take).ok();
        let others: Vec<_> = (1..threads).filter_map(spawn).collect();
        let mut made = take();
        for other in others {
            match other.join() {
                Ok(more) => made.extend(more),
                Err(payload) => std::panic::resume_unwind(payload),
            }
        }
        made
    });
    made.sort_unstable_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, one)| one).collect()
}

/// What `work` makes, while another thread drops a value, if there may be two: taking a large tree
/// apart takes long.
pub fn dropping<T: Send, R>(value: T, threads: NonZeroUsize, work: impl FnOnce() -> R) -> R {
    if threads == NonZeroUsize::MIN {
        drop(value);
        return work();
    }
    thread::scope(|scope| {
        // Where no further thread is to be had, the value is dropped with what it was to do.
        let _ = thread::Builder::new().spawn_scoped(scope, || drop(value));
        work()
    })
}

#[cfg(test)]
mod tests {
    use super::share;
    use std::num::NonZeroUsize;

    #[test]
    fn what_comes_out_is_in_order_on_any_number_of_threads() {
        let items: Vec<usize> = (0..1_000).collect();
        let squares: Vec<usize> = items.iter().map(|item| item * item).collect();
        for threads in [1, 2, 7].into_iter().filter_map(NonZeroUsize::new) {
            assert_eq!(share(&items, threads, |item| item * item), squares);
        }
        assert!(share(&[0_u8; 0], NonZeroUsize::MIN, |item| *item).is_empty());
    }
}
