//! Cases with several workers at once.

use rondel::routing::Status;

use super::desk::{Desk, limited, plan};

/// Three workers have nine contacts arrive; the agent takes three.
pub(super) fn three_workers() {
    let desk = Desk::with(plan(vec![limited("a1", 3)]));
    let most = std::thread::scope(|scope| {
        let work = |worker: usize| {
            let desk = &desk;
            scope.spawn(move || {
                let arrive = |number: usize| {
                    desk.arrive(&format!("c{worker}{number}"));
                    desk.loads()[0]
                };
                (0..3).map(arrive).max().unwrap()
            })
        };
        let workers: Vec<_> = (0..3).map(work).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).max()
    });
    assert_eq!((most, desk.loads()[0]), (Some(3), 3));
    assert_eq!(desk.snapshot().waiting.len(), 6);
}

/// Eight workers come online and sweep over one contact that waits: it is served once.
pub(super) fn one_conversation() {
    let names = ["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"];
    let mut desk = Desk::of(&names);
    desk.request.filters.only_online = true;
    assert_eq!(desk.arrive("c1"), "waits");
    let served: usize = std::thread::scope(|scope| {
        let work = |name: &'static str| {
            let desk = &desk;
            scope.spawn(move || {
                let sweeps: usize = (0..3).map(|_| desk.sweep().len()).sum();
                sweeps + desk.comes(name, Status::Online).len() + desk.sweep().len()
            })
        };
        let workers: Vec<_> = names.map(work).into_iter().collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    });
    assert_eq!(served, 1, "times that it was served");
    assert_eq!(desk.loads().iter().sum::<u32>(), 1, "owners");
    assert!(desk.snapshot().waiting.is_empty());
}
