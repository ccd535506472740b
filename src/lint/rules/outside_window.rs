//! `outside-window`: a message that may leave when the channel takes only templates.

use super::super::channels::{Channel, list};
use super::super::facts::{Facts, Flow};
use super::super::paths::decisions;
use super::super::rule::{Look, Rule};
use super::super::windows::{Late, Origin, UNKNOWN, chain, late};
use crate::base::Duration;
use crate::program::Step;
use crate::report::{self, Report, Reports, Severity};
use crate::vocabulary::{Kind, Sort, codes};

/// `outside-window`.
pub(super) const RULE: Rule = Rule {
    code: codes::OUTSIDE_WINDOW,
    severity: Severity::Warning,
    about: "WhatsApp and Messenger take messages without a template only within 24 hours after the \
            contact last wrote. A message or a question may leave later than that: the waits of \
            every way are added up at their longest, time-outs to their end, a queue to the end \
            of its `timeout`, `wait until` as long as the hours can be closed, jumps as often as \
            they may be made. Other workflows that are started, or that hear of what this one changes, go on \
            with its time.\n\nA reply begins the time anew. So does a message with a `template`: the \
            contact is taken to answer it. Of several messages that are late the first is reported. \
            A condition on the channel, or on `conversation.since_incoming`, is believed.\n\nWhere \
            the trigger is nothing that the contact writes, and no workflow sets it off, the contact is \
            taken to have written right before; only a webhook is taken to come at any time. \
            `[channels.NAME] window` in `rondel.toml` says where a channel closes at another time. The channels are those \
            of `via`, of the workflow's triggers, or all that are declared.",
    bad: r#"workspace shop "Corner Shop" {
  channel whatsapp_main whatsapp
}

workflow remind "Remind" {
  on message_received { contains "quote" }
  wait 2d
  send "Did you have a moment for our quote?"
}
"#,
    good: r#"workspace shop "Corner Shop" {
  channel whatsapp_main whatsapp
  template reminder on whatsapp_main "Did you have a moment for our quote?"
}

workflow remind "Remind" {
  on message_received { contains "quote" }
  wait 2d
  send "Did you have a moment for our quote?" { template reminder }
}
"#,
    looks: &[Look::Program(check)],
};

fn check(facts: &Facts<'_, '_>, reports: &mut Reports) {
    let mut found: Vec<(Late<'_, '_>, Vec<Channel<'_>>)> = Vec::new();
    let channels: Vec<Channel<'_>> =
        facts.channels().iter().filter(|channel| channel.kind.window.is_some()).copied().collect();
    if channels.is_empty() {
        return;
    }
    let chain = chain(facts);
    for channel in channels {
        for late in late(facts, channel, &chain) {
            match found.iter_mut().find(|(known, _)| known.is_at(&late)) {
                Some((_, channels)) => channels.push(channel),
                None => found.push((late, vec![channel])),
            }
        }
    }
    for (late, channels) in &found {
        reports.extend(report(facts, late, channels));
    }
}

fn report(facts: &Facts<'_, '_>, late: &Late<'_, '_>, channels: &[Channel<'_>]) -> Option<Report> {
    let flow = facts.flow(late.workflow)?;
    let step = flow.graph.step(late.step)?;
    let first = channels.first()?;
    let limit = first.window()?;
    let open = length(limit.most);
    let ago = match late.ago {
        UNKNOWN.. => "any time".to_owned(),
        ago => format!("`{}`", Duration::seconds(ago)),
    };
    let message = format!(
        "this message can leave {ago} after the contact last wrote, and {} takes only \
         templates after {open}{}",
        first.whose(limit),
        first.by(limit)
    );
    let names = list(channels.iter().map(|channel| channel.name.as_str()));
    let mut report = Report::warning(codes::OUTSIDE_WINDOW, step.line.head, message)
        .label(format!("goes out on {names} without a template"))
        .help(help(step, &open));
    report.path = path(flow, late);
    Some(report)
}

/// `24 hours`, or what is no whole number of them as it is written.
fn length(window: Duration) -> String {
    match (window.seconds / 3_600, window.seconds % 3_600) {
        (1, 0) => "1 hour".to_owned(),
        (hours, 0) => format!("{hours} hours"),
        (_, _) => format!("`{window}`"),
    }
}

fn help(step: &Step, open: &str) -> String {
    let settings = step.decl.settings.iter();
    let takes = settings.filter(|setting| {
        let mut operands = setting.forms.iter().flat_map(|form| form.iter());
        operands.any(|operand| operand.kind == Kind::Declared(Sort::Template))
    });
    match takes.map(|setting| setting.word).next() {
        Some(word) => {
            format!("name a `{word}` for it, or let it leave before {open} have passed")
        }
        None => format!(
            "send a message with a `template` before it, or let it leave before {open} have passed"
        ),
    }
}

/// The way as people read it: since when the time counts, the waits, and the decisions.
fn path(flow: &Flow<'_, '_>, late: &Late<'_, '_>) -> Vec<report::Step> {
    let mut path = Vec::new();
    match late.origin {
        Origin::Trigger { trigger, writes } => {
            let text = if late.ago >= UNKNOWN {
                "nothing says that the contact wrote before this"
            } else if writes {
                "the contact writes"
            } else {
                "the contact is taken to have written right before this"
            };
            path.push(report::Step { location: trigger.line.head, text: text.to_owned() });
        }
        Origin::Start { workflow, step, ago } => {
            let text = if ago >= UNKNOWN {
                format!("`{workflow}` starts this workflow any time after the contact last wrote")
            } else {
                let ago = Duration::seconds(ago);
                format!("`{workflow}` starts this workflow `{ago}` after the contact last wrote")
            };
            path.push(report::Step { location: step.line.head, text });
        }
        Origin::Reply => {}
    }
    for (going, spent) in late.route.iter().zip(&late.spent) {
        if let Some(step) = flow.graph.step_at(going.from).filter(|_| *spent > 0) {
            let text = match *spent {
                UNKNOWN.. => "the run can wait here without end".to_owned(),
                spent => format!("the run can wait here for `{}`", Duration::seconds(spent)),
            };
            path.push(report::Step { location: step.line.head, text });
        }
        path.extend(decisions(flow.graph, std::slice::from_ref(going)));
    }
    path
}
