//! `too-many-options`: more options than a channel takes.

use super::super::channels::{list, speaks};
use super::super::facts::{Facts, Flow};
use super::super::options::{offered, offering};
use super::super::rule::{Look, Rule};
use crate::graph::StepIx;
use crate::program::Step;
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::codes;

/// `too-many-options`.
pub(super) const RULE: Rule = Rule {
    code: codes::TOO_MANY_OPTIONS,
    severity: Severity::Warning,
    about: "A question has more options than a channel shows on which it can be asked: 10 on \
            WhatsApp, 13 on Messenger and Instagram. On other channels options are part of the \
            text. `[channels.NAME] options` in `rondel.toml` says where a channel shows another \
            number.\n\nThe channels are those of `via`, of the workflow's triggers, or all that are \
            declared; a condition on the channel is taken into account.",
    bad: r#"workspace shop "Corner Shop" {
  channel whatsapp_main whatsapp
  field size choice "34", "36", "38", "40", "42", "44", "46", "48", "50", "52", "54"
}

workflow sizes "Sizes" {
  on conversation_opened
  ask "Which size?" as choice into contact.size { timeout 1h { stop } } else { stop }
}
"#,
    good: r#"workspace shop "Corner Shop" {
  channel whatsapp_main whatsapp
  field size number
}

workflow sizes "Sizes" {
  on conversation_opened
  ask "Which size, from 34 to 54?" as number into contact.size {
    min 34
    max 54
    timeout 1h { stop }
  } else { stop }
}
"#,
    looks: &[Look::Whole(check)],
};

fn check<'g, 'p>(facts: &Facts<'g, 'p>, flow: &Flow<'g, 'p>, reports: &mut Reports) {
    let channels = facts.channels();
    let Some(fewest) = channels.iter().filter_map(|channel| channel.options()).min() else {
        return;
    };
    for (ix, step) in offering(flow) {
        let count = offered(facts, step).len();
        if count > fewest.most {
            reports.extend(report(facts, flow, (ix, step), count));
        }
    }
}

fn report(
    facts: &Facts<'_, '_>,
    flow: &Flow<'_, '_>,
    (ix, step): (StepIx, &Step),
    count: usize,
) -> Option<Report> {
    let channels = facts.channels();
    let refusing = channels.iter().filter(|channel| {
        channel.options().is_some_and(|limit| count > limit.most)
            && speaks(step, ix, **channel, channel.reach(flow).as_ref())
    });
    let refusing: Vec<_> = refusing.collect();
    let tightest = refusing.iter().min_by_key(|channel| channel.options())?;
    let limit = tightest.options()?;
    let alike = refusing.iter().filter(|one| tightest.shares(limit, ***one, one.options()));
    let message = format!(
        "this question has {count} options, and {} shows {}{}",
        tightest.whose(limit),
        limit.most,
        tightest.by(limit)
    );
    Some(
        Report::warning(codes::TOO_MANY_OPTIONS, step.line.head, message)
            .label(format!("too many for {}", list(alike.map(|channel| channel.name.as_str()))))
            .help("ask in two steps, or ask for a text or a number"),
    )
}
