//! A contact that waits for an owner and has one already.

use rondel::routing::Status;

use super::desk::{Desk, agent, limited, plan};

#[test]
fn the_own_conversation_does_not_stand_in_the_way_of_who_waits() {
    let mut desk = Desk::of(&["a1"]);
    desk.request.filters.below = Some(2);
    desk.owns("a1", 3);
    assert_eq!(desk.arrive("a1-3"), "waits", "besides it a1 has two");
    assert_eq!(desk.close("a1-1"), ["a1-3:a1"], "besides it a1 has one");
}

#[test]
fn an_agent_who_is_full_with_who_waits_can_still_be_given_them() {
    let desk = Desk::with(plan(vec![limited("a1", 2)]));
    desk.owns("a1", 3);
    assert_eq!(desk.arrive_all(&["c1", "a1-3"]), ["waits", "waits"]);
    assert_eq!(desk.close("a1-1"), ["a1-3:a1"], "c1 would be a third one, a1-3 is there already");
    assert_eq!(desk.close("a1-2"), ["c1:a1"]);
}

#[test]
fn an_agent_who_loses_a_contact_to_another_is_free_for_who_waits() {
    let mut desk = Desk::with(plan(vec![agent("a1"), limited("a2", 1)]));
    desk.request.filters.below = Some(2);
    desk.request.filters.only_online = true;
    desk.comes("a1", Status::Online);
    desk.owns("a1", 3);
    assert_eq!(desk.arrive_all(&["a1-2", "a1-3"]), ["waits", "waits"]);
    assert_eq!(desk.comes("a2", Status::Online), ["a1-2:a2", "a1-3:a1"]);
}
