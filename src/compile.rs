//! From sources to findings and plans: the only place that knows the order of the passes.
//!
//! In: the texts of one program. Out: a [`Checked`] program, or its [`Plans`]. It never reads a
//! file, and it knows no rule and no step by name.

mod parse;
mod silence;

use std::borrow::Borrow;
use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::sync::Arc;

use crate::base::{FileId, Location, Sources, dropping};
use crate::graph::StepGraph;
use crate::lint::{self, Care, ChannelTerms};
use crate::plan::{self, Plans};
use crate::program::{self, Program};
use crate::report::{Report, Reports, Severity};
use crate::syntax::{self, Ast};
use crate::vocabulary::codes;

pub use parse::Parsed;

/// A program that was looked through.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Every finding that nothing silences, in order of place.
    pub reports: Reports,
    /// What was understood of it.
    pub program: Program,
}

impl Checked {
    /// The graph of every workflow, in order.
    #[must_use]
    pub fn graphs(&self) -> Vec<StepGraph<'_>> {
        StepGraph::all(&self.program)
    }
}

/// Looks through a program on the calling thread.
///
/// ```
/// use rondel::base::Sources;
///
/// let mut sources = Sources::default();
/// sources.add("hello.rondel", "workflow hello \"Hello\" {\n  on manual\n  stop\n}\n");
/// assert!(rondel::compile::check(&sources).reports.is_empty());
/// ```
#[must_use]
pub fn check(sources: &Sources) -> Checked {
    check_on(sources, NonZeroUsize::MIN)
}

/// Looks through a program on at most so many threads. Findings and their order do
/// not depend on the number.
#[must_use]
pub fn check_on(sources: &Sources, threads: NonZeroUsize) -> Checked {
    check_with(sources, threads, Care::Usual, &[])
}

/// The same, with as much care as is wanted, and with what is said of the program's channels.
#[must_use]
pub fn check_with(
    sources: &Sources,
    threads: NonZeroUsize,
    care: Care,
    channels: &[ChannelTerms],
) -> Checked {
    let (checked, asts, threads) = looked_through(sources, threads);
    // What is looked up from here on is the program alone, and there is room for it.
    let reports = dropping(asts, threads, || judge(&checked, sources, threads, care, channels));
    Checked { reports, ..checked }
}

/// The same, and the trees: taking those of a large program apart takes long, and whoever ends soon
/// need not.
#[must_use]
pub fn check_with_trees(
    sources: &Sources,
    threads: NonZeroUsize,
    care: Care,
    channels: &[ChannelTerms],
) -> (Checked, Trees) {
    let (checked, asts, threads) = looked_through(sources, threads);
    let reports = judge(&checked, sources, threads, care, channels);
    (Checked { reports, ..checked }, Trees(asts))
}

/// What is understood of texts, their trees, and how many threads they are worth.
fn looked_through(sources: &Sources, threads: NonZeroUsize) -> (Checked, Vec<Ast>, NonZeroUsize) {
    let threads = parse::worth(sources, threads);
    let (asts, reports) = parse::parse(sources, threads);
    (understood(&asts, reports, sources, threads), asts, threads)
}

/// What is understood of texts that were read one by one, in order of their files. No rule is
/// asked: [`judge`] does that.
#[must_use]
pub fn understand(read: &[Arc<Parsed>], sources: &Sources, threads: NonZeroUsize) -> Checked {
    let asts: Vec<&Ast> = read.iter().map(|one| &one.ast).collect();
    let mut reports = Reports::default();
    reports.extend(read.iter().flat_map(|one| one.reports.iter().cloned()));
    understood(&asts, reports, sources, parse::worth(sources, threads))
}

fn understood<A: Borrow<Ast>>(
    asts: &[A],
    mut reports: Reports,
    sources: &Sources,
    threads: NonZeroUsize,
) -> Checked {
    let (program, mut found) = program::build(asts, sources, threads);
    if !reports.is_empty() {
        let misread: HashSet<Location> = reports.iter().map(Report::location).collect();
        found.retain(|report| !misread.contains(&report.location()));
    }
    reports.append(found);
    Checked { reports, program }
}

/// Everything that is to be said of a program that was understood: what was found so far, and what
/// the rules find, less what comments silence.
#[must_use]
pub fn judge(
    understood: &Checked,
    sources: &Sources,
    threads: NonZeroUsize,
    care: Care,
    channels: &[ChannelTerms],
) -> Reports {
    let program = &understood.program;
    let mut reports = understood.reports.clone();
    // A name that nobody knows breaks promises and leaves others unused: one fault, one report.
    if !reports.has_errors() {
        let graphs = StepGraph::all_on(program, threads);
        reports.append(lint::check(program, &graphs, sources, care, channels, threads));
    }
    let mut reports = silence::silence(&program.allows, reports, care);
    reports.sort();
    reports
}

/// The trees of a program, to which scenarios can be put without reading all of it again.
#[derive(Clone, Debug)]
pub struct Trees(Vec<Ast>);

impl Trees {
    /// Reads every text.
    #[must_use]
    pub fn of(sources: &Sources) -> Self {
        Self(parse::parse(sources, NonZeroUsize::MIN).0)
    }

    /// The program with one more file, the last of its texts; none where that has an error. No rule
    /// is asked.
    #[must_use]
    pub fn with(&self, file: FileId, sources: &Sources) -> Option<Program> {
        let (ast, mut reports) = syntax::parse(file, sources.get(file)?.text());
        let asts: Vec<Ast> = self.0.iter().cloned().chain([ast]).collect();
        let (program, found) = program::build(&asts, sources, NonZeroUsize::MIN);
        reports.append(found);
        (!reports.has_errors()).then_some(program)
    }
}

/// The plans of a program, if nothing forbids them, and every finding.
///
/// ```
/// use rondel::base::Sources;
///
/// let mut sources = Sources::default();
/// sources.add("hello.rondel", "workflow hello \"Hello\" {\n  on manual\n  stop\n}\n");
/// let (plans, reports) = rondel::compile::compile(&sources);
/// assert!(reports.is_empty());
/// assert_eq!(plans.map(|plans| plans.workflows.len()), Some(1));
/// ```
#[must_use]
pub fn compile(sources: &Sources) -> (Option<Plans>, Reports) {
    compile_on(sources, NonZeroUsize::MIN)
}

/// The same, on at most so many threads.
#[must_use]
pub fn compile_on(sources: &Sources, threads: NonZeroUsize) -> (Option<Plans>, Reports) {
    let checked = check_on(sources, threads);
    let plans = plans(&checked, sources);
    (plans, checked.reports)
}

/// The plans of a program that was looked through, if nothing forbids them.
#[must_use]
pub fn plans(checked: &Checked, sources: &Sources) -> Option<Plans> {
    let whole = !checked.reports.has_errors();
    whole.then(|| plan::plans(&checked.program, &checked.graphs(), sources))
}

/// The plans of a program that was looked through, whatever the rules say of it: none only where
/// something was not understood. What such plans promise need not hold; they are for looking at.
#[must_use]
pub fn plans_as_understood(checked: &Checked, sources: &Sources) -> Option<Plans> {
    let firm = |report: &Report| codes::FIRM.contains(&report.code);
    let mut errors = checked.reports.iter().filter(|report| report.severity == Severity::Error);
    let understood = !errors.any(firm);
    understood.then(|| plan::plans(&checked.program, &checked.graphs(), sources))
}
