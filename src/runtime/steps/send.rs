//! `send`: a message to the contact.

use super::read::{Misread, Reading, arg_of, expr, plain};
use super::{Acted, Exit, Goto};
use crate::base::{Duration, Name};
use crate::plan::{Arg, Expr};
use crate::runtime::turn::Walk;
use crate::runtime::{Act, Answer, Extra, Meter, Outgoing, Report, WaitFor};

/// How long a run waits for a channel's or a sheet's answer before it goes on in doubt.
pub(super) const IN_DOUBT: Duration = Duration::seconds(60);

/// `send`.
#[derive(Clone, Debug)]
pub(in crate::runtime) struct Send {
    text: Expr,
    via: Option<Name>,
    /// Other wordings, by channel.
    on: Vec<(Name, Expr)>,
    template: Option<Name>,
    language: Option<Expr>,
    with: Vec<Expr>,
    attach: Option<Expr>,
    failed: Exit,
    pub(super) next: Goto,
}

impl Send {
    pub(super) fn read(step: &Reading<'_>) -> Result<Self, Misread> {
        let wording = |line: &crate::plan::Setting| {
            let channel = arg_of(line, "channel").and_then(plain)?;
            Some((channel, arg_of(line, "text").and_then(expr)?))
        };
        let with = match step.of("with") {
            Some(Arg::Exprs(values)) => values.clone(),
            Some(other) => expr(other).into_iter().collect(),
            None => Vec::new(),
        };
        Ok(Self {
            text: step.expr("text")?,
            via: step.name_of("via"),
            on: step.all("on").filter_map(wording).collect(),
            template: step.name_of("template"),
            language: step.expr_of("language"),
            with,
            attach: step.expr_of("attach"),
            failed: step.exit("failed"),
            next: step.next,
        })
    }

    pub(super) fn run(&self, walk: &mut Walk<'_>, meter: &mut Meter) -> Acted {
        let channel = self.via.as_ref().or(walk.contact.conversation.channel.as_ref()).cloned();
        let Some(channel) = channel else {
            let why = Name::new_static("the contact has no channel to send on");
            return Acted::Takes(self.failed, Some(why));
        };
        let templates = &walk.view.workspace.plan().templates;
        let template = self.template.as_ref().and_then(|name| {
            templates.iter().find(|one| one.name == *name && one.channel == channel)
        });
        let wording = self.on.iter().find(|(on, _)| *on == channel).map(|(_, text)| text);
        let scope = walk.scope();
        let mut with = Vec::new();
        let text = match template {
            Some(template) => {
                with.extend(self.with.iter().map(|value| scope.text(meter, value)));
                fill(&template.text, &with)
            }
            None => scope.text(meter, wording.unwrap_or(&self.text)),
        };
        let optional = |meter: &mut Meter, expr: &Option<Expr>| {
            expr.as_ref().map(|expr| scope.text(meter, expr)).filter(|text| !text.is_empty())
        };
        let attach = optional(meter, &self.attach);
        let language = template.and_then(|_| optional(meter, &self.language));
        let report = if self.failed.handled { Report::Always } else { Report::Never };
        let template = template.map(|template| template.name.clone());
        let extra = Extra { attach, template, language, with }.boxed();
        let out = Outgoing { text, channel, extra, report, ..Outgoing::default() };
        let key = walk.say(out);
        if self.failed.handled {
            return Acted::Waits(walk.wait(key, WaitFor::Channel, Some(walk.now.plus(IN_DOUBT))));
        }
        Acted::Goes(self.next)
    }

    pub(super) fn answered(&self, answer: &Answer) -> Option<Acted> {
        if let Answer::Refused(why) = answer {
            return Some(Acted::Takes(self.failed, Some(why.clone())));
        }
        (*answer == Answer::Taken).then_some(Acted::Goes(self.next))
    }
}

impl Walk<'_> {
    /// Sends a message, and gives its key.
    pub(super) fn say(&mut self, out: Outgoing) -> crate::runtime::EffectKey {
        self.contact.was_sent(&out.text, self.now, "workflow");
        // Who was on no channel yet is on this one now.
        self.contact.conversation.channel.get_or_insert_with(|| out.channel.clone());
        self.effect(Act::Send(out))
    }
}

/// A template with `{{1}}`, `{{2}}`, … replaced, each once: what a customer wrote is never read as
/// a template again.
fn fill(template: &str, with: &[Name]) -> Name {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once("{{") {
        text.push_str(before);
        let filled = behind.split_once("}}").and_then(|(number, after)| {
            let place: usize = number.trim().parse().ok()?;
            Some((with.get(place.checked_sub(1)?)?, after))
        });
        match filled {
            Some((value, after)) => {
                text.push_str(value);
                rest = after;
            }
            None => {
                text.push_str("{{");
                rest = behind;
            }
        }
    }
    text.push_str(rest);
    text.into()
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn values_are_not_read_as_templates() {
        let with = ["{{2}}".into(), "b".into()];
        assert_eq!(fill("{{1}} and {{2}}, {{3}}", &with), "{{2}} and b, {{3}}");
    }
}
