//! Every order in which a few leads, workers, deaths and changes of status can meet, tried on the
//! production roster and its keeper: nothing is left to chance, and nothing left out.

mod day;
mod keeper;
mod laws;
mod shop;

use std::time::Instant;

use rondel::routing::Order;
use stateright::{Checker, HasDiscoveries, Model};

use self::keeper::Keeper;
use self::shop::Shop;

/// How large the model is, where it is not small: leads, workers, crashes and flips, such as
/// `4,3,2,2`.
const SIZE: &str = "RONDEL_MODEL";

/// Mornings that lead to different days: enough for everybody, nobody there yet, too little for
/// all, and somebody without a limit.
fn mornings() -> Vec<Vec<(bool, Option<u32>)>> {
    vec![
        vec![(true, Some(2)), (true, Some(2)), (true, Some(2))],
        vec![(false, Some(1)), (false, Some(1)), (false, Some(2))],
        vec![(true, Some(1)), (true, Some(1)), (true, Some(1))],
        vec![(true, None), (true, None), (false, None)],
    ]
}

/// A shop with few of everything.
fn small(keeper: Keeper) -> Shop {
    Shop {
        keeper,
        tells_first: false,
        by: Order::RoundRobin,
        leads: 3,
        workers: 2,
        crashes: 1,
        flips: 1,
        closes: 0,
        mornings: mornings(),
    }
}

fn shop(keeper: Keeper) -> Shop {
    let Ok(size) = std::env::var(SIZE) else { return small(keeper) };
    let sizes: Vec<u8> = size.split(',').map(|number| number.parse().unwrap()).collect();
    let [leads, workers, crashes, flips] = sizes[..] else { panic!("{SIZE}={size}") };
    let (leads, workers) = (leads.into(), workers.into());
    let mut mornings = mornings();
    if keeper == Keeper::Versioned {
        // Twice as much can happen on each.
        mornings.truncate(2);
    }
    Shop { leads, workers, crashes, flips, mornings, ..small(keeper) }
}

/// Looks at every state. Fails where there are fewer of them than there must be.
fn check(shop: Shop, least: usize) {
    let began = Instant::now();
    let Shop { keeper, by, leads, workers, crashes, flips, closes, .. } = shop.clone();
    let checker = shop.checker().threads(2).spawn_dfs().join();
    checker.assert_properties();
    let states = checker.unique_state_count();
    println!(
        "counts: {states} states ({} ways to reach them) in {:.1} s: {keeper:?}, {by:?}, {leads} \
         leads, {workers} workers, {crashes} crashes, {flips} flips, {closes} closes",
        checker.state_count(),
        began.elapsed().as_secs_f64(),
    );
    // With two deaths and two changes there are hundreds of times as many.
    let times = if crashes >= 2 && flips >= 2 { 200 } else { 1 };
    assert!(states >= least * times, "only {states} states");
}

/// Finds a day on which a law is broken.
fn find(shop: Shop, law: &'static str) {
    let laws = HasDiscoveries::AnyOf([law].into());
    let checker = shop.checker().finish_when(laws).spawn_bfs().join();
    let days = checker.discoveries();
    let found: Vec<_> = days.keys().collect();
    let day = days.get(law).unwrap_or_else(|| panic!("found only {found:?}"));
    let steps = day.clone().into_actions();
    println!("counts: broken after {} steps: {law}\n{steps:?}", steps.len());
    assert!(!steps.is_empty(), "the day begins with what must not be");
}

#[test]
fn a_keeper_that_takes_one_command_after_the_other_keeps_every_law() {
    check(shop(Keeper::Serial), 20_000);
}

#[test]
fn a_keeper_that_commits_by_version_keeps_every_law() {
    check(shop(Keeper::Versioned), 30_000);
}

#[test]
fn whoever_has_the_fewest_open_is_chosen_by_the_same_laws() {
    check(Shop { by: Order::LeastOpen, ..small(Keeper::Versioned) }, 30_000);
}

#[test]
fn conversations_that_close_make_room_by_the_same_laws() {
    check(Shop { closes: 1, ..small(Keeper::Versioned) }, 300_000);
}

#[test]
fn a_keeper_that_forgets_keys_gives_a_lead_to_two_agents() {
    find(small(Keeper::Forgetful), laws::ONE_OWNER);
    find(small(Keeper::Forgetful), laws::FIRST_REPLY);
}

#[test]
fn a_keeper_that_reads_and_then_writes_loses_leads_and_is_not_fair() {
    for law in [laws::ONE_OWNER, laws::NOT_LOST, laws::FAIR] {
        find(small(Keeper::Unguarded), law);
    }
}

#[test]
fn a_worker_that_tells_before_it_commits_promises_an_owner_who_is_none() {
    find(Shop { tells_first: true, ..small(Keeper::Versioned) }, laws::ONE_OWNER);
}
