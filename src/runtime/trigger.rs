//! Whether something that happened starts a workflow.

use super::workflow::{arg, setting};
use super::{Brought, Contact, Happening, Message, Meter, Scope, Workflow, Workspace};
use crate::base::{Instant, Name, Table, Value, fold, same_folded};
use crate::plan::{Arg, Setting, Trigger};

/// What the first trigger of a workflow that is meant and fits brings; none where nothing fits.
#[must_use]
pub fn matches(
    workflow: &Workflow,
    workspace: &Workspace,
    contact: &Contact,
    happening: &Happening,
    now: Instant,
    meant: fn(&Trigger) -> bool,
) -> Option<Brought> {
    let event = happening.event();
    let mut of_event = workflow.triggers().iter().filter(|one| one.event == event && meant(one));
    // Most events concern no trigger: what they would bring is not even gathered.
    let first = of_event.next()?;
    let brought = happening.brings();
    let variables = Table::default();
    let scope = Scope {
        workflow,
        workspace,
        contact,
        owner_status: None,
        trigger: &brought,
        message: brought.message.as_deref(),
        variables: &variables,
        now,
    };
    let fits =
        std::iter::once(first).chain(of_event).any(|trigger| fits(&scope, trigger, happening));
    fits.then_some(brought)
}

/// Whether a trigger goes before open questions.
#[must_use]
pub fn interrupts(trigger: &Trigger) -> bool {
    setting(&trigger.settings, "interrupts").is_some()
}

fn fits(scope: &Scope<'_>, trigger: &Trigger, happening: &Happening) -> bool {
    let mut meter = Meter::default();
    is_meant(scope, &mut meter, trigger, happening)
        && trigger.when.iter().all(|when| scope.holds(&mut meter, when))
}

fn is_meant(
    scope: &Scope<'_>,
    meter: &mut Meter,
    trigger: &Trigger,
    happening: &Happening,
) -> bool {
    let settings = &trigger.settings;
    let among = |word: &str, name: Option<&Name>| allows(settings, word, name);
    match happening {
        Happening::ConversationOpened { source, channel, first_time } => {
            among("source", Some(source))
                && among("channel", channel.as_ref())
                && (*first_time || setting(settings, "first_time").is_none())
        }
        Happening::ConversationClosed { source, category, .. } => {
            among("source", Some(source)) && among("category", category.as_ref())
        }
        Happening::TagUpdated { tag, added } => {
            let any = ["added", "removed"].iter().all(|word| setting(settings, word).is_none());
            let word = if *added { "added" } else { "removed" };
            any || (setting(settings, word).is_some() && among(word, Some(tag)))
        }
        Happening::FieldUpdated { field, from, to } => {
            let meant = match arg(&trigger.args, "field") {
                Some(Arg::Place(place)) => place.name == *field,
                Some(Arg::Name(name)) => name == field,
                _ => false,
            };
            meant
                && equals(scope, meter, settings, "from", from.as_ref())
                && equals(scope, meter, settings, "to", to.as_ref())
        }
        Happening::LifecycleUpdated { from, to } => {
            let text = |stage: &Option<Name>| stage.clone().map(Value::Text);
            equals(scope, meter, settings, "from", text(from).as_ref())
                && equals(scope, meter, settings, "to", text(to).as_ref())
        }
        Happening::MessageReceived(message) => {
            among("channel", message.channel.as_ref()) && says(scope, settings, message)
        }
        Happening::Shortcut { title, .. } => {
            named(&trigger.args, "title").is_some_and(|wanted| same_folded(wanted, title))
        }
        Happening::Webhook { name, .. } => named(&trigger.args, "name") == Some(name),
        Happening::AdClicked { ad_name, platform, .. } => {
            among("platform", Some(platform)) && among("ads", ad_name.as_ref())
        }
        Happening::Manual { workflow, .. } => workflow == scope.workflow.name(),
    }
}

/// Whether a setting that lists names or texts is not there, or lists this one.
fn allows(settings: &[Setting], word: &str, name: Option<&Name>) -> bool {
    let Some(setting) = setting(settings, word) else { return true };
    let Some(name) = name else { return false };
    let name = fold(name);
    setting.args.iter().any(|(_, arg)| match arg {
        Arg::Names(names) | Arg::Texts(names) => names.iter().any(|one| fold(one) == name),
        Arg::Name(one) | Arg::Text(one) => fold(one) == name,
        Arg::Expr(_)
        | Arg::Exprs(_)
        | Arg::Count(_)
        | Arg::Duration(_)
        | Arg::Place(_)
        | Arg::Type(_)
        | Arg::Path(_)
        | Arg::Record(_)
        | Arg::Status { .. } => false,
    })
}

/// Whether a setting with a value is not there, or its value is this one.
fn equals(
    scope: &Scope<'_>,
    meter: &mut Meter,
    settings: &[Setting],
    word: &str,
    value: Option<&Value>,
) -> bool {
    let Some(setting) = setting(settings, word) else { return true };
    setting.args.iter().all(|(_, arg)| {
        let wanted = if let Arg::Expr(expr) = arg {
            scope.value(meter, expr)
        } else if let Arg::Text(text) | Arg::Name(text) = arg {
            Some(Value::Text(text.clone()))
        } else {
            None
        };
        wanted.as_ref().zip(value).is_some_and(|(wanted, value)| scope.same(wanted, value))
    })
}

fn says(scope: &Scope<'_>, settings: &[Setting], message: &Message) -> bool {
    let text = message.text.as_deref().unwrap_or_default();
    let folded = fold(text);
    settings.iter().all(|setting| {
        let mut args = setting.args.iter();
        match setting.name.as_str() {
            "contains" => args.any(|(_, arg)| {
                if let Arg::Texts(parts) = arg {
                    return parts.iter().any(|part| folded.contains(&fold(part)));
                }
                matches!(arg, Arg::Text(part) if folded.contains(&fold(part)))
            }),
            "matches" => args.any(|(_, arg)| {
                matches!(arg, Arg::Text(pattern) if scope.workflow.finds(pattern, text) == Some(true))
            }),
            _ => true,
        }
    })
}

fn named<'a>(args: &'a [(Name, Arg)], name: &str) -> Option<&'a Name> {
    match arg(args, name) {
        Some(Arg::Name(text) | Arg::Text(text)) => Some(text),
        _ => None,
    }
}
