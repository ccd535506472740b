//! The declared world, before and after.

use super::items::{self, Item};
use super::model::{Change, ItemChange};
use super::said::Said;
use crate::base::Name;
use crate::plan::{
    Agent, Channel, Field, Hours, Sheet, Tag, Team, Template, WorkspacePlan, show_closed,
    show_opening,
};

/// What differs between two workspaces, in the order of their declarations.
pub(super) fn compare(old: &WorkspacePlan, new: &WorkspacePlan) -> Vec<ItemChange> {
    let mut changes = items::compare(&itself(old, new), &itself(new, old));
    for one in changes.iter_mut().filter(|one| one.change != Change::Changed) {
        // It stands before them already.
        one.details.retain(|detail| detail.what != "name");
    }
    for (old, new) in declared(old).iter().zip(declared(new)) {
        changes.extend(items::compare(old, &new));
    }
    changes
}

/// The workspace: the same one also under another name, and none where only the other side has one.
fn itself(plan: &WorkspacePlan, other: &WorkspacePlan) -> Vec<Item> {
    if plan.name.is_empty() && !other.name.is_empty() {
        return Vec::new();
    }
    let says = vec![
        Said::new("name", plan.name.as_str(), &plan.name),
        Said::new("title", plan.title.as_str(), &plan.title),
        Said::new("timezone", plan.timezone.as_str(), &plan.timezone),
    ];
    let group = Some("workspace".to_owned());
    vec![Item { group, ..item("workspace", &plan.name, says) }]
}

/// Everything else, a list for each kind. Nothing of a plan may be left out, so that none of it
/// changes unseen.
fn declared(plan: &WorkspacePlan) -> [Vec<Item>; 11] {
    let WorkspacePlan {
        name: _,
        title: _,
        timezone: _,
        agents,
        teams,
        fields,
        tags,
        channels,
        templates,
        lifecycle,
        closing_notes,
        secrets,
        sheets,
        hours,
    } = plan;
    [
        agents.iter().map(agent).collect(),
        teams.iter().map(team).collect(),
        fields.iter().map(field).collect(),
        tags.iter().map(|Tag { name }| item("tag", name, Vec::new())).collect(),
        channels.iter().map(channel).collect(),
        templates.iter().map(template).collect(),
        names("lifecycle", lifecycle),
        names("closing_notes", closing_notes),
        names("secret", secrets),
        sheets.iter().map(sheet).collect(),
        hours.iter().map(hours_of).collect(),
    ]
}

fn item(kind: &'static str, name: &Name, says: Vec<Said>) -> Item {
    Item { kind, name: name.to_string(), group: None, says }
}

fn names(kind: &'static str, names: &[Name]) -> Vec<Item> {
    names.iter().map(|name| item(kind, name, Vec::new())).collect()
}

fn text(what: &str, text: &Name) -> Said {
    Said::new(what, text.as_str(), text)
}

fn many(what: &str, names: &[Name]) -> Vec<Said> {
    names.iter().map(|name| Said::of_many(what, name.as_str(), name)).collect()
}

fn agent(agent: &Agent) -> Item {
    let Agent { name, title, email, skills, limit, unassignable } = agent;
    let mut says = vec![text("title", title)];
    says.extend(email.as_ref().map(|email| text("email", email)));
    says.extend(many("skill", skills));
    says.extend(limit.map(|limit| Said::new("limit", limit.to_string(), &limit)));
    says.extend(unassignable.then(|| Said::new("unassignable", "", &true)));
    item("agent", name, says)
}

fn team(team: &Team) -> Item {
    let Team { name, title, members } = team;
    let mut says = vec![text("title", title)];
    says.extend(many("member", members));
    item("team", name, says)
}

fn field(field: &Field) -> Item {
    let Field { name, r#type, options } = field;
    let mut says = vec![text("type", r#type)];
    says.extend(many("option", options));
    item("field", name, says)
}

fn channel(channel: &Channel) -> Item {
    let Channel { name, kind, resend } = channel;
    let doubt = if *resend { "resend" } else { "skip" };
    item("channel", name, vec![text("kind", kind), Said::new("on_doubt", doubt, resend)])
}

fn template(template: &Template) -> Item {
    let Template { name, channel, text: words } = template;
    item("template", name, vec![text("channel", channel), text("text", words)])
}

fn sheet(sheet: &Sheet) -> Item {
    let Sheet { name, title } = sheet;
    item("sheet", name, vec![text("title", title)])
}

fn hours_of(hours: &Hours) -> Item {
    let Hours { name, timezone, open, closed } = hours;
    let mut says: Vec<Said> = timezone.iter().map(|zone| text("timezone", zone)).collect();
    says.extend(open.iter().map(|open| Said::of_many("open", show_opening(open), open)));
    says.extend(closed.iter().map(|closed| Said::of_many("closed", show_closed(closed), closed)));
    item("hours", name, says)
}
