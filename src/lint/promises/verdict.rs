//! Whether a workflow keeps a promise, whoever made it.

use super::waiting::{FOREVER, longest};
use super::{Case, at_most_unanswered, ends_within, owner, reply_within};
use crate::base::{Duration, Name};
use crate::graph::{Going, Node, Way};
use crate::lint::facts::Facts;
use crate::lint::paths::{decisions, in_rounds};
use crate::lint::ways::Found;
use crate::program::{ArgValue, Promise};
use crate::report::Step;
use crate::solve::solve;

/// What is promised, wherever it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `ensure owner`.
    Owner,
    /// `ensure reply within`, in seconds.
    Reply(i64),
    /// `ensure at_most … unanswered`.
    AtMost(usize),
    /// `ensure ends within`, in seconds.
    Ends(i64),
}

impl Wanted {
    /// Of a word, and the time or number behind it; none for a word that nobody can follow.
    #[must_use]
    pub fn new(word: &str, within: Option<i64>, count: Option<i64>) -> Option<Self> {
        match word {
            "owner" => Some(Self::Owner),
            "reply" => within.map(Self::Reply),
            "at_most" => usize::try_from(count?).ok().map(Self::AtMost),
            "ends" => within.map(Self::Ends),
            _ => None,
        }
    }

    pub(in crate::lint) fn of(promise: &Promise) -> Option<Self> {
        let within = match promise.line.arg("within") {
            Some(ArgValue::Duration(length)) => Some(length.seconds),
            Some(_) | None => None,
        };
        let count = match promise.line.arg("count") {
            Some(ArgValue::Count(count)) => Some(*count),
            Some(_) | None => None,
        };
        Self::new(promise.decl.word, within, count)
    }
}

/// What came of following a promise along every way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No way breaks it.
    Kept,
    /// The shortest way that does.
    Broken {
        /// What that means, in one clause.
        message: &'static str,
        /// What was decided on the way, and how it ends.
        path: Vec<Step>,
        /// Whether it was too much to follow whether a run can go it.
        is_unsure: bool,
    },
}

/// Whether the workflow of a name keeps a promise, which it need not have made; none where there is
/// no such workflow, or a part of it was not understood.
#[must_use]
pub fn verdict(facts: &Facts<'_, '_>, workflow: &Name, wanted: Wanted) -> Option<Verdict> {
    let flow = facts.flow(workflow).filter(|flow| !flow.is_damaged())?;
    let case = Case::of(facts.program, flow);
    let told = broken(&case, wanted).and_then(|broken| {
        let is_unsure = matches!(broken.found, Found::Perhaps(_));
        let path = broken.path(facts, &case)?;
        Some(Verdict::Broken { message: broken.message, path, is_unsure })
    });
    Some(told.unwrap_or(Verdict::Kept))
}

/// A promise that is broken: what that means, how the way ends, and what mends it.
pub(in crate::lint) struct Broken<'g, 'p> {
    pub(in crate::lint) message: &'static str,
    /// What is wrong with the step that the way ends at, if it ends at one.
    here: &'static str,
    pub(in crate::lint) help: &'static str,
    pub(in crate::lint) found: Found<'g, 'p>,
    /// Whether the waits on the way matter.
    timed: bool,
}

/// How a workflow breaks a promise, if it may.
pub(in crate::lint) fn broken<'g, 'p>(
    case: &Case<'_, 'g, 'p>,
    wanted: Wanted,
) -> Option<Broken<'g, 'p>> {
    let broken = match wanted {
        Wanted::Owner => Broken {
            message: "a run can end without an owner",
            here: "nobody owns the contact here",
            help: "assign the contact on this way, or take the promise out",
            found: owner(case),
            timed: false,
        },
        Wanted::Reply(within) => {
            let found = reply_within(case, within);
            let late = found.route()?.last().is_some_and(|last| matches!(last.to, Node::Step(_)));
            Broken {
                message: "the contact can be left without a reply for longer than promised",
                here: "the reply comes too late",
                help: if late {
                    "send a message before the wait, or promise a longer time"
                } else {
                    "send a message on this way, or take the promise out"
                },
                found,
                timed: late,
            }
        }
        Wanted::AtMost(count) => Broken {
            message: "more messages than promised can go unanswered",
            here: "this is one message too many",
            help: "wait for an answer before this message, or promise a higher number",
            found: at_most_unanswered(case, count),
            timed: false,
        },
        Wanted::Ends(within) => Broken {
            message: "a run can take longer than promised",
            here: "the run goes on for too long",
            help: "shorten the waits on this way, or promise a longer time",
            found: ends_within(case, within),
            timed: true,
        },
    };
    broken.found.route().is_some().then_some(broken)
}

impl Broken<'_, '_> {
    /// The way, as people read it.
    pub(in crate::lint) fn path(
        &self,
        facts: &Facts<'_, '_>,
        case: &Case<'_, '_, '_>,
    ) -> Option<Vec<Step>> {
        let graph = case.flow.graph;
        let route = self.found.route()?;
        let mut path = Vec::new();
        for going in route {
            path.extend(wait(case, going.from).filter(|_| self.timed));
            let told = decisions(graph, std::slice::from_ref(going));
            path.extend(told.into_iter().map(|step| open_condition(facts, case, going, step)));
        }
        if let Some(last) = route.last() {
            let end = match last.to {
                Node::End | Node::Entry => "the run has ended",
                Node::Failed => "the run has failed",
                Node::TimedOut => "the run has timed out",
                Node::Step(_) => self.here,
            };
            let at = if matches!(last.to, Node::Step(_)) { last.to } else { last.from };
            let location = match at {
                Node::Step(ix) => graph.head(ix),
                Node::Entry | Node::End | Node::Failed | Node::TimedOut => {
                    graph.workflow().location
                }
            };
            path.push(Step { location, text: end.to_owned() });
        }
        Some(in_rounds(path))
    }
}

/// A decision that nobody can foresee is told with its condition.
fn open_condition(
    facts: &Facts<'_, '_>,
    case: &Case<'_, '_, '_>,
    going: &Going<'_, '_>,
    step: Step,
) -> Step {
    let Way::Arm { arm, .. } = going.edge.way else { return step };
    if solve(&arm.when, true).exact {
        return step;
    }
    let text = facts.sources.slice(case.flow.location(arm.when.span));
    let words: Vec<&str> = text.split_whitespace().collect();
    Step { text: format!("if `{}` is true", words.join(" ")), ..step }
}

/// The wait at a node, if a run waits there.
fn wait(case: &Case<'_, '_, '_>, node: Node) -> Option<Step> {
    let step = case.flow.graph.step_at(node)?;
    let seconds = longest(case, node);
    let text = match seconds {
        FOREVER.. => "the run can wait here without end".to_owned(),
        1.. => format!("the run can wait here for `{}`", Duration::seconds(seconds)),
        _ => return None,
    };
    Some(Step { location: step.line.head, text })
}
