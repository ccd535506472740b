//! Who makes durable what was done, and who waits for that.

use std::future::Future;
use std::panic::resume_unwind;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use super::super::failure::Failure;
use super::super::session::Thread;
use super::super::{Missing, Sqlite};
use super::{Outcome, break_off, event, here, without_thread};
use crate::store::{RunStore, StoreError, WorkspaceId, wait};

type Accepted<'a> = Pin<Box<dyn Future<Output = Result<Vec<bool>, StoreError>> + 'a>>;

/// Far longer than anything takes here.
const PATIENCE: Duration = Duration::from_secs(20);

fn accept<'a>(store: &'a Sqlite, here: &'a WorkspaceId, id: &str) -> Accepted<'a> {
    Box::pin(store.accept(here, vec![event(id, "c1")], Vec::new()))
}

fn poll(future: &mut Accepted<'_>) -> Poll<Result<Vec<bool>, StoreError>> {
    future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
}

/// Whether something is so before long.
fn soon(is_so: impl Fn() -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if is_so() {
            return true;
        }
        thread::sleep(Duration::from_millis(1));
    }
    false
}

#[test]
fn who_waits_alone_needs_no_other_thread() -> Outcome {
    let folder = tempfile::tempdir()?;
    let store = without_thread(&folder.path().join("shop.db"), Thread::Rests)?;
    for count in 1..=5 {
        assert_eq!(
            wait(store.accept(&here(), vec![event(&count.to_string(), "c1")], Vec::new()))?,
            [true]
        );
        assert_eq!(store.syncs().total(), count);
        assert!(store.keeper.desk.lock()?.is_synced());
    }
    Ok(())
}

/// Tasks of one executor must not sync one after the other.
#[test]
fn many_who_wait_on_one_thread_share_a_sync() -> Outcome {
    let folder = tempfile::tempdir()?;
    let store = without_thread(&folder.path().join("shop.db"), Thread::Rests)?;
    let here = here();
    let mut tasks: Vec<_> = (0..50).map(|i| accept(&store, &here, &format!("e{i}"))).collect();
    tasks.retain_mut(|task| poll(task).is_pending());
    assert_eq!((tasks.len(), store.syncs().total()), (50, 0));
    thread::scope(|scope| {
        scope.spawn(|| store.keeper.desk.work());
        let start = Instant::now();
        while !tasks.is_empty() && start.elapsed() < PATIENCE {
            tasks.retain_mut(|task| poll(task).is_pending());
        }
        assert_eq!((tasks.len(), store.syncs().total()), (0, 1));
        store.keeper.desk.close();
    });
    Ok(())
}

#[test]
fn what_nobody_waits_for_any_more_is_durable_all_the_same() -> Outcome {
    let folder = tempfile::tempdir()?;
    let store = Sqlite::open(&folder.path().join("shop.db"), Missing::Create)?;
    let (here, before) = (here(), store.syncs().total());
    // At once, and when the thread sleeps.
    for round in 1..=2 {
        let mut task = accept(&store, &here, &format!("e{round}"));
        assert!(poll(&mut task).is_pending());
        drop(task);
        assert!(soon(|| store.syncs().total() == before + round));
        let sleeps = || store.keeper.desk.lock().is_ok_and(|desk| desk.thread == Thread::Sleeps);
        assert!(soon(sleeps));
    }
    Ok(())
}

/// A task that is never asked again keeps nobody from going on.
#[test]
fn who_came_first_and_does_not_go_on_stops_nobody() -> Outcome {
    let folder = tempfile::tempdir()?;
    let store = Sqlite::open(&folder.path().join("shop.db"), Missing::Create)?;
    let here = here();
    let mut first = accept(&store, &here, "e1");
    assert!(poll(&mut first).is_pending());
    assert_eq!(wait(accept(&store, &here, "e2"))?, [true]);
    assert_eq!(poll(&mut first), Poll::Ready(Ok(vec![true])));
    Ok(())
}

/// Callers that come while another syncs are told by that one's sync, or by the thread's.
#[test]
fn callers_that_come_and_go_are_all_told() -> Outcome {
    let folder = tempfile::tempdir()?;
    let store = Sqlite::open(&folder.path().join("shop.db"), Missing::Create)?;
    let (here, before) = (here(), store.syncs().total());
    let told = thread::scope(|scope| {
        let work = |caller: usize| {
            let (store, here) = (&store, &here);
            let events = move || {
                let ids = (0..100).map(move |i| format!("{caller}/{i}"));
                ids.filter(|id| wait(accept(store, here, id)).is_ok()).count()
            };
            scope.spawn(events)
        };
        let callers: Vec<_> = (0..4).map(work).collect();
        callers.into_iter().map(|caller| caller.join().unwrap_or_default()).sum::<usize>()
    });
    assert_eq!(told, 400);
    assert_eq!(wait(store.counts(&here))?.inbox, 400);
    assert!(store.syncs().total() - before <= 400);
    assert!(store.keeper.desk.lock()?.is_synced());
    Ok(())
}

/// Has a thread panic in the middle of a call.
fn panic_halfway(store: &Sqlite) {
    let halfway = thread::scope(|scope| {
        let call = || {
            store.look(|session| -> Result<(), Failure> {
                session.open_transaction()?;
                session.db.execute_batch("UPDATE inbox SET why = 'halfway'")?;
                resume_unwind(Box::new("halfway"))
            })
        };
        scope.spawn(call).join()
    });
    assert!(halfway.is_err());
}

/// Only the first event is there, and nothing of the call that ended halfway.
fn has_the_first_event(path: &Path) -> Outcome {
    let store = Sqlite::open(path, Missing::Refuse)?;
    assert_eq!(wait(store.counts(&here()))?.inbox, 1);
    assert_eq!(wait(store.dead(&here()))?.len(), 0);
    Ok(())
}

/// A call that ends halfway leaves nothing behind, and nobody waits for ever.
#[test]
fn a_call_that_panics_is_not_committed() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let store = without_thread(&path, Thread::Rests)?;
    let here = here();
    assert_eq!(wait(accept(&store, &here, "e1"))?, [true]);
    let mut waiting = accept(&store, &here, "e2");
    assert!(poll(&mut waiting).is_pending());
    panic_halfway(&store);
    let told = wait(waiting);
    assert!(matches!(told, Err(StoreError::Unavailable(_))), "{told:?}");
    assert!(wait(accept(&store, &here, "e3")).is_err());
    // What the store's thread does then.
    store.keeper.desk.work();
    drop(store);
    has_the_first_event(&path)
}

/// Nor is it by a thread that rests.
#[test]
fn a_call_that_panics_is_not_committed_behind_a_rest() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let store = Sqlite::open(&path, Missing::Create)?;
    assert_eq!(wait(accept(&store, &here(), "e1"))?, [true]);
    panic_halfway(&store);
    thread::sleep(Duration::from_millis(50));
    drop(store);
    has_the_first_event(&path)
}

/// What is told to have come to nothing is not written when the store is closed.
#[test]
fn behind_a_disk_that_failed_nothing_more_is_written() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let store = Sqlite::open(&path, Missing::Create)?;
    let mut session = store.keeper.desk.lock()?;
    let taken_in = "INSERT INTO inbox (workspace, id, at) VALUES ('shop', 'e1', 5)";
    session.act(|session| Ok(session.db.execute_batch(taken_in)?))?;
    session.end(StoreError::Unavailable("the disk failed".into()));
    drop(session);
    drop(store);
    let store = Sqlite::open(&path, Missing::Refuse)?;
    assert_eq!(wait(accept(&store, &here(), "e1"))?, [true], "it is there already");
    Ok(())
}

/// Others may have written what somebody waits for, before they had their own come to nothing.
#[test]
fn what_is_written_has_not_come_to_nothing() -> Outcome {
    let folder = tempfile::tempdir()?;
    let store = without_thread(&folder.path().join("shop.db"), Thread::Rests)?;
    let here = here();
    let mut first = accept(&store, &here, "e1");
    assert!(poll(&mut first).is_pending());
    store.flush()?;
    break_off(&store);
    assert_eq!(wait(first), Err(StoreError::Unknown));
    assert_eq!(wait(accept(&store, &here, "e1"))?, [false]);
    let mut second = accept(&store, &here, "e2");
    assert!(poll(&mut second).is_pending());
    break_off(&store);
    let told = wait(second);
    assert!(matches!(told, Err(StoreError::Unavailable(_))), "{told:?}");
    Ok(())
}
