//! What rules may ask about a program.

use std::sync::OnceLock;

use super::arms::{Flaw, flaws};
use super::channels::{self, Channel};
use super::moments::longest_closed;
use super::pools::Excluded;
use super::possible::{Change, Possible, asked_changes};
use super::solutions::Solutions;
use super::started::Opening;
use super::terms::ChannelTerms;
use super::urls::{Address, addresses};
use crate::base::{Location, Map, Name, Sources, Span};
use crate::graph::{Known, Marks, StepGraph, StepIx};
use crate::program::{Program, Step};
use crate::vocabulary::{self as decl, Effect, Sort};

/// A program, its graphs, and what follows from them.
#[derive(Debug)]
pub struct Facts<'g, 'p> {
    /// The program.
    pub program: &'p Program,
    /// The texts it came from.
    pub sources: &'g Sources,
    /// Its workflows, in order.
    pub flows: Vec<Flow<'g, 'p>>,
    /// What is said of its channels, where that differs from what their kinds can do.
    pub terms: &'p [ChannelTerms],
    named: OnceLock<Map<&'p Name, usize>>,
    channels: OnceLock<Vec<Channel<'p>>>,
    opening: OnceLock<Opening<'p>>,
    closed: OnceLock<Map<&'p Name, i64>>,
}

/// A workflow and its graph. What takes work is found out when it is first asked for.
#[derive(Debug)]
pub struct Flow<'g, 'p> {
    /// The graph.
    pub graph: &'g StepGraph<'p>,
    program: &'p Program,
    excluded: OnceLock<Vec<Excluded>>,
    reached: OnceLock<Marks>,
    known: OnceLock<Known<'g, 'p>>,
    solutions: OnceLock<Solutions>,
    changes: OnceLock<Vec<Change>>,
    possible: OnceLock<Possible>,
    flaws: OnceLock<Vec<(StepIx, usize, Flaw)>>,
    blamed: OnceLock<Vec<StepIx>>,
    addresses: OnceLock<Vec<Address>>,
}

impl<'g, 'p> Facts<'g, 'p> {
    /// The facts of a program, with the graphs of all its workflows in order.
    #[must_use]
    pub fn new(program: &'p Program, graphs: &'g [StepGraph<'p>], sources: &'g Sources) -> Self {
        Self {
            program,
            sources,
            flows: graphs.iter().map(|graph| Flow::new(program, graph)).collect(),
            terms: &[],
            named: OnceLock::new(),
            channels: OnceLock::new(),
            opening: OnceLock::new(),
            closed: OnceLock::new(),
        }
    }

    /// With what is said of its channels.
    #[must_use]
    pub fn with(self, terms: &'p [ChannelTerms]) -> Self {
        Self { terms, channels: OnceLock::new(), ..self }
    }

    /// The workflow of a name.
    #[must_use]
    pub fn flow(&self, name: &Name) -> Option<&Flow<'g, 'p>> {
        self.flows.get(self.ordinal(name)?)
    }

    /// Where it stands among all.
    pub(super) fn ordinal(&self, name: &Name) -> Option<usize> {
        let named = self.named.get_or_init(|| {
            let all = self.flows.iter().map(|flow| &flow.graph.workflow().name);
            all.zip(0..).collect()
        });
        named.get(name).copied()
    }

    /// The declared channels, in order.
    pub(super) fn channels(&self) -> &[Channel<'p>] {
        self.channels.get_or_init(|| channels::declared(self.program, self.terms))
    }

    /// Seconds for which the declared hours of a name are closed at most.
    pub(super) fn closed(&self, hours: &Name) -> Option<i64> {
        let closed = self.closed.get_or_init(|| {
            let all = self.program.workspace.all(Sort::Hours);
            all.map(|hours| (&hours.name, longest_closed(hours))).collect()
        });
        closed.get(hours).copied()
    }

    /// The workflows that can open a conversation.
    pub(super) fn opening(&self) -> &Opening<'p> {
        self.opening.get_or_init(|| Opening::of(self))
    }
}

impl<'g, 'p> Flow<'g, 'p> {
    /// A workflow of a program, of which nothing was found out yet.
    pub(super) const fn new(program: &'p Program, graph: &'g StepGraph<'p>) -> Self {
        Self {
            graph,
            program,
            excluded: OnceLock::new(),
            reached: OnceLock::new(),
            known: OnceLock::new(),
            solutions: OnceLock::new(),
            changes: OnceLock::new(),
            possible: OnceLock::new(),
            flaws: OnceLock::new(),
            blamed: OnceLock::new(),
            addresses: OnceLock::new(),
        }
    }

    /// Every step, in order of the source.
    pub fn steps(&self) -> impl Iterator<Item = (StepIx, &'p Step)> {
        self.graph.steps()
    }

    /// What the declared agents make impossible at a step.
    pub(super) fn excluded(&self, ix: StepIx) -> Excluded {
        let excluded = self.excluded.get_or_init(|| {
            let mut all = vec![Excluded::default(); self.graph.len()];
            let assigns = |decl: &decl::Step| decl.effects.contains(&Effect::AssignsOwner);
            for (ix, step) in self.graph.steps_of(assigns) {
                if let Some(slot) = all.get_mut(self.graph.ordinal_of(ix)) {
                    *slot = Excluded::at(self.program, step);
                }
            }
            all
        });
        excluded.get(self.graph.ordinal_of(ix)).copied().unwrap_or_default()
    }

    /// The steps that some way leads to.
    pub fn reached(&self) -> &Marks {
        self.reached.get_or_init(|| self.graph.reached())
    }

    /// What is surely set where.
    pub fn known(&self) -> &Known<'g, 'p> {
        self.known.get_or_init(|| Known::of(self.graph))
    }

    /// Which values are possible where.
    pub(super) fn possible(&self) -> &Possible {
        self.possible.get_or_init(|| Possible::of(self))
    }

    /// What its conditions say.
    pub(super) fn solutions(&self) -> &Solutions {
        self.solutions.get_or_init(|| Solutions::of(self.graph))
    }

    /// What every edge changes of what its conditions ask about, by the ordinals of edges.
    pub(super) fn changes(&self) -> &[Change] {
        self.changes.get_or_init(|| asked_changes(self.graph, self.solutions()))
    }

    /// What is wrong with the arms of its branches: the step, the arm from 0, and what.
    pub(super) fn flaws(&self) -> &[(StepIx, usize, Flaw)] {
        self.flaws.get_or_init(|| flaws(self))
    }

    /// The steps at which a run ends that breaks a promise, as `find` finds them the first time.
    pub(super) fn blamed(&self, find: impl FnOnce() -> Vec<StepIx>) -> &[StepIx] {
        self.blamed.get_or_init(find)
    }

    /// Every web address that its steps are given, in order of the source.
    pub(super) fn addresses(&self) -> &[Address] {
        self.addresses.get_or_init(|| addresses(self))
    }

    /// A stretch of the workflow's file.
    #[must_use]
    pub const fn location(&self, span: Span) -> Location {
        Location { file: self.graph.workflow().file, span }
    }

    /// Whether text of the workflow was left out as poison.
    #[must_use]
    pub const fn is_damaged(&self) -> bool {
        self.graph.workflow().damaged
    }
}
