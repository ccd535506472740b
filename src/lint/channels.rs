//! On which of the declared channels a step can meet the contact.
//!
//! A workflow meets those that its triggers name, or all. A condition on the channel is believed:
//! the contact is taken to stay on one channel for as long as a run takes.

use super::conditions::{compared, holds};
use super::facts::{Facts, Flow};
use crate::base::{Literal, Name, Place, Root};
use crate::graph::{Going, Marks, StepIx, Way};
use crate::program::{ArgValue, Declared, Expr, Kind, Line, Step, Trigger};
use crate::vocabulary::{self as decl, ChannelKind, Setting, Sort, find_channel};

/// A declared channel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Channel<'p> {
    /// Its name.
    pub(super) name: &'p Name,
    /// What it can carry.
    pub(super) kind: &'static ChannelKind,
}

/// Every declared channel, in order.
pub(super) fn declared<'p>(facts: &Facts<'_, 'p>) -> Vec<Channel<'p>> {
    facts.program.workspace.all(Sort::Channel).filter_map(Channel::of).collect()
}

impl<'p> Channel<'p> {
    fn of(declared: &'p Declared) -> Option<Self> {
        let mut names = declared.line.args.iter().filter_map(|arg| arg.value.called());
        let kind = names.find_map(|name| find_channel(name))?;
        Some(Self { name: &declared.name, kind })
    }

    /// The steps that a run can come to while the contact is on this channel.
    pub(super) fn reach(self, flow: &Flow<'_, '_>) -> Option<Marks> {
        let workflow = flow.graph.workflow();
        let begins = workflow.triggers.iter().any(|trigger| self.starts(trigger));
        begins.then(|| flow.graph.reached_by(|going| self.passes(flow, going)))
    }

    /// Whether a trigger can fire on it.
    pub(super) fn starts(self, trigger: &Trigger) -> bool {
        let named = |setting: &&Setting| names_channel(setting);
        let mut settings = trigger.decl.settings.iter().filter(named);
        settings.all(|setting| match trigger.line.setting(setting.word) {
            Some(line) => self.is_named(line),
            None => true,
        }) && trigger.when.iter().all(|when| self.tells(when) != Some(false))
    }

    /// Whether a run can take an edge while the contact is on it.
    pub(super) fn passes(self, flow: &Flow<'_, '_>, going: &Going<'_, '_>) -> bool {
        let Some(step) = flow.graph.step_at(going.from) else { return true };
        let Kind::Branch { arms } = &step.kind else { return true };
        let taken = match going.edge.way {
            Way::Arm { ordinal, .. } => ordinal as usize,
            Way::NoArm => arms.len() + 1,
            Way::Begin
            | Way::BeginAt
            | Way::Next(_)
            | Way::Outcome { .. }
            | Way::Jump
            | Way::Stop => return true,
        };
        let mut before = arms.iter().take(taken.saturating_sub(1));
        before.all(|arm| self.tells(&arm.when) != Some(true))
            && arms
                .get(taken.saturating_sub(1))
                .is_none_or(|arm| self.tells(&arm.when) != Some(false))
    }

    /// What a condition comes out as on this channel, where that settles it.
    fn tells(self, cond: &Expr) -> Option<bool> {
        let value = |place: &Place| {
            let of_channel = matches!(place.of, Root::Conversation | Root::Message);
            match place.name.as_str() {
                "channel" if of_channel => Some(Literal::Channel(self.name.clone())),
                "channel_kind" if of_channel => Some(Literal::Text(self.kind.word.into())),
                _ => None,
            }
        };
        holds(cond, &|test| compared(test, &value))
    }

    /// Whether a line names it.
    pub(super) fn is_named(self, line: &Line) -> bool {
        line.args.iter().any(|arg| {
            if let ArgValue::Names(names) = &arg.value {
                return names.iter().any(|(name, _)| name == self.name);
            }
            arg.value.called() == Some(self.name)
        })
    }
}

/// The line of a step that says on which channel alone it speaks.
pub(super) fn via(step: &Step) -> Option<&Line> {
    let mut settings = step.decl.settings.iter();
    settings.find_map(|setting| {
        let meant = !setting.repeats && names_channel(setting);
        meant.then(|| step.line.setting(setting.word))?
    })
}

/// The channel of the template that a step sends, where it names one.
pub(super) fn template_channel<'p>(facts: &Facts<'_, 'p>, step: &Step) -> Option<&'p Name> {
    let mut settings = step.decl.settings.iter();
    let name = settings.find_map(|setting| {
        let mut operands = setting.forms.iter().flat_map(|form| form.iter());
        let names = operands.any(|one| one.kind == decl::Kind::Declared(Sort::Template));
        names.then(|| step.line.setting(setting.word)?.args.first()?.value.called())?
    })?;
    let template = facts.program.workspace.find(Sort::Template, name)?;
    template.line.arg("channel")?.called()
}

/// Whether the words of a step go out on a channel, when a run gets there on it or not.
pub(super) fn speaks(step: &Step, ix: StepIx, channel: Channel<'_>, reach: Option<&Marks>) -> bool {
    match via(step) {
        Some(line) => channel.is_named(line),
        None => reach.is_some_and(|reach| reach.has(ix)),
    }
}

/// Whether a setting names channels.
pub(super) fn names_channel(setting: &Setting) -> bool {
    let mut operands = setting.forms.iter().flat_map(|form| form.iter());
    operands.any(|operand| {
        matches!(
            operand.kind,
            decl::Kind::Declared(Sort::Channel) | decl::Kind::DeclaredList(Sort::Channel)
        )
    })
}

/// `a`, `b` and `c`, each between backticks.
pub(super) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.pop() {
        Some(last) if quoted.is_empty() => last,
        Some(last) => format!("{} and {last}", quoted.join(", ")),
        None => String::new(),
    }
}
