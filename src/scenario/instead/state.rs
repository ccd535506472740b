//! How things are instead: the owner, tags, fields, the conversation, and where the run is.

use super::changes::{arrivals, changes_tag, opens_or_closes, sets};
use super::differ::differ;
use super::{Instead, When};
use crate::base::{Name, Value, nearest};
use crate::engine::Told;
use crate::program::Line;
use crate::runtime::{Arrival, Ending, Recorded, Run, Traced, Wait, WaitFor, render};
use crate::scenario::play::Play;
use crate::scenario::written::{Marked, literal};

impl Play<'_> {
    /// Who owns the contact, and why.
    pub(super) fn instead_of_owner(&self, wanted: Option<&Name>) -> Vec<Instead> {
        let owner = self.state().contact.owner;
        let what = match &owner {
            Some(owner) => format!("assigned {owner}"),
            None => "owned by nobody".to_owned(),
        };
        let mut why = self.why_owner();
        if why.is_empty() && owner.is_none() {
            why = self.where_it_is().what.text;
        }
        let was =
            wanted.filter(|_| owner.as_ref() != wanted).and_then(|agent| self.was_given(agent));
        let whys: Vec<String> =
            Some(why).filter(|why| !why.is_empty()).into_iter().chain(was).collect();
        vec![Instead::new(what, whys.join("; "))]
    }

    /// Why the contact has its owner, or none.
    fn why_owner(&self) -> String {
        for (_, told) in self.all_told().rev() {
            if let Some(decision) = &told.logged.decision {
                return decision.to_string();
            }
            for came in arrivals(told) {
                if matches!(came, Arrival::AssignedByHand { .. }) {
                    return "by hand".to_owned();
                }
                if *came == Arrival::UnassignedByHand {
                    return "taken off by hand".to_owned();
                }
            }
        }
        String::new()
    }

    /// That an agent owned the contact once.
    fn was_given(&self, agent: &Name) -> Option<String> {
        let (_, told) = self.all_told().rev().find(|(_, told)| {
            let decided = told.logged.decision.as_ref().and_then(|decision| decision.owner());
            let by_hand = arrivals(told)
                .any(|came| matches!(came, Arrival::AssignedByHand { agent: one } if one == agent));
            decided == Some(agent) || by_hand
        })?;
        Some(format!("`{agent}` had it at {}", self.clock(told.logged.at)))
    }

    pub(super) fn instead_of_waiting(&self) -> Vec<Instead> {
        let state = self.state();
        let mut instead = Vec::new();
        if state.contact.owner.is_some() {
            instead.extend(self.instead_of_owner(None));
        }
        instead.push(self.where_it_is());
        instead
    }

    /// The tags there are, the nearest first.
    pub(super) fn instead_of_tag(&self, tag: &Name) -> Vec<Instead> {
        let tags = self.state().contact.tags;
        let changed = |added: bool| {
            self.all_told().rev().find(|(_, told)| {
                told.logged.records.iter().any(|record| changes_tag(record, tag, added))
            })
        };
        let at = |found: (When, &Told)| self.clock(found.1.logged.at);
        let (put, off) = (changed(true).map(at), changed(false).map(at));
        let why = match (put, off) {
            _ if tags.contains(tag) => String::new(),
            (Some(put), Some(off)) => format!("`{tag}` was put on at {put} and taken off at {off}"),
            (None, Some(off)) => format!("`{tag}` was taken off at {off}"),
            (_, None) => String::new(),
        };
        if tags.is_empty() {
            return vec![Instead::new("no tags", why)];
        }
        let near = nearest(tag, tags.iter().map(Name::as_str)).map(str::to_owned);
        let mut shown: Vec<&str> = near.as_deref().into_iter().collect();
        shown.extend(tags.iter().map(Name::as_str).filter(|one| Some(*one) != near.as_deref()));
        let noun = if shown.len() == 1 { "tag" } else { "tags" };
        vec![Instead::new(format!("{noun} {}", shown.join(", ")), why)]
    }

    /// What a field holds.
    pub(super) fn instead_of_field(&self, field: &Name, line: &Line) -> Vec<Instead> {
        let state = self.state();
        let workspace = self.engine.published().workspace();
        let wanted = self.values(&state).operand(line, "value");
        let was = self.all_told().rev().find(|(_, told)| {
            wanted.is_some()
                && told.logged.records.iter().any(|record| sets(record, field, &wanted))
        });
        let held = state.contact.field(field);
        let why = was.filter(|_| held != wanted);
        let why = why.map(|(_, told)| format!("it was so at {}", self.clock(told.logged.at)));
        let why = why.unwrap_or_default();
        let lead = format!("field {field} =");
        let (Some(Value::Text(text)), Some(Value::Text(pattern))) = (&held, &wanted) else {
            let what = match &held {
                Some(value) => {
                    let written = literal(value, workspace.zone());
                    format!("{lead} {}", written.unwrap_or_else(|| render(workspace, value)))
                }
                None => format!("field {field} is unset"),
            };
            return vec![Instead::new(what, why)];
        };
        let difference = differ(pattern, text);
        if !difference.is_small() {
            return vec![Instead { what: Marked::quoted(&lead, text, &[]), why, lacks: None }];
        }
        let what = Marked::quoted(&lead, text, &difference.text);
        vec![Instead { what, why, lacks: Some(Marked::quoted("", pattern, &difference.pattern)) }]
    }

    /// Whether the conversation is open, and since when.
    pub(super) fn instead_of_standing(&self) -> Vec<Instead> {
        let conversation = self.state().contact.conversation;
        let what = if conversation.is_open { "open" } else { "closed" };
        if conversation.opened == 0 {
            return vec![Instead::new(what, "no conversation has been opened")];
        }
        let last = self.all_told().rev().find(|(_, told)| {
            told.logged.records.iter().any(|one| opens_or_closes(one, conversation.is_open))
        });
        let why = last.map(|(_, told)| format!("since {}", self.clock(told.logged.at)));
        vec![Instead::new(what, why.unwrap_or_default())]
    }

    /// Where the run is, and when it was at the step that is looked for.
    pub(super) fn instead_of_step(&self, label: Option<&Name>, negated: bool) -> Vec<Instead> {
        let mut here = self.where_it_is();
        let Some(label) = label.filter(|_| !negated) else { return vec![here] };
        let name = self.workflow.name();
        let was = self.all_told().rev().find(|(_, told)| {
            told.logged.records.iter().any(|record| {
                record.step == *label
                    && record.run.as_ref().is_some_and(|run| run.workflow == *name)
            })
        });
        let state = self.state();
        let waits = self.run(&state.runs).and_then(Run::wait);
        if waits.is_none_or(|wait| wait.step != *label) {
            let was = match was {
                Some((_, told)) => format!("it was at `{label}` at {}", self.clock(told.logged.at)),
                None => format!("it never came to `{label}`"),
            };
            let lead = if here.why.is_empty() { "" } else { "; " };
            here.why.push_str(&format!("{lead}{was}"));
        }
        vec![here]
    }

    /// Where the workflow's run is, in words, and what it does there.
    pub(super) fn where_it_is(&self) -> Instead {
        let state = self.state();
        if let Some(wait) = self.run(&state.runs).and_then(Run::wait) {
            return Instead::new(format!("waits at `{}`", wait.step), self.waits_for(wait));
        }
        match &self.ending {
            None => Instead::new("no run has begun", self.why_not_begun()),
            Some(Ending::Failed(fault)) => {
                Instead::new(format!("failed at `{}`", fault.step), fault.why.as_str())
            }
            Some(Ending::TimedOut(fault)) => {
                Instead::new(format!("timed out at `{}`", fault.step), fault.why.as_str())
            }
            Some(Ending::Completed) => Instead::new("ended", ""),
            Some(Ending::Restarted) => Instead::new("ended", "it was restarted"),
            Some(Ending::Closed) => Instead::new("ended", "the conversation was closed"),
            Some(Ending::Stopped(reason)) => Instead::new("ended", format!("stopped: {reason}")),
        }
    }

    fn waits_for(&self, wait: &Wait) -> String {
        let what = match &wait.what {
            WaitFor::Owner(_) => "for an agent",
            WaitFor::Withdrawal => "for the queue",
            WaitFor::Acceptance(_) => "for the agent to accept",
            WaitFor::Channel => "for the channel",
            WaitFor::Answer(_) => "for an answer",
            WaitFor::Moment => "for a moment",
            WaitFor::Http => "for another system",
            WaitFor::Assistant(_) => "for the contact, who talks with the assistant",
            WaitFor::Sheet => "for the sheet",
            WaitFor::Other(_) => "for another workflow",
        };
        let until = wait.due.map(|due| format!(", until {}", self.clock(due)));
        format!("{what}{}", until.unwrap_or_default())
    }

    /// Why a workflow was not started, if one could have been.
    fn why_not_begun(&self) -> String {
        let traces = self.all_told().flat_map(|(_, told)| &told.logged.records);
        let why = traces.filter_map(|record| match &record.what {
            Recorded::Trace(Traced::NotStarted(workflow, why))
                if workflow == self.workflow.name() =>
            {
                Some(why.to_string())
            }
            Recorded::Trace(_) | Recorded::Effect(_) => None,
        });
        why.last().unwrap_or_default()
    }
}
