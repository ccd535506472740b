//! `queue-may-starve`: a contact waits for somebody online, and perhaps nobody will be.

use super::super::expressions::{operands, reads};
use super::super::facts::{Facts, Flow};
use super::super::paths::decisions;
use super::super::pools::nobody;
use super::super::rule::{Look, Rule};
use super::promise_broken::blames;
use super::unhandled_timeout::days;
use crate::base::{Binary, Duration, Literal, Logic, Root};
use crate::graph::{Going, Node, Route, StepIx, Way};
use crate::program::{Expr, ExprKind, Kind, Step, Trigger};
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::{Effect, Waits, codes};

/// `queue-may-starve`.
pub(super) const RULE: Rule = Rule {
    code: codes::QUEUE_MAY_STARVE,
    severity: Severity::Warning,
    about: "An assignment takes `only online` agents, has no `timeout`, and some way leads to it at \
            times when nobody may be there. At night or on a holiday the contact then waits in the queue \
            until somebody comes online, for 7 days at most.\n\nThis assumes that the opening hours \
            around the assignment are those of the team: inside of `during HOURS`, of a branch on \
            `HOURS.is_open`, or behind a wait until `HOURS.next_opening`, somebody is taken to be \
            online. A range of dates says nothing about the time of day. Where a promise breaks \
            because of the wait, `promise-broken` says so instead.",
    bad: r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor"
  team sales "Sales" amara
}

workflow leads "Leads" {
  on conversation_opened
  assign to team sales by round_robin { only online }
}
"#,
    good: r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor"
  team sales "Sales" amara
}

workflow leads "Leads" {
  on conversation_opened
  assign to team sales by round_robin {
    only online
    timeout 10m { assign to team sales by least_open }
  }
}
"#,
    looks: &[Look::Whole(check)],
};

fn check<'g, 'p>(facts: &Facts<'g, 'p>, flow: &Flow<'g, 'p>, reports: &mut Reports) {
    for (ix, step) in flow.steps() {
        if let Some(route) = way(flow, ix, step)
            && nobody(facts.program, step).is_none()
            && !blames(facts, flow, ix)
        {
            reports.push(report(flow, step, &route));
        }
    }
}

fn report(flow: &Flow<'_, '_>, step: &Step, route: &Route<'_, '_>) -> Report {
    let only = step.line.setting("only").map_or(step.line.head, |only| only.head);
    let after = step.decl.outcomes.iter().find_map(|outcome| outcome.after);
    let after = days(after.unwrap_or(Duration::days(7)));
    let message = "the contact can wait here while nobody is online";
    let mut report = Report::warning(codes::QUEUE_MAY_STARVE, step.line.head, message)
        .label(format!("after {after} the run ends here as timed out"))
        .also(only, "nobody may be online")
        .help("write `timeout 10m { … }` into its block, or put it into `during` with the team's hours");
    report.path = decisions(flow.graph, route);
    report
}

/// The shortest way on which a run comes to an assignment that may starve at a time when nobody
/// may be online; none where it cannot starve.
pub(super) fn way<'g, 'p>(flow: &Flow<'g, 'p>, ix: StepIx, step: &Step) -> Option<Route<'g, 'p>> {
    let assigns = step.decl.effects.contains(&Effect::AssignsOwner);
    if !assigns || step.line.setting("only").is_none() {
        return None;
    }
    let unhandled = flow.graph.possible(Node::Step(ix)).any(|going| {
        matches!(going.edge.way, Way::Outcome { handled: None, .. })
            && going.to == Node::TimedOut
            && !going.edge.written
    });
    if !unhandled {
        return None;
    }
    let triggers = flow.graph.workflow().triggers.as_slice();
    let follow = |state: usize, going: &Going<'_, 'p>| {
        Some(usize::from(state == 1 || says_open(flow, triggers, going)))
    };
    let goal = |node: Node, state: usize| state == 0 && node == Node::Step(ix);
    flow.graph.route(2, (Node::Entry, 0), follow, goal)
}

/// Whether some hours are open on an edge.
fn says_open(flow: &Flow<'_, '_>, triggers: &[Trigger], going: &Going<'_, '_>) -> bool {
    let Some(step) = flow.graph.step_at(going.from) else {
        let open = |trigger: &Trigger| trigger.when.iter().any(|when| is_open(when, true));
        return matches!(going.edge.way, Way::Begin) && triggers.iter().all(open);
    };
    let Kind::Branch { arms } = &step.kind else { return waits_for_opening(step) };
    let taken = match going.edge.way {
        Way::Arm { ordinal, .. } => ordinal as usize,
        Way::NoArm => usize::MAX,
        Way::Begin | Way::BeginAt | Way::Next(_) | Way::Outcome { .. } | Way::Jump | Way::Stop => {
            return false;
        }
    };
    (1..).zip(arms).take(taken).any(|(at, arm)| is_open(&arm.when, at == taken))
}

/// Whether a condition that came out as `truth` says that some hours are open.
fn is_open(condition: &Expr, truth: bool) -> bool {
    if let ExprKind::Not(of) = &condition.kind {
        return is_open(of, !truth);
    }
    if let ExprKind::Logic(logic, sides) = &condition.kind {
        let mut each = sides.iter().map(|side| is_open(side, truth));
        let all_hold = (*logic == Logic::And) == truth;
        return if all_hold { each.any(|open| open) } else { each.all(|open| open) };
    }
    if let ExprKind::Read(place, _) = &condition.kind {
        return truth && place.of == Root::Hours && place.name == "is_open";
    }
    let ExprKind::Binary(Binary::During, moment, hours) = &condition.kind else { return false };
    let now = matches!(&moment.kind, ExprKind::Read(place, _) if place.of == Root::Now);
    truth && now && matches!(hours.kind, ExprKind::Literal(Literal::Hours(_)))
}

/// Whether a step waits until some hours open.
fn waits_for_opening(step: &Step) -> bool {
    let mut opening = false;
    if matches!(step.decl.waits, Waits::For(_)) {
        operands(step, &mut |moment, _| {
            reads(moment, &mut |place| {
                opening |= place.of == Root::Hours && place.name == "next_opening";
            });
        });
    }
    opening
}
