//! Cases of sharing out that others have published, each played on a store.

mod desk;
mod own;
mod races;

use rondel::plan::Agent;
use rondel::routing::{Order, Standing, Status};
use rondel::store::{MemoryAgents, Missing, Sqlite};

use desk::{Desk, agent, limited, plain, plan};

/// Facts, each with its source.
const PUBLISHED: &str = include_str!("../../fixtures/assignment_cases.yaml");

/// One entry for each published case, in their order.
const CASES: [(&str, fn()); 20] = [
    ("rr-queue-front-is-oldest", queue_front_is_oldest),
    ("rr-only-eligible-moves-to-back", only_eligible_moves_to_back),
    ("rr-no-eligible", no_eligible),
    ("rr-stale-queue-is-repaired", stale_queue_is_repaired),
    ("least-open", least_open),
    ("least-open-ignores-resolved", least_open_ignores_resolved),
    ("capacity-3-filters", capacity_filters),
    ("queue-drains-before-newcomer", queue_drains_before_newcomer),
    ("least-count-must-be-open-not-lifetime", open_not_lifetime),
    ("rc-auto-unavailable-never", unavailable_never),
    ("rc-max-2", at_most_two),
    ("rc-load-balancing-catches-up", load_balancing_catches_up),
    ("race-three-workers-cap-3", races::three_workers),
    ("race-one-conversation-many-writers", races::one_conversation),
    ("manual-beats-auto", manual_beats_auto),
    ("capped-first-pick-tries-next", capped_first_pick),
    ("rotation-survives-roster-reload", rotation_survives),
    ("two-limits-both-hold", two_limits),
    ("priority-then-age", priority_then_age),
    ("lhc-fifo-on-login", fifo_on_login),
];

#[test]
fn every_published_case_is_decided_as_published() {
    let told: Vec<&str> = PUBLISHED
        .lines()
        .filter_map(|line| line.strip_prefix("- id: ")?.split_whitespace().next())
        .collect();
    let played: Vec<&str> = CASES.iter().map(|(id, _)| *id).collect();
    assert_eq!(told, played, "published cases, and those that are played");
    let sources = PUBLISHED.lines().filter(|line| line.starts_with("  source: ")).count();
    assert_eq!(sources, told.len(), "every case names its source");
    for (id, play) in CASES {
        println!("{id}");
        play();
    }
    println!("counts: {} published cases", CASES.len());
}

/// Members who are online qualify.
fn rotation(eligible: &[&str]) -> Desk<MemoryAgents> {
    let mut desk = Desk::of(&["m0", "m1", "m2", "m3", "m4"]);
    desk.request.filters.only_online = true;
    for name in eligible {
        desk.comes(name, Status::Online);
    }
    desk
}

fn queue_front_is_oldest() {
    let desk = rotation(&["m3", "m2"]);
    assert_eq!(desk.arrive_all(&["c1", "c2"]), ["m2", "m3"]);
    assert_eq!(desk.rotation(), ["m0", "m1", "m4", "m2", "m3"]);
}

fn only_eligible_moves_to_back() {
    let desk = rotation(&["m0", "m4"]);
    assert_eq!(desk.arrive("c1"), "m0");
    assert_eq!(desk.rotation(), ["m1", "m2", "m3", "m4", "m0"]);
}

/// Nobody is assigned. What others leave at that waits here, as long as waiting can help.
fn no_eligible() {
    let desk = rotation(&[]);
    assert_eq!(desk.arrive("c1"), "waits");
    assert_eq!(desk.rotation(), ["m0", "m1", "m2", "m3", "m4"]);
    assert_eq!(Desk::of(&[]).arrive("c1"), "fails");
}

fn stale_queue_is_repaired() {
    let desk = Desk::of(&["gone1", "m0", "gone2"]);
    desk.arrive_all(&["c1", "c2", "c3"]);
    desk.publish(plain(&["m0", "m1", "m2"]));
    assert_eq!(desk.arrive("c4"), "m1");
    let mut members = desk.rotation();
    members.sort();
    assert_eq!(members, ["m0", "m1", "m2"]);
}

fn least_open() {
    let mut desk = Desk::of(&["a1", "a2", "a3"]);
    desk.request.by = Order::LeastOpen;
    for (agent, open) in [("a1", 3), ("a2", 1), ("a3", 2)] {
        desk.owns(agent, open);
    }
    assert_eq!(desk.arrive("c1"), "a2");
}

fn least_open_ignores_resolved() {
    let mut desk = Desk::of(&["a1", "a2"]);
    desk.request.by = Order::LeastOpen;
    desk.owns("a1", 4);
    desk.owns("a2", 2);
    for contact in ["a1-1", "a1-2", "a1-3"] {
        desk.close(contact);
    }
    assert_eq!(desk.arrive("c1"), "a1");
}

fn capacity_filters() {
    let desk = Desk::with(plan(vec![limited("a_with", 3), agent("a_nocap"), limited("a_full", 3)]));
    desk.owns("a_full", 3);
    let decision = desk.decide("c1");
    let eligible: Vec<_> = decision
        .candidates
        .iter()
        .filter(|one| one.standing == Standing::Eligible)
        .map(|one| one.agent)
        .collect();
    assert_eq!(eligible, ["a_with", "a_nocap"]);
}

fn queue_drains_before_newcomer() {
    let desk = Desk::with(plan(vec![limited("a1", 3)]));
    assert_eq!(desk.arrive_all(&["c1", "c2", "c3", "c4"]), ["a1", "a1", "a1", "waits"]);
    assert_eq!(desk.close("c1"), ["c4:a1"]);
    assert_eq!(desk.arrive("c5"), "waits");
}

fn open_not_lifetime() {
    let mut desk = Desk::of(&["a1", "a2"]);
    desk.request.by = Order::LeastOpen;
    desk.owns("a1", 5);
    for contact in ["a1-1", "a1-2", "a1-3", "a1-4", "a1-5"] {
        desk.close(contact);
    }
    let given = desk.arrive_all(&["c1", "c2", "c3", "c4", "c5"]);
    assert_eq!(given, ["a1", "a2", "a1", "a2", "a1"]);
}

fn unavailable_never() {
    let mut desk = Desk::of(&["a1", "a2", "a3"]);
    desk.request.filters.only_online = true;
    desk.comes("a1", Status::Online);
    desk.comes("a2", Status::Busy);
    desk.comes("a3", Status::Online);
    for by in [Order::RoundRobin, Order::LeastOpen] {
        desk.request.by = by;
        let contacts: Vec<String> = (0..10).map(|number| format!("{by:?} {number}")).collect();
        assert!(contacts.iter().all(|contact| desk.arrive(contact) != "a2"));
    }
}

fn at_most_two() {
    let desk = Desk::with(plan(vec![limited("a1", 2)]));
    desk.owns("a1", 1);
    assert_eq!(desk.arrive_all(&["c1", "c2"]), ["a1", "waits"]);
}

/// Load balancing is what is called the fewest open here.
fn load_balancing_catches_up() {
    let mut desk = Desk::of(&["a1", "a2"]);
    desk.request.by = Order::LeastOpen;
    desk.request.filters.only_online = true;
    desk.comes("a1", Status::Online);
    assert_eq!(desk.arrive_all(&["c1", "c2"]), ["a1", "a1"]);
    desk.comes("a2", Status::Online);
    assert_eq!(desk.arrive_all(&["c3", "c4"]), ["a2", "a2"]);
}

fn manual_beats_auto() {
    let mut desk = Desk::of(&["a1", "a2"]);
    desk.request.filters.only_online = true;
    assert_eq!(desk.arrive("c1"), "waits");
    desk.by_hand("c1", "a2");
    assert_eq!(desk.comes("a1", Status::Online), Vec::<String>::new());
    for _ in 0..3 {
        assert_eq!(desk.sweep(), Vec::<String>::new());
    }
    assert_eq!(desk.loads(), [0, 1]);
}

fn capped_first_pick() {
    let desk = Desk::with(plan(vec![limited("a1", 2), limited("a2", 2)]));
    desk.owns("a1", 2);
    assert_eq!(desk.rotation(), ["a1", "a2"], "the turn is a1's");
    assert_eq!(desk.arrive("c1"), "a2");
}

fn rotation_survives() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Sqlite::open(&folder.path().join("shop.db"), Missing::Create).unwrap();
    let desk = Desk::on(open(), plain(&["a", "b", "c"]));
    assert_eq!(desk.arrive_all(&["c1", "c2"]), ["a", "b"]);
    desk.publish(plain(&["a", "b", "c"]));
    assert_eq!(desk.arrive("c3"), "c", "after a reload");
    assert_eq!(desk.arrive("c4"), "a");
    drop(desk);
    let desk = Desk::on(open(), plain(&["a", "b", "c"]));
    assert_eq!(desk.arrive("c5"), "b", "after a restart");
    desk.publish(plain(&["a", "b", "c", "d"]));
    assert_eq!(desk.arrive_all(&["c6", "c7"]), ["d", "c"], "after somebody joined");
    desk.publish(plain(&["b", "c", "d"]));
    assert_eq!(desk.arrive("c8"), "b", "after somebody left");
    drop(desk);
    let desk = Desk::on(open(), plain(&["a", "b", "c", "d"]));
    assert_eq!(desk.arrive_all(&["c9", "c10"]), ["a", "d"], "after coming back and a restart");
}

fn two_limits() {
    let agents: Vec<Agent> = vec![limited("a1", 1), limited("a2", 5)];
    let mut desk = Desk::with(plan(agents));
    desk.request.filters.below = Some(2);
    desk.owns("a1", 1);
    desk.owns("a2", 1);
    assert_eq!(desk.arrive("c1"), "a2", "a1 is at the agent's limit");
    assert_eq!(desk.arrive("c2"), "waits", "a2 is at the limit of the request");
    assert_eq!(desk.close("a2-1"), ["c2:a2"]);
}

/// There is no queue here that serves the last first, so that nothing ignores priority.
fn priority_then_age() {
    let mut desk = Desk::of(&["a1"]);
    desk.request.filters.only_online = true;
    for (contact, priority) in [("old", 1), ("young", 1), ("urgent", 9), ("low", 0)] {
        desk.request.priority = priority;
        assert_eq!(desk.arrive(contact), "waits");
    }
    let served = desk.comes("a1", Status::Online);
    assert_eq!(served, ["urgent:a1", "old:a1", "young:a1", "low:a1"]);
}

fn fifo_on_login() {
    let mut desk = Desk::with(plan(vec![limited("a1", 2)]));
    desk.request.filters.only_online = true;
    assert_eq!(desk.arrive_all(&["c1", "c2", "c3"]), ["waits", "waits", "waits"]);
    assert_eq!(desk.comes("a1", Status::Online), ["c1:a1", "c2:a1"]);
}
