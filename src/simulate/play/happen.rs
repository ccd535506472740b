//! What happens at a moment of a play.

use super::{Next, Play};
use crate::base::{Duration, Instant};
use crate::simulate::fault::Fault;
use crate::simulate::hub::NODES;
use crate::simulate::keepers::Keepers;
use crate::simulate::node::{Node, Parcel, Task};

impl<K: Keepers> Play<'_, K>
where
    K::Agents: 'static,
    K::Runs: 'static,
{
    pub(super) fn happens(&mut self, at: Instant, next: Next) {
        {
            let mut hub = self.shared.lock();
            hub.now = hub.now.max(at);
        }
        match next {
            Next::Bring(parcel) => self.bring(*parcel),
            Next::Moment(node) => self.moment(node),
            Next::Start(node) => self.start(node),
            Next::Jump(node) => self.jump(node),
            Next::Reopen => self.reopen(),
        }
        self.answers();
    }

    /// Brings a parcel to one of the nodes that run.
    fn bring(&mut self, parcel: Parcel) {
        let running: Vec<usize> = (0..)
            .zip(&self.nodes)
            .filter(|(_, node)| !matches!(node, Node::Stopped))
            .map(|(place, _)| place)
            .collect();
        let node = self.shared.lock().chance.one_of(&running).copied();
        let (Some(node), Some(stores)) = (node, &self.stores) else {
            let at = self.soon(500, 8_000);
            self.put(at, Next::Bring(Box::new(parcel)));
            return;
        };
        let now = self.shared.lock().clock(node);
        let runs = stores.runs(node, &self.shared);
        self.tasks.push(Task::bring(runs, self.here.clone(), parcel, now));
    }

    fn moment(&mut self, place: usize) {
        let Some(node) = self.nodes.get_mut(place) else { return };
        match std::mem::replace(node, Node::Busy) {
            Node::Idle(engine, recovered) => {
                let now = self.shared.lock().clock(place);
                self.tasks.push(Task::moment(place, engine, recovered, now));
            }
            Node::Busy => {}
            Node::Stopped => *node = Node::Stopped,
        }
    }

    fn start(&mut self, place: usize) {
        let Some(stores) = &self.stores else { return };
        if let Some(node @ Node::Stopped) = self.nodes.get_mut(place) {
            *node = Node::Idle(stores.engine(place, &self.shared, self.published), false);
            self.shared.lock().say(place, format_args!("starts"));
            self.moment(place);
        }
    }

    fn jump(&mut self, node: usize) {
        let mut hub = self.shared.lock();
        let ahead = hub.strikes(Fault::ClockAhead).then(|| hub.chance.between(1, 400));
        let back = hub.strikes(Fault::ClockBack).then(|| hub.chance.between(-400, -1));
        let by = Duration::seconds(ahead.or(back).unwrap_or_default());
        if let Some(clock) = hub.nodes.get_mut(node) {
            clock.off = Duration::seconds(clock.off.seconds.saturating_add(by.seconds));
        }
        hub.say(node, format_args!("clock {}", by.seconds));
    }

    fn reopen(&mut self) {
        if !self.shared.lock().strikes(Fault::Reopen) {
            return;
        }
        self.shared.lock().stopped = [true; NODES];
        self.stopped();
        if let Err(why) = self.open() {
            self.shared.lock().ledger.never_opens(why);
        }
    }

    /// What the channels will say later.
    pub(super) fn answers(&mut self) {
        let answers = std::mem::take(&mut self.shared.lock().answers);
        for (at, answer) in answers {
            self.put(at, Next::Bring(Box::new(Parcel::Answer(answer))));
        }
    }
}
