//! `competing-workflows`: two workflows that ask the contact something on the same event.

use std::cell::OnceCell;

use super::super::asking::{Question, Started, questions, started};
use super::super::facts::Facts;
use super::super::rule::{Look, Rule};
use crate::base::Map;
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::codes;

/// `competing-workflows`.
pub(super) const RULE: Rule = Rule {
    code: codes::COMPETING_WORKFLOWS,
    severity: Severity::Warning,
    about: "One event starts two workflows, and each asks the contact something. An answer goes to \
            the question that was asked last, so that the other waits in vain, or takes what was \
            meant for something else.\n\nTriggers of one event compete unless something tells them \
            apart: their channels, sources, categories, tags or values; other words to look for in a \
            message; `interrupts` on one of them; conditions of which simple comparisons show that \
            they are never true at once, on the trigger or on the shortest way to the question. A \
            question that comes only after a `wait` or a time-out does not count; one that a \
            started workflow asks does. Each workflow is reported with the first it competes with.",
    bad: r#"workflow sizes "Sizes" {
  on conversation_opened
  ask "Which size?" as text { timeout 1h { stop } } else { stop }
}

workflow emails "E-mails" {
  on conversation_opened { when contact.email is unset }
  ask "What is your e-mail address?" as email { timeout 1h { stop } } else { stop }
}
"#,
    good: r#"workflow sizes "Sizes" {
  on conversation_opened { when contact.email is set }
  ask "Which size?" as text { timeout 1h { stop } } else { stop }
}

workflow emails "E-mails" {
  on conversation_opened { when contact.email is unset }
  ask "What is your e-mail address?" as email { timeout 1h { stop } } else { stop }
}
"#,
    looks: &[Look::Program(check)],
};

fn check(facts: &Facts<'_, '_>, reports: &mut Reports) {
    let all = started(facts);
    let asked: Vec<OnceCell<Vec<Question>>> = facts.flows.iter().map(|_| OnceCell::new()).collect();
    let questions = |at: usize| {
        let (cell, flow) = (asked.get(at)?, facts.flows.get(at)?);
        Some(cell.get_or_init(|| questions(facts, flow)).as_slice())
    };
    let mut said: Option<usize> = None;
    // Only those of one event can meet.
    let mut earlier: Map<&str, Vec<&Started<'_>>> = Map::default();
    for later in &all {
        let before = earlier.entry(later.trigger.decl.event).or_default();
        before.push(later);
        if said == Some(later.flow) {
            continue;
        }
        let before = before.iter().filter(|one| one.flow != later.flow);
        let mut competing = before.filter(|earlier| earlier.meets(later)).filter_map(|earlier| {
            let (own, others) = (questions(earlier.flow)?, questions(later.flow)?);
            let mut pairs = own.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
            let (one, other) = pairs.find(|(one, other)| earlier.both_ask(one, later, other))?;
            report(facts, (earlier, one), (later, other))
        });
        if let Some(report) = competing.next() {
            said = Some(later.flow);
            reports.push(report);
        }
    }
}

fn report(
    facts: &Facts<'_, '_>,
    (earlier, one): (&Started<'_>, &Question),
    (later, other): (&Started<'_>, &Question),
) -> Option<Report> {
    let name = |at: usize| facts.flows.get(at).map(|flow| &flow.graph.workflow().name);
    let (first, second) = (name(earlier.flow)?, name(later.flow)?);
    let event = later.trigger.decl.event;
    let message =
        format!("`{first}` and `{second}` both ask the contact something on the same `{event}`");
    Some(
        Report::warning(codes::COMPETING_WORKFLOWS, other.location, message)
            .label(format!("asked by `{second}`"))
            .also(one.location, format!("asked by `{first}`"))
            .also(earlier.trigger.line.head, format!("starts `{first}`"))
            .also(later.trigger.line.head, format!("starts `{second}` as well"))
            .help(
                "tell the triggers apart with `when` or their settings, or let one start the other",
            ),
    )
}
