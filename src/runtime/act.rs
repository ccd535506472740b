//! The steps that ask the world for something.

use super::turn::Walk;
use super::workflow::{arg, setting};
use super::{Act, AssignTo, Change, EffectKey, Meter, Outgoing, Pick, WaitFor};
use crate::base::{Duration, Instant, Name, Value};
use crate::plan::{Arg, Expr, Outcome, Setting};

/// How long a run waits for a channel's answer before it goes on in doubt.
const IN_DOUBT: Duration = Duration::seconds(60);
/// `timeout` of a step that carries none.
const DEFAULT_TIMEOUT: Duration = Duration::days(7);

/// An act about to be done.
pub(super) struct Call<'a> {
    pub(super) step: &'a Name,
    pub(super) verb: &'a Name,
    pub(super) args: &'a [(Name, Arg)],
    pub(super) settings: &'a [Setting],
    pub(super) outcomes: &'a [Outcome],
}

/// How an act went.
pub(super) enum Acted {
    /// Asked for; the run goes on.
    Done,
    /// Asked for; the run waits for the answer.
    Waits { key: EffectKey, what: WaitFor, due: Instant },
    /// Not asked for: its `failed` outcome.
    Failed(Name),
    /// Not asked for, and no outcome says so.
    Broken(Name),
}

/// Does an act.
pub(super) fn act(walk: &mut Walk<'_>, meter: &mut Meter, call: &Call<'_>) -> Acted {
    match call.verb.as_str() {
        "send" => send(walk, meter, call),
        "assign" => assign(walk, call),
        "unassign" => {
            if walk.contact.owner.is_some() {
                walk.contact.to_mut().owner = None;
                walk.effect(call.step, 0, Act::Unassign);
            }
            Acted::Done
        }
        "tag" => tags(walk, call, |tag| Change::TagAdded { tag }),
        "untag" => tags(walk, call, |tag| Change::TagRemoved { tag }),
        "comment" => {
            let text = text_of(walk, meter, arg(call.args, "text")).unwrap_or_default();
            let mention = setting(call.settings, "mention").map(names_of).unwrap_or_default();
            walk.effect(call.step, 0, Act::Comment { text, mention });
            Acted::Done
        }
        "open" => {
            let channel = walk.contact.conversation.channel.clone();
            let source = Name::new_static("workflow");
            walk.change(call.step, 0, Change::Opened { source, channel });
            Acted::Done
        }
        "close" => {
            let category = call_arg(call, "category").and_then(plain);
            let summary = call_arg(call, "summary");
            let summary = summary.and_then(|arg| text_of(walk, meter, Some(arg)));
            walk.change(call.step, 0, Change::Closed { category, summary });
            Acted::Done
        }
        verb => Acted::Broken(Name::from(format!("this build cannot run `{verb}`"))),
    }
}

fn send(walk: &mut Walk<'_>, meter: &mut Meter, call: &Call<'_>) -> Acted {
    let channel = call_arg(call, "via").and_then(plain);
    let channel = channel.or_else(|| walk.contact.conversation.channel.clone());
    let wording = call.settings.iter().filter(|setting| setting.name == "on").find(|setting| {
        let on = arg(&setting.args, "channel").and_then(plain);
        on.is_some() && on == channel
    });
    let text = match wording {
        Some(wording) => arg(&wording.args, "text"),
        None => arg(call.args, "text"),
    };
    let template = call_arg(call, "template").and_then(plain).filter(|template| {
        let known = &walk.view.workspace.plan().templates;
        known.iter().any(|one| one.name == *template && Some(&one.channel) == channel.as_ref())
    });
    let values = match call_arg(call, "with") {
        Some(Arg::Exprs(values)) if template.is_some() => values.as_slice(),
        _ => &[],
    };
    let with: Vec<Name> = values.iter().map(|value| walk.scope().text(meter, value)).collect();
    let text = text_of(walk, meter, text).unwrap_or_default();
    let text = match template.as_ref().and_then(|name| template_text(walk, name)) {
        Some(template) => fill(&template, &with),
        None => text,
    };
    let attach = call_arg(call, "attach").and_then(|arg| text_of(walk, meter, Some(arg)));
    let language = call_arg(call, "language").filter(|_| template.is_some());
    let language = language.and_then(|arg| text_of(walk, meter, Some(arg)));
    if channel.is_none() {
        return Acted::Failed("the contact has no channel to send on".into());
    }
    let awaited = call.outcomes.iter().any(|one| one.name == "failed" && one.handled);
    let source = Name::new_static("workflow");
    walk.contact.to_mut().apply(&Change::Sent { text: text.clone(), source }, walk.now);
    let out = Outgoing { text, channel, attach, template, language, with, awaited };
    let key = walk.effect(call.step, 0, Act::Send(out));
    if awaited {
        return Acted::Waits { key, what: WaitFor::Channel, due: walk.now.plus(IN_DOUBT) };
    }
    Acted::Done
}

fn template_text(walk: &Walk<'_>, name: &Name) -> Option<Name> {
    let templates = &walk.view.workspace.plan().templates;
    templates.iter().find(|one| one.name == *name).map(|one| one.text.clone())
}

/// A template with `{{1}}`, `{{2}}`, … replaced.
fn fill(template: &str, with: &[Name]) -> Name {
    let mut text = template.to_owned();
    for (value, place) in with.iter().zip(1..) {
        text = text.replace(&format!("{{{{{place}}}}}"), value);
    }
    text.into()
}

fn assign(walk: &mut Walk<'_>, call: &Call<'_>) -> Acted {
    let pick = match pick(walk, call) {
        Ok(pick) => pick,
        Err(why) => return Acted::Failed(why),
    };
    let timeout = call.outcomes.iter().find(|one| one.name == "timeout");
    let timeout = match timeout.and_then(|one| one.with.as_ref()) {
        Some(Arg::Duration(length)) => *length,
        _ => DEFAULT_TIMEOUT,
    };
    let count = |word: &str| match call_arg(call, word) {
        Some(Arg::Count(count)) => Some(*count),
        _ => None,
    };
    let due = walk.now.plus(timeout);
    let request = AssignTo {
        pick,
        least_open: arg(call.args, "by").and_then(plain).is_some_and(|by| by == "least_open"),
        only_online: setting(call.settings, "only").is_some(),
        below: count("below").map(|below| u32::try_from(below.max(0)).unwrap_or(u32::MAX)),
        skills: setting(call.settings, "skills").map(names_of).unwrap_or_default(),
        keep_owner: setting(call.settings, "keep").is_some(),
        priority: count("priority").unwrap_or_default(),
        due,
    };
    let key = walk.effect(call.step, 0, Act::Assign(request));
    Acted::Waits { key, what: WaitFor::Owner, due }
}

fn pick(walk: &Walk<'_>, call: &Call<'_>) -> Result<Pick, Name> {
    let named = |name: &str| arg(call.args, name).and_then(plain);
    match named("to").as_deref() {
        Some("agent") => named("agent").map(Pick::Agent),
        Some("team") => named("team").map(Pick::Team),
        Some("workspace") => Some(Pick::Workspace),
        _ => match arg(call.args, "field") {
            Some(Arg::Place(place)) => match walk.scope().place_value(place) {
                Some(Value::Agent(name)) => Some(Pick::Agent(name)),
                Some(Value::Team(name)) => Some(Pick::Team(name)),
                _ => {
                    return Err(Name::from(format!("`{place}` names nobody")));
                }
            },
            _ => None,
        },
    }
    .ok_or_else(|| Name::new_static("the step names nobody"))
}

fn tags(walk: &mut Walk<'_>, call: &Call<'_>, change: impl Fn(Name) -> Change) -> Acted {
    let Some(Arg::Names(tags)) = arg(call.args, "tags") else { return Acted::Done };
    for (tag, index) in tags.iter().zip(0..) {
        walk.change(call.step, index, change(tag.clone()));
    }
    Acted::Done
}

/// The first argument of a setting.
fn call_arg<'a>(call: &Call<'a>, word: &str) -> Option<&'a Arg> {
    setting(call.settings, word)?.args.first().map(|(_, arg)| arg)
}

fn names_of(setting: &Setting) -> Vec<Name> {
    match setting.args.first() {
        Some((_, Arg::Names(names) | Arg::Texts(names))) => names.clone(),
        Some((_, Arg::Name(name) | Arg::Text(name))) => vec![name.clone()],
        _ => Vec::new(),
    }
}

fn plain(arg: &Arg) -> Option<Name> {
    if let Arg::Name(name) | Arg::Text(name) = arg { Some(name.clone()) } else { None }
}

fn text_of(walk: &Walk<'_>, meter: &mut Meter, arg: Option<&Arg>) -> Option<Name> {
    match arg {
        Some(Arg::Expr(expr)) => Some(computed(walk, meter, expr)),
        Some(Arg::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

fn computed(walk: &Walk<'_>, meter: &mut Meter, expr: &Expr) -> Name {
    walk.scope().text(meter, expr)
}
