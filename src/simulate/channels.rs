//! What lies outside of the nodes: channels that take messages, and what they say of them.

use std::future;

use super::fault::{Boundary, Fault};
use super::hub::{Fate, Hub};
use super::wire::{Pause, Wire};
use crate::base::{Duration, Name};
use crate::runtime::{Act, Answer, Arrival, Incoming, Outbound, Report};
use crate::store::Inbound;
use crate::world::{Performed, World};

/// Channels that recognise the key of a message they were given before.
const WITH_KEYS: &str = "web_chat";

/// The channels of a shop, at a node's end of the wire.
#[derive(Debug)]
pub(super) struct Channels {
    pub(super) wire: Wire,
}

impl World for Channels {
    async fn perform(&self, outbound: &Outbound) -> Performed {
        Pause::default().await;
        let node = self.wire.node;
        let (fate, performed) = {
            let mut hub = self.wire.shared.lock();
            let fate = hub.fate(node, Boundary::Perform);
            if fate == Fate::StopsBefore {
                hub.stop(node);
                (fate, None)
            } else {
                let recognised = self.recognises(outbound);
                let performed = hub.perform(node, outbound, recognised);
                if fate == Fate::StopsAfter {
                    hub.stop(node);
                }
                (fate, Some(performed))
            }
        };
        if fate == Fate::Slowly {
            Pause::default().await;
        }
        match performed {
            Some(performed) if fate != Fate::StopsAfter => performed,
            Some(_) | None => future::pending().await,
        }
    }

    fn recognises(&self, outbound: &Outbound) -> bool {
        matches!(&outbound.effect.act, Act::Send(message) if message.channel == WITH_KEYS)
    }
}

impl Hub {
    fn perform(&mut self, node: usize, outbound: &Outbound, recognised: bool) -> Performed {
        let key = outbound.effect.key;
        self.say(node, format_args!("perform {key} for {}", outbound.contact));
        self.ledger.reached(outbound, recognised);
        let Act::Send(message) = &outbound.effect.act else { return Performed::Done };
        let Some(run) = outbound.run.clone().filter(|_| message.report != Report::Never) else {
            return Performed::Done;
        };
        if self.strikes(Fault::LostAnswer) {
            return Performed::Later;
        }
        let answer = if self.strikes(Fault::Refusal) {
            Answer::Refused(Name::new_static("the simulator refuses it"))
        } else {
            Answer::Taken
        };
        if !self.strikes(Fault::LateAnswer) {
            return Performed::Answered(answer);
        }
        let late = Duration::seconds(self.chance.between(1, 90));
        let (at, contact) = (self.now.plus(late), outbound.contact.clone());
        let arrival = Arrival::Result { run, wait: key, answer };
        let id = Name::from(format!("answer/{key}"));
        let incoming = Incoming { id, at, contact, known: Vec::new(), arrival };
        self.answers.push((at, Inbound::new(incoming)));
        Performed::Later
    }
}
