//! `message-too-long`: a text that a channel does not take.

use super::super::channels::{Channel, list, names_channel, speaks, template_channel};
use super::super::facts::{Facts, Flow};
use super::super::lengths::{counted, least};
use super::super::rule::{Look, Rule};
use crate::base::{Location, Name};
use crate::graph::StepIx;
use crate::program::{ArgValue, Expr, Line, Step};
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::{Said, codes};

/// `message-too-long`.
pub(super) const RULE: Rule = Rule {
    code: codes::MESSAGE_TOO_LONG,
    severity: Severity::Warning,
    about: "A message or a question has more characters than a channel takes on which it can go \
            out: 4,096 on WhatsApp and Telegram, 2,000 on Messenger, 1,600 by SMS, 1,000 on \
            Instagram, and 2,000 on a web chat or a webhook. Such a message is refused or cut. \
            `[channels.NAME] message` in `rondel.toml` says where a channel takes another number.\
            \n\nThe channels are those of `via`, of the workflow's triggers, or all that are \
            declared; a condition on the channel is taken into account, `on CHANNEL` has a text of \
            its own, and a template goes out as its channel approved it. What stands between `${` \
            and `}` is taken to be as short as it can be, so that a text which is reported is too \
            long whatever comes in.",
    bad: BAD,
    good: GOOD,
    looks: &[Look::Whole(check)],
};

const BAD: &str = concat!(
    "workspace shop \"Corner Shop\" {\n  channel insta instagram\n}\n\n",
    "workflow welcome \"Welcome\" {\n  on conversation_opened\n  send \"\"\"\n",
    "    Welcome to the corner shop! This is what we have for you this week, and how to get it.\n",
    "    Bread: white, brown, rye, spelt, oat, corn, and every day another one of our own oven.\n",
    "    Cheese: goat, sheep and cow, young and old, from the four farms around the village.\n",
    "    Fruit: apples, pears, plums and quinces, and berries for as long as the season lasts.\n",
    "    Vegetables: whatever the garden gives, washed or not, by the piece or by the box.\n",
    "    Drinks: juice, cider, milk, tea, coffee roasted on Tuesdays, and water from the spring.\n",
    "    House: soap, brushes, candles, paper, string, buckets, and batteries of every size.\n",
    "    Letters: stamps, envelopes, and a box at the door that is emptied at four o'clock.\n",
    "    Order before ten and we bring it before noon; order before three and it comes at six.\n",
    "    Orders above thirty pounds cost nothing to bring, all others cost two pounds and fifty.\n",
    "    We take cash, cards and transfers, and write down what you owe if you forgot your purse.\n",
    "    Whatever is not as you wanted it, tell us here, and we take it back or bring another.\n",
    "  \"\"\"\n}\n",
);

const GOOD: &str = r#"workspace shop "Corner Shop" {
  channel insta instagram
}

workflow welcome "Welcome" {
  on conversation_opened
  send "Welcome to the corner shop! This is what we have this week."
  send "Order before ten and we bring it before noon; order before three and it comes at six."
}
"#;

fn check(facts: &Facts<'_, '_>, flow: &Flow<'_, '_>, reports: &mut Reports) {
    let channels = facts.channels();
    let Some(smallest) = channels.iter().filter_map(|channel| channel.text()).min() else {
        return;
    };
    for (ix, step) in flow.steps() {
        for said in step.decl.says {
            each(step, said, &mut |line, text| {
                if least(text).0 > smallest.most {
                    reports.extend(report(facts, flow, (ix, step), line, text, channels));
                }
            });
        }
    }
}

/// Calls `visit` with every line of a step that says something, and what it says.
fn each<'p>(step: &'p Step, said: &Said, visit: &mut impl FnMut(&'p Line, &'p Expr)) {
    let own = std::iter::once(&step.line).filter(|_| said.setting.is_empty());
    let settings = step.line.settings.iter().filter(|line| line.word == said.setting);
    for line in own.chain(settings) {
        if let Some(ArgValue::Expr(text)) = line.arg(said.text) {
            visit(line, text);
        }
    }
}

fn report(
    facts: &Facts<'_, '_>,
    flow: &Flow<'_, '_>,
    (ix, step): (StepIx, &Step),
    line: &Line,
    text: &Expr,
    channels: &[Channel<'_>],
) -> Option<Report> {
    let (letters, exact) = least(text);
    let own_words = |channel: &Channel<'_>| worded(step).any(|line| channel.is_named(line));
    let is_wording = worded(step).any(|other| std::ptr::eq(other, line));
    let approved = template_channel(facts, step);
    let mut refusing = channels.iter().filter(|channel| {
        channel.text().is_some_and(|limit| letters > limit.most)
            && approved != Some(channel.name)
            && if is_wording { channel.is_named(line) } else { !own_words(channel) }
            && speaks(step, ix, **channel, channel.reach(flow).as_ref())
    });
    let refusing: Vec<&Channel<'_>> = refusing.by_ref().collect();
    let tightest = refusing.iter().min_by_key(|channel| channel.text())?;
    let limit = tightest.text()?;
    let alike = refusing.iter().filter(|one| tightest.shares(limit, ***one, one.text()));
    let alike: Vec<&str> = alike.map(|channel| Name::as_str(channel.name)).collect();
    let location: Location = flow.location(text.span);
    let has = if exact { "has" } else { "has at least" };
    let message = format!(
        "this text {has} {} characters, and {} takes {}{}",
        counted(letters),
        tightest.whose(limit),
        counted(limit.most),
        tightest.by(limit)
    );
    Some(
        Report::warning(codes::MESSAGE_TOO_LONG, location, message)
            .label(format!("too long for {}", list(alike)))
            .help("shorten it, or divide it into several messages"),
    )
}

/// The lines of a step that have other words for a channel.
fn worded(step: &Step) -> impl Iterator<Item = &Line> {
    let settings = step.decl.settings.iter();
    let words = settings.filter(|setting| setting.repeats && names_channel(setting));
    words
        .flat_map(|setting| step.line.settings.iter().filter(move |line| line.word == setting.word))
}
