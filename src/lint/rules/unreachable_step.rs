//! `unreachable-step`: a step that nothing leads to.

use super::super::facts::{Facts, Flow};
use super::super::rule::{Look, Rule};
use crate::graph::StepIx;
use crate::program::{Block, Kind, Step};
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::codes;

/// `unreachable-step`.
pub(super) const RULE: Rule = Rule {
    code: codes::UNREACHABLE_STEP,
    severity: Severity::Warning,
    about: "No way from a trigger leads to the step: what stands above it always ends the run or \
            goes elsewhere. Of several such steps in a row the first is reported. A jump that no way \
            leads back to is made once at most and so never exhausted; a step that another \
            workflow starts at is reached.",
    bad: r#"workflow hello "Hello" {
  on conversation_opened
  send "Hello!"
  stop
  send "Are you there?"
}
"#,
    good: r#"workflow hello "Hello" {
  on conversation_opened
  send "Hello!"
  send "Are you there?"
  stop
}
"#,
    looks: &[Look::Whole(check)],
};

fn check(_: &Facts<'_, '_>, flow: &Flow<'_, '_>, reports: &mut Reports) {
    if flow.steps().all(|(ix, _)| flow.reached().has(ix)) {
        return;
    }
    let mut next = flow.steps();
    let mut walk = Walk { flow, next: &mut next, reports };
    walk.block(&flow.graph.workflow().body, None, false);
}

struct Walk<'a, 'g, 'p, I> {
    flow: &'a Flow<'g, 'p>,
    /// The steps not come to yet, in order of the source.
    next: &'a mut I,
    reports: &'a mut Reports,
}

impl<'p, I: Iterator<Item = (StepIx, &'p Step)>> Walk<'_, '_, 'p, I> {
    /// `said` tells that what leads to the block was reported already.
    fn block(&mut self, block: &'p Block, around: Option<&'p Step>, said: bool) {
        let mut said = said;
        let mut above = None;
        for step in &block.steps {
            let Some((ix, _)) = self.next.next() else { return };
            if self.flow.reached().has(ix) {
                said = false;
            } else if !said {
                said = true;
                self.report(step, above, around);
            }
            for block in step.blocks() {
                self.block(block, Some(step), said);
            }
            above = Some(step);
        }
    }

    fn report(&mut self, step: &Step, above: Option<&Step>, around: Option<&Step>) {
        let message = "no way leads to this step";
        let report =
            Report::warning(codes::UNREACHABLE_STEP, step.line.head, message).label("never runs");
        let report = match (above, around) {
            (Some(above), _) => report
                .also(above.line.head, ending(above))
                .help(format!("take it out, or put it before the `{}`", above.decl.verb)),
            (None, Some(around)) => report
                .also(around.line.head, "no outcome of this comes to the block")
                .help("take the block out"),
            (None, None) => report,
        };
        self.reports.push(report);
    }
}

/// How a step ends the way to the one below it.
fn ending(step: &Step) -> &'static str {
    match step.kind {
        Kind::End => "the run ends here",
        Kind::Jump { .. } => "the run always goes on elsewhere from here",
        Kind::Branch { .. } => "every way through this ends or goes elsewhere",
        Kind::Act | Kind::Set { .. } | Kind::Start { .. } => {
            "every outcome of this ends the run or goes elsewhere"
        }
    }
}
