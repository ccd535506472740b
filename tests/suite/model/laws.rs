//! What must hold in every state of the model.

use rondel::routing::Status;
use stateright::Property;

use super::day::{Day, Job, Worker};
use super::keeper::Shelf;
use super::shop::Shop;

pub(super) const ONE_OWNER: &str = "nobody has two owners, and everybody was told the one";
pub(super) const LOAD: &str = "load is the number of open conversations that are owned";
pub(super) const LIMIT: &str = "nobody is above their limit";
pub(super) const FAIR: &str = "counts of equally eligible agents differ by one at most";
pub(super) const IN_ORDER: &str = "whoever came first is served first";
pub(super) const NO_IDLING: &str = "nobody waits while somebody could take them";
pub(super) const NOT_LOST: &str = "no lead is lost";
pub(super) const FIRST_REPLY: &str = "a command that comes again gets the first reply";
pub(super) const ENDS: &str = "every day ends, with nothing left to do";

/// All of them, and some states that must be possible for them to mean anything.
pub(super) fn all() -> Vec<Property<Shop>> {
    vec![
        Property::always(ONE_OWNER, |_, day| has_one_owner(day)),
        Property::always(LOAD, |_, day| loads_are_right(day)),
        Property::always(LIMIT, |_, day| limits_hold(day)),
        Property::always(FAIR, |_, day| is_fair(day)),
        Property::always(IN_ORDER, |_, day| is_in_order(day)),
        Property::always(NO_IDLING, |_, day| nobody_idles(day)),
        Property::always(NOT_LOST, |_, day| nobody_is_lost(day)),
        Property::always(FIRST_REPLY, |_, day: &Day| !day.contradicted),
        Property::eventually(ENDS, |_, day: &Day| day.is_over()),
        Property::sometimes("somebody waits", |_, day: &Day| !day.shelf.waiting.is_empty()),
        Property::sometimes("all have an owner", |_, day: &Day| day.given.len() == day.told.len()),
        Property::sometimes("a job has two workers", |_, day| has_two_workers(day)),
        Property::sometimes("a reply is lost", |_, day| has_lost_reply(day)),
    ]
}

fn has_two_workers(day: &Day) -> bool {
    let mut jobs: Vec<_> = day.workers.iter().filter_map(Worker::job).collect();
    jobs.sort_unstable();
    jobs.windows(2).any(|pair| pair[0] == pair[1])
}

/// A command was carried out, and its worker asks again.
fn has_lost_reply(day: &Day) -> bool {
    let asks = |worker: &Worker| match worker {
        Worker::Reads { job, .. } => day.jobs[*job].reply.is_some(),
        Worker::Idle | Worker::Knows { .. } => false,
    };
    day.workers.iter().any(asks)
}

pub(super) fn is_online(shelf: &Shelf, agent: usize) -> bool {
    shelf.roster.agents[agent].status == Status::Online
}

/// Whether an agent could be given one more.
pub(super) fn is_free(shelf: &Shelf, agent: usize) -> bool {
    let now = &shelf.roster.agents[agent];
    is_online(shelf, agent) && now.limit.is_none_or(|limit| now.load < limit)
}

fn has_one_owner(day: &Day) -> bool {
    (0..day.told.len()).all(|lead| {
        let mut given = day.given.iter().filter(|(one, _)| *one == lead).map(|(_, agent)| *agent);
        let owner = given.next();
        let knows = day.told[lead].iter().all(|(.., agent)| Some(*agent) == owner);
        given.next().is_none() && knows && day.shelf.owner(lead) == owner
    })
}

fn loads_are_right(day: &Day) -> bool {
    let is_closed =
        |lead| day.jobs.iter().any(|one| one.job == Job::Close { lead } && one.reply.is_some());
    let open = |agent: usize| {
        let theirs = |lead: &usize| day.shelf.owner(*lead) == Some(agent) && !is_closed(*lead);
        (0..day.told.len()).filter(theirs).count()
    };
    let agents = day.shelf.roster.agents.iter().enumerate();
    agents.into_iter().all(|(number, agent)| agent.load as usize == open(number))
}

fn limits_hold(day: &Day) -> bool {
    day.shelf.roster.agents.iter().all(|one| one.limit.is_none_or(|limit| one.load <= limit))
}

/// Among those who could have been given every lead that anybody was given.
fn is_fair(day: &Day) -> bool {
    let count = |agent: usize| day.given.iter().filter(|(_, one)| *one == agent).count();
    let equals = (0..day.skipped.len()).filter(|agent| !day.skipped[*agent]);
    let counts: Vec<_> = equals.map(count).collect();
    counts.iter().max().zip(counts.iter().min()).is_none_or(|(most, least)| most - least <= 1)
}

fn is_in_order(day: &Day) -> bool {
    let place = |lead: &usize| day.arrived.iter().position(|one| one == lead);
    let given: Vec<_> = day.given.iter().map(|(lead, _)| place(lead)).collect();
    let mut waiting = day.shelf.waiting.iter().map(place);
    given.is_sorted() && waiting.all(|one| given.last() < Some(&one))
}

/// Everybody wants the same, so that one who is free could take any of them.
fn nobody_idles(day: &Day) -> bool {
    let is_anybody_free = (0..day.skipped.len()).any(|agent| is_free(&day.shelf, agent));
    day.shelf.waiting.is_empty() || !is_anybody_free
}

fn nobody_is_lost(day: &Day) -> bool {
    (0..day.told.len()).all(|lead| {
        let one = &day.jobs[lead];
        let is_at_work = one.free || day.workers.iter().any(|worker| worker.job() == Some(lead));
        let owner = day.shelf.owner(lead);
        let latest =
            day.told[lead].iter().max_by_key(|(_, version, _)| version).map(|(.., agent)| *agent);
        let is_settled =
            owner.is_some() || day.shelf.waiting.contains(&lead) || day.is_closed(lead);
        (is_at_work || one.done && is_settled) && (!day.is_quiet() || latest == owner)
    })
}
