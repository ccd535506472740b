//! `trigger-loop`: workflows that set each other off.

use super::super::channels::list;
use super::super::facts::Facts;
use super::super::loops::{Hop, loops};
use super::super::rule::{Look, Rule};
use crate::base::{Location, MAX_TRIGGER_CHAIN, Name};
use crate::report::{Report, Reports, Severity, Step};
use crate::vocabulary::codes;

/// `trigger-loop`.
pub(super) const RULE: Rule = Rule {
    code: codes::TRIGGER_LOOP,
    severity: Severity::Error,
    about: "Workflows set each other off, round and round, by tags, fields, the lifecycle, by opening \
            and closing the conversation, or with `start`, and nothing ends it: no wait, and no \
            condition on something that one of them changes. Such a chain is cut off after 10 \
            workflows, in whatever state the contact is then.\n\nA change that changes nothing sets \
            nothing off, so that a loop needs one that is undone in each round: a tag that comes and \
            goes, a value that is another each time. A workflow with `once per_contact` ends a \
            loop, and so does one that still waits for something, unless it has `overlap restart`. \
            Conditions on what the loop does not change are taken to be true, all of them together.",
    bad: r#"workspace shop "Corner Shop" {
  tag active
  tag idle
}

workflow wake "Wake" {
  on contact_tag_updated { added idle }
  untag idle
  tag active
}

workflow rest "Rest" {
  on contact_tag_updated { added active }
  untag active
  tag idle
}
"#,
    good: r#"workspace shop "Corner Shop" {
  tag active
  tag idle
}

workflow wake "Wake" {
  on contact_tag_updated { added idle }
  wait 30d
  untag idle
  tag active
}

workflow rest "Rest" {
  on contact_tag_updated { added active }
  untag active
  tag idle
}
"#,
    looks: &[Look::Program(check)],
};

fn check(facts: &Facts<'_, '_>, reports: &mut Reports) {
    for ring in loops(facts) {
        reports.extend(report(facts, &ring));
    }
}

fn report(facts: &Facts<'_, '_>, ring: &[Hop<'_>]) -> Option<Report> {
    let first = ring.first()?;
    let names: Vec<&str> =
        ring.iter().filter_map(|hop| name(facts, hop.from)).map(Name::as_str).collect();
    let end = format!("the chain is cut off after {MAX_TRIGGER_CHAIN} workflows");
    let message = match names.as_slice() {
        [one] => format!("`{one}` starts itself over and over, and {end}"),
        several => {
            format!("{} set each other off over and over, and {end}", list(several.iter().copied()))
        }
    };
    let head = |hop: &Hop<'_>| facts.flows.get(hop.from).map(|flow| flow.graph.head(hop.ix));
    let starts = |hop: &Hop<'_>| {
        let to = name(facts, hop.to).map_or("", Name::as_str);
        format!("starts `{to}`")
    };
    let mut report = Report::error(codes::TRIGGER_LOOP, head(first)?, message)
        .label(starts(first))
        .help("take one of these changes out, wait before it, or make it only where something that changes is so");
    for hop in ring.iter().skip(1) {
        report = report.also(head(hop)?, starts(hop));
    }
    report.path = ring.iter().flat_map(|hop| steps(facts, hop)).collect();
    Some(report)
}

/// A hop as people read it: what changes, and what that starts.
fn steps(facts: &Facts<'_, '_>, hop: &Hop<'_>) -> Vec<Step> {
    let (from, to) = (facts.flows.get(hop.from), facts.flows.get(hop.to));
    let (Some(from), Some(to)) = (from, to) else { return Vec::new() };
    let (own, other) = (&from.graph.workflow().name, to.graph.workflow());
    let head = from.graph.head(hop.ix);
    let Some((change, trigger)) = hop.change.zip(hop.trigger) else {
        return vec![Step { location: head, text: format!("`{own}` starts `{}`", other.name) }];
    };
    let at: Location = trigger.line.head;
    vec![
        Step { location: head, text: format!("`{own}` {}", change.said()) },
        Step { location: at, text: format!("that starts `{}`", other.name) },
    ]
}

fn name<'p>(facts: &Facts<'_, 'p>, at: usize) -> Option<&'p Name> {
    facts.flows.get(at).map(|flow| &flow.graph.workflow().name)
}
