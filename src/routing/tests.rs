//! The laws of sharing out, and cases that others have published.

use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, proptest};

use super::index::PoolState;
use super::{
    Filters, Order, Pool, Request, RequestId, Roster, RosterCommand, RosterReply, Standing, Status,
    Verdict, roster_step,
};
use crate::base::{Instant, Key, Name};
use crate::plan::{Agent, Team, WorkspacePlan};

fn agent(name: &str) -> Agent {
    Agent::new(name, name)
}

fn plan(agents: Vec<Agent>) -> WorkspacePlan {
    let members = agents.iter().map(|agent| agent.name.clone()).collect();
    let team = Team { name: "sales".into(), title: "Sales".into(), members };
    WorkspacePlan { agents, teams: vec![team], ..WorkspacePlan::default() }
}

/// A roster under test: every command goes through the pure step and the changes it gives, each
/// read back from what was written.
struct Shop {
    roster: Roster,
    request: Request,
}

impl Shop {
    fn of(names: &[&str]) -> Self {
        Self::with(plan(names.iter().map(|name| agent(name)).collect()))
    }

    fn with(plan: WorkspacePlan) -> Self {
        let request = Request::new(
            RequestId(Key::default()),
            Name::default(),
            Pool::Team("sales".into()),
            Instant::default(),
        );
        Self { roster: Roster::new(&plan), request }
    }

    fn by(mut self, by: Order) -> Self {
        self.request.by = by;
        self
    }

    fn online(mut self) -> Self {
        self.request.filters.only_online = true;
        self
    }

    fn below(mut self, below: u32) -> Self {
        self.request.filters.below = Some(below);
        self
    }

    fn run(&mut self, command: &RosterCommand) -> RosterReply {
        let (reply, changes) = roster_step(&self.roster, command, Instant::default());
        let again = roster_step(&self.roster, command, Instant::default());
        assert_eq!((&reply, &changes), (&again.0, &again.1));
        let written = serde_json::to_string(&changes).unwrap_or_default();
        let read: Vec<_> = serde_json::from_str(&written).unwrap_or_default();
        assert_eq!(changes, read);
        self.roster.apply(&read);
        self.check_index();
        // Whoever is listed behind those who qualify has a reason why not.
        let listed = reply.decision.iter().flat_map(|decision| &decision.candidates);
        let mut others = listed.skip_while(|one| one.standing == Standing::Eligible);
        assert!(others.all(|one| one.standing != Standing::Eligible));
        reply
    }

    /// The orders that are kept are those that would be built anew.
    fn check_index(&self) {
        let orders = [Order::RoundRobin, Order::LeastOpen];
        for (by, only_online, below) in orders
            .iter()
            .flat_map(|by| [(*by, false, None), (*by, true, None), (*by, false, Some(2))])
        {
            let filters = Filters { only_online, below, skills: Vec::new() };
            let request = Request { by, filters, ..self.request.clone() };
            for pool in &self.roster.pools {
                let of = |pool: &PoolState| pool.ranking(&self.roster.agents, &request).cloned();
                assert_eq!(of(pool), of(&pool.without_orders()));
            }
        }
    }

    fn status(&mut self, agent: &str, status: Status) -> Vec<String> {
        served(&self.run(&RosterCommand::Status { agent: agent.into(), status }))
    }

    /// Opens and asks; who got it, or `waits`, or `fails`.
    fn arrive(&mut self, contact: &str) -> String {
        self.run(&RosterCommand::Opened { contact: contact.into() });
        let id = RequestId(Key::of_text(&format!("r{contact}")));
        let request = Request { id, contact: contact.into(), ..self.request.clone() };
        match self.run(&RosterCommand::Assign(request)).decision.map(|one| one.verdict.clone()) {
            Some(Verdict::Assigned(agent) | Verdict::Kept(agent)) => agent.to_string(),
            Some(Verdict::Wait) => "waits".to_owned(),
            Some(Verdict::Failed(_)) | None => "fails".to_owned(),
        }
    }

    /// Gives an agent so many open conversations by hand.
    fn owns(&mut self, agent: &str, count: usize) {
        for number in 0..count {
            let contact: Name = format!("{agent}{number}").into();
            self.run(&RosterCommand::Opened { contact: contact.clone() });
            self.run(&RosterCommand::AssignByHand { contact, agent: agent.into() });
        }
    }

    fn close(&mut self, contact: &str) -> Vec<String> {
        served(&self.run(&RosterCommand::Closed { contact: contact.into() }))
    }

    fn turns(&self) -> Vec<(Name, u64)> {
        let pools = self.roster.snapshot().pools;
        let sales = pools.into_iter().find(|pool| pool.team.is_some());
        let mut members = sales.map(|pool| pool.members).unwrap_or_default();
        members.sort_by_key(|(_, turn)| *turn);
        members
    }
}

fn served(reply: &RosterReply) -> Vec<String> {
    let one = |served: &super::Served| match &served.decision.verdict {
        Verdict::Assigned(agent) | Verdict::Kept(agent) => {
            format!("{}:{agent}", served.request.contact)
        }
        Verdict::Wait | Verdict::Failed(_) => String::new(),
    };
    reply.served.iter().map(one).collect()
}

/// chatwoot `inbox_round_robin_service_spec.rb`: `rr-queue-front-is-oldest`,
/// `rr-only-eligible-moves-to-back`, `rr-no-eligible`.
#[test]
fn the_oldest_in_turn_who_qualifies_gets_it_and_moves_to_the_back() {
    let rotation = |shop: &Shop| -> Vec<String> {
        shop.turns().into_iter().map(|(name, _)| name.to_string()).collect()
    };
    let mut shop = Shop::of(&["m0", "m1", "m2", "m3", "m4"]).online();
    shop.status("m3", Status::Online);
    shop.status("m2", Status::Online);
    assert_eq!([shop.arrive("c1"), shop.arrive("c2")], ["m2", "m3"]);
    assert_eq!(rotation(&shop), ["m0", "m1", "m4", "m2", "m3"]);

    let mut shop = Shop::of(&["m0", "m1", "m2", "m3", "m4"]).online();
    shop.status("m0", Status::Online);
    shop.status("m4", Status::Online);
    assert_eq!(shop.arrive("c1"), "m0");
    assert_eq!(rotation(&shop), ["m1", "m2", "m3", "m4", "m0"]);

    let mut shop = Shop::of(&["m0"]).online();
    assert_eq!(shop.arrive("c1"), "waits");
    assert_eq!(Shop::of(&[]).arrive("c1"), "fails");
}

/// chatwoot `rr-stale-queue-is-repaired`; abhinavxd/libredesk#29 `rotation-survives-roster-reload`.
#[test]
fn reloads_joins_and_leaves_keep_the_rotation() {
    let mut shop = Shop::of(&["a", "b", "c"]);
    assert_eq!([shop.arrive("c1"), shop.arrive("c2")], ["a", "b"]);
    let reload = |names: &[&str]| {
        let agents = names.iter().map(|name| agent(name)).collect();
        RosterCommand::Publish(Box::new(plan(agents)))
    };
    shop.run(&reload(&["a", "b", "c"]));
    assert_eq!(shop.arrive("c3"), "c");
    shop.run(&reload(&["b", "c", "d"]));
    assert_eq!([shop.arrive("c4"), shop.arrive("c5")], ["d", "b"]);
    shop.run(&reload(&["a", "b", "c", "d"]));
    assert_eq!([shop.arrive("c6"), shop.arrive("c7")], ["a", "c"]);
}

/// chatwoot `least-open`, `least-open-ignores-resolved`; RocketChat/Rocket.Chat#13134
/// `least-count-must-be-open-not-lifetime`.
#[test]
fn fewest_open_counts_what_is_open_now() {
    let mut shop = Shop::of(&["a1", "a2", "a3"]).by(Order::LeastOpen);
    for (agent, open) in [("a1", 3), ("a2", 1), ("a3", 2)] {
        shop.owns(agent, open);
    }
    assert_eq!(shop.arrive("c1"), "a2");

    let mut shop = Shop::of(&["a1", "a2"]).by(Order::LeastOpen);
    shop.owns("a1", 4);
    shop.owns("a2", 2);
    for closed in ["a10", "a11", "a12"] {
        shop.close(closed);
    }
    assert_eq!(shop.arrive("c1"), "a1");

    let mut shop = Shop::of(&["a1", "a2"]).by(Order::LeastOpen);
    shop.owns("a1", 5);
    for closed in ["a10", "a11", "a12", "a13", "a14"] {
        shop.close(closed);
    }
    let given: Vec<String> = (1..6).map(|number| shop.arrive(&format!("c{number}"))).collect();
    assert_eq!(given, ["a1", "a2", "a1", "a2", "a1"]);
}

/// chatwoot `capacity-3-filters`; RocketChat `rc-max-2`; libredesk `capped-first-pick-tries-next`;
/// intercom `two-limits-both-hold`.
#[test]
fn both_limits_hold() {
    let limited = |name: &str, limit| Agent { limit: Some(limit), ..agent(name) };
    let mut shop = Shop::with(plan(vec![limited("with", 3), agent("nocap"), limited("full", 3)]));
    shop.owns("full", 3);
    let given: Vec<String> = (1..4).map(|number| shop.arrive(&format!("c{number}"))).collect();
    assert_eq!(given, ["with", "nocap", "with"]);

    let mut shop = Shop::of(&["a1"]).below(2);
    shop.owns("a1", 1);
    assert_eq!([shop.arrive("c1"), shop.arrive("c2")], ["a1", "waits"]);

    let mut shop = Shop::of(&["a1", "a2"]).below(2);
    shop.owns("a1", 2);
    assert_eq!(shop.arrive("c1"), "a2");

    let mut shop = Shop::with(plan(vec![limited("a1", 1), limited("a2", 5)])).below(2);
    shop.owns("a1", 1);
    shop.owns("a2", 2);
    assert_eq!(shop.arrive("c1"), "waits");
    assert_eq!(shop.close("a20"), ["c1:a2"]);
}

/// chatwoot/chatwoot#10583 `queue-drains-before-newcomer`; LiveHelperChat#1260
/// `lhc-fifo-on-login`; twilio `priority-then-age`.
#[test]
fn whoever_waits_is_served_before_newcomers_by_priority_and_then_age() {
    let mut shop = Shop::of(&["a1"]).below(3);
    let given: Vec<String> = (1..5).map(|number| shop.arrive(&format!("c{number}"))).collect();
    assert_eq!(given, ["a1", "a1", "a1", "waits"]);
    assert_eq!(shop.close("c1"), ["c4:a1"]);
    assert_eq!(shop.arrive("c5"), "waits");

    let mut shop = Shop::of(&["a1"]).online().below(2);
    for contact in ["c1", "c2", "c3"] {
        assert_eq!(shop.arrive(contact), "waits");
    }
    assert_eq!(shop.status("a1", Status::Online), ["c1:a1", "c2:a1"]);

    let mut shop = Shop::of(&["a1"]).online();
    shop.arrive("old");
    shop.arrive("second");
    shop.request.priority = 5;
    shop.arrive("urgent");
    assert_eq!(shop.status("a1", Status::Online), ["urgent:a1", "old:a1", "second:a1"]);
}

/// RocketChat `24-routing.ts`: `rc-auto-unavailable-never`, and `rc-load-balancing-catches-up`,
/// which is about the fewest open.
#[test]
fn who_is_away_is_passed_over_and_catches_up_by_load_only() {
    let mut shop = Shop::of(&["a1", "a2", "a3"]).online();
    shop.status("a1", Status::Online);
    shop.status("a2", Status::Busy);
    shop.status("a3", Status::Online);
    let given: Vec<String> = (1..5).map(|number| shop.arrive(&format!("c{number}"))).collect();
    assert_eq!(given, ["a1", "a3", "a1", "a3"]);

    let mut shop = Shop::of(&["a1", "a2"]).online().by(Order::LeastOpen);
    shop.status("a1", Status::Online);
    assert_eq!([shop.arrive("c1"), shop.arrive("c2")], ["a1", "a1"]);
    shop.status("a2", Status::Online);
    assert_eq!([shop.arrive("c3"), shop.arrive("c4")], ["a2", "a2"]);
}

/// libredesk 1b87433d `manual-beats-auto`; chatwoot#14495 `race-one-conversation-many-writers`.
#[test]
fn a_choice_by_hand_takes_the_contact_out_of_the_queue() {
    let mut shop = Shop::of(&["a1", "a2"]).online();
    assert_eq!(shop.arrive("c1"), "waits");
    let by_hand = RosterCommand::AssignByHand { contact: "c1".into(), agent: "a2".into() };
    let reply = shop.run(&by_hand);
    assert_eq!(reply.withdrawn.len(), 1);
    assert_eq!(shop.status("a1", Status::Online), Vec::<String>::new());
    for _ in 0..3 {
        assert!(served(&shop.run(&RosterCommand::Sweep)).is_empty());
    }
    assert_eq!(shop.roster.owner("c1").map(Name::as_str), Some("a2"));
    assert_eq!(shop.turns().iter().map(|(_, turn)| turn).sum::<u64>(), 0);
}

#[test]
fn on_coming_back_an_agent_gets_the_next_lead_once() {
    let mut shop = Shop::of(&["a", "b"]).online();
    shop.status("b", Status::Online);
    for number in 0..4 {
        assert_eq!(shop.arrive(&format!("c{number}")), "b");
    }
    shop.status("a", Status::Online);
    let given: Vec<String> = (10..14).map(|number| shop.arrive(&format!("c{number}"))).collect();
    assert_eq!(given, ["a", "b", "a", "b"]);
}

#[test]
fn the_present_owner_is_kept_if_that_is_asked_for() {
    let mut shop = Shop::of(&["a", "b", "c"]);
    assert_eq!([shop.arrive("c1"), shop.arrive("c2")], ["a", "b"]);
    shop.request.keep_owner = true;
    assert_eq!(shop.arrive("c1"), "a");
    shop.request.keep_owner = false;
    assert_eq!(shop.arrive("c1"), "c");
    assert_eq!((shop.roster.load("a"), shop.roster.load("c")), (0, 1));
}

#[test]
fn a_decision_says_why() {
    let limited = Agent { limit: Some(1), ..agent("dana") };
    let mut shop =
        Shop::with(plan(vec![agent("amara"), agent("bo"), agent("chen"), limited])).online();
    for name in ["bo", "chen", "dana"] {
        shop.status(name, Status::Online);
    }
    shop.owns("dana", 1);
    let id = RequestId(Key::of_text("r"));
    let request = Request { id, contact: "c".into(), ..shop.request.clone() };
    let decision = shop.run(&RosterCommand::Assign(request)).decision;
    assert_eq!(
        decision.as_ref().map(ToString::to_string).unwrap_or_default(),
        "next in turn among 2 online: bo, chen; amara is offline, dana has 1 open, the limit"
    );
    let standings = decision.map(|one| one.candidates.clone()).unwrap_or_default();
    let eligible = standings.iter().filter(|one| one.standing == Standing::Eligible).count();
    assert_eq!((standings.len(), eligible), (4, 2));
}

/// What may happen in a shop of six.
fn commands() -> impl Strategy<Value = Vec<(u8, u8, bool)>> {
    prop::collection::vec((0_u8..6, 0_u8..40, any::<bool>()), 1..120)
}

proptest! {
    #[test]
    fn two_who_qualify_all_along_differ_by_at_most_one(steps in commands(), online in any::<bool>()) {
        let names = ["a0", "a1", "a2", "a3", "a4", "a5"];
        let mut shop = Shop::of(&names);
        shop.request.filters.only_online = online;
        // Two of them stay at work from the beginning; the others come and go.
        shop.status("a1", Status::Online);
        shop.status("a4", Status::Online);
        let (mut ones, mut fours) = (0_i64, 0_i64);
        for (index, (kind, who, yes)) in steps.iter().enumerate() {
            match kind {
                0 | 1 => {
                    let given = shop.arrive(&format!("c{index}"));
                    match given.as_str() {
                        "a1" => ones += 1,
                        "a4" => fours += 1,
                        _ => {}
                    }
                    prop_assert!((ones - fours).abs() <= 1, "{ones} and {fours}");
                }
                2 => { shop.close(&format!("c{who}")); }
                _ => {
                    let name = match who % 4 {
                        0 => "a0",
                        1 => "a2",
                        2 => "a3",
                        _ => "a5",
                    };
                    shop.status(name, if *yes { Status::Online } else { Status::Offline });
                }
            }
        }
    }

    #[test]
    fn limits_hold_and_nobody_waits_who_could_be_served(steps in commands()) {
        let agents = (0..6).map(|number| Agent { limit: Some(3), ..agent(&format!("a{number}")) });
        let mut shop = Shop::with(plan(agents.collect())).online().below(2);
        for (index, (kind, who, yes)) in steps.iter().enumerate() {
            match kind {
                0..=2 => { shop.arrive(&format!("c{index}")); }
                3 => { shop.close(&format!("c{who}")); }
                _ => {
                    let name = format!("a{}", who % 6);
                    shop.status(&name, if *yes { Status::Online } else { Status::Offline });
                }
            }
            let snapshot = shop.roster.snapshot();
            prop_assert!(snapshot.agents.iter().all(|agent| agent.load <= 2));
            let free = |agent: &super::AgentSnapshot| agent.status == Status::Online && agent.load < 2;
            prop_assert!(snapshot.waiting.is_empty() || !snapshot.agents.iter().any(free));
            let waiting = shop.roster.waiting();
            prop_assert_eq!(waiting, snapshot.waiting.len());
        }
    }
}
