//! Events that are to be applied, and who works on what.

use std::collections::VecDeque;
use std::sync::Arc;

use super::{Inbound, WorkerId};
use crate::base::Name;

/// The events of one workspace that are to be applied, as far as a keeper has them in memory.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    /// Events nobody works on and their places, in the order in which they were taken in.
    inbox: VecDeque<(i64, Arc<Inbound>)>,
    /// What somebody works on: as many as there are workers, few enough to be looked through.
    at_work: Vec<AtWork>,
}

/// An event that somebody works on, and so on its contact or agent.
#[derive(Debug)]
struct AtWork {
    place: Place,
    event: Arc<Inbound>,
    worker: WorkerId,
}

impl AtWork {
    /// Whether it is this event: timers have no id, and only one of a contact is worked on at a time.
    fn is(&self, event: &Inbound) -> bool {
        self.event.id() == event.id() && self.event.contact() == event.contact()
    }
}

/// Where an event stands that somebody works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the inbox, there.
    At(i64),
    /// In the inbox, somewhere.
    Unknown,
    /// It is a timer, and never was in the inbox.
    Timer,
}

/// Where something was found.
#[derive(Clone, Copy, Debug)]
pub(super) enum Spot {
    /// Among what somebody works on.
    AtWork(usize),
    /// Among what nobody works on.
    Inbox(usize),
}

impl Waiting {
    /// Takes an event in, behind all others.
    pub(super) fn push(&mut self, place: i64, event: Arc<Inbound>) {
        self.inbox.push_back((place, event));
    }

    /// How many events nobody works on.
    pub(super) fn idle(&self) -> usize {
        self.inbox.len()
    }

    /// How many events there are, also those that somebody works on.
    pub(super) fn count(&self) -> usize {
        let taken = self.at_work.iter().filter(|one| one.place != Place::Timer).count();
        self.inbox.len() + taken
    }

    /// Gives a worker the oldest event of a contact, or about an agent, that nobody works on.
    pub(super) fn hand_out(&mut self, worker: &WorkerId) -> Option<Arc<Inbound>> {
        let is_free = |event: &Inbound| {
            self.at_work.is_empty()
                || match (event.contact(), event.agent()) {
                    (Some(contact), _) => !self.is_busy(contact),
                    (None, Some(agent)) => {
                        !self.at_work.iter().any(|one| one.event.agent() == Some(agent))
                    }
                    (None, None) => true,
                }
        };
        let index = self.inbox.iter().position(|(_, event)| is_free(event))?;
        let (place, event) = self.inbox.remove(index)?;
        self.work_on(Place::At(place), Arc::clone(&event), worker);
        Some(event)
    }

    /// A worker works on something.
    pub(super) fn work_on(&mut self, place: Place, event: Arc<Inbound>, worker: &WorkerId) {
        self.at_work.push(AtWork { place, event, worker: worker.clone() });
    }

    /// Whether somebody works on a contact.
    pub(super) fn is_busy(&self, contact: &str) -> bool {
        self.at_work.iter().any(|one| one.event.contact().is_some_and(|one| one == contact))
    }

    /// Whether somebody works on an event.
    pub(super) fn is_at_work(&self, event: &str) -> bool {
        self.at_work.iter().any(|one| one.event.id() == event)
    }

    /// Where an event is; none when it was applied or given up, or is not in memory.
    pub(super) fn find(&self, event: &Name) -> Option<Spot> {
        let taken = self.at_work.iter().position(|one| one.event.id() == event);
        taken.map(Spot::AtWork).or_else(|| {
            let idle = self.inbox.iter().position(|(_, one)| one.id() == event);
            idle.map(Spot::Inbox)
        })
    }

    /// Where the timer of a contact is, if somebody works on it.
    pub(super) fn find_timer(&self, contact: &Name) -> Option<Spot> {
        let is_timer =
            |one: &AtWork| one.place == Place::Timer && one.event.contact() == Some(contact);
        self.at_work.iter().position(is_timer).map(Spot::AtWork)
    }

    /// The place of what was found.
    pub(super) fn place(&self, spot: Spot) -> Option<i64> {
        match spot {
            Spot::Inbox(index) => self.inbox.get(index).map(|(place, _)| *place),
            Spot::AtWork(index) => match self.at_work.get(index)?.place {
                Place::At(place) => Some(place),
                Place::Unknown | Place::Timer => None,
            },
        }
    }

    /// What was found is done with.
    pub(super) fn remove(&mut self, spot: Spot) {
        match spot {
            Spot::AtWork(index) if index < self.at_work.len() => {
                self.at_work.swap_remove(index);
            }
            Spot::Inbox(index) => {
                self.inbox.remove(index);
            }
            Spot::AtWork(_) => {}
        }
    }

    /// An event is given up.
    pub(super) fn bury(&mut self, event: &Name) {
        self.at_work.retain(|one| one.event.id() != event);
        self.inbox.retain(|(_, one)| one.id() != event);
    }

    /// Nobody works any more on an event: it goes back to its place. Gives whether that is known.
    pub(super) fn release(&mut self, event: &Inbound) -> bool {
        self.put_back(|one| one.is(event))
    }

    /// A worker is at nothing: what it worked on goes back to its place. Gives whether every place is
    /// known.
    pub(super) fn enter(&mut self, worker: &WorkerId) -> bool {
        self.put_back(|one| one.worker == *worker)
    }

    fn put_back(&mut self, is_meant: impl Fn(&AtWork) -> bool) -> bool {
        let mut are_known = true;
        while let Some(index) = self.at_work.iter().position(&is_meant) {
            let AtWork { place, event, .. } = self.at_work.swap_remove(index);
            match place {
                Place::At(place) => {
                    let before = self.inbox.partition_point(|(other, _)| *other < place);
                    self.inbox.insert(before, (place, event));
                }
                Place::Unknown => are_known = false,
                Place::Timer => {}
            }
        }
        are_known
    }

    /// Forgets what nobody works on, and where the rest stood: it is to be read anew.
    pub(super) fn forget(&mut self) {
        self.inbox.clear();
        for one in &mut self.at_work {
            if one.place != Place::Timer {
                one.place = Place::Unknown;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Place, Waiting};
    use crate::base::Instant;
    use crate::runtime::{Arrival, Incoming};
    use crate::store::{Inbound, WorkerId};

    fn event(id: &str, contact: &str) -> Arc<Inbound> {
        let (id, contact, at) = (id.into(), contact.into(), Instant::default());
        let (known, arrival) = (Vec::new(), Arrival::UnassignedByHand);
        Arc::new(Inbound::new(Incoming { id, at, contact, known, arrival }))
    }

    fn filled() -> (Waiting, WorkerId) {
        let mut waiting = Waiting::default();
        for (place, (id, contact)) in [("a", "x"), ("b", "x"), ("c", "y")].iter().enumerate() {
            waiting.push(i64::try_from(place).unwrap_or_default(), event(id, contact));
        }
        (waiting, WorkerId::default())
    }

    fn next(waiting: &mut Waiting, worker: &WorkerId) -> Option<String> {
        waiting.hand_out(worker).map(|event| event.id().to_string())
    }

    #[test]
    fn nobody_works_on_a_contact_that_somebody_works_on() {
        let (mut waiting, worker) = filled();
        assert_eq!(next(&mut waiting, &worker).as_deref(), Some("a"));
        assert_eq!(next(&mut waiting, &worker).as_deref(), Some("c"));
        assert_eq!(next(&mut waiting, &worker), None);
        let spot = waiting.find(&"a".into());
        assert_eq!(spot.and_then(|spot| waiting.place(spot)), Some(0));
        spot.into_iter().for_each(|spot| waiting.remove(spot));
        assert_eq!(next(&mut waiting, &worker).as_deref(), Some("b"));
        assert_eq!(waiting.count(), 2);
    }

    #[test]
    fn what_is_given_back_keeps_its_place() {
        let (mut waiting, worker) = filled();
        assert_eq!(next(&mut waiting, &worker).as_deref(), Some("a"));
        assert!(waiting.enter(&worker));
        assert_eq!(next(&mut waiting, &worker).as_deref(), Some("a"));
        assert!(waiting.release(&event("a", "x")));
        assert_eq!(next(&mut waiting, &worker).as_deref(), Some("a"));
    }

    #[test]
    fn what_is_to_be_read_anew_is_not_put_back() {
        let (mut waiting, worker) = filled();
        assert_eq!(next(&mut waiting, &worker).as_deref(), Some("a"));
        waiting.work_on(Place::Timer, event("", "z"), &worker);
        waiting.forget();
        assert!(waiting.is_at_work("a"));
        assert!(waiting.find_timer(&"z".into()).is_some());
        assert!(!waiting.enter(&worker));
        assert_eq!(waiting.count(), 0);
        assert_eq!(next(&mut waiting, &worker), None);
    }
}
