//! `ai`: an assistant talks with the contact.

use std::sync::Arc;

use serde_json::Value as Json;

use super::read::{Misread, Reading, arg_of, place, plain};
use super::{Acted, Exit};
use crate::base::{Duration, Name, Place};
use crate::plan::Expr;
use crate::runtime::answers::typed;
use crate::runtime::turn::Walk;
use crate::runtime::{Act, Answer, Assist, Meter, Outgoing, Traced, Wait, WaitFor};

/// `max_turns` of a step that says nothing of it.
const MAX_TURNS: u32 = 20;

/// `ai`.
#[derive(Clone, Debug)]
pub(in crate::runtime) struct Ai {
    objective: Expr,
    instructions: Option<Expr>,
    knowledge: Vec<Name>,
    collect: Vec<Collect>,
    max_turns: u32,
    model: Option<Name>,
    done: Exit,
    handoff: Exit,
    unable: Exit,
    pub(super) idle: Exit,
    after: Duration,
    failed: Exit,
}

/// Something to find out.
#[derive(Clone, Debug)]
struct Collect {
    what: Name,
    kind: Name,
    place: Place,
}

impl Ai {
    pub(super) fn read(step: &Reading<'_>) -> Result<Self, Misread> {
        let (idle, after) = step.timed("idle")?;
        let collect = step.all("collect").filter_map(|line| {
            Some(Collect {
                what: arg_of(line, "text").and_then(plain)?,
                kind: arg_of(line, "type").and_then(plain)?,
                place: place(arg_of(line, "place"))?,
            })
        });
        let max_turns = step.count_of("max_turns").and_then(|count| u32::try_from(count).ok());
        Ok(Self {
            objective: step.expr("objective")?,
            instructions: step.expr_of("instructions"),
            knowledge: step.names_of("knowledge"),
            collect: collect.collect(),
            max_turns: max_turns.unwrap_or(MAX_TURNS),
            model: step.name_of("model"),
            done: step.exit("done"),
            handoff: step.exit("handoff"),
            unable: step.exit("unable"),
            idle,
            after,
            failed: step.exit("failed"),
        })
    }

    pub(super) fn run(&self, walk: &mut Walk<'_>, meter: &mut Meter) -> Acted {
        let key = self.assist(walk, meter, None, 0);
        let due = walk.now.plus(self.after);
        Acted::Waits(walk.wait(key, WaitFor::Assistant(0), Some(due)))
    }

    fn assist(
        &self,
        walk: &mut Walk<'_>,
        meter: &mut Meter,
        message: Option<Name>,
        turns: u32,
    ) -> crate::runtime::EffectKey {
        let scope = walk.scope();
        let objective = scope.text(meter, &self.objective);
        let instructions = self.instructions.as_ref().map(|text| scope.text(meter, text));
        let collect = self.collect.iter().map(|one| (one.what.clone(), one.kind.clone()));
        let assist = Assist {
            objective,
            instructions,
            knowledge: self.knowledge.clone(),
            collect: collect.collect(),
            model: self.model.clone(),
            message,
            turns,
        };
        walk.effect(Act::Assist(Box::new(assist)))
    }

    pub(super) fn answered(
        &self,
        walk: &mut Walk<'_>,
        meter: &mut Meter,
        wait: &Wait,
        answer: &Answer,
    ) -> Option<Acted> {
        let WaitFor::Assistant(turns) = wait.what else { return None };
        let later = |walk: &Walk<'_>, key, turns| {
            let (due, what) = (walk.now.plus(self.after), WaitFor::Assistant(turns));
            Acted::Waits(Wait { key, what, due: Some(due), ..wait.clone() })
        };
        if let Answer::Said(message) = answer {
            walk.run.message = Some(Arc::clone(message));
            let said = message.text.clone().unwrap_or_else(|| message.kind.clone());
            let key = self.assist(walk, meter, Some(said), turns);
            return Some(later(walk, key, turns));
        }
        let Answer::Assistant { says, outcome, collected } = answer else { return None };
        self.keep(walk, collected);
        let mut turns = turns;
        if let Some(text) = says {
            let Some(channel) = walk.contact.conversation.channel.clone() else {
                let why = Name::new_static("the contact has no channel to talk on");
                return Some(Acted::Takes(self.failed, Some(why)));
            };
            walk.say(Outgoing { text: text.clone(), channel, ..Outgoing::default() });
            turns += 1;
        }
        Some(match outcome.as_deref() {
            Some("done") => Acted::Takes(self.done, None),
            Some("handoff") => Acted::Takes(self.handoff, None),
            Some("unable") => Acted::Takes(self.unable, None),
            Some(_) => {
                let why = Name::new_static("the assistant was not reached");
                Acted::Takes(self.failed, Some(why))
            }
            None if turns >= self.max_turns => {
                let why = Name::from(format!("it has sent its {turns} messages"));
                Acted::Takes(self.unable, Some(why))
            }
            None => later(walk, wait.key, turns),
        })
    }

    /// Stores what was found out, as far as it is of the right type.
    fn keep(&self, walk: &mut Walk<'_>, collected: &[(Name, Json)]) {
        for (key, json) in collected {
            let meant = |one: &&Collect| one.what == *key || one.place.name == *key;
            let Some(one) = self.collect.iter().find(meant) else { continue };
            let kind = if one.kind == "rating" { "number" } else { one.kind.as_str() };
            let stored = match typed(kind, json) {
                Ok(value) => walk.store(&one.place, value),
                Err(why) => Err(why),
            };
            if let Err(why) = stored {
                walk.note(Traced::NotStored { why: why.into() });
            }
        }
    }
}
