//! `option-too-long`: an option that a channel does not take.

use super::super::channels::{list, speaks};
use super::super::facts::{Facts, Flow};
use super::super::lengths::letters;
use super::super::options::{Offered, offered, offering};
use super::super::rule::{Look, Rule};
use crate::base::Location;
use crate::graph::StepIx;
use crate::program::Step;
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::codes;

/// `option-too-long`.
pub(super) const RULE: Rule = Rule {
    code: codes::OPTION_TOO_LONG,
    severity: Severity::Warning,
    about: "An option of a question has more characters than a channel takes on which the question \
            can be asked. WhatsApp, Messenger and Instagram show options as buttons of 20 \
            characters; on other channels they are part of the text. \
            `[channels.NAME] option` in `rondel.toml` says where a channel takes another number.\n\nThe channels are those of \
            `via`, of the workflow's triggers, or all that are declared; a condition on the channel \
            is taken into account. WhatsApp takes 24 characters where more than three options \
            make a list: 20 fit either way.",
    bad: r#"workspace shop "Corner Shop" {
  channel whatsapp_main whatsapp
}

workflow delivery "Delivery" {
  on conversation_opened
  ask "When shall we come?" as choice {
    option "Tomorrow in the morning"
    option "Tomorrow at noon"
    timeout 1h { stop }
  } else { stop }
}
"#,
    good: r#"workspace shop "Corner Shop" {
  channel whatsapp_main whatsapp
}

workflow delivery "Delivery" {
  on conversation_opened
  ask "When shall we come?" as choice {
    option "Tomorrow morning"
    option "Tomorrow at noon"
    timeout 1h { stop }
  } else { stop }
}
"#,
    looks: &[Look::Program(check)],
};

fn check(facts: &Facts<'_, '_>, reports: &mut Reports) {
    let channels = facts.channels();
    let Some(smallest) = channels.iter().filter_map(|channel| channel.option()).min() else {
        return;
    };
    // Options of a field are asked for in many places, and are one fault.
    let mut said: Vec<Location> = Vec::new();
    for flow in facts.flows.iter().filter(|flow| !flow.is_damaged()) {
        for (ix, step) in offering(flow) {
            for option in offered(facts, step) {
                let fresh = !said.contains(&option.location);
                if fresh && letters(option.text) > smallest.most {
                    let report = report(facts, flow, (ix, step), option);
                    said.extend(report.as_ref().map(Report::location));
                    reports.extend(report);
                }
            }
        }
    }
}

fn report(
    facts: &Facts<'_, '_>,
    flow: &Flow<'_, '_>,
    (ix, step): (StepIx, &Step),
    option: Offered<'_>,
) -> Option<Report> {
    let count = letters(option.text);
    let channels = facts.channels();
    let refusing = channels.iter().filter(|channel| {
        channel.option().is_some_and(|limit| count > limit.most)
            && speaks(step, ix, **channel, channel.reach(flow).as_ref())
    });
    let refusing: Vec<_> = refusing.collect();
    let tightest = refusing.iter().min_by_key(|channel| channel.option())?;
    let limit = tightest.option()?;
    let alike = refusing.iter().filter(|one| tightest.shares(limit, ***one, one.option()));
    let message = format!(
        "this option has {count} characters, and {} takes {}{}",
        tightest.whose(limit),
        limit.most,
        tightest.by(limit)
    );
    let report = Report::warning(codes::OPTION_TOO_LONG, option.location, message)
        .label(format!("too long for {}", list(alike.map(|channel| channel.name.as_str()))))
        .help("shorten it, and explain it in the question");
    let inside = step.line.location;
    let own = inside.file == option.location.file && inside.span.holds(option.location.span);
    Some(if own { report } else { report.also(step.line.head, "asked here") })
}
