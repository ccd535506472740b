//! Starting runs.

use super::What;
use super::core::{Core, MAX_STARTS, Origin, Work};
use crate::base::{MAX_TRIGGER_CHAIN, Name};
use crate::plan::Overlap;
use crate::runtime::{Brought, EventKind, Happening, Run, RunId, matches};

impl Core {
    /// Starts a run of every workflow that something triggers, in the order of their names.
    pub(super) fn happen(
        &mut self,
        contact: &Name,
        happening: &Happening,
        origin: Option<&Origin>,
    ) {
        let chain = origin.map_or(0, |origin| origin.chain + 1);
        for index in 0..self.workflows.len() {
            let Some(workflow) = self.workflows.get(index) else { continue };
            if origin.is_some_and(|origin| origin.workflow == *workflow.name()) {
                continue;
            }
            let Some(known) = self.runs.find(contact) else { continue };
            let Some(brought) = matches(workflow, &self.workspace, known, happening, self.now)
            else {
                continue;
            };
            let name = workflow.name().clone();
            if chain > MAX_TRIGGER_CHAIN || self.starts >= MAX_STARTS {
                let mut entry = self.of_contact(contact, What::Cut, &format!("`{name}`"));
                entry.why = format!(
                    "workflows set each other off more than {MAX_TRIGGER_CHAIN} times in a row"
                );
                self.fresh.push(Work::Tell(Box::new(entry)));
                continue;
            }
            let contact = contact.clone();
            self.fresh.push(Work::Start { index, contact, brought, chain });
        }
    }

    /// Starts a run of one workflow, unless its settings say otherwise.
    pub(super) fn start(&mut self, index: usize, contact: &Name, brought: Brought, chain: u32) {
        let Some(workflow) = self.workflows.get(index) else { return };
        let name = workflow.name().clone();
        let settings = workflow.plan().settings.clone();
        let old: Option<RunId> = self
            .runs
            .of_contact(contact)
            .find(|run| run.workflow == name)
            .map(|run| run.id.clone());
        let enrolled = self.runs.find(contact).is_some_and(|one| one.enrolled.contains(&name));
        let refused = match (&old, settings.overlap) {
            _ if settings.once_per_contact && enrolled => Some("once per contact, and it was in"),
            (Some(_), Overlap::Skip) => Some("the contact is in it now"),
            (Some(_), Overlap::Restart) | (None, _) => None,
        };
        if let Some(why) = refused {
            let mut entry = self.of_contact(contact, What::NotStarted, &format!("`{name}`"));
            entry.why = why.to_owned();
            self.fresh.push(Work::Tell(Box::new(entry)));
            return;
        }
        let event = brought.event.clone();
        let id = self.runs.name_run(&name, contact);
        let run = Run::new(id, name.clone(), contact.clone(), brought, chain);
        self.starts += 1;
        self.counts.started += 1;
        self.runs.contact(contact, self.now).enrolled.insert(name.clone());
        if let Some(old) = old {
            self.unsettled.retain(|(_, run, _)| *run != old);
            self.advance(&old, EventKind::Restarted);
        }
        let mut entry = self.of_run(&run, &Name::default(), What::Starts, &format!("`{name}`"));
        entry.why = format!("on {event}");
        self.fresh.push(Work::Tell(Box::new(entry)));
        self.take_turn(run, EventKind::Started);
    }
}
