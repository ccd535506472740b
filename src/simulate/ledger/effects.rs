//! Effects: committed before they are performed, and performed once.

use super::Ledger;
use crate::base::{Key, Name};
use crate::runtime::{Act, Outbound};
use crate::simulate::invariant::Invariant;

/// An effect that was asked for.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) outbound: Outbound,
    pub(super) done: bool,
    pub(super) in_doubt: bool,
    attempts: u32,
}

impl Ledger {
    /// A commit asked for effects.
    pub(super) fn asked(&mut self, outbox: &[Outbound]) {
        for outbound in outbox {
            let (key, outbound) = (outbound.effect.key, outbound.clone());
            let before = self.effects.get(&key);
            let new = before.is_none();
            self.looks.at(Invariant::EffectsOnce, new, || format!("effect {key} was asked twice"));
            let asked = Asked { outbound, done: false, in_doubt: false, attempts: 0 };
            self.effects.entry(key).or_insert(asked);
        }
    }

    /// An effect reached the outside, which recognises its key or does not.
    pub(crate) fn reached(&mut self, outbound: &Outbound, recognised: bool) {
        let key = outbound.effect.key;
        let Some(asked) = self.effects.get_mut(&key) else {
            self.looks.at(Invariant::EffectsOnce, false, || {
                format!("effect {key} reached the outside before its commit")
            });
            return;
        };
        self.looks.at(Invariant::EffectsOnce, asked.outbound.effect == outbound.effect, || {
            format!("effect {key} is another than was asked for")
        });
        asked.attempts += 1;
        let resends = may_resend(&self.published, &outbound.effect.act);
        let first = asked.attempts == 1 && !asked.in_doubt && !asked.done;
        self.looks.at(Invariant::EffectsOnce, recognised || resends || first, || {
            format!("effect {key} reached a channel twice that does not recognise it")
        });
    }

    /// Nobody knows of effects whether they were done.
    pub(crate) fn doubted(&mut self, keys: &[Key]) {
        for key in keys {
            let asked = self.effects.get_mut(key).filter(|asked| !asked.done);
            let routes = asked.as_ref().is_some_and(|asked| asked.outbound.effect.act.routes());
            self.looks.at(Invariant::NobodyLost, !routes, || {
                format!("effect {key} is for the roster, and nobody does it any more")
            });
            if let Some(asked) = asked {
                asked.in_doubt = true;
            }
        }
    }

    /// An effect is done with.
    pub(super) fn done(&mut self, key: Key) {
        let Some(asked) = self.effects.get_mut(&key) else {
            self.looks.at(Invariant::EffectsOnce, false, || format!("effect {key} is unknown"));
            return;
        };
        let first = !std::mem::replace(&mut asked.done, true);
        if first && asked.outbound.effect.act.routes() {
            self.told(key);
        }
    }

    /// Whoever asked the roster something is told the answer, before the question is forgotten.
    fn told(&mut self, key: Key) {
        let Some(asked) = self.effects.get(&key) else { return };
        let heard = self.desk.reply(key);
        let contact = &asked.outbound.contact;
        self.looks.at(Invariant::NobodyLost, heard.is_some(), || {
            format!("the roster never heard of effect {key} for {contact}")
        });
        let wants = matches!(asked.outbound.effect.act, Act::Assign(_));
        let Some(reply) = heard.filter(|_| wants) else { return };
        let id = Name::from(format!("answer/{key}"));
        let told = self.events.taken.contains_key(&id) || reply.decision.is_none();
        self.looks.at(Invariant::NobodyLost, told, || {
            format!("{contact} was never told what was decided for effect {key}")
        });
    }
}

/// Whether the program says to send again what is in doubt.
fn may_resend(published: &crate::runtime::Published, act: &Act) -> bool {
    let Act::Send(message) = act else { return false };
    published.workspace().channel(&message.channel).is_some_and(|channel| channel.resend)
}
