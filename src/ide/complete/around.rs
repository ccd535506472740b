//! What a program knows at a cursor: its workflow, and the things of each sort.

use super::lexer::Token;
use super::standing::Standing;
use crate::base::{Location, Name};
use crate::ide::{Spot, View};
use crate::program::{ArgValue, Step, Trigger, Workflow};
use crate::vocabulary::{Meant, Operand, Sort};

/// A cursor in a program.
#[derive(Clone, Debug)]
pub(in crate::ide) struct Around<'a> {
    /// The program.
    pub(in crate::ide) view: View<'a>,
    /// Where the cursor stands.
    pub(in crate::ide) standing: Standing<'a>,
    /// The text of the file.
    pub(in crate::ide) text: &'a str,
    /// The workflow around it, or the one that the scenario around it tries.
    pub(in crate::ide) workflow: Option<&'a Workflow>,
}

/// A thing that can be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// Its name, or its text.
    pub(super) name: Name,
    /// What people call it; empty where that is not known.
    pub(super) title: Name,
    /// Where the line that introduces it stands.
    pub(super) line: Option<Location>,
}

impl<'a> Around<'a> {
    /// What is known at a place. None where there is no such file.
    pub(in crate::ide) fn of(view: &View<'a>, at: Spot) -> Option<Self> {
        let text = view.source(at.file)?.text();
        let standing = Standing::of(text, at.offset);
        let named = |name: &Token<'_>| {
            let found = view.program.workflows.iter().filter(|one| one.name == name.text);
            // Of two with one name, that of this file is meant.
            found.min_by_key(|one| one.file != at.file)
        };
        let workflow = match standing.item() {
            [word, name, ..] if word.is("workflow") => named(name),
            [word, _, tries, name, ..] if word.is("scenario") && tries.is("for") => named(name),
            _ => None,
        };
        Some(Self { view: *view, standing, text, workflow })
    }

    /// The first `limit` names of a sort.
    pub(super) fn names(&self, sort: Sort, limit: usize) -> Vec<Name> {
        let known = self.known(sort, limit);
        known.into_iter().map(|one| one.name).collect()
    }

    /// The first `limit` things of a sort, in order of the source.
    pub(super) fn known(&self, sort: Sort, limit: usize) -> Vec<Known> {
        let program = self.view.program;
        match sort {
            Sort::Agent
            | Sort::Team
            | Sort::Field
            | Sort::Channel
            | Sort::Template
            | Sort::Lifecycle
            | Sort::ClosingNote
            | Sort::Secret
            | Sort::Sheet
            | Sort::Hours => self.declared(sort).take(limit).collect(),
            Sort::Tag => {
                let declared: Vec<Known> = self.declared(sort).take(limit).collect();
                if declared.is_empty() { self.used(sort, limit) } else { declared }
            }
            Sort::Workflow => {
                let all = program.workflows.iter().take(limit);
                let known = |one: &Workflow| Known {
                    name: one.name.clone(),
                    title: one.title.clone(),
                    line: Some(Location { file: one.file, span: one.location.span }),
                };
                all.map(known).collect()
            }
            Sort::Label => match self.standing.item() {
                [word, ..] if word.is("workflow") => {
                    let own = self.standing.labels.iter().take(limit);
                    own.map(|label| self.label(label)).collect()
                }
                _ => self.workflow.map(labels).unwrap_or_default(),
            },
            Sort::Webhook | Sort::Shortcut => self.introduced(sort, limit),
        }
    }

    fn declared(&self, sort: Sort) -> impl Iterator<Item = Known> {
        self.view.program.workspace.all(sort).map(|one| {
            let said = one.line.args.iter().find_map(|arg| match &arg.value {
                ArgValue::Text(text) => Some(text.clone()),
                ArgValue::Expr(_)
                | ArgValue::Exprs(_)
                | ArgValue::Name(_)
                | ArgValue::Names(_)
                | ArgValue::Texts(_)
                | ArgValue::Count(_)
                | ArgValue::Duration(_)
                | ArgValue::Place(..)
                | ArgValue::Type(..)
                | ArgValue::Path(_)
                | ArgValue::Record(_)
                | ArgValue::Status { .. }
                | ArgValue::Days(_)
                | ArgValue::Times(_)
                | ArgValue::Dates(..)
                | ArgValue::Moment(_) => None,
            });
            let title = said.unwrap_or_default();
            Known { name: one.name.clone(), title, line: Some(one.line.head) }
        })
    }

    /// What the agents can do, in order of the alphabet.
    pub(super) fn skills(&self) -> Vec<Name> {
        let mut found = Vec::new();
        for agent in self.view.program.workspace.all(Sort::Agent) {
            for line in &agent.line.settings {
                let decl = agent.decl.settings.iter().find(|one| one.word == line.word);
                let Some(decl) = decl else { continue };
                let meant = |name| Operand::of(decl.forms, name).map(|one| one.meant);
                for arg in &line.args {
                    let ArgValue::Texts(texts) = &arg.value else { continue };
                    if meant(arg.name) != Some(Meant::Skill) {
                        continue;
                    }
                    found.extend(texts.iter().map(|(text, _)| text.clone()));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Names that are used though nothing declares them, as tags may be.
    fn used(&self, sort: Sort, limit: usize) -> Vec<Known> {
        let own = self.view.program.uses.iter().filter(|one| one.sort == sort);
        let mut names: Vec<Name> = own.map(|one| one.name.clone()).collect();
        names.sort();
        names.dedup();
        let known = |name| Known { name, title: Name::default(), line: None };
        names.into_iter().take(limit).map(known).collect()
    }

    fn label(&self, label: &Token<'a>) -> Known {
        let rest = self.text.get(label.span.end as usize..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        let title = line.trim_start_matches([':', ' ']).trim_end_matches(['{', ' ', '\r']);
        Known { name: Name::from(label.text), title: Name::from(title), line: None }
    }

    /// Names that triggers introduce.
    fn introduced(&self, sort: Sort, limit: usize) -> Vec<Known> {
        let mut found: Vec<Known> = Vec::new();
        let is_new = |one: &&Operand| one.meant == Meant::New(sort);
        for workflow in &self.view.program.workflows {
            for trigger in &workflow.triggers {
                let operand = trigger.decl.forms.iter().copied().flatten().find(is_new);
                let arg = operand.and_then(|one| trigger.line.arg(one.name));
                let Some(name) = arg.and_then(ArgValue::called) else { continue };
                if found.len() < limit && found.iter().all(|known| known.name != *name) {
                    let (name, title) = (name.clone(), workflow.title.clone());
                    found.push(Known { name, title, line: Some(trigger.line.head) });
                }
            }
        }
        found
    }

    /// The triggers of all workflows that are set off by an event, by the name it carries where one
    /// is given.
    pub(super) fn triggers(&self, event: &str, name: Option<&str>) -> Vec<&'a Trigger> {
        let all = self.view.program.workflows.iter().flat_map(|one| &one.triggers);
        let called = |trigger: &Trigger| {
            let own = trigger.line.args.first().and_then(|arg| arg.value.called());
            name.is_none_or(|name| own.is_some_and(|own| own == name))
        };
        all.filter(|one| one.decl.event == event && called(one)).collect()
    }
}

/// The labels of a workflow, in order.
pub(super) fn labels(workflow: &Workflow) -> Vec<Known> {
    let mut found = Vec::new();
    let mut blocks = vec![&workflow.body];
    while let Some(block) = blocks.pop() {
        for step in &block.steps {
            if step.label.is_some() {
                found.push(Known {
                    name: step.id.clone(),
                    title: Name::default(),
                    line: head(step),
                });
            }
            blocks.extend(step.blocks());
        }
    }
    found.sort_by_key(|one| one.line);
    found
}

const fn head(step: &Step) -> Option<Location> {
    Some(step.line.head)
}
