//! On which of the declared channels a step can meet the contact.
//!
//! A workflow meets those that its triggers name, or all. A condition on the channel is believed:
//! the contact is taken to stay on one channel for as long as a run takes.

use super::conditions::{compared, holds};
use super::facts::{Facts, Flow};
use super::terms::{Bound, ChannelTerms};
use crate::base::{Duration, Literal, Name, Place, Root};
use crate::graph::{Going, Marks, StepIx, Way};
use crate::program::{ArgValue, Declared, Expr, Kind, Line, Program, Step, Trigger};
use crate::vocabulary::{self as decl, ChannelKind, Setting, Sort, find_channel};

/// A declared channel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Channel<'p> {
    /// Its name.
    pub(super) name: &'p Name,
    /// What its kind can carry.
    pub(super) kind: &'static ChannelKind,
    /// What is said of it besides.
    terms: Option<&'p ChannelTerms>,
}

/// A limit of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Limit<T> {
    /// The most that it takes.
    pub(super) most: T,
    /// Whether the workspace says so, and not the kind.
    pub(super) is_own: bool,
}

/// Every declared channel that workflows can meet, in order.
pub(super) fn declared<'p>(program: &'p Program, terms: &'p [ChannelTerms]) -> Vec<Channel<'p>> {
    let all = program.workspace.all(Sort::Channel);
    let all = all.filter_map(|declared| Channel::of(declared, terms));
    all.filter(|channel| channel.terms.is_none_or(|terms| terms.connected)).collect()
}

impl<'p> Channel<'p> {
    fn of(declared: &'p Declared, terms: &'p [ChannelTerms]) -> Option<Self> {
        let mut names = declared.line.args.iter().filter_map(|arg| arg.value.called());
        let kind = names.find_map(|name| find_channel(name))?;
        let terms = terms.iter().find(|terms| terms.name == declared.name);
        Some(Self { name: &declared.name, kind, terms })
    }

    /// Characters of one text.
    pub(super) fn text(self) -> Option<Limit<usize>> {
        self.limit(|terms| terms.text, self.kind.text)
    }

    /// Characters of one option of a question.
    pub(super) fn option(self) -> Option<Limit<usize>> {
        self.limit(|terms| terms.option, self.kind.option)
    }

    /// Options of one question.
    pub(super) fn options(self) -> Option<Limit<usize>> {
        self.limit(|terms| terms.options, self.kind.options)
    }

    /// How long it takes messages without a template.
    pub(super) fn window(self) -> Option<Limit<Duration>> {
        self.limit(|terms| terms.window, self.kind.window)
    }

    fn limit<T>(
        self,
        own: impl Fn(&ChannelTerms) -> Bound<T>,
        usual: Option<T>,
    ) -> Option<Limit<T>> {
        match self.terms.map_or(Bound::AsUsual, own) {
            Bound::AsUsual => usual.map(|most| Limit { most, is_own: false }),
            Bound::Unlimited => None,
            Bound::At(most) => Some(Limit { most, is_own: true }),
        }
    }

    /// Whose limit it is, as a sentence begins: `WhatsApp`, or the channel itself.
    pub(super) fn whose<T>(self, limit: Limit<T>) -> String {
        if limit.is_own { format!("`{}`", self.name) } else { self.kind.title.to_owned() }
    }

    /// Where its own limit comes from, as a sentence ends; nothing for that of its kind.
    pub(super) fn by<T>(self, limit: Limit<T>) -> String {
        let source = self.terms.filter(|_| limit.is_own).map(|terms| &terms.source);
        source.map_or_else(String::new, |source| format!(", as `{source}` says"))
    }

    /// Whether a limit of another channel is the same for the same reason.
    pub(super) fn shares<T: Copy + PartialEq>(
        self,
        limit: Limit<T>,
        other: Self,
        of_other: Option<Limit<T>>,
    ) -> bool {
        of_other == Some(limit) && (limit.is_own || self.kind.word == other.kind.word)
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
        let taken = match going.edge.way {
            Way::Arm { ordinal, .. } => ordinal as usize,
            Way::NoArm => usize::MAX,
            Way::Begin
            | Way::BeginAt
            | Way::Next(_)
            | Way::Outcome { .. }
            | Way::Jump
            | Way::Stop => return true,
        };
        let Some(step) = flow.graph.step_at(going.from) else { return true };
        let Kind::Branch { arms } = &step.kind else { return true };
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
